namespace CyberIncidents.Application.Common;

/// <summary>The middle of some times, since one answer that took a year says nothing of the others.</summary>
internal static class Median
{
    /// <summary>The middle; of an even number the mean of the two in the middle.</summary>
    /// <param name="times">The times, in any order.</param>
    /// <returns>In hours; null where there are none.</returns>
    public static double? HoursOf(IEnumerable<TimeSpan> times)
    {
        var hours = times.Select(t => t.TotalHours).Order().ToList();
        return hours.Count == 0 ? null : (hours[(hours.Count - 1) / 2] + hours[hours.Count / 2]) / 2;
    }
}
