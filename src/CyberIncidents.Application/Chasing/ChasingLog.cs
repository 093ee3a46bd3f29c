using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.Chasing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Chasing;

/// <summary>A step of a ladder as it was taken, for one recipient.</summary>
/// <param name="At">When.</param>
/// <param name="Share">Percent of the request's time; null for a step after the due instant.</param>
/// <param name="Whom">Whom the step turned to.</param>
/// <param name="Means">By what.</param>
/// <param name="Recipient">Who it was; empty for nobody.</param>
/// <param name="Outcome">What became of it.</param>
public sealed record ChasingStepDetail(DateTimeOffset At, int? Share, ChaseWhom Whom, ChaseMeans Means, string Recipient, ChaseOutcome Outcome);

/// <summary>A step that is still to come.</summary>
/// <param name="At">When.</param>
/// <param name="Share">Percent of the request's time; null for a step after the due instant.</param>
/// <param name="Whom">Whom it turns to.</param>
/// <param name="Means">By what.</param>
public sealed record PlannedStepDetail(DateTimeOffset At, int? Share, ChaseWhom Whom, ChaseMeans Means);

/// <summary>Reading the log of a request's ladder.</summary>
internal static class ChasingLog
{
    /// <summary>The steps that were taken, in order.</summary>
    public static async Task<IReadOnlyList<ChasingStepDetail>> ChasingOfAsync(this IAppDb db, Guid requestId, CancellationToken cancellationToken) =>
        await db.ChasingEntries.Where(e => e.RequestId == requestId).OrderBy(e => e.CreatedAt).ThenBy(e => e.Id)
            .Select(e => new ChasingStepDetail(e.CreatedAt, e.Share, e.Whom, e.Means, e.Recipient, e.Outcome)).ToListAsync(cancellationToken);

    /// <summary>The steps that stand, in order.</summary>
    public static async Task<IReadOnlyList<PlannedStepDetail>> NextStepsOfAsync(this IAppDb db, Guid requestId, CancellationToken cancellationToken) =>
        await db.Alarms.Where(a => a.RequestId == requestId && a.FiredAt == null && a.CancelledAt == null).OrderBy(a => a.FireAt).ThenBy(a => a.Id)
            .Select(a => new PlannedStepDetail(a.FireAt, a.Share, a.Whom!.Value, a.Means!.Value)).ToListAsync(cancellationToken);
}
