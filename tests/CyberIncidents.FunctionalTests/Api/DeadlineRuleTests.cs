using System.Net;
using System.Text.Json.Nodes;
using CyberIncidents.FunctionalTests.Clocks;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Api;

public sealed class DeadlineRuleTests
{
    private const string Rules = "/api/v1/deadline-rules";

    [Test]
    public async Task Everybody_who_is_signed_in_reads_them_in_the_language_of_the_call_and_administrators_in_both()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var admin = await app.AsAsync("admin");
        var list = (await analyst.GetAsync(Rules)).Expect(HttpStatusCode.OK);
        Assert.That(list.Items, Has.Count.GreaterThan(50));
        Assert.That(list.Items[0]!["nameEn"], Is.Null);
        Assert.That((await admin.GetAsync(Rules)).Text("items.0.nameId"), Is.EqualTo("Peringatan dini"));
        using var call = new HttpRequestMessage(HttpMethod.Get, $"{Rules}/nis2-early-warning");
        call.Headers.AcceptLanguage.ParseAdd("id");
        var rule = await analyst.SendAsync(call);
        Assert.That((rule.Text("regime"), rule.Text("name")), Is.EqualTo(("NIS2 Pasal 23", "Peringatan dini")));
    }

    [Test]
    public async Task They_are_filtered()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var all = Assert.EnterMultipleScope();
        foreach (var (filter, count, requests) in new[]
        {
            ("legalBasis=no-such-basis", 0, false), ("jurisdiction=SG", 3, false), ("regime=DORA", 6, false), ("regime=NIS2 Pasal 23", 6, false), ("requests=true&jurisdiction=EU", 9, true), ("retired=true", 0, false),
        })
        {
            var items = (await analyst.GetAsync($"{Rules}?{filter}")).Expect(HttpStatusCode.OK).Items;
            Assert.That(items, Has.Count.EqualTo(count), filter);
            Assert.That(items.Select(i => (bool)i!["requests"]!), Has.All.EqualTo(requests), filter);
        }

        (await analyst.GetAsync($"{Rules}?legalbasis=x")).ExpectInvalid("legalbasis");
        (await analyst.GetAsync($"{Rules}?requests=yes")).ExpectInvalid("requests");
        (await analyst.GetAsync($"{Rules}/no-such-rule")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
    }

    [TestCase("analyst")]
    [TestCase("manager")]
    [TestCase("liaison.nl")]
    public async Task Only_administrators_keep_them(string name)
    {
        await using var app = new TestApp();
        using var client = await app.AsAsync(name);
        (await client.PostAsync(Rules, Rule())).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await client.PatchAsync($"{Rules}/nis2-early-warning", new { amount = 1 }, "*")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
    }

    [Test]
    public async Task A_rule_is_added_edited_retired_and_put_back_and_the_history_says_who()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        var made = (await admin.PostAsync(Rules, Rule())).Expect(HttpStatusCode.Created);
        var path = made.Location!.ToString();
        Assert.That(path, Is.EqualTo($"{Rules}/test-rule"));
        Assert.That((made.Text("counting"), made.Text("onClarification"), made.Text("effect"), made.Text("confidence")), Is.EqualTo(("Continuous", "Runs", "Answer", "K")));
        (await admin.PatchAsync(path, new { amount = 2 }, null)).ExpectProblem(HttpStatusCode.PreconditionRequired, "if-match-required");
        (await admin.PatchAsync(path, new { amount = 2 }, "\"9\"")).ExpectProblem(HttpStatusCode.PreconditionFailed, "stale");
        var edited = (await admin.PatchAsync(path, new { amount = 2, descriptionEn = "Said in short.", applyToRunning = true }, made.ETag)).Expect(HttpStatusCode.OK);
        Assert.That((edited.Text("amount"), edited.Text("description"), edited.Text("editedHere"), edited.Text("reapplied")), Is.EqualTo(("2", "Said in short.", "true", "0")));
        var retired = (await admin.PatchAsync(path, new { retired = true, descriptionEn = (string?)null }, edited.ETag)).Expect(HttpStatusCode.OK);
        Assert.That((retired.Text("retired"), retired.At("description"), retired.At("reapplied")), Is.EqualTo(("true", (JsonNode?)null, (JsonNode?)null)));
        Assert.That((await admin.GetAsync($"{Rules}?jurisdiction=NL")).Items, Is.Empty);
        Assert.That((await admin.GetAsync($"{Rules}?retired=true")).Items, Has.Count.EqualTo(1));
        (await admin.PatchAsync(path, new { retired = false }, retired.ETag)).Expect(HttpStatusCode.OK);
        Assert.That((await admin.GetAsync($"{Rules}?jurisdiction=NL")).Items, Has.Count.EqualTo(1));
        Assert.That(await AuditRows.ActionsAsync(app, "DeadlineRule", await admin.MyIdAsync()), Is.EqualTo(new[] { "add", "edit", "edit,retire", "edit,restore" }));
        (await admin.GetAsync("/api/v1/audit/verify")).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_bad_rule_is_named_and_not_stored()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        await admin.EnsureAllInvalidAsync(Rules, () => Rule(),
            ("code", Sample.Removed, "code"),
            ("code", "\"Test_Rule\"", "code"),
            ("code", "\"nis2-early-warning\"", "code"),
            ("regime", "\" \"", "regime"),
            ("regimeId", $"\"{new string('x', 201)}\"", "regimeId"),
            ("nameEn", Sample.Removed, "nameEn"),
            ("nameId", Sample.Removed, "nameId"),
            ("jurisdiction", "\"ZZ\"", "jurisdiction"),
            ("jurisdiction", "\"nl\"", "jurisdiction"),
            ("trigger", Sample.Removed, "trigger"),
            ("trigger", "\"Dawn\"", "trigger"),
            ("amount", "0", "amount"),
            ("amount", "-3", "amount"),
            ("amount", "87673", "amount"),
            ("amount", "2147483648", "amount"),
            ("amount", "1.5", "amount"),
            ("unit", Sample.Removed, "unit"),
            ("notAfterAwarenessHours", "0", "notAfterAwarenessHours"),
            ("notAfterAwarenessHours", "90000", "notAfterAwarenessHours"),
            ("previous", "\"nis2-early-warning\"", "previous"),
            ("trigger", "\"PreviousStage\"", "previous"),
            ("duty", Sample.Removed, "duty"),
            ("legalBasis", "\"no-such-basis\"", "legalBasis"),
            ("kinds", "[\"Gift\"]", "kinds[0]"),
            ("urgencies", "\"Urgent\"", "urgencies"),
            ("source", Sample.Removed, "source"),
            ("confidence", "\"X\"", "confidence"),
            ("validTo", "\"2025-12-31\"", "validTo"),
            ("validFrom", "\"tomorrow\"", "validFrom"),
            ("chain", "1", "chain"));
    }

    [Test]
    public async Task Ten_years_are_counted_in_each_unit()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        using var all = Assert.EnterMultipleScope();
        foreach (var (unit, most) in new[] { ("Hours", 87672), ("Days", 3653), ("WorkingDays", 2610), ("Months", 120) })
        {
            (await admin.PostAsync(Rules, Rule($"at-most-{most}").With("unit", $"\"{unit}\"").With("amount", $"{most}"))).Expect(HttpStatusCode.Created);
            (await admin.PostAsync(Rules, Rule().With("unit", $"\"{unit}\"").With("amount", $"{most + 1}"))).ExpectInvalid("amount");
        }
    }

    [Test]
    public async Task Stages_that_follow_one_another_in_a_circle_are_refused()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        (await admin.PostAsync(Rules, After("stage-a", "stage-a"))).ExpectInvalid("previous");
        (await admin.PostAsync(Rules, After("stage-a", "no-such-stage"))).ExpectInvalid("previous");
        var first = (await admin.PostAsync(Rules, Rule("stage-a"))).Expect(HttpStatusCode.Created);
        (await admin.PostAsync(Rules, After("stage-b", "stage-a"))).Expect(HttpStatusCode.Created);
        (await admin.PostAsync(Rules, After("stage-c", "stage-b"))).Expect(HttpStatusCode.Created);
        var refused = await admin.PatchAsync($"{Rules}/stage-a", new { trigger = "PreviousStage", previous = "stage-c" }, first.ETag);
        Assert.That(refused.ExpectInvalid("previous").Body, Does.Contain("a deadline rule that never ends"));
    }

    [Test]
    public async Task A_patch_is_checked_with_what_it_leaves()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        var made = await admin.PostAsync(Rules, Rule());
        using var all = Assert.EnterMultipleScope();
        foreach (var (patch, field) in new[]
        {
            ("{\"validTo\":\"2025-12-31\"}", "validTo"),
            ("{\"trigger\":\"PreviousStage\"}", "previous"),
            ("{\"previous\":\"nis2-early-warning\"}", "previous"),
            ("{\"amount\":null}", "amount"),
            ("{\"retired\":null}", "retired"),
            ("{\"unit\":\"Months\",\"amount\":121}", "amount"),
            ("{\"code\":\"other\"}", "code"),
        })
        {
            (await admin.PatchRawAsync($"{Rules}/test-rule", patch, made.ETag)).ExpectInvalid(field);
        }

        Assert.That((await admin.GetAsync($"{Rules}/test-rule")).ETag, Is.EqualTo(made.ETag));
        (await admin.PatchRawAsync($"{Rules}/no-such-rule", "{}", "*")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
    }

    [TestCase(null)]
    [TestCase(true)]
    public async Task A_running_clock_follows_its_rule_only_when_that_is_asked_for_also_in_a_case_that_is_red(bool? apply)
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var admin = await app.AsAsync("admin");
        var incident = await analyst.ActiveCaseAsync(Cases.NewIncident(tlp: "RED"));
        (await analyst.PostAsync($"/api/v1/incidents/{incident}/clocks", new { rules = new[] { "nis2-early-warning" } })).Expect(HttpStatusCode.Created);
        var before = (await analyst.ClocksAsync(incident))[0]!["dueAt"]!.GetValue<DateTimeOffset>();
        var path = $"{Rules}/nis2-early-warning";
        var edited = (await admin.PatchAsync(path, new { amount = 30, applyToRunning = apply }, (await admin.GetAsync(path)).ETag)).Expect(HttpStatusCode.OK);
        Assert.That(edited.At("reapplied")?.ToString(), Is.EqualTo(apply is null ? null : "1"));
        Assert.That((await analyst.ClocksAsync(incident))[0]!["dueAt"]!.GetValue<DateTimeOffset>(), Is.EqualTo(apply is null ? before : before.AddHours(6)));
        Assert.That(edited.Body, Does.Not.Contain(incident));
        (await admin.GetAsync("/api/v1/audit/verify")).Expect(HttpStatusCode.OK);
    }

    private static JsonObject After(string code, string previous) =>
        Rule(code).With("trigger", "\"PreviousStage\"").With("previous", $"\"{previous}\"");

    private static JsonObject Rule(string code = "test-rule") => new()
    {
        ["code"] = code,
        ["regime"] = "Test",
        ["nameEn"] = "Notice",
        ["nameId"] = "Pemberitahuan",
        ["jurisdiction"] = "NL",
        ["trigger"] = "Awareness",
        ["amount"] = 24,
        ["unit"] = "Hours",
        ["duty"] = "Ours",
        ["source"] = "Test Act, s 1",
        ["validFrom"] = "2026-01-01",
    };
}
