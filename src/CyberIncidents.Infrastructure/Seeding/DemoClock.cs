namespace CyberIncidents.Infrastructure.Seeding;

/// <summary>
/// A clock that the demo data may set back for its own flow of control, so that it is made by the same commands that
/// people send. Used only where demo data is on.
/// </summary>
/// <param name="inner">The real clock.</param>
public sealed class DemoClock(TimeProvider inner) : TimeProvider
{
    private readonly AsyncLocal<Shift?> _shifted = new();

    /// <inheritdoc/>
    public override long TimestampFrequency => inner.TimestampFrequency;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => inner.LocalTimeZone;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _shifted.Value?.Next() ?? inner.GetUtcNow();

    /// <inheritdoc/>
    public override long GetTimestamp() => inner.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        inner.CreateTimer(callback, state, dueTime, period);

    /// <summary>Whether the clock of this flow of control is set back.</summary>
    internal bool IsSetBack => _shifted.Value is not null;

    /// <summary>Sets the clock of this flow of control; null for the real one.</summary>
    /// <param name="at">The instant.</param>
    internal void Set(DateTimeOffset? at) => _shifted.Value = at is { } start ? new Shift(start) : null;

    /// <summary>Moves on by 10 µs at each look, so that what was made one after the other keeps its order.</summary>
    private sealed class Shift(DateTimeOffset start)
    {
        private long _looks;

        public DateTimeOffset Next() => start.AddMicroseconds(10 * Interlocked.Increment(ref _looks));
    }
}
