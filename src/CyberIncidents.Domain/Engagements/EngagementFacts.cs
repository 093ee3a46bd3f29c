using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Domain.Engagements;

/// <summary>What sort of engagement it is.</summary>
public enum EngagementKind
{
    /// <summary>A conference of many.</summary>
    Conference,

    /// <summary>A meeting of two sides.</summary>
    BilateralMeeting,

    /// <summary>A meeting of several sides.</summary>
    MultilateralMeeting,

    /// <summary>An exercise.</summary>
    Exercise,

    /// <summary>A training.</summary>
    Training,

    /// <summary>A project on technology.</summary>
    TechnologyProject,

    /// <summary>A working group.</summary>
    WorkingGroup,
}

/// <summary>To which kind of cooperation it belongs.</summary>
public enum CooperationKind
{
    /// <summary>Work on incidents together.</summary>
    Operational,

    /// <summary>Work on technology together.</summary>
    Technology,

    /// <summary>Rules and norms of behaviour of states.</summary>
    NormSetting,

    /// <summary>Building capacity.</summary>
    Capacity,

    /// <summary>Countering terrorism.</summary>
    CounterTerrorism,
}

/// <summary>What somebody keeps of an engagement.</summary>
/// <param name="Kind">What sort it is.</param>
/// <param name="Cooperation">To which kind of cooperation it belongs.</param>
/// <param name="Title">At most 200 characters.</param>
/// <param name="Place">The city or the building; at most 200 characters; null where there is none.</param>
/// <param name="Country">ISO 3166-1 alpha-2 of the place; null where it has none.</param>
/// <param name="From">The first day, by the clock of its zone.</param>
/// <param name="To">The last day; not before the first.</param>
/// <param name="TimeZone">IANA name of the zone of its place.</param>
/// <param name="Hosts">Who holds it.</param>
/// <param name="Summary">What it is about; null for nothing.</param>
/// <param name="Tlp">Its marking.</param>
/// <param name="ResponsibleId">Who answers for it at home; null for nobody.</param>
/// <param name="InstrumentIds">The agreements and norms that it has to do with; null leaves those that it has.</param>
public sealed record EngagementCard(
    EngagementKind Kind,
    CooperationKind Cooperation,
    string Title,
    string? Place,
    string? Country,
    DateOnly From,
    DateOnly To,
    string TimeZone,
    IReadOnlyList<Party> Hosts,
    string? Summary,
    Tlp Tlp,
    Guid? ResponsibleId,
    IReadOnlyList<Guid>? InstrumentIds = null);

/// <summary>Where the facts of an engagement of the past were read.</summary>
/// <param name="Code">Its code in the seeds; unique.</param>
/// <param name="Source">The source.</param>
/// <param name="Confidence">V read in the source, S in a secondary one, K not checked.</param>
public sealed record EngagementOrigin(string Code, string Source, string Confidence);

/// <summary>A side: a country, or an organisation with the country it has.</summary>
/// <param name="Country">ISO 3166-1 alpha-2; null for an international body.</param>
/// <param name="OrganisationId">The organisation; null where the country as such is meant.</param>
public sealed record Party(string? Country, Guid? OrganisationId);

/// <summary>Somebody of a delegation, as the list of participants names them.</summary>
/// <param name="Name">At most 200 characters.</param>
/// <param name="Role">At most 200 characters; null for none.</param>
public sealed record DelegationMember(string Name, string? Role);

/// <summary>Who came for one side.</summary>
/// <param name="Id">The delegation.</param>
/// <param name="Side">For whom it came.</param>
/// <param name="Head">Who leads it; null where nobody said.</param>
/// <param name="Members">Who else came.</param>
public sealed record Delegation(Guid Id, Party Side, string? Head, IReadOnlyList<DelegationMember> Members);

/// <summary>An item of the agenda.</summary>
/// <param name="Id">The item.</param>
/// <param name="At">When it begins; within the days of the engagement.</param>
/// <param name="Title">At most 200 characters.</param>
/// <param name="Speaker">At most 200 characters; null for none.</param>
public sealed record AgendaItem(Guid Id, DateTimeOffset At, string Title, string? Speaker);

/// <summary>What came of it.</summary>
/// <param name="Id">The outcome.</param>
/// <param name="Text">At most 4,000 characters.</param>
/// <param name="At">When it was written down.</param>
/// <param name="ById">Who wrote it down.</param>
public sealed record EngagementOutcome(Guid Id, string Text, DateTimeOffset At, Guid ById);
