using System.Net;
using System.Text.Json.Nodes;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Api;

public sealed class LadderTests
{
    private const string Ladders = "/api/v1/chasing-ladders";

    [Test]
    public async Task The_national_team_and_administrators_read_them_and_partners_do_not()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var admin = await app.AsAsync("admin");
        using var liaison = await app.AsAsync("liaison.nl");
        var list = (await analyst.GetAsync(Ladders)).Expect(HttpStatusCode.OK);
        Assert.That(list.Items, Has.Count.EqualTo(7));
        Assert.That((list.Text("items.0.code"), list.At("items.0.nameEn")), Is.EqualTo(("any-low", (JsonNode?)null)));
        Assert.That((await admin.GetAsync($"{Ladders}/any-low")).Text("nameId"), Is.EqualTo("Urgensi rendah"));
        (await liaison.GetAsync(Ladders)).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        foreach (var client in new[] { analyst, liaison })
        {
            (await client.PostAsync(Ladders, Ladder())).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
            (await client.PatchAsync($"{Ladders}/any-low", new { nameEn = "x" }, "*")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        }
    }

    [Test]
    public async Task A_ladder_is_added_edited_retired_and_put_back()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        var made = (await admin.PostAsync(Ladders, Ladder())).Expect(HttpStatusCode.Created);
        var path = made.Location!.ToString();
        (await admin.PatchAsync(path, new { nameEn = "x" }, null)).ExpectProblem(HttpStatusCode.PreconditionRequired, "if-match-required");
        var edited = (await admin.PatchAsync(path, new { steps = new[] { new { share = 400, whom = "Liaison", by = "Mail" } } }, made.ETag)).Expect(HttpStatusCode.OK);
        Assert.That((edited.Json["steps"]!.AsArray().Count, edited.Text("steps.0.share"), edited.Text("editedHere")), Is.EqualTo((1, "400", "true")));
        var retired = (await admin.PatchAsync(path, new { retired = true }, edited.ETag)).Expect(HttpStatusCode.OK);
        Assert.That((await admin.GetAsync($"{Ladders}?retired=true")).Items, Has.Count.EqualTo(1));
        (await admin.PostAsync(Ladders, Ladder("second"))).Expect(HttpStatusCode.Created);
        (await admin.PatchAsync(path, new { retired = false }, retired.ETag)).ExpectInvalid("urgencies");
        Assert.That(await AuditRows.ActionsAsync(app, "ChasingLadder", await admin.MyIdAsync()), Is.EqualTo(new[] { "add", "edit", "edit,retire", "add" }));
    }

    [Test]
    public async Task A_bad_ladder_is_named_and_not_stored()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        await admin.EnsureAllInvalidAsync(Ladders, () => Ladder(),
            ("code", "\"any-low\"", "code"),
            ("code", "\"-\"", "code"),
            ("nameEn", Sample.Removed, "nameEn"),
            ("nameId", Sample.Long(201), "nameId"),
            ("kinds", "[\"Gift\"]", "kinds[0]"),
            ("urgencies", "[]", "urgencies"),
            ("urgencies", Sample.Removed, "urgencies"),
            ("steps", "[]", "steps"),
            ("steps", Sample.Removed, "steps"),
            ("steps.0", "null", "steps[0]"),
            ("steps.0", Step(null, null), "steps[0].share"),
            ("steps.0", Step(50, "PT2H"), "steps[0].offset"),
            ("steps.0", Step(0, null), "steps[0].share"),
            ("steps.0", Step(401, null), "steps[0].share"),
            ("steps.0", Step(null, "2 hours"), "steps[0].offset"),
            ("steps.0", Step(null, "-PT2H"), "steps[0].offset"),
            ("steps.0", Step(null, "PT0S"), "steps[0].offset"),
            ("steps.0", Step(null, "P91D"), "steps[0].offset"),
            ("steps.0", Step(null, "P1M"), "steps[0].offset"),
            ("steps.0", Step(null, "P999999999W"), "steps[0].offset"),
            ("steps.0.whom", Sample.Removed, "steps[0].whom"),
            ("steps.0.by", "\"Pigeon\"", "steps[0].by"),
            ("steps.0.whom", "\"AroundTheClock\"", "steps[0].whom"));
    }

    [Test]
    public async Task Day_and_night_is_for_what_cannot_wait()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        var pressing = Ladder().With("urgencies", "[\"Urgent\",\"Emergency\"]").With("steps.0.whom", "\"AroundTheClock\"");
        var made = (await admin.PostAsync(Ladders, pressing)).Expect(HttpStatusCode.Created);
        (await admin.PatchAsync(made.Location!.ToString(), new { urgencies = new[] { "Urgent", "Normal" } }, made.ETag)).ExpectInvalid("steps[0].whom");
    }

    [Test]
    public async Task There_is_one_ladder_for_a_kind_and_an_urgency()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        (await admin.PostAsync(Ladders, Ladder().With("kinds", "[]"))).ExpectInvalid("urgencies");
        (await admin.PostAsync(Ladders, Ladder().With("kinds", "[\"DataPreservation\"]"))).ExpectInvalid("urgencies");
        (await admin.PostAsync(Ladders, Ladder())).Expect(HttpStatusCode.Created);
        var low = await admin.GetAsync($"{Ladders}/any-low");
        (await admin.PatchAsync($"{Ladders}/any-low", new { urgencies = new[] { "Low", "Normal" } }, low.ETag)).ExpectInvalid("urgencies");
        (await admin.PatchAsync($"{Ladders}/any-low", new { retired = true }, low.ETag)).Expect(HttpStatusCode.OK);
        (await admin.PostAsync(Ladders, Ladder("other").With("kinds", "[]").With("urgencies", "[\"Low\"]"))).Expect(HttpStatusCode.Created);
    }

    private static string Step(int? share, string? offset) =>
        new JsonObject { ["share"] = share, ["offset"] = offset, ["whom"] = "Liaison", ["by"] = "Both" }.ToJsonString();

    private static JsonObject Ladder(string code = "test-ladder") => new()
    {
        ["code"] = code,
        ["nameEn"] = "Takedowns",
        ["nameId"] = "Takedown",
        ["kinds"] = new JsonArray("Takedown"),
        ["urgencies"] = new JsonArray("Low", "Normal"),
        ["steps"] = new JsonArray(JsonNode.Parse(Step(50, null)), JsonNode.Parse(Step(null, "P90D"))),
    };
}
