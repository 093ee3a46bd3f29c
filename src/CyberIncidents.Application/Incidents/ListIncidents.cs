using System.Linq.Expressions;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Incidents;

/// <summary>What a list of cases is filtered by; what is left out filters nothing.</summary>
public sealed record IncidentFilter
{
    /// <summary>Any of these states.</summary>
    public IReadOnlyList<IncidentStatus> Status { get; init; } = [];

    /// <summary>Any of these severities.</summary>
    public IReadOnlyList<Severity> Severity { get; init; } = [];

    /// <summary>A class, or class and type as <c>fraud/phishing</c>.</summary>
    public string? Classification { get; init; }

    /// <summary>One category of terrorist use.</summary>
    public string? TerroristUse { get; init; }

    /// <summary>A country with a foreign state organisation among the partners, ISO 3166-1 alpha-2.</summary>
    public string? Country { get; init; }

    /// <summary>The owner; with <see cref="Unowned"/>, nobody.</summary>
    public Guid? Owner { get; init; }

    /// <summary>Only cases that nobody owns.</summary>
    public bool Unowned { get; init; }

    /// <summary>Any of these markings.</summary>
    public IReadOnlyList<Tlp> Tlp { get; init; } = [];

    /// <summary>One tag.</summary>
    public string? Tag { get; init; }

    /// <summary>An outbound request of it is overdue.</summary>
    public bool? Overdue { get; init; }

    /// <summary>An outbound request of it is silent.</summary>
    public bool? Silent { get; init; }

    /// <summary>Logged at or after.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Logged before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Words of reference, title or summary.</summary>
    public string? Q { get; init; }
}

/// <summary>Lists the cases that the viewer may see.</summary>
/// <param name="Filter">Which.</param>
/// <param name="Page">Which page; sorted by <c>createdAt</c> or <c>updatedAt</c>.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record ListIncidentsQuery(IncidentFilter Filter, PageRequest Page) : IQuery<Page<IncidentSummary>>;

internal sealed class ListIncidentsHandler(IAppDb db, TimeProvider time) : IQueryHandler<ListIncidentsQuery, Page<IncidentSummary>>
{
    private static readonly Dictionary<string, Expression<Func<Incident, DateTimeOffset>>> Sorts = new(StringComparer.Ordinal)
    {
        ["createdAt"] = i => i.CreatedAt,
        ["updatedAt"] = i => i.UpdatedAt,
    };

    public async Task<Page<IncidentSummary>> Handle(ListIncidentsQuery query, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (rows, next, count) = await Keyset.ReadAsync(
            db.Incidents.Where(query.Filter, db, now), query.Page, Sorts, "-createdAt",
            i => new IncidentSummary
            {
                Id = i.Id,
                Reference = i.Reference,
                Title = i.Title,
                Status = i.Status,
                Severity = i.Severity,
                Tlp = i.Tlp,
                Classification = new Classification(i.ClassCode, i.TypeCode),
                TerroristUse = i.TerroristUse,
                Owner = db.People.Where(p => p.Id == i.OwnerId).Select(p => new PersonName(p.Id, p.DisplayName)).FirstOrDefault(),
                Tags = i.Tags,
                CreatedAt = i.CreatedAt,
                UpdatedAt = i.UpdatedAt,
            },
            (row, sort) => (sort == "createdAt" ? row.CreatedAt : row.UpdatedAt, row.Id),
            cancellationToken);
        var pills = await PillsAsync([.. rows.Select(r => r.Id)], now, cancellationToken);
        return new Page<IncidentSummary>([.. rows.Select(r => r with { Partners = [.. pills[r.Id]] })], next, count);
    }

    private async Task<ILookup<Guid, PartnerPill>> PillsAsync(IReadOnlyList<Guid> ids, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var pills = await db.Participations.Where(p => ids.Contains(p.IncidentId)).OrderBy(p => p.CreatedAt).ThenBy(p => p.Id)
            .Select(p => new
            {
                p.IncidentId,
                p.Id,
                p.Country,
                Organisation = db.Organisations.Where(o => o.Id == p.OrganisationId).Select(o => new OrganisationName(o.Id, o.Name)).FirstOrDefault(),
                p.State,
            })
            .ToListAsync(cancellationToken);
        var requests = db.Requests.Where(r => r.IncidentId != null && ids.Contains(r.IncidentId.Value) && r.ParticipationId != null);
        var waiting = await CountsAsync(requests.Where(RequestStanding.Waiting), cancellationToken);
        var silent = await CountsAsync(requests.Where(RequestStanding.Silent(now)), cancellationToken);
        var overdue = await CountsAsync(requests.Where(RequestStanding.Overdue(now)), cancellationToken);
        return pills.ToLookup(
            p => p.IncidentId,
            p => new PartnerPill(
                p.Id, p.Country, p.Organisation, p.State,
                waiting.GetValueOrDefault(p.Id), silent.GetValueOrDefault(p.Id), overdue.GetValueOrDefault(p.Id)));
    }

