using System.Linq.Expressions;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Revisions;

/// <summary>A version of a text.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="At">When it was written.</param>
/// <param name="Author">Who wrote it; null when that is not known.</param>
/// <param name="Text">What it says.</param>
/// <param name="Changes">What was changed against the one before, word by word; empty for the first.</param>
public sealed record RevisionDetail(int Number, DateTimeOffset At, PersonName? Author, string Text, IReadOnlyList<TextPiece> Changes);

/// <summary>Lists the versions of a text, the newest first. A text that was never changed has one.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Type">Whose text: a comment, the case (its summary) or a participation (what was written for the partner).</param>
/// <param name="Id">The comment or participation; null for the case.</param>
/// <param name="Page">Which page; sorted by <c>at</c>.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record ListRevisionsQuery(string Reference, SubjectType Type, Guid? Id, PageRequest Page) : IQuery<Page<RevisionDetail>>;

internal sealed class ListRevisionsHandler(IAppDb db) : IQueryHandler<ListRevisionsQuery, Page<RevisionDetail>>
{
    private static readonly Dictionary<string, Expression<Func<Revision, DateTimeOffset>>> Sorts = new(StringComparer.Ordinal)
    {
        ["at"] = r => r.CreatedAt,
    };

    public async Task<Page<RevisionDetail>> Handle(ListRevisionsQuery query, CancellationToken cancellationToken)
    {
        var incident = await db.CaseIdAsync(query.Reference, cancellationToken);
        var id = query.Id ?? incident;
        var present = await PresentAsync(incident, query.Type, id, cancellationToken) ?? throw new NotFoundException();
        var (rows, next, count) = await Keyset.ReadAsync(
            db.Revisions.Where(r => r.IncidentId == incident && r.SubjectId == id && r.SubjectType == query.Type), query.Page, Sorts, "-at",
            r => new Row(
                r.Id, r.Number, r.CreatedAt, db.People.Where(p => p.Id == r.AuthorId).Select(p => new PersonName(p.Id, p.DisplayName)).FirstOrDefault(), r.Text,
                db.Revisions.Where(p => p.SubjectId == r.SubjectId && p.SubjectType == r.SubjectType && p.Number == r.Number - 1).Select(p => p.Text).FirstOrDefault()),
            (row, _) => (row.At, row.Id), cancellationToken);
        return rows.Count == 0 && query.Page.After is null
            ? new Page<RevisionDetail>([present], null, count is null ? null : 1)
            : new Page<RevisionDetail>(
                [.. rows.Select(r => new RevisionDetail(r.Number, r.At, r.Author, r.Text, r.Before is null ? [] : TextComparison.Compare(r.Before, r.Text)))], next, count);
    }

    private Task<RevisionDetail?> PresentAsync(Guid incidentId, SubjectType type, Guid id, CancellationToken cancellationToken) => type switch
    {
        SubjectType.Comment => FirstAsync(
            db.Comments.Where(c => c.IncidentId == incidentId && c.Id == id).Select(c => new Present(c.CreatedAt, c.AuthorId, c.Text)), cancellationToken),
        SubjectType.Incident => FirstAsync(
            db.Incidents.Where(i => i.Id == incidentId && i.Id == id).Select(i => new Present(i.CreatedAt, i.CreatedById, i.Summary)), cancellationToken),
        SubjectType.Participation => FirstAsync(
            db.Participations.Where(p => p.IncidentId == incidentId && p.Id == id).Select(p => new Present(p.NotifiedAt ?? p.CreatedAt, null, p.SharedSummary)), cancellationToken),
        _ => Task.FromResult<RevisionDetail?>(null),
    };

    private async Task<RevisionDetail?> FirstAsync(IQueryable<Present> source, CancellationToken cancellationToken)
    {
        if (await source.SingleOrDefaultAsync(cancellationToken) is not { } first)
        {
            return null;
        }

        var author = await db.People.Where(p => p.Id == first.AuthorId).Select(p => new PersonName(p.Id, p.DisplayName)).SingleOrDefaultAsync(cancellationToken);
        return new RevisionDetail(1, first.At, author, first.Text ?? string.Empty, []);
    }

    private sealed record Present(DateTimeOffset At, Guid? AuthorId, string? Text);

    private sealed record Row(Guid Id, int Number, DateTimeOffset At, PersonName? Author, string Text, string? Before);
}
