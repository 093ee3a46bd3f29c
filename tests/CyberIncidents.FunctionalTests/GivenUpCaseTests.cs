using System.Net;
using CyberIncidents.FunctionalTests.Pages;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;

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
