using CyberIncidents.Domain.Requests;
using CyberIncidents.UnitTests.Common;
using static CyberIncidents.Domain.Requests.RequestState;

namespace CyberIncidents.UnitTests.Requests;

/// <summary>Waiting, silent and overdue, computed in memory by the expressions that the databases get.</summary>
public sealed class RequestStandingTests
{
    // product.md: waiting = Sent, Acknowledged or InProgress, and not for information only.
    private static readonly RequestState[] WaitingStates = [Sent, Acknowledged, InProgress];

    private static readonly DateTimeOffset LongAfter = Given.Now.AddYears(1);

    private static readonly DateTimeOffset Half = Given.Now.AddDays(5);

    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private static IEnumerable<TestCaseData<RequestKind, RequestState>> KindsAndStates =>
        from kind in Enum.GetValues<RequestKind>()
        from state in Enum.GetValues<RequestState>()
        select new TestCaseData<RequestKind, RequestState>(kind, state);

    [TestCaseSource(nameof(KindsAndStates))]
    public void Running_is_what_its_list_of_states_says(RequestKind kind, RequestState state) => Assert.That(
        RequestStanding.Running.Compile()(Of(state, kind, Given.Due)), Is.EqualTo(RequestStanding.RunningStates.Contains(state)));

    [TestCaseSource(nameof(KindsAndStates))]
    public void Waiting_is_sent_acknowledged_or_in_progress_and_never_for_information(RequestKind kind, RequestState state)
    {
        var request = Of(state, kind, Given.Due);
        Assert.That(IsWaiting(request), Is.EqualTo(kind != RequestKind.ForInformation && WaitingStates.Contains(state)));
    }

    [TestCaseSource(nameof(KindsAndStates))]
    public void Overdue_is_waiting_and_past_due(RequestKind kind, RequestState state)
    {
        var request = Of(state, kind, Given.Due);
        Assert.That(IsOverdue(request, LongAfter), Is.EqualTo(kind != RequestKind.ForInformation && WaitingStates.Contains(state)));
        Assert.That(IsOverdue(request, Given.Now), Is.False);
    }

    [TestCaseSource(nameof(KindsAndStates))]
    public void Silent_is_sent_and_without_an_act(RequestKind kind, RequestState state)
    {
        var request = Of(state, kind, Given.Due);
        Assert.That(IsSilent(request, LongAfter), Is.EqualTo(kind != RequestKind.ForInformation && state == Sent));
        Assert.That(IsSilent(request, Given.Now), Is.False);
    }

    [Test]
    public void At_its_due_instant_a_request_is_not_overdue_and_just_after_it_is()
    {
        var request = Of(Sent, RequestKind.Information, Given.Due);

        Assert.That(IsOverdue(request, Given.Due - Tick), Is.False);
        Assert.That(IsOverdue(request, Given.Due), Is.False);
        Assert.That(IsOverdue(request, Given.Due + Tick), Is.True);
    }

    [Test]
    public void A_request_without_due_instant_is_never_overdue() =>
        Assert.That(IsOverdue(Of(Sent, RequestKind.Information, null), LongAfter), Is.False);

    [Test]
    public void With_half_its_time_gone_an_untouched_request_is_silent()
    {
        var request = Of(Sent, RequestKind.Information, Given.Due);

        Assert.That(IsSilent(request, Half - Tick), Is.False);
        Assert.That(IsSilent(request, Half), Is.True);
    }

    [Test]
    public void Without_due_instant_an_untouched_request_is_silent_after_48_hours()
    {
        var request = Of(Sent, RequestKind.Information, null);

        Assert.That(IsSilent(request, Given.Now.AddHours(48) - Tick), Is.False);
        Assert.That(IsSilent(request, Given.Now.AddHours(48)), Is.True);
    }

    [Test]
    public void Setting_its_reference_is_an_act_and_ends_the_silence()
    {
        var request = Of(Sent, RequestKind.Information, Given.Due);
        Given.Make(request, RequestMove.SetReference, Half);

        Assert.That(request.State, Is.EqualTo(Sent));
        Assert.That(IsSilent(request, LongAfter), Is.False);
        Assert.That(IsWaiting(request), Is.True);
        Assert.That(IsOverdue(request, LongAfter), Is.True);
    }

    [Test]
    public void Opening_it_is_no_act_and_it_stays_silent()
    {
        var request = Of(Sent, RequestKind.Information, Given.Due);
        request.See(Given.Now.AddHours(1));
        Assert.That(IsSilent(request, Half), Is.True);
    }

    [Test]
    public void An_approved_request_is_silent_by_the_same_clock_as_a_sent_one()
    {
        var request = Of(Sent, RequestKind.DataPreservation, Given.Due);

        Assert.That(IsSilent(request, Half - Tick), Is.False);
        Assert.That(IsSilent(request, Half), Is.True);
    }

    [TestCase(AnswerOutcome.NothingFound)]
    [TestCase(AnswerOutcome.Fulfilled)]
    [TestCase(AnswerOutcome.Partly)]
    public void Silence_never_looks_like_an_answer(AnswerOutcome outcome)
    {
        var silent = Of(Sent, RequestKind.Information, Given.Due);
        var answered = Of(Sent, RequestKind.Information, Given.Due);
        answered.Respond(RequestMove.Answer, Given.Liaison, new("text", outcome, null, null), Half);

        Assert.That((IsSilent(silent, LongAfter), silent.Outcome), Is.EqualTo((true, (AnswerOutcome?)null)));
        Assert.That((IsSilent(answered, LongAfter), answered.Outcome), Is.EqualTo((false, (AnswerOutcome?)outcome)));
        Assert.That(IsOverdue(answered, LongAfter), Is.False);
    }

    [Test]
    public void A_returned_answer_waits_again_and_may_be_overdue_but_is_not_silent()
    {
        var request = Of(Answered, RequestKind.Information, Given.Due);
        request.FollowThrough(RequestMove.Return, Given.Analyst, "which account?", Half);

        Assert.That(IsWaiting(request), Is.True);
        Assert.That(IsSilent(request, LongAfter), Is.False);
        Assert.That(IsOverdue(request, LongAfter), Is.True);
    }

    private static Request Of(RequestState state, RequestKind kind, DateTimeOffset? dueAt) =>
        Given.Request(state, kind, RequestSpecification.NeedsApproval(kind), dueAt);

    private static bool IsWaiting(Request request) => RequestStanding.Waiting.Compile()(request);

    private static bool IsOverdue(Request request, DateTimeOffset now) => RequestStanding.Overdue(now).Compile()(request);

    private static bool IsSilent(Request request, DateTimeOffset now) => RequestStanding.Silent(now).Compile()(request);
}
