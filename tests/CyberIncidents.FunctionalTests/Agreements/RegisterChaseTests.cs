using System.Net;
using System.Text.Json.Nodes;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.FunctionalTests.Engagements;
using CyberIncidents.FunctionalTests.FollowUps;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Agreements;

/// <summary>Agreements and measures remind whoever owns them, and take follow-ups of people.</summary>
public sealed class RegisterChaseTests
{
    private static readonly DateTimeOffset Renewal = new(2026, 6, 1, 2, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task The_owner_of_an_agreement_is_reminded_of_its_renewal()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var colleague = await app.ColleagueAsync("colleague", "Analyst");
        var made = await AddAsync(analyst, new { owner = colleague, renewOn = "2026-06-01", inForceTo = "2026-12-31" });
        var id = Guid.Parse(made.Text("followUpId"));
        var chase = await app.FollowUpAsync(id);
        Assert.That((chase.AssigneeId, chase.DueAt, chase.About!.Type, chase.Purpose), Is.EqualTo((colleague, Renewal, FollowUpAbout.Agreement, FollowUpPurpose.RenewAgreement)));
        await app.FireAtAsync(Renewal.AddDays(-90));
        await app.FireAtAsync(Renewal.AddDays(-30));
        await app.FireAtAsync(Renewal.AddDays(-7));
        await app.FireAtAsync(Renewal);
        Assert.That(await app.NoticesAsync(id), Is.EqualTo(new[] { "FollowUpReminder colleague", "FollowUpReminder colleague", "FollowUpReminder colleague", "FollowUpDue colleague" }));
        using var later = await app.AsAsync("analyst");
        var list = await later.GetAsync($"/api/v1/follow-ups?about={made.Text("id")}");
        Assert.That((list.Text("items.0.title"), list.Text("items.0.about.reference"), list.Text("items.0.about.page")), Is.EqualTo(("Renew an agreement, or let it end", "memo", "agreements/memo")));
        await app.EnsureAuditIntactAsync();
    }

