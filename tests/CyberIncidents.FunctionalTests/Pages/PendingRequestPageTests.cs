using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CyberIncidents.FunctionalTests.Clocks;
using CyberIncidents.FunctionalTests.FollowUps;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Pages;

/// <summary>What a request's page says before it is sent, and after its ladder has ended; by HTTP and without script.</summary>
public sealed class PendingRequestPageTests
{
    [Test]
    public async Task Who_approves_reads_what_would_be_due_and_until_when_data_would_be_kept()
    {
        await using var app = new TestApp();
        var (_, request) = await PendingAsync(app);
        using var manager = await SignedInAsync(app, "manager");
        var box = (await manager.OpenAsync($"/requests/{request}", "en")).Page.QuerySelector(".ask-facts .would-be")!;
        var detail = await GetAsync(app, request);
        var organisation = detail.Text("requested.id");
        using var analyst = await app.AsAsync("analyst");
        var preview = (await analyst.GetAsync(
            $"/api/v1/deadlines/preview?organisation={organisation}&kind=DataPreservation&legalBasis=budapest-29&urgency=Urgent")).Expect(HttpStatusCode.OK);
        using var all = Assert.EnterMultipleScope();
        Assert.That(box.TextContent, Does.Contain("If it were sent now, due").And.Contain("would be kept until about").And.Contain("there"));
        var instants = box.QuerySelectorAll("time").Select(t => DateTimeOffset.Parse(t.GetAttribute("datetime")!, CultureInfo.InvariantCulture)).ToList();
        foreach (var (shown, field) in instants.Zip(["dueAt", "keptUntil"]))
        {
            Assert.That(shown, Is.EqualTo(DateTimeOffset.Parse(preview.Text(field), CultureInfo.InvariantCulture)).Within(TimeSpan.FromMinutes(5)), field);
        }

        Assert.That(instants, Has.Count.EqualTo(2));
        Assert.That((await manager.OpenAsync($"/requests/{request}", "id")).Page.QuerySelector(".would-be")!.TextContent,
            Does.Contain("Jika dikirim sekarang, jatuh tempo").And.Contain("akan disimpan sampai sekitar"));
    }

