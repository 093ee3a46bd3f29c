using System.Net;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Api;

public sealed class BadQueryTests
{
    private static readonly string[] Lists = ["incidents", "requests", "follow-ups", "notifications", "organisations"];

    [Test]
    public async Task Wrong_paging_is_named_on_every_list()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var reference = await analyst.LogAsync();
        string[] lists = [.. Lists, $"incidents/{reference}/comments", $"incidents/{reference}/requests", $"incidents/{reference}/follow-ups", $"incidents/{reference}/releases", $"incidents/{reference}/observables", $"incidents/{reference}/timeline"];
        using (Assert.EnterMultipleScope())
        {
            foreach (var list in lists)
            {
                foreach (var (query, field) in new[]
                {
                    ("limit=0", "limit"), ("limit=201", "limit"), ("limit=-1", "limit"), ("limit=ten", "limit"), ("limit=99999999999", "limit"), ("limit=1.5", "limit"),
                    ("sort=colour", "sort"), ("sort=--createdAt", "sort"), ("sort=-", "sort"),
                    ("after=nonsense", "after"), ("after=%00", "after"), ("after=Zm9v", "after"),
                    ("count=yes", "count"), ("colour=red", "colour"), ("Limit=5", "Limit"),
                })
                {
                    var answer = await analyst.GetAsync($"/api/v1/{list}?{query}");
                    Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest), $"{list}?{query}: {answer.Body}");
                    Assert.That(Sample.Fields(answer), Does.Contain(field), $"{list}?{query}");
                }
            }
        }
    }

    [Test]
    public async Task A_cursor_of_another_order_is_refused()
    {
        await using var app = new TestApp(demoCases: true);
        using var analyst = await app.AsAsync("analyst");
        var next = (await analyst.GetAsync("/api/v1/incidents?limit=2")).Expect(HttpStatusCode.OK).Text("next");
        (await analyst.GetAsync($"/api/v1/incidents?limit=2&sort=createdAt&after={next}")).ExpectInvalid("after");
        (await analyst.GetAsync($"/api/v1/incidents?limit=2&sort=-updatedAt&after={next}")).ExpectInvalid("after");
        (await analyst.GetAsync($"/api/v1/incidents?limit=2&after={next}x")).ExpectInvalid("after");
    }

    [TestCase("incidents?status=Nonsense", "status")]
    [TestCase("incidents?status=active", "status")]
    [TestCase("incidents?status=1", "status")]
    [TestCase("incidents?status=Active,Nonsense", "status")]
    [TestCase("incidents?severity=Severe", "severity")]
    [TestCase("incidents?tlp=WHITE", "tlp")]
    [TestCase("incidents?tlp=Amber", "tlp")]
    [TestCase("incidents?overdue=maybe", "overdue")]
    [TestCase("incidents?silent=1", "silent")]
    [TestCase("incidents?owner=somebody", "owner")]
    [TestCase("incidents?from=2026-03-01T00:00:00", "from")]
    [TestCase("incidents?to=2026-03-01", "to")]
    [TestCase("incidents?to=tomorrow", "to")]
    [TestCase("requests?state=Lost", "state")]
    [TestCase("requests?kind=Gossip", "kind")]
    [TestCase("requests?waiting=x", "waiting")]
    [TestCase("follow-ups?state=gone", "state")]
    [TestCase("follow-ups?mine=me", "mine")]
    [TestCase("notifications?unread=1", "unread")]
    public async Task A_wrong_filter_is_named(string query, string field)
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        (await analyst.GetAsync($"/api/v1/{query}")).ExpectInvalid(field);
    }

    [Test]
    public async Task An_over_long_search_is_named()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        (await analyst.GetAsync($"/api/v1/incidents?q={new string('x', 201)}")).ExpectInvalid("q");
    }

    [Test]
    public async Task All_unknown_parameters_are_named()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var answer = (await analyst.GetAsync("/api/v1/incidents?colour=red&shape=round&limit=3")).ExpectInvalid("colour");
        Assert.That(Sample.Fields(answer), Is.EquivalentTo(new[] { "colour", "shape" }));
    }

    [Test]
    public async Task Ids_and_references_that_are_none_are_not_found()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var bodies = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in new[]
        {
            "incidents/CI-2026-000099", "incidents/x", "incidents/..%2F..", "incidents/' OR 1=1", $"incidents/{new string('9', 500)}",
            "requests/RQ-2026-NL-0001", "follow-ups/0197f000-0000-7000-8000-000000000000", "follow-ups/x", "organisations/x", "incidents/CI-2026-000099/audit",
            "incidents/CI-2026-000099/comments", "incidents/CI-2026-000099/participations", "incidents/CI-2026-000099/requests", "incidents/CI-2026-000099/follow-ups",
        })
        {
            var answer = (await analyst.GetAsync("/api/v1/" + path)).ExpectProblem(HttpStatusCode.NotFound, "not-found");
            bodies.Add(answer.Body);
        }

        Assert.That(bodies, Has.Count.EqualTo(1), "one body for whatever is not found");
    }
}
