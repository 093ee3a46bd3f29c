using CyberIncidents.Application.Common.Ports;
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

    /// <summary>Only open cases: Reported, Triaged, Active, OnHold; false for the others.</summary>
    public bool? Open { get; init; }

    /// <summary>Closed, rejected or marked a duplicate at or after.</summary>
    public DateTimeOffset? ClosedFrom { get; init; }

    /// <summary>Closed, rejected or marked a duplicate before.</summary>
    public DateTimeOffset? ClosedTo { get; init; }

    /// <summary>Words of reference, title or summary.</summary>
    public string? Q { get; init; }
}

/// <summary>The filters of a list of cases, also behind the numbers of the dashboard.</summary>
internal static class IncidentFilters
{
    public static IQueryable<Incident> Where(this IQueryable<Incident> cases, IncidentFilter filter, IAppDb db, DateTimeOffset now)
    {
        cases = cases.WhereStatus(filter.Status, filter.Open).WhereMarked(filter).WhereNamed(filter);
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

    /// <summary>The partners that figures by country count: foreign state organisations that were not taken out; nobody at home.</summary>
    public static IQueryable<Participation> ForeignStates(this IAppDb db) =>
        db.Participations.Where(p => p.Country != null && p.State != ParticipationState.Withdrawn
            && !db.Organisations.Any(h => h.IsHome && h.Country == p.Country)
            && (p.OrganisationId == null
                || db.Organisations.Any(o => o.Id == p.OrganisationId && o.Kind != OrganisationKind.PlatformOperator)));

    private static IQueryable<Incident> WhereMarked(this IQueryable<Incident> cases, IncidentFilter filter)
    {
        if (filter.Severity.Count > 0)
        {
            cases = cases.Where(i => filter.Severity.Contains(i.Severity));
        }

        return filter.Tlp.Count > 0 ? cases.Where(i => filter.Tlp.Contains(i.Tlp)) : cases;
    }

    private static IQueryable<Incident> WhereNamed(this IQueryable<Incident> cases, IncidentFilter filter)
    {
        if (filter.Classification?.Split('/', 2) is { } classification)
        {
            cases = cases.Where(i => i.ClassCode == classification[0]);
            cases = classification.Length > 1 ? cases.Where(i => i.TypeCode == classification[1]) : cases;
        }

        if (filter.TerroristUse is { } use)
        {
            cases = cases.Where(i => i.TerroristUse.Contains(use));
        }

        return filter.Tag is { } tag ? cases.Where(i => i.Tags.Contains(tag)) : cases;
    }

    /// <summary>Open and ended cases have an index each, which only their own condition reaches; it is named beside a narrower one.</summary>
    private static IQueryable<Incident> WhereStatus(this IQueryable<Incident> cases, IReadOnlyList<IncidentStatus> wanted, bool? open)
    {
        if (open == true || (wanted.Count > 0 && wanted.All(IncidentLifecycle.IsOpen)))
        {
            cases = cases.Where(IncidentLifecycle.IsOpenCase);
        }

        if (open == false || (wanted.Count > 0 && !wanted.Any(IncidentLifecycle.IsOpen)))
        {
            cases = cases.Where(IncidentLifecycle.IsEndedCase);
        }

        return wanted.Count == 0 || wanted.ToHashSet().SetEquals(IncidentLifecycle.Open) ? cases : cases.Where(i => wanted.Contains(i.Status));
    }

    private static IQueryable<Incident> WhereTimes(this IQueryable<Incident> cases, IncidentFilter filter)
    {
        if (filter.From is { } from)
        {
            cases = cases.Where(i => i.CreatedAt >= from);
        }

        if (filter.To is { } to)
        {
            cases = cases.Where(i => i.CreatedAt < to);
        }

        if (filter.ClosedFrom is { } closedFrom)
        {
            cases = cases.Where(i => i.ClosedAt >= closedFrom);
        }

        return filter.ClosedTo is { } closedTo ? cases.Where(i => i.ClosedAt < closedTo) : cases;
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

        if (filter.Overdue is { } overdue)
        {
            cases = WhereRequest(cases, overdue, db.Requests.Where(RequestStanding.Overdue(now)));
        }

        return filter.Silent is { } silent ? WhereRequest(cases, silent, db.Requests.Where(RequestStanding.Silent(now))) : cases;
    }

    private static IQueryable<Incident> WhereRequest(IQueryable<Incident> cases, bool wanted, IQueryable<Request> requests)
    {
        var outbound = requests.Where(r => r.Direction == RequestDirection.Outbound && r.IncidentId != null).Select(r => r.IncidentId!.Value);
        return wanted ? cases.Where(i => outbound.Contains(i.Id)) : cases.Where(i => !outbound.Contains(i.Id));
    }
}
