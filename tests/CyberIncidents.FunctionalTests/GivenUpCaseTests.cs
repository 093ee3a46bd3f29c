using System.Net;
using CyberIncidents.FunctionalTests.FollowUps;
using CyberIncidents.FunctionalTests.Pages;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;

namespace CyberIncidents.FunctionalTests;

/// <summary>A case that is rejected or marked as a duplicate leaves no partner at work: its requests are withdrawn first.</summary>
public sealed class GivenUpCaseTests
{
    [Test]
    public async Task A_case_whose_partner_is_at_work_is_not_rejected_before_the_request_is_withdrawn()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.nl");
        var (incident, request) = await TriagedAsync(analyst);
        var refused = (await analyst.PostAsync($"/api/v1/incidents/{incident}/actions/reject", new { reason = "A false alarm." }))
            .ExpectProblem(HttpStatusCode.Conflict, "requests-open");
        Assert.That(refused.Body, Does.Contain(request));
        Assert.That((await analyst.GetAsync($"/api/v1/incidents/{incident}")).Text("status"), Is.EqualTo("Triaged"));
        (await analyst.PostAsync($"/api/v1/incidents/{incident}/actions/reject", new { reason = "A false alarm.", @override = true }))
            .ExpectProblem(HttpStatusCode.Conflict, "requests-open");

        await analyst.ActAsync($"requests/{request}", "withdraw", new { reason = "It was a false alarm." });
        await analyst.ActAsync($"incidents/{incident}", "reject", new { reason = "A false alarm." });
        Assert.That((await liaison.GetAsync("/api/v1/notifications")).Body, Does.Contain("RequestWithdrawn"));
        Assert.That((await liaison.GetAsync($"/api/v1/requests/{request}")).Text("state"), Is.EqualTo("Withdrawn"));
    }

    [Test]
    public async Task Nor_is_it_marked_as_a_duplicate_also_while_the_partner_waits_for_our_answer()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.nl");
        var other = await analyst.ActiveCaseAsync();
        var (incident, _, request) = await analyst.SentRequestAsync();
        var mark = new { duplicateOf = other };
        (await analyst.PostAsync($"/api/v1/incidents/{incident}/actions/mark-duplicate", mark)).ExpectProblem(HttpStatusCode.Conflict, "requests-open");
        await liaison.ActAsync($"requests/{request}", "ask", new { note = "Which account?" });
        (await analyst.PostAsync($"/api/v1/incidents/{incident}/actions/mark-duplicate", mark)).ExpectProblem(HttpStatusCode.Conflict, "requests-open");
        await analyst.ActAsync($"requests/{request}", "clarify", new { note = "The one in the annex." });
        await liaison.ActAsync($"requests/{request}", "answer", new { outcome = "NothingFound", note = "We looked." });
        await analyst.ActAsync($"incidents/{incident}", "mark-duplicate", mark);
    }

    [Test]
    public async Task What_a_colleague_may_not_see_is_withdrawn_and_its_partner_and_owner_are_told()
    {
        await using var app = new TestApp();
        using var manager = await app.AsAsync("manager");
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.nl");
        var incident = await manager.LogAsync();
        await manager.ActAsync($"incidents/{incident}", "triage");
        (await manager.EditCaseAsync(incident, new { namedPersons = new[] { await liaison.MyIdAsync() } })).Expect(HttpStatusCode.OK);
        var participation = await manager.NotifyAsync(incident, "NL");
        var request = await manager.DraftAsync(incident, participation, tlp: "RED");
        await manager.ActAsync($"requests/{request}", "send");
        (await analyst.GetAsync($"/api/v1/requests/{request}")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await manager.PostAsync($"/api/v1/incidents/{incident}/actions/reject", new { reason = "A false alarm." })).ExpectProblem(HttpStatusCode.Conflict, "requests-open");

        var rejected = await analyst.PostAsync($"/api/v1/incidents/{incident}/actions/reject", new { reason = "A false alarm." });
        Assert.That(rejected.Expect(HttpStatusCode.OK).Body, Does.Not.Contain(request));
        Assert.That((await liaison.GetAsync($"/api/v1/requests/{request}")).Text("state"), Is.EqualTo("Withdrawn"));
        Assert.That((await liaison.GetAsync("/api/v1/notifications")).Body, Does.Contain("RequestWithdrawn"));
        Assert.That((await manager.GetAsync("/api/v1/notifications")).Body, Does.Contain("RequestWithdrawn"));
        Assert.That((await analyst.GetAsync("/api/v1/notifications")).Body, Does.Not.Contain("RequestWithdrawn"));
        await app.EnsureAuditIntactAsync();
    }

    [Test]
    public async Task What_only_informs_stands_in_nobodys_way()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var other = await analyst.ActiveCaseAsync();
        var incident = await analyst.ActiveCaseAsync();
        var request = await analyst.DraftAsync(incident, await analyst.NotifyAsync(incident, "NL"), "ForInformation");
        await analyst.ActAsync($"requests/{request}", "send");
        await analyst.ActAsync($"incidents/{incident}", "mark-duplicate", new { duplicateOf = other });
    }

    [TestCase("en", "Withdraw them first")]
    [TestCase("id", "Tarik dahulu")]
    public async Task The_page_says_what_to_do(string language, string said)
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (incident, request) = await TriagedAsync(analyst);
        (await analyst.PatchAsync("/api/v1/me", new { language }, null)).Expect(HttpStatusCode.OK);
        using var browser = new Browser(app);
        await browser.SignInAsync("analyst");
        var page = (await browser.OpenAsync($"/incidents/{incident}")).Page;
        var answer = await new FormPost(page, "form[action*='move=reject']").With("Moves[reject].Reason", "A false alarm.").SendAsync(browser);
        Assert.That(answer.Body, Does.Contain(said).And.Contain(request));
    }

    private static async Task<(string Incident, string Request)> TriagedAsync(ApiClient analyst)
    {
        var incident = await analyst.LogAsync();
        await analyst.ActAsync($"incidents/{incident}", "triage");
        var request = await analyst.DraftAsync(incident, await analyst.NotifyAsync(incident, "NL"));
        await analyst.ActAsync($"requests/{request}", "send");
        return (incident, request);
    }
}
