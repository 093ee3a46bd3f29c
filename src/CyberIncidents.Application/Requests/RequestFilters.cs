using System.Linq.Expressions;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Partners;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.Requests;
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

    /// <summary>
    /// Who asks whom; null for both. Waiting, silent and overdue mean what partners owe us unless it is said that a partner asks.
    /// </summary>
    public RequestDirection? Direction { get; init; }

    /// <summary>Only what a partner asks of us, runs, and nobody of ours has taken.</summary>
    public bool Untriaged { get; init; }

    /// <summary>Country of the other side, ISO 3166-1 alpha-2.</summary>
    public string? Country { get; init; }

    /// <summary>With <see cref="Country"/>: only where the other side is no operator of a platform, which is no state.</summary>
    public bool StatesOnly { get; init; }

    /// <summary>Only those sent at or after.</summary>
    public DateTimeOffset? SentFrom { get; init; }

    /// <summary>Only those that were answered or declined and not given back.</summary>
    public bool Answered { get; init; }

    /// <summary>Only those answered by their due instant; false for those answered after it, or past it and not answered.</summary>
    public bool? OnTime { get; init; }

    /// <summary>Only those answered and declined on this ground.</summary>
    public string? Ground { get; init; }

    /// <summary>Only those from or to this organisation.</summary>
    public Guid? Organisation { get; init; }

    /// <summary>Only tasks of authorities at home, or all but those.</summary>
    public bool? AtHome { get; init; }

    /// <summary>Who of ours answers for it.</summary>
    public Guid? Owner { get; init; }

    /// <summary>Only those of one case.</summary>
    public string? Incident { get; init; }
}

/// <summary>The filters of a list of requests, also behind the numbers of the dashboard.</summary>
internal static class RequestFilters
{
    /// <summary>What a partner asks of us and nobody of ours has taken; it runs.</summary>
    public static Expression<Func<Request, bool>> Untriaged { get; } = r => r.Direction == RequestDirection.Inbound && r.OwnerId == null;

    public static IQueryable<Request> Where(this IQueryable<Request> requests, RequestFilter filter, IAppDb db, DateTimeOffset now)
    {
        if (filter.Waiting || filter.Silent || filter.Overdue || filter.Untriaged || (filter.State.Count > 0 && filter.State.All(RequestStanding.RunningStates.Contains)))
        {
            requests = requests.Where(RequestStanding.Running);
        }

        if (filter.State.Count > 0)
        {
            requests = requests.Where(r => filter.State.Contains(r.State));
        }

        if (filter.Kind.Count > 0)
        {
            requests = requests.Where(r => filter.Kind.Contains(r.Kind));
        }

        if (filter.Owner is { } owner)
        {
            requests = requests.Where(r => r.OwnerId == owner);
        }

        if (filter.Organisation is { } organisation)
        {
            requests = requests.Where(r => r.RequestedOrganisationId == organisation || r.RequesterOrganisationId == organisation);
        }

        requests = filter.AtHome is { } atHome ? requests.WhereAtHome(db, atHome) : requests;
        if ((filter.Direction ?? (filter.Waiting || filter.Silent || filter.Overdue ? RequestDirection.Outbound : null)) is { } direction)
        {
            requests = requests.Where(r => r.Direction == direction);
        }

        requests = filter.Untriaged ? requests.Where(Untriaged) : requests;
        requests = filter.Waiting ? requests.Where(RequestStanding.Waiting) : requests;
        requests = filter.Silent ? requests.Where(RequestStanding.Silent(now)) : requests;
        requests = filter.Overdue ? requests.Where(RequestStanding.Overdue(now)) : requests;
        return requests.WhereAnswered(filter, now).WhereBetween(filter, db);
    }

    private static IQueryable<Request> WhereAnswered(this IQueryable<Request> requests, RequestFilter filter, DateTimeOffset now)
    {
        requests = filter.SentFrom is { } from ? requests.Where(r => r.SentAt >= from) : requests;
        requests = filter.Answered || filter.Ground is not null ? requests.Where(RequestStanding.Answered) : requests;
        requests = filter.Ground is { } ground ? requests.Where(r => r.DeclineGround == ground) : requests;
        return filter.OnTime switch
        {
            true => requests.Where(RequestStanding.OnTime),
            false => requests.Where(RequestStanding.Late(now)),
            null => requests,
        };
    }

    /// <summary>The other side is the one that is not ours.</summary>
    private static IQueryable<Request> WhereBetween(this IQueryable<Request> requests, RequestFilter filter, IAppDb db)
    {
        if (filter.Country is not { } country)
        {
            return requests;
        }

        var there = db.Organisations.Where(o => o.Country == country && !o.IsHome);
        // Of states only: an operator of a platform is none, and the circle at home is counted apart.
        there = filter.StatesOnly
            ? there.Where(o => o.Kind != OrganisationKind.PlatformOperator && !db.Organisations.Any(h => h.IsHome && h.Country == o.Country))
            : there;
        var ids = there.Select(o => o.Id);
        return filter.Direction switch
        {
            RequestDirection.Outbound => requests.Where(r => ids.Contains(r.RequestedOrganisationId)),
            RequestDirection.Inbound => requests.Where(r => ids.Contains(r.RequesterOrganisationId)),
            _ => requests.Where(r => ids.Contains(r.RequestedOrganisationId) || ids.Contains(r.RequesterOrganisationId)),
        };
    }
}
