using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Engagements;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Application.Engagements;

/// <summary>The key of an engagement in an answer.</summary>
/// <param name="Reference">The engagement.</param>
public sealed record EngagementKey(string Reference);

/// <summary>A side.</summary>
/// <param name="Country">ISO 3166-1 alpha-2; null for an international body.</param>
/// <param name="Organisation">The organisation; null where the country as such is meant.</param>
public sealed record PartyDetail(string? Country, OrganisationName? Organisation);

/// <summary>A delegation.</summary>
/// <param name="Id">The delegation.</param>
/// <param name="Country">ISO 3166-1 alpha-2; null for an international body.</param>
/// <param name="Organisation">The organisation; null where the country as such came.</param>
/// <param name="Head">Who leads it.</param>
/// <param name="Members">Who else came.</param>
public sealed record DelegationDetail(Guid Id, string? Country, OrganisationName? Organisation, string? Head, IReadOnlyList<DelegationMember> Members);

/// <summary>What came of an engagement.</summary>
/// <param name="Id">The outcome.</param>
/// <param name="Text">What.</param>
/// <param name="At">When it was written down.</param>
/// <param name="By">Who wrote it down.</param>
public sealed record OutcomeDetail(Guid Id, string Text, DateTimeOffset At, PersonName By);

/// <summary>A case that something has to do with.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Title">Its title.</param>
/// <param name="Tlp">Its marking.</param>
public sealed record LinkedIncident(string Reference, string Title, Tlp Tlp);

/// <summary>An engagement in a list.</summary>
public record EngagementSummary
{
    /// <summary>Its key; follow-ups are scheduled on it by this.</summary>
    public required Guid Id { get; init; }

    /// <summary>What people call it.</summary>
    public required string Reference { get; init; }

    /// <summary>What sort it is.</summary>
    public required EngagementKind Kind { get; init; }

    /// <summary>To which kind of cooperation it belongs.</summary>
    public required CooperationKind Cooperation { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>The city or the building.</summary>
    public required string? Place { get; init; }

    /// <summary>ISO 3166-1 alpha-2 of the place.</summary>
    public required string? Country { get; init; }

    /// <summary>The first day, by the clock of its zone.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day.</summary>
    public required DateOnly To { get; init; }

    /// <summary>IANA name of its zone.</summary>
    public required string TimeZone { get; init; }

    /// <summary>All countries that it has to do with, ISO 3166-1 alpha-2.</summary>
    public required IReadOnlyList<string> Countries { get; init; }

    /// <summary>Its marking.</summary>
    public required Tlp Tlp { get; init; }

    /// <summary>Where it stands.</summary>
    public required EngagementState State { get; init; }
}

/// <summary>An engagement.</summary>
public sealed record EngagementDetail : EngagementSummary
{
    /// <summary>When its first day begins.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>When its last day is over.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    /// <summary>Who holds it.</summary>
    public IReadOnlyList<PartyDetail> Hosts { get; init; } = [];

    /// <summary>What it is about.</summary>
    public required string? Summary { get; init; }

    /// <summary>Who answers for it at home.</summary>
    public required PersonName? Responsible { get; init; }

    /// <summary>Who noted it; null for the program itself.</summary>
    public required PersonName? CreatedBy { get; init; }

    /// <summary>Who else may see it when it is RED.</summary>
    public IReadOnlyList<PersonName> NamedPersons { get; init; } = [];

    /// <summary>What was said at the last move.</summary>
    public required string? Note { get; init; }

    /// <summary>Who came.</summary>
    public IReadOnlyList<DelegationDetail> Delegations { get; init; } = [];

    /// <summary>The agenda, in order.</summary>
    public IReadOnlyList<AgendaItem> Agenda { get; init; } = [];

    /// <summary>What came of it.</summary>
    public IReadOnlyList<OutcomeDetail> Outcomes { get; init; } = [];

    /// <summary>The cases that it has to do with, as far as the viewer sees them.</summary>
    public IReadOnlyList<LinkedIncident> Incidents { get; init; } = [];

    /// <summary>The agreements and norms of the register that it has to do with.</summary>
    public IReadOnlyList<InstrumentName> Instruments { get; init; } = [];

    /// <summary>Documents that the viewer sees and that stand.</summary>
    public int Documents { get; init; }

    /// <summary>Commitments that came of it and that the viewer sees.</summary>
    public int Commitments { get; init; }

    /// <summary>Follow-ups about it that the viewer sees.</summary>
    public int FollowUps { get; init; }

    /// <summary>Where its facts were read; null for one that somebody noted.</summary>
    public required string? Source { get; init; }

    /// <summary>V read in the source, S in a secondary one, K not checked.</summary>
    public required string? Confidence { get; init; }

    /// <summary>Whether it takes more parts, documents and follow-ups.</summary>
    public required bool TakesMore { get; init; }

    /// <summary>The moves that are legal now.</summary>
    public IReadOnlyList<string> AllowedActions { get; init; } = [];

    /// <summary>The version of its row; also the ETag.</summary>
    public required long Version { get; init; }
}
