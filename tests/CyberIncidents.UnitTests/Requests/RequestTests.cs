using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.UnitTests.Common;
using static CyberIncidents.Domain.Requests.RequestMove;
using static CyberIncidents.Domain.Requests.RequestState;

namespace CyberIncidents.UnitTests.Requests;

public sealed class RequestTests
{
    private static readonly DateTimeOffset Later = Given.Now.AddDays(3);

    private static readonly RequestReply Nothing = new(null, null, null, null);

    [Test]
    public void A_drafted_request_has_no_stamps_and_no_entries()
    {
        var request = Given.Draft(dueAt: Given.Due);

        Assert.That(request.State, Is.EqualTo(Draft));
        Assert.That((request.OriginatorId, request.OwnerId), Is.EqualTo((Given.Analyst, Given.Analyst)));
        Assert.That((request.RequesterOrganisationId, request.RequestedOrganisationId), Is.EqualTo((Given.Home, Given.Partner)));
        Assert.That(new[] { request.SentAt, request.DeliveredAt, request.SeenAt, request.FirstActAt, request.AnsweredAt }, Is.All.Null);
        Assert.That(request.Entries, Is.Empty);
        Assert.That(request.Acts, Is.EqualTo(new[] { "draft" }));
    }

    [Test]
    public void A_draft_is_rewritten_and_its_kind_decides_whether_it_needs_approval()
    {
        var request = Given.Draft();
        request.Rewrite(Given.Text(RequestKind.DataPreservation, Given.Due, Tlp.Red), true, Tlp.Amber);

        Assert.That((request.Kind, request.NeedsApproval, request.DueAt, request.Tlp),
            Is.EqualTo((RequestKind.DataPreservation, true, (DateTimeOffset?)Given.Due, Tlp.Red)));
        Assert.That(request.AllowedMoves(), Does.Not.Contain(Send));
        Assert.That(request.Acts[^1], Is.EqualTo("edit"));
    }

    [TestCaseSource(nameof(NoDrafts))]
    public void Only_a_draft_is_rewritten(RequestState state)
    {
        var request = Given.Request(state);
        var broken = Refused.With("not-a-draft", () => request.Rewrite(Given.Text(RequestKind.Takedown), false, Tlp.Amber));

        var ours = RequestSpecification.Ordinary[state].Keys.Except(RequestSpecification.OfRequestedSide).Select(MoveName.Of);
        Assert.That(broken.Allowed, Is.EquivalentTo(ours));
        Assert.That(request.Kind, Is.EqualTo(RequestKind.Information));
    }

    [Test]
    public void A_rejected_request_is_a_draft_again_and_can_be_sent_after_rewriting()
    {
        var request = Given.Request(PendingApproval);
        request.Prepare(Reject, Given.Manager, "name the account", Later);
        Assert.That((request.State, request.SentAt), Is.EqualTo((Draft, (DateTimeOffset?)null)));

        request.Rewrite(Given.Text(), false, Tlp.Amber);
        request.Dispatch(Send, Given.Analyst, Later);
        Assert.That(request.State, Is.EqualTo(Sent));
    }

    [TestCase(Submit, true)]
    [TestCase(Approve, true)]
    [TestCase(Reject, true)]
    [TestCase(Send, false)]
    [TestCase(Acknowledge, false)]
    [TestCase(Start, false)]
    [TestCase(Ask, false)]
    [TestCase(Clarify, false)]
    [TestCase(Answer, false)]
    [TestCase(Decline, false)]
    [TestCase(Accept, false)]
    [TestCase(Return, false)]
    [TestCase(Close, false)]
    [TestCase(Withdraw, false)]
    [TestCase(SetReference, false)]
    public void Only_submission_approval_and_rejection_are_the_requesters_own_business(RequestMove move, bool requesterOnly)
    {
        var from = RequestSpecification.Ordinary.First(s => s.Value.ContainsKey(move)).Key;
        var request = Given.Request(from);
        Given.Make(request, move, Later);

        var entry = request.Entries[^1];
        Assert.That((entry.Move, entry.RequesterOnly), Is.EqualTo((move, requesterOnly)));
        Assert.That(entry.Side, Is.EqualTo(RequestSpecification.OfRequestedSide.Contains(move) ? RequestSide.Requested : RequestSide.Requester));
        Assert.That((entry.RequestId, entry.IncidentId, entry.Tlp, entry.CreatedAt), Is.EqualTo((request.Id, request.IncidentId, request.Tlp, Later)));
        Assert.That(((IPartOf)entry).Aggregate, Is.EqualTo(("Request", request.Id)));
    }

    [Test]
    public void Entries_tell_in_order_who_said_what()
    {
        var request = Given.Request(Sent);
        request.Respond(Ask, Given.Liaison, new("Which account?", null, null, null), Later);
        request.FollowThrough(Clarify, Given.Analyst, "The second one.", Later.AddHours(1));
        request.Respond(Answer, Given.Liaison, new("Nobody.", AnswerOutcome.NothingFound, null, null), Later.AddHours(2));

        Assert.That(request.Entries.Select(e => (e.Move, e.ActorId, e.Note)), Is.EqualTo(new[]
        {
            (Send, Given.Manager, null),
            (Ask, Given.Liaison, "Which account?"),
            (Clarify, Given.Analyst, "The second one."),
            (Answer, Given.Liaison, "Nobody."),
        }));
        Assert.That(request.Entries.Select(e => e.Outcome), Is.EqualTo(new AnswerOutcome?[] { null, null, null, AnswerOutcome.NothingFound }));
    }

