using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.UnitTests.Common;

namespace CyberIncidents.UnitTests.Requests;

public sealed class InboundRequestTests
{
    private static readonly DateTimeOffset Wish = Given.Now.AddDays(2);

    [Test]
    public void Filing_drafts_and_sends_in_one_step()
    {
        var request = File();
        Assert.That((request.State, request.Direction, request.SentAt, request.DeliveredAt), Is.EqualTo((RequestState.Sent, RequestDirection.Inbound, Given.Now, Given.Now)));
        Assert.That((request.OwnerId, request.IncidentId, request.ParticipationId, request.NeedsApproval), Is.EqualTo(((Guid?)null, (Guid?)null, (Guid?)null, false)));
        Assert.That((request.OriginatorId, request.LiaisonId, request.PartnerOrganisationId), Is.EqualTo((Given.Liaison, Given.Liaison, Given.Partner)));
        Assert.That((request.TheirReference, request.OurReference, request.WishedAt), Is.EqualTo(("SG-1", (string?)null, Wish)));
        Assert.That(request.Acts[0], Is.EqualTo("file"));
        Assert.That(request.Entries.Single(), Has.Property(nameof(RequestEntry.Side)).EqualTo(RequestSide.Requester));
    }

    [TestCase(120, 96)]
    [TestCase(48, 24)]
    [TestCase(10, 5)]
    [TestCase(0, null)]
    [TestCase(null, null)]
    public void A_task_for_it_is_due_a_day_before_our_answer_or_halfway_to_it(int? ours, int? task) =>
        Assert.That(Request.TaskDueBefore(At(ours), Given.Now), Is.EqualTo(At(task)));

    [Test]
    public void It_is_triaged_once_and_then_handed_over()
    {
        var request = File();
        Refused("not-triaged", () => request.HandOver(Given.Manager));
        request.Triage(Given.Analyst, Urgency.Urgent, "ID-1", Given.Manager, Given.Now);
        Assert.That((request.OwnerId, request.OurUrgency, request.Urgency, request.Pressing), Is.EqualTo((Given.Analyst, Urgency.Urgent, Urgency.Normal, Urgency.Urgent)));
        Assert.That((request.TriagedById, request.OurReference, request.State), Is.EqualTo((Given.Manager, "ID-1", RequestState.Sent)));
        Refused("already-triaged", () => request.Triage(Given.Manager, null, null, Given.Manager, Given.Now));
        request.HandOver(Given.Manager);
        Assert.That(request.OwnerId, Is.EqualTo(Given.Manager));
    }

    [Test]
    public void To_find_it_as_pressing_as_they_say_is_to_say_nothing()
    {
        var request = File();
        request.Triage(Given.Analyst, Urgency.Normal, null, Given.Analyst, Given.Now);
        Assert.That(request.OurUrgency, Is.Null);
    }

    [Test]
    public void What_is_answered_is_neither_triaged_nor_handed_over()
    {
        var request = File();
        request.Respond(RequestMove.Answer, Given.Analyst, new RequestReply("Here.", AnswerOutcome.Fulfilled, null, "ID-2"), Given.Now);
        Refused("not-waiting", () => request.Triage(Given.Analyst, null, null, Given.Analyst, Given.Now));
        Refused("not-waiting", () => request.HandOver(Given.Analyst));
        Assert.That((request.OurReference, request.TheirReference, request.LiaisonId), Is.EqualTo(("ID-2", "SG-1", Given.Liaison)));
    }

    [Test]
    public void A_case_takes_it_in_once()
    {
        var request = File();
        request.TakeInto(Given.CaseId);
        Assert.That(request.IncidentId, Is.EqualTo(Given.CaseId));
        Refused("already-in-a-case", () => request.TakeInto(Given.Home));
    }

    [Test]
    public void No_case_raises_its_marking()
    {
        var request = File();
        ((ISecured)request).Remark(Tlp.Red);
        Assert.That((request.Tlp, request.Shifts), Is.EqualTo((Tlp.Amber, 0)));
    }

    private static DateTimeOffset? At(int? hours) => hours is { } after ? Given.Now.AddHours(after) : null;

    private static Request File() => Request.File(
        "RQ-2026-SG-0001",
        new RequestParties(RequestDirection.Inbound, null, null, Given.Partner, Given.Home),
        new RequestText(RequestKind.Information, null, "Subject", "Body", Urgency.Normal, Wish, Tlp.Amber, "SG-1"),
        Given.Liaison,
        Given.Now);

    private static void Refused(string code, Action act) => Assert.That(Assert.Throws<RuleBrokenException>(act)!.Code, Is.EqualTo(code));
}
