using System.Net;
using System.Text.Json.Nodes;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Api;

public sealed class BadIncidentTests
{
    private const string Path = "/api/v1/incidents";
    private const string Nobody = "\"0197f000-0000-7000-8000-000000000000\"";

    [Test]
    public async Task Missing_blank_and_over_long_fields_are_named_and_nothing_is_stored()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        await analyst.EnsureInvalidAsync(Path, () => Sample.Incident(), Path,
            ("title", Sample.Removed, "title"),
            ("title", "null", "title"),
            ("title", "\"\"", "title"),
            ("title", "\" \\t\\n\"", "title"),
            ("title", Sample.Long(201), "title"),
            ("summary", Sample.Removed, "summary"),
            ("summary", "\"   \"", "summary"),
            ("summary", Sample.Long(20_001), "summary"),
            ("classification", Sample.Removed, "classification"),
            ("classification", "{}", "classification.class"),
            ("classification.class", "null", "classification.class"),
            ("classification.class", Sample.Long(65), "classification.class"),
            ("classification.type", Sample.Long(65), "classification.type"),
            ("severity", Sample.Removed, "severity"),
            ("severity", "null", "severity"),
            ("tlp", Sample.Removed, "tlp"),
            ("source", Sample.Long(201), "source"),
            ("tags", "[\"\"]", "tags[0]"),
            ("tags", $"[\"ok\", {Sample.Long(51)}]", "tags[1]"),
            ("tags", Many("\"t\"", 21), "tags"),
            ("terroristUse", Many("\"recruitment\"", 21), "terroristUse"),
            ("namedPersons", Many(Nobody, 101), "namedPersons"),
            ("partners", Many("{\"country\":\"NL\",\"roles\":[\"Transit\"]}", 301), "partners"),
            ("partners.0.roles", "[]", "partners[0].roles"),
            ("partners.0.roles", "null", "partners[0].roles"),
            ("partners.0", "null", "partners[0]"));
    }

    [Test]
    public async Task Unknown_codes_persons_and_partners_are_named_and_nothing_is_stored()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        await analyst.EnsureInvalidAsync(Path, () => Sample.Incident(), Path,
            ("classification.class", "\"no-such-class\"", "classification.class"),
            ("classification.type", "\"no-such-type\"", "classification.type"),
            ("classification.type", "\"phishing\"", "classification.type"),
            ("terroristUse", "[\"recruitment\",\"nonsense\"]", "terroristUse"),
            ("namedPersons", $"[{Nobody}]", "namedPersons"),
            ("partners.0.country", "\"XX\"", "partners[0].country"),
            ("partners.0.country", "\"nl\"", "partners[0].country"),
            ("partners.0.country", "\"NLD\"", "partners[0].country"),
            ("partners.0.country", "\"ID\"", "partners[0].country"),
            ("partners.0", $"{{\"organisationId\":{Nobody},\"roles\":[\"Transit\"]}}", "partners[0].organisationId"),
            ("partners.0", $"{{\"country\":\"NL\",\"organisationId\":{Nobody},\"roles\":[\"Transit\"]}}", "partners[0].country"),
            ("partners.0", "{\"roles\":[\"Transit\"]}", "partners[0].country"),
            ("partners", "[{\"country\":\"NL\",\"roles\":[\"Transit\"]},{\"country\":\"NL\",\"roles\":[\"Affected\"]}]", "partners"),
            ("namedPersons", await AdministratorAsync(app), "namedPersons"));
    }

    [Test]
    public async Task The_home_organisation_is_no_partner()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var home = (await analyst.GetAsync("/api/v1/me")).Text("organisation.id");
        await analyst.EnsureInvalidAsync(Path, () => Sample.Incident(), Path,
            ("partners.0", $"{{\"organisationId\":\"{home}\",\"roles\":[\"Transit\"]}}", "partners[0].organisationId"));
    }

    [Test]
    public async Task Wrong_types_are_named_and_nothing_is_stored()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        await analyst.EnsureInvalidAsync(Path, () => Sample.Incident(), Path,
            ("title", "42", "title"),
            ("title", "{}", "title"),
            ("title", "[\"a\"]", "title"),
            ("title", "true", "title"),
            ("classification", "\"abusive-content\"", "classification"),
            ("classification", "[]", "classification"),
            ("partners", "{}", "partners"),
            ("partners", "\"NL\"", "partners"),
            ("partners.0.country", "31", "partners[0].country"),
            ("partners.0.organisationId", "\"nl\"", "partners[0].organisationId"),
            ("partners.0.roles", "\"Transit\"", "partners[0].roles"),
            ("partners.0.roles", "[1]", "partners[0].roles[0]"),
            ("partners.0.roles", "[\"Conductor\"]", "partners[0].roles[0]"),
            ("severity", "2", "severity"),
            ("severity", "\"2\"", "severity"),
            ("severity", "\"Severe\"", "severity"),
            ("tlp", "\"WHITE\"", "tlp"),
            ("tlp", "\"amber\"", "tlp"),
            ("tlp", "\"TLP:AMBER\"", "tlp"),
            ("tlp", "2", "tlp"),
            ("pap", "\"Amber\"", "pap"),
            ("tags", "[1]", "tags[0]"),
            ("namedPersons", "[\"x\"]", "namedPersons[0]"),
            ("terroristUse", "\"recruitment\"", "terroristUse"));
    }

    [Test]
    public async Task Instants_without_offset_or_sense_are_named()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        await analyst.EnsureInvalidAsync(Path, () => Sample.Incident(), Path,
            ("occurredAt", "\"2026-03-01T09:00:00\"", "occurredAt"),
            ("occurredAt", "\"2026-03-01\"", "occurredAt"),
            ("detectedAt", "\"yesterday\"", "detectedAt"),
            ("detectedAt", "\"2026-02-30T09:00:00Z\"", "detectedAt"),
            ("detectedAt", "\"2026-03-01T09:00:00+25:00\"", "detectedAt"),
            ("detectedAt", "\"0001-01-01T00:00:00Z\"", "detectedAt"),
            ("detectedAt", "1772413200", "detectedAt"));
    }

    [Test]
    public async Task Lone_surrogates_and_control_characters_are_named()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var before = await analyst.CountAsync(Path);
        using (Assert.EnterMultipleScope())
        {
            foreach (var bad in new[] { "\\ud800", "a\\udc00b", "\\ud83d\\ud83d", "\\u0000", "bell\\u0007", "\\u001b[31m", "\\u0085" })
            {
                foreach (var field in new[] { "title", "summary", "source" })
                {
                    var body = Sample.Incident().With(field, "\"@@\"").ToJsonString().Replace("@@", bad, StringComparison.Ordinal);
                    var answer = await analyst.PostRawAsync(Path, body);
                    Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest), $"{field} {bad}: {answer.Body}");
                    Assert.That(Sample.Fields(answer), Does.Contain(field), $"{field} {bad}: {answer.Body}");
                }
            }
        }

        Assert.That(await analyst.CountAsync(Path), Is.EqualTo(before));
    }

    [Test]
    public async Task All_unknown_fields_are_named_at_once_nested_ones_too()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var body = Sample.Incident().With("colour", "\"red\"").With("Title", "\"capital\"").With("classification.sort", "1").With("partners.0.when", "{}");
        var answer = (await analyst.PostAsync(Path, body)).ExpectProblem(HttpStatusCode.BadRequest, "invalid");
        Assert.That(Sample.Fields(answer), Is.EquivalentTo(new[] { "colour", "Title", "classification.sort", "partners[0].when" }));
        Assert.That(await analyst.CountAsync(Path), Is.Zero);
    }

    [Test]
    public async Task Sql_and_html_are_kept_as_text_and_given_back_unchanged()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        const string Sql = "'); DROP TABLE Incidents; --";
        const string Html = "<script>alert('x')</script> & <img src=x onerror=\"alert(1)\"> %s {0} \u202Eevil 🕵️ ﷽";
        var logged = (await analyst.PostAsync(Path, new JsonObject
        {
            ["title"] = Sql,
            ["summary"] = Html,
            ["classification"] = new JsonObject { ["class"] = "abusive-content" },
            ["severity"] = "Low",
            ["tlp"] = "GREEN",
            ["source"] = Html,
            ["tags"] = new JsonArray(Sql),
        })).Expect(HttpStatusCode.Created);
        var read = (await analyst.GetAsync(logged.Location!.ToString())).Expect(HttpStatusCode.OK);
        Assert.That(read.Text("title"), Is.EqualTo(Sql));
        Assert.That(read.Text("summary"), Is.EqualTo(Html));
        Assert.That(read.Text("source"), Is.EqualTo(Html));
        Assert.That(read.Text("tags.0"), Is.EqualTo(Sql));
        Assert.That(read.Headers["Content-Type"], Does.StartWith("application/json"));
        var found = (await analyst.GetAsync("/api/v1/incidents?q=" + Uri.EscapeDataString("drop table"))).Expect(HttpStatusCode.OK);
        Assert.That(found.Items, Has.Count.EqualTo(1));
        foreach (var q in new[] { "' OR 1=1 --", "%", "_", "\"", "[a]", "*" })
        {
            (await analyst.GetAsync("/api/v1/incidents?q=" + Uri.EscapeDataString(q))).Expect(HttpStatusCode.OK);
        }
    }

    private static string Many(string json, int times) => $"[{string.Join(',', Enumerable.Repeat(json, times))}]";

    private static async Task<string> AdministratorAsync(TestApp app)
    {
        using var admin = await app.AsAsync("admin");
        return $"[\"{await admin.MyIdAsync()}\"]";
    }
}
