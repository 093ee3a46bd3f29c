using System.Net;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Api;

public sealed class IdempotencyTests
{
    private const string Incidents = "/api/v1/incidents";

    [Test]
    public async Task The_same_key_and_body_give_the_same_answer_and_one_row()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var body = Sample.Incident();
        var first = (await analyst.PostAsync(Incidents, body, ("Idempotency-Key", "key-1"))).Expect(HttpStatusCode.Created);
        var again = (await analyst.PostAsync(Incidents, body, ("Idempotency-Key", "key-1"))).Expect(HttpStatusCode.Created);
        Assert.That(again.Location, Is.EqualTo(first.Location));
        Assert.That(again.Text("reference"), Is.EqualTo(first.Text("reference")));
        Assert.That(again.Body, Is.EqualTo(first.Body));
        Assert.That(await analyst.CountAsync(Incidents), Is.EqualTo(1));
        (await analyst.PostAsync(Incidents, body, ("Idempotency-Key", "key-2"))).Expect(HttpStatusCode.Created);
        Assert.That(await analyst.CountAsync(Incidents), Is.EqualTo(2));
    }

    [Test]
    public async Task The_same_key_with_another_body_is_refused()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        (await analyst.PostAsync(Incidents, Sample.Incident(), ("Idempotency-Key", "key"))).Expect(HttpStatusCode.Created);
        (await analyst.PostAsync(Incidents, Sample.Incident().With("title", "\"Another\""), ("Idempotency-Key", "key")))
            .ExpectProblem(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        Assert.That(await analyst.CountAsync(Incidents), Is.EqualTo(1));
    }

    [Test]
    public async Task Twenty_duplicates_at_once_log_one_incident()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var body = Sample.Incident();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => analyst.PostAsync(Incidents, body, ("Idempotency-Key", "twenty"))));
        Assert.That(answers.Select(a => a.Status), Has.All.EqualTo(HttpStatusCode.Created));
        Assert.That(answers.Select(a => a.Location!.ToString()).Distinct(StringComparer.Ordinal).Count(), Is.EqualTo(1));
        Assert.That(await analyst.CountAsync(Incidents), Is.EqualTo(1));
    }

    [Test]
    public async Task A_refused_call_is_not_kept()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        (await analyst.PostAsync(Incidents, Sample.Incident().With("classification.class", "\"nonsense\""), ("Idempotency-Key", "key")))
            .ExpectInvalid("classification.class");
        (await analyst.PostAsync(Incidents, Sample.Incident(), ("Idempotency-Key", "key"))).Expect(HttpStatusCode.Created);
        var reference = await analyst.LogAsync();
        var activate = $"{Incidents}/{reference}/actions/activate";
        (await analyst.PostAsync(activate, null, ("Idempotency-Key", "act"))).ExpectProblem(HttpStatusCode.Conflict, "illegal-move");
        await analyst.ActAsync($"incidents/{reference}", "triage");
        (await analyst.PostAsync(activate, null, ("Idempotency-Key", "act"))).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task Keys_are_of_one_user_and_one_path()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var manager = await app.AsAsync("manager");
        var first = (await analyst.PostAsync(Incidents, Sample.Incident(), ("Idempotency-Key", "key"))).Expect(HttpStatusCode.Created);
        var other = (await manager.PostAsync(Incidents, Sample.Incident(), ("Idempotency-Key", "key"))).Expect(HttpStatusCode.Created);
        Assert.That(other.Location, Is.Not.EqualTo(first.Location));
        (await analyst.PostAsync($"{first.Location}/follow-ups", Sample.FollowUp(), ("Idempotency-Key", "key"))).Expect(HttpStatusCode.Created);
        Assert.That(await analyst.CountAsync(Incidents), Is.EqualTo(2));
    }

    [Test]
    public async Task A_key_is_kept_for_a_day_and_then_forgotten()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var first = (await analyst.PostAsync(Incidents, Sample.Incident(), ("Idempotency-Key", "key"))).Expect(HttpStatusCode.Created);
        app.Clock.Advance(TimeSpan.FromHours(23));
        using var later = await app.AsAsync("analyst");
        Assert.That((await later.PostAsync(Incidents, Sample.Incident(), ("Idempotency-Key", "key"))).Location, Is.EqualTo(first.Location));
        app.Clock.Advance(TimeSpan.FromHours(2));
        using var nextDay = await app.AsAsync("analyst");
        var second = (await nextDay.PostAsync(Incidents, Sample.Incident().With("title", "\"Another body\""), ("Idempotency-Key", "key"))).Expect(HttpStatusCode.Created);
        Assert.That(second.Location, Is.Not.EqualTo(first.Location));
        Assert.That((await nextDay.PostAsync(Incidents, Sample.Incident().With("title", "\"Another body\""), ("Idempotency-Key", "key"))).Location, Is.EqualTo(second.Location));
        Assert.That(await nextDay.CountAsync(Incidents), Is.EqualTo(2));
    }

    [Test]
    public async Task Actions_take_a_key_too_and_move_once()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.nl");
        var reference = await analyst.LogAsync();
        var path = $"{Incidents}/{reference}/actions/triage";
        var first = (await analyst.PostAsync(path, null, ("Idempotency-Key", "t"))).Expect(HttpStatusCode.OK);
        var again = (await analyst.PostAsync(path, null, ("Idempotency-Key", "t"))).Expect(HttpStatusCode.OK);
        Assert.That(again.Body, Is.EqualTo(first.Body));
        Assert.That(again.ETag, Is.EqualTo(first.ETag));
        (await analyst.PostAsync(path, null, ("Idempotency-Key", "u"))).ExpectProblem(HttpStatusCode.Conflict, "illegal-move");
        (await analyst.PostAsync(path, new { reason = "other" }, ("Idempotency-Key", "t"))).Expect(HttpStatusCode.UnprocessableEntity);
        var (_, _, request) = await analyst.SentRequestAsync();
        var acknowledge = $"/api/v1/requests/{request}/actions/acknowledge";
        (await liaison.PostAsync(acknowledge, null, ("Idempotency-Key", "a"))).Expect(HttpStatusCode.OK);
        (await liaison.PostAsync(acknowledge, null, ("Idempotency-Key", "a"))).Expect(HttpStatusCode.OK);
        (await liaison.PostAsync(acknowledge, null, ("Idempotency-Key", "b"))).ExpectProblem(HttpStatusCode.Conflict, "illegal-move");
    }

    [Test]
    public async Task Every_create_takes_a_key()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var admin = await app.AsAsync("admin");
        var reference = await analyst.ActiveCaseAsync();
        var participation = await analyst.NotifyAsync(reference, "NL");
        async Task Twice(ApiClient client, string path, object body, string id)
        {
            var first = (await client.PostAsync(path, body, ("Idempotency-Key", "one"))).Expect(HttpStatusCode.Created);
            var again = (await client.PostAsync(path, body, ("Idempotency-Key", "one"))).Expect(HttpStatusCode.Created);
            Assert.That(again.Location, Is.EqualTo(first.Location), path);
            Assert.That(again.Text(id), Is.EqualTo(first.Text(id)), path);
        }

        await Twice(analyst, $"{Incidents}/{reference}/follow-ups", Sample.FollowUp(), "id");
        await Twice(analyst, $"{Incidents}/{reference}/requests", Sample.Request(participation), "reference");
        await Twice(analyst, $"{Incidents}/{reference}/comments", new { text = "Seen.", audience = "National" }, "id");
        await Twice(analyst, $"{Incidents}/{reference}/observables", new { type = "Domain", value = "evil.example" }, "id");
        await Twice(analyst, $"{Incidents}/{reference}/timeline", new { at = TestApp.Start, text = "The first mail" }, "id");
        await Twice(analyst, $"{Incidents}/{reference}/observables/batch", new { items = new[] { new { type = "IPv4", value = "192.0.2.1" } } }, "ids");
        await Twice(analyst, $"{Incidents}/{reference}/participations", new { country = "DE", roles = new[] { "Transit" } }, "id");
        await Twice(admin, "/api/v1/organisations", new { name = "A body", kind = "InternationalBody", timeZone = "Europe/Paris" }, "id");
        await Twice(admin, "/api/v1/users", new { email = "new@demo.test", displayName = "New", roles = new[] { "Analyst" } }, "id");
    }

    [TestCase("with space")]
    [TestCase("ümlaut")]
    public async Task A_key_that_is_none_is_named(string key)
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        (await analyst.PostAsync(Incidents, Sample.Incident(), ("Idempotency-Key", key))).ExpectInvalid("Idempotency-Key");
        (await analyst.PostAsync(Incidents, Sample.Incident(), ("Idempotency-Key", new string('k', 201)))).ExpectInvalid("Idempotency-Key");
        Assert.That(await analyst.CountAsync(Incidents), Is.Zero);
    }

    [Test]
    public async Task A_replay_reads_through_the_viewers_filter()
    {
        await using var app = new TestApp();
        using var manager = await app.AsAsync("manager");
        using var analyst = await app.AsAsync("analyst");
        var created = (await manager.PostAsync(Incidents, Sample.Incident(), ("Idempotency-Key", "key"))).Expect(HttpStatusCode.Created);
        await manager.ActAsync($"incidents/{created.Text("reference")}", "triage");
        var followUps = $"{created.Location}/follow-ups";
        (await analyst.PostAsync(followUps, Sample.FollowUp(), ("Idempotency-Key", "follow"))).Expect(HttpStatusCode.Created);
        (await analyst.PostAsync(followUps, Sample.FollowUp(), ("Idempotency-Key", "follow"))).Expect(HttpStatusCode.Created);
        var etag = (await manager.GetAsync(created.Location!.ToString())).ETag;
        (await manager.PatchAsync(created.Location.ToString(), new { tlp = "RED" }, etag)).Expect(HttpStatusCode.OK);
        (await analyst.PostAsync(followUps, Sample.FollowUp(), ("Idempotency-Key", "follow"))).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await manager.PostAsync(Incidents, Sample.Incident(), ("Idempotency-Key", "key"))).Expect(HttpStatusCode.Created);
    }
}
