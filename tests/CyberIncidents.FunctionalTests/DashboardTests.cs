using System.Net;
using System.Text.Json.Nodes;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests;

public sealed class DashboardTests
{
    [Test]
    public async Task Every_number_of_the_demo_data_lists_that_many_rows_for_analyst_and_manager()
    {
        await using var app = new TestApp(demoCases: true);
        using var analyst = await app.AsAsync("analyst");
        using var manager = await app.AsAsync("manager");
        await EnsureFiguresMatchListsAsync(analyst);
        await EnsureFiguresMatchListsAsync(manager);
    }

    [Test]
    public async Task A_liaison_officer_and_an_administrator_have_no_dashboard()
    {
        await using var app = new TestApp();
        using var liaison = await app.AsAsync("liaison.nl");
        using var admin = await app.AsAsync("admin");
        (await liaison.GetAsync("/api/v1/dashboard")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await admin.GetAsync("/api/v1/dashboard")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
    }

    internal static async Task EnsureFiguresMatchListsAsync(ApiClient client)
    {
        var dashboard = (await client.GetAsync("/api/v1/dashboard")).Expect(HttpStatusCode.OK);
        var figures = Figures(dashboard.Json).ToList();
        Assert.That(figures, Has.Count.GreaterThan(10));
        foreach (var figure in figures)
        {
            var list = (await client.GetAsync($"{figure["query"]}&limit=200&count=true")).Expect(HttpStatusCode.OK);
            Assert.That(list.Items, Has.Count.EqualTo((int)figure["count"]!), figure.ToString());
            Assert.That((int)list.Json["count"]!, Is.EqualTo((int)figure["count"]!), figure.ToString());
        }
    }

    private static IEnumerable<JsonNode> Figures(JsonNode dashboard) =>
        dashboard.AsObject().SelectMany(member => member.Value switch
        {
            JsonArray several => several.Select(f => f!),
            JsonObject one => [one],
            _ => [],
        });
}
