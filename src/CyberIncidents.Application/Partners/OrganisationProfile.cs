using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.People;
using CyberIncidents.Domain.Requests;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Partners;

/// <summary>Somebody who speaks for an organisation.</summary>
/// <param name="Id">The person.</param>
/// <param name="Name">What others read.</param>
/// <param name="Deputy">Whether they stand in for the others.</param>
/// <param name="AbsentUntil">Until when they are away; null for there.</param>
/// <param name="Awaits">Whether a second person has to approve them before they can sign in.</param>
/// <param name="MayApprove">Whether the viewer could be that person.</param>
public sealed record SpeakerDetail(Guid Id, string Name, bool Deputy, DateTimeOffset? AbsentUntil, bool Awaits, bool MayApprove);

/// <summary>The part of an organisation in a case that the viewer sees.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Title">Its title.</param>
/// <param name="State">Where the part stands.</param>
/// <param name="At">When it began.</param>
public sealed record PartnerCase(string Reference, string Title, ParticipationState State, DateTimeOffset At);

/// <summary>What the work with an organisation comes to.</summary>
public sealed record OrganisationProfile
{
    /// <summary>The organisation.</summary>
    public required Guid Id { get; init; }

    /// <summary>Who speaks for it.</summary>
    public required IReadOnlyList<SpeakerDetail> Speakers { get; init; }

    /// <summary>Our requests that wait for its answer.</summary>
    public required int WeWaitFor { get; init; }

    /// <summary>Its requests that wait for our answer.</summary>
    public required int WaitForUs { get; init; }

    /// <summary>Its parts in cases, the newest first; at most twenty.</summary>
    public required IReadOnlyList<PartnerCase> Cases { get; init; }

    /// <summary>All of its parts in cases that the viewer sees.</summary>
    public required int CaseCount { get; init; }
}

/// <summary>When an organisation was last proven to answer.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="ProvenAt">When; null for never.</param>
/// <param name="ProvenBy">By what.</param>
public sealed record ReachProof(Guid OrganisationId, DateTimeOffset? ProvenAt, ProofKind? ProvenBy);

/// <summary>Reads what the work with an organisation comes to, as the viewer may see it.</summary>
/// <param name="Id">The organisation.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record GetOrganisationProfileQuery(Guid Id) : IQuery<OrganisationProfile>;

/// <summary>Reads when organisations were last proven to answer, for pages that offer them.</summary>
/// <param name="Ids">The organisations.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record ListProofsQuery(IReadOnlyCollection<Guid> Ids) : IQuery<Page<ReachProof>>;

internal sealed class GetOrganisationProfileHandler(IAppDb db, IViewerAccessor viewer, TimeProvider time)
    : IQueryHandler<GetOrganisationProfileQuery, OrganisationProfile>, IQueryHandler<ListProofsQuery, Page<ReachProof>>
{
    private const int MostCases = 20;

    public async Task<OrganisationProfile> Handle(GetOrganisationProfileQuery query, CancellationToken cancellationToken)
    {
        if (!await db.Organisations.AnyAsync(o => o.Id == query.Id, cancellationToken))
        {
            throw new NotFoundException();
        }

        var parts = from p in db.Participations
                    where p.OrganisationId == query.Id
                    join i in db.Incidents on p.IncidentId equals i.Id
                    select new { i.Reference, i.Title, p.State, p.CreatedAt, p.Id };
        var waiting = db.Requests.Where(RequestStanding.Running).Where(RequestStanding.Waiting);
        return new OrganisationProfile
        {
            Id = query.Id,
            Speakers = await SpeakersAsync(query.Id, cancellationToken),
            WeWaitFor = await waiting.CountAsync(r => r.RequestedOrganisationId == query.Id, cancellationToken),
            WaitForUs = await waiting.CountAsync(r => r.RequesterOrganisationId == query.Id, cancellationToken),
            Cases = await parts.OrderByDescending(p => p.CreatedAt).ThenByDescending(p => p.Id).Take(MostCases)
                .Select(p => new PartnerCase(p.Reference, p.Title, p.State, p.CreatedAt)).ToListAsync(cancellationToken),
            CaseCount = await parts.CountAsync(cancellationToken),
        };
    }

    /// <summary>An absence that is over is none.</summary>
    private async Task<List<SpeakerDetail>> SpeakersAsync(Guid organisationId, CancellationToken cancellationToken)
    {
        var (now, me) = (time.GetUtcNow(), viewer.Required.UserId);
        var approves = viewer.Required.Holds(Permission.ApproveRequests) || viewer.Required.Holds(Permission.KeepUsers);
        var letInBy = await db.People.Where(p => p.Id == me).Select(p => p.RegisteredById).SingleOrDefaultAsync(cancellationToken);
        return await db.People.Where(p => p.OrganisationId == organisationId && Person.SpeakerRoles.Contains(p.Roles) && (p.DisabledAt == null || p.AwaitsSecondSince != null))
            .OrderBy(p => p.IsDeputy).ThenBy(p => p.DisplayName)
            .Select(p => new SpeakerDetail(
                p.Id, p.DisplayName, p.IsDeputy, p.AbsentUntil > now ? p.AbsentUntil : null, p.AwaitsSecondSince != null,
                approves && p.AwaitsSecondSince != null && p.RegisteredById != me && p.RegisteredById != letInBy))
            .ToListAsync(cancellationToken);
    }

    public async Task<Page<ReachProof>> Handle(ListProofsQuery query, CancellationToken cancellationToken)
    {
        var ids = query.Ids.Count <= PageRequest.MaxLimit ? query.Ids : throw new InvalidInputException("organisation", "At most 200.");
        return new Page<ReachProof>(
            await db.Organisations.Where(o => ids.Contains(o.Id)).OrderBy(o => o.Id).Select(o => new ReachProof(o.Id, o.ProvenAt, o.ProvenBy)).ToListAsync(cancellationToken),
            null);
    }
}
