using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Engagements;
using CyberIncidents.Exchange.Calendars;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Calendars;

/// <content>
/// What is of cooperation: whole days. The follow-up that reminds of a commitment stands beside them with its own instant and reminders.
/// </content>
internal sealed partial class GetCalendarHandler
{
    private async Task<List<CalendarEntry>> EngagementsAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (me, since) = (viewer.Required.UserId, now - Kept);
        var rows = await db.Engagements.Where(e => e.EndsAt >= since && (e.ResponsibleId == me || e.CreatedById == me)).OrderBy(e => e.StartsAt).ThenBy(e => e.Id)
            .Select(e => new { e.Id, e.Version, e.Reference, e.Title, e.Place, e.Country, e.From, e.To, e.StartsAt, e.TimeZone, e.Tlp, e.State }).ToListAsync(cancellationToken);
        var codes = rows.Select(r => r.Country).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var names = (await db.Countries.Where(c => codes.Contains(c.Code)).Select(c => new { c.Code, c.NameEn, c.NameId }).ToListAsync(cancellationToken))
            .ToDictionary(c => c.Code, c => Words.Pick(c.NameEn, c.NameId), StringComparer.Ordinal);
        return rows.ConvertAll(e =>
        {
            var place = string.Join(", ", new[] { e.Place, e.Country is { } code ? names.GetValueOrDefault(code) : null }.OfType<string>());
            return new CalendarEntry(
                Uid(e.Id, "engagement-"), (int)e.Version, e.StartsAt, e.TimeZone, $"{Marked(e.Reference, e.Tlp)} {(MayTell(e.Tlp) ? e.Title : Words.Get("Calendar.Engagement"))}",
                null, new Uri(site.Page($"engagements/{e.Reference}")), null, null, e.State == EngagementState.Cancelled, [])
            {
                Days = (e.From, e.To),
                Location = MayTell(e.Tlp) ? place : null,
                Tentative = e.State == EngagementState.Planned,
            };
        });
    }

    private async Task<List<CalendarEntry>> CommitmentsAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (me, since) = (viewer.Required.UserId, now - Kept);
        var rows = await db.Commitments.Where(c => c.ResponsibleId == me && (c.State == CommitmentState.Open || c.EndedAt >= since)).OrderBy(c => c.DueAt).ThenBy(c => c.Id)
            .Select(c => new { c.Id, c.Version, c.Reference, c.Title, c.DueOn, c.DueAt, c.TimeZone, c.Tlp, c.State }).ToListAsync(cancellationToken);
        return rows.ConvertAll(c =>
        {
            var what = MayTell(c.Tlp) ? c.Title : Words.Get("Calendar.Commitment");
            var marked = Marked(c.Reference, c.Tlp);
            return new CalendarEntry(
                Uid(c.Id, "commitment-"), (int)c.Version, c.DueAt, c.TimeZone, c.State == CommitmentState.Fulfilled ? Words.Get("Calendar.Done", marked, what) : $"{marked} {what}",
                null, new Uri(site.Page($"commitments/{c.Reference}")), null, null, c.State == CommitmentState.Dropped, [])
            {
                Days = (c.DueOn, c.DueOn),
            };
        });
    }
}