    [Test]
    public async Task An_instant_that_was_agreed_goes_before_the_rules_and_what_is_sent_has_no_preview()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var incident = await analyst.ActiveCaseAsync();
        var request = await analyst.DraftAsync(incident, await analyst.NotifyAsync(incident, "NL"), dueAt: TestApp.Start.AddHours(30));
        using var browser = await SignedInAsync(app, "analyst");
        var box = (await browser.OpenAsync($"/requests/{request}", "en")).Page.QuerySelector(".would-be")!;
        Assert.That(box.TextContent, Does.Contain("Agreed by hand: this instant holds in place of the rule."));
        Assert.That(box.QuerySelector("time")!.GetAttribute("datetime"), Is.EqualTo("2026-03-03T09:00:00Z"));
        await analyst.ActAsync($"requests/{request}", "send");
        Assert.That((await browser.OpenAsync($"/requests/{request}", "en")).Page.QuerySelector(".would-be"), Is.Null);
    }

    [Test]
    public async Task Approve_and_send_lead_to_the_form_that_notifies_the_partner()
    {
        await using var app = new TestApp();
        var (incident, pending) = await PendingAsync(app, notify: false);
        using var analyst = await app.AsAsync("analyst");
        var csirt = (await analyst.GetAsync($"/api/v1/incidents/{incident}/participations")).Items.Single(p => p!["organisation"]!["name"]!.ToString().Contains("CSIRT", StringComparison.Ordinal));
        var draft = await analyst.DraftAsync(incident, csirt!["id"]!.ToString());
        foreach (var (name, request, move) in new[] { ("manager", pending, "Approve"), ("analyst", draft, "Send") })
        {
            using var browser = await SignedInAsync(app, name);
            var row = (await browser.OpenAsync($"/requests/{request}", "en")).Page.QuerySelectorAll(".ask-blocked li").Single(l => l.TextContent.Contains(move, StringComparison.Ordinal));
            var link = row.QuerySelector("a")!.GetAttribute("href")!.Split('#');
            var form = (await browser.OpenAsync(link[0])).Page.QuerySelector($"#{link[1]} details.notify")!;
            Assert.That(form.HasAttribute("open"), Is.True, move);
            var card = (await browser.OpenAsync($"/incidents/{incident}/partners", "en")).Page.GetElementById($"live-{request}")!;
            Assert.That(card.QuerySelector(".blocked a")!.GetAttribute("href"), Is.EqualTo(string.Join('#', link)), move);
        }
    }

    [Test]
    public async Task When_the_ladder_has_ended_the_page_says_so_and_what_to_do()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (_, request) = await analyst.AskAsync(basis: "eu-2023-977-5", urgency: "Urgent");
        using (var early = await SignedInAsync(app, "analyst"))
        {
            Assert.That((await early.OpenAsync($"/requests/{request}")).Page.QuerySelector(".chase-over"), Is.Null, "steps are planned");
        }

        await app.FireAtAsync(TestApp.Start.AddDays(30));
        using var browser = await SignedInAsync(app, "analyst");
        var over = (await browser.OpenAsync($"/requests/{request}", "en")).Page.QuerySelector(".chasing .chase-over")!;
        Assert.That(over.TextContent, Does.Contain("The ladder has ended; nobody is reminded any more."));
        Assert.That((await browser.OpenAsync($"/requests/{request}", "id")).Page.QuerySelector(".chase-over")!.TextContent, Does.Contain("tidak ada lagi yang diingatkan"));
        var link = over.QuerySelector<IHtmlAnchorElement>("a")!.GetAttribute("href")!.Split('#');
        Assert.That((await browser.OpenAsync(link[0])).Page.QuerySelector($"#{link[1]}")!.HasAttribute("open"), Is.True);
        using var again = await app.AsAsync("liaison.nl");
        await again.ActAsync($"requests/{request}", "answer", new { outcome = "NothingFound", note = "We looked." });
        Assert.That((await browser.OpenAsync($"/requests/{request}")).Page.QuerySelector(".chase-over"), Is.Null, "it waits no more");
    }

    [Test]
    public async Task What_waits_for_approval_stands_on_the_desk_of_those_who_may_approve_it()
    {
        await using var app = new TestApp();
        var (_, request) = await PendingAsync(app);
        using var manager = await SignedInAsync(app, "manager");
        using var analyst = await SignedInAsync(app, "analyst");
        var row = (await manager.OpenAsync("/desk", "en")).Page.QuerySelector($"#approve-{request}");
        Assert.That(row?.TextContent, Does.Contain("Keep the logs of the channel").And.Contain("Urgent").And.Contain("asked for by"));
        Assert.That((await analyst.OpenAsync("/desk", "en")).Page.QuerySelector($"#approve-{request}"), Is.Null);
        using var api = await app.AsAsync("manager");
        await api.ActAsync($"requests/{request}", "approve");
        Assert.That((await manager.OpenAsync("/desk", "en")).Page.QuerySelector($"#approve-{request}"), Is.Null);
    }

    private static async Task<(string Incident, string Request)> PendingAsync(TestApp app, bool notify = true)
    {
        using var analyst = await app.AsAsync("analyst");
        var incident = await analyst.ActiveCaseAsync(Cases.NewIncident(countries: ["NL"]));
        var authorities = $"/api/v1/incidents/{incident}/authorities?kind=DataPreservation";
        var request = (await analyst.PostAsync($"/api/v1/incidents/{incident}/requests", new
        {
            organisationId = (await analyst.GetAsync(authorities)).Items[0]!["organisation"]!["id"]!.ToString(),
            kind = "DataPreservation",
            legalBasis = "budapest-29",
            basisFields = Cases.Article29,
            subject = "Keep the logs of the channel",
            body = "Please have the logs of the host kept until our legal request arrives.",
            urgency = "Urgent",
            tlp = "AMBER",
        })).Expect(HttpStatusCode.Created).Text("reference");
        if (notify)
        {
            var part = (await analyst.GetAsync(authorities)).Items[0]!["participationId"]!.ToString();
            await analyst.ActAsync($"incidents/{incident}/participations/{part}", "notify", new { sharedTitle = "Recruitment channel" });
        }

        await analyst.ActAsync($"requests/{request}", "submit");
        return (incident, request);
    }

    private static async Task<Answer> GetAsync(TestApp app, string request)
    {
        using var analyst = await app.AsAsync("analyst");
        return (await analyst.GetAsync($"/api/v1/requests/{request}")).Expect(HttpStatusCode.OK);
    }

    private static async Task<Browser> SignedInAsync(TestApp app, string name)
    {
        var browser = new Browser(app);
        await browser.SignInAsync(name);
        return browser;
    }
}
