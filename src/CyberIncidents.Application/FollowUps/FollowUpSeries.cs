using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Exchange.Calendars;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.FollowUps;

/// <summary>
/// The occurrences of a recurring follow-up. There is always one that is the last of its series, and only it knows when the next falls
/// due: whoever passes it on, a person or the alarm, clears that in the same save, so nobody does it twice.
/// </summary>
internal sealed class FollowUpSeries(
    IAppDb db, FollowUpSubjects subjects, IEngagementParts parts, IAccessGrants grants, IAlarmClock clock, HomeSettings home, TimeProvider time)
{
    /// <summary>The longest rule that is stored.</summary>
    public const int RuleLength = 400;

    /// <summary>A new series that counts from its first instant.</summary>
    /// <param name="rule">A rule that was found good; null for none.</param>
    /// <param name="dueAt">The first instant.</param>
    /// <param name="timeZone">IANA name.</param>
    /// <param name="now">The instant.</param>
    public static RecurrencePlan? Begin(string? rule, DateTimeOffset dueAt, string timeZone, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(rule))
        {
            return null;
        }

        var text = rule.Trim().ToUpperInvariant();
        text = text.StartsWith("RRULE:", StringComparison.Ordinal) ? text["RRULE:".Length..] : text;
        return new RecurrencePlan(text, Guid.CreateVersion7(now), dueAt, Recurrences.Next(text, dueAt, timeZone, dueAt));
    }

    /// <summary>
    /// Schedules the next occurrence: the latest that has come, so that a server that was off makes no pile, else the one that will. A case
    /// that takes nothing more ends the series.
    /// </summary>
    /// <param name="last">The last occurrence, with its alarms.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task PassOnAsync(FollowUp last, CancellationToken cancellationToken)
    {
        if (last is not { NextAt: { } nextAt, Recurrence: { } rule, SeriesId: { } series, SeriesStart: { } start })
        {
            return;
        }

        var now = time.GetUtcNow();
        var (takesMore, caseTlp) = await StandingAsync(last, cancellationToken);
        if (!takesMore)
        {
            last.StopRecurring(now);
            return;
        }

        var dueAt = Recurrences.LatestUpTo(rule, start, last.TimeZone, now, nextAt) ?? nextAt;
        var recurrence = new RecurrencePlan(rule, series, start, Recurrences.Next(rule, start, last.TimeZone, dueAt));
        var next = new FollowUp(
            new FollowUpPlan(
                last.IncidentId, last.RequestId, last.Tlp, last.OwnTlp, last.Title, dueAt, last.TimeZone, last.Reminders, home.OverdueAfter, recurrence, last.Purpose, last.About),
            last.CreatorId, last.AssigneeId, now);
        last.PassOn(now);
        db.FollowUps.Add(next);
        NameThoseWhoAct(grants, next, caseTlp, now);
        clock.PlanAfterCommit(next.Alarms);
    }

    /// <summary>
    /// On a RED request in a laxer case, or on something RED that is no case, those who act on it have to see it; in a RED case they are
    /// persons of the case.
    /// </summary>
    public static void NameThoseWhoAct(IAccessGrants grants, FollowUp followUp, Tlp? caseTlp, DateTimeOffset now)
    {
        foreach (var person in new[] { followUp.CreatorId, followUp.AssigneeId }.Distinct())
        {
            NameWhoActs(grants, followUp, caseTlp, person, now);
        }
    }

    /// <summary>As <see cref="NameThoseWhoAct"/>, for one of them.</summary>
    public static void NameWhoActs(IAccessGrants grants, FollowUp followUp, Tlp? caseTlp, Guid person, DateTimeOffset now)
    {
        if (!ReleasePolicy.NeedsNamedPersons(followUp.Tlp))
        {
            return;
        }

        if (followUp.IncidentId is not { } incident)
        {
            grants.Add(AccessGrant.ToPerson((SubjectType.FollowUp, followUp.Id), person, GrantReason.Creator, now));
        }
        else if (followUp.Tlp > caseTlp)
        {
            grants.Add(AccessGrant.ToPerson((SubjectType.FollowUp, followUp.Id), incident, person, GrantReason.Creator, now));
        }
    }

    private async Task<(bool TakesMore, Tlp? CaseTlp)> StandingAsync(FollowUp last, CancellationToken cancellationToken)
    {
        if (last.About is { } about)
        {
            // Whoever does it need not see what it is about.
            var ended = await parts.HasEndedAsync(about, cancellationToken) ?? await subjects.FindAsync(about, cancellationToken) is not { Ended: false };
            return (!ended, null);
        }

        var incident = await db.Incidents.Where(i => i.Id == last.IncidentId).Select(i => new { i.Status, i.Tlp }).SingleAsync(cancellationToken);
        return (IncidentLifecycle.BlocksMore(incident.Status) is null, incident.Tlp);
    }
}
