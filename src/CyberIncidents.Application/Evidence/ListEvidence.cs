using System.Linq.Expressions;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Evidence;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Evidence;

/// <summary>Lists the files of evidence of a case, the newest first.</summary>
/// <param name="Reference">The case.</param>
/// <param name="IncludeWithdrawn">Whether withdrawn ones are listed too.</param>
/// <param name="Page">Which page; sorted by <c>createdAt</c>.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record ListEvidenceQuery(string Reference, bool IncludeWithdrawn, PageRequest Page) : IQuery<Page<EvidenceDetail>>;

/// <summary>Reads a file of evidence, without its bytes; a withdrawn one too.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Id">The file.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record GetEvidenceQuery(string Reference, Guid Id) : IQuery<EvidenceDetail>, IOpensOne<EvidenceDetail>
{
    OpenedItem? IOpensOne<EvidenceDetail>.Opened(EvidenceDetail answer) => new(answer.IncidentId, SubjectType.Evidence, answer.Id, answer.Tlp);
}

/// <summary>Lists the custody log of a file, the oldest line first.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Id">The file.</param>
/// <param name="Page">Which page; sorted by <c>at</c>.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record ListCustodyQuery(string Reference, Guid Id, PageRequest Page) : IQuery<Page<CustodyLine>>;

internal sealed class ListEvidenceHandler(IAppDb db)
    : IQueryHandler<ListEvidenceQuery, Page<EvidenceDetail>>, IQueryHandler<GetEvidenceQuery, EvidenceDetail>, IQueryHandler<ListCustodyQuery, Page<CustodyLine>>
{
    internal static readonly Dictionary<string, Expression<Func<EvidenceFile, DateTimeOffset>>> Sorts = new(StringComparer.Ordinal)
    {
        ["createdAt"] = e => e.CreatedAt,
    };

    private static readonly Dictionary<string, Expression<Func<CustodyEntry, DateTimeOffset>>> CustodySorts = new(StringComparer.Ordinal)
    {
        ["at"] = c => c.CreatedAt,
    };

    public async Task<Page<EvidenceDetail>> Handle(ListEvidenceQuery query, CancellationToken cancellationToken)
    {
        var id = await db.CaseIdAsync(query.Reference, cancellationToken);
        var source = db.EvidenceFiles.Where(e => e.IncidentId == id);
        source = query.IncludeWithdrawn ? source : source.Where(e => e.WithdrawnAt == null);
        var (rows, next, count) = await Keyset.ReadAsync(
            source, query.Page, Sorts, "-createdAt", Project(), (row, _) => (row.At, row.Id), cancellationToken);
        return new Page<EvidenceDetail>(rows, next, count);
    }

    public async Task<EvidenceDetail> Handle(GetEvidenceQuery query, CancellationToken cancellationToken)
    {
        var id = await db.CaseIdAsync(query.Reference, cancellationToken);
        return await db.EvidenceFiles.Where(e => e.IncidentId == id && e.Id == query.Id).Select(Project()).SingleOrDefaultAsync(cancellationToken)
            ?? throw new NotFoundException();
    }

    public async Task<Page<CustodyLine>> Handle(ListCustodyQuery query, CancellationToken cancellationToken)
    {
        var id = await db.CaseIdAsync(query.Reference, cancellationToken);
        if (!await db.EvidenceFiles.AnyAsync(e => e.IncidentId == id && e.Id == query.Id, cancellationToken))
        {
            throw new NotFoundException();
        }

        var (rows, next, count) = await Keyset.ReadAsync(
            db.CustodyEntries.Where(c => c.EvidenceId == query.Id), query.Page, CustodySorts, "at",
            c => new CustodyLine(
                c.Id, c.CreatedAt, c.Act, db.People.Where(p => p.Id == c.PersonId).Select(p => new PersonName(p.Id, p.DisplayName)).FirstOrDefault(),
                (from p in db.People
                 where p.Id == c.PersonId
                 join o in db.Organisations on p.OrganisationId equals o.Id
                 select new OrganisationName(o.Id, o.Name)).FirstOrDefault(),
                c.Note),
            (row, _) => (row.At, row.Id), cancellationToken);
        return new Page<CustodyLine>(rows, next, count);
    }

    private Expression<Func<EvidenceFile, EvidenceDetail>> Project() => e => new EvidenceDetail
    {
        Id = e.Id,
        IncidentId = e.IncidentId,
        At = e.CreatedAt,
        CreatedBy = db.People.Where(p => p.Id == e.CreatedById).Select(p => new PersonName(p.Id, p.DisplayName)).First(),
        Originator = db.Organisations.Where(o => o.Id == e.OriginatorId).Select(o => new OrganisationName(o.Id, o.Name)).FirstOrDefault(),
        FileName = e.FileName,
        Size = e.Size,
        Sha256 = e.Sha256,
        Md5 = e.Md5,
        Sha1 = e.Sha1,
        MediaType = e.MediaType,
        Description = e.Description,
        Tlp = e.Tlp,
        QuarantinedAt = e.QuarantinedAt,
        QuarantineReason = e.QuarantineReason,
        VerifiedAt = e.VerifiedAt,
        BrokenAt = e.BrokenAt,
        Downloads = db.CustodyEntries.Count(c => c.EvidenceId == e.Id && c.Act == CustodyAct.Downloaded),
        WithdrawnAt = e.WithdrawnAt,
        WithdrawalReason = e.WithdrawalReason,
        Version = e.Version,
    };
}
