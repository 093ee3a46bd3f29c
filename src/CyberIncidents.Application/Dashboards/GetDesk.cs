using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.FollowUps;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Requests;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Dashboards;

/// <summary>Reads the desk.</summary>
/// <param name="Mine">
/// Only what the viewer answers for: assigned follow-ups, own requests, and those of own cases. New reports and cases that
/// nobody owns are everybody's.
/// </param>
[RequirePermission(Permission.ReadCases)]
public sealed record GetDeskQuery(bool Mine) : IQuery<Desk>;

internal sealed class GetDeskHandler(IAppDb db, FollowUpSubjects subjects, IViewerAccessor viewer, DeskApprovals approvals, HomeSettings home, TimeProvider time) : IQueryHandler<GetDeskQuery, Desk>
{
    private const int Days = 7;
    private const int DueRows = 8;
    private const int Rows = 6;

    public async Task<Desk> Handle(GetDeskQuery query, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        Guid? mine = query.Mine ? viewer.Required.UserId : null;
        var today = Zones.DateOf(now, home.TimeZone);
        var bounds = Enumerable.Range(0, Days + 1).Select(d => Zones.StartOf(today.AddDays(d), home.TimeZone)).ToList();
        var due = new DeskDue(db, subjects, mine, home.TimeZone, now);
        var keys = await due.KeysAsync(cancellationToken);
        var inWeek = keys.Where(k => k.At < bounds[^1]).ToList();
        var days = Enumerable.Range(0, Days).Select(d => inWeek.Where(k => k.At >= bounds[d] && k.At < bounds[d + 1]).ToList()).ToList();
        var soonest = Soonest(keys, now);
        var overdue = inWeek.Count(k => k.Overdue);
        var items = await due.ItemsAsync([.. days.SelectMany(d => d.Take(3)), .. soonest], cancellationToken);
        return new Desk(
            now, home.TimeZone, overdue, inWeek.Count - overdue, inWeek.Count(k => k.At < bounds[0]),
            [.. days.Select((d, i) => new DeskDay(today.AddDays(i), d.Count, DeskDue.Pick(items, d.Take(3))))],
            new DeskList<DeskItem>(keys.Count, DeskDue.Pick(items, soonest)),
            await SilentAsync(mine, now, cancellationToken),
            await CameBackAsync(mine, now, Zones.StartOf(today.AddDays(-1), home.TimeZone), cancellationToken),
            await CasesAsync(db.Incidents.Where(IncidentLifecycle.IsOpenCase).Where(i => i.Status == IncidentStatus.Reported), newest: true, cancellationToken),
            await CasesAsync(db.Incidents.Where(IncidentLifecycle.IsOpenCase).Where(i => i.Status != IncidentStatus.Reported && i.OwnerId == null), newest: false, cancellationToken))
        {
            ToApprove = await approvals.ReadAsync(cancellationToken),
            AskedOfUs = await AskedOfUsAsync(mine, now, cancellationToken),
        };
    }

    /// <summary>What ran out first, and what runs out next: however much is late, half of the rows are for what can still be met.</summary>
    private static List<DueKey> Soonest(IReadOnlyList<DueKey> keys, DateTimeOffset now)
    {
        var late = keys.Count(k => k.At < now);
        var shown = Math.Min(late, Math.Max(DueRows / 2, DueRows - (keys.Count - late)));
        return [.. keys.Take(shown), .. keys.Skip(late).Take(DueRows - shown)];
    }

    private async Task<DeskList<DeskRequest>> SilentAsync(Guid? mine, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var silent = db.Requests.Where(RequestStanding.Running).Where(RequestStanding.Silent(now))
            .Where(r => r.Direction == RequestDirection.Outbound).Of(mine, db);
        var total = await silent.CountAsync(cancellationToken);
        return new DeskList<DeskRequest>(
            total, total == 0 ? [] : await RequestsAsync(silent.OrderBy(r => r.SilentFrom).ThenBy(r => r.Id), now, cancellationToken));
    }

    /// <summary>What partners ask of us: first what nobody has taken, then what is due soonest; on one's own desk no other's.</summary>
    private async Task<DeskList<DeskAsked>> AskedOfUsAsync(Guid? mine, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var asked = db.Requests.Where(RequestStanding.Running)
            .Where(r => r.Direction == RequestDirection.Inbound && r.State != RequestState.ClarificationAsked && (mine == null || r.OwnerId == null || r.OwnerId == mine));
        var total = await asked.CountAsync(cancellationToken);
        if (total == 0)
        {
            return new DeskList<DeskAsked>(0, []);
        }

        var rows = await asked.OrderBy(r => r.OwnerId != null).ThenBy(r => r.DueAt ?? Keyset.Never).ThenBy(r => r.Id).Take(Rows)
            .Select(r => new DeskAsked
            {
                Reference = r.Reference,
                Subject = r.Subject,
                Kind = r.Kind,
                Tlp = r.Tlp,
                Urgency = r.OurUrgency ?? r.Urgency,
                Organisation = db.Organisations.Where(o => o.Id == r.RequesterOrganisationId).Select(o => new OrganisationName(o.Id, o.Name)).First(),
                Country = db.Organisations.Where(o => o.Id == r.RequesterOrganisationId).Select(o => o.Country).FirstOrDefault(),
                Owner = db.People.Where(p => p.Id == r.OwnerId).Select(p => new PersonName(p.Id, p.DisplayName)).FirstOrDefault(),
                SentAt = r.SentAt!.Value,
                DueAt = r.DueAt,
            })
            .ToListAsync(cancellationToken);
        return new DeskList<DeskAsked>(total, [.. rows.Select(r => r with { Overdue = r.DueAt < now && r.Kind != RequestKind.ForInformation })]);
    }

