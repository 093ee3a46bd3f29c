using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Requests;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests;

/// <summary>The demo data is a year in which every list, figure and plot has something to say.</summary>
public sealed class DemoYearTests
{
    private static readonly TimeSpan Jakarta = TimeSpan.FromHours(7);

    [Test]
    public async Task The_demo_has_every_state_class_and_kind_and_many_countries()
    {
        await using var app = new TestApp(demoCases: true);
        using var analyst = await app.AsAsync("analyst");
        var cases = await AllAsync(analyst, "incidents");
        var requests = await AllAsync(analyst, "requests");
        var followUps = await AllAsync(analyst, "follow-ups");
        var classes = (await analyst.GetAsync("/api/v1/classifications")).Expect(HttpStatusCode.OK).Json["rsit"]!.AsArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(cases, Has.Count.InRange(55, 75));
            Assert.That(Values(cases, "status"), Is.EquivalentTo(Enum.GetNames<IncidentStatus>()));
            Assert.That(Values(cases, "severity"), Is.EquivalentTo(Enum.GetNames<Severity>()));
            Assert.That(Values(cases, "tlp"), Is.EquivalentTo(new[] { "CLEAR", "GREEN", "AMBER", "AMBER+STRICT" }), "RED is for its named persons");
            Assert.That(Values(cases, "classification.class"), Is.EquivalentTo(classes.Select(c => c!["code"]!.ToString())));
            Assert.That(cases.SelectMany(c => c["terroristUse"]!.AsArray().Select(u => u!.ToString())).Distinct(StringComparer.Ordinal).Count(), Is.EqualTo(9));
            Assert.That(cases.SelectMany(Countries).Distinct(StringComparer.Ordinal).Count(), Is.GreaterThanOrEqualTo(20));
            Assert.That(Values(requests, "state"), Is.EquivalentTo(Enum.GetNames<RequestState>()));
            Assert.That(Values(requests, "kind"), Is.EquivalentTo(Enum.GetNames<RequestKind>()));
            Assert.That(requests.Count(r => (bool)r["silent"]!), Is.GreaterThan(1));
            Assert.That(requests.Count(r => (bool)r["overdue"]!), Is.GreaterThan(1));
            Assert.That(Values(followUps, "state"), Is.SupersetOf(new[] { nameof(FollowUpState.Scheduled), nameof(FollowUpState.Done), nameof(FollowUpState.Cancelled) }));
        }
    }

    [Test]
    public async Task Each_month_of_the_demo_year_has_openings_counted_in_the_series_of_its_year()
    {
        await using var app = new TestApp(demoCases: true);
        using var analyst = await app.AsAsync("analyst");
        var cases = await AllAsync(analyst, "incidents");
        var opened = cases.Select(c => (Reference: c["reference"]!.ToString(), At: At(c, "createdAt").ToOffset(Jakarta))).ToList();
        var now = app.Clock.GetUtcNow().ToOffset(Jakarta);
        using (Assert.EnterMultipleScope())
        {
            for (var back = 0; back < 12; back++)
            {
                var month = now.AddMonths(-back);
                Assert.That(opened.Count(o => (o.At.Year, o.At.Month) == (month.Year, month.Month)), Is.Positive, month.ToString("yyyy-MM", CultureInfo.InvariantCulture));
            }

            Assert.That(opened.Select(o => o.Reference), Has.All.Matches<string>(r => opened.Exists(o => o.Reference == r
                && r.StartsWith($"CI-{o.At.Year}-", StringComparison.Ordinal))));
            Assert.That(opened.OrderBy(o => o.At).Select(o => o.Reference), Is.Ordered.Using((IComparer<string>)StringComparer.Ordinal));
            Assert.That(opened.Max(o => o.At), Is.GreaterThan(now.AddHours(-2)), "something was reported within the hour");
        }
    }

    [Test]
    public async Task Today_has_work_for_the_analyst()
    {
        await using var app = new TestApp(demoCases: true);
        using var analyst = await app.AsAsync("analyst");
        var now = app.Clock.GetUtcNow();
        var requests = await AllAsync(analyst, "requests");
        var followUps = (await AllAsync(analyst, "follow-ups")).Where(f => f["state"]!.ToString() is "Scheduled" or "Due").ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await AllAsync(analyst, "incidents?owner=none&status=Reported"), Has.Count.GreaterThan(3));
            Assert.That(followUps.Count(f => At(f, "dueAt") < now), Is.GreaterThan(1), "past due");
            Assert.That(followUps.Count(f => At(f, "dueAt") > now && At(f, "dueAt") < now.AddHours(12)), Is.GreaterThan(1), "due today");
            Assert.That(followUps.Count(f => At(f, "dueAt") > now.AddDays(1) && At(f, "dueAt") < now.AddDays(7)), Is.GreaterThan(1), "due this week");
            Assert.That(requests.Count(r => r["state"]!.ToString() == "Answered" && At(r, "answeredAt") > now.AddDays(-1)), Is.GreaterThan(1), "came back since yesterday");
            Assert.That(requests.Count(r => r["state"]!.ToString() == "PendingApproval"), Is.GreaterThan(1));
        }
    }

    private static async Task<List<JsonNode>> AllAsync(ApiClient client, string list) =>
        [.. (await client.GetAsync($"/api/v1/{list}{(list.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit=200")).Expect(HttpStatusCode.OK).Items.Select(i => i!)];

    private static IEnumerable<string> Values(IEnumerable<JsonNode> rows, string path) =>
        rows.Select(r => path.Split('.').Aggregate((JsonNode?)r, (node, part) => node?[part])!.ToString()).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> Countries(JsonNode incident) =>
        incident["partners"]!.AsArray().Select(p => p!["country"]?.ToString()).OfType<string>();

    private static DateTimeOffset At(JsonNode row, string field) => DateTimeOffset.Parse(row[field]!.ToString(), CultureInfo.InvariantCulture);
}
