using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Deadlines;
using CyberIncidents.Application.FollowUps;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Deadlines;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Requests;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Dashboards;

/// <summary>Something dated, by its key alone.</summary>
internal sealed record DueKey(Guid Id, DateTimeOffset At, ClockKind What, bool Overdue);

/// <summary>
/// What is due: follow-ups, answers to requests, our answers to questions, and the legal clocks of cases. Keys first, rows only of what is
/// shown.
/// </summary>
internal sealed class DeskDue(IAppDb db, FollowUpSubjects subjects, Guid? mine, string homeZone, DateTimeOffset now)
{
    private IQueryable<FollowUp> FollowUps =>
        db.FollowUps.Where(f => f.State == FollowUpState.Scheduled || f.State == FollowUpState.Due).Of(mine, db);

    private IQueryable<Request> Requests => db.Requests.Dated().Of(mine, db);

    private IQueryable<LegalClock> Clocks => db.LegalClocks.Where(OwnClocks.Running).Of(mine, db);

    /// <summary>All of them, the soonest first; of one person they are few, of all some thousands of short rows.</summary>
    public async Task<IReadOnlyList<DueKey>> KeysAsync(CancellationToken cancellationToken)
    {
        var ours = await FollowUps.Select(f => new DueKey(f.Id, f.DueAt, ClockKind.FollowUp, f.State == FollowUpState.Due && f.OverdueAt <= now))
            .ToListAsync(cancellationToken);
        var theirs = await Requests.Select(r => new DueKey(r.Id, r.DueAt!.Value, ClockKind.RequestDue, r.State != RequestState.ClarificationAsked && r.DueAt < now))
            .ToListAsync(cancellationToken);
        var legal = await Clocks.Select(c => new DueKey(c.Id, c.DueAt, ClockKind.LegalClock, c.DueAt < now)).ToListAsync(cancellationToken);
        return [.. ours.Concat(theirs).Concat(legal).OrderBy(k => k.At).ThenBy(k => k.Id)];
    }

    /// <summary>How many things are overdue or due before an instant.</summary>
    public async Task<int> CountAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        await FollowUps.CountAsync(f => f.DueAt < before, cancellationToken) + await Requests.CountAsync(r => r.DueAt < before, cancellationToken)
        + await Clocks.CountAsync(c => c.DueAt < before, cancellationToken);

    public async Task<IReadOnlyDictionary<Guid, DeskItem>> ItemsAsync(IReadOnlyList<DueKey> keys, CancellationToken cancellationToken)
    {
        List<Guid> Of(ClockKind what) => [.. keys.Where(k => k.What == what).Select(k => k.Id).Distinct()];
        var (followUps, requests, clocks) = (Of(ClockKind.FollowUp), Of(ClockKind.RequestDue), Of(ClockKind.LegalClock));
        var items = new List<DeskItem>();
        items.AddRange(followUps.Count == 0 ? [] : await FollowUpItemsAsync(followUps, cancellationToken));
        items.AddRange(requests.Count == 0 ? [] : await RequestItemsAsync(requests, cancellationToken));
        items.AddRange(clocks.Count == 0 ? [] : await ClockItemsAsync(clocks, cancellationToken));
        return items.DistinctBy(i => i.Id).ToDictionary(i => i.Id);
    }

    /// <summary>Those of some keys; one that was moved or hidden since the keys were read is left out.</summary>
    public static IReadOnlyList<DeskItem> Pick(IReadOnlyDictionary<Guid, DeskItem> items, IEnumerable<DueKey> keys) =>
        [.. keys.Where(k => items.ContainsKey(k.Id)).Select(k => items[k.Id])];

