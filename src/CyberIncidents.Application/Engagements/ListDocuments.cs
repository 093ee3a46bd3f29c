using System.Linq.Expressions;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Evidence;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Engagements;
using CyberIncidents.Domain.Evidence;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Engagements;

/// <summary>A document of an engagement.</summary>
public sealed record DocumentDetail
{
    /// <summary>The document.</summary>
    public required Guid Id { get; init; }

    /// <summary>A safe name.</summary>
    public required string FileName { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>SHA-256, hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The media type as declared; never trusted.</summary>
    public required string? MediaType { get; init; }

    /// <summary>What somebody said of it.</summary>
    public required string? Description { get; init; }

    /// <summary>Its marking.</summary>
    public required Tlp Tlp { get; init; }

    /// <summary>When it came in.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who brought it.</summary>
    public required PersonName CreatedBy { get; init; }

    /// <summary>Whether its content is known not to be what it was.</summary>
    public required bool Broken { get; init; }

    /// <summary>How often its bytes were taken.</summary>
    public required int Downloads { get; init; }

    /// <summary>When it was withdrawn; null while it stands.</summary>
    public required DateTimeOffset? WithdrawnAt { get; init; }

    /// <summary>Why it was withdrawn.</summary>
    public required string? WithdrawalReason { get; init; }

    /// <summary>The version of its row; also the ETag.</summary>
    public required long Version { get; init; }
}

/// <summary>Lists the documents of an engagement, the newest first.</summary>
/// <param name="Reference">The engagement.</param>
/// <param name="IncludeWithdrawn">Whether withdrawn ones are listed too.</param>
/// <param name="Page">Which page; sorted by <c>createdAt</c>.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record ListDocumentsQuery(string Reference, bool IncludeWithdrawn, PageRequest Page) : IQuery<Page<DocumentDetail>>;

/// <summary>Reads a document, without its bytes; a withdrawn one too.</summary>
/// <param name="Reference">The engagement.</param>
/// <param name="Id">The document.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record GetDocumentQuery(string Reference, Guid Id) : IQuery<DocumentDetail>, IOpensOne<DocumentDetail>
{
    OpenedItem? IOpensOne<DocumentDetail>.Opened(DocumentDetail answer) => new(null, SubjectType.EngagementDocument, answer.Id, answer.Tlp);
}

/// <summary>Lists the custody log of a document, the oldest line first.</summary>
/// <param name="Reference">The engagement.</param>
/// <param name="Id">The document.</param>
/// <param name="Page">Which page; sorted by <c>at</c>.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record ListDocumentCustodyQuery(string Reference, Guid Id, PageRequest Page) : IQuery<Page<CustodyLine>>;

/// <summary>Finds the bytes of a document that stands.</summary>
/// <param name="Reference">The engagement.</param>
/// <param name="Id">The document.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record OpenDocumentQuery(string Reference, Guid Id) : IQuery<EvidenceContent>;

internal sealed class ListDocumentsHandler(IAppDb db)
    : IQueryHandler<ListDocumentsQuery, Page<DocumentDetail>>, IQueryHandler<GetDocumentQuery, DocumentDetail>,
        IQueryHandler<ListDocumentCustodyQuery, Page<CustodyLine>>, IQueryHandler<OpenDocumentQuery, EvidenceContent>
{
    private static readonly Dictionary<string, Expression<Func<EngagementDocument, DateTimeOffset>>> Sorts = new(StringComparer.Ordinal)
    {
        ["createdAt"] = d => d.CreatedAt,
    };

    private static readonly Dictionary<string, Expression<Func<DocumentEntry, DateTimeOffset>>> CustodySorts = new(StringComparer.Ordinal)
    {
        ["at"] = c => c.CreatedAt,
    };

    public async Task<Page<DocumentDetail>> Handle(ListDocumentsQuery query, CancellationToken cancellationToken)
    {
        var id = await db.EngagementIdAsync(query.Reference, cancellationToken);
        var source = db.EngagementDocuments.Where(d => d.EngagementId == id);
        source = query.IncludeWithdrawn ? source : source.Where(d => d.WithdrawnAt == null);
        var (rows, next, count) = await Keyset.ReadAsync(
            source, query.Page, Sorts, "-createdAt", Project(), (row, _) => (row.At, row.Id), cancellationToken);
        return new Page<DocumentDetail>(rows, next, count);
    }

    public async Task<DocumentDetail> Handle(GetDocumentQuery query, CancellationToken cancellationToken)
    {
        var id = await db.EngagementIdAsync(query.Reference, cancellationToken);
        return await db.EngagementDocuments.Where(d => d.EngagementId == id && d.Id == query.Id).Select(Project()).SingleOrDefaultAsync(cancellationToken)
            ?? throw new NotFoundException();
    }

    public async Task<Page<CustodyLine>> Handle(ListDocumentCustodyQuery query, CancellationToken cancellationToken)
    {
        var id = await db.EngagementIdAsync(query.Reference, cancellationToken);
        if (!await db.EngagementDocuments.AnyAsync(d => d.EngagementId == id && d.Id == query.Id, cancellationToken))
        {
            throw new NotFoundException();
        }

        var (rows, next, count) = await Keyset.ReadAsync(
            db.DocumentEntries.Where(c => c.DocumentId == query.Id), query.Page, CustodySorts, "at",
            c => new CustodyLine(
                c.Id, c.CreatedAt, c.Act, db.People.Where(p => p.Id == c.PersonId).Select(p => new PersonName(p.Id, p.DisplayName)).FirstOrDefault(), null, c.Note),
            (row, _) => (row.At, row.Id), cancellationToken);
        return new Page<CustodyLine>(rows, next, count);
    }

    public async Task<EvidenceContent> Handle(OpenDocumentQuery query, CancellationToken cancellationToken)
    {
        var id = await db.EngagementIdAsync(query.Reference, cancellationToken);
        return await (
            from d in db.EngagementDocuments
            where d.EngagementId == id && d.Id == query.Id && d.WithdrawnAt == null
            join b in db.Blobs on d.BlobId equals b.Id
            select new EvidenceContent(d.Id, d.FileName, d.CreatedAt, false, new StoredContent(b.StorageKey, b.Sha256, b.Size, b.WrappedKey, b.ChunkSize)))
            .SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException();
    }

    private Expression<Func<EngagementDocument, DocumentDetail>> Project() => d => new DocumentDetail
    {
        Id = d.Id,
        FileName = d.FileName,
        Size = d.Size,
        Sha256 = d.Sha256,
        MediaType = d.MediaType,
        Description = d.Description,
        Tlp = d.Tlp,
        At = d.CreatedAt,
        CreatedBy = db.People.Where(p => p.Id == d.CreatedById).Select(p => new PersonName(p.Id, p.DisplayName)).First(),
        Broken = db.Blobs.Any(b => b.Id == d.BlobId && b.State == BlobState.Broken),
        Downloads = db.DocumentEntries.Count(c => c.DocumentId == d.Id && c.Act == CustodyAct.Downloaded),
        WithdrawnAt = d.WithdrawnAt,
        WithdrawalReason = d.WithdrawalReason,
        Version = d.Version,
    };
}
