using CyberIncidents.Domain.Incidents;
using CyberIncidents.UnitTests.Common;
using static CyberIncidents.Domain.Incidents.ParticipationMove;
using static CyberIncidents.Domain.Incidents.ParticipationState;

namespace CyberIncidents.UnitTests.Incidents;

public sealed class ParticipationLifecycleTests
{
    // product.md, "Lifecycles", Participation.
    private static readonly Lifecycle<ParticipationState, ParticipationMove> Specification = new()
    {
        [Proposed] = new() { [Notify] = Notified },
        [Notified] = new() { [Engage] = Engaged, [Complete] = Completed, [Decline] = Declined, [Withdraw] = Withdrawn },
        [Engaged] = new() { [Complete] = Completed, [Decline] = Declined, [Withdraw] = Withdrawn },
        [Completed] = [],
        [Declined] = new() { [Notify] = Notified },
        [Withdrawn] = new() { [Notify] = Notified },
    };

    private static IEnumerable<TestCaseData<ParticipationState, ParticipationMove>> Pairs =>
        Lifecycle<ParticipationState, ParticipationMove>.Pairs;

    [TestCaseSource(nameof(Pairs))]
    public void The_table_is_that_of_the_specification(ParticipationState state, ParticipationMove move) =>
        Specification.MustRule(ParticipationLifecycle.Table, state, move);

    [TestCaseSource(nameof(Pairs))]
    public void The_participation_itself_keeps_to_the_table(ParticipationState state, ParticipationMove move)
    {
        var part = Given.Participation(state);
        Assert.That(part.State, Is.EqualTo(state));

        if (Specification[state].TryGetValue(move, out var to))
        {
            Assert.DoesNotThrow(() => part.EnsureAllowed(move));
            Make(part, move);
            Assert.That(part.State, Is.EqualTo(to));
            return;
        }

        part.ClearActs();
        var legal = Specification.NamesFrom(state).Where(name => !string.Equals(name, "engage", StringComparison.Ordinal)).ToArray();
        Refused.AsIllegal(() => part.EnsureAllowed(move), legal);
        if (move != Engage)
        {
            Refused.AsIllegal(() => Make(part, move), legal);
        }

        Assert.That(part.State, Is.EqualTo(state));
        Assert.That(part.Acts, Is.Empty, "a refused move leaves no trace");
    }

    [Test]
    public void Every_part_can_be_played_by_somebody_and_only_some_by_both()
    {
        var (abroad, atHome) = (ParticipationLifecycle.RolesAbroad, ParticipationLifecycle.RolesAtHome);
        Assert.That(abroad.Union(atHome), Is.EquivalentTo(Enum.GetValues<ParticipationRole>()));
        Assert.That(abroad.Intersect(atHome), Is.EquivalentTo(new[] { ParticipationRole.Affected, ParticipationRole.Assisting, ParticipationRole.InformedOnly }));
    }

    [Test]
    public void Engaging_is_never_offered_because_it_happens_by_itself()
    {
        foreach (var state in Enum.GetValues<ParticipationState>())
        {
            Assert.That(Participation.MovesOfOurs(state), Is.EquivalentTo(Specification[state].Keys.Where(m => m != Engage)), state.ToString());
        }
    }

    [TestCase(Proposed, false, false)]
    [TestCase(Notified, true, true)]
    [TestCase(Engaged, true, true)]
    [TestCase(Completed, false, true)]
    [TestCase(Declined, false, false)]
    [TestCase(Withdrawn, false, false)]
    public void Requests_go_to_notified_and_engaged_and_completed_still_sees(ParticipationState state, bool takesRequests, bool shares)
    {
        Assert.That(ParticipationLifecycle.TakesRequests(state), Is.EqualTo(takesRequests));
        Assert.That(ParticipationLifecycle.Shares(state), Is.EqualTo(shares));
        Assert.That(Given.Participation(state).Shares, Is.EqualTo(shares));
    }

    private static void Make(Participation part, ParticipationMove move)
    {
        switch (move)
        {
            case Notify: part.Notify(Given.Partner, "title", null, Given.Now); break;
            case Engage: part.PartnerActed(Given.Now); break;
            case Complete: part.Complete(null, Given.Now); break;
            case Decline: part.Decline(null, Given.Now); break;
            case Withdraw: part.Withdraw(null, Given.Now); break;
            default: Assert.Fail($"No method for {move}."); break;
        }
    }
}
