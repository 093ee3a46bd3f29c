using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Reference;

namespace CyberIncidents.Application.Reference;

/// <summary>A public holiday, named in the language of the call.</summary>
/// <param name="Id">The holiday.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Date">The local date.</param>
/// <param name="Name">Its name.</param>
/// <param name="NameEn">English name.</param>
/// <param name="NameId">Indonesian name.</param>
/// <param name="Retired">Whether it was taken off the list.</param>
/// <param name="Version">The version of its row; also the ETag.</param>
public sealed record HolidayDetail(Guid Id, string Country, DateOnly Date, string Name, string NameEn, string NameId, bool Retired, long Version)
{
    internal static HolidayDetail Of(Holiday h) =>
        new(h.Id, h.Country, h.Date, Words.Pick(h.NameEn, h.NameId), h.NameEn, h.NameId, h.RetiredAt is not null, h.Version);
}

/// <summary>A holiday as it is typed.</summary>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Date">The local date.</param>
/// <param name="NameEn">English name.</param>
/// <param name="NameId">Indonesian name; the English one when left out.</param>
public sealed record HolidayInput(string? Country, DateOnly? Date, string? NameEn, string? NameId);

/// <summary>One holiday, or several in <c>items</c>.</summary>
public sealed record AddHolidaysInput
{
    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string? Country { get; init; }

    /// <summary>The local date.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>English name.</summary>
    public string? NameEn { get; init; }

    /// <summary>Indonesian name; the English one when left out.</summary>
    public string? NameId { get; init; }

    /// <summary>Several at once; then nothing else is given.</summary>
    public IReadOnlyList<HolidayInput>? Items { get; init; }

    internal IReadOnlyList<HolidayInput> All => Items ?? [new HolidayInput(Country, Date, NameEn, NameId)];

    internal string FieldOf(int index, string name) => Items is null ? name : $"items[{index}].{name}";
}

/// <summary>A JSON Merge Patch of a holiday; country and date stay.</summary>
public sealed record EditHolidayInput
{
    /// <inheritdoc cref="AddHolidaysInput.NameEn"/>
    public Optional<string> NameEn { get; init; }

    /// <inheritdoc cref="AddHolidaysInput.NameId"/>
    public Optional<string> NameId { get; init; }

    /// <summary>Whether it leaves the list: the day is a working day again.</summary>
    public Optional<bool?> Retired { get; init; }
}

/// <summary>Days off of a country, or of an area of it, that CLDR cannot express.</summary>
/// <param name="Id">The override.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Area">A state or province; empty for the whole country.</param>
/// <param name="Weekend">The days off.</param>
/// <param name="Source">Where it is laid down.</param>
/// <param name="Retired">Whether it was taken off the list.</param>
/// <param name="Version">The version of its row; also the ETag.</param>
public sealed record WeekendDetail(Guid Id, string Country, string Area, IReadOnlyList<DayOfWeek> Weekend, string Source, bool Retired, long Version)
{
    internal static WeekendDetail Of(WeekendOverride w) => new(w.Id, w.Country, w.Area, w.Weekend, w.Source, w.RetiredAt is not null, w.Version);
}

/// <summary>An override that is to be added.</summary>
public sealed record WeekendInput
{
    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string? Country { get; init; }

    /// <summary>A state or province; none for the whole country.</summary>
    public string? Area { get; init; }

    /// <summary>The days off; at least one, and never all seven.</summary>
    public IReadOnlyList<DayOfWeek>? Weekend { get; init; }

    /// <summary>Where it is laid down.</summary>
    public string? Source { get; init; }
}

/// <summary>A JSON Merge Patch of an override; country and area stay.</summary>
public sealed record EditWeekendInput
{
    /// <inheritdoc cref="WeekendInput.Weekend"/>
    public Optional<IReadOnlyList<DayOfWeek>> Weekend { get; init; }

    /// <inheritdoc cref="WeekendInput.Source"/>
    public Optional<string> Source { get; init; }

    /// <summary>Whether it leaves the list.</summary>
    public Optional<bool?> Retired { get; init; }
}
