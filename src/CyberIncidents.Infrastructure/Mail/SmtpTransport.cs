using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using CyberIncidents.Application.Common.Ports;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using MimeKit.Text;
using IMailTransport = CyberIncidents.Application.Common.Ports.IMailTransport;

namespace CyberIncidents.Infrastructure.Mail;

/// <summary>The way to the mail server by SMTP.</summary>
internal sealed class SmtpTransport(MailSettings settings, TimeProvider time) : IMailTransport
{
    public IMailConnection Open() => new SmtpConnection(settings, time);

    /// <summary>A whole address with a domain, and nothing else.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out MailboxAddress? address) =>
        MailboxAddress.TryParse(new ParserOptions { AllowAddressesWithoutDomain = false, AllowUnquotedCommasInAddresses = false }, text, out address)
        && address.LocalPart.Length > 0 && address.Domain.Length > 0;
}

/// <summary>One connection, made at the first mail. Its certificate is checked as the system does.</summary>
internal sealed class SmtpConnection(MailSettings settings, TimeProvider time) : IMailConnection
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PatienceAtTheEnd = TimeSpan.FromSeconds(2);

    private readonly Client _client = new() { Timeout = (int)Patience.TotalMilliseconds };

    public async Task<LetterResult> SendAsync(Letter letter, CancellationToken cancellationToken)
    {
        var to = letter.To.Select(a => SmtpTransport.TryParse(a, out var address) ? address : null).ToList();
        if (to.Contains(null) || !SmtpTransport.TryParse(letter.EnvelopeSender, out var sender))
        {
            return new LetterResult(LetterOutcome.Refused, "InvalidAddress");
        }

        try
        {
            await ConnectAsync(cancellationToken);
        }
        catch (Exception error) when (IsOfTheWay(error) && !cancellationToken.IsCancellationRequested)
        {
            return new LetterResult(LetterOutcome.Unreachable, error.GetType().Name);
        }

        using var message = Compose(letter, to!);
        // Once it is on its way it is not broken off when the program stops: nobody would know whether it was taken.
        using var patience = Within(Patience, CancellationToken.None);
        try
        {
            _client.Refusals.Clear();
            await _client.SendAsync(message, sender, to!, patience.Token);
            return new LetterResult(LetterOutcome.Taken, null);
        }
        catch (SmtpCommandException) when (_client.Refusals.Count >= to.Count)
        {
            return new LetterResult(_client.Refusals.TrueForAll(r => r >= 500) ? LetterOutcome.Refused : LetterOutcome.Failed, $"Smtp{_client.Refusals[0]}");
        }
        catch (SmtpCommandException error)
        {
            return new LetterResult(LetterOutcome.Failed, $"Smtp{(int)error.StatusCode}");
        }
        catch (Exception error) when (IsOfTheWay(error))
        {
            // The server was there and broke off at this mail: the next one gets a connection of its own, and says whether all is lost.
            await AbandonAsync();
            return new LetterResult(LetterOutcome.Failed, error.GetType().Name);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync(politely: true);
        _client.Dispose();
    }

    private Task AbandonAsync() => EndAsync(politely: false);

    private async Task EndAsync(bool politely)
    {
        if (!_client.IsConnected)
        {
            return;
        }

        try
        {
            using var end = new CancellationTokenSource(PatienceAtTheEnd, TimeProvider.System);
            await _client.DisconnectAsync(politely, end.Token);
        }
        catch (Exception error) when (IsOfTheWay(error))
        {
            // It was to end anyway.
        }
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        if (_client.IsConnected)
        {
            return;
        }

        using var patience = Within(Patience, cancellationToken);
        await _client.ConnectAsync(settings.Host, settings.Port, settings.SocketOptions, patience.Token);
        if (settings.User is { } user)
        {
            await _client.AuthenticateAsync(user, settings.Password!, patience.Token);
        }
    }

    /// <summary>The client's own timeout covers single reads and writes only.</summary>
    private static CancellationTokenSource Within(TimeSpan patience, CancellationToken cancellationToken)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        source.CancelAfter(patience);
        return source;
    }

    private static bool IsOfTheWay(Exception error) =>
        error is SocketException or IOException or TimeoutException or OperationCanceledException or ProtocolException or CommandException
            or AuthenticationException or SslHandshakeException or NotSupportedException or ServiceNotConnectedException or ServiceNotAuthenticatedException;

    private MimeMessage Compose(Letter letter, IEnumerable<MailboxAddress> to)
    {
        var message = new MimeMessage { MessageId = letter.MessageId, Subject = letter.Subject, Date = time.GetUtcNow() };
        message.From.Add(new MailboxAddress(letter.FromName, settings.From.Address));
        message.To.AddRange(to);
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("X-Auto-Response-Suppress", "All");
        message.Headers.Add(HeaderId.ContentLanguage, letter.Language);
        if (letter.Thread is { } thread)
        {
            var id = $"{thread}@{settings.From.Domain}";
            message.InReplyTo = id;
            message.References.Add(id);
        }

        message.Body = new MultipartAlternative
        {
            new TextPart(TextFormat.Plain) { Text = letter.Text },
            new TextPart(TextFormat.Html) { Text = letter.Html },
        };
        return message;
    }

    /// <summary>A recipient that is refused does not keep the mail from the others.</summary>
    private sealed class Client : SmtpClient
    {
        /// <summary>The codes with which recipients of this mail were refused.</summary>
        public List<int> Refusals { get; } = [];

        protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) =>
            Refusals.Add((int)response.StatusCode);

        /// <summary>Thrown as the client's own failure, so that it resets the connection and keeps it.</summary>
        protected override void OnNoRecipientsAccepted(MimeMessage message) => throw new SmtpCommandException(
            SmtpErrorCode.RecipientNotAccepted, (SmtpStatusCode)Refusals[0], message.To.Mailboxes.First(), string.Empty);
    }
}