    /// <summary>What came since an instant and waits for us; what was checked already is no work.</summary>
    private async Task<DeskList<DeskRequest>> CameBackAsync(Guid? mine, DateTimeOffset now, DateTimeOffset since, CancellationToken cancellationToken)
    {
        // It begins at what was said lately, which is little.
        var said = db.RequestEntries
            .Where(e => e.CreatedAt >= since && (e.Move == RequestMove.Answer || e.Move == RequestMove.Decline || e.Move == RequestMove.Ask))
            .Select(e => e.RequestId);
        var back = db.Requests
            .Where(r => said.Contains(r.Id) && r.Direction == RequestDirection.Outbound
                && (r.State == RequestState.Answered || r.State == RequestState.Declined || r.State == RequestState.ClarificationAsked))
            .Of(mine, db);
        var total = await back.CountAsync(cancellationToken);
        if (total == 0)
        {
            return new DeskList<DeskRequest>(0, []);
        }

        var newest = back.OrderByDescending(r => db.RequestEntries.Where(e => e.RequestId == r.Id).Max(e => e.CreatedAt)).ThenBy(r => r.Id);
        return new DeskList<DeskRequest>(total, await RequestsAsync(newest, now, cancellationToken));
    }

    private async Task<IReadOnlyList<DeskRequest>> RequestsAsync(IOrderedQueryable<Request> requests, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var theirs = db.RequestEntries.Where(e => e.Move == RequestMove.Answer || e.Move == RequestMove.Decline || e.Move == RequestMove.Ask);
        var rows = await requests.Take(Rows)
            .Select(r => new DeskRequest
            {
                Reference = r.Reference,
                IncidentReference = db.Incidents.Where(i => i.Id == r.IncidentId).Select(i => i.Reference).FirstOrDefault(),
                Subject = r.Subject,
                Kind = r.Kind,
                Tlp = r.Tlp,
                Organisation = db.Organisations.Where(o => o.Id == r.RequestedOrganisationId).Select(o => new OrganisationName(o.Id, o.Name)).First(),
                Country = db.Organisations.Where(o => o.Id == r.RequestedOrganisationId).Select(o => o.Country).FirstOrDefault(),
                TimeZone = db.Organisations.Where(o => o.Id == r.RequestedOrganisationId).Select(o => o.TimeZone).First(),
                Outcome = r.Outcome,
                DeclineGround = r.DeclineGround,
                SentAt = r.SentAt,
                SeenAt = r.SeenAt,
                DueAt = r.DueAt,
                CameBackAt = theirs.Where(e => e.RequestId == r.Id).OrderByDescending(e => e.CreatedAt).Select(e => (DateTimeOffset?)e.CreatedAt).FirstOrDefault(),
                Note = theirs.Where(e => e.RequestId == r.Id).OrderByDescending(e => e.CreatedAt).Select(e => e.Note).FirstOrDefault(),
                Facts = new RequestFacts(r.Kind, r.State, r.DueAt, r.SeenAt, r.FirstActAt, r.SilentFrom, r.Outcome, r.DeclineGround),
            })
            .ToListAsync(cancellationToken);
        return [.. rows.Select(r => r with { Word = r.Facts.Word(now), Overdue = r.Facts.IsOverdue(now) })];
    }

    private async Task<DeskList<DeskCase>> CasesAsync(IQueryable<Incident> cases, bool newest, CancellationToken cancellationToken)
    {
        var total = await cases.CountAsync(cancellationToken);
        if (total == 0)
        {
            return new DeskList<DeskCase>(0, []);
        }

        var ordered = newest ? cases.OrderByDescending(i => i.CreatedAt).ThenByDescending(i => i.Id) : cases.OrderBy(i => i.CreatedAt).ThenBy(i => i.Id);
        var rows = await ordered.Take(Rows)
            .Select(i => new DeskCase
            {
                Id = i.Id,
                Reference = i.Reference,
                Title = i.Title,
                Status = i.Status,
                Severity = i.Severity,
                Tlp = i.Tlp,
                Source = i.Source,
                TerroristUse = i.TerroristUse,
                CreatedAt = i.CreatedAt,
                UpdatedAt = i.UpdatedAt,
            })
            .ToListAsync(cancellationToken);
        var countries = await db.CountriesOfAsync([.. rows.Select(r => r.Id)], cancellationToken);
        return new DeskList<DeskCase>(total, [.. rows.Select(r => r with { Countries = [.. countries[r.Id]] })]);
    }
}
