using CyberIncidents.Application.Chasing;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Deadlines;
using CyberIncidents.Application.Requests;
using CyberIncidents.Domain.Chasing;
using CyberIncidents.Domain.Deadlines;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Web.Pages.Ui;

namespace CyberIncidents.Web.Pages.Requests;

/// <summary>A move that the page offers.</summary>
/// <param name="Name">As the API names it.</param>
/// <param name="Text">What the button says.</param>
/// <param name="NeedsText">Whether something has to be said with it.</param>
/// <param name="Leaves">Whether the partner reads what is said.</param>
internal sealed record OfferedMove(string Name, string Text, bool NeedsText, bool Leaves);

/// <summary>A step of the history.</summary>
internal sealed record Step(
    DateTimeOffset At, string Name, string Text, string? By, string? Note, string? Ground = null, TimeSpan? Paused = null, bool Stamp = false);

/// <summary>A step of the ladder with all to whom it turned.</summary>
internal sealed record TakenStep(DateTimeOffset At, int? Share, ChaseWhom Whom, IReadOnlyList<ChasingStepDetail> Entries)
{
    /// <summary>Whether it reached somebody, or may yet.</summary>
    public bool Reached => Entries.Any(e => e.Outcome is ChaseOutcome.Noticed or ChaseOutcome.Queued or ChaseOutcome.InDigest or ChaseOutcome.Sent);
}

/// <summary>What the national team's page of a request shows, worked out from the read model.</summary>
/// <param name="request">The request.</param>
/// <param name="here">The reader's clock.</param>
internal sealed class RequestView(RequestDetail request, Here here)
{
    /// <summary>The code of a move that waits until the partner is notified.</summary>
    public const string NotNotified = "not-notified";

    private static readonly string[] Order = ["withdraw", "close", "reject", "return", "submit", "accept", "clarify", "send", "approve"];
    private static readonly string[] NeedText = ["reject", "clarify", "return", "withdraw"];

    /// <summary>The moves, the main one last; withdrawing is never the main one.</summary>
    public IReadOnlyList<OfferedMove> Moves { get; } =
        [.. request.AllowedActions.OrderBy(a => Array.IndexOf(Order, a)).Select(a => new OfferedMove(
            a, TextOf(a, request), NeedText.Contains(a, StringComparer.Ordinal), a != "reject" && (a != "withdraw" || request.SentAt is not null)))];

    /// <summary>The move that the solid button makes.</summary>
    public string? Primary => Moves.Count > 0 && Moves[^1].Name != "withdraw" ? Moves[^1].Name : null;

    /// <summary>The last answer or refusal, unless it was returned.</summary>
    public RequestEntryDetail? Answer => request.AnsweredAt is null ? null : request.Entries.LastOrDefault(e => e.Move is "answer" or "decline");

    /// <summary>Whether somebody of ours has to look at the answer.</summary>
    public bool ToCheck => request.State is RequestState.Answered or RequestState.Declined;

    /// <summary>The question that waits for us.</summary>
    public RequestEntryDetail? Question =>
        request.State == RequestState.ClarificationAsked ? request.Entries.LastOrDefault(e => e.Move == "ask") : null;

    /// <summary>Why it came back to its drafter, or to the partner.</summary>
    public RequestEntryDetail? CameBack =>
        request.Entries.Count > 0 && request.Entries[^1] is { Move: "reject" } last && request.State == RequestState.Draft ? last : null;

    /// <summary>Until when the clock ran.</summary>
    public DateTimeOffset Until => request.AnsweredAt ?? here.Now;

    /// <summary>The clock that binds the requested side; null when nothing timed the request.</summary>
    public LegalClockDetail? Binding { get; } = BindingOf(request);

    /// <summary>The other clocks: what is kept, and what we owe by law.</summary>
    public IEnumerable<LegalClockDetail> OtherClocks => request.Clocks.Where(c => c.Id != Binding?.Id && c.Effect == RuleEffect.Answer);

    /// <summary>The term for which the partner keeps what it preserved.</summary>
    public LegalClockDetail? Kept { get; } = request.Clocks.FirstOrDefault(c => c.Effect == RuleEffect.Retention);

    /// <summary>Spans in which the clock stood still.</summary>
    public IReadOnlyList<Pause> Pauses => [.. PausesOf(request, here.Now)];

    /// <summary>Whether the clock stands still.</summary>
    private bool Stopped => request.State == RequestState.ClarificationAsked && Binding is null or { Word: ClockWord.Stopped };

