using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using MimeKit;

namespace CyberIncidents.FunctionalTests.Mail;

/// <summary>A real mail server process on the loopback; it can be stopped and started again on its port.</summary>
internal sealed class MailServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ci-smtp-");
    private Process? _process;

    public int Port { get; private set; }

    /// <summary>Everything that it took, in order.</summary>
    public IReadOnlyList<TakenMail> Mails =>
        [.. _folder.GetFiles("mail-*.json").OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => JsonSerializer.Deserialize<TakenMail>(File.ReadAllText(f.FullName))!)];

    public static async Task<MailServer> StartedAsync()
    {
        var server = new MailServer();
        await server.StartAsync();
        return server;
    }

    public async Task StartAsync()
    {
        var start = new ProcessStartInfo(
            "node", [Path.Combine(AppContext.BaseDirectory, "Mail", "smtp-server.mjs"), Port.ToString(CultureInfo.InvariantCulture), _folder.FullName])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        _process = Process.Start(start)!;
        var line = await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        Port = int.Parse(line!["listening ".Length..], CultureInfo.InvariantCulture);
    }

    public void Stop()
    {
        if (_process is { } process)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
            _process = null;
        }
    }

    /// <summary>Refuses a recipient from now on.</summary>
    public void Refuse(string address, int code = 550) =>
        File.WriteAllText(Path.Combine(_folder.FullName, "refuse.json"), JsonSerializer.Serialize(new Dictionary<string, int> { [address] = code }));

    public void Dispose()
    {
        Stop();
        _folder.Delete(recursive: true);
    }
}

/// <summary>A mail as the server took it.</summary>
/// <param name="From">The envelope's sender.</param>
/// <param name="To">The envelope's recipients.</param>
/// <param name="Raw">Header and body, one letter a byte.</param>
internal sealed record TakenMail(
    [property: JsonPropertyName("from")] string From, [property: JsonPropertyName("to")] IReadOnlyList<string> To, [property: JsonPropertyName("raw")] string Raw)
{
    /// <summary>As a mail program reads it.</summary>
    [JsonIgnore]
    public MimeMessage Message { get; } = MimeMessage.Load(new MemoryStream(Encoding.Latin1.GetBytes(Raw)));

    public string Subject => Message.Subject ?? string.Empty;

    public string Text => Message.TextBody ?? string.Empty;

    /// <summary>Everything in it, as it travelled and decoded.</summary>
    public string Everything => string.Join('\n', [From, .. To, Raw, Message.Subject, Message.TextBody, Message.HtmlBody, .. Message.Headers.Select(h => $"{h.Field}: {h.Value}")]);
}
