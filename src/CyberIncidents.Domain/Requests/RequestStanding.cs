using System.Linq.Expressions;
using CyberIncidents.Domain.Common;

namespace CyberIncidents.Domain.Requests;

/// <summary>
/// What is computed of a request and never stored: waiting, silent, overdue. This is the one place; lists, filters,
/// figures and pages all use it, in SQL and in memory.
/// </summary>
public static class RequestStanding
{
    /// <summary>When nothing is due, a request is silent this long after it was sent.</summary>
    public static readonly TimeSpan SilentWithoutDue = TimeSpan.FromHours(48);

    /// <summary>
    /// Sent and not answered yet: waiting, or asked back. Its words are those of the index of running requests; a condition
    /// that is narrower names this one first.
    /// </summary>
    public static Expression<Func<Request, bool>> Running { get; } = r =>
        r.State == RequestState.Sent || r.State == RequestState.Acknowledged || r.State == RequestState.InProgress
        || r.State == RequestState.ClarificationAsked;

    /// <summary>The states of <see cref="Running"/>.</summary>
    public static IReadOnlyList<RequestState> RunningStates { get; } =
        [RequestState.Sent, RequestState.Acknowledged, RequestState.InProgress, RequestState.ClarificationAsked];

    /// <summary>With the requested side, and an answer is expected.</summary>
    public static Expression<Func<Request, bool>> Waiting { get; } = r =>
        r.Kind != RequestKind.ForInformation
        && (r.State == RequestState.Sent || r.State == RequestState.Acknowledged || r.State == RequestState.InProgress);

    /// <summary>As <see cref="Waiting"/>, of one request.</summary>
    /// <param name="request">The request.</param>
    /// <returns>True when an answer is expected.</returns>
    public static bool IsWaiting(Request request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Kind != RequestKind.ForInformation
            && request.State is RequestState.Sent or RequestState.Acknowledged or RequestState.InProgress;
    }

    /// <summary>Waiting, and past due.</summary>
    /// <param name="now">The instant.</param>
    /// <returns>A condition that both databases understand.</returns>
    public static Expression<Func<Request, bool>> Overdue(DateTimeOffset now) => r =>
        r.Kind != RequestKind.ForInformation
        && (r.State == RequestState.Sent || r.State == RequestState.Acknowledged || r.State == RequestState.InProgress)
        && r.DueAt != null && r.DueAt < now;

    /// <summary>Answered or declined, and not returned since.</summary>
    public static Expression<Func<Request, bool>> Answered { get; } = r =>
        r.AnsweredAt != null && r.SentAt != null
        && (r.State == RequestState.Answered || r.State == RequestState.Declined || r.State == RequestState.Accepted || r.State == RequestState.Closed);

    /// <summary>As <see cref="Answered"/>, by its due instant.</summary>
    public static Expression<Func<Request, bool>> OnTime { get; } = r =>
        r.AnsweredAt != null && r.SentAt != null && r.DueAt != null && r.AnsweredAt <= r.DueAt
        && (r.State == RequestState.Answered || r.State == RequestState.Declined || r.State == RequestState.Accepted || r.State == RequestState.Closed);

    /// <summary>Answered or declined after its due instant, or <see cref="Overdue"/>.</summary>
    /// <param name="now">The instant.</param>
    /// <returns>A condition that both databases understand.</returns>
    public static Expression<Func<Request, bool>> Late(DateTimeOffset now) => r =>
        r.DueAt != null && r.SentAt != null && r.Kind != RequestKind.ForInformation
        && ((r.AnsweredAt != null && r.AnsweredAt > r.DueAt
                && (r.State == RequestState.Answered || r.State == RequestState.Declined || r.State == RequestState.Accepted || r.State == RequestState.Closed))
            || (r.DueAt < now && (r.State == RequestState.Sent || r.State == RequestState.Acknowledged || r.State == RequestState.InProgress)));

    /// <summary>
    /// Waiting, no act of the requested side, and half the time to due gone (48 h after sending when nothing is due).
    /// Silence is not "nothing found".
    /// </summary>
    /// <param name="now">The instant.</param>
    /// <returns>A condition that both databases understand.</returns>
    public static Expression<Func<Request, bool>> Silent(DateTimeOffset now) => r =>
        r.Kind != RequestKind.ForInformation && r.State == RequestState.Sent
        && r.FirstActAt == null && r.SilentFrom != null && r.SilentFrom <= now;

    /// <summary>The instant from which an untouched request counts as silent.</summary>
    /// <param name="sentAt">When it was sent.</param>
    /// <param name="dueAt">When it is due; null when nothing is.</param>
    /// <returns>Half the time to due, or 48 h after sending.</returns>
    public static DateTimeOffset SilentFrom(DateTimeOffset sentAt, DateTimeOffset? dueAt) =>
        dueAt is { } due ? sentAt + ((due - sentAt) / 2) : sentAt + SilentWithoutDue;
}
