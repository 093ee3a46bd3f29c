using System.Linq.Expressions;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Sharing;

/// <summary>A comment as a partner reads it; who else reads it is not told.</summary>
/// <param name="Id">The comment.</param>
/// <param name="At">When it was written.</param>
/// <param name="Own">Whether the own organisation wrote it.</param>
/// <param name="Author">Who wrote it; null for somebody of the national team.</param>
/// <param name="Text">What it says.</param>
/// <param name="Tlp">Its marking.</param>
/// <param name="Handling">PAP and handling codes that bind the reader; of an own one the grading too.</param>
/// <param name="EditedAt">When the own organisation changed it last; of ours it is not told.</param>
public sealed record SharedComment(Guid Id, DateTimeOffset At, bool Own, PersonName? Author, string Text, Tlp Tlp, HandlingValue? Handling, DateTimeOffset? EditedAt)
{
    internal Guid IncidentId { get; init; }
}

/// <summary>Lists the comments that were shared, the newest first.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Page">Which page; sorted by <c>createdAt</c>.</param>
[RequirePermission(Permission.ReadShared)]
public sealed record ListSharedCommentsQuery(string Reference, PageRequest Page) : IQuery<Page<SharedComment>>;

/// <summary>Reads a comment that was shared.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Id">The comment.</param>
[RequirePermission(Permission.ReadShared)]
public sealed record GetSharedCommentQuery(string Reference, Guid Id) : IQuery<SharedComment>, IOpensOne<SharedComment>
{
    OpenedItem? IOpensOne<SharedComment>.Opened(SharedComment answer) => new(answer.IncidentId, SubjectType.Comment, answer.Id, answer.Tlp) { Own = answer.Own };
}

internal sealed class ListSharedCommentsHandler(IAppDb db, IViewerAccessor viewer)
    : IQueryHandler<ListSharedCommentsQuery, Page<SharedComment>>, IQueryHandler<GetSharedCommentQuery, SharedComment>
{
    public async Task<Page<SharedComment>> Handle(ListSharedCommentsQuery query, CancellationToken cancellationToken)
    {
        var id = await db.CaseIdAsync(query.Reference, cancellationToken);
        var (rows, next, count) = await Keyset.ReadAsync(
            db.Comments.Where(c => c.IncidentId == id), query.Page, ListCommentsHandler.Sorts, "-createdAt",
            Project(viewer.Required.OrganisationId), (row, _) => (row.At, row.Id), cancellationToken);
        return new Page<SharedComment>(rows, next, count);
    }

    public async Task<SharedComment> Handle(GetSharedCommentQuery query, CancellationToken cancellationToken)
    {
        var id = await db.CaseIdAsync(query.Reference, cancellationToken);
        return await db.Comments.Where(c => c.IncidentId == id && c.Id == query.Id).Select(Project(viewer.Required.OrganisationId))
            .SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException();
    }

    private Expression<Func<Comment, SharedComment>> Project(Guid organisation) => c => new SharedComment(
        c.Id, c.CreatedAt, c.AuthorOrganisationId == organisation,
        db.People.Where(p => p.Id == c.AuthorId && p.OrganisationId == organisation)
            .Select(p => new PersonName(p.Id, p.DisplayName)).FirstOrDefault(),
        c.AuthorOrganisationId == organisation ? c.Text : c.SharedText ?? c.Text, c.Tlp,
        c.AuthorOrganisationId == organisation ? HandlingValue.Of(c.Handling) : HandlingValue.ForPartner(c.Handling),
        c.AuthorOrganisationId == organisation ? c.EditedAt : null) { IncidentId = c.IncidentId };
}
