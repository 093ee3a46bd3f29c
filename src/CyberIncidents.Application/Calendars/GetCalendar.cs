using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Deadlines;
using CyberIncidents.Application.FollowUps;
using CyberIncidents.Domain.Deadlines;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Exchange.Calendars;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Calendars;

/// <summary>A calendar as a file.</summary>
/// <param name="Text">RFC 5545; to be sent as UTF-8, <c>text/calendar</c>.</param>
public sealed record CalendarFile(string Text);

/// <summary>
/// Writes the viewer's calendar: the follow-ups that the viewer has to act on, the legal clocks of the cases that the viewer owns, the days of
/// the engagements and the last days of the commitments that the viewer answers for, or, for a liaison officer, the requests to the own organisation that wait. It leaves the house: titles and texts only of what is CLEAR or GREEN,
/// else reference, marking and instant. The sequence of an entry rises with whatever it shows; a partner's tells of nothing that it does
/// not see.
/// </summary>
[RequirePermission(Permission.SignedIn)]
public sealed record GetCalendarQuery : IQuery<CalendarFile>;

internal sealed partial class GetCalendarHandler(IAppDb db, FollowUpSubjects subjects, IViewerAccessor viewer, HomeSettings home, SiteSettings site, TimeProvider time)
    : IQueryHandler<GetCalendarQuery, CalendarFile>
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public async Task<CalendarFile> Handle(GetCalendarQuery query, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        List<CalendarEntry> entries = viewer.Required.IsPartner
            ? await RequestsAsync(cancellationToken)
            :
            [
                .. await FollowUpsAsync(now, cancellationToken), .. await ClocksAsync(now, cancellationToken), .. await EngagementsAsync(now, cancellationToken),
                .. await CommitmentsAsync(now, cancellationToken),
            ];
        return new CalendarFile(CalendarFeed.Write(Words.Get("Calendar.Name"), entries, now));
    }

    private async Task<List<CalendarEntry>> FollowUpsAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var me = viewer.Required.UserId;
        var since = now - Kept;
        var rows = await db.FollowUps.Where(f => f.AssigneeId == me)
            .Where(f => f.State == FollowUpState.Scheduled || f.State == FollowUpState.Due || f.EndedAt >= since)
            .OrderBy(f => f.DueAt).ThenBy(f => f.Id)
            .Select(f => new FollowUpRow
            {
                Id = f.Id,
                Version = f.Version,
                Tlp = f.Tlp,
                State = f.State,
                DueAt = f.DueAt,
                TimeZone = f.TimeZone,
                Reminders = f.Reminders,
                Purpose = f.Purpose,
                Title = f.Title,
                AboutType = f.AboutType,
                AboutId = f.AboutId,
                Recurrence = f.Recurrence,
                SeriesStart = f.SeriesStart,
                NextAt = f.NextAt,
                // Its alarms are planned anew with every change of its instant.
                ChangedAt = f.EndedAt ?? db.Alarms.Where(a => a.FollowUpId == f.Id).Max(a => (DateTimeOffset?)a.CreatedAt) ?? f.CreatedAt,
                Incident = db.Incidents.Where(i => i.Id == f.IncidentId).Select(i => i.Reference).FirstOrDefault(),
                IncidentVersion = db.Incidents.Where(i => i.Id == f.IncidentId).Select(i => (long?)i.Version).FirstOrDefault() ?? 0,
                IncidentChangedAt = db.Incidents.Where(i => i.Id == f.IncidentId).Select(i => (DateTimeOffset?)i.UpdatedAt).FirstOrDefault(),
                IncidentTitle = db.Incidents.Where(i => i.Id == f.IncidentId).Select(i => i.Title).FirstOrDefault(),
                Request = db.Requests.Where(r => r.Id == f.RequestId).Select(r => r.Reference).FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);
        var abouts = await subjects.FindAsync(rows.Select(r => FollowUpSubjects.Of(r.AboutType, r.AboutId)), cancellationToken);
        return [.. rows.SelectMany(r => EntriesOf(r, r.AboutId is { } about ? abouts.GetValueOrDefault(about) : null))];
    }

    private IEnumerable<CalendarEntry> EntriesOf(FollowUpRow row, FollowUpAboutDetail? about)
    {
        var open = MayTell(row.Tlp);
        var marked = Marked(row.Incident ?? row.Request ?? about?.Reference, row.Tlp);
        var what = open ? FollowUpTitle.Of(row.Purpose, row.Title, row.Request) : Words.Get("Calendar.FollowUp");
        var title = row.State == FollowUpState.Done ? Words.Get("Calendar.Done", marked, what) : $"{marked} {what}";
        var ended = row.State is FollowUpState.Done or FollowUpState.Cancelled;
        var reminders = ended ? [] : row.Reminders.Select(r => row.DueAt - Reminder.Before(r, row.DueAt, row.TimeZone)).ToList();
        // The description comes from the case.
        var changedAt = open ? Later(row.ChangedAt, row.IncidentChangedAt) : row.ChangedAt;
        var entry = new CalendarEntry(
            Uid(row.Id), (int)(row.Version + row.IncidentVersion + (about?.Version ?? 0)), row.DueAt, row.TimeZone, title, open ? row.IncidentTitle ?? about?.Title : null,
            new Uri(site.Page($"follow-ups?open={row.Id}")), changedAt, null, row.State == FollowUpState.Cancelled, reminders);
        yield return entry;
        if (row is { NextAt: { } next, Recurrence: { } rule, SeriesStart: { } start })
        {
            // Entries of their own: this occurrence may have been moved, and the rule would move with it.
            yield return entry with { Uid = Uid(row.Id, "next-"), At = next, Recurrence = Recurrences.Remaining(rule, start, row.TimeZone, next) };
        }
    }

    private async Task<List<CalendarEntry>> ClocksAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var me = viewer.Required.UserId;
        var since = now - Kept;
        var rows = await (
            from c in db.LegalClocks
            where c.RequestId == null && (c.State == ClockState.Running || c.EndedAt >= since)
            join i in db.Incidents on c.IncidentId equals i.Id
            where i.OwnerId == me
            orderby c.DueAt, c.Id
            select new ClockRow
            {
                Id = c.Id,
                Sequence = c.Version + i.Version + (db.DeadlineRules.Where(r => r.Code == c.RuleCode).Select(r => (long?)r.Version).FirstOrDefault() ?? 0),
                Tlp = c.Tlp,
                State = c.State,
                DueAt = c.DueAt,
                RuleCode = c.RuleCode,
                Stage = db.DeadlineRules.Where(r => r.Code == c.RuleCode).Select(r => new StageName(r.Regime, r.RegimeId, r.NameEn, r.NameId)).FirstOrDefault(),
                // As with follow-ups.
                ChangedAt = c.EndedAt ?? db.Alarms.Where(a => a.LegalClockId == c.Id).Max(a => (DateTimeOffset?)a.CreatedAt) ?? c.CreatedAt,
                Incident = i.Reference,
                IncidentTitle = i.Title,
                IncidentChangedAt = i.UpdatedAt,
            })
            .ToListAsync(cancellationToken);
        return rows.ConvertAll(EntryOf);
    }

    private CalendarEntry EntryOf(ClockRow row)
    {
        var open = MayTell(row.Tlp);
        var marked = Marked(row.Incident, row.Tlp);
        var what = open ? OwnClocks.TitleOf(row.Stage, row.RuleCode) : Words.Get("Calendar.LegalClock");
        var title = row.State is ClockState.Met or ClockState.Late ? Words.Get("Calendar.Done", marked, what) : $"{marked} {what}";
        return new CalendarEntry(
            Uid(row.Id, "clock-"), (int)row.Sequence, row.DueAt, home.TimeZone, title, open ? row.IncidentTitle : null,
            new Uri(site.Page($"incidents/{row.Incident}/clocks")), open ? Later(row.ChangedAt, row.IncidentChangedAt) : row.ChangedAt, null,
            row.State == ClockState.Cancelled, []);
    }

    private async Task<List<CalendarEntry>> RequestsAsync(CancellationToken cancellationToken)
    {
        var organisation = viewer.Required.OrganisationId;
        var rows = await (
            from r in db.Requests.Where(RequestStanding.Waiting)
            where r.RequestedOrganisationId == organisation && r.DueAt != null
            join o in db.Organisations on r.RequestedOrganisationId equals o.Id
            orderby r.DueAt, r.Id
            select new
            {
                r.Id,
                r.Reference,
                r.Subject,
                r.Tlp,
                DueAt = r.DueAt!.Value,
                o.TimeZone,
                // The row's own version would tell of edits that a partner does not see; these it sees.
                Sequence = db.RequestEntries.Count(e => e.RequestId == r.Id) + r.Shifts,
                r.ShiftedAt,
                MovedAt = db.RequestEntries.Where(e => e.RequestId == r.Id).Max(e => (DateTimeOffset?)e.CreatedAt) ?? r.CreatedAt,
            })
            .ToListAsync(cancellationToken);
        return [.. rows.Select(r => new CalendarEntry(
            Uid(r.Id), r.Sequence, r.DueAt, r.TimeZone, $"{Marked(r.Reference, r.Tlp)} {(MayTell(r.Tlp) ? r.Subject : Words.Get("Calendar.Request"))}", null,
            new Uri(site.Page($"requests/{r.Reference}")), Later(r.MovedAt, r.ShiftedAt), null, false, []))];
    }

    /// <summary>What is not encrypted says no more of anything stricter than its reference.</summary>
    private static bool MayTell(Tlp tlp) => tlp is Tlp.Clear or Tlp.Green;

    private static string Marked(string? reference, Tlp tlp) => $"{reference} [TLP:{TlpLabel.Of(tlp)}]".TrimStart();

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset? other) => other > one ? other.Value : one;

    private string Uid(Guid id, string prefix = "") => $"{prefix}{id}@{site.Url.Host}";

    private sealed record FollowUpRow
    {
        public required Guid Id { get; init; }

        public required long Version { get; init; }

        public required Tlp Tlp { get; init; }

        public required FollowUpState State { get; init; }

        public required DateTimeOffset DueAt { get; init; }

        public required string TimeZone { get; init; }

        public required IReadOnlyList<string> Reminders { get; init; }

        public required FollowUpPurpose Purpose { get; init; }

        public required string Title { get; init; }

        public required FollowUpAbout? AboutType { get; init; }

        public required Guid? AboutId { get; init; }

        public required string? Recurrence { get; init; }

        public required DateTimeOffset? SeriesStart { get; init; }

        public required DateTimeOffset? NextAt { get; init; }

        public required DateTimeOffset ChangedAt { get; init; }

        public required string? Incident { get; init; }

        public required long IncidentVersion { get; init; }

        public required DateTimeOffset? IncidentChangedAt { get; init; }

        public required string? IncidentTitle { get; init; }

        public required string? Request { get; init; }
    }

    private sealed record ClockRow
    {
        public required Guid Id { get; init; }

        public required long Sequence { get; init; }

        public required Tlp Tlp { get; init; }

        public required ClockState State { get; init; }

        public required DateTimeOffset DueAt { get; init; }

        public required string? RuleCode { get; init; }

        public required StageName? Stage { get; init; }

        public required DateTimeOffset ChangedAt { get; init; }

        public required string Incident { get; init; }

        public required string IncidentTitle { get; init; }

        public required DateTimeOffset IncidentChangedAt { get; init; }
    }
}
