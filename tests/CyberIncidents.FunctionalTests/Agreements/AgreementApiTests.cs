using System.Net;
using System.Text.Json.Nodes;
using CyberIncidents.FunctionalTests.Api;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Agreements;

/// <summary>The register through the API: what is seeded, what may be kept, and what is refused.</summary>
public sealed class AgreementApiTests
{
    private const string Agreements = "/api/v1/agreements";

    [Test]
    public async Task The_seeds_stand_on_the_register_with_their_marks_in_the_order_of_the_file()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var list = (await analyst.GetAsync($"{Agreements}?count=true")).Expect(HttpStatusCode.OK);
        Assert.That(list.Items.Select(a => a!["code"]!.ToString()), Is.EqualTo(new[]
        {
            "budapest", "budapest-second-protocol", "un-cybercrime", "asean-mlat", "eu-2023-977", "eu-2021-784", "un-norms", "un-cbms", "osce-cbms", "asean-norms",
        }));
        using var all = Assert.EnterMultipleScope();
        var budapest = (await analyst.GetAsync($"{Agreements}/budapest")).Expect(HttpStatusCode.OK);
        Assert.That((budapest.Text("inForceFrom"), budapest.Text("inForce"), budapest.Text("inForceWithUs")), Is.EqualTo(("2004-07-01", "true", "false")));
        var parties = budapest.Json["parties"]!.AsArray().Select(p => p!["country"]!.ToString()).ToList();
        Assert.That(parties, Does.Contain("NL").And.Contain("US").And.Contain("PH").And.Not.Contain("ID").And.Not.Contain("SG").And.Not.Contain("IE"));
        Assert.That(parties, Is.Ordered.And.Unique);
        var preservation = budapest.Json["provisions"]!.AsArray().Single(p => p!["article"]!.ToString() == "29")!;
        Assert.That(preservation["fields"]!.AsArray().Select(f => f!["code"]!.ToString()), Is.EqualTo(Cases.Article29.Keys));
        Assert.That(preservation["clocks"]!.AsArray(), Has.Count.EqualTo(1));
        foreach (var (code, force) in new[] { ("budapest-second-protocol", "false"), ("un-cybercrime", "false"), ("asean-mlat", "true"), ("un-norms", "true"), ("osce-cbms", "false") })
        {
            Assert.That((await analyst.GetAsync($"{Agreements}/{code}")).Text("inForceWithUs"), Is.EqualTo(force), code);
        }
    }

    [TestCase("inForce=true", 4)]
    [TestCase("inForce=false", 6)]
    [TestCase("kind=NormSet", 2)]
    [TestCase("kind=NormSet,Convention", 5)]
    [TestCase("country=NL", 3)]
    [TestCase("country=SG&inForce=true", 2)]
    [TestCase("retired=true", 0)]
    public async Task The_register_is_narrowed(string filter, int count)
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        Assert.That((await analyst.GetAsync($"{Agreements}?{filter}")).Expect(HttpStatusCode.OK).Items, Has.Count.EqualTo(count));
    }

    [Test]
    public async Task The_list_pages_and_a_wrong_filter_is_named()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var first = (await analyst.GetAsync($"{Agreements}?limit=4")).Expect(HttpStatusCode.OK);
        var second = (await analyst.GetAsync($"{Agreements}?limit=200&after={first.Text("next")}")).Expect(HttpStatusCode.OK);
        Assert.That(first.Items.Concat(second.Items).Select(a => a!["code"]!.ToString()).ToList(), Is.Unique.And.Count.EqualTo(10));
        (await analyst.GetAsync($"{Agreements}?kind=Pact")).ExpectInvalid("kind");
        (await analyst.GetAsync($"{Agreements}?force=true")).ExpectInvalid("force");
        (await analyst.GetAsync($"{Agreements}/none")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Test]
    public async Task An_agreement_is_added_edited_retired_and_put_back_and_the_history_says_who()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var made = (await analyst.PostAsync(Agreements, Body())).Expect(HttpStatusCode.Created);
        var path = made.Location!.ToString();
        Assert.That((path, made.Text("confidence"), made.Text("inForceWithUs"), made.Text("editedHere")), Is.EqualTo(($"{Agreements}/id-nl-memorandum", "K", "true", "true")));
        (await analyst.PatchAsync(path, new { titleEn = "x" }, null)).ExpectProblem(HttpStatusCode.PreconditionRequired, "if-match-required");
        var parties = new[] { new { country = "NL", standing = "Signatory" } };
        var edited = (await analyst.PatchAsync(path, new { titleEn = "Memorandum, new", parties }, made.ETag)).Expect(HttpStatusCode.OK);
        Assert.That((edited.Text("title"), edited.Json["parties"]!.AsArray().Count, edited.Text("inForceWithUs")), Is.EqualTo(("Memorandum, new", 1, "false")));
        Assert.That(edited.Json["provisions"]!.AsArray(), Has.Count.EqualTo(1), "what a patch does not name stays");
        (await analyst.PatchAsync(path, new { parties }, made.ETag)).ExpectProblem(HttpStatusCode.PreconditionFailed, "stale");
        var onlyParties = (await analyst.PatchAsync(path, new { parties = Array.Empty<object>() }, edited.ETag)).Expect(HttpStatusCode.OK);
        Assert.That(onlyParties.ETag, Is.Not.EqualTo(edited.ETag), "a change of a part raises the version of the whole");
        var retired = (await analyst.PatchAsync(path, new { retired = true }, onlyParties.ETag)).Expect(HttpStatusCode.OK);
        Assert.That((await analyst.GetAsync($"{Agreements}?retired=true")).Items, Has.Count.EqualTo(1));
        (await analyst.PatchAsync(path, new { retired = false }, retired.ETag)).Expect(HttpStatusCode.OK);
        Assert.That(
            await AuditRows.ActionsAsync(app, "Agreement", await analyst.MyIdAsync()),
            Is.EqualTo(new[] { "add,set-parties,set-provisions", "edit,set-parties", "set-parties", "retire", "restore" }));
    }

    [Test]
    public async Task A_bad_agreement_is_named_and_not_stored()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        await analyst.EnsureInvalidAsync(Agreements, Body, Agreements,
            ("code", "\"Two Words\"", "code"),
            ("code", "\"budapest\"", "code"),
            ("titleEn", Sample.Removed, "titleEn"),
            ("titleId", Sample.Long(301), "titleId"),
            ("kind", Sample.Removed, "kind"),
            ("kind", "\"Pact\"", "kind"),
            ("inForceTo", "\"2019-12-31\"", "inForceTo"),
            ("source", Sample.Removed, "source"),
            ("confidence", "\"X\"", "confidence"),
            ("parties.0.country", "\"ZZ\"", "parties[0].country"),
            ("parties.1.country", "\"NL\"", "parties[1].country"),
            ("parties.0.country", Sample.Removed, "parties[0].country"),
            ("parties.0.organisationId", $"\"{Guid.NewGuid()}\"", "parties[0].organisationId"),
            ("parties.0", $"{{\"organisationId\":\"{Guid.NewGuid()}\"}}", "parties[0].organisationId"),
            ("parties.0.inForceTo", "\"2019-12-31\"", "parties[0].inForceTo"),
            ("parties.0", "null", "parties[0]"),
            ("provisions.0.article", "\"a/b\"", "provisions[0].article"),
            ("provisions.0.legalBasis", "\"none\"", "provisions[0].legalBasis"),
            ("provisions.0.legalBasis", Sample.Removed, "provisions[0].legalBasis"),
            ("provisions.0.kinds", "[\"Nothing\"]", "provisions[0].kinds[0]"),
            ("provisions.0.fields.0.code", "\"A B\"", "provisions[0].fields[0].code"),
            ("provisions.0.fields.1", "{\"code\":\"purpose\",\"labelEn\":\"x\",\"labelId\":\"x\"}", "provisions[0].fields[1].code"),
            ("pages", "1", "pages"));
        var path = $"{Agreements}/budapest";
        var before = await analyst.GetAsync(path);
        foreach (var (patch, field) in new[]
        {
            ("{\"inForceTo\":\"2000-01-01\"}", "inForceTo"), ("{\"parties\":[{\"country\":\"NL\"},{\"country\":\"NL\"}]}", "parties[1].country"), ("{\"kind\":null}", "kind"),
            ("{\"retired\":null}", "retired"), ("{\"code\":\"other\"}", "code"),
            ("{\"provisions\":[{\"article\":\"1\",\"titleEn\":\"a\",\"titleId\":\"a\"},{\"article\":\"1\",\"titleEn\":\"a\",\"titleId\":\"a\"}]}", "provisions[1].article"),
        })
        {
            (await analyst.PatchRawAsync(path, patch, before.ETag)).ExpectInvalid(field);
        }

        Assert.That((await analyst.GetAsync(path)).ETag, Is.EqualTo(before.ETag));
    }

    [TestCase("liaison.nl")]
    [TestCase("admin")]
    public async Task Nobody_else_reads_or_keeps_it(string name)
    {
        await using var app = new TestApp();
        using var client = await app.AsAsync(name);
        foreach (var path in new[] { Agreements, $"{Agreements}/budapest", "/api/v1/norms", "/api/v1/norms/un-norms/d", "/api/v1/legal-bases/applicable?country=NL&kind=Information" })
        {
            (await client.GetAsync(path)).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        }

        (await client.PostAsync(Agreements, Body())).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await client.PatchAsync($"{Agreements}/budapest", new { notes = "x" }, "*")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await client.PostAsync("/api/v1/norms/un-norms/d/measures", new { title = "x" })).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
    }

    internal static JsonObject Body() => JsonNode.Parse("""
        {
          "code": "id-nl-memorandum", "titleEn": "Memorandum", "titleId": "Nota kesepahaman", "kind": "Memorandum", "reach": "Bilateral",
          "inForceFrom": "2020-01-01", "source": "Memorandum, 2020",
          "parties": [{ "country": "NL", "inForceFrom": "2020-01-01" }, { "country": "ID" }],
          "provisions": [{ "article": "1", "titleEn": "Information", "titleId": "Informasi", "kinds": ["Information"], "legalBasis": "un-norm-h",
            "fields": [{ "code": "purpose", "labelEn": "Purpose", "labelId": "Tujuan" }, { "code": "unit", "labelEn": "Unit", "labelId": "Unit" }] }]
        }
        """)!.AsObject();
}
