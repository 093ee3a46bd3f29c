using Hangfire;

namespace CyberIncidents.Infrastructure.Jobs;

/// <summary>The jobs as Hangfire calls them.</summary>
public sealed class AlarmJobs
{
    private readonly AlarmDrain _drain;
    private readonly AlarmPlanner _planner;
    private readonly Housekeeping _housekeeping;
    private readonly DigestMaker _digests;

    internal AlarmJobs(AlarmDrain drain, AlarmPlanner planner, Housekeeping housekeeping, DigestMaker digests) =>
        (_drain, _planner, _housekeeping, _digests) = (drain, planner, housekeeping, digests);

    /// <summary>Fires an alarm and whatever else is due; ends at once when another has fired it.</summary>
    /// <param name="alarmId">The alarm for which the job was planned.</param>
    /// <param name="cancellationToken">The server stops.</param>
    /// <returns>When done.</returns>
    [AlarmJobName]
    [AutomaticRetry(Attempts = 0)]
    public async Task FireAsync(Guid alarmId, CancellationToken cancellationToken)
    {
        if (await _planner.IsDueOrReplanAsync(alarmId, cancellationToken))
        {
            await _drain.DrainAsync(cancellationToken);
        }
    }

    /// <summary>Brings the alarms of the next days into the job engine.</summary>
    /// <param name="cancellationToken">The server stops.</param>
    /// <returns>When done.</returns>
    [JobDisplayName("Plan alarms")]
    [AutomaticRetry(Attempts = 0)]
    [DisableConcurrentExecution(60)]
    public Task PlanAsync(CancellationToken cancellationToken) => _planner.PlanAsync(cancellationToken);

    /// <summary>Puts the daily mails whose hour has come into the outbox.</summary>
    /// <param name="cancellationToken">The server stops.</param>
    /// <returns>When done.</returns>
    [JobDisplayName("Digests")]
    [AutomaticRetry(Attempts = 0)]
    [DisableConcurrentExecution(60)]
    public Task MakeDigestsAsync(CancellationToken cancellationToken) => _digests.RunAsync(cancellationToken);

    /// <summary>Renews keys, forgets old idempotency keys, lets the database look at its statistics.</summary>
    /// <param name="cancellationToken">The server stops.</param>
    /// <returns>When done.</returns>
    [JobDisplayName("Daily housekeeping")]
    [AutomaticRetry(Attempts = 3)]
    [DisableConcurrentExecution(600)]
    public Task KeepHouseAsync(CancellationToken cancellationToken) => _housekeeping.RunAsync(cancellationToken);
}
