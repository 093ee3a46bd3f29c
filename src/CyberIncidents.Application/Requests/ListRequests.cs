using System.Linq.Expressions;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Requests;

/// <summary>What a list of requests is filtered by; what is left out filters nothing.</summary>
public sealed record RequestFilter
{
    /// <summary>Any of these states.</summary>
    public IReadOnlyList<RequestState> State { get; init; } = [];

    /// <summary>Any of these kinds.</summary>
    public IReadOnlyList<RequestKind> Kind { get; init; } = [];

    /// <summary>Only waiting ones.</summary>
    public bool Waiting { get; init; }

    /// <summary>Only silent ones.</summary>
    public bool Silent { get; init; }

    /// <summary>Only overdue ones.</summary>
    public bool Overdue { get; init; }

    /// <summary>Country of the requested organisation, ISO 3166-1 alpha-2.</summary>
    public string? Country { get; init; }

    /// <summary>Only those of one case.</summary>
    public string? Incident { get; init; }
}

/// <summary>A request on the row of a list.</summary>
public sealed record RequestSummary
{
    /// <summary>The reference.</summary>
    public required string Reference { get; init; }

    /// <summary>The case, when there is one and the viewer sees it.</summary>
    public required string? IncidentReference { get; init; }

    /// <summary>The participation.</summary>
    public required Guid? ParticipationId { get; init; }

    /// <summary>Who asks whom.</summary>
    public required RequestDirection Direction { get; init; }

    /// <summary>What is asked.</summary>
    public required RequestKind Kind { get; init; }

    /// <summary>The subject.</summary>
    public required string Subject { get; init; }

    /// <summary>Where it stands.</summary>
    public required RequestState State { get; init; }

    /// <summary>How pressing.</summary>
    public required Urgency Urgency { get; init; }

    /// <summary>Its marking.</summary>
    public required Tlp Tlp { get; init; }

    /// <summary>The organisation that is asked.</summary>
    public required OrganisationName Requested { get; init; }

    /// <summary>Its country; null for an international body.</summary>
    public required string? Country { get; init; }

    /// <summary>When an answer is due.</summary>
    public required DateTimeOffset? DueAt { get; init; }

    /// <summary>When it was drafted.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was sent.</summary>
    public required DateTimeOffset? SentAt { get; init; }

    /// <summary>When it was answered or declined last.</summary>
    public required DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>How it was answered.</summary>
    public required AnswerOutcome? Outcome { get; init; }

    /// <summary>An answer is expected.</summary>
    public bool Waiting { get; init; }

    /// <summary>Nothing has come, and half the time is gone; not "nothing found".</summary>
    public bool Silent { get; init; }

    /// <summary>Past due.</summary>
    public bool Overdue { get; init; }

    internal Guid Id { get; init; }
}

/// <summary>Lists the requests that the viewer may see.</summary>
/// <param name="Filter">Which.</param>
/// <param name="Page">Which page; sorted by <c>createdAt</c>.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record ListRequestsQuery(RequestFilter Filter, PageRequest Page) : IQuery<Page<RequestSummary>>;

internal sealed class ListRequestsHandler(IAppDb db, TimeProvider time) : IQueryHandler<ListRequestsQuery, Page<RequestSummary>>
{
    internal static readonly Dictionary<string, Expression<Func<Request, DateTimeOffset>>> Sorts = new(StringComparer.Ordinal)
    {
        ["createdAt"] = r => r.CreatedAt,
    };

    public async Task<Page<RequestSummary>> Handle(ListRequestsQuery query, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var source = db.Requests.Where(query.Filter, db, now);
        if (query.Filter.Incident is { } reference)
        {
            var id = await db.CaseIdAsync(reference, cancellationToken);
            source = source.Where(r => r.IncidentId == id);
        }

        var (rows, next, count) = await Keyset.ReadAsync(
            source, query.Page, Sorts, "-createdAt",
            r => new RequestSummary
            {
                Id = r.Id,
                Reference = r.Reference,
                IncidentReference = db.Incidents.Where(i => i.Id == r.IncidentId).Select(i => i.Reference).FirstOrDefault(),
                ParticipationId = r.ParticipationId,
                Direction = r.Direction,
                Kind = r.Kind,
                Subject = r.Subject,
                State = r.State,
                Urgency = r.Urgency,
                Tlp = r.Tlp,
                Requested = db.Organisations.Where(o => o.Id == r.RequestedOrganisationId).Select(o => new OrganisationName(o.Id, o.Name)).First(),
                Country = db.Organisations.Where(o => o.Id == r.RequestedOrganisationId).Select(o => o.Country).FirstOrDefault(),
                DueAt = r.DueAt,
                CreatedAt = r.CreatedAt,
                SentAt = r.SentAt,
                AnsweredAt = r.AnsweredAt,
                Outcome = r.Outcome,
            },
            (row, _) => (row.CreatedAt, row.Id),
            cancellationToken);
        return new Page<RequestSummary>(await StandAsync(rows, now, cancellationToken), next, count);
    }

    private async Task<IReadOnlyList<RequestSummary>> StandAsync(
        IReadOnlyList<RequestSummary> rows, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var standing = await db.StandingAsync([.. rows.Select(r => r.Id)], now, cancellationToken);
        return [.. rows.Select(r => r with
        {
            Waiting = standing.Waiting.Contains(r.Id),
            Silent = standing.Silent.Contains(r.Id),
            Overdue = standing.Overdue.Contains(r.Id),
        })];
    }
}

/// <summary>Which of some requests are waiting, silent, overdue.</summary>
internal sealed record Standing(IReadOnlySet<Guid> Waiting, IReadOnlySet<Guid> Silent, IReadOnlySet<Guid> Overdue);

/// <summary>The filters of a list of requests, also behind the numbers of the dashboard.</summary>
internal static class RequestFilters
{
    public static IQueryable<Request> Where(this IQueryable<Request> requests, RequestFilter filter, IAppDb db, DateTimeOffset now)
    {
        if (filter.State.Count > 0)
        {
            requests = requests.Where(r => filter.State.Contains(r.State));
        }

        if (filter.Kind.Count > 0)
        {
            requests = requests.Where(r => filter.Kind.Contains(r.Kind));
        }

        requests = filter.Waiting ? requests.Where(RequestStanding.Waiting) : requests;
        requests = filter.Silent ? requests.Where(RequestStanding.Silent(now)) : requests;
        requests = filter.Overdue ? requests.Where(RequestStanding.Overdue(now)) : requests;
        return filter.Country is { } country
            ? requests.Where(r => db.Organisations.Any(o => o.Id == r.RequestedOrganisationId && o.Country == country))
            : requests;
    }

    public static async Task<Standing> StandingAsync(
        this IAppDb db, IReadOnlyList<Guid> ids, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var these = db.Requests.Where(r => ids.Contains(r.Id));
        return new Standing(
            await IdsAsync(these.Where(RequestStanding.Waiting), cancellationToken),
            await IdsAsync(these.Where(RequestStanding.Silent(now)), cancellationToken),
            await IdsAsync(these.Where(RequestStanding.Overdue(now)), cancellationToken));
    }

    private static async Task<IReadOnlySet<Guid>> IdsAsync(IQueryable<Request> requests, CancellationToken cancellationToken) =>
        (await requests.Select(r => r.Id).ToListAsync(cancellationToken)).ToHashSet();
}
