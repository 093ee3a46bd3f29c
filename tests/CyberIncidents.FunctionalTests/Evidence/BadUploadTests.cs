using System.Net;
using System.Text;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;
using static CyberIncidents.FunctionalTests.Evidence.EvidenceSteps;

namespace CyberIncidents.FunctionalTests.Evidence;

public sealed class BadUploadTests
{
    private static readonly string Hash = new('0', 64);

    [Test]
    public async Task What_is_wrong_is_refused_with_its_reason_and_nothing_is_stored()
    {
        await using var app = new TestApp(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Storage:MaxFileBytes"] = "3000000" });
        using var analyst = await app.AsAsync("analyst");
        var incident = await analyst.ActiveCaseAsync();
        (HttpContent Content, string Field)[] wrong =
        [
            (Form([], "empty.bin"), "file"),
            (new MultipartFormDataContent { { new StringContent("AMBER"), "tlp" } }, "file"),
            (Two(), "file"),
            (Form(Bytes(10), "a.bin", ("size", "11")), "size"),
            (Form(Bytes(10), "a.bin", ("size", "ten")), "size"),
            (Form(Bytes(10), "a.bin", ("sha256", Hash)), "sha256"),
            (Form(Bytes(10), "a.bin", ("sha256", "zz")), "sha256"),
            (Form(Bytes(10), "a.bin", ("tlp", "CLEAR")), "tlp"),
            (Form(Bytes(10), "a.bin", ("tlp", "WHITE")), "tlp"),
            (Form(Bytes(10), "a.bin", ("colour", "red")), "colour"),
            (Form(Bytes(10), "a.bin", ("tlp", "RED"), ("tlp", "RED")), "tlp"),
            (Form(Bytes(10), "a.bin", ("description", new string('x', 2001))), "description"),
            (Form(Bytes(10), "a.bin", ("description", new string('x', 100_000))), "description"),
            (WithLength(9), "file"),
            (Raw("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nhalf"), "file"),
            (Raw("nothing of the kind"), "file"),
        ];
        foreach (var (content, field) in wrong)
        {
            (await analyst.UploadAsync(incident, content)).ExpectInvalid(field);
            Assert.That(app.Stored(), Is.Empty, field);
        }

        (await analyst.UploadAsync(incident, Form(Bytes(3_000_001), "big.bin"))).ExpectProblem(HttpStatusCode.RequestEntityTooLarge, "too-large");
        (await analyst.UploadAsync(incident, Form(Bytes(5_000_000), "big.bin"))).ExpectProblem(HttpStatusCode.RequestEntityTooLarge, "too-large");
        (await analyst.UploadAsync(incident, new StringContent("{}", Encoding.UTF8, "application/json"))).ExpectProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
        Assert.That(app.Stored(), Is.Empty);
        Assert.That(await analyst.RowsAsync($"/api/v1/incidents/{incident}/evidence"), Is.Zero);
        (await analyst.UploadAsync(incident, Form(Bytes(3_000_000), "fits.bin"))).Expect(HttpStatusCode.Created);
    }

    [TestCase("..\\..\\x.txt", "x.txt")]
    [TestCase("../../etc/passwd", "passwd")]
    [TestCase("C:\\evil.exe", "evil.exe")]
    [TestCase("nul", "_nul")]
    public async Task A_name_with_a_path_is_kept_without_it_and_the_log_says_so(string sent, string kept)
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var incident = await analyst.ActiveCaseAsync();
        var made = (await analyst.UploadAsync(incident, Bytes(10), sent)).Expect(HttpStatusCode.Created);
        Assert.That(made.Text("fileName"), Is.EqualTo(kept));
        Assert.That((await analyst.GetAsync(PathOf(incident, made.Text("id"), "/custody"))).Text("items.0.note"), Does.Contain(kept));
    }

