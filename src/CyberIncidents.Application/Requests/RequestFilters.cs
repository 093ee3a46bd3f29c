using System.Linq.Expressions;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Partners;
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

    /// <summary>Country of the partner, whichever side it is, ISO 3166-1 alpha-2.</summary>
    public string? Country { get; init; }

    /// <summary>Only those from or to this organisation.</summary>
    public Guid? Organisation { get; init; }

    /// <summary>Only tasks of authorities at home, or all but those.</summary>
    public bool? AtHome { get; init; }

    /// <summary>Only those that were answered and not given back.</summary>
    public bool Answered { get; init; }

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
        requests = filter.Answered ? requests.Where(r => r.AnsweredAt != null && r.Outcome != null) : requests;
        if ((filter.Direction ?? (filter.Waiting || filter.Silent || filter.Overdue ? RequestDirection.Outbound : null)) is { } direction)
        {
            requests = requests.Where(r => r.Direction == direction);
        }

        requests = filter.Untriaged ? requests.Where(Untriaged) : requests;
        requests = filter.Waiting ? requests.Where(RequestStanding.Waiting) : requests;
        requests = filter.Silent ? requests.Where(RequestStanding.Silent(now)) : requests;
        requests = filter.Overdue ? requests.Where(RequestStanding.Overdue(now)) : requests;
        return filter.Country is { } country
            ? requests.Where(r => db.Organisations.Any(o => o.Id == (r.Direction == RequestDirection.Inbound ? r.RequesterOrganisationId : r.RequestedOrganisationId) && o.Country == country))
            : requests;
    }
}
