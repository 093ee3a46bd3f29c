using System.Net;
using System.Net.Http.Headers;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Api;

public sealed class BadJsonTests
{
    private const string Path = "/api/v1/incidents";

    [TestCase("{")]
    [TestCase("")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("\"text\"")]
    [TestCase("42")]
    [TestCase("{\"title\":\"a\",}")]
    [TestCase("{\"title\":\"a\"} trailing")]
    [TestCase("{'title':'a'}")]
    [TestCase("// comment\n{}")]
    [TestCase("{\"title\":NaN}")]
    [TestCase("<incident/>")]
    [TestCase("{\"title\":\"raw\ttab\"}")]
    public async Task A_body_that_is_no_json_object_is_refused(string body)
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        (await analyst.PostRawAsync(Path, body)).ExpectInvalid("body");
        Assert.That(await analyst.CountAsync(Path), Is.Zero);
    }

    [Test]
    public async Task Doubled_properties_are_refused()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var body = Sample.Incident().ToJsonString();
        var doubled = body.Insert(1, "\"title\":\"first\",");
        Assert.That(Sample.Fields((await analyst.PostRawAsync(Path, doubled)).ExpectProblem(HttpStatusCode.BadRequest, "invalid")), Is.Not.Empty);
        Assert.That(await analyst.CountAsync(Path), Is.Zero);
    }

    [Test]
    public async Task Bytes_that_are_no_utf8_and_broken_property_names_are_refused()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using (var bytes = new ByteArrayContent([.. "{\"title\":\""u8, 0xC3, 0x28, 0xFF, .. "\"}"u8]))
        {
            bytes.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            var answer = await analyst.SendAsync(new HttpRequestMessage(HttpMethod.Post, Path) { Content = bytes });
            answer.ExpectProblem(HttpStatusCode.BadRequest, "invalid");
        }

        (await analyst.PostRawAsync(Path, "{\"\\ud800\":1}")).ExpectProblem(HttpStatusCode.BadRequest, "invalid");
        Assert.That(await analyst.CountAsync(Path), Is.Zero);
    }

    [Test]
    public async Task Deep_nesting_is_refused()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 5000)) + "1" + new string('}', 5000);
        (await analyst.PostRawAsync(Path, deep)).ExpectProblem(HttpStatusCode.BadRequest, "invalid");
        var list = $"{{\"partners\":{new string('[', 5000)}{new string(']', 5000)}}}";
        (await analyst.PostRawAsync(Path, list)).ExpectProblem(HttpStatusCode.BadRequest, "invalid");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_body_of_ten_megabytes_is_too_large_with_and_without_content_length(bool withLength)
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var bytes = new byte[10 * 1024 * 1024];
        Array.Fill(bytes, (byte)' ');
        using HttpContent content = withLength ? new ByteArrayContent(bytes) : new Endless(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        (await analyst.SendAsync(new HttpRequestMessage(HttpMethod.Post, Path) { Content = content }))
            .ExpectProblem(HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    [Test]
    public async Task Too_large_bodies_are_refused_by_patch_login_and_with_an_idempotency_key_too()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var reference = await analyst.LogAsync();
        var large = new string(' ', 2 * 1024 * 1024);
        (await analyst.PatchRawAsync($"{Path}/{reference}", large, "\"0\"")).ExpectProblem(HttpStatusCode.RequestEntityTooLarge, "too-large");
        (await analyst.PostRawAsync(Path, large, "application/json", ("Idempotency-Key", "k1"))).ExpectProblem(HttpStatusCode.RequestEntityTooLarge, "too-large");
        using var anonymous = app.Anonymous();
        (await anonymous.PostRawAsync("/api/v1/auth/login", large)).ExpectProblem(HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    [TestCase("text/plain")]
    [TestCase("application/xml")]
    [TestCase("application/x-www-form-urlencoded")]
    [TestCase("multipart/form-data")]
    public async Task Another_media_type_is_not_supported(string mediaType)
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var body = Sample.Incident().ToJsonString();
        (await analyst.PostRawAsync(Path, body, mediaType)).ExpectProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
        Assert.That(await analyst.CountAsync(Path), Is.Zero);
    }

    [Test]
    public async Task A_body_without_media_type_is_not_supported()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var content = new ByteArrayContent("{}"u8.ToArray());
        (await analyst.SendAsync(new HttpRequestMessage(HttpMethod.Post, Path) { Content = content }))
            .ExpectProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
    }

    [Test]
    public async Task A_patch_may_be_a_merge_patch_by_its_media_type_and_null_clears()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var reference = await analyst.LogAsync();
        var first = (await analyst.PatchRawAsync($"{Path}/{reference}", "{\"source\":\"A hotline\"}", "\"0\"", "application/merge-patch+json"));
        var etag = (await analyst.GetAsync($"{Path}/{reference}")).ETag;
        if (first.Status == HttpStatusCode.PreconditionFailed)
        {
            (await analyst.PatchRawAsync($"{Path}/{reference}", "{\"source\":\"A hotline\"}", etag, "application/merge-patch+json")).Expect(HttpStatusCode.OK);
            etag = (await analyst.GetAsync($"{Path}/{reference}")).ETag;
        }

        var cleared = (await analyst.PatchRawAsync($"{Path}/{reference}", "{\"source\":null}", etag)).Expect(HttpStatusCode.OK);
        Assert.That(cleared.At("source"), Is.Null);
        Assert.That(cleared.Text("title"), Does.StartWith("Recruitment"), "what is absent stays");
    }

    [Test]
    public async Task A_bad_patch_names_its_fields_and_changes_nothing()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var reference = await analyst.LogAsync();
        var before = await analyst.GetAsync($"{Path}/{reference}");
        using (Assert.EnterMultipleScope())
        {
            foreach (var (json, field) in new[]
            {
                ("{\"title\":null}", "title"),
                ("{\"title\":\" \"}", "title"),
                ("{\"severity\":null}", "severity"),
                ("{\"tlp\":null}", "tlp"),
                ("{\"classification\":null}", "classification"),
                ("{\"classification\":{\"class\":\"nonsense\"}}", "classification.class"),
                ("{\"classification\":{\"class\":\"abusive-content\",\"type\":\"phishing\"}}", "classification.type"),
                ("{\"classification\":{\"class\":\"abusive-content\",\"sort\":\"x\"}}", "classification.sort"),
                ("{\"terroristUse\":[\"nonsense\"]}", "terroristUse"),
                ("{\"owner\":null}", "owner"),
                ("{\"owner\":\"0197f000-0000-7000-8000-000000000000\"}", "owner"),
                ("{\"namedPersons\":[\"0197f000-0000-7000-8000-000000000000\"]}", "namedPersons"),
                ("{\"status\":\"Closed\"}", "status"),
                ("{\"reference\":\"CI-1\",\"version\":7}", "version"),
            })
            {
                var answer = await analyst.PatchRawAsync($"{Path}/{reference}", json, before.ETag);
                Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest), $"{json}: {answer.Body}");
                Assert.That(Sample.Fields(answer), Does.Contain(field), $"{json}: {answer.Body}");
            }
        }

        Assert.That((await analyst.GetAsync($"{Path}/{reference}")).Body, Is.EqualTo(before.Body));
    }

    /// <summary>A body whose length is not known.</summary>
    private sealed class Endless(byte[] bytes) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(bytes).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
