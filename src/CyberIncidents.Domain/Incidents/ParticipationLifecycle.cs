using System.Linq.Expressions;
using CyberIncidents.Domain.Common;
using static CyberIncidents.Domain.Incidents.ParticipationMove;
using static CyberIncidents.Domain.Incidents.ParticipationState;

namespace CyberIncidents.Domain.Incidents;

/// <summary>Where a partner's part in a case stands.</summary>
public enum ParticipationState
{
    /// <summary>Chosen, not told.</summary>
    Proposed,

    /// <summary>Told.</summary>
    Notified,

    /// <summary>Told, and it has acted.</summary>
    Engaged,

    /// <summary>Its part is done.</summary>
    Completed,

    /// <summary>It takes no part.</summary>
    Declined,

    /// <summary>We took it out.</summary>
    Withdrawn,
}

/// <summary>What can be done with a participation. <c>Engage</c> happens by itself at the partner's first act.</summary>
public enum ParticipationMove
{
    /// <summary>Tell the partner.</summary>
    Notify,

    /// <summary>The partner acted.</summary>
    Engage,

    /// <summary>Its part is done.</summary>
    Complete,

    /// <summary>It takes no part; the partner may say so itself.</summary>
    Decline,

    /// <summary>Take it out.</summary>
    Withdraw,
}

/// <summary>The part an organisation plays in a case.</summary>
public enum ParticipationRole
{
    /// <summary>Harmed by it.</summary>
    Affected,

    /// <summary>Infrastructure stands there.</summary>
    HostsInfrastructure,

    /// <summary>A suspect is there.</summary>
    SuspectLocated,

    /// <summary>A victim is there.</summary>
    VictimLocated,

    /// <summary>Traffic passes through it.</summary>
    Transit,

    /// <summary>It helps.</summary>
    Assisting,

    /// <summary>It is only told.</summary>
    InformedOnly,

    /// <summary>At home: it has the lead.</summary>
    LeadAuthority,

    /// <summary>At home: it investigates.</summary>
    Investigating,

    /// <summary>At home: it prosecutes.</summary>
    Prosecuting,

    /// <summary>At home: it regulates or supervises whom it concerns.</summary>
    Regulating,

    /// <summary>At home: it speaks to the public.</summary>
    PublicCommunication,

    /// <summary>At home: it speaks to other states.</summary>
    ForeignRelations,
}

/// <summary>The transition table of the participation.</summary>
public static class ParticipationLifecycle
{
    /// <summary>All legal moves.</summary>
    public static TransitionTable<ParticipationState, ParticipationMove> Table { get; } = new(
        new(Notify, [Proposed, Declined, Withdrawn], Notified),
        new(Engage, [Notified], Engaged),
        new(Complete, [Notified, Engaged], Completed),
        new(Decline, [Notified, Engaged], Declined),
        new(Withdraw, [Notified, Engaged], Withdrawn));

    /// <summary>The parts that an organisation abroad can play.</summary>
    public static IReadOnlyList<ParticipationRole> RolesAbroad { get; } =
    [
        ParticipationRole.Affected, ParticipationRole.HostsInfrastructure, ParticipationRole.SuspectLocated, ParticipationRole.VictimLocated,
        ParticipationRole.Transit, ParticipationRole.Assisting, ParticipationRole.InformedOnly,
    ];

    /// <summary>The parts that an authority or another organisation at home can play.</summary>
    public static IReadOnlyList<ParticipationRole> RolesAtHome { get; } =
    [
        ParticipationRole.LeadAuthority, ParticipationRole.Investigating, ParticipationRole.Prosecuting, ParticipationRole.Regulating,
        ParticipationRole.PublicCommunication, ParticipationRole.ForeignRelations, ParticipationRole.Affected, ParticipationRole.Assisting,
        ParticipationRole.InformedOnly,
    ];

    /// <summary>The states in which the partner sees what was shared with it.</summary>
    public static IReadOnlyList<ParticipationState> Sharing { get; } = [Notified, Engaged, Completed];

    /// <summary>Whether a request may be sent: the partner was told and takes part.</summary>
    /// <param name="state">Where the participation stands.</param>
    /// <returns>True for Notified and Engaged.</returns>
    public static bool TakesRequests(ParticipationState state) => state is Notified or Engaged;

    /// <summary>Whether a partner is told and nothing more: it can ask, write and upload nothing.</summary>
    /// <param name="roles">The parts it plays.</param>
    /// <returns>True when its one part is to be informed.</returns>
    public static bool OnlyInformed(IReadOnlyList<ParticipationRole> roles) => roles is [ParticipationRole.InformedOnly];

    /// <summary>Whether the partner sees what was shared with it.</summary>
    /// <param name="state">Where the participation stands.</param>
    /// <returns>True for Notified, Engaged and Completed.</returns>
    public static bool Shares(ParticipationState state) => Sharing.Contains(state);

    /// <summary>The same as <see cref="Shares"/>, as a query asks it.</summary>
    public static Expression<Func<Participation, bool>> IsSharing { get; } =
        p => p.State == ParticipationState.Notified || p.State == ParticipationState.Engaged || p.State == ParticipationState.Completed;
}
