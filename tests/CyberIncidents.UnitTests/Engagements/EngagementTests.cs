using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Engagements;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.UnitTests.Common;

namespace CyberIncidents.UnitTests.Engagements;

public sealed class EngagementTests
{
    private static readonly EngagementCard Card = new(
        EngagementKind.Conference, CooperationKind.NormSetting, "The Hague", "The Hague", "NL", new DateOnly(2026, 4, 16), new DateOnly(2026, 4, 17), "Europe/Amsterdam",
        [new Party("NL", null)], null, Tlp.Green, null);

    private static Engagement Planned() => new("EN-2026-0001", Card, Given.Analyst, Given.Now);

    [Test]
    public void Its_days_are_those_of_its_place()
    {
        var engagement = Planned();
        Assert.That(engagement.StartsAt, Is.EqualTo(new DateTimeOffset(2026, 4, 15, 22, 0, 0, TimeSpan.Zero)));
        Assert.That(engagement.EndsAt, Is.EqualTo(new DateTimeOffset(2026, 4, 17, 22, 0, 0, TimeSpan.Zero)));
        Assert.That(engagement.Acts, Is.EqualTo(new[] { "add" }));
    }

    [Test]
    public void It_is_not_held_before_it_begins()
    {
        var engagement = Planned();
        Assert.That(
            () => engagement.Move(EngagementMove.MarkHeld, null, engagement.StartsAt.AddSeconds(-1)),
            Throws.TypeOf<RuleBrokenException>().With.Property(nameof(RuleBrokenException.Code)).EqualTo("not-begun"));
        Assert.That(engagement.AllowedMoves(engagement.StartsAt.AddSeconds(-1)), Is.EqualTo(new[] { EngagementMove.Confirm, EngagementMove.Cancel }));
        Assert.That(engagement.AllowedMoves(engagement.StartsAt), Does.Contain(EngagementMove.MarkHeld));
        engagement.Move(EngagementMove.MarkHeld, null, engagement.StartsAt);
        Assert.That(engagement.State, Is.EqualTo(EngagementState.Held));
    }

    [TestCase(EngagementState.Planned, "confirm, mark-held, cancel")]
    [TestCase(EngagementState.Confirmed, "mark-held, cancel")]
    [TestCase(EngagementState.Held, "conclude")]
    [TestCase(EngagementState.FollowedUp, "reopen")]
    [TestCase(EngagementState.Cancelled, "reopen")]
    public void Only_these_moves_are_legal(EngagementState state, string moves) =>
        Assert.That(string.Join(", ", EngagementLifecycle.Table.Allowed(state).Select(MoveName.Of)), Is.EqualTo(moves));

    [Test]
    public void A_side_has_one_delegation_and_its_country_counts()
    {
        var engagement = Planned();
        var delegation = new Delegation(Guid.NewGuid(), new Party("ID", null), null, []);
        Assert.That(engagement.TryAdd(delegation), Is.True);
        Assert.That(engagement.TryAdd(delegation with { Id = Guid.NewGuid() }), Is.False);
        Assert.That(engagement.Countries, Is.EqualTo(new[] { "ID", "NL" }));
        Assert.That(engagement.TryRemove(delegation.Id), Is.True);
        Assert.That(engagement.Countries, Is.EqualTo(new[] { "NL" }));
    }

    [Test]
    public void The_agenda_lies_within_its_days_and_in_order()
    {
        var engagement = Planned();
        AgendaItem At(DateTimeOffset at, string title) => new(Guid.NewGuid(), at, title, null);
        Assert.That(engagement.TryAdd(At(engagement.EndsAt, "Too late")), Is.False);
        Assert.That(engagement.TryAdd(At(engagement.StartsAt.AddHours(10), "Second")), Is.True);
        Assert.That(engagement.TryAdd(At(engagement.StartsAt, "First")), Is.True);
        Assert.That(engagement.Agenda.Select(a => a.Title), Is.EqualTo(new[] { "First", "Second" }));
    }

    [Test]
    public void A_commitment_is_due_in_the_morning_and_overdue_when_the_day_is_over()
    {
        var card = new CommitmentCard(
            new CommitmentParty(false, "NL", null), new CommitmentParty(true, null, null), "A list", null, new DateOnly(2026, 3, 20), "Asia/Jakarta", null, null, null, Given.Analyst, Tlp.Green);
        var commitment = new Commitment("CM-2026-0001", card, Given.Analyst, Given.Now);
        Assert.That(commitment.DueAt, Is.EqualTo(new DateTimeOffset(2026, 3, 20, 2, 0, 0, TimeSpan.Zero)));
        Assert.That(commitment.OverdueAt, Is.EqualTo(new DateTimeOffset(2026, 3, 20, 17, 0, 0, TimeSpan.Zero)));
        commitment.Move(CommitmentMove.Fulfil, "It came", Given.Now);
        Assert.That(() => commitment.Move(CommitmentMove.Drop, null, Given.Now), Throws.TypeOf<RuleBrokenException>());
        commitment.Move(CommitmentMove.Reopen, null, Given.Now);
        Assert.That((commitment.State, commitment.EndedAt), Is.EqualTo((CommitmentState.Open, (DateTimeOffset?)null)));
    }
}
