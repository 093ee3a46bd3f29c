using System.Linq.Expressions;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Incidents;

/// <summary>A comment as the national team reads it.</summary>
/// <param name="Id">The comment.</param>
/// <param name="At">When it was written.</param>
/// <param name="Author">Who wrote it.</param>
/// <param name="AuthorOrganisation">The partner organisation of the author; null for one of ours.</param>
/// <param name="Text">What it says.</param>
/// <param name="Audience">For whom it is.</param>
/// <param name="Organisations">The organisations to which it was released.</param>
/// <param name="Tlp">Its marking.</param>
/// <param name="Handling">PAP, handling codes and grading.</param>
/// <param name="EditedAt">When its text was changed last; null while it stands as it was written.</param>
/// <param name="SharedText">The text that partners read, where it is not the one above.</param>
/// <param name="Version">The version of its row; also the ETag.</param>
public sealed record CommentDetail(
    Guid Id,
    DateTimeOffset At,
    PersonName Author,
    OrganisationName? AuthorOrganisation,
    string Text,
    CommentAudience Audience,
    IReadOnlyList<OrganisationName> Organisations,
    Tlp Tlp,
    HandlingValue? Handling,
    DateTimeOffset? EditedAt,
    string? SharedText,
    long Version)
{
    /// <summary>The organisations that read it once another manager has approved.</summary>
    public IReadOnlyList<OrganisationName> Waiting { get; init; } = [];

    /// <summary>What the viewer may do with it.</summary>
    public CommentMay May { get; init; } = new(false, false, false);

    internal Guid IncidentId { get; init; }
}

/// <summary>What the viewer may do with a comment.</summary>
/// <param name="Edit">Change what it says.</param>
/// <param name="Lower">Lower its marking at once; of a partner's only its consent does.</param>
/// <param name="ReleaseEdit">Let a changed text leave at once to those who read it; else it leaves as a release that another approves.</param>
public sealed record CommentMay(bool Edit, bool Lower, bool ReleaseEdit);

/// <summary>Lists the comments on a case, the newest first.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Page">Which page; sorted by <c>createdAt</c>.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record ListCommentsQuery(string Reference, PageRequest Page) : IQuery<Page<CommentDetail>>;

/// <summary>Reads a comment.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Id">The comment.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record GetCommentQuery(string Reference, Guid Id) : IQuery<CommentDetail>, IOpensOne<CommentDetail>
{
    OpenedItem? IOpensOne<CommentDetail>.Opened(CommentDetail answer) => new(answer.IncidentId, SubjectType.Comment, answer.Id, answer.Tlp);
}

internal sealed class ListCommentsHandler(IAppDb db, IViewerAccessor viewer, IBrokenGlass glass, SharingSettings settings) : IQueryHandler<ListCommentsQuery, Page<CommentDetail>>, IQueryHandler<GetCommentQuery, CommentDetail>
{
    internal static readonly Dictionary<string, Expression<Func<Comment, DateTimeOffset>>> Sorts = new(StringComparer.Ordinal)
    {
        ["createdAt"] = c => c.CreatedAt,
    };

    public async Task<Page<CommentDetail>> Handle(ListCommentsQuery query, CancellationToken cancellationToken)
    {
        var id = await db.CaseIdAsync(query.Reference, cancellationToken);
        var (rows, next, count) = await Keyset.ReadAsync(
            db.Comments.Where(c => c.IncidentId == id), query.Page, Sorts, "-createdAt",
            Project(), (row, _) => (row.At, row.Id), cancellationToken);
        return new Page<CommentDetail>(await WithReceiversAsync(rows, cancellationToken), next, count);
    }

    public async Task<CommentDetail> Handle(GetCommentQuery query, CancellationToken cancellationToken)
    {
        var id = await db.CaseIdAsync(query.Reference, cancellationToken);
        var row = await db.Comments.Where(c => c.IncidentId == id && c.Id == query.Id).Select(Project()).SingleOrDefaultAsync(cancellationToken)
            ?? throw new NotFoundException();
        return (await WithReceiversAsync([row], cancellationToken))[0];
    }

    private Expression<Func<Comment, CommentDetail>> Project() => c => new CommentDetail(
        c.Id, c.CreatedAt,
        db.People.Where(p => p.Id == c.AuthorId).Select(p => new PersonName(p.Id, p.DisplayName)).First(),
        db.Organisations.Where(o => o.Id == c.AuthorOrganisationId).Select(o => new OrganisationName(o.Id, o.Name)).FirstOrDefault(),
        c.Text, c.Audience, Array.Empty<OrganisationName>(), c.Tlp, HandlingValue.Of(c.Handling), c.EditedAt, c.SharedText, c.Version) { IncidentId = c.IncidentId };

    private async Task<IReadOnlyList<CommentDetail>> WithReceiversAsync(IReadOnlyList<CommentDetail> rows, CancellationToken cancellationToken)
    {
        var ids = rows.Select(r => r.Id).ToList();
        var receivers = await ReleasedTo.ReadAsync(db, SubjectType.Comment, ids, cancellationToken);
        var waiting = await ReleasedTo.WaitingAsync(db, SubjectType.Comment, ids, cancellationToken);
        var me = viewer.Required;
        var onlyRead = await glass.OnlyReadAsync(rows.Select(r => ((Guid?)r.IncidentId, r.Tlp)), cancellationToken);
        return [.. rows.Select(r => r with
        {
            Organisations = [.. receivers[r.Id]],
            Waiting = [.. waiting[r.Id]],
            May = onlyRead.Contains(r.IncidentId) && r.Tlp == Tlp.Red ? r.May : new CommentMay(
                r.AuthorOrganisation is null && (r.Author.Id == me.UserId || me.Holds(Permission.ReleaseAboveAmber)),
                r.AuthorOrganisation is null && me.Holds(Permission.ReleaseAboveAmber),
                r.AuthorOrganisation is null && me.MayRelease(r.Tlp) && !settings.NeedSecondApproval(r.Tlp)),
        })];
    }
}
