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
internal sealed class CommitmentChase(IAppDb db, IAccessGrants grants, IViewerAccessor viewer, IAlarmClock clock, HomeSettings home, TimeProvider time)
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

    /// <summary>The follow-up moves with the day, and goes to whoever sees to it now; one that somebody has done already comes anew with a new day.</summary>
    public async Task FollowAsync(Commitment commitment, DateOnly before, CancellationToken cancellationToken)
    {
        if (commitment.State != CommitmentState.Open)
        {
            return;
        }

        var followUp = await OpenAsync(commitment, cancellationToken);
        var moved = commitment.DueOn != before;
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
            followUp.Snooze(commitment.DueAt, string.Create(CultureInfo.InvariantCulture, $"{before:yyyy-MM-dd} → {commitment.DueOn:yyyy-MM-dd}"), now);
        }

        if (followUp.AssigneeId != commitment.ResponsibleId)
        {
            followUp.Reassign(commitment.ResponsibleId);
            FollowUpSeries.NameWhoActs(grants, followUp, null, commitment.ResponsibleId, now);
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

    private async Task<FollowUp?> OpenAsync(Commitment commitment, CancellationToken cancellationToken) =>
        await db.FollowUps.Include(f => f.Alarms).SingleOrDefaultAsync(f => f.Id == commitment.FollowUpId, cancellationToken) is { IsOpen: true } followUp
            ? followUp
            : null;
}

/// <summary>Loading what a command names.</summary>
internal static class CommitmentQueries
{
    /// <summary>A commitment that the viewer sees.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public static async Task<Commitment> CommitmentAsync(this IAppDb db, string reference, CancellationToken cancellationToken) =>
        await db.Commitments.SingleOrDefaultAsync(c => c.Reference == reference, cancellationToken) ?? throw new NotFoundException();
}
