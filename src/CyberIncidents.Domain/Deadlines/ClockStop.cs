using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Domain.Deadlines;

/// <summary>A time in which a clock stood still.</summary>
public sealed class ClockStop : Entity, ISecured, IPartOf
{
    private ClockStop()
    {
    }

    internal ClockStop(LegalClock clock, DateTimeOffset now)
        : base(now) =>
        (LegalClockId, IncidentId, RequestId, Tlp, OwnTlp, StartedAt) = (clock.Id, clock.IncidentId, clock.RequestId, clock.Tlp, clock.OwnTlp, now);

    internal ClockStop(LegalClock clock, DateTimeOffset from, DateTimeOffset to)
        : this(clock, from) => EndedAt = to;

    /// <summary>The clock.</summary>
    public Guid LegalClockId { get; private set; }

    /// <summary>The case.</summary>
    public Guid? IncidentId { get; private set; }

    /// <summary>The request.</summary>
    public Guid? RequestId { get; private set; }

    /// <summary>The clock's marking.</summary>
    public Tlp Tlp { get; private set; }

    /// <summary>The clock's own marking.</summary>
    public Tlp? OwnTlp { get; private set; }

    /// <summary>From when it stood still.</summary>
    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>Until when; null while it stands still.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    (string Type, Guid Id) IPartOf.Aggregate => (nameof(LegalClock), LegalClockId);

    void ISecured.Remark(Tlp tlp) => Tlp = tlp;

    internal void End(DateTimeOffset now) => EndedAt = now;
}
