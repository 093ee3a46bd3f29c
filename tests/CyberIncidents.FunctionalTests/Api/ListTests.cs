using System.Net;
using System.Text.Json.Nodes;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Api;

public sealed class ListTests
{
    [TestCase("createdAt")]
    [TestCase("-createdAt")]
    [TestCase("updatedAt")]
    [TestCase("-updatedAt")]
    public async Task Paging_walks_every_row_exactly_once_in_order(string sort)
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var all = await LogAsync(analyst, 50);
        await analyst.ActAsync($"incidents/{all[10]}", "triage");
        await analyst.ActAsync($"incidents/{all[3]}", "triage");
        var walked = await WalkAsync(analyst, sort, 7, null);
        Assert.That(walked.Select(w => w["reference"]!.ToString()), Is.EquivalentTo(all));
        var keys = walked.Select(w => DateTimeOffset.Parse(w[sort.TrimStart('-')]!.ToString(), System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.That(keys, sort.StartsWith('-') ? Is.Ordered.Descending : Is.Ordered);
    }

    [Test]
    public async Task Paging_is_not_disturbed_by_rows_that_are_added_meanwhile()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var all = await LogAsync(analyst, 50);
        var newestFirst = await WalkAsync(analyst, "-createdAt", 7, () => analyst.LogAsync(Sample.Incident()));
        Assert.That(newestFirst.Select(w => w["reference"]!.ToString()), Is.EqualTo(all.AsEnumerable().Reverse()));
        var added = 0;
        var oldestFirst = await WalkAsync(analyst, "createdAt", 7, () => added++ < 3 ? analyst.LogAsync(Sample.Incident()) : Task.FromResult(string.Empty));
        Assert.That(oldestFirst.Select(w => w["reference"]!.ToString()), Is.Unique);
        Assert.That(oldestFirst, Has.Count.EqualTo(await analyst.CountAsync("/api/v1/incidents")));
    }