    private async Task<IEnumerable<DeskItem>> ClockItemsAsync(List<Guid> ids, CancellationToken cancellationToken)
    {
        var rows = await (
            from c in db.LegalClocks
            where ids.Contains(c.Id)
            join i in db.Incidents on c.IncidentId equals i.Id
            select new
            {
                c.Id,
                c.RuleCode,
                c.DueAt,
                c.Tlp,
                c.Duty,
                i.Reference,
                Stage = db.DeadlineRules.Where(r => r.Code == c.RuleCode).Select(r => new StageName(r.Regime, r.RegimeId, r.NameEn, r.NameId)).FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);
        return rows.Select(c => new DeskItem
        {
            Id = c.Id,
            What = ClockKind.LegalClock,
            At = c.DueAt,
            Title = OwnClocks.TitleOf(c.Stage, c.RuleCode),
            IncidentReference = c.Reference,
            RequestReference = null,
            LegalClockId = c.Id,
            Tlp = c.Tlp,
            TimeZone = homeZone,
            Duty = c.Duty,
            Overdue = c.DueAt < now,
        });
    }

    private async Task<IEnumerable<DeskItem>> FollowUpItemsAsync(List<Guid> ids, CancellationToken cancellationToken)
    {
        var rows = await db.FollowUps.Where(f => ids.Contains(f.Id))
            .Select(f => new
            {
                f.Purpose,
                f.AboutType,
                f.AboutId,
                Item = new DeskItem
                {
                    Id = f.Id,
                    What = ClockKind.FollowUp,
                    At = f.DueAt,
                    Title = f.Title,
                    IncidentReference = db.Incidents.Where(i => i.Id == f.IncidentId).Select(i => i.Reference).FirstOrDefault(),
                    RequestReference = db.Requests.Where(r => r.Id == f.RequestId).Select(r => r.Reference).FirstOrDefault(),
                    FollowUpId = f.Id,
                    Tlp = f.Tlp,
                    TimeZone = f.TimeZone,
                    Overdue = f.State == FollowUpState.Due && f.OverdueAt <= now,
                },
            })
            .ToListAsync(cancellationToken);
        var abouts = await subjects.FindAsync(rows.Select(r => FollowUpSubjects.Of(r.AboutType, r.AboutId)), cancellationToken);
        return rows.Select(r => r.Item with
        {
            Title = FollowUpTitle.Of(r.Purpose, r.Item.Title, r.Item.RequestReference),
            About = r.AboutId is { } about ? abouts.GetValueOrDefault(about) : null,
        });
    }

    private async Task<IReadOnlyList<DeskItem>> RequestItemsAsync(List<Guid> ids, CancellationToken cancellationToken)
    {
        var rows = await (
            from r in db.Requests
            where ids.Contains(r.Id)
            join o in db.Organisations on r.RequestedOrganisationId equals o.Id
            select new
            {
                r.Id,
                r.Subject,
                r.Reference,
                r.Tlp,
                Organisation = new OrganisationName(o.Id, o.Name),
                o.Country,
                o.TimeZone,
                Incident = db.Incidents.Where(i => i.Id == r.IncidentId).Select(i => i.Reference).FirstOrDefault(),
                Facts = new RequestFacts(r.Kind, r.State, r.DueAt, r.SeenAt, r.FirstActAt, r.SilentFrom, r.Outcome, r.DeclineGround),
            })
            .ToListAsync(cancellationToken);
        return [.. rows.Select(r => new DeskItem
        {
            Id = r.Id,
            What = r.Facts.IsWaiting ? ClockKind.RequestDue : ClockKind.AnswerClarification,
            At = r.Facts.DueAt!.Value,
            Title = r.Subject,
            IncidentReference = r.Incident,
            RequestReference = r.Reference,
            Tlp = r.Tlp,
            Organisation = r.Organisation,
            Country = r.Country,
            TimeZone = r.TimeZone,
            Kind = r.Facts.Kind,
            Word = r.Facts.Word(now),
            Overdue = r.Facts.IsOverdue(now),
        })];
    }
}

/// <summary>What somebody answers for.</summary>
internal static class DeskOwner
{
    public static IQueryable<FollowUp> Of(this IQueryable<FollowUp> followUps, Guid? person, IAppDb db) => person is not { } me
        ? followUps
        : followUps.Where(f => f.AssigneeId == me || db.OwnedBy(me).Contains(f.IncidentId));

    public static IQueryable<Request> Of(this IQueryable<Request> requests, Guid? person, IAppDb db) => person is not { } me
        ? requests
        : requests.Where(r => r.OwnerId == me || db.OwnedBy(me).Contains(r.IncidentId));

    public static IQueryable<LegalClock> Of(this IQueryable<LegalClock> clocks, Guid? person, IAppDb db) => person is not { } me
        ? clocks
        : clocks.Where(c => db.OwnedBy(me).Contains(c.IncidentId));

    /// <summary>A list that a database makes once for a query; asked case by case it would read the rows of all that run.</summary>
    private static IQueryable<Guid?> OwnedBy(this IAppDb db, Guid person) => db.Incidents.Where(i => i.OwnerId == person).Select(i => (Guid?)i.Id);
}
