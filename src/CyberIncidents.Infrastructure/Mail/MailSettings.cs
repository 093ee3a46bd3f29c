using System.Net;
using CyberIncidents.Application.Common.Ports;
using MailKit.Security;
using Microsoft.Extensions.Configuration;
using MimeKit;

namespace CyberIncidents.Infrastructure.Mail;

/// <summary>How the connection to the mail server is secured (<c>Mail:Security</c>).</summary>
internal enum MailSecurity
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>By STARTTLS, or there is no connection.</summary>
    StartTls,

    /// <summary>From the first byte.</summary>
    Tls,
}

/// <summary>How mail leaves. What makes no sense stops the start, with a sentence that names the key.</summary>
internal sealed record MailSettings(
    string Host, int Port, MailSecurity Security, MailboxAddress From, MailboxAddress? BounceAddress, string? User, string? Password)
{
    public SecureSocketOptions SocketOptions => Security switch
    {
        MailSecurity.None => SecureSocketOptions.None,
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.SslOnConnect,
    };

    /// <summary>To which address a mail comes back: it carries the mail's id (variable envelope return path).</summary>
    public string EnvelopeSender(Guid mailId) => BounceAddress is { } bounce ? $"{bounce.LocalPart}+{mailId:N}@{bounce.Domain}" : From.Address;

    /// <summary>Reads them; null where mail is off.</summary>
    /// <exception cref="InvalidOperationException">One makes no sense.</exception>
    public static MailSettings? Read(IConfiguration configuration)
    {
        if (configuration["Mail:Host"]?.Trim() is not { Length: > 0 } host)
        {
            return null;
        }

        var security = ReadSecurity(configuration, host);
        var from = ReadAddress(configuration, "Mail:From") ?? throw new InvalidOperationException("Mail:Host is set and Mail:From is not.");
        var (user, password) = (Text(configuration, "Mail:User"), Text(configuration, "Mail:Password"));
        if ((user is null) != (password is null))
        {
            throw new InvalidOperationException("Mail:User and Mail:Password go together: one of them is not set.");
        }

        return new MailSettings(host, ReadPort(configuration, security), security, from, ReadAddress(configuration, "Mail:BounceAddress"), user, password);
    }

    /// <summary>On this very machine nothing travels, so nothing is secured unless that is asked for.</summary>
    private static MailSecurity ReadSecurity(IConfiguration configuration, string host)
    {
        if (Text(configuration, "Mail:Security") is not { } text)
        {
            var local = host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
            return local ? MailSecurity.None : MailSecurity.StartTls;
        }

        return Enum.TryParse<MailSecurity>(text, ignoreCase: true, out var security) && Enum.IsDefined(security) && !char.IsAsciiDigit(text[0])
            ? security
            : throw new InvalidOperationException($"Mail:Security: '{text}' is none of None, StartTls, Tls.");
    }

    private static int ReadPort(IConfiguration configuration, MailSecurity security)
    {
        if (Text(configuration, "Mail:Port") is not { } text)
        {
            return security switch { MailSecurity.None => 25, MailSecurity.StartTls => 587, _ => 465 };
        }

        return ushort.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var port) && port > 0
            ? port
            : throw new InvalidOperationException($"Mail:Port: '{text}' is no port from 1 to 65535.");
    }

    private static MailboxAddress? ReadAddress(IConfiguration configuration, string key)
    {
        if (Text(configuration, key) is not { } text)
        {
            return null;
        }

        return SmtpTransport.TryParse(text, out var address) ? address : throw new InvalidOperationException($"{key}: '{text}' is no mail address.");
    }

    private static string? Text(IConfiguration configuration, string key) => configuration[key]?.Trim() is { Length: > 0 } text ? text : null;
}
