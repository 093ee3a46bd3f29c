using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Domain.Engagements;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Application.Engagements;

/// <summary>A side, by one of the two.</summary>
public sealed record PartyInput
{
    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string? Country { get; init; }

    /// <summary>An organisation.</summary>
    public Guid? OrganisationId { get; init; }
}

/// <summary>An engagement that is to be noted, and what a patch makes of one.</summary>
public sealed record EngagementInput
{
    /// <summary>What sort it is.</summary>
    public EngagementKind? Kind { get; init; }

    /// <summary>To which kind of cooperation it belongs.</summary>
    public CooperationKind? Cooperation { get; init; }

    /// <summary>At most 200 characters.</summary>
    public string? Title { get; init; }

    /// <summary>The city or the building; at most 200 characters.</summary>
    public string? Place { get; init; }

    /// <summary>ISO 3166-1 alpha-2 of the place.</summary>
    public string? Country { get; init; }

    /// <summary>The first day, by the clock of the zone.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day; not before the first.</summary>
    public DateOnly? To { get; init; }

    /// <summary>
    /// IANA name of the zone of the place. It may be left out where the country is said and has one zone.
    /// </summary>
    public string? TimeZone { get; init; }

    /// <summary>Who holds it; at most 20, each once.</summary>
    public IReadOnlyList<PartyInput>? Hosts { get; init; }

    /// <summary>What it is about; at most 20,000 characters.</summary>
    public string? Summary { get; init; }

    /// <summary>The marking.</summary>
    public Tlp? Tlp { get; init; }

    /// <summary>Who answers for it at home.</summary>
    public Guid? Responsible { get; init; }

    /// <summary>Persons who may see it when it is RED, beside who noted it and who answers for it; at most 100.</summary>
    public IReadOnlyList<Guid>? NamedPersons { get; init; }

    /// <summary>The agreements and norms of the register that it has to do with: <c>budapest</c>, <c>un-norms/d</c>; at most 20, each once.</summary>
    public IReadOnlyList<string>? Instruments { get; init; }

    internal static EngagementInput Of(Engagement engagement) => new()
    {
        Kind = engagement.Kind,
        Cooperation = engagement.Cooperation,
        Title = engagement.Title,
        Place = engagement.Place,
        Country = engagement.Country,
        From = engagement.From,
        To = engagement.To,
        TimeZone = engagement.TimeZone,
        Hosts = [.. engagement.Hosts.Select(h => new PartyInput { Country = h.OrganisationId is null ? h.Country : null, OrganisationId = h.OrganisationId })],
        Summary = engagement.Summary,
        Tlp = engagement.Tlp,
        Responsible = engagement.ResponsibleId,
    };
}

/// <summary>A JSON Merge Patch of an engagement: what is absent stays.</summary>
public sealed record EditEngagementInput
{
    /// <inheritdoc cref="EngagementInput.Kind"/>
    public Optional<EngagementKind?> Kind { get; init; }

    /// <inheritdoc cref="EngagementInput.Cooperation"/>
    public Optional<CooperationKind?> Cooperation { get; init; }

    /// <inheritdoc cref="EngagementInput.Title"/>
    public Optional<string> Title { get; init; }

    /// <inheritdoc cref="EngagementInput.Place"/>
    public Optional<string> Place { get; init; }

    /// <inheritdoc cref="EngagementInput.Country"/>
    public Optional<string> Country { get; init; }

    /// <inheritdoc cref="EngagementInput.From"/>
    public Optional<DateOnly?> From { get; init; }

    /// <inheritdoc cref="EngagementInput.To"/>
    public Optional<DateOnly?> To { get; init; }

    /// <inheritdoc cref="EngagementInput.TimeZone"/>
    public Optional<string> TimeZone { get; init; }

    /// <inheritdoc cref="EngagementInput.Hosts"/>
    public Optional<IReadOnlyList<PartyInput>> Hosts { get; init; }

    /// <inheritdoc cref="EngagementInput.Summary"/>
    public Optional<string> Summary { get; init; }

    /// <summary>The marking; raising is free, lowering is a manager's.</summary>
    public Optional<Tlp?> Tlp { get; init; }

    /// <inheritdoc cref="EngagementInput.Responsible"/>
    public Optional<Guid?> Responsible { get; init; }

    /// <summary>All who may see it when it is RED, beside who noted it and who answers for it.</summary>
    public Optional<IReadOnlyList<Guid>> NamedPersons { get; init; }

    /// <inheritdoc cref="EngagementInput.Instruments"/>
    public Optional<IReadOnlyList<string>> Instruments { get; init; }

    internal EngagementInput On(EngagementInput now) => now with
    {
        Kind = Kind.Or(now.Kind),
        Cooperation = Cooperation.Or(now.Cooperation),
        Title = Title.Or(now.Title),
        Place = Place.Or(now.Place),
        Country = Country.Or(now.Country),
        From = From.Or(now.From),
        To = To.Or(now.To),
        TimeZone = TimeZone.Or(now.TimeZone),
        Hosts = Hosts.Or(now.Hosts),
        Summary = Summary.Or(now.Summary),
        Tlp = Tlp.Or(now.Tlp),
        Responsible = Responsible.Or(now.Responsible),
        NamedPersons = NamedPersons.IsSet ? NamedPersons.Value : null,
        Instruments = Instruments.IsSet ? Instruments.Value ?? [] : null,
    };
}

/// <summary>Somebody of a delegation.</summary>
public sealed record MemberInput
{
    /// <summary>At most 200 characters.</summary>
    public string? Name { get; init; }

    /// <summary>At most 200 characters.</summary>
    public string? Role { get; init; }
}

/// <summary>A delegation, of a country or of an organisation.</summary>
public sealed record DelegationInput
{
    /// <summary>ISO 3166-1 alpha-2; or the organisation.</summary>
    public string? Country { get; init; }

    /// <summary>The organisation; or the country.</summary>
    public Guid? OrganisationId { get; init; }

    /// <summary>Who leads it; at most 200 characters.</summary>
    public string? Head { get; init; }

    /// <summary>Who else came; at most 100.</summary>
    public IReadOnlyList<MemberInput>? Members { get; init; }
}

/// <summary>An item of the agenda.</summary>
public sealed record AgendaItemInput
{
    /// <summary>When it begins; within the days of the engagement.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>At most 200 characters.</summary>
    public string? Title { get; init; }

    /// <summary>At most 200 characters.</summary>
    public string? Speaker { get; init; }
}

/// <summary>What came of an engagement.</summary>
public sealed record OutcomeInput
{
    /// <summary>At most 4,000 characters.</summary>
    public string? Text { get; init; }
}

/// <summary>A case that an engagement has to do with.</summary>
public sealed record LinkedIncidentInput
{
    /// <summary>The case's reference.</summary>
    public string? Reference { get; init; }
}
