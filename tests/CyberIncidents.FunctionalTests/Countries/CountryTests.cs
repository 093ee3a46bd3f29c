using System.Net;
using System.Text.Json.Nodes;
using CyberIncidents.FunctionalTests.Engagements;
using CyberIncidents.FunctionalTests.FollowUps;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;

namespace CyberIncidents.FunctionalTests.Countries;

/// <summary>What the work with a country comes to, through the API.</summary>
public sealed class CountryTests
{
    [Test]
    public async Task It_tells_who_is_there_and_whether_they_are_on_duty()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var nl = (await analyst.GetAsync("/api/v1/countries/NL")).Expect(HttpStatusCode.OK);
        Assert.That((nl.Text("name"), nl.Text("isHome"), nl.Text("duty.onDuty")), Is.EqualTo(("Netherlands", "false", "false")), "four in the morning there");
        Assert.That(DateTimeOffset.Parse(nl.Text("duty.nextOpen"), System.Globalization.CultureInfo.InvariantCulture), Is.EqualTo(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero)).Within(TimeSpan.FromHours(2)));
        Assert.That(nl.Json["timeZones"]!.AsArray().Select(z => z!.ToString()), Does.Contain("Europe/Amsterdam"));
        var contact = nl.Json["organisations"]!.AsArray()[0]!;
        Assert.That((bool)contact["nationalContact"]!, Is.True);
        Assert.That(contact["speakers"]!.AsArray(), Is.Not.Empty);
        app.Clock.SetUtcNow(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));
        using var atNoon = await app.AsAsync("analyst");
        Assert.That((await atNoon.GetAsync("/api/v1/countries/NL")).Text("duty.onDuty"), Is.EqualTo("true"));
        app.Clock.SetUtcNow(new DateTimeOffset(2026, 3, 7, 12, 0, 0, TimeSpan.Zero));
        using var onSaturday = await app.AsAsync("analyst");
        var saturday = await onSaturday.GetAsync("/api/v1/countries/NL");
        Assert.That((saturday.Text("duty.onDuty"), saturday.Text("duty.nextOpen")[..10]), Is.EqualTo(("false", "2026-03-09")), "the weekend counts as the clocks count it");
    }

    [Test]
    public async Task Agreements_say_what_holds_between_us_what_it_allows_and_why_others_do_not()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var sg = Agreements(await analyst.GetAsync("/api/v1/countries/SG"));
        Assert.That(sg["asean-mlat"]!["verdict"]!.ToString(), Is.EqualTo("Holds"));
        Assert.That(sg["asean-mlat"]!["provisions"]!.AsArray(), Is.Not.Empty);
        var nl = Agreements(await analyst.GetAsync("/api/v1/countries/NL"));
        Assert.That((nl["budapest"]!["verdict"]!.ToString(), nl["budapest"]!["theirs"]!["standing"]!.ToString()), Is.EqualTo(("HomeNoParty", "Party")));
        Assert.That(nl["budapest"]!["reason"]!.ToString(), Does.Contain("Indonesia is not a party"));
        Assert.That(nl["budapest"]!["provisions"]!.AsArray(), Is.Empty);
        Assert.That(nl["un-norms"]!["verdict"]!.ToString(), Is.EqualTo("Holds"));
    }

    [Test]
    public async Task A_request_is_counted_from_sending_to_its_answer_and_each_number_is_that_of_its_list()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (_, _, first) = await analyst.SentRequestAsync(dueAt: TestApp.Start.AddDays(10));
        var (_, _, second) = await analyst.SentRequestAsync(dueAt: TestApp.Start.AddHours(30));
        app.Clock.Advance(TimeSpan.FromHours(4));
        using var soon = await app.AsAsync("liaison.nl");
        await soon.ActAsync($"requests/{first}", "acknowledge");
        app.Clock.Advance(TimeSpan.FromHours(6));
        using var then = await app.AsAsync("liaison.nl");
        await then.ActAsync($"requests/{first}", "answer", new { outcome = "Fulfilled", summary = "A name" });
        app.Clock.Advance(TimeSpan.FromHours(30));
        using var later = await app.AsAsync("analyst");
        using var late = await app.AsAsync("liaison.nl");
        var nl = (await later.GetAsync("/api/v1/countries/NL")).Expect(HttpStatusCode.OK);
        Assert.That((nl.Text("weAsk.waiting.count"), nl.Text("weAsk.overdue.count"), nl.Text("weAsk.answered.count"), nl.Text("weAsk.onTime.count"), nl.Text("weAsk.late.count")), Is.EqualTo(("1", "1", "1", "1", "1")));
        Assert.That((Hours(nl, "medianToAcknowledge"), Hours(nl, "medianToAnswer"), (double)nl.At("weAsk.onTimeShare")!), Is.EqualTo((4.0, 10.0, 0.5)));
        await late.ActAsync($"requests/{second}", "decline", new { ground = "data-not-held", reason = "We hold no such data" });
        nl = await later.GetAsync("/api/v1/countries/NL");
        Assert.That((nl.Text("weAsk.refusals.0.ground"), nl.Text("weAsk.refusals.0.count")), Is.EqualTo(("data-not-held", "1")));
        Assert.That(nl.Text("theyAsk.sent.count"), Is.EqualTo("0"));
        foreach (var figure in new[] { "waiting", "overdue", "silent", "sent", "answered", "onTime", "late", "refusals.0" }.Select(f => $"weAsk.{f}").Concat(["openCases", "allCases", "engagements", "owedToUs", "weOwe"]))
        {
            var list = await later.GetAsync(nl.Text($"{figure}.query") + "&count=true");
            Assert.That(list.Expect(HttpStatusCode.OK).Text("count"), Is.EqualTo(nl.Text($"{figure}.count")), figure);
        }
    }

    [Test]
    public async Task What_is_RED_is_counted_for_its_persons_alone()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var manager = await app.AsAsync("manager");
        await analyst.LogAsync(Cases.NewIncident(tlp: "RED", countries: ["AU"]));
        await analyst.EngagedAsync(new { tlp = "RED", country = "AU", hosts = new[] { new { country = "AU" } } });
        await analyst.PromisedAsync(new { tlp = "RED", owedBy = new { country = "AU" } });
        foreach (var (who, seen) in new[] { (analyst, "1"), (manager, "0") })
        {
            var au = (await who.GetAsync("/api/v1/countries/AU")).Expect(HttpStatusCode.OK);
            Assert.That((au.Text("openCases.count"), au.Text("allCases.count"), au.Text("engagements.count"), au.Text("owedToUs.count")), Is.EqualTo((seen, seen, seen, seen)));
            Assert.That((await who.GetAsync("/api/v1/countries/standings?q=australia")).Text("items.0.openCases"), Is.EqualTo(seen));
            var ofYear = (await who.GetAsync("/api/v1/programme")).Json["byCountry"]!.AsArray().SingleOrDefault(c => c!["country"]!.ToString() == "AU");
            Assert.That(ofYear?["openCases"]?.ToString() ?? "0", Is.EqualTo(seen));
        }
    }

    [Test]
    public async Task A_country_is_found_by_its_name_in_either_language_or_by_its_code()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        foreach (var q in new[] { "netherlands", "Belanda", "NLD" })
        {
            Assert.That((await analyst.GetAsync($"/api/v1/countries/standings?q={q}")).Items.Select(c => c!["code"]!.ToString()), Does.Contain("NL"), q);
        }

        var withAnything = (await analyst.GetAsync("/api/v1/countries/standings")).Items.Select(c => c!["code"]!.ToString()).ToList();
        Assert.That(withAnything, Does.Contain("NL").And.Contain("SG").And.Not.Contain("ID").And.Not.Contain("TD"));
        (await analyst.GetAsync("/api/v1/countries/standings?region=999")).ExpectInvalid("region");
        (await analyst.GetAsync("/api/v1/countries/standings?w=1")).ExpectInvalid("w");
        (await analyst.GetAsync("/api/v1/countries/QQ")).Expect(HttpStatusCode.NotFound);
        using var liaison = await app.AsAsync("liaison.nl");
        (await liaison.GetAsync("/api/v1/countries/NL")).Expect(HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task Our_own_row_stands_first_in_the_matrix_and_only_those_with_whom_there_is_anything_follow()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var matrix = (await analyst.GetAsync("/api/v1/programme/matrix")).Expect(HttpStatusCode.OK);
        var columns = matrix.Json["columns"]!.AsArray().Select(c => c!["code"]!.ToString()).ToList();
        Assert.That(columns, Has.Count.EqualTo(10));
        Assert.That(matrix.Text("home.country"), Is.EqualTo("ID"));
        Assert.That(matrix.Json["home"]!["cells"]!.AsArray()[columns.IndexOf("budapest")], Is.Null, "Indonesia is no party to the Budapest Convention");
        var nl = matrix.Json["rows"]!.AsArray().Single(r => r!["country"]!.ToString() == "NL")!;
        var cell = nl["cells"]!.AsArray()[columns.IndexOf("budapest")]!;
        Assert.That((cell["standing"]!.ToString(), (bool)cell["holds"]!, (bool)cell["ofAll"]!), Is.EqualTo(("Party", true, false)));
        Assert.That((bool)nl["cells"]!.AsArray()[columns.IndexOf("un-norms")]!["ofAll"]!, Is.True);
        Assert.That(matrix.Json["rows"]!.AsArray().Select(r => r!["country"]!.ToString()), Does.Contain("NL").And.Not.Contain("AD").And.Not.Contain("ID"));
        var all = await analyst.GetAsync("/api/v1/programme/matrix?all=true&kind=Convention");
        Assert.That((int)all.At("count")!, Is.GreaterThan((int)matrix.At("count")!));
        var asia = await analyst.GetAsync("/api/v1/programme/matrix?all=true&region=142");
        Assert.That(asia.Json["rows"]!.AsArray().Select(r => r!["country"]!.ToString()), Does.Contain("SG").And.Not.Contain("NL"));
        (await analyst.GetAsync("/api/v1/programme/matrix?region=999")).ExpectInvalid("region");
        (await analyst.GetAsync("/api/v1/programme/matrix?after=QQ")).ExpectInvalid("after");
        (await analyst.GetAsync("/api/v1/programme/matrix?kind=Pact")).ExpectInvalid("kind");
    }

    [Test]
    public async Task The_matrix_pages_through_every_country_once()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var seen = new List<string>();
        string? after = null;
        do
        {
            var page = (await analyst.GetAsync($"/api/v1/programme/matrix?all=true{(after is null ? string.Empty : $"&after={after}")}")).Expect(HttpStatusCode.OK);
            seen.AddRange(page.Json["rows"]!.AsArray().Select(r => r!["country"]!.ToString()));
            after = page.At("next")?.ToString();
            Assert.That(after is not null || seen.Count == (int)page.At("count")!, Is.True);
        }
        while (after is not null);
        Assert.That(seen, Is.Unique.And.Count.GreaterThan(40));
    }

    private static double Hours(Answer country, string figure) => Math.Round((double)country.At($"weAsk.{figure}")!, 1);

    private static Dictionary<string, JsonNode?> Agreements(Answer country) => country.Json["agreements"]!.AsArray().ToDictionary(a => a!["code"]!.ToString());
}
