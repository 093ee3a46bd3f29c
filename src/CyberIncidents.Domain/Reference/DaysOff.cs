using CyberIncidents.Domain.Common;

namespace CyberIncidents.Domain.Reference;

/// <summary>A public holiday of a country; unique by country and date.</summary>
public sealed class Holiday : AggregateRoot
{
    private Holiday() => Country = NameEn = NameId = string.Empty;

    /// <summary>Adds a holiday.</summary>
    /// <param name="country">ISO 3166-1 alpha-2.</param>
    /// <param name="date">The local date.</param>
    /// <param name="nameEn">English name.</param>
    /// <param name="nameId">Indonesian name.</param>
    /// <param name="now">The instant.</param>
    public Holiday(string country, DateOnly date, string nameEn, string nameId, DateTimeOffset now)
        : base(now)
    {
        (Country, Date, NameEn, NameId) = (country, date, nameEn, nameId);
        Record("add");
    }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string Country { get; private set; }

    /// <summary>The local date.</summary>
    public DateOnly Date { get; private set; }

    /// <summary>English name.</summary>
    public string NameEn { get; private set; }

    /// <summary>Indonesian name.</summary>
    public string NameId { get; private set; }

    /// <summary>When it was taken off the list: the day is a working day again.</summary>
    public DateTimeOffset? RetiredAt { get; private set; }

    /// <summary>Changes its names, or puts it back on the list.</summary>
    /// <param name="nameEn">English name.</param>
    /// <param name="nameId">Indonesian name.</param>
    /// <param name="retired">Whether it leaves the list.</param>
    /// <param name="now">The instant.</param>
    public void Edit(string nameEn, string nameId, bool retired, DateTimeOffset now)
    {
        (NameEn, NameId) = (nameEn, nameId);
        RetiredAt = retired ? RetiredAt ?? now : null;
        Record(retired ? "retire" : "edit");
    }
}

/// <summary>Days off that CLDR cannot express: of a country, or of an area of it.</summary>
public sealed class WeekendOverride : AggregateRoot
{
    private WeekendOverride() => Country = Area = Source = string.Empty;

    /// <summary>Adds an override.</summary>
    /// <param name="country">ISO 3166-1 alpha-2.</param>
    /// <param name="area">A state or province; empty for the whole country.</param>
    /// <param name="weekend">The days off.</param>
    /// <param name="source">Where it is laid down.</param>
    /// <param name="now">The instant.</param>
    public WeekendOverride(string country, string area, IReadOnlyList<DayOfWeek> weekend, string source, DateTimeOffset now)
        : base(now)
    {
        (Country, Area, Weekend, Source) = (country, area, weekend, source);
        Record("add");
    }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string Country { get; private set; }

    /// <summary>A state or province; empty for the whole country.</summary>
    public string Area { get; private set; }

    /// <summary>The days off.</summary>
    public IReadOnlyList<DayOfWeek> Weekend { get; private set; } = [];

    /// <summary>Where it is laid down.</summary>
    public string Source { get; private set; }

    /// <summary>When it was taken off the list.</summary>
    public DateTimeOffset? RetiredAt { get; private set; }

    /// <summary>Changes it.</summary>
    /// <param name="weekend">The days off.</param>
    /// <param name="source">Where it is laid down.</param>
    /// <param name="retired">Whether it leaves the list.</param>
    /// <param name="now">The instant.</param>
    public void Edit(IReadOnlyList<DayOfWeek> weekend, string source, bool retired, DateTimeOffset now)
    {
        (Weekend, Source) = (weekend, source);
        RetiredAt = retired ? RetiredAt ?? now : null;
        Record(retired ? "retire" : "edit");
    }
}
