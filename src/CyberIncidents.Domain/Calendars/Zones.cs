using NodaTime;
using NodaTime.TimeZones;

namespace CyberIncidents.Domain.Calendars;

/// <summary>Time zones by their IANA names (tzdb as shipped with NodaTime).</summary>
public static class Zones
{
    /// <summary>The zones that people choose from: each that stands for a place, by name.</summary>
    public static IReadOnlyList<string> Places { get; } =
        [.. (TzdbDateTimeZoneSource.Default.ZoneLocations ?? []).Select(l => l.ZoneId).Append("Etc/UTC").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static readonly ILookup<string, string> ByCountry = (TzdbDateTimeZoneSource.Default.ZoneLocations ?? [])
        .ToLookup(l => l.CountryCode, l => l.ZoneId, StringComparer.Ordinal);

    /// <summary>The zone of a country that has but one.</summary>
    /// <param name="country">ISO 3166-1 alpha-2.</param>
    /// <returns>Its IANA name; null for a country with several zones, or none that is known.</returns>
    public static string? OnlyOneOf(string country) => ByCountry[country].ToList() is [var only] ? only : null;

    /// <summary>Whether a zone of that name exists. Fixed offsets such as <c>UTC+07</c> are no places.</summary>
    /// <param name="name">For example <c>Asia/Jakarta</c>.</param>
    /// <returns>True when it is known.</returns>
    public static bool Exists(string? name) => name is not null && DateTimeZoneProviders.Tzdb.Ids.Contains(name);

    /// <summary>The zone of that name.</summary>
    /// <param name="name">An IANA name.</param>
    /// <returns>The zone.</returns>
    /// <exception cref="NodaTime.TimeZones.DateTimeZoneNotFoundException">There is none of that name.</exception>
    public static DateTimeZone Get(string name) => DateTimeZoneProviders.Tzdb[name];

    /// <summary>The calendar year of an instant in a zone; references count by the home zone's year.</summary>
    /// <param name="instant">The instant.</param>
    /// <param name="zone">An IANA name.</param>
    /// <returns>The year, Gregorian.</returns>
    public static int YearOf(DateTimeOffset instant, string zone) =>
        Instant.FromDateTimeOffset(instant).InZone(Get(zone)).Year;

    /// <summary>The date that an instant has in a zone.</summary>
    /// <param name="instant">The instant.</param>
    /// <param name="zone">IANA name.</param>
    /// <returns>The date.</returns>
    public static DateOnly DateOf(DateTimeOffset instant, string zone) =>
        Instant.FromDateTimeOffset(instant).InZone(Get(zone)).Date.ToDateOnly();

    /// <summary>When a date begins in a zone; mostly midnight.</summary>
    /// <param name="date">The date.</param>
    /// <param name="zone">IANA name.</param>
    /// <returns>The instant, in UTC.</returns>
    public static DateTimeOffset StartOf(DateOnly date, string zone) =>
        Get(zone).AtStartOfDay(LocalDate.FromDateOnly(date)).ToInstant().ToDateTimeOffset();
}
