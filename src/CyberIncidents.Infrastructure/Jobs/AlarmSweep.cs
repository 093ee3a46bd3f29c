using Hangfire.Server;
using Microsoft.Extensions.Logging;

namespace CyberIncidents.Infrastructure.Jobs;

/// <summary>Looks at start and every few seconds for what is due and unfired, whatever the job engine repeats or forgets.</summary>
internal sealed partial class AlarmSweep(AlarmDrain drain, JobsSettings settings, ILogger<AlarmSweep> logger) : IBackgroundProcess
{
    public void Execute(BackgroundProcessContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            drain.DrainAsync(context.StoppingToken).GetAwaiter().GetResult();
        }
        catch (Exception error) when (error is not (OperationCanceledException or OutOfMemoryException))
        {
            Failed(logger, error.GetType().Name);
        }

        context.Wait(settings.SweepInterval);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The sweep failed with {Error}; it looks again at its next turn")]
    private static partial void Failed(ILogger logger, string error);
}
