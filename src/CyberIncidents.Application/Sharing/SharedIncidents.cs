using System.Linq.Expressions;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Sharing;

/// <summary>A case as it was shared with the viewer's organisation; it knows nothing else of it.</summary>
public sealed record SharedIncident
{
    /// <summary>The reference.</summary>
    public required string Reference { get; init; }

    /// <summary>Its marking.</summary>
    public required Tlp Tlp { get; init; }

    /// <summary>PAP and handling codes that bind the receiver; null when nothing is said.</summary>
    public HandlingValue? Handling => HandlingValue.ForPartner(Domain.Sharing.Handling.WithPap(OwnHandling, OwnPap));

    /// <summary>The title written for this partner.</summary>
    public required string? SharedTitle { get; init; }

    /// <summary>The summary written for this partner.</summary>
    public required string? SharedSummary { get; init; }

    /// <summary>Its own part.</summary>
    public required SharedParticipation Participation { get; init; }

    /// <summary>The other partners, in a joint case; none otherwise. Null in a list.</summary>
    public IReadOnlyList<JointPartner>? Partners { get; init; }

    /// <summary>Whether a comment may be written.</summary>
    public bool MayComment { get; init; }

    internal Guid Id { get; init; }

    internal Handling? OwnHandling { get; init; }

    internal Pap? OwnPap { get; init; }

    internal DateTimeOffset At { get; init; }

    internal IncidentStatus Status { get; init; }
}

/// <summary>Another partner of a joint case; what was asked of it and what it said is not shown.</summary>
/// <param name="Organisation">Its name.</param>
/// <param name="Country">ISO 3166-1 alpha-2; null for an international body.</param>
/// <param name="Roles">The parts it plays.</param>
/// <param name="State">Where it stands.</param>
public sealed record JointPartner(string Organisation, string? Country, IReadOnlyList<ParticipationRole> Roles, ParticipationState State);

/// <summary>The viewer's own participation.</summary>
/// <param name="Id">The participation.</param>
/// <param name="Roles">The parts it plays.</param>
/// <param name="State">Where it stands.</param>
/// <param name="NotifiedAt">When it was told last.</param>
/// <param name="AllowedActions">What it may do itself.</param>
public sealed record SharedParticipation(
    Guid Id, IReadOnlyList<ParticipationRole> Roles, ParticipationState State, DateTimeOffset? NotifiedAt, IReadOnlyList<string> AllowedActions);

/// <summary>Lists the cases that were shared with the viewer's organisation.</summary>
/// <param name="Page">Which page; sorted by <c>notifiedAt</c>.</param>
[RequirePermission(Permission.ReadShared)]
public sealed record ListSharedIncidentsQuery(PageRequest Page) : IQuery<Page<SharedIncident>>;

/// <summary>Reads a case as it was shared.</summary>
/// <param name="Reference">The case.</param>
[RequirePermission(Permission.ReadShared)]
public sealed record GetSharedIncidentQuery(string Reference) : IQuery<SharedIncident>, IOpensOne<SharedIncident>
{
    OpenedItem? IOpensOne<SharedIncident>.Opened(SharedIncident answer) => new(answer.Id, SubjectType.Incident, answer.Id, answer.Tlp);
}

/// <summary>Lists the viewer's own participation in a case.</summary>
/// <param name="Reference">The case.</param>
[RequirePermission(Permission.ReadShared)]
public sealed record ListOwnParticipationsQuery(string Reference) : IQuery<Page<SharedParticipation>>;

internal sealed class ListSharedIncidentsHandler(IAppDb db, IViewerAccessor viewer)
    : IQueryHandler<ListSharedIncidentsQuery, Page<SharedIncident>>
{
    private static readonly Dictionary<string, Expression<Func<Participation, DateTimeOffset>>> Sorts = new(StringComparer.Ordinal)
    {
        ["notifiedAt"] = p => p.NotifiedAt!.Value,
    };

    public async Task<Page<SharedIncident>> Handle(ListSharedIncidentsQuery query, CancellationToken cancellationToken)
    {
        var (rows, next, count) = await Keyset.ReadAsync(
            SharedReading.Own(db, viewer.Required), query.Page, Sorts, "-notifiedAt", SharedReading.Project(db),
            (row, _) => (row.At, row.Participation.Id), cancellationToken);
        return new Page<SharedIncident>([.. rows.Select(r => SharedReading.WithMoves(r, viewer.Required))], next, count);
    }
}

