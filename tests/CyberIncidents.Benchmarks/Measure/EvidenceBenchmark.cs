using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace CyberIncidents.Benchmarks.Measure;

/// <summary>
/// Measures evidence over HTTP beside a plain copy of the same files by a bare Kestrel program on the same disk, which syncs them
/// as we do: MiB/s of uploads and downloads, their share, and the server's memory before and at its highest.
/// </summary>
internal static class EvidenceBenchmark
{
    private const int MiB = 1024 * 1024;
    private const int Small = 16 * MiB;
    private const string Password = "Cyber-Demo-2026!";

    /// <summary>Runs it: <c>app</c> and <c>work</c> as for the others; <c>quick</c> takes smaller files.</summary>
    public static async Task RunAsync(string[] args)
    {
        var options = Options.Parse(args);
        var large = args.Contains("--quick", StringComparer.Ordinal) ? 128L * MiB : 1024L * MiB;
        var count = args.Contains("--quick", StringComparer.Ordinal) ? 4 : 16;
        if (Directory.Exists(options.Work))
        {
            Directory.Delete(options.Work, recursive: true);
        }

        Directory.CreateDirectory(options.Work);
        await using var app = await ServerProcess.StartAsync(
            Path.Combine(options.App, "CyberIncidents.Web"), [], options.Work, AppSettings(options.Work), "/health/ready");
        await using var copy = await ServerProcess.StartAsync(
            Environment.ProcessPath!, ["copy-server", Path.Combine(options.Work, "copies")], options.Work, new Dictionary<string, string>(StringComparer.Ordinal), "/ready");
        using var client = await ClientAsync(app.Address);
        using var plain = new HttpClient { BaseAddress = copy.Address, Timeout = TimeSpan.FromMinutes(10) };
        var incident = await CaseAsync(client);
        foreach (var (name, size, times) in new[] { ($"{count} files of 16 MiB", (long)Small, count), ($"1 file of {large / MiB} MiB", large, 1) })
        {
            await SendAsync(client, $"/api/v1/incidents/{incident}/evidence", MiB, seed: 7);
            var before = app.Memory("VmRSS");
            var (ours, theirs) = (new List<string>(), new List<string>());
            var up = await TimeAsync(times, async i => ours.Add($"/api/v1/incidents/{incident}/evidence/{await SendAsync(client, $"/api/v1/incidents/{incident}/evidence", size, i)}/content"));
            var upPlain = await TimeAsync(times, async i => theirs.Add($"/files/{await SendAsync(plain, "/files", size, i)}"));
            var down = await TimeAsync(times, i => TakeAsync(client, ours[i]));
            var downPlain = await TimeAsync(times, i => TakeAsync(plain, theirs[i]));
            Print($"upload, {name}", size * times, up, upPlain);
            Print($"download, {name}", size * times, down, downPlain);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  memory {before / MiB} MiB before, {app.Memory("VmRSS") / MiB} MiB after, {app.Memory("VmHWM") / MiB} MiB at its highest"));
        }
    }

    /// <summary>The plain copy: a body goes to a file, and a file to an answer.</summary>
    public static async Task ServeCopiesAsync(string folder, string[] args)
    {
        Directory.CreateDirectory(folder);
        var builder = WebApplication.CreateBuilder(args);
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Limits.MaxRequestBodySize = null);
        var app = builder.Build();
        app.MapGet("/ready", () => "ready");
        app.MapPost("/files", async (HttpContext context) =>
        {
            context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
            var id = Guid.NewGuid().ToString("N");
            await using var file = new FileStream(Path.Combine(folder, id), FileMode.CreateNew, FileAccess.Write, FileShare.None, MiB, useAsync: true);
            await context.Request.Body.CopyToAsync(file, MiB, context.RequestAborted);
            file.Flush(flushToDisk: true);
            return Results.Json(new { id });
        });
        app.MapGet("/files/{id:guid}", (Guid id) => Results.File(Path.Combine(folder, id.ToString("N"))));
        await app.RunAsync();
    }

    private static Dictionary<string, string> AppSettings(string work) => new(StringComparer.Ordinal)
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development", ["Demo__Cases"] = "false", ["Storage__KeyPath"] = Path.Combine(work, "keys"),
        ["Storage__EvidencePath"] = Path.Combine(work, "evidence"), ["ConnectionStrings__Default"] = $"Data Source={Path.Combine(work, "evidence.db")}",
        ["Logging__LogLevel__Default"] = "Warning",
    };

    private static async Task<HttpClient> ClientAsync(Uri address)
    {
        var client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(10) };
        using var answer = await client.PostAsJsonAsync("/api/v1/auth/login", new { email = "analyst@demo.test", password = Password });
        answer.EnsureSuccessStatusCode();
        var token = (await answer.Content.ReadFromJsonAsync<JsonObject>())!["accessToken"]!.ToString();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private static async Task<string> CaseAsync(HttpClient client)
    {
        using var answer = await client.PostAsJsonAsync("/api/v1/incidents", new
        {
            title = "Files", summary = "Files", classification = new { @class = "fraud", type = "phishing" }, severity = "Low", tlp = "AMBER",
        });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!["reference"]!.ToString();
    }

    private static async Task<string> SendAsync(HttpClient client, string path, long size, int seed)
    {
        using var file = new StreamContent(new Content(size, seed));
        file.Headers.ContentLength = size;
        using var form = new MultipartFormDataContent { { file, "file", "dump.bin" } };
        using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), path == "/files" ? file : form);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!["id"]!.ToString();
    }

    private static async Task TakeAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        await (await answer.Content.ReadAsStreamAsync()).CopyToAsync(Stream.Null, MiB);
    }

    private static async Task<TimeSpan> TimeAsync(int times, Func<int, Task> act)
    {
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < times; i++)
        {
            await act(i);
        }

        return Stopwatch.GetElapsedTime(started);
    }

    private static void Print(string what, long bytes, TimeSpan ours, TimeSpan plain)
    {
        var (mine, theirs) = (bytes / (double)MiB / ours.TotalSeconds, bytes / (double)MiB / plain.TotalSeconds);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{what}: {mine:N0} MiB/s, plain copy {theirs:N0} MiB/s, {mine / theirs:P0}, target 40 %: {(mine / theirs >= 0.4 ? "met" : "missed")}"));
    }

    /// <summary>Bytes that differ from file to file, made without a disk.</summary>
    private sealed class Content(long size, int seed) : Stream
    {
        private static readonly byte[] Noise = MakeNoise();
        private long _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => size;

        public override long Position { get => _at; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var from = (int)((_at + (seed * 4099)) % MiB);
            var count = (int)Math.Min(Math.Min(buffer.Length, MiB - from), size - _at);
            Noise.AsSpan(from, count).CopyTo(buffer);
            _at += count;
            return count;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(Read(buffer, offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private static byte[] MakeNoise()
        {
            var noise = new byte[MiB];
            new Random(1).NextBytes(noise);
            return noise;
        }
    }
}
