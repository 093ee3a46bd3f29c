using System.Globalization;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.FollowUps;
using CyberIncidents.Domain.Engagements;
using CyberIncidents.Domain.FollowUps;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Engagements;

/// <summary>Reminds whoever sees to a commitment, by an ordinary follow-up about it.</summary>
internal sealed class CommitmentChase(
    IAppDb db, AboutFollowUps followUps, IAccessGrants grants, IViewerAccessor viewer, IAlarmClock clock, HomeSettings home, TimeProvider time)
{
    private static readonly string[] Reminders = ["-P7D", "-P1D"];

    /// <summary>Schedules the follow-up; one whose instant is past falls due at once.</summary>
    public void Begin(Commitment commitment)
    {
        var now = time.GetUtcNow();
        var plan = new FollowUpPlan(
            null, null, commitment.Tlp, null, commitment.Title, commitment.DueAt, commitment.TimeZone, Reminders, home.OverdueAfter,
            About: new FollowUpSubject(FollowUpAbout.Commitment, commitment.Id));
        var followUp = new FollowUp(plan, viewer.Required.UserId, commitment.ResponsibleId, now);
        db.FollowUps.Add(followUp);
        FollowUpSeries.NameThoseWhoAct(grants, followUp, null, now);
        commitment.Chase(followUp.Id);
        clock.PlanAfterCommit(followUp.Alarms);
    }

    /// <summary>The follow-up moves with the day, and goes to whoever sees to it anew; one that somebody has done already comes anew with a new day.</summary>
    public async Task FollowAsync(Commitment commitment, (DateOnly DueOn, Guid ResponsibleId) before, CancellationToken cancellationToken)
    {
        if (commitment.State != CommitmentState.Open)
        {
            return;
        }

        var followUp = await OpenAsync(commitment, cancellationToken);
        var moved = commitment.DueOn != before.DueOn;
        if (followUp is null)
        {
            if (moved)
            {
                Begin(commitment);
            }

            return;
        }

        var now = time.GetUtcNow();
        if (moved)
        {
            followUp.Snooze(commitment.DueAt, string.Create(CultureInfo.InvariantCulture, $"{before.DueOn:yyyy-MM-dd} → {commitment.DueOn:yyyy-MM-dd}"), now);
        }

        // Whom it was given to meanwhile keeps it, until somebody else sees to the commitment.
        if (commitment.ResponsibleId != before.ResponsibleId && followUp.AssigneeId != commitment.ResponsibleId)
        {
            await HandOverAsync(followUp, commitment, cancellationToken);
        }

        clock.PlanAfterCommit(followUp.Alarms);
    }

    /// <summary>What is kept is done, and what is dropped is not needed any more.</summary>
    public async Task EndAsync(Commitment commitment, string? said, CancellationToken cancellationToken)
    {
        if (await OpenAsync(commitment, cancellationToken) is not { } followUp)
        {
            return;
        }

        if (commitment.State == CommitmentState.Fulfilled)
        {
            followUp.Complete(said, time.GetUtcNow());
        }
        else
        {
            followUp.Cancel(said, time.GetUtcNow());
        }
    }

    /// <summary>Whoever had to act until now sees it, when it is RED, only with the commitment.</summary>
    private async Task HandOverAsync(FollowUp followUp, Commitment commitment, CancellationToken cancellationToken)
    {
        var until = followUp.AssigneeId;
        await followUps.HandOverAsync(followUp, commitment.ResponsibleId, cancellationToken);
        if (!(await followUps.PersonsAsync(commitment.Id, cancellationToken)).Contains(until))
        {
            await followUps.RevokeAsync(followUp, new HashSet<Guid> { until }, cancellationToken);
        }
    }

    /// <summary>Found by whoever changes the commitment, whether he sees it or not.</summary>
    private Task<FollowUp?> OpenAsync(Commitment commitment, CancellationToken cancellationToken) =>
        followUps.OpenAsync(commitment.Id, commitment.FollowUpId, cancellationToken);
}

/// <summary>Loading what a command names.</summary>
internal static class CommitmentQueries
{
    /// <summary>A commitment that the viewer sees.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public static async Task<Commitment> CommitmentAsync(this IAppDb db, string reference, CancellationToken cancellationToken) =>
        await db.Commitments.SingleOrDefaultAsync(c => c.Reference == reference, cancellationToken) ?? throw new NotFoundException();

    /// <summary>The same, held before it is read, and its engagement before it: nobody marks the one or the other anew until this is committed.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public static async Task<Commitment> HeldCommitmentAsync(this IAppDb db, IEngagementParts parts, string reference, CancellationToken cancellationToken)
    {
        var found = await db.Commitments.Where(c => c.Reference == reference).Select(c => new { c.Id, c.EngagementId }).SingleOrDefaultAsync(cancellationToken)
            ?? throw new NotFoundException();
        if (found.EngagementId is { } engagement)
        {
            await parts.HoldAsync(engagement, cancellationToken);
        }

        await parts.HoldAsync(found.Id, cancellationToken);
        return await db.CommitmentAsync(reference, cancellationToken);
    }
}
