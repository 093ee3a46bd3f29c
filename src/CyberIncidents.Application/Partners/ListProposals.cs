using System.Linq.Expressions;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Partners;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Partners;

/// <summary>Lists proposed changes of profiles, the newest first. A liaison officer sees those of its own organisation.</summary>
/// <param name="OrganisationId">Only of this organisation.</param>
/// <param name="Waiting">Only those that wait for a decision.</param>
/// <param name="Page">Which page; sorted by <c>createdAt</c>.</param>
[RequirePermission(Permission.ReadCases, Permission.KeepOrganisations, Permission.ReadShared)]
public sealed record ListProposalsQuery(Guid? OrganisationId, bool Waiting, PageRequest Page) : IQuery<Page<ProposalDetail>>;

/// <summary>Reads a proposed change.</summary>
/// <param name="Id">The proposal.</param>
[RequirePermission(Permission.ReadCases, Permission.KeepOrganisations, Permission.ReadShared)]
public sealed record GetProposalQuery(Guid Id) : IQuery<ProposalDetail>;

internal sealed class ListProposalsHandler(IAppDb db, IViewerAccessor viewer)
    : IQueryHandler<ListProposalsQuery, Page<ProposalDetail>>, IQueryHandler<GetProposalQuery, ProposalDetail>
{
    private static readonly Dictionary<string, Expression<Func<ProfileProposal, DateTimeOffset>>> Sorts = new(StringComparer.Ordinal)
    {
        ["createdAt"] = p => p.CreatedAt,
    };

    public async Task<Page<ProposalDetail>> Handle(ListProposalsQuery query, CancellationToken cancellationToken)
    {
        var source = query.OrganisationId is { } organisation ? Seen().Where(p => p.OrganisationId == organisation) : Seen();
        source = query.Waiting ? source.Where(p => p.State == ProposalState.Proposed) : source;
        var (rows, next, count) = await Keyset.ReadAsync(
            source, query.Page, Sorts, "-createdAt", Project(), (row, _) => (row.ProposedAt, row.Id), cancellationToken);
        return new Page<ProposalDetail>([.. rows.Select(Finish)], next, count);
    }

    public async Task<ProposalDetail> Handle(GetProposalQuery query, CancellationToken cancellationToken) =>
        Finish(await Seen().Where(p => p.Id == query.Id).Select(Project()).SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException());

    private static ProposalDetail Finish(ProposalDetail row) => row with { Changes = ProposedProfile.Changes(row.Subject, row.Before, row.After) };

    /// <summary>Partners do not know what others propose.</summary>
    private IQueryable<ProfileProposal> Seen()
    {
        var own = viewer.Required.OrganisationId;
        return viewer.Required.IsPartner ? db.ProfileProposals.Where(p => p.OrganisationId == own) : db.ProfileProposals;
    }

    private Expression<Func<ProfileProposal, ProposalDetail>> Project() => p => new ProposalDetail
    {
        Id = p.Id,
        Organisation = db.Organisations.Where(o => o.Id == p.OrganisationId).Select(o => new OrganisationName(o.Id, o.Name)).First(),
        Subject = p.Subject,
        ContactPointId = p.ContactPointId,
        ProposedBy = db.People.Where(x => x.Id == p.ProposedById).Select(x => new PersonName(x.Id, x.DisplayName)).FirstOrDefault(),
        ProposedAt = p.CreatedAt,
        State = p.State,
        DecidedAt = p.DecidedAt,
        Reason = p.Reason,
        Before = p.Before,
        After = p.After,
    };
}
