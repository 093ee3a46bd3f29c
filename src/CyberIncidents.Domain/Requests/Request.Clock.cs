using CyberIncidents.Domain.Common;

namespace CyberIncidents.Domain.Requests;

/// <content>What the clock does to a request: stamps, due instant, chasing, preservation.</content>
public sealed partial class Request
{
    /// <summary>Throws unless another due instant can be set.</summary>
    /// <exception cref="RuleBrokenException"><c>not-waiting</c>.</exception>
    public void EnsureDueMoves()
    {
        if (!RequestLifecycle.Unanswered.Contains(State))
        {
            throw new RuleBrokenException(
                "not-waiting", "It has been answered or ended.", [.. AllowedMoves(RequestSide.Requester).Select(MoveName.Of)]);
        }
    }

    /// <summary>Sets another due instant by hand while an answer is expected.</summary>
    /// <param name="dueAt">The new instant; null when nothing is due any more.</param>
    /// <param name="silentFrom">From when it counts as silent.</param>
    /// <param name="now">The instant.</param>
    /// <exception cref="RuleBrokenException"><c>not-waiting</c>.</exception>
    public void MoveDue(DateTimeOffset? dueAt, DateTimeOffset? silentFrom, DateTimeOffset now)
    {
        EnsureDueMoves();
        Shift(dueAt, now);
        DeadlineRule = null;
        SilentFrom = SentAt is null ? null : silentFrom;
        Record("move-due");
    }

    /// <summary>Takes over what its clock says.</summary>
    /// <param name="rule">The rule behind it; null when its instant was agreed by hand.</param>
    /// <param name="dueAt">When an answer is due of the partner; null when no clock binds the partner.</param>
    /// <param name="silentFrom">From when it counts as silent if the requested side does nothing.</param>
    /// <param name="now">The instant.</param>
    public void Follow(string? rule, DateTimeOffset? dueAt, DateTimeOffset? silentFrom, DateTimeOffset now)
    {
        var silent = SentAt is null ? null : silentFrom;
        if ((rule, dueAt, silent) != (DeadlineRule, DueAt, SilentFrom))
        {
            Shift(dueAt, now);
            (DeadlineRule, SilentFrom) = (rule, silent);
            Record("follow-clock");
        }
    }

    /// <summary>The requested side has to act again and is late already: it is chased as overdue from now on.</summary>
    /// <param name="now">The instant.</param>
    public void ChaseAnew(DateTimeOffset now)
    {
        ChasedFrom = now;
        Record("chase-anew");
    }

    /// <summary>It renews the preservation of another request.</summary>
    /// <param name="requestId">The other request.</param>
    public void Renew(Guid requestId) => RenewsId = requestId;

    /// <summary>The partner keeps what it preserved until then.</summary>
    /// <param name="until">When it lapses; null when nothing is preserved as far as we know.</param>
    public void Preserve(DateTimeOffset? until)
    {
        PreservedUntil = until;
        Record("preserve");
    }

    /// <summary>A step of its ladder was taken.</summary>
    public void NoteChased() => Record("chase");

    /// <summary>Word of it reached the requested side; only the first time counts.</summary>
    /// <param name="now">The instant.</param>
    /// <returns>Whether this was the first time.</returns>
    public bool Deliver(DateTimeOffset now)
    {
        if (DeliveredAt is not null || SentAt is null)
        {
            return false;
        }

        DeliveredAt = now;
        Record("deliver");
        return true;
    }

    /// <summary>The requested side opened it; only the first time counts.</summary>
    /// <param name="now">The instant.</param>
    public void See(DateTimeOffset now)
    {
        if (SeenAt is null)
        {
            SeenAt = now;
            Record("see");
        }
    }

    /// <summary>Before it is sent nobody else saw it.</summary>
    private void Shift(DateTimeOffset? dueAt, DateTimeOffset now)
    {
        if (SentAt is not null && dueAt != DueAt)
        {
            Shifts++;
            ShiftedAt = now;
        }

        DueAt = dueAt;
    }
}