internal sealed class GetSharedIncidentHandler(IAppDb db, IViewerAccessor viewer) : IQueryHandler<GetSharedIncidentQuery, SharedIncident>
{
    public async Task<SharedIncident> Handle(GetSharedIncidentQuery query, CancellationToken cancellationToken)
    {
        var me = viewer.Required;
        var shared = SharedReading.WithMoves(await SharedReading.ReadAsync(db, me, query.Reference, cancellationToken), me);
        return shared with { Partners = await SharedReading.OthersAsync(db, me, shared.Id, cancellationToken) };
    }
}

internal sealed class ListOwnParticipationsHandler(IAppDb db, IViewerAccessor viewer)
    : IQueryHandler<ListOwnParticipationsQuery, Page<SharedParticipation>>
{
    public async Task<Page<SharedParticipation>> Handle(ListOwnParticipationsQuery query, CancellationToken cancellationToken)
    {
        var shared = SharedReading.WithMoves(await SharedReading.ReadAsync(db, viewer.Required, query.Reference, cancellationToken), viewer.Required);
        return new Page<SharedParticipation>([shared.Participation], null);
    }
}

/// <summary>Reading what was shared, beginning at the organisation's own participations.</summary>
internal static class SharedReading
{
    public static IQueryable<Participation> Own(IAppDb db, Viewer me) =>
        db.Participations.Where(p => p.OrganisationId == me.OrganisationId && db.Incidents.Any(i => i.Id == p.IncidentId));

    public static async Task<SharedIncident> ReadAsync(IAppDb db, Viewer me, string reference, CancellationToken cancellationToken)
    {
        // The case first: begun at the organisation's parts, a large partner's wrong number went through all of them.
        var id = await db.CaseIdAsync(reference, cancellationToken);
        return await Own(db, me).Where(p => p.IncidentId == id).Select(Project(db)).SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException();
    }

    public static Expression<Func<Participation, SharedIncident>> Project(IAppDb db) => p => new SharedIncident
    {
        Id = p.IncidentId,
        At = p.NotifiedAt!.Value,
        Reference = db.Incidents.Where(i => i.Id == p.IncidentId).Select(i => i.Reference).First(),
        Status = db.Incidents.Where(i => i.Id == p.IncidentId).Select(i => i.Status).First(),
        Tlp = p.Tlp,
        OwnHandling = db.Incidents.Where(i => i.Id == p.IncidentId).Select(i => i.Handling).First(),
        OwnPap = db.Incidents.Where(i => i.Id == p.IncidentId).Select(i => i.Pap).First(),
        SharedTitle = p.SharedTitle,
        SharedSummary = p.SharedSummary,
        Participation = new SharedParticipation(p.Id, p.Roles, p.State, p.NotifiedAt, Array.Empty<string>()),
    };

    /// <summary>The other parts that the viewer was granted: those of a joint case, which the filter lets through.</summary>
    public static async Task<IReadOnlyList<JointPartner>> OthersAsync(IAppDb db, Viewer me, Guid incidentId, CancellationToken cancellationToken) =>
        await (from p in db.Participations.Where(ParticipationLifecycle.IsSharing)
               where p.IncidentId == incidentId && p.OrganisationId != me.OrganisationId
               join o in db.Organisations on p.OrganisationId equals (Guid?)o.Id
               orderby o.Name, p.Id
               select new JointPartner(o.Name, p.Country, p.Roles, p.State)).ToListAsync(cancellationToken);

    public static SharedIncident WithMoves(SharedIncident shared, Viewer me)
    {
        var acts = !me.IsPreview && IncidentLifecycle.BlocksMore(shared.Status) is null;
        return shared with
        {
            MayComment = acts && !ParticipationLifecycle.OnlyInformed(shared.Participation.Roles),
            Participation = shared.Participation with
            {
                // What is closed needs nobody to take no part in it.
                AllowedActions = acts
                    ? [.. ParticipationLifecycle.Table.Allowed(shared.Participation.State).Where(m => m == ParticipationMove.Decline).Select(MoveName.Of)]
                    : [],
            },
        };
    }
}
