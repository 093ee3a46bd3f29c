using System.Globalization;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Engagements;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Application.Agreements;

/// <summary>What is to be reminded of, as it stands after a change.</summary>
/// <param name="Subject">The agreement or the measure.</param>
/// <param name="Purpose">What the follow-up is for; its title comes from that, in the reader's language.</param>
/// <param name="On">The day; null where nobody is to be reminded.</param>
/// <param name="OwnerId">Who is reminded.</param>
/// <param name="FollowUpId">The follow-up that did it until now.</param>
internal sealed record Reminded(FollowUpSubject Subject, FollowUpPurpose Purpose, DateOnly? On, Guid? OwnerId, Guid? FollowUpId);

/// <summary>
/// Reminds whoever owns an agreement of its renewal, and whoever owns a measure of its review, by an ordinary follow-up, which moves with
/// the day and ends with its cause. The register carries no marking; what leaves the house about it says no more than of something AMBER.
/// </summary>
internal sealed class RegisterChase(IAppDb db, AboutFollowUps followUps, IViewerAccessor viewer, IAlarmClock clock, HomeSettings home, TimeProvider time)
{
    private static readonly TimeSpan Morning = TimeSpan.FromHours(9);
    private static readonly string[] BeforeRenewal = ["-P90D", "-P30D", "-P7D"];
    private static readonly string[] BeforeReview = ["-P7D"];

    /// <summary>Makes the follow-up fit: schedules, moves, hands over or cancels it. Of a day that is past already nobody is reminded.</summary>
    /// <param name="now">What is to be reminded of.</param>
    /// <param name="before">The day of which somebody was reminded before the change, and who owned it then.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The follow-up that does it from now on; the last one where none does.</returns>
    public async Task<Guid?> KeepAsync(Reminded now, (DateOnly? On, Guid? OwnerId) before, CancellationToken cancellationToken)
    {
        var open = await followUps.OpenAsync(now.Subject.Id, now.FollowUpId, cancellationToken);
        if (now is not { On: { } day, OwnerId: { } owner } || (day != before.On && DueAt(day) <= time.GetUtcNow()))
        {
            open?.Cancel(null, time.GetUtcNow());
            return now.FollowUpId;
        }

        if (open is null)
        {
            return day == before.On && now.FollowUpId is not null ? now.FollowUpId : Begin(now, day, owner);
        }

        if (day != before.On)
        {
            open.Snooze(DueAt(day), string.Create(CultureInfo.InvariantCulture, $"{before.On:yyyy-MM-dd} → {day:yyyy-MM-dd}"), time.GetUtcNow());
        }

        // Only a new owner takes it over: whom it was given to meanwhile keeps it.
        if (owner != before.OwnerId && open.AssigneeId != owner)
        {
            await followUps.HandOverAsync(open, owner, cancellationToken);
        }

        clock.PlanAfterCommit(open.Alarms);
        return open.Id;
    }

    private Guid? Begin(Reminded of, DateOnly day, Guid owner)
    {
        if (DueAt(day) <= time.GetUtcNow())
        {
            return of.FollowUpId;
        }

        var plan = new FollowUpPlan(
            null, null, Tlp.Amber, null, string.Empty, DueAt(day), home.TimeZone, of.Purpose == FollowUpPurpose.RenewAgreement ? BeforeRenewal : BeforeReview,
            home.OverdueAfter, Purpose: of.Purpose, About: of.Subject);
        // Where the seeds set a new day, nobody did: then it is the owner's own.
        var followUp = new FollowUp(plan, viewer.Required.IsSystem ? owner : viewer.Required.UserId, owner, time.GetUtcNow());
        db.FollowUps.Add(followUp);
        clock.PlanAfterCommit(followUp.Alarms);
        return followUp.Id;
    }

    private DateTimeOffset DueAt(DateOnly day) => Zones.StartOf(day, home.TimeZone) + Morning;
}