    [Test]
    public async Task The_follow_up_moves_with_the_day_and_the_owner_and_ends_with_either()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var colleague = await app.ColleagueAsync("colleague", "Analyst");
        var made = await AddAsync(analyst, new { owner = await analyst.MyIdAsync(), inForceTo = "2026-06-01" });
        var id = Guid.Parse(made.Text("followUpId"));
        Assert.That((await app.FollowUpAsync(id)).DueAt, Is.EqualTo(Renewal), "its last day says it where no other does");
        var moved = (await analyst.PatchAsync("/api/v1/agreements/memo", new { renewOn = "2026-05-01", owner = colleague }, made.ETag)).Expect(HttpStatusCode.OK);
        var chase = await app.FollowUpAsync(id);
        Assert.That((chase.DueAt, chase.AssigneeId), Is.EqualTo((Renewal.AddDays(-31), colleague)));
        var untouched = (await analyst.PatchAsync("/api/v1/agreements/memo", new { titleEn = "Another title" }, moved.ETag)).Expect(HttpStatusCode.OK);
        Assert.That(untouched.Text("followUpId"), Is.EqualTo(id.ToString()));
        var free = (await analyst.PatchAsync("/api/v1/agreements/memo", new { owner = (Guid?)null }, untouched.ETag)).Expect(HttpStatusCode.OK);
        Assert.That((await app.FollowUpAsync(id)).State, Is.EqualTo(FollowUpState.Cancelled));
        var again = (await analyst.PatchAsync("/api/v1/agreements/memo", new { owner = colleague }, free.ETag)).Expect(HttpStatusCode.OK);
        var second = Guid.Parse(again.Text("followUpId"));
        Assert.That(second, Is.Not.EqualTo(id));
        (await analyst.PatchAsync("/api/v1/agreements/memo", new { retired = true }, again.ETag)).Expect(HttpStatusCode.OK);
        Assert.That((await app.FollowUpAsync(second)).State, Is.EqualTo(FollowUpState.Cancelled));
        (await analyst.PostAsync("/api/v1/follow-ups", About("Agreement", made.Text("id")))).ExpectProblem(HttpStatusCode.Conflict, "ended");
    }

    [Test]
    public async Task A_day_that_is_past_reminds_nobody_and_what_cannot_be_is_refused()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var me = await analyst.MyIdAsync();
        var past = await AddAsync(analyst, new { owner = me, renewOn = "2026-01-01" });
        Assert.That(past.At("followUpId"), Is.Null);
        (await analyst.PatchAsync("/api/v1/agreements/memo", new { renewOn = "2027-01-01", inForceTo = "2026-12-31" }, past.ETag)).ExpectInvalid("renewOn");
        (await analyst.PatchAsync("/api/v1/agreements/memo", new { owner = Guid.NewGuid() }, past.ETag)).ExpectInvalid("owner");
        var seeded = (await analyst.GetAsync("/api/v1/follow-ups?count=true")).Expect(HttpStatusCode.OK);
        Assert.That(seeded.Text("count"), Is.EqualTo("0"), "the seeds schedule nothing");
    }

    [Test]
    public async Task A_due_follow_up_stays_when_something_else_of_its_agreement_is_edited()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var made = await AddAsync(analyst, new { owner = await analyst.MyIdAsync(), renewOn = "2026-06-01" });
        var id = Guid.Parse(made.Text("followUpId"));
        await app.FireAtAsync(Renewal.AddHours(1));
        using var later = await app.AsAsync("analyst");
        (await later.PatchAsync("/api/v1/agreements/memo", new { notes = "They asked for time" }, made.ETag)).Expect(HttpStatusCode.OK);
        Assert.That((await app.FollowUpAsync(id)).State, Is.EqualTo(FollowUpState.Due));
    }

    [Test]
    public async Task Whom_a_follow_up_was_given_to_keeps_it_until_the_agreement_has_another_owner()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var colleague = await app.ColleagueAsync("colleague", "Analyst");
        var made = await AddAsync(analyst, new { owner = await analyst.MyIdAsync(), renewOn = "2026-06-01" });
        var id = Guid.Parse(made.Text("followUpId"));
        await analyst.ActAsync($"follow-ups/{id}", "reassign", new { assignee = colleague });
        var etag = (await analyst.GetAsync("/api/v1/agreements/memo")).ETag;
        var moved = (await analyst.PatchAsync("/api/v1/agreements/memo", new { notes = "They asked for time", renewOn = "2026-07-01" }, etag)).Expect(HttpStatusCode.OK);
        var chase = await app.FollowUpAsync(id);
        Assert.That((chase.AssigneeId, chase.DueAt), Is.EqualTo((colleague, Renewal.AddDays(30))));
        var third = await app.ColleagueAsync("third", "Analyst");
        (await analyst.PatchAsync("/api/v1/agreements/memo", new { owner = third }, moved.ETag)).Expect(HttpStatusCode.OK);
        Assert.That((await app.FollowUpAsync(id)).AssigneeId, Is.EqualTo(third));
    }

    [Test]
    public async Task A_measure_of_a_norm_that_left_the_register_is_not_reviewed_until_that_is_back()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        const string Norms = "/api/v1/agreements/un-norms";
        var made = (await analyst.PostAsync("/api/v1/norms/un-norms/d/measures", new { title = "A contact list", nextReviewOn = "2026-06-01" })).Expect(HttpStatusCode.Created);
        var followUps = $"/api/v1/follow-ups?about={made.Text("id")}";
        var id = Guid.Parse((await analyst.GetAsync(followUps)).Text("items.0.id"));
        var gone = (await analyst.PatchAsync(Norms, new { retired = true }, (await analyst.GetAsync(Norms)).ETag)).Expect(HttpStatusCode.OK);
        Assert.That((await app.FollowUpAsync(id)).State, Is.EqualTo(FollowUpState.Cancelled));
        Assert.That((await analyst.GetAsync("/api/v1/programme?year=2026")).Json["months"]!.AsArray()[5]!["entries"]!.AsArray(), Is.Empty);
        (await analyst.PostAsync("/api/v1/follow-ups", About("Measure", made.Text("id")))).ExpectProblem(HttpStatusCode.Conflict, "ended");
        (await analyst.PatchAsync(Norms, new { retired = false }, gone.ETag)).Expect(HttpStatusCode.OK);
        var back = (await analyst.GetAsync(followUps)).Items.Single(f => f!["state"]!.ToString() == "Scheduled")!;
        Assert.That(back["id"]!.ToString(), Is.Not.EqualTo(id.ToString()));
    }

    [Test]
    public async Task The_owner_of_a_measure_is_reminded_of_its_review_until_it_is_done()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var made = (await analyst.PostAsync("/api/v1/norms/un-norms/d/measures", new { title = "A contact list", nextReviewOn = "2026-06-01" })).Expect(HttpStatusCode.Created);
        var about = await analyst.GetAsync($"/api/v1/follow-ups?about={made.Text("id")}");
        Assert.That((about.Items.Count, about.Text("items.0.about.type"), about.Text("items.0.about.page")), Is.EqualTo((1, "Measure", "norms/un-norms/d#measures")));
        var id = Guid.Parse(about.Text("items.0.id"));
        var programme = await analyst.GetAsync("/api/v1/programme?year=2026");
        var june = programme.Json["months"]!.AsArray()[5]!["entries"]!.AsArray();
        Assert.That(june.Select(e => e!["kind"]!.ToString()), Is.EqualTo(new[] { "Review" }), "what reminds of it does not stand beside it");
        Assert.That(programme.Json["byKind"]!.AsArray().Single(k => k!["cooperation"]?.ToString() == "NormSetting")!["next"]!["title"]!.ToString(), Is.EqualTo("A contact list"));
        await app.FireAtAsync(Renewal);
        Assert.That(await app.NoticesAsync(id), Is.EqualTo(new[] { "FollowUpReminder analyst", "FollowUpDue analyst" }));
        using var later = await app.AsAsync("analyst");
        (await later.PatchAsync($"/api/v1/measures/{made.Text("id")}", new { state = "Done" }, made.ETag)).Expect(HttpStatusCode.OK);
        Assert.That((await app.FollowUpAsync(id)).State, Is.EqualTo(FollowUpState.Cancelled));
        (await later.PostAsync("/api/v1/follow-ups", About("Measure", made.Text("id")))).ExpectProblem(HttpStatusCode.Conflict, "ended");
    }

    [Test]
    public async Task People_schedule_follow_ups_about_an_agreement_and_it_stands_in_the_programme()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var made = await AddAsync(analyst, new { inForceTo = "2026-07-01" });
        var planned = (await analyst.PostAsync("/api/v1/follow-ups", About("Agreement", made.Text("id")))).Expect(HttpStatusCode.Created);
        Assert.That((planned.Text("about.reference"), planned.Text("tlp")), Is.EqualTo(("memo", "AMBER")));
        var months = (await analyst.GetAsync("/api/v1/programme?year=2026")).Json["months"]!.AsArray();
        Assert.That(months[8]!["entries"]!.AsArray().Select(e => e!["kind"]!.ToString()), Is.EqualTo(new[] { "Milestone" }));
        Assert.That(months[6]!["entries"]!.AsArray().Select(e => $"{e!["kind"]} {e["reference"]}"), Is.EqualTo(new[] { "Renewal memo" }));
    }

    [Test]
    public async Task An_engagement_and_a_commitment_name_agreements_and_norms_which_list_them()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var engagement = (await analyst.EngageAsync(new { instruments = new[] { "un-norms/d", "budapest" } })).Expect(HttpStatusCode.Created);
        Assert.That(engagement.Json["instruments"]!.AsArray().Select(i => i!["code"]!.ToString()), Is.EquivalentTo(new[] { "budapest", "un-norms/d" }));
        var edited = (await analyst.PatchAsync($"/api/v1/engagements/{engagement.Text("reference")}", new { title = "Another" }, engagement.ETag)).Expect(HttpStatusCode.OK);
        Assert.That(edited.Json["instruments"]!.AsArray(), Has.Count.EqualTo(2), "what is not named stays");
        var commitment = await analyst.PromisedAsync(new { instruments = new[] { "un-norms/d" } });
        foreach (var (instrument, engagements, commitments) in new[] { ("un-norms", 1, 1), ("un-norms/d", 1, 1), ("un-norms/a", 0, 0), ("budapest", 1, 0) })
        {
            Assert.That((await analyst.GetAsync($"/api/v1/engagements?instrument={instrument}")).Items, Has.Count.EqualTo(engagements), instrument);
            Assert.That((await analyst.GetAsync($"/api/v1/commitments?instrument={instrument}")).Items, Has.Count.EqualTo(commitments), instrument);
        }

        Assert.That((await analyst.GetAsync($"/api/v1/commitments/{commitment}")).Text("instruments.0.page"), Is.EqualTo("norms/un-norms/d"));
        (await analyst.EngageAsync(new { instruments = new[] { "budapest", "budapest" } })).ExpectInvalid("instruments[1]");
        (await analyst.EngageAsync(new { instruments = new[] { "un-norms/zz" } })).ExpectInvalid("instruments[0]");
        (await analyst.GetAsync("/api/v1/engagements?instrument=nothing")).Expect(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task A_provision_that_names_another_basis_does_not_set_the_old_one_free()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var budapest = (await analyst.GetAsync("/api/v1/agreements/budapest")).Expect(HttpStatusCode.OK);
        var provisions = budapest.Json["provisions"]!.AsArray().Select(p => Provision(p!, p!["article"]!.ToString() == "29" ? "voluntary" : p["legalBasis"]?.ToString())).ToList();
        (await analyst.PatchAsync("/api/v1/agreements/budapest", new { provisions }, budapest.ETag)).Expect(HttpStatusCode.OK);
        var applies = await analyst.GetAsync("/api/v1/legal-bases/applicable?kind=DataPreservation&country=NL");
        var old = applies.Items.Single(i => i!["code"]!.ToString() == "budapest-29")!;
        Assert.That(((bool)old["applies"]!, old["verdict"]!.ToString()), Is.EqualTo((false, "NotInForce")));
    }

    private static object Provision(JsonNode p, string? basis) => new
    {
        article = p["article"]!.ToString(), titleEn = p["titleEn"]!.ToString(), titleId = p["titleId"]!.ToString(), kinds = p["kinds"]!.DeepClone(), legalBasis = basis,
        confidence = p["confidence"]!.ToString(),
    };

    private static object About(string type, string id) => new { title = "Ask the ministry", dueAt = "2026-09-01T02:00:00Z", timeZone = "Asia/Jakarta", about = new { type, id } };

    private static async Task<Answer> AddAsync(ApiClient client, object more)
    {
        var body = System.Text.Json.JsonSerializer.SerializeToNode(
            new { code = "memo", titleEn = "Memorandum", titleId = "Nota", kind = "Memorandum", reach = "Bilateral", source = "Signed 2025" }, System.Text.Json.JsonSerializerOptions.Web)!.AsObject();
        foreach (var (key, value) in System.Text.Json.JsonSerializer.SerializeToNode(more, System.Text.Json.JsonSerializerOptions.Web)!.AsObject().ToList())
        {
            body[key] = value?.DeepClone();
        }

        return (await client.PostAsync("/api/v1/agreements", body)).Expect(HttpStatusCode.Created);
    }
}
