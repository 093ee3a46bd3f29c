using CyberIncidents.Domain.Common;

namespace CyberIncidents.Domain.Requests;

/// <content>What a partner asked and that never came into a case is kept by the same rules as a case, counted from its own end.</content>
public sealed partial class Request
{
    /// <summary>When its content was disposed of; nothing can be done with it from then on.</summary>
    public DateTimeOffset? DisposedAt { get; private set; }

    /// <summary>Throws unless its content may be disposed of by itself, as far as it tells: a partner asked it, no case took it in, and it has ended.</summary>
    /// <exception cref="RuleBrokenException"><c>disposed</c>, <c>not-inbound</c>, <c>already-in-a-case</c>, <c>request-open</c>.</exception>
    public void EnsureDisposable()
    {
        EnsureKept();
        if (!IsInbound)
        {
            throw new RuleBrokenException("not-inbound", "What we ask goes with its case, and a task at home with what it serves.");
        }

        EnsureNoCase();
        if (RequestStanding.RunningStates.Contains(State))
        {
            throw new RuleBrokenException("request-open", "It has not been answered, declined or withdrawn.");
        }
    }

    private void EnsureKept()
    {
        if (DisposedAt is not null)
        {
            throw new RuleBrokenException("disposed", "Its content was disposed of.");
        }
    }
}
