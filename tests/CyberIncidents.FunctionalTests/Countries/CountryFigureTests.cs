using System.Net;
using System.Text.Json.Nodes;
using CyberIncidents.FunctionalTests.AtHome;
using CyberIncidents.FunctionalTests.Engagements;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;

namespace CyberIncidents.FunctionalTests.Countries;

/// <summary>Whom the figures of a country do not count, and that each is that of the list behind it.</summary>
public sealed class CountryFigureTests
{
    [Test]
    public async Task What_is_done_at_home_is_counted_of_no_country()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        await analyst.SentRequestAsync(dueAt: TestApp.Start.AddDays(10));
        var incident = await analyst.ActiveCaseAsync();
        var police = await analyst.AuthorityAsync("Police");
        await analyst.TaskAsync(incident, await analyst.ShareAtHomeAsync(incident, police), dueAt: TestApp.Start.AddDays(3));
        await analyst.PromisedAsync(new { owedBy = new { organisationId = police } });
        var programme = (await analyst.GetAsync("/api/v1/programme")).Expect(HttpStatusCode.OK);
        Assert.That(ByCountry(programme).Keys, Does.Contain("NL").And.Not.Contain("ID"));
        Assert.That((int)programme.Json["byKind"]!.AsArray().Single(k => k!["cooperation"]?.ToString() == "Operational")!["openRequests"]!, Is.EqualTo(1), "that to NL alone");
        Assert.That((await analyst.GetAsync("/api/v1/countries/standings")).Items.Select(c => c!["code"]!.ToString()), Does.Not.Contain("ID"));
        var home = (await analyst.GetAsync("/api/v1/countries/ID")).Expect(HttpStatusCode.OK);
        Assert.That((home.Text("weAsk.waiting.count"), home.Text("weAsk.sent.count"), home.Text("openCases.count")), Is.EqualTo(("0", "0", "0")));
        await EnsureListsAsync(analyst, home, "weAsk.waiting", "weAsk.sent", "openCases");
        var at = home.Json["organisations"]!.AsArray().Single(o => o!["id"]!.ToString() == police.ToString())!;
        Assert.That(at["speakers"]!.AsArray(), Is.Not.Empty, "those who speak for an authority at home speak for it here too");
    }

    [Test]
    public async Task What_the_operator_of_a_platform_owes_is_owed_by_no_country()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var platform = (await analyst.GetAsync("/api/v1/organisations?country=NL")).Items.Single(o => o!["kind"]!.ToString() == "PlatformOperator")!["id"]!.ToString();
        var reference = await analyst.PromisedAsync(new { owedBy = new { organisationId = platform } });
        var kept = (await analyst.GetAsync($"/api/v1/commitments/{reference}")).Expect(HttpStatusCode.OK);
        Assert.That((kept.Text("owedBy.organisation.id"), kept.At("owedBy.country")), Is.EqualTo((platform, (JsonNode?)null)));
        Assert.That(ByCountry(await analyst.GetAsync("/api/v1/programme")).Keys, Does.Not.Contain("NL"));
        Assert.That((await analyst.GetAsync("/api/v1/countries/NL")).Text("owedToUs.count"), Is.EqualTo("0"));
    }

    [Test]
    public async Task What_they_ask_and_what_is_owed_on_either_side_are_counted_as_their_lists_count_them()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var dutch = await app.AsAsync("liaison.nl");
        var asked = (await dutch.PostAsync("/api/v1/requests", new { kind = "Information", subject = "History of an address", body = "Who held 192.0.2.77?", tlp = "AMBER" }))
            .Expect(HttpStatusCode.Created).Text("reference");
        await analyst.ActAsync($"requests/{asked}", "triage");
        await analyst.PromisedAsync();
        await analyst.PromisedAsync(new { owedBy = new { us = true }, owedTo = new { country = "NL" } });
        await analyst.PromisedAsync(new { owedBy = new { country = "SG" }, owedTo = new { us = true } });
        var nl = (await analyst.GetAsync("/api/v1/countries/NL")).Expect(HttpStatusCode.OK);
        Assert.That((nl.Text("theyAsk.waiting.count"), nl.Text("theyAsk.sent.count"), nl.At("theyAsk.silent")), Is.EqualTo(("1", "1", (JsonNode?)null)));
        Assert.That((nl.Text("commitments.count"), nl.Text("owedToUs.count"), nl.Text("weOwe.count")), Is.EqualTo(("2", "1", "1")));
        await EnsureListsAsync(analyst, nl, "theyAsk.waiting", "theyAsk.overdue", "theyAsk.sent", "theyAsk.answered", "theyAsk.onTime", "theyAsk.late", "commitments");
    }

    [Test]
    public async Task The_matrix_takes_our_own_organisation_for_us_and_for_whom_nothing_holds_for_nobody()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var police = await analyst.AuthorityAsync("Police");
        await AddAsync(analyst, "police-memo", new { organisationId = police, confidence = "V", inForceFrom = "2020-01-01" }, new { country = "SG", confidence = "V", inForceFrom = "2020-01-01" });
        await AddAsync(analyst, "state-memo", new { country = "ID", confidence = "V", inForceFrom = "2020-01-01" }, new { country = "TD", confidence = "V", standing = "Signatory" });
        var matrix = (await analyst.GetAsync("/api/v1/programme/matrix?kind=Memorandum")).Expect(HttpStatusCode.OK);
        var columns = matrix.Json["columns"]!.AsArray().ToDictionary(c => c!["code"]!.ToString(), c => (bool)c!["inForceWithUs"]!);
        Assert.That((columns["police-memo"], columns["state-memo"]), Is.EqualTo((false, true)), "a ministry's own paper does not bind us");
        Assert.That(matrix.Json["home"]!["cells"]!.AsArray()[columns.Keys.ToList().IndexOf("police-memo")], Is.Null);
        Assert.That(Rows(matrix), Does.Not.Contain("TD"), "it has only signed");
        Assert.That(Rows(await analyst.GetAsync("/api/v1/programme/matrix?kind=Memorandum&all=true")), Does.Contain("TD"));
        var sg = (await analyst.GetAsync("/api/v1/countries/SG")).Json["agreements"]!.AsArray().Single(a => a!["code"]!.ToString() == "police-memo")!;
        Assert.That(sg["verdict"]!.ToString(), Is.EqualTo("HomeNoParty"), "as the country's own page says");
    }

    private static async Task AddAsync(ApiClient client, string code, params object[] parties) =>
        (await client.PostAsync("/api/v1/agreements", new
        {
            code, titleEn = "Memorandum", titleId = "Nota", kind = "Memorandum", reach = "Bilateral", source = "Signed 2020", inForceFrom = "2020-01-01", parties,
        })).Expect(HttpStatusCode.Created);

    private static async Task EnsureListsAsync(ApiClient client, Answer country, params string[] figures)
    {
        foreach (var figure in figures)
        {
            var list = await client.GetAsync(country.Text($"{figure}.query") + "&count=true");
            Assert.That(list.Expect(HttpStatusCode.OK).Text("count"), Is.EqualTo(country.Text($"{figure}.count")), figure);
        }
    }

    private static Dictionary<string, JsonNode> ByCountry(Answer programme) => programme.Json["byCountry"]!.AsArray().ToDictionary(c => c!["country"]!.ToString(), c => c!);

    private static List<string> Rows(Answer matrix) => [.. matrix.Json["rows"]!.AsArray().Select(r => r!["country"]!.ToString())];
}
