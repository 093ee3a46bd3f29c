using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.UnitTests.Common;
using static CyberIncidents.Domain.Incidents.ParticipationState;

namespace CyberIncidents.UnitTests.Incidents;

public sealed class ParticipationTests
{
    private static readonly DateTimeOffset Later = Given.Now.AddDays(3);

    [Test]
    public void A_proposed_partner_knows_nothing_and_its_roles_stand_once_and_in_order()
    {
        var part = new Participation(
            Given.CaseId, Tlp.Amber, "NL", Given.Partner,
            [ParticipationRole.Transit, ParticipationRole.Affected, ParticipationRole.Transit], Given.Now);

        Assert.That(part.State, Is.EqualTo(Proposed));
        Assert.That(part.Roles, Is.EqualTo(new[] { ParticipationRole.Affected, ParticipationRole.Transit }));
        Assert.That(part.SharedTitle, Is.Null);
        Assert.That(part.Shares, Is.False);
        Assert.That(part.Acts, Is.EqualTo(new[] { "propose" }));
    }

    [Test]
    public void Notifying_writes_what_is_shared()
    {
        var part = Given.Participation();
        part.Notify(Given.Partner, "Harmful speech", "A channel on your platform.", Later);

        Assert.That((part.SharedTitle, part.SharedSummary), Is.EqualTo(("Harmful speech", "A channel on your platform.")));
        Assert.That(part.NotifiedAt, Is.EqualTo(Later));
        Assert.That(part.Shares, Is.True);
    }

    [Test]
    public void One_without_organisation_takes_the_national_contact_when_it_is_notified()
    {
        var part = new Participation(Given.CaseId, Tlp.Amber, "NL", null, [], Given.Now);
        part.Notify(Given.Partner, "title", null, Later);
        Assert.That(part.OrganisationId, Is.EqualTo(Given.Partner));
    }

    [Test]
    public void One_with_an_organisation_keeps_it_when_it_is_notified()
    {
        var part = Given.Participation();
        part.Notify(Given.Home, "title", null, Later);
        Assert.That(part.OrganisationId, Is.EqualTo(Given.Partner));
    }

    [Test]
    public void The_first_act_of_the_partner_engages_it_and_later_ones_change_nothing()
    {
        var part = Given.Participation(Notified);
        part.PartnerActed(Later);
        part.PartnerActed(Later.AddDays(1));

        Assert.That((part.State, part.EngagedAt), Is.EqualTo((Engaged, (DateTimeOffset?)Later)));
        Assert.That(part.Acts, Is.EqualTo(new[] { "propose", "notify", "engage" }));
    }

    [TestCase(Proposed)]
    [TestCase(Completed)]
    [TestCase(Declined)]
    [TestCase(Withdrawn)]
    public void An_act_of_a_partner_that_is_not_notified_moves_nothing(ParticipationState state)
    {
        var part = Given.Participation(state);
        part.PartnerActed(Later);
        Assert.That((part.State, part.EngagedAt), Is.EqualTo((state, (DateTimeOffset?)null)));
    }

    [TestCase(ParticipationMove.Complete, Completed)]
    [TestCase(ParticipationMove.Decline, Declined)]
    [TestCase(ParticipationMove.Withdraw, Withdrawn)]
    public void Its_end_is_kept_with_instant_and_reason(ParticipationMove move, ParticipationState to)
    {
        var part = Given.Participation(Engaged);
        Action<string?, DateTimeOffset> end = move switch
        {
            ParticipationMove.Complete => part.Complete,
            ParticipationMove.Decline => part.Decline,
            _ => part.Withdraw,
        };
        end("because", Later);

        Assert.That((part.State, part.EndedAt, part.EndReason), Is.EqualTo((to, (DateTimeOffset?)Later, "because")));
    }

    [TestCase(Declined)]
    [TestCase(Withdrawn)]
    public void Notifying_again_forgets_the_end_and_shares_anew(ParticipationState from)
    {
        var part = Given.Participation(from);
        part.Notify(Given.Partner, "New title", null, Later);

        Assert.That(part.State, Is.EqualTo(Notified));
        Assert.That(part.EndedAt, Is.Null);
        Assert.That(part.EndReason, Is.Null);
        Assert.That((part.SharedTitle, part.NotifiedAt), Is.EqualTo(("New title", (DateTimeOffset?)Later)));
    }

    [TestCase(Notified)]
    [TestCase(Engaged)]
    public void A_request_may_be_sent_to_it(ParticipationState state) =>
        Assert.DoesNotThrow(Given.Participation(state).EnsureTakesRequests);

    [TestCase(Proposed, new[] { "notify" })]
    [TestCase(Completed, new string[0])]
    [TestCase(Declined, new[] { "notify" })]
    [TestCase(Withdrawn, new[] { "notify" })]
    public void No_request_may_be_sent_to_it_and_the_way_out_is_named(ParticipationState state, string[] legal) =>
        Assert.That(Refused.With("not-notified", Given.Participation(state).EnsureTakesRequests).Allowed, Is.EqualTo(legal));

    [Test]
    public void It_carries_the_marking_of_its_case()
    {
        ISecured part = Given.Participation();
        Assert.That(part.OwnTlp, Is.Null);
        part.Remark(Tlp.Red);
        Assert.That((part.IncidentId, part.Tlp), Is.EqualTo(((Guid?)Given.CaseId, Tlp.Red)));
    }
}
