using System.Net;
using System.Text.Json.Nodes;
using CyberIncidents.FunctionalTests.Mail;
using CyberIncidents.FunctionalTests.Pages;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;

namespace CyberIncidents.FunctionalTests.Clocks;

/// <summary>Our own legal clocks stand where a day begins: on the desk, and in the daily mail of the owner.</summary>
public sealed class OwnClockTests
{
    // 24 hours from awareness.
    private static readonly string[] Report = ["id-iiv-report"];

    [Test]
    public async Task A_running_clock_stands_on_the_desk_of_the_owner_until_it_is_submitted()
    {
        await using var app = new TestApp();
        using var owner = await app.AsAsync("analyst");
        var (incident, clock) = await StartAsync(owner);
        var item = Clocks(await DeskAsync(owner)).Single()!;
        Assert.That((item["legalClockId"]!.ToString(), item["incidentReference"]!.ToString(), item["timeZone"]!.ToString()), Is.EqualTo((clock, incident, "Asia/Jakarta")));
        Assert.That((item["title"]!.ToString(), (bool)item["overdue"]!), Is.EqualTo((await TitleAsync(owner, incident), false)));
        Assert.That((await owner.GetAsync("/api/v1/navigation")).Text("desk"), Is.EqualTo("0"), "it is due tomorrow");

        app.Clock.Advance(TimeSpan.FromHours(26));
        using var later = await app.AsAsync("analyst");
        var late = await DeskAsync(later);
        Assert.That(((bool)Clocks(late).Single()!["overdue"]!, late.Text("overdue")), Is.EqualTo((true, "1")));
        Assert.That((await later.GetAsync("/api/v1/navigation")).Text("desk"), Is.EqualTo("1"));
        await later.ActAsync($"incidents/{incident}/clocks/{clock}", "submit");
        Assert.That(Clocks(await DeskAsync(later)).Select(c => c!["legalClockId"]!.ToString()), Does.Not.Contain(clock));
    }

    [Test]
    public async Task Others_of_ours_find_it_on_the_desk_of_the_team_and_never_what_is_red()
    {
        await using var app = new TestApp();
        using var owner = await app.AsAsync("analyst");
        using var other = await app.HireAsync("other");
        await StartAsync(owner);
        await StartAsync(owner, "RED");
        Assert.That(Clocks(await DeskAsync(owner)).Count(), Is.EqualTo(2));
        Assert.That(Clocks(await DeskAsync(other, "true")), Is.Empty);
        Assert.That(Clocks(await DeskAsync(other, "false")).Select(c => c!["tlp"]!.ToString()), Is.EqualTo(new[] { "AMBER" }));
    }

    [TestCase("en", "Legal clock")]
    [TestCase("id", "Tenggat hukum")]
    public async Task The_page_names_it_and_leads_to_it(string language, string kind)
    {
        await using var app = new TestApp();
        using var owner = await app.AsAsync("analyst");
        var (incident, clock) = await StartAsync(owner);
        app.Clock.Advance(TimeSpan.FromHours(26));
        using var browser = new Browser(app);
        await browser.SignInAsync("analyst");
        var page = (await browser.OpenAsync("/desk", language)).Page;
        var row = page.QuerySelector($"#due-{clock}")!;
        var link = $"/incidents/{incident}/clocks#clock-{Guid.Parse(clock):N}";
        Assert.That(row.TextContent, Does.Contain(kind).And.Contain(incident));
        Assert.That(row.QuerySelectorAll("a").Select(a => a.GetAttribute("href")), Has.All.EqualTo(link));
        Assert.That(page.QuerySelector($".desk-banner a[href='{link}']"), Is.Not.Null);
        Assert.That(row.QuerySelector("button"), Is.Null);
        Assert.That((await browser.OpenAsync($"/incidents/{incident}/clocks")).Page.QuerySelector($"#clock-{Guid.Parse(clock):N}"), Is.Not.Null);
    }

    [TestCase("AMBER", "en", "Legal clocks of your cases", " – due Tue 3 Mar 2026, 10:00 (Asia/Jakarta)")]
    [TestCase("GREEN", "id", "Tenggat hukum dalam kasus Anda", " – batas waktu Sel 3 Mar 2026, 10.00 (Asia/Jakarta)")]
    public async Task The_daily_mail_of_the_owner_names_it(string tlp, string language, string heading, string due)
    {
        await using var scene = await MailScene.BuildAsync();
        (await scene.Analyst.PatchAsync("/api/v1/me", new { digest = true, language }, null)).Expect(HttpStatusCode.OK);
        using var manager = await scene.App.AsAsync("manager");
        (await manager.PatchAsync("/api/v1/me", new { digest = true }, null)).Expect(HttpStatusCode.OK);
        var (incident, _) = await StartAsync(scene.Analyst, tlp);
        var title = await TitleAsync(scene.Analyst, incident);
        // 08:00 in Jakarta, two hours before it ends.
        scene.App.Clock.SetUtcNow(new DateTimeOffset(2026, 3, 3, 1, 0, 0, TimeSpan.Zero));
        Assert.That(await scene.MakeDigestsAsync(), Is.EqualTo(1), "the manager owns no case");
        await scene.PumpAsync();
        var mail = scene.Server.Mails.Single(m => m.To.Contains("analyst@demo.test"));
        Assert.That(mail.Text, Does.Contain(heading).IgnoreCase);
        Assert.That(mail.Text, Does.Contain(tlp == "GREEN" ? $"[TLP:GREEN] {incident}: {title}{due}" : $"[TLP:AMBER] {incident}{due}"));
        Assert.That(mail.Text, Does.Contain($"/incidents/{incident}/clocks"));
    }

    private static async Task<(string Incident, string Clock)> StartAsync(ApiClient owner, string tlp = "AMBER")
    {
        var incident = await owner.ActiveCaseAsync(Cases.NewIncident(tlp: tlp));
        (await owner.PostAsync($"/api/v1/incidents/{incident}/clocks", new { rules = Report })).Expect(HttpStatusCode.Created);
        return (incident, (await owner.ClocksAsync(incident)).Single()!["id"]!.ToString());
    }

    private static async Task<string> TitleAsync(ApiClient owner, string incident)
    {
        var clock = (await owner.ClocksAsync(incident)).Single()!;
        return $"{clock["regime"]}, {clock["stage"]}";
    }

    private static async Task<Answer> DeskAsync(ApiClient client, string mine = "true") =>
        (await client.GetAsync($"/api/v1/desk?mine={mine}")).Expect(HttpStatusCode.OK);

    private static IEnumerable<JsonNode?> Clocks(Answer desk) =>
        desk.Json["dueSoonest"]!["items"]!.AsArray().Where(i => i!["what"]!.ToString() == "LegalClock");
}