    [Test]
    public async Task Counts_come_only_where_asked_and_count_all_pages()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        await LogAsync(analyst, 5);
        var plain = (await analyst.GetAsync("/api/v1/incidents?limit=2")).Expect(HttpStatusCode.OK);
        Assert.That(plain.Json.AsObject().ContainsKey("count"), Is.False);
        Assert.That(plain.Items, Has.Count.EqualTo(2));
        var counted = (await analyst.GetAsync("/api/v1/incidents?limit=2&count=true")).Expect(HttpStatusCode.OK);
        Assert.That((int)counted.Json["count"]!, Is.EqualTo(5));
        var last = (await analyst.GetAsync("/api/v1/incidents?limit=5")).Expect(HttpStatusCode.OK);
        Assert.That(last.Json["next"], Is.Null);
        Assert.That((await analyst.GetAsync("/api/v1/incidents?limit=200&count=false")).Json.AsObject().ContainsKey("count"), Is.False);
    }

    [TestCase("status=Active", "status", "Active")]
    [TestCase("status=Closed,Resolved", "status", "Closed|Resolved")]
    [TestCase("status=Closed&status=Resolved", "status", "Closed|Resolved")]
    [TestCase("severity=High", "severity", "High")]
    [TestCase("severity=Low,Critical", "severity", "Low|Critical")]
    [TestCase("tlp=AMBER", "tlp", "AMBER")]
    [TestCase("tlp=AMBER%2BSTRICT,GREEN", "tlp", "AMBER+STRICT|GREEN")]
    [TestCase("classification=abusive-content", "classification.class", "abusive-content")]
    [TestCase("classification=abusive-content/harmful-speech", "classification.type", "harmful-speech")]
    public async Task A_filter_of_incidents_keeps_exactly_what_fits(string query, string field, string wanted)
    {
        await using var app = new TestApp(demoCases: true);
        using var analyst = await app.AsAsync("analyst");
        var all = (await analyst.GetAsync("/api/v1/incidents?limit=200")).Expect(HttpStatusCode.OK).Items;
        var kept = (await analyst.GetAsync($"/api/v1/incidents?limit=200&{query}")).Expect(HttpStatusCode.OK).Items;
        var expected = all.Where(i => wanted.Split('|').Contains(At(i!, field), StringComparer.Ordinal)).Select(Reference);
        Assert.That(kept.Select(Reference), Is.EqualTo(expected));
        Assert.That(kept.Count, Is.GreaterThan(0).And.LessThan(all.Count), "the demo data should tell them apart");
    }

    [Test]
    public async Task Lists_within_a_case_filter_by_what_they_hold()
    {
        await using var app = new TestApp(demoCases: true);
        using var analyst = await app.AsAsync("analyst");
        var me = (await analyst.MyIdAsync()).ToString();
        var all = (await analyst.GetAsync("/api/v1/incidents?limit=200")).Expect(HttpStatusCode.OK).Items;
        async Task Compare(string query, Func<JsonNode, bool> fits)
        {
            var kept = (await analyst.GetAsync($"/api/v1/incidents?limit=200&{query}")).Expect(HttpStatusCode.OK).Items;
            Assert.That(kept.Select(Reference), Is.EqualTo(all.Where(i => fits(i!)).Select(Reference)), query);
        }

        using (Assert.EnterMultipleScope())
        {
            await Compare("terroristUse=recruitment", i => Texts(i["terroristUse"]).Contains("recruitment", StringComparer.Ordinal));
            await Compare("country=NL", i => i["partners"]!.AsArray().Any(p => p!["country"]?.ToString() == "NL" && p["state"]!.ToString() != "Withdrawn"));
            await Compare("owner=me", i => i["owner"]?["id"]?.ToString() == me);
            await Compare("owner=none", i => i["owner"] is null);
            await Compare($"owner={me}", i => i["owner"]?["id"]?.ToString() == me);
            await Compare("overdue=true", i => i["partners"]!.AsArray().Any(p => (int)p!["overdue"]! > 0));
            await Compare("overdue=false", i => i["partners"]!.AsArray().All(p => (int)p!["overdue"]! == 0));
            await Compare("silent=true", i => i["partners"]!.AsArray().Any(p => (int)p!["silent"]! > 0));
            var middle = all[all.Count / 2]!["createdAt"]!.ToString();
            var at = DateTimeOffset.Parse(middle, System.Globalization.CultureInfo.InvariantCulture);
            await Compare($"from={Uri.EscapeDataString(middle)}", i => Created(i) >= at);
            await Compare($"to={Uri.EscapeDataString(middle)}", i => Created(i) < at);
            var title = all[0]!["title"]!.ToString();
            await Compare($"q={Uri.EscapeDataString(title.ToUpperInvariant())}", i => i["title"]!.ToString() == title);
            await Compare("q=no-such-word-anywhere", _ => false);
            await Compare("country=ZZ", _ => false);
            await Compare("classification=nonsense", _ => false);
        }
    }

    [Test]
    public async Task Tags_filter()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var tagged = await analyst.LogAsync(Sample.Incident().With("tags", "[\"telegram\",\"q1\"]"));
        await analyst.LogAsync(Sample.Incident().With("tags", "[\"tele\"]"));
        Assert.That((await analyst.GetAsync("/api/v1/incidents?tag=telegram")).Items.Select(Reference), Is.EqualTo(new[] { tagged }));
        Assert.That((await analyst.GetAsync("/api/v1/incidents?tag=gram")).Items, Is.Empty);
    }

    [Test]
    public async Task Every_filter_of_requests_keeps_exactly_what_fits()
    {
        await using var app = new TestApp(demoCases: true);
        using var analyst = await app.AsAsync("analyst");
        var all = (await analyst.GetAsync("/api/v1/requests?limit=200")).Expect(HttpStatusCode.OK).Items;
        Assert.That(all.Count, Is.GreaterThan(5));
        async Task Compare(string query, Func<JsonNode, bool> fits)
        {
            var kept = (await analyst.GetAsync($"/api/v1/requests?limit=200&{query}")).Expect(HttpStatusCode.OK).Items;
            var expected = all.Where(r => fits(r!)).Select(Reference).ToList();
            Assert.That(kept.Select(Reference), Is.EqualTo(expected), query);
            Assert.That(expected.Count, Is.GreaterThan(0).And.LessThan(all.Count), $"{query}: the demo data should tell them apart");
        }

        var incident = all.First(r => r!["incidentReference"] is not null)!["incidentReference"]!.ToString();
        using (Assert.EnterMultipleScope())
        {
            await Compare("state=Sent", r => At(r, "state") == "Sent");
            await Compare("state=Answered,Declined", r => At(r, "state") is "Answered" or "Declined");
            await Compare("kind=Information", r => At(r, "kind") == "Information");
            await Compare("waiting=true", r => (bool)r["waiting"]! && At(r, "direction") == "Outbound");
            await Compare("silent=true", r => (bool)r["silent"]!);
            await Compare("overdue=true", r => (bool)r["overdue"]! && At(r, "direction") == "Outbound");
            await Compare("direction=inbound", r => At(r, "direction") == "Inbound");
            await Compare("country=NL", r => r["country"]?.ToString() == "NL");
            await Compare($"incident={incident}", r => r["incidentReference"]?.ToString() == incident);
        }
    }

    private static async Task<List<string>> LogAsync(ApiClient client, int count)
    {
        var all = new List<string>();
        for (var i = 0; i < count; i++)
        {
            all.Add(await client.LogAsync(Sample.Incident()));
        }

        return all;
    }

    private static async Task<List<JsonNode>> WalkAsync(ApiClient client, string sort, int limit, Func<Task>? between)
    {
        var rows = new List<JsonNode>();
        string? after = null;
        do
        {
            var page = (await client.GetAsync($"/api/v1/incidents?limit={limit}&sort={sort}" + (after is null ? string.Empty : $"&after={after}"))).Expect(HttpStatusCode.OK);
            rows.AddRange(page.Items.Select(i => i!));
            after = page.Json["next"]?.ToString();
            await (between?.Invoke() ?? Task.CompletedTask);
        }
        while (after is not null && rows.Count < 500);
        return rows;
    }

    private static string Reference(JsonNode? row) => row!["reference"]!.ToString();

    private static DateTimeOffset Created(JsonNode row) =>
        DateTimeOffset.Parse(row["createdAt"]!.ToString(), System.Globalization.CultureInfo.InvariantCulture);

    private static IEnumerable<string> Texts(JsonNode? list) => list!.AsArray().Select(t => t!.ToString());

    private static string? At(JsonNode row, string path) => path.Split('.').Aggregate((JsonNode?)row, (node, part) => node?[part])?.ToString();
}
