using System.Linq.Expressions;
using CyberIncidents.Domain.Common;
using static CyberIncidents.Domain.Incidents.IncidentMove;
using static CyberIncidents.Domain.Incidents.IncidentStatus;

namespace CyberIncidents.Domain.Incidents;

/// <summary>Where a case stands.</summary>
public enum IncidentStatus
{
    /// <summary>Logged, nobody has judged it yet.</summary>
    Reported,

    /// <summary>Classified and owned.</summary>
    Triaged,

    /// <summary>Being worked on.</summary>
    Active,

    /// <summary>Paused until a named instant.</summary>
    OnHold,

    /// <summary>The outcome is known.</summary>
    Resolved,

    /// <summary>Summed up and done.</summary>
    Closed,

    /// <summary>Not an incident, or not ours.</summary>
    Rejected,

    /// <summary>The same as another case.</summary>
    Duplicate,
}

/// <summary>What can be done with a case.</summary>
public enum IncidentMove
{
    /// <summary>Judge it: classification, severity, owner.</summary>
    Triage,

    /// <summary>Begin to work on it.</summary>
    Activate,

    /// <summary>Pause it, with a reason and an instant.</summary>
    Hold,

    /// <summary>Go on after a pause.</summary>
    Resume,

    /// <summary>Say how it came out.</summary>
    Resolve,

    /// <summary>Sum it up and close it.</summary>
    Close,

    /// <summary>Say that it is no case of ours.</summary>
    Reject,

    /// <summary>Say that it is the same as another case.</summary>
    MarkDuplicate,

    /// <summary>Take it up again.</summary>
    Reopen,
}

/// <summary>How a case came out.</summary>
public enum IncidentOutcome
{
    /// <summary>The harm was stopped or limited.</summary>
    Mitigated,

    /// <summary>The content was removed.</summary>
    ContentRemoved,

    /// <summary>Another authority carries on.</summary>
    HandedOver,

    /// <summary>It was none.</summary>
    FalseAlarm,

    /// <summary>It could not be solved.</summary>
    Unsolved,
}

/// <summary>How bad a case is.</summary>
public enum Severity
{
    /// <summary>Little harm.</summary>
    Low,

    /// <summary>Some harm.</summary>
    Medium,

    /// <summary>Serious harm.</summary>
    High,

    /// <summary>Harm to many, to life or to the state.</summary>
    Critical,
}

/// <summary>The transition table of the case and the sets of states that rules speak of.</summary>
public static class IncidentLifecycle
{
    private static readonly IncidentStatus[] OpenStates = [Reported, Triaged, Active, OnHold];

    /// <summary>All legal moves; the first legal one is the main one.</summary>
    public static TransitionTable<IncidentStatus, IncidentMove> Table { get; } = new(
        new(Triage, [Reported], Triaged),
        new(Activate, [Triaged], Active),
        new(Resume, [OnHold], Active),
        new(Hold, [Active], OnHold),
        new(Resolve, [Triaged, Active, OnHold], Resolved),
        new(Close, [Resolved], Closed),
        new(Reject, [Reported, Triaged], Rejected),
        new(MarkDuplicate, OpenStates, Duplicate),
        new(Reopen, [Resolved, Closed], Active),
        new(Reopen, [Rejected, Duplicate], Triaged));

    /// <summary>Reported, Triaged, Active and OnHold.</summary>
    public static IReadOnlyList<IncidentStatus> Open => OpenStates;

    /// <summary>As <see cref="IsOpen"/>, for both databases. Its words are those of the index of open cases, which serves nothing else.</summary>
    public static Expression<Func<Incident, bool>> IsOpenCase { get; } = i =>
        i.Status == Reported || i.Status == Triaged || i.Status == Active || i.Status == OnHold;

    /// <summary>Not open, for both databases; its words are those of the index of ended cases.</summary>
    public static Expression<Func<Incident, bool>> IsEndedCase { get; } = i =>
        i.Status == Resolved || i.Status == Closed || i.Status == Rejected || i.Status == Duplicate;

    /// <summary>Whether the case is open.</summary>
    /// <param name="status">Where it stands.</param>
    /// <returns>True for Reported, Triaged, Active and OnHold.</returns>
    public static bool IsOpen(IncidentStatus status) => OpenStates.Contains(status);

    /// <summary>Whether nothing more may be added: Closed, Rejected, Duplicate. A resolved case still takes follow-ups.</summary>
    /// <param name="status">Where it stands.</param>
    /// <returns>True when it is closed in the sense of a refusal.</returns>
    public static bool IsClosed(IncidentStatus status) => status is Closed or Rejected or Duplicate;

    /// <summary>Why partners may not be told of a case in a state: it has to be triaged or later, and open.</summary>
    /// <param name="status">Where the case stands.</param>
    /// <returns><c>incident-closed</c>, <c>incident-not-triaged</c>, <c>incident-not-open</c>; null when they may.</returns>
    public static string? BlocksTelling(IncidentStatus status) =>
        BlocksMore(status) ?? (status == Reported ? "incident-not-triaged" : IsOpen(status) ? null : "incident-not-open");

    /// <summary>Why a case takes nothing more.</summary>
    /// <param name="status">Where the case stands.</param>
    /// <returns><c>incident-closed</c>; null when it does.</returns>
    public static string? BlocksMore(IncidentStatus status) => IsClosed(status) ? "incident-closed" : null;
}
