using NodaTime;

namespace CyberIncidents.Domain.Calendars;

/// <summary>From local time to instants and back, in one way for all calendars.</summary>
internal static class WallClock
{
    /// <summary>The instant of a local time. One that clocks skip is the end of the gap, one that they show twice is the first.</summary>
    /// <remarks>NodaTime's lenient resolver moves 02:30 to 03:30 and so behind 03:15; a later local time must never become the earlier instant.</remarks>
    /// <param name="local">The local time.</param>
    /// <param name="zone">The zone.</param>
    /// <returns>The instant.</returns>
    internal static Instant Resolve(LocalDateTime local, DateTimeZone zone)
    {
        var mapping = zone.MapLocal(local);
        return mapping.Count == 0 ? mapping.EarlyInterval.End : mapping.First().ToInstant();
    }

    /// <summary>The local time of an instant.</summary>
    /// <param name="at">The instant.</param>
    /// <param name="zone">The zone.</param>
    /// <returns>What clocks there show.</returns>
    internal static LocalDateTime Read(DateTimeOffset at, DateTimeZone zone) => Instant.FromDateTimeOffset(at).InZone(zone).LocalDateTime;

    /// <summary>When a date begins: midnight, or the end of the gap that midnight falls into. A date that a zone skipped begins when the next one does.</summary>
    /// <param name="date">The date.</param>
    /// <param name="zone">The zone.</param>
    /// <returns>The instant.</returns>
    internal static Instant StartOf(LocalDate date, DateTimeZone zone) => Resolve(date.AtMidnight(), zone);
}
