using System.Net;
using CyberIncidents.FunctionalTests.FollowUps;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;

namespace CyberIncidents.FunctionalTests.Requests;

/// <summary>What a partner asks becomes a case, or part of one; the partner's own request stays in its sight.</summary>
public sealed class InboundCaseTests
{
    [Test]
    public async Task A_case_is_made_of_it_once()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.sg");
        var request = await liaison.FileAsync();
        await analyst.ActAsync($"requests/{request}", "triage");
        await analyst.ActAsync($"requests/{request}", "ask", new { note = "In which week?" });
        var before = (await liaison.ReadAsync(request)).Body;
        (await analyst.PostAsync($"/api/v1/requests/{request}/actions/make-incident", new { })).ExpectInvalid("classification").ExpectInvalid("severity");
        (await analyst.PostAsync($"/api/v1/requests/{request}/actions/make-incident", InboundSteps.NewCase("GREEN"))).ExpectInvalid("tlp");
        var made = (await analyst.PostAsync($"/api/v1/requests/{request}/actions/make-incident", InboundSteps.NewCase())).Expect(HttpStatusCode.Created);
        var incident = made.Text("reference");
        Assert.That(made.Text("title"), Is.EqualTo("Which addresses the account used"));
        Assert.That(made.Text("tlp"), Is.EqualTo("AMBER"));
        var part = await analyst.ParticipationAsync(incident, "SG");
        Assert.That(part["state"]!.ToString(), Is.EqualTo("Proposed"), "nobody is told of the case");
        Assert.That((await analyst.ReadAsync(request)).Text("incidentReference"), Is.EqualTo(incident));
        Assert.That((await liaison.ReadAsync(request)).Body, Is.EqualTo(before), "the partner sees nothing of it");
        (await liaison.GetAsync($"/api/v1/incidents/{incident}")).Expect(HttpStatusCode.NotFound);
        (await analyst.PostAsync($"/api/v1/requests/{request}/actions/make-incident", InboundSteps.NewCase())).ExpectProblem(HttpStatusCode.Conflict, "already-in-a-case");
        (await analyst.PostAsync($"/api/v1/requests/{request}/actions/link", new { incident })).ExpectProblem(HttpStatusCode.Conflict, "already-in-a-case");
        await liaison.ActAsync($"requests/{request}", "clarify", new { note = "In the first." });
        await app.EnsureAuditIntactAsync();
    }

    [Test]
    public async Task Whatever_becomes_of_the_case_the_partner_keeps_its_request()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var manager = await app.AsAsync("manager");
        using var liaison = await app.AsAsync("liaison.sg");
        var request = await liaison.FileAsync();
        var incident = await analyst.ActiveCaseAsync(Cases.NewIncident(countries: ["SG"]));
        var linked = await analyst.ActAsync($"requests/{request}", "link", new { incident });
        Assert.That(linked.Text("incidentReference"), Is.EqualTo(incident));
        var part = await analyst.NotifyAsync(incident, "SG");
        Assert.That((await liaison.ReadAsync(request)).Text("incidentReference"), Is.EqualTo(incident), "it was told of the case in the usual way");
        await analyst.ActAsync($"incidents/{incident}/participations/{part}", "withdraw", new { reason = "Not theirs." });
        Assert.That((await liaison.ReadAsync(request)).Text("subject"), Is.EqualTo("Which addresses the account used"));
        await manager.EditCaseAsync(incident, new { tlp = "RED" });
        var kept = await liaison.ReadAsync(request);
        Assert.That(kept.Text("tlp"), Is.EqualTo("AMBER"), "its marking is the partner's");
        Assert.That(kept.Json["entries"]!.AsArray(), Is.Not.Empty);
        await manager.ActAsync($"requests/{request}", "answer", new { outcome = "Partly", note = "One of two." });
        Assert.That((await liaison.ReadAsync(request)).Text("state"), Is.EqualTo("Answered"));
    }

    [Test]
    public async Task A_case_that_nobody_sees_takes_nothing_in()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var manager = await app.AsAsync("manager");
        using var liaison = await app.AsAsync("liaison.sg");
        var request = await liaison.FileAsync();
        var red = await manager.ActiveCaseAsync(Cases.NewIncident(tlp: "RED", countries: []));
        (await analyst.PostAsync($"/api/v1/requests/{request}/actions/link", new { incident = red })).ExpectInvalid("incident");
        (await analyst.PostAsync($"/api/v1/requests/{request}/actions/link", new { incident = "CI-2026-999999" })).ExpectInvalid("incident");
        (await analyst.PostAsync($"/api/v1/requests/{request}/actions/link", new { })).ExpectInvalid("incident");
        await manager.ActAsync($"requests/{request}", "link", new { incident = red });
        var seen = await analyst.ReadAsync(request);
        Assert.That(seen.At("incidentReference"), Is.Null, "the case stays hidden, the request that was seen before does not");
    }

    [Test]
    public async Task What_is_red_goes_into_no_case_that_opens_it_to_others()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var manager = await app.AsAsync("manager");
        using var liaison = await app.AsAsync("liaison.sg");
        var request = await liaison.FileAsync(InboundSteps.Ask(tlp: "RED"));
        var amber = await manager.ActiveCaseAsync(Cases.NewIncident(countries: []));
        var wider = await manager.ActiveCaseAsync(Cases.NewIncident(tlp: "RED", countries: [], named: [await analyst.MyIdAsync()]));
        foreach (var incident in new[] { amber, wider })
        {
            (await manager.PostAsync($"/api/v1/requests/{request}/actions/link", new { incident })).ExpectInvalid("incident");
        }

        await manager.ActAsync($"requests/{request}", "link", new { incident = await manager.ActiveCaseAsync(Cases.NewIncident(tlp: "RED", countries: [])) });
        (await analyst.GetAsync($"/api/v1/requests/{request}")).Expect(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task A_case_keeps_how_its_request_is_to_be_handled()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.sg");
        var ask = new { kind = "Information", subject = "An address", body = "Whose is it?", tlp = "AMBER", handling = new { pap = "AMBER", codes = new[] { "H2" } } };
        var request = await liaison.FileAsync(ask);
        var made = (await analyst.PostAsync($"/api/v1/requests/{request}/actions/make-incident", InboundSteps.NewCase())).Expect(HttpStatusCode.Created);
        var read = (await analyst.GetAsync($"/api/v1/incidents/{made.Text("reference")}")).Expect(HttpStatusCode.OK);
        Assert.That((read.Text("pap"), read.Text("handling.codes.0")), Is.EqualTo(("AMBER", "H2")));
    }

    [Test]
    public async Task What_is_red_is_for_the_officer_who_files_it_and_for_our_managers()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var manager = await app.AsAsync("manager");
        using var liaison = await app.AsAsync("liaison.sg");
        using var colleague = await app.HireAsync("liaison.sg2", "LiaisonOfficer", "SG");
        var request = await liaison.FileAsync(InboundSteps.Ask(tlp: "RED"));
        await liaison.ReadAsync(request);
        (await colleague.GetAsync($"/api/v1/requests/{request}")).Expect(HttpStatusCode.NotFound);
        (await analyst.GetAsync($"/api/v1/requests/{request}")).Expect(HttpStatusCode.NotFound);
        Assert.That(await app.ToldAsync(request), Is.EqualTo(new[] { "RequestReceived manager" }));
        var me = (await analyst.GetAsync("/api/v1/me")).Text("id");
        await manager.ActAsync($"requests/{request}", "triage", new { owner = me });
        var read = await analyst.ReadAsync(request);
        Assert.That(read.Json["blockedActions"]!.ToJsonString(), Does.Contain("answer"), "above AMBER a manager lets it go");
        (await analyst.PostAsync($"/api/v1/requests/{request}/actions/answer", new { outcome = "NothingFound" })).Expect(HttpStatusCode.Forbidden);
        await analyst.ActAsync($"requests/{request}", "acknowledge");
        var incident = (await analyst.PostAsync($"/api/v1/requests/{request}/actions/make-incident", InboundSteps.NewCase())).Expect(HttpStatusCode.Created).Text("reference");
        Assert.That((await manager.GetAsync($"/api/v1/incidents/{incident}")).Expect(HttpStatusCode.OK).Text("tlp"), Is.EqualTo("RED"));
        using var stranger = await app.HireAsync("stranger");
        (await stranger.GetAsync($"/api/v1/incidents/{incident}")).Expect(HttpStatusCode.NotFound);
        (await stranger.GetAsync($"/api/v1/requests/{request}")).Expect(HttpStatusCode.NotFound);
        await manager.ActAsync($"requests/{request}", "answer", new { outcome = "NothingFound" });
        Assert.That(await app.ToldAsync(request), Has.Some.EqualTo("RequestAnswered liaison.sg").And.None.Contains("sg2"));
        await liaison.ActAsync($"requests/{request}", "accept");
    }
}
