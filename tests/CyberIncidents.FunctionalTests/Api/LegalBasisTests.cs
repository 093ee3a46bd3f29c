using System.Net;
using System.Text.Json.Nodes;
using CyberIncidents.FunctionalTests.Clocks;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Api;

public sealed class LegalBasisTests
{
    private const string Bases = "/api/v1/legal-bases";

    [Test]
    public async Task All_of_ours_read_them_in_the_language_of_the_call_and_administrators_in_both()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var admin = await app.AsAsync("admin");
        var list = (await analyst.GetAsync(Bases)).Expect(HttpStatusCode.OK);
        Assert.That(list.Items, Has.Count.EqualTo(16));
        Assert.That((list.Text("items.0.code"), list.At("items.0.nameEn"), list.Text("items.0.offered")), Is.EqualTo(("voluntary", (JsonNode?)null, "true")));
        Assert.That((await admin.GetAsync(Bases)).Text("items.0.nameId"), Is.EqualTo("Kerja sama sukarela antar-CSIRT"));
        using var call = new HttpRequestMessage(HttpMethod.Get, $"{Bases}/eu-2021-784-3");
        call.Headers.AcceptLanguage.ParseAdd("id");
        var one = (await analyst.SendAsync(call)).Expect(HttpStatusCode.OK);
        Assert.That(one.Text("name"), Does.StartWith("Peraturan (UE) 2021/784"));
        Assert.That((one.Text("jurisdiction"), one.Text("validFrom"), one.Text("verifiedOn"), one.Text("confidence")), Is.EqualTo(("EU", "2022-06-07", "2026-11-26", "V")));
        foreach (var (filter, count) in new[] { ("jurisdiction=EU", 3), ("jurisdiction=ID", 3), ("jurisdiction=NL", 0), ("retired=true", 0), ("retired=false", 16) })
        {
            Assert.That((await analyst.GetAsync($"{Bases}?{filter}")).Expect(HttpStatusCode.OK).Items, Has.Count.EqualTo(count), filter);
        }

