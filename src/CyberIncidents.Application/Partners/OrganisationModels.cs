using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Partners;

namespace CyberIncidents.Application.Partners;

/// <summary>Duty hours of a working day, local time.</summary>
/// <param name="From">When they begin.</param>
/// <param name="To">When they end; later than they begin.</param>
public sealed record DutyHoursDetail(TimeOnly From, TimeOnly To);

/// <summary>Duty hours as they are typed.</summary>
/// <param name="From">When they begin, local time.</param>
/// <param name="To">When they end, local time; later than they begin.</param>
public sealed record DutyHoursInput(TimeOnly? From, TimeOnly? To)
{
    internal DutyHours ToDuty() => new(From!.Value, To!.Value);
}

/// <summary>An organisation.</summary>
public sealed record OrganisationDetail
{
    /// <summary>The organisation.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>ISO 3166-1 alpha-2; null for an international body.</summary>
    public required string? Country { get; init; }

    /// <summary>What it is.</summary>
    public required OrganisationKind Kind { get; init; }

    /// <summary>Its sector.</summary>
    public required string? Sector { get; init; }

    /// <summary>Whether it is ours.</summary>
    public required bool IsHome { get; init; }

    /// <summary>Whether it is of the circle at home: of our country, and not ours.</summary>
    public bool AtHome { get; init; }

    /// <summary>Whether choosing only its country means this organisation.</summary>
    public required bool NationalContact { get; init; }

    /// <summary>IANA name of its zone.</summary>
    public required string TimeZone { get; init; }

    /// <summary>BCP 47 tags, preferred first.</summary>
    public required IReadOnlyList<string> Languages { get; init; }

    /// <summary>Its duty hours in its zone; null for the default of the house.</summary>
    public required DutyHoursDetail? DutyHours { get; init; }

    /// <summary>Its own days off; empty for those of its country.</summary>
    public required IReadOnlyList<DayOfWeek> Weekend { get; init; }

    /// <summary>After how many days without a proof it is asked whether it is there: 30, 90 or 180; null for never.</summary>
    public required int? CheckEveryDays { get; init; }

    /// <summary>When it was last proven that somebody of it answers; null for never.</summary>
    public required DateTimeOffset? ProvenAt { get; init; }

    /// <summary>By what.</summary>
    public required ProofKind? ProvenBy { get; init; }

    /// <summary>When it was registered.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The version of its row; also the ETag.</summary>
    public required long Version { get; init; }
}

/// <summary>An organisation that is to be registered.</summary>
public sealed record RegisterOrganisationInput
{
    /// <summary>At most 200 characters.</summary>
    public string? Name { get; init; }

    /// <summary>ISO 3166-1 alpha-2; none for an international body.</summary>
    public string? Country { get; init; }

    /// <summary>What it is.</summary>
    public OrganisationKind? Kind { get; init; }

    /// <summary>Its sector.</summary>
    public string? Sector { get; init; }

    /// <summary>Whether choosing only its country means this organisation.</summary>
    public bool? NationalContact { get; init; }

    /// <summary>IANA name of its zone.</summary>
    public string? TimeZone { get; init; }

    /// <summary>BCP 47 tags, preferred first.</summary>
    public IReadOnlyList<string>? Languages { get; init; }

    /// <summary>Its duty hours in its zone; none for the default of the house.</summary>
    public DutyHoursInput? DutyHours { get; init; }

    /// <summary>Its own days off; none for those of its country.</summary>
    public IReadOnlyList<DayOfWeek>? Weekend { get; init; }

    /// <summary>After how many days without a proof it is asked whether it is there: 30, 90 or 180; none for never.</summary>
    public int? CheckEveryDays { get; init; }
}

/// <summary>A JSON Merge Patch of an organisation; country and kind stay.</summary>
public sealed record EditOrganisationInput
{
    /// <inheritdoc cref="RegisterOrganisationInput.Name"/>
    public Optional<string> Name { get; init; }

    /// <inheritdoc cref="RegisterOrganisationInput.Sector"/>
    public Optional<string> Sector { get; init; }

    /// <inheritdoc cref="RegisterOrganisationInput.NationalContact"/>
    public Optional<bool?> NationalContact { get; init; }

    /// <inheritdoc cref="RegisterOrganisationInput.TimeZone"/>
    public Optional<string> TimeZone { get; init; }

    /// <inheritdoc cref="RegisterOrganisationInput.Languages"/>
    public Optional<IReadOnlyList<string>> Languages { get; init; }

    /// <inheritdoc cref="RegisterOrganisationInput.DutyHours"/>
    public Optional<DutyHoursInput> DutyHours { get; init; }

    /// <inheritdoc cref="RegisterOrganisationInput.Weekend"/>
    public Optional<IReadOnlyList<DayOfWeek>> Weekend { get; init; }

    /// <inheritdoc cref="RegisterOrganisationInput.CheckEveryDays"/>
    public Optional<int?> CheckEveryDays { get; init; }
}