    [Test]
    public void The_first_act_and_the_first_liaison_officer_stay()
    {
        var request = Given.Request(Sent);
        request.Respond(Acknowledge, Given.Liaison, Nothing, Later);
        request.Respond(Start, Given.Manager, Nothing, Later.AddDays(1));

        Assert.That((request.FirstActAt, request.LiaisonId), Is.EqualTo(((DateTimeOffset?)Later, (Guid?)Given.Liaison)));
    }

    [TestCase(Sent)]
    [TestCase(Acknowledged)]
    [TestCase(InProgress)]
    [TestCase(ClarificationAsked)]
    [TestCase(Answered)]
    [TestCase(Declined)]
    [TestCase(Accepted)]
    public void Setting_their_reference_keeps_the_state_and_what_was_answered(RequestState state)
    {
        var request = Given.Request(state);
        var before = (request.Outcome, request.DeclineGround, request.AnsweredAt);
        request.Respond(SetReference, Given.Liaison, new(null, null, null, "NCSC-77"), Later);

        Assert.That((request.State, request.TheirReference), Is.EqualTo((state, "NCSC-77")));
        Assert.That((request.Outcome, request.DeclineGround, request.AnsweredAt), Is.EqualTo(before));
    }

    [Test]
    public void A_reply_without_reference_keeps_the_one_that_was_set()
    {
        var request = Given.Request(Sent);
        request.Respond(Acknowledge, Given.Liaison, new(null, null, null, "NCSC-77"), Later);
        request.Respond(Start, Given.Liaison, Nothing, Later);
        Assert.That(request.TheirReference, Is.EqualTo("NCSC-77"));
    }

    [Test]
    public void A_refusal_keeps_its_ground_and_is_no_outcome()
    {
        var request = Given.Request(Sent);
        request.Respond(Decline, Given.Liaison, new("No.", null, "sovereignty", null), Later);

        Assert.That((request.State, request.DeclineGround, request.Outcome, request.AnsweredAt),
            Is.EqualTo((Declined, "sovereignty", (AnswerOutcome?)null, (DateTimeOffset?)Later)));
        Assert.That(request.Entries[^1].Ground, Is.EqualTo("sovereignty"));
    }

    [TestCase(Answered)]
    [TestCase(Declined)]
    public void Returning_clears_the_answer_keeps_the_due_instant_and_the_history(RequestState state)
    {
        var request = Given.Request(state, dueAt: Given.Due);
        request.FollowThrough(Return, Given.Analyst, "which account?", Later);

        Assert.That(request.State, Is.EqualTo(InProgress));
        Assert.That(request.AnsweredAt, Is.Null);
        Assert.That(request.Outcome, Is.Null);
        Assert.That(request.DeclineGround, Is.Null);
        Assert.That((request.DueAt, request.SilentFrom), Is.EqualTo(((DateTimeOffset?)Given.Due, (DateTimeOffset?)Given.Now.AddDays(5))));
        Assert.That(request.FirstActAt, Is.EqualTo(Given.Now));
        Assert.That(request.Entries.Count(e => e.Outcome is not null || e.Ground is not null), Is.EqualTo(1), "what was said stays said");
    }

    [Test]
    public void A_returned_refusal_may_become_an_answer()
    {
        var request = Given.Request(Declined);
        request.FollowThrough(Return, Given.Analyst, "please look again", Later);
        request.Respond(Answer, Given.Liaison, new("Here.", AnswerOutcome.Fulfilled, null, null), Later.AddDays(1));

        Assert.That((request.Outcome, request.DeclineGround, request.AnsweredAt),
            Is.EqualTo(((AnswerOutcome?)AnswerOutcome.Fulfilled, (string?)null, (DateTimeOffset?)Later.AddDays(1))));
    }

    [Test]
    public void Accepting_and_closing_keep_the_answer()
    {
        var request = Given.Request(Closed);
        Assert.That((request.Outcome, request.AnsweredAt), Is.EqualTo(((AnswerOutcome?)AnswerOutcome.NothingFound, (DateTimeOffset?)Given.Now)));
    }

    [Test]
    public void Only_the_first_opening_is_stamped_and_it_is_no_act()
    {
        var request = Given.Request(Sent);
        request.ClearActs();
        request.See(Later);
        request.See(Later.AddDays(1));

        Assert.That((request.State, request.SeenAt), Is.EqualTo((Sent, (DateTimeOffset?)Later)));
        Assert.That(request.FirstActAt, Is.Null);
        Assert.That(request.LiaisonId, Is.Null);
        Assert.That(request.Acts, Is.EqualTo(new[] { "see" }));
    }

    private static IEnumerable<RequestState> NoDrafts() => Enum.GetValues<RequestState>().Except([Draft]);
}
