using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Partners;
using CyberIncidents.Domain.Requests;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Dashboards;

/// <summary>What the tasks of one organisation at home come to.</summary>
/// <param name="Organisation">Whose they are.</param>
/// <param name="Open">Those on which an answer is expected.</param>
/// <param name="Overdue">Of these, those past due.</param>
/// <param name="Answered">Those that were answered and not given back.</param>
/// <param name="MedianHours">How long these took from sending to answer: the median, in hours; null where none was answered.</param>
public sealed record HomeFigure(OrganisationName Organisation, Figure Open, Figure Overdue, Figure Answered, double? MedianHours);

/// <summary>Reads the figures of the circle at home, by organisation. No figure of a country holds any of it.</summary>
[RequirePermission(Permission.ReadDashboard)]
public sealed record GetHomeFiguresQuery : IQuery<Page<HomeFigure>>;

internal sealed class GetHomeFiguresHandler(IAppDb db, HomeSettings home, TimeProvider time) : IQueryHandler<GetHomeFiguresQuery, Page<HomeFigure>>
{
    private const string Requests = "/api/v1/requests";

    public async Task<Page<HomeFigure>> Handle(GetHomeFiguresQuery query, CancellationToken cancellationToken)
    {
        var tasks = db.Requests.WhereAtHome(db, atHome: true);
        var open = await OpenAsync(tasks, cancellationToken);
        var answered = await tasks.Where(RequestStanding.Answered)
            .Select(r => new Answered(r.RequestedOrganisationId, r.SentAt!.Value, r.AnsweredAt!.Value)).ToListAsync(cancellationToken);
        var byOrganisation = answered.ToLookup(a => a.OrganisationId, a => a.At - a.SentAt);
        var ids = open.Select(o => o.OrganisationId).Union(byOrganisation.Select(a => a.Key)).ToList();
        var names = await db.StakeholdersOf(home.Country).Where(o => ids.Contains(o.Id)).OrderBy(o => o.Name).ThenBy(o => o.Id)
            .Select(o => new OrganisationName(o.Id, o.Name)).ToListAsync(cancellationToken);
        return new Page<HomeFigure>(
            [.. names.Select(n => Of(n, open.Find(o => o.OrganisationId == n.Id), [.. byOrganisation[n.Id]]))], null);
    }

    private static HomeFigure Of(OrganisationName organisation, Open? open, List<TimeSpan> took)
    {
        var list = $"{Requests}?organisation={organisation.Id}";
        return new HomeFigure(
            organisation,
            new Figure("open", open?.Count ?? 0, $"{list}&waiting=true"),
            new Figure("overdue", open?.Overdue ?? 0, $"{list}&overdue=true"),
            new Figure("answered", took.Count, $"{list}&answered=true"),
            Median.HoursOf(took) is { } hours ? Math.Round(hours, 1) : null);
    }

    private Task<List<Open>> OpenAsync(IQueryable<Request> tasks, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return tasks.Where(RequestStanding.Running).Where(RequestStanding.Waiting)
            .GroupBy(r => r.RequestedOrganisationId)
            .Select(g => new Open(g.Key, g.Count(), g.AsQueryable().Count(RequestStanding.Overdue(now))))
            .ToListAsync(cancellationToken);
    }

    private sealed record Open(Guid OrganisationId, int Count, int Overdue);

    private sealed record Answered(Guid OrganisationId, DateTimeOffset SentAt, DateTimeOffset At);
}
