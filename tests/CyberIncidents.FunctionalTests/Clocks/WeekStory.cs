using System.Net;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.FunctionalTests.Mail;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.FunctionalTests.Clocks;

/// <summary>What people do in the week, and what has to come of it.</summary>
internal sealed partial class WeekStory(MailScene scene)
{
    private readonly Dictionary<Guid, string> _names = [];
    private string _case = string.Empty;
    private string _content = string.Empty;
    private string _preservation = string.Empty;
    private string _removal = string.Empty;
    private string _duty = string.Empty;
    private string _platform = string.Empty;

    public string Information { get; private set; } = string.Empty;

    /// <summary>People and their wishes: the analyst reads Indonesian and wants a digest, the Dutch officer has a deputy.</summary>
    public async Task BeginAsync()
    {
        var me = await scene.Analyst.GetAsync("/api/v1/me");
        (await scene.Analyst.PatchAsync("/api/v1/me", new { language = "id", timeZone = "Asia/Jakarta", digest = true }, me.ETag)).Expect(HttpStatusCode.OK);
        using var deputy = await scene.App.HireAsync("deputy.nl", "LiaisonOfficer", "NL");
        using var admin = await scene.App.AsAsync("admin");
        var person = (await scene.PersonAsync("deputy.nl")).Id;
        await admin.EditUserAsync(person, new { deputy = true });
        var platforms = (await admin.GetAsync("/api/v1/organisations?country=NL")).Expect(HttpStatusCode.OK).Items;
        _platform = platforms.Single(o => o!["kind"]!.ToString() == "PlatformOperator")!["id"]!.ToString();
        _duty = platforms.Single(o => o!["kind"]!.ToString() == "ContactPoint247")!["id"]!.ToString();
        (await admin.PostAsync("/api/v1/contact-points", new { organisationId = _platform, purpose = "Technical", name = "Trust and safety", email = "safety@platform.test", language = "en" }))
            .Expect(HttpStatusCode.Created);
        (await admin.PostAsync("/api/v1/contact-points", new { organisationId = _platform, purpose = "AroundTheClock", name = "Night desk", email = "night@platform.test", language = "en" }))
            .Expect(HttpStatusCode.Created);
        using var officer = await scene.App.HireAsync("officer.247", "LiaisonOfficer", Guid.Parse(_duty));
    }

    /// <summary>What is done at an instant.</summary>
    public Task ActAsync(DateTimeOffset at) => at switch
    {
        _ when at == TestApp.Start => AskAsync(),
        _ when at == ClockSteps.Utc(3, 2, 9) => PreserveAsync(),
        _ when at == ClockSteps.Utc(3, 2, 14) => RemoveAsync(),
        _ when at == ClockSteps.Utc(3, 2, 19) => OfficerAnswersAsync(),
        _ when at == ClockSteps.Utc(3, 3, 9) => ByAsync("liaison.nl", $"requests/{Information}", "ask", new { note = $"{MailScene.Canary}: which account?" }),
        _ when at == ClockSteps.Utc(3, 3, 15) => ByAsync("analyst", $"requests/{Information}", "clarify", new { note = $"{MailScene.Canary}: the first." }),
        _ => Task.CompletedTask,
    };

    /// <summary>At the end of the term: the renewal is due, asked for, approved and fulfilled.</summary>
    public async Task RenewAsync()
    {
        var kept = (await scene.App.RequestAsync(_preservation)).PreservedUntil!.Value;
        scene.App.Clock.SetUtcNow(kept.AddDays(-6));
        await scene.App.FireDueAlarmsAsync();
        using var analyst = await scene.App.AsAsync("analyst");
        var due = (await analyst.GetAsync("/api/v1/follow-ups?state=due&mine=true")).Expect(HttpStatusCode.OK);
        Assert.That(due.Items.Select(f => f!["title"]!.ToString()), Has.Some.Contains("perpanjangan").And.Some.Contains("permintaan hukum"), "in the reader's language");
        var renewal = await DraftAsync(analyst, _case, _duty, "DataPreservation", "budapest-29", "Urgent", _preservation);
        await ApproveAsync(analyst, renewal);
        await ByAsync("officer.247", $"requests/{renewal}", "answer", new { outcome = "Fulfilled", note = "Kept for longer." });
        Assert.That((await scene.App.RequestAsync(renewal)).PreservedUntil, Is.GreaterThan(kept.AddDays(40)));
        Assert.That((await analyst.GetAsync("/api/v1/follow-ups?state=due&mine=true")).Items.Where(f => f!["requestReference"]?.ToString() == _preservation), Is.Empty);
    }

    public static string ZoneOf(string address) =>
        address.StartsWith("analyst", StringComparison.Ordinal) || address.StartsWith("manager", StringComparison.Ordinal) ? "Asia/Jakarta" : "Europe/Amsterdam";

