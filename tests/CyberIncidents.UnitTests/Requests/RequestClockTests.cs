using CyberIncidents.Domain.Requests;
using CyberIncidents.UnitTests.Common;
using FsCheck;
using FsCheck.Fluent;
using static CyberIncidents.Domain.Requests.RequestState;

namespace CyberIncidents.UnitTests.Requests;

public sealed class RequestClockTests
{
    [TestCase(10 * 24.0, 5 * 24.0)]
    [TestCase(1.0, 0.5)]
    [TestCase(90 * 24.0, 45 * 24.0)]
    [TestCase(0.0, 0.0)]
    public void With_a_due_instant_silence_begins_at_half_time(double hoursToDue, double hoursToSilence) => Assert.That(
        RequestStanding.SilentFrom(Given.Now, Given.Now.AddHours(hoursToDue)),
        Is.EqualTo(Given.Now.AddHours(hoursToSilence)));

    [Test]
    public void Without_a_due_instant_silence_begins_after_48_hours()
    {
        Assert.That(RequestStanding.SilentWithoutDue, Is.EqualTo(TimeSpan.FromHours(48)));
        Assert.That(RequestStanding.SilentFrom(Given.Now, null), Is.EqualTo(Given.Now.AddHours(48)));
    }

    [Test]
    public void Silence_begins_at_one_instant_whatever_offset_the_due_instant_is_written_in()
    {
        var inJakarta = Given.Due.ToOffset(TimeSpan.FromHours(7));
        Assert.That(RequestStanding.SilentFrom(Given.Now, inJakarta), Is.EqualTo(RequestStanding.SilentFrom(Given.Now, Given.Due)));
    }

    [Test]
    public void Silence_always_begins_between_sending_and_due() => Prop
        .ForAll<int>(minutes =>
        {
            var due = Given.Now.AddMinutes(Math.Abs((long)minutes) + 1);
            var from = RequestStanding.SilentFrom(Given.Now, due);
            return from > Given.Now && from < due && from - Given.Now == due - from;
        })
        .QuickCheckThrowOnFailure();

    [Test]
    public void Sending_starts_the_clock()
    {
        var request = Given.Draft(dueAt: Given.Due);
        Assert.That(request.SilentFrom, Is.Null, "a draft has no clock");
        request.Dispatch(RequestMove.Send, Given.Analyst, Given.Now);
        Assert.That(request.DeliveredAt, Is.Null, "word of it has not arrived");
        Assert.That(request.Deliver(Given.Now), Is.True);
        Assert.That(request.Deliver(Given.Now.AddDays(1)), Is.False, "only the first time counts");

        Assert.That(request.SentAt, Is.EqualTo(Given.Now));
        Assert.That(request.DeliveredAt, Is.EqualTo(Given.Now));
        Assert.That(request.SilentFrom, Is.EqualTo(Given.Now.AddDays(5)));
    }

    [Test]
    public void Approval_starts_the_clock_and_submission_does_not()
    {
        var request = Given.Request(PendingApproval, RequestKind.DataPreservation, true, Given.Due);
        Assert.That((request.SentAt, request.SilentFrom), Is.EqualTo(((DateTimeOffset?)null, (DateTimeOffset?)null)));

        request.Dispatch(RequestMove.Approve, Given.Manager, Given.Now.AddDays(2));
        Assert.That(request.SentAt, Is.EqualTo(Given.Now.AddDays(2)));
        Assert.That(request.SilentFrom, Is.EqualTo(Given.Now.AddDays(6)));
    }

    [Test]
    public void Moving_the_due_instant_computes_the_silence_anew_from_when_it_was_sent()
    {
        var request = Given.Request(Sent, dueAt: Given.Due);
        request.MoveDue(Given.Now.AddDays(20), RequestStanding.SilentFrom(request.SentAt ?? Given.Now, Given.Now.AddDays(20)), Given.Now);

        Assert.That(request.DueAt, Is.EqualTo(Given.Now.AddDays(20)));
        Assert.That(request.SilentFrom, Is.EqualTo(Given.Now.AddDays(10)));
        Assert.That(request.SentAt, Is.EqualTo(Given.Now));
        Assert.That(request.Acts[^1], Is.EqualTo("move-due"));
    }

    [Test]
    public void Taking_the_due_instant_away_leaves_48_hours()
    {
        var request = Given.Request(Sent, dueAt: Given.Due);
        request.MoveDue(null, RequestStanding.SilentFrom(Given.Now, null), Given.Now);

        Assert.That(request.DueAt, Is.Null);
        Assert.That(request.SilentFrom, Is.EqualTo(Given.Now.AddHours(48)));
    }

    [TestCase(Draft)]
    [TestCase(PendingApproval)]
    public void Moving_the_due_instant_before_sending_starts_no_clock(RequestState state)
    {
        var request = Given.Request(state, dueAt: Given.Due);
        request.MoveDue(Given.Now.AddDays(20), RequestStanding.SilentFrom(request.SentAt ?? Given.Now, Given.Now.AddDays(20)), Given.Now);
        Assert.That((request.DueAt, request.SilentFrom), Is.EqualTo(((DateTimeOffset?)Given.Now.AddDays(20), (DateTimeOffset?)null)));
    }

    [TestCase(Acknowledged)]
    [TestCase(InProgress)]
    [TestCase(ClarificationAsked)]
    public void The_due_instant_moves_while_an_answer_is_expected(RequestState state)
    {
        var request = Given.Request(state, dueAt: Given.Due);
        request.MoveDue(Given.Now.AddDays(20), RequestStanding.SilentFrom(request.SentAt ?? Given.Now, Given.Now.AddDays(20)), Given.Now);
        Assert.That((request.State, request.DueAt), Is.EqualTo((state, (DateTimeOffset?)Given.Now.AddDays(20))));
    }

    [TestCase(Answered, new[] { "accept", "return" })]
    [TestCase(Declined, new[] { "accept", "return" })]
    [TestCase(Accepted, new[] { "close" })]
    [TestCase(Closed, new string[0])]
    [TestCase(Withdrawn, new string[0])]
    public void The_due_instant_of_an_answered_or_ended_request_does_not_move(RequestState state, string[] legal)
    {
        var request = Given.Request(state, dueAt: Given.Due);

        Assert.That(Refused.With("not-waiting", () => request.MoveDue(null, RequestStanding.SilentFrom(Given.Now, null), Given.Now)).Allowed, Is.EquivalentTo(legal));
        Assert.That(request.DueAt, Is.EqualTo(Given.Due));
    }

    [Test]
    public void What_the_partner_sees_change_is_counted_from_its_sending_on()
    {
        var request = Given.Request(Draft, dueAt: Given.Due);
        request.MoveDue(Given.Now.AddDays(20), null, Given.Now);
        Assert.That((request.Shifts, request.ShiftedAt), Is.EqualTo((0, (DateTimeOffset?)null)), "nobody else saw the draft");
        request = Given.Request(Sent, dueAt: Given.Due);
        var before = request.Shifts;
        request.Follow(null, Given.Due, Given.Now.AddDays(1), Given.Now.AddHours(1));
        Assert.That(request.Shifts, Is.EqualTo(before), "its due instant is the same");
        request.Follow(null, Given.Due.AddDays(1), Given.Now.AddDays(1), Given.Now.AddHours(2));
        Assert.That((request.Shifts, request.ShiftedAt), Is.EqualTo((before + 1, (DateTimeOffset?)Given.Now.AddHours(2))));
    }
}