    /// <summary>What the clock says, and how.</summary>
    public (string Text, string Icon, string Class) Clock => (request.State, request.DueAt) switch
    {
        (RequestState.Withdrawn, _) => (Words.Get("Requests.ClockEnded"), "arrow-back-up", "muted"),
        (RequestState.Draft or RequestState.PendingApproval, _) => (Words.Get("Requests.ClockNotStarted"), "clock", "muted"),
        (_, null) => (Words.Get("Requests.ClockNone"), "clock", "muted"),
        (RequestState.ClarificationAsked, _) when Stopped => (Words.Get("Requests.ClockStopped"), "player-pause", "clock-stopped"),
        (_, { } due) when request.AnsweredAt is { } at => at <= due
            ? (Words.Get("Requests.ClockInTime", Here.Span(due - at)), "circle-check", "clock-good")
            : (Words.Get("Requests.ClockTooLate", Here.Span(at - due)), "clock-exclamation", "late"),
        (RequestState.Closed, _) => (Words.Get("Requests.ClockEnded"), "lock", "muted"),
        (_, { } due) when due < here.Now => (here.Left(due), "clock-exclamation", "late"),
        (_, { } due) => (here.Left(due), "clock", "clock-runs"),
    };

    /// <summary>All steps in order: moves and stamps. In one instant seen comes before the move, delivered after it.</summary>
    public IReadOnlyList<Step> History { get; } = [.. StepsOf(request, here.Now).OrderBy(s => s.At).ThenBy(s => s.Name == "seen" ? 0 : s.Stamp ? 2 : 1)];

    /// <summary>What the present state means for us.</summary>
    public string Now => request is { Kind: RequestKind.ForInformation, State: RequestState.Sent or RequestState.Acknowledged }
        ? Words.Get("Requests.Now.Information", request.Requested.Name)
        : Words.Get($"Requests.Now.{request.State}", request.Requested.Name);

    /// <summary>Where the partner is notified: its form on the case, open; null for who sees no case.</summary>
    public string? NotifyLink => request is { IncidentReference: { } incident, ParticipationId: { } id }
        ? $"/incidents/{incident}/partners?open=notify-{id:N}#partner-{id:N}"
        : null;

    /// <summary>Whether an answer is still expected and no step is planned: nobody is reminded any more.</summary>
    public static bool IsUnchased(RequestDetail request) => request.Waiting && request.NextSteps.Count == 0;

    /// <summary>The log of the ladder, one row for a step; its recipients and means are written in one save.</summary>
    public static IEnumerable<TakenStep> Steps(IReadOnlyList<ChasingStepDetail> log) =>
        log.GroupBy(e => (e.At.ToUnixTimeSeconds(), e.Share, e.Whom)).Select(g => new TakenStep(g.First().At, g.Key.Share, g.Key.Whom, [.. g.OrderBy(e => e.Means)]));

    private static string TextOf(string move, RequestDetail request) =>
        move == "accept" && request.State == RequestState.Declined ? Words.Get("Requests.AcceptRefusal") : Words.Get($"Terms.RequestMove.{move}");

    private static LegalClockDetail? BindingOf(RequestDetail request) =>
        request.Clocks.FirstOrDefault(c => c.Effect == RuleEffect.Answer
            && c.Duty == (request.Direction == RequestDirection.Inbound ? ClockDuty.Ours : ClockDuty.Partner));

    /// <summary>A clock knows when it stood still; a request without one waited for us while its question did.</summary>
    private static IEnumerable<Pause> PausesOf(RequestDetail request, DateTimeOffset now) => BindingOf(request) is { } clock
        ? clock.Stops.Select(s => new Pause(s.From, s.To ?? now))
        : request.Entries.Where(e => e.Move == "ask").Select(ask => new Pause(ask.At, EndOf(ask, request.Entries) ?? now));

    /// <summary>A question ends by our answer to it, or because they answered anyway, or by withdrawal.</summary>
    private static DateTimeOffset? EndOf(RequestEntryDetail ask, IReadOnlyList<RequestEntryDetail> entries) =>
        entries.Where(e => e.At > ask.At && e.Move != "set-reference").Select(e => (DateTimeOffset?)e.At).FirstOrDefault();

    private static IEnumerable<Step> StepsOf(RequestDetail request, DateTimeOffset now)
    {
        if (request.Direction == RequestDirection.Outbound)
        {
            yield return new Step(request.CreatedAt, "draft", RequestSaying.Step("draft", null), request.Originator.Name, null);
        }

        if (request.TriagedAt is { } triaged)
        {
            yield return new Step(triaged, "triage", RequestSaying.Step("triage", null), request.TriagedBy?.Name, null);
        }

        var pauses = PausesOf(request, now).ToList();
        foreach (var entry in request.Entries)
        {
            var pause = entry.Move == "ask" ? pauses.Find(p => (p.From - entry.At).Duration() < TimeSpan.FromSeconds(1)) : null;
            yield return new Step(entry.At, entry.Move, RequestSaying.Step(entry.Move, entry.Outcome), entry.By.Name, entry.Note, entry.Ground, pause?.To - pause?.From);
        }

        if (request.DeliveredAt is { } delivered)
        {
            yield return new Step(delivered, "delivered", RequestSaying.Step("delivered", null), null, null, Stamp: true);
        }

        if (request.SeenAt is { } seen)
        {
            yield return new Step(seen, "seen", RequestSaying.Step("seen", null), request.Requested.Name, null, Stamp: true);
        }
    }
}