    /// <summary>References by the names of the story, so that a line reads alone.</summary>
    public string Named(string line) => line
        .Replace(Information, "INFORMATION", StringComparison.Ordinal).Replace(_preservation, "PRESERVATION", StringComparison.Ordinal)
        .Replace(_removal, "REMOVAL", StringComparison.Ordinal).Replace(_case, "CASE", StringComparison.Ordinal).Replace(_content, "CONTENT", StringComparison.Ordinal);

    public string NameOf(Guid subject) => _names.GetValueOrDefault(subject, "?");

    /// <summary>What must not stand in a mail to an address: the references of others.</summary>
    public IEnumerable<string> NotFor(string address) => address.Split('@') switch
    {
        ["liaison.nl" or "deputy.nl", _] => [_preservation, _removal, _content, "officer.247", "platform.test"],
        ["officer.247", _] => [Information, _removal, _content, "liaison.nl", "platform.test"],
        [_, "platform.test"] => [Information, _preservation, "liaison.nl", "officer.247"],
        _ => [],
    };

    private async Task AskAsync()
    {
        _case = await scene.Analyst.ActiveCaseAsync(Cases.NewIncident($"{MailScene.Canary} channel", "AMBER", ["NL"]));
        var nl = await scene.Analyst.NotifyAsync(_case, "NL", $"{MailScene.Canary} shared");
        Information = await scene.Analyst.AskAgainAsync(_case, nl, "Information", null, "Normal");
        await NameAsync(Information, "INFORMATION");
    }

    private async Task PreserveAsync()
    {
        using var analyst = await scene.App.AsAsync("analyst");
        _preservation = await DraftAsync(analyst, _case, _duty, "DataPreservation", "budapest-29", "Urgent", null);
        await NotifyAsync(analyst, _case, "DataPreservation", _duty);
        await ApproveAsync(analyst, _preservation);
        await NameAsync(_preservation, "PRESERVATION");
    }

    /// <summary>Terrorist content on a platform: the hour of the order runs beside the clocks of the case.</summary>
    private async Task RemoveAsync()
    {
        using var analyst = await scene.App.AsAsync("analyst");
        _content = await analyst.ActiveCaseAsync(Cases.NewIncident($"{MailScene.Canary} video", "AMBER", ["NL"]));
        (await analyst.PostAsync($"/api/v1/incidents/{_content}/clocks", new { rules = new[] { "id-iiv-report", "id-pdp-46" } })).Expect(HttpStatusCode.Created);
        _removal = await DraftAsync(analyst, _content, _platform, "ContentRemoval", "eu-2021-784-3", "Emergency", null);
        await NotifyAsync(analyst, _content, "ContentRemoval", _platform);
        await analyst.ActAsync($"requests/{_removal}", "send");
        await NameAsync(_removal, "REMOVAL");
        await using (var db = scene.Database())
        {
            _names[await db.Set<Incident>().Where(i => i.Reference == _content).Select(i => i.Id).SingleAsync()] = "CONTENT";
        }

        var clocks = await analyst.ClocksAsync(_content);
        Assert.That(clocks.Select(c => c!["rule"]!.ToString()), Is.EqualTo(new[] { "tco-removal", "id-iiv-report", "id-pdp-46" }), "side by side, the soonest first");
    }

    private async Task OfficerAnswersAsync() =>
        await ByAsync("officer.247", $"requests/{_preservation}", "answer", new { outcome = "Fulfilled", note = $"{MailScene.Canary}: kept." });

    private async Task ByAsync(string name, string path, string action, object input)
    {
        using var somebody = await scene.App.AsAsync(name);
        await somebody.ActAsync(path, action, input);
    }

    private async Task ApproveAsync(ApiClient analyst, string request)
    {
        await analyst.ActAsync($"requests/{request}", "submit");
        using var manager = await scene.App.AsAsync("manager");
        await manager.ActAsync($"requests/{request}", "approve");
    }

    private static async Task<string> DraftAsync(
        ApiClient analyst, string incident, string organisation, string kind, string basis, string urgency, string? renews) =>
        (await analyst.PostAsync($"/api/v1/incidents/{incident}/requests", new
        {
            organisationId = organisation,
            kind,
            legalBasis = basis,
            basisFields = basis == "budapest-29" ? Cases.Article29 : null,
            subject = $"{MailScene.Canary} subject",
            body = $"{MailScene.Canary} body",
            urgency,
            tlp = "AMBER",
            renews,
        })).Expect(HttpStatusCode.Created).Text("reference");

    private static async Task NotifyAsync(ApiClient analyst, string incident, string kind, string organisation)
    {
        var offered = (await analyst.GetAsync($"/api/v1/incidents/{incident}/authorities?kind={kind}")).Expect(HttpStatusCode.OK).Items;
        var part = offered.Single(o => o!["organisation"]!["id"]!.ToString() == organisation)!["participationId"];
        await analyst.ActAsync($"incidents/{incident}/participations/{part}", "notify", new { sharedTitle = $"{MailScene.Canary} shared" });
    }

    private async Task NameAsync(string reference, string name) => _names[(await scene.App.RequestAsync(reference)).Id] = name;
}
