using System.Net;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;

namespace CyberIncidents.FunctionalTests.Requests;

/// <summary>What a partner asks outside any case has its own history, and its own glass where it is RED.</summary>
public sealed class InboundHistoryTests
{
    [Test]
    public async Task Its_history_tells_who_did_what_until_a_case_takes_it_in()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var sg = await app.AsAsync("liaison.sg");
        var asked = await sg.FileAsync();
        await analyst.ActAsync($"requests/{asked}", "triage");
        await analyst.ActAsync($"requests/{asked}", "ask", new { note = "Since when?" });
        var lines = (await analyst.GetAsync($"/api/v1/requests/{asked}/audit?limit=200")).Expect(HttpStatusCode.OK);
        Assert.That(lines.Items.Select(l => l!["action"]!.ToString()), Is.SupersetOf(new[] { "triage", "ask" }));
        Assert.That(lines.Items[0]!["action"]!.ToString(), Does.StartWith("file"));
        Assert.That(lines.Items.Select(l => l!["subjectType"]!.ToString()), Is.SupersetOf(new[] { "Request", "LegalClock", "Release" }));
        Assert.That(lines.Body, Does.Contain("Since when?"));
        var first = (await analyst.GetAsync($"/api/v1/requests/{asked}/audit?limit=1")).Expect(HttpStatusCode.OK);
        var second = (await analyst.GetAsync($"/api/v1/requests/{asked}/audit?limit=1&after={first.Text("next")}")).Expect(HttpStatusCode.OK);
        Assert.That(second.Text("items.0.id"), Is.EqualTo(lines.Text("items.1.id")));
        (await sg.GetAsync($"/api/v1/requests/{asked}/audit")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        using var browser = new Browser(app);
        await browser.SignInAsync("analyst");
        Assert.That((await browser.OpenAsync($"/requests/{asked}", "id")).Page.QuerySelector($"a[href='/requests/{asked}/history']"), Is.Not.Null);
        Assert.That((await browser.OpenAsync($"/requests/{asked}/history", "en")).Page.QuerySelector(".history")!.TextContent, Does.Contain($"filed {asked}").And.Contain($"asked back on {asked}"));

        var incident = await analyst.ActiveCaseAsync();
        await analyst.ActAsync($"requests/{asked}", "link", new { incident });
        await sg.ActAsync($"requests/{asked}", "clarify", new { note = "Since May." });
        Assert.That((await analyst.GetAsync($"/api/v1/requests/{asked}/audit?limit=200")).Body, Does.Contain("Since when?").And.Not.Contain("Since May."));
        Assert.That((await analyst.GetAsync($"/api/v1/incidents/{incident}/audit?limit=200")).Body, Does.Contain("Since May."));
    }

    [Test]
    public async Task A_manager_who_came_later_breaks_the_glass_of_what_is_RED_and_reads_it_for_a_day()
    {
        await using var app = new TestApp();
        using var manager = await app.AsAsync("manager");
        using var sg = await app.AsAsync("liaison.sg");
        using var analyst = await app.AsAsync("analyst");
        var asked = await sg.FileAsync(InboundSteps.Ask(tlp: "RED"));
        using var chief = await app.HireAsync("chief", "Manager");
        await chief.EnsureAbsentAsync($"requests/{asked}", $"requests/{asked}/audit");
        await BreakGlassTests.BreakAsync(chief, asked);
        await BreakGlassTests.BreakAsync(chief, asked);
        var read = await chief.ReadAsync(asked);
        Assert.That((read.Text("tlp"), read.Json["allowedActions"]!.AsArray().Count, read.At("seenAt")), Is.EqualTo(("RED", 0, (object?)null)), "for reading only");
        Assert.That(new[] { "triage", "handOver", "makeIncident", "see" }.Select(m => read.Text($"may.{m}")), Has.All.EqualTo("false"));
        foreach (var (act, body) in new[] { ("triage", (object?)null), ("acknowledge", null), ("make-incident", InboundSteps.NewCase("RED")) })
        {
            (await chief.PostAsync($"/api/v1/requests/{asked}/actions/{act}", body)).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        }

        var told = (await manager.GetAsync("/api/v1/notifications")).Items.Where(n => n!["kind"]!.ToString() == "BreakGlass").ToList();
        Assert.That(told, Has.Count.EqualTo(1), "once, though it was asked for twice");
        Assert.That(told[0]!["requestReference"]!.ToString(), Is.EqualTo(asked));
        Assert.That(told[0]!["text"]!.ToString(), Does.StartWith(asked).And.Contain("Which addresses the account used"));
        Assert.That((await sg.GetAsync("/api/v1/notifications")).Body, Does.Not.Contain("BreakGlass"));
        await analyst.EnsureAbsentAsync($"requests/{asked}");
        var line = (await manager.GetAsync($"/api/v1/requests/{asked}/audit?limit=200")).Items.Single(l => l!["action"]!.ToString() == "break-glass")!;
        Assert.That((line["actor"]!["name"]!.ToString(), line["changes"]!.ToJsonString().Contains("The minister asks", StringComparison.Ordinal)), Is.EqualTo(("Extra chief", true)));
        Assert.That((await chief.GetAsync($"/api/v1/requests/{asked}/audit?limit=200")).Expect(HttpStatusCode.OK).Body, Does.Not.Contain("The minister asks"));
        app.Clock.Advance(TimeSpan.FromHours(24));
        using var later = await app.AsAsync("chief");
        await later.EnsureAbsentAsync($"requests/{asked}");
    }

    [Test]
    public async Task An_open_glass_goes_with_the_request_into_its_case_for_reading_and_who_is_named_there_reads_what_was_RED_before()
    {
        await using var app = new TestApp();
        using var manager = await app.AsAsync("manager");
        using var sg = await app.AsAsync("liaison.sg");
        var asked = await sg.FileAsync(InboundSteps.Ask(tlp: "RED"));
        using var chief = await app.HireAsync("chief", "Manager");
        await BreakGlassTests.BreakAsync(chief, asked);
        var incident = (await manager.PostAsync($"/api/v1/requests/{asked}/actions/make-incident", InboundSteps.NewCase("RED"))).Expect(HttpStatusCode.Created).Text("reference");
        await chief.EnsureAbsentAsync($"incidents/{incident}");
        var read = await chief.ReadAsync(asked);
        Assert.That((read.At("seenAt"), read.Json["allowedActions"]!.AsArray().Count), Is.EqualTo(((object?)null, 0)), "nobody of ours has opened it but by the glass");
        Assert.That(new[] { "triage", "handOver", "makeIncident", "see", "scheduleFollowUp" }.Select(m => read.Text($"may.{m}")), Has.All.EqualTo("false"));
        using var browser = new Browser(app);
        await browser.SignInAsync("chief");
        (await browser.Client.GetAsync($"/requests/{asked}")).Expect(HttpStatusCode.OK);

        (await manager.EditCaseAsync(incident, new { namedPersons = new[] { await chief.MyIdAsync() } })).Expect(HttpStatusCode.OK);
        read = await chief.ReadAsync(asked);
        Assert.That((read.At("seenAt") is null, read.Text("may.triage")), Is.EqualTo((false, "true")), "as one who is named");
        Assert.That((await chief.GetAsync($"/api/v1/requests/{asked}/audit?limit=200")).Expect(HttpStatusCode.OK).Body, Does.Contain("The minister asks"));
    }
}