    private static Task<Dictionary<Guid, int>> CountsAsync(IQueryable<Request> requests, CancellationToken cancellationToken) =>
        requests.GroupBy(r => r.ParticipationId!.Value).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
}

/// <summary>The filters of a list of cases, also behind the numbers of the dashboard.</summary>
internal static class IncidentFilters
{
    public static IQueryable<Incident> Where(this IQueryable<Incident> cases, IncidentFilter filter, IAppDb db, DateTimeOffset now)
    {
        if (filter.Status.Count > 0)
        {
            cases = cases.Where(i => filter.Status.Contains(i.Status));
        }

        if (filter.Severity.Count > 0)
        {
            cases = cases.Where(i => filter.Severity.Contains(i.Severity));
        }

        if (filter.Tlp.Count > 0)
        {
            cases = cases.Where(i => filter.Tlp.Contains(i.Tlp));
        }

        if (filter.Classification?.Split('/', 2) is { } classification)
        {
            cases = cases.Where(i => i.ClassCode == classification[0]);
            cases = classification.Length > 1 ? cases.Where(i => i.TypeCode == classification[1]) : cases;
        }

        if (filter.TerroristUse is { } use)
        {
            cases = cases.Where(i => i.TerroristUse.Contains(use));
        }

        if (filter.Tag is { } tag)
        {
            cases = cases.Where(i => i.Tags.Contains(tag));
        }

        if (filter.Owner is { } owner)
        {
            cases = cases.Where(i => i.OwnerId == owner);
        }

        if (filter.Unowned)
        {
            cases = cases.Where(i => i.OwnerId == null);
        }

        return cases.WhereTimes(filter).WhereText(filter.Q).WherePartners(filter, db, now);
    }

    /// <summary>The partners that figures by country count: foreign state organisations that were not taken out.</summary>
    public static IQueryable<Participation> ForeignStates(this IAppDb db) =>
        db.Participations.Where(p => p.Country != null && p.State != ParticipationState.Withdrawn
            && (p.OrganisationId == null
                || db.Organisations.Any(o => o.Id == p.OrganisationId && o.Kind != OrganisationKind.PlatformOperator)));

    private static IQueryable<Incident> WhereTimes(this IQueryable<Incident> cases, IncidentFilter filter)
    {
        if (filter.From is { } from)
        {
            cases = cases.Where(i => i.CreatedAt >= from);
        }

        return filter.To is { } to ? cases.Where(i => i.CreatedAt < to) : cases;
    }

    private static IQueryable<Incident> WhereText(this IQueryable<Incident> cases, string? q)
    {
        foreach (var word in Incident.Normalise(q ?? string.Empty).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(10))
        {
            cases = cases.Where(i => i.SearchText.Contains(word));
        }

        return cases;
    }

    private static IQueryable<Incident> WherePartners(this IQueryable<Incident> cases, IncidentFilter filter, IAppDb db, DateTimeOffset now)
    {
        if (filter.Country is { } country)
        {
            var there = db.ForeignStates().Where(p => p.Country == country).Select(p => p.IncidentId);
            cases = cases.Where(i => there.Contains(i.Id));
        }

        cases = WhereRequest(cases, filter.Overdue, db.Requests.Where(RequestStanding.Overdue(now)));
        return WhereRequest(cases, filter.Silent, db.Requests.Where(RequestStanding.Silent(now)));
    }

    private static IQueryable<Incident> WhereRequest(IQueryable<Incident> cases, bool? wanted, IQueryable<Request> requests)
    {
        var outbound = requests.Where(r => r.Direction == RequestDirection.Outbound && r.IncidentId != null).Select(r => r.IncidentId!.Value);
        return wanted switch
        {
            true => cases.Where(i => outbound.Contains(i.Id)),
            false => cases.Where(i => !outbound.Contains(i.Id)),
            null => cases,
        };
    }
}
