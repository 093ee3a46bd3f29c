using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Mails;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Infrastructure.Mail;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CyberIncidents.Infrastructure.Jobs;

/// <summary>
/// Sends the mails that are due: claim, write with the recipient as viewer, hand over outside any transaction, note the result. A kill
/// after the mail server took one and before that is noted sends it again under the same Message-ID.
/// </summary>
internal sealed partial class MailDelivery(
    MailClaims claims, IMailTransport transport, MailSettings settings, IServiceScopeFactory scopes, TimeProvider time, ILogger<MailDelivery> logger)
    : IDisposable
{
    // So long before the end of a lease nothing is begun any more.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(2);

    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Sends what is due; ends early when the mail server does not answer.</summary>
    /// <returns>How many mails the server took.</returns>
    public async Task<int> DrainAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var sent = 0;
            while (await claims.ClaimAsync(cancellationToken) is { Count: > 0 } batch)
            {
                var (taken, goesOn) = await SendAsync(batch, cancellationToken);
                sent += taken;
                if (!goesOn)
                {
                    break;
                }
            }

            return sent;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<(int Sent, bool GoesOn)> SendAsync(IReadOnlyList<OutboxMail> batch, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + MailClaims.Lease - Margin;
        var sent = 0;
        var tried = 0;
        await using var connection = transport.Open();
        try
        {
            while (tried < batch.Count && time.GetUtcNow() <= until)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var mail = batch[tried];
                var (verdict, error, unreachable) = await SendAsync(mail, connection, cancellationToken);
                if (unreachable)
                {
                    // The others would fare no better: each counts an attempt and keeps its place.
                    var rest = batch.Skip(tried).ToList();
                    tried = batch.Count;
                    Unreachable(logger, rest.Count, error);
                    await Task.WhenAll(rest.Select(m => ConcludeAsync(m, MailVerdict.Failed, error)));
                    return (sent, false);
                }

                tried++;
                await NoteAsync(mail, verdict, error);
                sent += verdict == MailVerdict.Sent ? 1 : 0;
            }

            return (sent, true);
        }
        finally
        {
            if (tried < batch.Count)
            {
                await claims.ReleaseAsync([.. batch.Skip(tried).Select(m => m.Id)], CancellationToken.None);
            }
        }
    }

    private async Task<(MailVerdict Verdict, string? Error, bool Unreachable)> SendAsync(
        OutboxMail mail, IMailConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            if (await WriteAsync(mail, cancellationToken) is not { } letter)
            {
                return (MailVerdict.Dropped, null, false);
            }

            var (outcome, error) = await connection.SendAsync(letter, cancellationToken);
            if (error is not null)
            {
                NotTaken(logger, mail.Id, error);
            }

            return outcome switch
            {
                LetterOutcome.Taken => (MailVerdict.Sent, null, false),
                LetterOutcome.Refused => (MailVerdict.Bounced, error, false),
                _ => (MailVerdict.Failed, error, outcome == LetterOutcome.Unreachable),
            };
        }
        catch (Exception error) when (error is not (OperationCanceledException or OutOfMemoryException))
        {
            NotTaken(logger, mail.Id, error.GetType().Name);
            return (MailVerdict.Failed, error.GetType().Name, false);
        }
    }

    private async Task<Letter?> WriteAsync(OutboxMail mail, CancellationToken cancellationToken)
    {
        MailAddressee? addressee;
        await using (var asProgram = Scope(Viewer.System))
        {
            addressee = await asProgram.ServiceProvider.GetRequiredService<MailAddressees>().FindAsync(mail, cancellationToken);
        }

        if (addressee is null)
        {
            return null;
        }

        await using var asReader = Scope(addressee.Viewer);
        var text = await asReader.ServiceProvider.GetRequiredService<MailRenderer>().RenderAsync(mail, addressee, cancellationToken);
        return text is null ? null : new Letter(
            $"{mail.Id:N}@{settings.From.Domain}", text.Thread, text.FromName, addressee.To,
            addressee.BounceAddress ?? settings.EnvelopeSender(mail.Id), addressee.Language, text.Subject, text.Text, text.Html);
    }

    /// <summary>What cannot be noted counts as an attempt, so that it is not sent again every few minutes for ever.</summary>
    private async Task NoteAsync(OutboxMail mail, MailVerdict verdict, string? error)
    {
        try
        {
            await ConcludeAsync(mail, verdict, error);
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            NotNoted(logger, mail.Id, verdict, failed.GetType().Name);
            await ConcludeAsync(mail, MailVerdict.Failed, failed.GetType().Name);
        }
    }

    /// <summary>Not given up when the program stops: what the server took is noted.</summary>
    private async Task ConcludeAsync(OutboxMail mail, MailVerdict verdict, string? error)
    {
        await using var scope = Scope(Viewer.System);
        await scope.ServiceProvider.GetRequiredService<IDispatcher>().SendAsync(new ConcludeMailCommand(mail.Id, verdict, error), CancellationToken.None);
    }

    private AsyncServiceScope Scope(Viewer viewer)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IViewerAccessor>().Current = viewer;
        return scope;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail {MailId} was not taken: {Error}")]
    private static partial void NotTaken(ILogger logger, Guid mailId, string error);

    [LoggerMessage(Level = LogLevel.Error, Message = "Mail {MailId} was {Verdict}, which could not be noted: {Error}")]
    private static partial void NotNoted(ILogger logger, Guid mailId, MailVerdict verdict, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The mail server does not answer ({Error}); {Count} mails wait")]
    private static partial void Unreachable(ILogger logger, int count, string? error);
}
