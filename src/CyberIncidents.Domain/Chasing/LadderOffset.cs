using NodaTime;
using NodaTime.Text;

namespace CyberIncidents.Domain.Chasing;

/// <summary>How long after the due instant a step comes: an ISO 8601 duration, <c>PT2H</c> or <c>P1D</c>.</summary>
public static class LadderOffset
{
    /// <summary>The longest that a step may wait.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromDays(90);

    /// <summary>The length of an offset; a day is 24 hours, a week seven days.</summary>
    /// <param name="text">For example <c>PT2H</c>.</param>
    /// <returns>Null for what is no such duration, is nothing or negative, counts months or years, or is over 90 days.</returns>
    public static TimeSpan? Parse(string? text)
    {
        if (text is not { Length: > 2 and <= 40 } || PeriodPattern.NormalizingIso.Parse(text) is not { Success: true, Value: var period }
            || period is not { Years: 0, Months: 0 } || Math.Abs(period.Days) + (7L * Math.Abs(period.Weeks)) > 1000 || Math.Abs(period.Hours) > 100_000)
        {
            return null;
        }

        var length = period.ToDuration().ToTimeSpan();
        return length > TimeSpan.Zero && length <= Longest ? length : null;
    }
}
