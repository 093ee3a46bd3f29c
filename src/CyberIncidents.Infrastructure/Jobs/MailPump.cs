using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Infrastructure.Mail;
using Hangfire.Server;
using Microsoft.Extensions.Logging;

namespace CyberIncidents.Infrastructure.Jobs;

/// <summary>Sends what waits in the outbox: every few seconds, and at once when something was put into it in this process.</summary>
internal sealed partial class MailPump(MailDelivery delivery, MailSignal signal, JobsSettings settings, ILogger<MailPump> logger) : IBackgroundProcess
{
    public void Execute(BackgroundProcessContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            delivery.DrainAsync(context.StoppingToken).GetAwaiter().GetResult();
        }
        catch (Exception error) when (error is not (OperationCanceledException or OutOfMemoryException))
        {
            Failed(logger, error.GetType().Name);
        }

        signal.WaitAsync(settings.SweepInterval, context.StoppingToken).GetAwaiter().GetResult();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The mail pump failed with {Error}; it looks again at its next turn")]
    private static partial void Failed(ILogger logger, string error);
}

/// <summary>What wakes the pump of this process.</summary>
internal sealed class MailSignal : IDisposable
{
    private readonly SemaphoreSlim _bell = new(0, 1);

    public void Ring()
    {
        try
        {
            _bell.Release();
        }
        catch (SemaphoreFullException)
        {
            // It has been rung already.
        }
    }

    public Task<bool> WaitAsync(TimeSpan patience, CancellationToken cancellationToken) => _bell.WaitAsync(patience, cancellationToken);

    public void Dispose() => _bell.Dispose();
}

/// <summary>Rings once the transaction is committed.</summary>
internal sealed class MailBell(MailSignal signal, IAfterCommit afterCommit) : IMailSignal
{
    private bool _willRing;

    public void AfterCommit()
    {
        if (!_willRing)
        {
            _willRing = true;
            afterCommit.Add(signal.Ring);
        }
    }
}
