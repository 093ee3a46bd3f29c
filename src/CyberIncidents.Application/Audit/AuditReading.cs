using System.Text.Json;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Auditing;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Audit;

/// <summary>What is wanted of a history.</summary>
/// <param name="Page">Which page; <c>after</c> is the id of the last line of the page before.</param>
/// <param name="About">Only lines on this kind of thing; null for all.</param>
/// <param name="NewestFirst">Whether the last line comes first.</param>
internal sealed record AuditWish(PageRequest Page, SubjectType? About, bool NewestFirst);

/// <summary>Reads the lines of one chain in one way.</summary>
internal sealed class AuditReading(IAppDb db)
{
    /// <summary>A page of what the viewer may see of a chain.</summary>
    /// <param name="visible">The lines of one chain whose subjects the viewer sees now.</param>
    /// <param name="wish">What is wanted.</param>
    /// <param name="named">Whether the viewer is one of the persons who read what was written while it was RED.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Page<AuditLineDetail>> ReadAsync(IQueryable<AuditEntry> visible, AuditWish wish, Func<Task<bool>> named, CancellationToken cancellationToken)
    {
        var after = await AfterAsync(visible, wish.Page.After, cancellationToken);
        if (wish.Page.Sort is not null || wish.Page.Count is not null)
        {
            throw new InvalidInputException(wish.Page.Sort is null ? "count" : "sort", "History is read in its order, and not counted.");
        }

        var limit = wish.Page.EffectiveLimit;
        var lines = await Ordered(visible, wish, after).Take(limit + 1)
            .Select(a => new
            {
                a.Id,
                a.At,
                Actor = db.People.Where(p => p.Id == a.ActorId).Select(p => new PersonName(p.Id, p.DisplayName)).FirstOrDefault(),
                a.Action,
                a.SubjectType,
                a.SubjectId,
                a.Payload,
                a.Tlp,
                a.CorrelationId,
            })
            .ToListAsync(cancellationToken);
        // What was written while it was RED stays with the persons who were named, whatever the marking is now.
        var readsRed = await named();
        var page = lines.Take(limit)
            .Select(a => new AuditLineDetail(
                a.Id, a.At, a.Actor, a.Action, a.SubjectType, a.SubjectId,
                a.Payload is null || (a.Tlp == Tlp.Red && !readsRed) ? null : JsonElement.Parse(a.Payload), a.CorrelationId))
            .ToList();
        var names = await AuditNames.ReadAsync(db, page, cancellationToken);
        page = [.. page.Select(a => a with { Subject = names.GetValueOrDefault(a.SubjectId) })];
        return new Page<AuditLineDetail>(page, lines.Count > limit ? page[^1].Id.ToString("N") : null);
    }

    private static IQueryable<AuditEntry> Ordered(IQueryable<AuditEntry> lines, AuditWish wish, long? after)
    {
        if (wish.About is { } about)
        {
            var type = about.ToString();
            lines = lines.Where(a => a.SubjectType == type);
        }

        if (after is { } last)
        {
            lines = wish.NewestFirst ? lines.Where(a => a.Sequence < last) : lines.Where(a => a.Sequence > last);
        }

        return wish.NewestFirst ? lines.OrderByDescending(a => a.Sequence) : lines.OrderBy(a => a.Sequence);
    }

    private static async Task<long?> AfterAsync(IQueryable<AuditEntry> visible, string? after, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(after))
        {
            return null;
        }

        return Guid.TryParseExact(after, "N", out var id)
            && await visible.Where(a => a.Id == id).Select(a => (long?)a.Sequence).SingleOrDefaultAsync(cancellationToken) is { } sequence
                ? sequence
                : throw new InvalidInputException("after", "Not a cursor of this list.");
    }
}