        var timed = (await admin.GetAsync("/api/v1/deadline-rules")).Items.Select(r => r!["legalBasis"]?.ToString()).OfType<string>();
        Assert.That(timed.Distinct(StringComparer.Ordinal), Is.SubsetOf(list.Items.Select(b => b!["code"]!.ToString())), "a seeded rule points to a basis that is there");
        (await analyst.GetAsync($"{Bases}?Jurisdiction=EU")).ExpectInvalid("Jurisdiction");
        (await analyst.GetAsync($"{Bases}?retired=1")).ExpectInvalid("retired");
        (await analyst.GetAsync($"{Bases}/no-such-basis")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Test]
    public async Task A_partner_reads_those_that_its_requests_rest_on_and_learns_of_no_other()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.sg");
        (await admin.PostAsync(Bases, Basis("nl-memorandum"))).Expect(HttpStatusCode.Created);
        Assert.That((await liaison.GetAsync(Bases)).Expect(HttpStatusCode.OK).Items, Is.Empty);
        Assert.That((await liaison.GetAsync("/api/v1/deadline-rules")).Expect(HttpStatusCode.OK).Items, Is.Empty);
        await analyst.AskAsync(basis: "voluntary", country: "SG");
        Assert.That((await liaison.GetAsync(Bases)).Items.Select(b => b!["code"]!.ToString()), Is.EqualTo(new[] { "voluntary" }));
        (await liaison.GetAsync($"{Bases}/voluntary")).Expect(HttpStatusCode.OK);
        var gone = await liaison.GetAsync($"{Bases}/nl-memorandum");
        Assert.That(gone.ExpectProblem(HttpStatusCode.NotFound, "not-found").Text("detail"), Is.EqualTo((await liaison.GetAsync($"{Bases}/no-such-basis")).Text("detail")));
        Assert.That((await liaison.GetAsync("/api/v1/deadline-rules")).Items, Has.Count.EqualTo(1));
        using var browser = new SignIn.Browser(app);
        await browser.SignInAsync("liaison.nl");
        Assert.That((await browser.OpenAsync("/action")).Answer.Body, Does.Not.Contain("Treaty"));
    }

    [TestCase("analyst")]
    [TestCase("manager")]
    [TestCase("liaison.nl")]
    public async Task Only_administrators_keep_them(string name)
    {
        await using var app = new TestApp();
        using var client = await app.AsAsync(name);
        (await client.PostAsync(Bases, Basis())).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await client.PatchAsync($"{Bases}/voluntary", new { confidence = "V" }, "*")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
    }

    [Test]
    public async Task A_basis_is_added_edited_retired_and_put_back_and_the_history_says_who()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        var made = (await admin.PostAsync(Bases, Basis())).Expect(HttpStatusCode.Created);
        var path = made.Location!.ToString();
        Assert.That((path, made.Text("confidence"), made.Text("editedHere")), Is.EqualTo(($"{Bases}/test-basis", "K", "true")));
        (await admin.PatchAsync(path, new { nameEn = "x" }, null)).ExpectProblem(HttpStatusCode.PreconditionRequired, "if-match-required");
        (await admin.PatchAsync(path, new { nameEn = "x" }, "\"9\"")).ExpectProblem(HttpStatusCode.PreconditionFailed, "stale");
        var edited = (await admin.PatchAsync(path, new { nameEn = " Treaty, Art. 2 ", descriptionEn = "Said in short.", confidence = "S" }, made.ETag)).Expect(HttpStatusCode.OK);
        Assert.That((edited.Text("name"), edited.Text("description"), edited.Text("confidence"), edited.Text("nameId")), Is.EqualTo(("Treaty, Art. 2", "Said in short.", "S", "Traktat Pasal 1")));
        var retired = (await admin.PatchAsync(path, new { retired = true, descriptionEn = (string?)null }, edited.ETag)).Expect(HttpStatusCode.OK);
        Assert.That((retired.Text("retired"), retired.Text("offered"), retired.At("description")), Is.EqualTo(("true", "false", (JsonNode?)null)));
        Assert.That((await admin.GetAsync($"{Bases}?retired=true")).Items, Has.Count.EqualTo(1));
        (await admin.GetAsync(path)).Expect(HttpStatusCode.OK);
        (await admin.PatchAsync(path, new { retired = false }, retired.ETag)).Expect(HttpStatusCode.OK);
        Assert.That((await admin.GetAsync(Bases)).Items[^1]!["code"]!.ToString(), Is.EqualTo("test-basis"), "at the end of the list");
        Assert.That(await AuditRows.ActionsAsync(app, "LegalBasis", await admin.MyIdAsync()), Is.EqualTo(new[] { "add", "edit", "edit,retire", "edit,restore" }));
        (await admin.GetAsync("/api/v1/audit/verify")).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_bad_basis_is_named_and_not_stored()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        await admin.EnsureAllInvalidAsync(Bases, () => Basis(),
            ("code", Sample.Removed, "code"),
            ("code", "\"Test_Basis\"", "code"),
            ("code", "\"voluntary\"", "code"),
            ("nameEn", Sample.Removed, "nameEn"),
            ("nameEn", $"\"{new string('x', 201)}\"", "nameEn"),
            ("nameId", "\" \"", "nameId"),
            ("descriptionId", $"\"{new string('x', 4001)}\"", "descriptionId"),
            ("jurisdiction", Sample.Removed, "jurisdiction"),
            ("jurisdiction", "\"ZZ\"", "jurisdiction"),
            ("jurisdiction", "\"eu\"", "jurisdiction"),
            ("source", Sample.Removed, "source"),
            ("confidence", "\"X\"", "confidence"),
            ("verifiedOn", "\"lately\"", "verifiedOn"),
            ("validTo", "\"2025-12-31\"", "validTo"),
            ("validFrom", "\"tomorrow\"", "validFrom"),
            ("sortOrder", "1", "sortOrder"));
        var path = $"{Bases}/voluntary";
        var before = await admin.GetAsync(path);
        foreach (var (patch, field) in new[]
        {
            ("{\"validFrom\":\"2026-02-02\",\"validTo\":\"2026-02-01\"}", "validTo"), ("{\"nameId\":null}", "nameId"), ("{\"retired\":null}", "retired"),
            ("{\"jurisdiction\":\"Mars\"}", "jurisdiction"), ("{\"code\":\"other\"}", "code"), ("{\"confidence\":\"v\"}", "confidence"),
        })
        {
            (await admin.PatchRawAsync(path, patch, before.ETag)).ExpectInvalid(field);
        }

        Assert.That((await admin.GetAsync(path)).ETag, Is.EqualTo(before.ETag));
        (await admin.PatchRawAsync($"{Bases}/no-such-basis", "{}", "*")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Test]
    public async Task A_retired_basis_is_refused_for_what_is_new_and_stays_on_what_was_sent()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        using var analyst = await app.AsAsync("analyst");
        var (incident, participation, sent) = await analyst.SentRequestAsync();
        var draft = await analyst.DraftAsync(incident, participation);
        var before = (await analyst.GetAsync($"/api/v1/requests/{sent}")).Expect(HttpStatusCode.OK);
        await RetireAsync(admin, "voluntary");

        var after = (await analyst.GetAsync($"/api/v1/requests/{sent}")).Expect(HttpStatusCode.OK);
        Assert.That((after.Text("legalBasis"), after.Text("dueAt"), after.Text("version")), Is.EqualTo(("voluntary", before.Text("dueAt"), before.Text("version"))));
        var refused = (await analyst.PostAsync($"/api/v1/incidents/{incident}/requests", Draft(participation, "voluntary"))).ExpectInvalid("legalBasis");
        Assert.That(refused.Body, Does.Contain("has left the list"));
        (await analyst.PostAsync($"/api/v1/incidents/{incident}/requests", Draft(participation, "no-such-basis"))).ExpectInvalid("legalBasis");

        var blocked = (await analyst.GetAsync($"/api/v1/requests/{draft}")).Expect(HttpStatusCode.OK);
        Assert.That(blocked.Json["blockedActions"]!.AsArray().Select(b => $"{b!["action"]} {b["code"]}"), Is.EquivalentTo(new[] { "send basis-retired", "submit basis-retired" }));
        (await analyst.PostAsync($"/api/v1/requests/{draft}/actions/send", null)).ExpectProblem(HttpStatusCode.Conflict, "basis-retired");
        var reworded = (await analyst.PatchAsync($"/api/v1/requests/{draft}", new { subject = "In other words" }, blocked.ETag)).Expect(HttpStatusCode.OK);
        (await analyst.PatchAsync($"/api/v1/requests/{draft}", new { legalBasis = "un-norm-h" }, reworded.ETag)).Expect(HttpStatusCode.OK);
        await analyst.ActAsync($"requests/{draft}", "send");
        (await admin.GetAsync("/api/v1/audit/verify")).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_draft_is_not_submitted_and_not_approved_on_a_basis_that_has_left_the_list_meanwhile()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        using var analyst = await app.AsAsync("analyst");
        using var manager = await app.AsAsync("manager");
        var incident = await analyst.ActiveCaseAsync();
        var participation = await analyst.NotifyAsync(incident, "NL");
        var body = Draft(participation, "un-norm-h").With("kind", "\"JointAction\"");
        var request = (await analyst.PostAsync($"/api/v1/incidents/{incident}/requests", body)).Expect(HttpStatusCode.Created).Text("reference");
        await RetireAsync(admin, "un-norm-h");
        (await analyst.PostAsync($"/api/v1/requests/{request}/actions/submit", null)).ExpectProblem(HttpStatusCode.Conflict, "basis-retired");
        await RetireAsync(admin, "un-norm-h", retired: false);
        await analyst.ActAsync($"requests/{request}", "submit");
        await RetireAsync(admin, "un-norm-h");
        Assert.That((await manager.GetAsync($"/api/v1/requests/{request}")).Json["blockedActions"]!.ToJsonString(), Does.Contain("basis-retired"));
        (await manager.PostAsync($"/api/v1/requests/{request}/actions/approve", null)).ExpectProblem(HttpStatusCode.Conflict, "basis-retired");
        await manager.ActAsync($"requests/{request}", "reject", new { reason = "Another basis is needed." });
    }

    [Test]
    public async Task A_basis_is_offered_from_its_first_day_to_its_last_by_the_calendar_of_the_house()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        using var analyst = await app.AsAsync("analyst");
        var incident = await analyst.ActiveCaseAsync();
        var participation = await analyst.NotifyAsync(incident, "NL");
        (await admin.PostAsync(Bases, Basis().With("validFrom", "\"2026-03-03\"").With("validTo", "\"2026-03-03\""))).Expect(HttpStatusCode.Created);
        var place = $"/api/v1/incidents/{incident}/requests";
        foreach (var (at, offered) in new[] { ("2026-03-02T16:58:00Z", false), ("2026-03-02T17:00:00Z", true), ("2026-03-03T16:58:00Z", true), ("2026-03-03T17:00:00Z", false) })
        {
            app.Clock.SetUtcNow(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture));
            using var again = await app.AsAsync("analyst");
            Assert.That((await again.GetAsync($"{Bases}/test-basis")).Text("offered"), Is.EqualTo(offered ? "true" : "false"), at);
            var answer = await again.PostAsync(place, Draft(participation, "test-basis"));
            Assert.That((offered ? answer.Expect(HttpStatusCode.Created) : answer.ExpectInvalid("legalBasis")).Body, offered ? Is.Not.Empty : Does.Contain("not valid today"), at);
        }
    }

    [Test]
    public async Task A_deadline_rule_points_to_a_basis_on_the_list_and_keeps_one_that_left_it()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        const string Rule = "/api/v1/deadline-rules/budapest-29-preservation";
        await RetireAsync(admin, "budapest-29");
        var kept = (await admin.GetAsync(Rule)).Expect(HttpStatusCode.OK);
        var edited = (await admin.PatchAsync(Rule, new { amount = 61 }, kept.ETag)).Expect(HttpStatusCode.OK);
        Assert.That(edited.Text("legalBasis"), Is.EqualTo("budapest-29"));
        const string Other = "/api/v1/deadline-rules/budapest-16-preservation";
        (await admin.PatchAsync(Other, new { legalBasis = "budapest-29" }, (await admin.GetAsync(Other)).ETag)).ExpectInvalid("legalBasis");
    }

    private static async Task RetireAsync(ApiClient admin, string code, bool retired = true) =>
        (await admin.PatchAsync($"{Bases}/{code}", new { retired }, (await admin.GetAsync($"{Bases}/{code}")).ETag)).Expect(HttpStatusCode.OK);

    private static JsonObject Draft(string participation, string basis) => new()
    {
        ["participationId"] = participation,
        ["kind"] = "Information",
        ["legalBasis"] = basis,
        ["subject"] = "Who runs the channel",
        ["body"] = "Please tell us what you know.",
        ["tlp"] = "AMBER",
    };

    private static JsonObject Basis(string code = "test-basis") => new()
    {
        ["code"] = code,
        ["nameEn"] = "Treaty, Art. 1",
        ["nameId"] = "Traktat Pasal 1",
        ["jurisdiction"] = "NL",
        ["source"] = "Treaty between two states, Art. 1",
        ["validFrom"] = "2026-01-01",
    };
}
