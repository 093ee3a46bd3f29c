using System.Diagnostics;
using System.Net;
using CyberIncidents.FunctionalTests.Robustness;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;
using CyberIncidents.Infrastructure.Jobs;
using Microsoft.Extensions.DependencyInjection;
using static CyberIncidents.FunctionalTests.Evidence.EvidenceSteps;

namespace CyberIncidents.FunctionalTests.Evidence;

/// <summary>The places in which content lies: a bucket of a real S3 server, and a folder whose program was killed.</summary>
public sealed class EvidenceStoreTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Test]
    public async Task A_bucket_keeps_files_gives_parts_of_them_and_is_swept()
    {
        using var server = await S3Server.StartAsync();
        await using var app = new TestApp(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Storage:S3:Endpoint"] = server.Endpoint, ["Storage:S3:Bucket"] = "evidence", ["Storage:S3:AccessKey"] = "S3RVER", ["Storage:S3:SecretKey"] = "S3RVER",
        });
        using var analyst = await app.AsAsync("analyst");
        var incident = await analyst.ActiveCaseAsync();
        var bytes = Bytes((6 * 1024 * 1024) + 5);
        var id = (await analyst.UploadAsync(incident, bytes, "dump.bin")).Expect(HttpStatusCode.Created).Text("id");
        Assert.That(app.Stored(), Is.Empty, "nothing stays on this machine");
        Assert.That((await analyst.TakeAsync(incident, id)).Bytes, Is.EqualTo(bytes));
        var (part, some) = await analyst.TakeAsync(incident, id, (3_000_000, 3_000_099));
        Assert.That((part.StatusCode, some), Is.EqualTo((HttpStatusCode.PartialContent, bytes[3_000_000..3_000_100])));
        (await analyst.PostAsync(PathOf(incident, id, "/actions/verify"))).Expect(HttpStatusCode.OK);
        Assert.That((await analyst.GetAsync(PathOf(incident, id))).At("verifiedAt"), Is.Not.Null);

        // What no row holds goes, and what is lost is found.
        (await analyst.UploadAsync(incident, Form([], "empty.bin"))).ExpectInvalid("file");
        Assert.That(await app.Services.GetRequiredService<EvidenceKeeper>().SweepAsync(TimeSpan.Zero, CancellationToken.None), Is.Zero);
        Assert.That(server.Objects, Has.Count.EqualTo(1));
        foreach (var lost in server.Objects)
        {
            File.Delete(lost);
        }

        (await analyst.PostAsync(PathOf(incident, id, "/actions/verify"))).Expect(HttpStatusCode.OK);
        Assert.That((await analyst.GetAsync(PathOf(incident, id))).At("brokenAt"), Is.Not.Null);
    }

    [Test]
    public async Task Content_without_a_row_is_swept_after_a_day_and_other_files_are_left_alone()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var incident = await analyst.ActiveCaseAsync();
        await analyst.UploadAsync(incident, Bytes(50), "a.bin");
        var kept = app.Stored().Single();
        var folder = Directory.CreateDirectory(Path.Combine(app.Folder, "evidence", "aa", "aa")).FullName;
        var left = Path.Combine(folder, new string('a', 64) + ".0123456789abcdef");
        await File.WriteAllTextAsync(left, "left");
        var foreign = Path.Combine(Path.GetDirectoryName(kept)!, "README");
        await File.WriteAllTextAsync(foreign, "left");
        var keeper = app.Services.GetRequiredService<EvidenceKeeper>();
        Assert.That(await keeper.SweepAsync(EvidenceKeeper.Orphaned, CancellationToken.None), Is.Zero);
        Assert.That(await keeper.SweepAsync(TimeSpan.Zero, CancellationToken.None), Is.EqualTo(1));
        Assert.That(app.Stored(), Is.EquivalentTo(new[] { kept, foreign }));
    }

    [Test]
    [RequiresSqlite]
    public async Task A_program_that_is_killed_during_an_upload_leaves_nothing_once_it_has_started_again()
    {
        using var file = new CaseFile();
        var incoming = Path.Combine(file.Folder, "data", "evidence", "incoming");
        using (var server = await ServerProcess.StartAsync(file))
        {
            using var analyst = await server.AsAsync("analyst");
            var incident = await analyst.ActiveCaseAsync();
            using var slow = new NeverEnding();
            var sending = analyst.UploadAsync(incident, new MultipartFormDataContent { { new StreamContent(slow), "file", "half.bin" } });
            await Poll.UntilAsync(() => Directory.Exists(incoming) && Directory.GetFiles(incoming).Any(f => new FileInfo(f).Length > 0), "half of it is there");
            server.Kill();
            slow.Release();
            Assert.That(async () => await sending, Throws.Exception);
        }

        Assert.That(Directory.GetFiles(incoming), Has.Length.EqualTo(1));
        using var again = await ServerProcess.StartAsync(file);
        using var later = await again.AsAsync("analyst");
        var reference = (await later.GetAsync("/api/v1/incidents")).Text("items.0.reference");
        Assert.That(await later.RowsAsync($"/api/v1/incidents/{reference}/evidence"), Is.Zero);
        Assert.That(Directory.GetFiles(incoming), Is.Empty);
        (await later.UploadAsync(reference, Bytes(100), "whole.bin")).Expect(HttpStatusCode.Created);
    }

    /// <summary>Gives two chunks and a half, and then nothing until it is let go.</summary>
    private sealed class NeverEnding : Stream
    {
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _given;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => _given; set => throw new NotSupportedException(); }

        public void Release() => _released.TrySetResult();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_given < 2_600_000)
            {
                _given += buffer.Length;
                return buffer.Length;
            }

            await _released.Task;
            throw new IOException("Let go.");
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    /// <summary>A real S3 server process on the loopback, installed by npm in a temporary folder.</summary>
    private sealed class S3Server : IDisposable
    {
        private readonly Process _process;
        private readonly string _folder;

        private S3Server(Process process, string folder, string endpoint) => (_process, _folder, Endpoint) = (process, folder, endpoint);

        public string Endpoint { get; }

        public IReadOnlyList<string> Objects =>
            Directory.GetFiles(Path.Combine(_folder, "data"), "*._S3rver_object", SearchOption.AllDirectories);

        public static async Task<S3Server> StartAsync()
        {
            var folder = Directory.CreateTempSubdirectory("ci-s3-").FullName;
            foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Evidence", "s3-server")))
            {
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            }

            using (var install = Start(OperatingSystem.IsWindows() ? "cmd" : "npm", OperatingSystem.IsWindows() ? ["/c", "npm", "ci", "--no-audit", "--no-fund"] : ["ci", "--no-audit", "--no-fund"], folder))
            {
                var output = install.StandardOutput.ReadToEndAsync();
                await install.WaitForExitAsync().WaitAsync(Patience);
                Assert.That(install.ExitCode, Is.Zero, await output);
            }

            Directory.CreateDirectory(Path.Combine(folder, "data"));
            var process = Start("node", ["server.mjs", Path.Combine(folder, "data")], folder);
            var line = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
            return new S3Server(process, folder, "http://127.0.0.1:" + line!["listening ".Length..]);
        }

        public void Dispose()
        {
            _process.Kill();
            _process.WaitForExit();
            _process.Dispose();
            Directory.Delete(_folder, recursive: true);
        }

        private static Process Start(string program, string[] arguments, string folder) => Process.Start(
            new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardInput = true, UseShellExecute = false })!;
    }
}
