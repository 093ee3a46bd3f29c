using System.Net;
using CyberIncidents.FunctionalTests.Requests;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Visibility;

/// <summary>Who sees what a partner asks of us: every read surface, by marking and relation, before and after it is taken into a case.</summary>
public sealed class InboundLeakTests
{
    private const string Word = "WIEDEHOPF";

    /// <summary>Where it may stand, for whoever sees it.</summary>
    private static readonly string[] Surfaces =
    [
        "requests", "requests?direction=inbound", "requests?waiting=true&direction=inbound", "notifications", "me/calendar.ics", "desk", "dashboard", "countries/SG", "incidents",
        "follow-ups", "search?q=" + Word,
    ];

    [TestCase("CLEAR")]
    [TestCase("AMBER")]
    [TestCase("AMBER+STRICT")]
    [TestCase("RED")]
    public async Task Only_the_two_sides_see_it(string tlp)
    {
        await using var app = new TestApp();
        using var scene = new Actors(
            await app.AsAsync("liaison.sg"), await app.HireAsync("colleague.sg", "LiaisonOfficer", "SG"), await app.AsAsync("liaison.nl"),
            await app.AsAsync("analyst"), await app.AsAsync("manager"), await app.AsAsync("admin"));
        var ask = new
        {
            kind = "Information", subject = $"{Word} and its addresses", body = $"What do you know of {Word}?", urgency = "Normal", tlp, theirReference = Word,
        };
        var request = await scene.Officer.FileAsync(ask);
        await CheckAsync(scene, request, tlp == "RED");
        await scene.Manager.ActAsync($"requests/{request}", "ask", new { note = "Since when?" });
        await scene.Officer.ActAsync($"requests/{request}", "clarify", new { note = $"Since {Word} came." });
        (await scene.Manager.PostAsync($"/api/v1/requests/{request}/actions/make-incident", InboundSteps.NewCase())).Expect(HttpStatusCode.Created);
        await CheckAsync(scene, request, tlp == "RED");
    }

    [Test]
    public async Task Nothing_that_we_mark_takes_it_from_the_partner()
    {
        await using var app = new TestApp();
        using var liaison = await app.AsAsync("liaison.sg");
        using var manager = await app.AsAsync("manager");
        var request = await liaison.FileAsync();
        (await manager.PostAsync($"/api/v1/requests/{request}/actions/make-incident", InboundSteps.NewCase())).Expect(HttpStatusCode.Created);
        foreach (var marking in new object[] { new { tlp = "RED" }, new { handling = new { codes = new[] { "H1" } } }, new { tlp = "CLEAR", reason = "Known" } })
        {
            (await manager.PostAsync($"/api/v1/requests/{request}/actions/remark", marking)).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        }

        Assert.That((await liaison.ReadAsync(request)).Text("tlp"), Is.EqualTo("AMBER"));
    }

    private static async Task CheckAsync(Actors scene, string request, bool red)
    {
        using var all = Assert.EnterMultipleScope();
        Assert.That(await StatusAsync(scene.Officer, request), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await StatusAsync(scene.Manager, request), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await StatusAsync(scene.Colleague, request), Is.EqualTo(red ? HttpStatusCode.NotFound : HttpStatusCode.OK));
        Assert.That(await StatusAsync(scene.Analyst, request), Is.EqualTo(red ? HttpStatusCode.NotFound : HttpStatusCode.OK));
        Assert.That(await StatusAsync(scene.Other, request), Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await StatusAsync(scene.Admin, request), Is.EqualTo(HttpStatusCode.Forbidden));
        ApiClient[] blind = red ? [scene.Colleague, scene.Analyst, scene.Other, scene.Admin] : [scene.Other, scene.Admin];
        foreach (var client in blind)
        {
            foreach (var surface in Surfaces)
            {
                var said = (await client.GetAsync($"/api/v1/{surface}")).Whole();
                Assert.That(said, Does.Not.Contain(request), surface);
                if (!surface.Contains(Word, StringComparison.Ordinal))
                {
                    Assert.That(said, Does.Not.Contain(Word), surface);
                }
            }
        }

        if (red)
        {
            Assert.That((await scene.Analyst.GetAsync("/api/v1/countries/SG")).Text("theyAsk.sent.count"), Is.EqualTo("0"), "a count tells too");
        }
    }

    private static async Task<HttpStatusCode> StatusAsync(ApiClient client, string request) => (await client.GetAsync($"/api/v1/requests/{request}")).Status;

    private sealed record Actors(ApiClient Officer, ApiClient Colleague, ApiClient Other, ApiClient Analyst, ApiClient Manager, ApiClient Admin) : IDisposable
    {
        public void Dispose() => Array.ForEach([Officer, Colleague, Other, Analyst, Manager, Admin], c => c.Dispose());
    }
}