    [Test]
    public async Task An_upload_that_breaks_off_leaves_nothing_behind()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var incident = await analyst.ActiveCaseAsync();
        using var stop = new CancellationTokenSource();
        using var content = new MultipartFormDataContent { { new StreamContent(new BreakingStream(2_500_000, stop)), "file", "half.bin" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/incidents/{incident}/evidence") { Content = content };
        Assert.That(async () => await analyst.Http.SendAsync(request, stop.Token), Throws.Exception);
        for (var i = 0; app.Stored().Count > 0 && i < 200; i++)
        {
            await Task.Delay(10);
        }

        Assert.That(app.Stored(), Is.Empty);
        Assert.That(await analyst.RowsAsync($"/api/v1/incidents/{incident}/evidence"), Is.Zero);
    }

    [Test]
    public async Task The_right_to_bring_a_file_is_asked_before_a_byte_is_read()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var nl = await app.AsAsync("liaison.nl");
        using var admin = await app.AsAsync("admin");
        using var nobody = app.Anonymous();
        var incident = await analyst.ActiveCaseAsync();
        (await nobody.UploadAsync(incident, Bytes(10), "a.bin")).Expect(HttpStatusCode.Unauthorized);
        (await admin.UploadAsync(incident, Bytes(10), "a.bin")).Expect(HttpStatusCode.Forbidden);
        var unseen = await nl.UploadAsync(incident, Bytes(10), "a.bin");
        var none = await nl.UploadAsync("CI-2026-999999", Bytes(10), "a.bin");
        unseen.ExpectProblem(HttpStatusCode.NotFound, "not-found");
        Assert.That(unseen.Whole(), Is.EqualTo(none.Whole()), "not yours and not there are one answer");
        await analyst.NotifyAsync(incident, "NL");
        (await nl.UploadAsync(incident, Bytes(10), "a.bin")).Expect(HttpStatusCode.Created);
        await analyst.ActAsync($"incidents/{incident}", "resolve", new { outcome = "Mitigated" });
        (await analyst.UploadAsync(incident, Bytes(11), "late.bin")).Expect(HttpStatusCode.Created);
        await analyst.ActAsync($"incidents/{incident}", "close", new { summary = "Done" });
        (await analyst.UploadAsync(incident, Bytes(12), "a.bin")).ExpectProblem(HttpStatusCode.Conflict, "incident-closed");
        (await nl.UploadAsync(incident, Bytes(12), "a.bin")).ExpectProblem(HttpStatusCode.Conflict, "case-closed");
        Assert.That(app.Stored(), Has.Count.EqualTo(2));
    }

    private static MultipartFormDataContent Two()
    {
        var form = Form(Bytes(10), "a.bin");
        form.Add(FilePart(Bytes(10), "b.bin"), "file");
        return form;
    }

    private static RawForm WithLength(int declared)
    {
        var bytes = Encoding.Latin1.GetString(Bytes(10));
        var body = $"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\nContent-Length: {declared}\r\n\r\n{bytes}\r\n--b--\r\n";
        return new RawForm(Encoding.Latin1.GetBytes(body));
    }

    private static RawForm Raw(string body) => new(Encoding.Latin1.GetBytes(body));

    /// <summary>A body as somebody wrote it by hand.</summary>
    private sealed class RawForm : MultipartFormDataContent
    {
        private readonly byte[] _body;

        public RawForm(byte[] body)
            : base("b") => _body = body;

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(_body).AsTask();

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) => SerializeToStreamAsync(stream, context);

        protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult<Stream>(new MemoryStream(_body));

        protected override bool TryComputeLength(out long length)
        {
            length = _body.Length;
            return true;
        }
    }

    /// <summary>A file of which only so much is sent before the connection breaks off.</summary>
    private sealed class BreakingStream(int good, CancellationTokenSource connection) : Stream
    {
        private int _given;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => _given; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var some = Math.Min(count, good - _given);
            _given += some;
            if (some == 0)
            {
                connection.Cancel();
                throw new IOException("The connection is gone.");
            }

            return some;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
