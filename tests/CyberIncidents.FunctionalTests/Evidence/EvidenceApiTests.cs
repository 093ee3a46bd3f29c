using System.Net;
using System.Security.Cryptography;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;
using CyberIncidents.Infrastructure.Jobs;
using Microsoft.Extensions.DependencyInjection;
using static CyberIncidents.FunctionalTests.Evidence.EvidenceSteps;

namespace CyberIncidents.FunctionalTests.Evidence;

public sealed class EvidenceApiTests
{
    private const int Size = (2 * 1024 * 1024) + 777;

    private static string HashOf(HashAlgorithmName algorithm, byte[] bytes)
    {
        using var hash = IncrementalHash.CreateHash(algorithm);
        hash.AppendData(bytes);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    [Test]
    public async Task A_file_comes_in_is_hashed_taken_in_parts_compared_and_its_log_tells_of_all_of_it()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var incident = await analyst.ActiveCaseAsync();
        var bytes = Bytes(Size);
        var made = (await analyst.UploadAsync(incident, bytes, "dump.bin", ("tlp", "AMBER+STRICT"), ("description", "A dump"), ("receivedFrom", "Bank X")))
            .Expect(HttpStatusCode.Created);
        var id = made.Text("id");
        Assert.That(made.Location!.ToString(), Is.EqualTo(PathOf(incident, id)));
        Assert.That(made.Text("sha256"), Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(bytes))));
        Assert.That((made.Text("fileName"), made.Text("size"), made.Text("tlp")), Is.EqualTo(("dump.bin", Size.ToString(System.Globalization.CultureInfo.InvariantCulture), "AMBER+STRICT")));
        Assert.That(made.At("md5"), Is.Null);
        Assert.That(app.Stored(), Has.Count.EqualTo(1));
        Assert.That((await File.ReadAllBytesAsync(app.Stored()[0])).AsSpan().IndexOf(bytes.AsSpan(0, 32)), Is.EqualTo(-1), "encrypted at rest");

        var (whole, all) = await analyst.TakeAsync(incident, id);
        Assert.That(whole.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(all, Is.EqualTo(bytes));
        Assert.That(whole.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/octet-stream"));
        Assert.That(whole.Content.Headers.ContentDisposition!.DispositionType, Is.EqualTo("attachment"));
        Assert.That(whole.Headers.GetValues("X-Content-Type-Options").Single(), Is.EqualTo("nosniff"));
        Assert.That(whole.Headers.GetValues("Content-Security-Policy").Single(), Does.Contain("sandbox"));

        Assert.That(await app.Services.GetRequiredService<EvidenceKeeper>().RunAsync(CancellationToken.None), Is.EqualTo(1));
        Assert.That(await app.Services.GetRequiredService<EvidenceKeeper>().RunAsync(CancellationToken.None), Is.Zero);
        var read = (await analyst.GetAsync(PathOf(incident, id))).Expect(HttpStatusCode.OK);
        Assert.That(read.Text("md5"), Is.EqualTo(HashOf(HashAlgorithmName.MD5, bytes)));
        Assert.That(read.Text("sha1"), Is.EqualTo(HashOf(HashAlgorithmName.SHA1, bytes)));
        app.Clock.Advance(TimeSpan.FromDays(7.1));
        using var later = await app.AsAsync("analyst");
        Assert.That(await app.Services.GetRequiredService<EvidenceKeeper>().RunAsync(CancellationToken.None), Is.EqualTo(1), "a week later it is looked at again");
        (await later.PostAsync(PathOf(incident, id, "/actions/verify"))).Expect(HttpStatusCode.OK);
        Assert.That(await later.CustodyAsync(incident, id), Is.EqualTo(new[] { "Received", "Downloaded", "Verified", "Verified", "Verified" }));
        Assert.That((await later.GetAsync(PathOf(incident, id, "/custody"))).Text("items.0.note"), Is.EqualTo("Bank X."));
    }

    [Test]
    public async Task A_broken_off_download_goes_on_where_it_stopped_and_is_one_download()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var incident = await analyst.ActiveCaseAsync();
        var bytes = Bytes(Size);
        var id = (await analyst.UploadAsync(incident, bytes, "dump.bin")).Expect(HttpStatusCode.Created).Text("id");
        var (first, head) = await analyst.TakeAsync(incident, id, (0, 999_999));
        var tag = first.Headers.ETag!.ToString();
        Assert.That(first.StatusCode, Is.EqualTo(HttpStatusCode.PartialContent));
        var (rest, tail) = await analyst.TakeAsync(incident, id, (1_000_000, null), ifRange: tag);
        Assert.That(rest.StatusCode, Is.EqualTo(HttpStatusCode.PartialContent));
        Assert.That(rest.Content.Headers.ContentRange!.ToString(), Is.EqualTo($"bytes 1000000-{Size - 1}/{Size}"));
        Assert.That(head.Concat(tail), Is.EqualTo(bytes));
        Assert.That(await analyst.CustodyAsync(incident, id), Is.EqualTo(new[] { "Received", "Downloaded" }));

        var (beyond, _) = await analyst.TakeAsync(incident, id, (Size, null));
        Assert.That(beyond.StatusCode, Is.EqualTo(HttpStatusCode.RequestedRangeNotSatisfiable));
        using var looks = new HttpRequestMessage(HttpMethod.Head, PathOf(incident, id, "/content"));
        var looked = await analyst.SendAsync(looks);
        Assert.That((looked.Status, looked.Headers["Content-Length"]), Is.EqualTo((HttpStatusCode.OK, Size.ToString(System.Globalization.CultureInfo.InvariantCulture))));
        Assert.That(await analyst.CustodyAsync(incident, id), Has.Count.EqualTo(2), "what gives no bytes is no download");

        var (other, whole) = await analyst.TakeAsync(incident, id, (1_000_000, null), ifRange: "\"another\"");
        Assert.That((other.StatusCode, whole.Length), Is.EqualTo((HttpStatusCode.OK, Size)));
        Assert.That(await analyst.CustodyAsync(incident, id), Has.Count.EqualTo(3));
        app.Clock.Advance(TimeSpan.FromHours(25));
        using var later = await app.AsAsync("analyst");
        await later.TakeAsync(incident, id, (1_000_000, null));
        Assert.That(await later.CustodyAsync(incident, id), Has.Count.EqualTo(4), "a day later it is another download");
    }

    [Test]
    public async Task The_same_content_is_stored_once_and_whoever_brings_it_again_learns_nothing()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var nl = await app.AsAsync("liaison.nl");
        var incident = await analyst.ActiveCaseAsync();
        await analyst.NotifyAsync(incident, "NL");
        var bytes = Bytes(5000);
        (await analyst.UploadAsync(incident, bytes, "ours.bin")).Expect(HttpStatusCode.Created);
        var known = (await nl.UploadAsync(incident, bytes, "theirs.bin")).Expect(HttpStatusCode.Created);
        var fresh = (await nl.UploadAsync(incident, Bytes(5001), "theirs.bin")).Expect(HttpStatusCode.Created);
        Assert.That(known.Json.AsObject().Select(p => p.Key), Is.EqualTo(fresh.Json.AsObject().Select(p => p.Key)));
        Assert.That(known.Headers.Keys, Is.EquivalentTo(fresh.Headers.Keys));
        Assert.That(app.Stored(), Has.Count.EqualTo(2));
        var (_, got) = await nl.TakeAsync(incident, known.Text("id"));
        Assert.That(got, Is.EqualTo(bytes));
    }

    [Test]
    public async Task A_repeated_call_with_its_key_brings_one_file_and_another_file_is_refused()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var incident = await analyst.ActiveCaseAsync();
        var first = (await analyst.UploadAsync(incident, Form(Bytes(100), "a.bin"), "key-1")).Expect(HttpStatusCode.Created);
        var again = (await analyst.UploadAsync(incident, Form(Bytes(100), "a.bin"), "key-1")).Expect(HttpStatusCode.Created);
        Assert.That(again.Text("id"), Is.EqualTo(first.Text("id")));
        (await analyst.UploadAsync(incident, Form(Bytes(101), "a.bin"), "key-1")).ExpectProblem(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        Assert.That(await analyst.RowsAsync($"/api/v1/incidents/{incident}/evidence"), Is.EqualTo(1));
        Assert.That(app.Stored(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_flipped_byte_is_found_told_and_nothing_of_it_is_given_out()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var manager = await app.AsAsync("manager");
        var incident = await analyst.ActiveCaseAsync();
        var bytes = Bytes(Size);
        var id = (await analyst.UploadAsync(incident, bytes, "dump.bin")).Expect(HttpStatusCode.Created).Text("id");
        var file = app.Stored()[0];
        var stored = await File.ReadAllBytesAsync(file);
        stored[1_500_000] ^= 1;
        await File.WriteAllBytesAsync(file, stored);
        Assert.That(await app.Services.GetRequiredService<EvidenceKeeper>().RunAsync(CancellationToken.None), Is.EqualTo(1));
        Assert.That(await analyst.CustodyAsync(incident, id), Is.EqualTo(new[] { "Received", "Mismatch" }));
        Assert.That((await analyst.GetAsync(PathOf(incident, id))).At("brokenAt"), Is.Not.Null);
        foreach (var told in new[] { analyst, manager })
        {
            Assert.That((await told.GetAsync("/api/v1/notifications")).Text("items.0.kind"), Is.EqualTo("EvidenceBroken"));
        }

        // The same content, brought anew, mends it.
        (await manager.UploadAsync(incident, bytes, "again.bin")).Expect(HttpStatusCode.Created);
        (await manager.PostAsync(PathOf(incident, id, "/actions/verify"))).Expect(HttpStatusCode.OK);
        Assert.That((await analyst.GetAsync(PathOf(incident, id))).At("brokenAt"), Is.Null);

        foreach (var lost in app.Stored())
        {
            File.Delete(lost);
        }

        (await analyst.GetAsync(PathOf(incident, id, "/content"))).ExpectProblem(HttpStatusCode.Conflict, "content-broken");
        (await manager.PostAsync(PathOf(incident, id, "/actions/verify"))).Expect(HttpStatusCode.OK);
        Assert.That((await analyst.CustodyAsync(incident, id))[^1], Is.EqualTo("Mismatch"), "what is lost is not what it was");
    }

    [Test]
    public async Task Quarantine_lets_it_out_only_as_a_zip_and_only_to_ours()
    {
        await using var app = new TestApp();
        using var owner = await app.AsAsync("analyst");
        using var manager = await app.AsAsync("manager");
        using var other = await app.HireAsync("other");
        using var nl = await app.AsAsync("liaison.nl");
        var incident = await owner.ActiveCaseAsync();
        await owner.NotifyAsync(incident, "NL");
        var bytes = Bytes(3000);
        var id = (await nl.UploadAsync(incident, bytes, "evil.exe")).Expect(HttpStatusCode.Created).Text("id");
        var act = PathOf(incident, id, "/actions/");
        (await other.PostAsync(act + "quarantine", new { reason = "Malware" })).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await nl.PostAsync(act + "quarantine", new { reason = "Malware" })).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await owner.PostAsync(act + "quarantine")).ExpectInvalid("reason");
        (await owner.PostAsync(act + "quarantine", new { reason = "Malware" })).Expect(HttpStatusCode.OK);
        (await manager.PostAsync(act + "quarantine", new { reason = "Malware" })).ExpectProblem(HttpStatusCode.Conflict, "illegal-move");
        foreach (var (client, query) in new[] { (owner, ""), (nl, ""), (nl, "?as=zip") })
        {
            (await client.GetAsync(PathOf(incident, id, "/content" + query))).ExpectProblem(HttpStatusCode.Conflict, "quarantined");
        }

        var (zipped, zip) = await owner.TakeAsync(incident, id, query: "?as=zip");
        Assert.That(zipped.Content.Headers.ContentDisposition!.FileName, Does.Contain("evil.exe.zip"));
        Assert.That(zip, Has.Length.EqualTo(zipped.Content.Headers.ContentLength));
        Assert.That(zip.AsSpan().IndexOf(bytes.AsSpan(0, 32)), Is.EqualTo(-1));
        Assert.That(await ZipReading.ReadAsync(zip), Is.EqualTo(bytes));
        (await manager.PostAsync(act + "unquarantine")).Expect(HttpStatusCode.OK);
        Assert.That((await nl.TakeAsync(incident, id)).Bytes, Is.EqualTo(bytes));
        Assert.That(await owner.CustodyAsync(incident, id), Is.EqualTo(new[] { "Received", "Quarantined", "Downloaded", "Unquarantined", "Downloaded" }));
    }

    [Test]
    public async Task Two_files_of_one_name_stand_side_by_side_and_one_is_described_and_withdrawn()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var incident = await analyst.ActiveCaseAsync();
        var id = (await analyst.UploadAsync(incident, Bytes(10), "log.txt")).Expect(HttpStatusCode.Created).Text("id");
        (await analyst.UploadAsync(incident, Bytes(11), "log.txt")).Expect(HttpStatusCode.Created);
        Assert.That(await analyst.RowsAsync($"/api/v1/incidents/{incident}/evidence"), Is.EqualTo(2));
        (await analyst.PatchAsync(PathOf(incident, id), new { description = "x" }, null)).ExpectProblem(HttpStatusCode.PreconditionRequired, "if-match-required");
        var read = await analyst.GetAsync(PathOf(incident, id));
        var edited = (await analyst.PatchAsync(PathOf(incident, id), new { description = "The first" }, read.ETag)).Expect(HttpStatusCode.OK);
        Assert.That(edited.Text("description"), Is.EqualTo("The first"));
        (await analyst.PatchAsync(PathOf(incident, id), new { description = "y" }, read.ETag)).ExpectProblem(HttpStatusCode.PreconditionFailed, "stale");
        (await analyst.PatchAsync(PathOf(incident, id), new { sha256 = "y" }, edited.ETag)).ExpectInvalid("sha256");
        (await analyst.PostAsync(PathOf(incident, id, "/actions/withdraw"), new { reason = "Wrong case" })).Expect(HttpStatusCode.OK);
        (await analyst.PostAsync(PathOf(incident, id, "/actions/withdraw"))).ExpectProblem(HttpStatusCode.Conflict, "illegal-move");
        Assert.That(await analyst.RowsAsync($"/api/v1/incidents/{incident}/evidence"), Is.EqualTo(1));
        Assert.That(await analyst.RowsAsync($"/api/v1/incidents/{incident}/evidence?includeWithdrawn=true"), Is.EqualTo(2));
        Assert.That(await analyst.CustodyAsync(incident, id), Is.EqualTo(new[] { "Received", "Withdrawn" }));
    }
}
