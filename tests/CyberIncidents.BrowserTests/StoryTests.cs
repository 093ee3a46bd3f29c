using CyberIncidents.BrowserTests.Support;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.BrowserTests;

/// <summary>
/// The whole story with three signed-in browsers: a case with three partner countries is logged, one of them is told and
/// asked, asks back, answers from a phone, and the case is closed.
/// </summary>
public sealed class StoryTests
{
    private const string Title = "Recruitment of members through an encrypted chat channel";
    private const string Subject = "Who rents the server";

    [TestCase(By.Mouse, 1440, "en")]
    [TestCase(By.Keys, 1440, "id")]
    [TestCase(By.Touch, 360, "en")]
    [TestCase(By.Touch, 360, "id")]
    public async Task The_story_from_the_first_report_to_the_close(By by, int width, string language)
    {
        await using var app = BrowserApp.Start(demoCases: false);
        var look = new Look(width, language);
        await using var analyst = await Player.ComeAsync(app, "analyst", look, by);
        await using var liaison = await Player.ComeAsync(app, "liaison.nl", look, by);
        await using var other = await Player.ComeAsync(app, "liaison.sg", look, by);
        await using var manager = await Player.ComeAsync(app, "manager", look, by);

        var reference = await LogAsync(analyst);
        await analyst.MoveCaseAsync("triage");
        await analyst.MoveCaseAsync("activate");
        await TellAsync(analyst, reference);
        await AskAsync(analyst, reference);
        await app.PassAsync(TimeSpan.FromMinutes(5));

        await AskBackAsync(liaison);
        await ClarifyAsync(analyst);
        await AnswerAsync(liaison);
        await NothingForTheOtherAsync(other, reference);
        await LookAtFiguresAsync(manager);
        await EndAsync(analyst, reference);
        foreach (var player in new[] { analyst, liaison, other, manager })
        {
            Assert.That(player.Person.Complaints.Where(c => !c.Contains("status of 404", StringComparison.Ordinal)), Is.Empty, player.Name);
        }
    }

    [TestCase("en")]
    [TestCase("id")]
    public async Task A_liaison_officer_acknowledges_and_answers_in_two_taps_each(string language)
    {
        await using var app = BrowserApp.Start(demoCases: false);
        using (var analyst = await app.AsAsync("analyst"))
        {
            await analyst.SentRequestAsync("NL", TestApp.Start.AddDays(4));
        }

        await using var liaison = await Player.ComeAsync(app, "liaison.nl", new Look(360, language), By.Touch);
        var page = liaison.Person.Page;
        Assert.That(new Uri(page.Url).AbsolutePath, Is.EqualTo("/action"), "home is the work");

        var acknowledge = page.Locator("button[value=acknowledge]").First;
        var acknowledged = (await acknowledge.GetAttributeAsync("id"))!["acknowledge-".Length..];
        await acknowledge.TapAsync();
        await page.Locator($"#acknowledge-{acknowledged}").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Detached });

        await page.Locator($"#answer-{acknowledged}").TapAsync();
        await page.Locator("#Input_Note").FillAsync("The customer is known.");
        await page.Locator("#answer button[data-main]").TapAsync();
        await page.WaitForURLAsync($"**/requests/{acknowledged}**", new() { WaitUntil = Microsoft.Playwright.WaitUntilState.Commit });
        Assert.That(await page.Locator("h1").InnerTextAsync(), Is.EqualTo(liaison.Person.Say("Liaison.AnswerSent")), "two taps answer");
        await liaison.SeeAsync("receipt");
    }

    private static async Task<string> LogAsync(Player analyst)
    {
        var hand = analyst.Hand;
        await hand.PressAsync("a[href='/incidents']");
        await hand.PressAsync("a[href='/incidents/new']");
        await hand.WriteAsync("#Input_Title", Title);
        await hand.WriteAsync("#Input_Summary", "Members are recruited in a closed channel.");
        await hand.PickAsync("#Input_Classification-ts-control", "harmful-speech");
        await hand.ChooseAsync("Input.Severity", "High");
        await hand.ChooseAsync("Input.Tlp", "Amber");
        foreach (var country in new[] { "NL", "Singap", "AU" })
        {
            await hand.PickAsync("#country-adder", country);
        }

        await hand.ChooseAsync("Input.FollowsUp", "true");
        await hand.WriteAsync("#Input_FollowUpTitle", "Call the Dutch duty officer");
        await analyst.SeeAsync("log");
        await hand.PressAsync("#log button[data-main]");
        await analyst.Person.Page.WaitForURLAsync("**/incidents/CI-**", new() { WaitUntil = Microsoft.Playwright.WaitUntilState.Commit });
        await analyst.SeeAsync("logged");
        return new Uri(analyst.Person.Page.Url).AbsolutePath.Split('/')[2];
    }

    private static async Task TellAsync(Player analyst, string reference)
    {
        var hand = analyst.Hand;
        await hand.PressAsync($"a[href='/incidents/{reference}/partners']");
        var country = analyst.CountryName("Netherlands", "Belanda");
        var partner = $"section.partner:has(h3:has-text('{country}'))";
        await hand.WriteAsync($"{partner} input[name$='.SharedTitle']", "A chat channel on a server in your country");
        await hand.WriteAsync($"{partner} textarea[name$='.SharedSummary']", "We ask who rents the server.");
        await analyst.SeeAsync("notify");
        await hand.PressAsync($"{partner} .notify button[data-main]");
        await analyst.Person.Page.Locator($"{partner} a[href*='requests/new']").First.WaitForAsync();
    }

    private static async Task AskAsync(Player analyst, string reference)
    {
        var hand = analyst.Hand;
        var country = analyst.CountryName("Netherlands", "Belanda");
        await hand.PressAsync($"section.partner:has(h3:has-text('{country}')) a[href*='requests/new']");
        await hand.ChooseAsync("Input.Kind", "Information");
        await hand.WriteAsync("#Input_Subject", Subject);
        await hand.WriteAsync("#Input_Body", "Please name the customer.");
        await hand.SetAsync("#Input_DueAt", TestApp.Start.AddDays(4).UtcDateTime);
        await hand.ChooseAsync("Input.Tlp", "AMBER");
        await analyst.SeeAsync("draft");
        await hand.PressAsync("form.edit-form button[data-main]");
        await analyst.Person.Page.WaitForURLAsync(url => !url.Contains("/requests/new", StringComparison.Ordinal), new() { WaitUntil = Microsoft.Playwright.WaitUntilState.Commit });
        await analyst.Person.OpenAsync($"/incidents/{reference}/partners");
        await hand.PressAsync("main a[href^='/requests/RQ-']");
        await hand.PressAsync("button[name=move][value=send]");
        await analyst.Person.Page.Locator("button[name=move][value=withdraw]").First.WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Attached });
        await analyst.SeeAsync("sent");
    }

    private static async Task AskBackAsync(Player liaison)
    {
        await liaison.Person.OpenAsync("/");
        await liaison.SeeAsync("action");
        await liaison.Hand.PressAsync("button[value=acknowledge]");
        await liaison.Hand.PressAsync("[data-sheet=answer]");
        await liaison.SeeAsync("sheet");
        await liaison.Hand.WriteAsync("#Ask_Note", "Which server?");
        await liaison.Hand.PressAsync(".ask-back form button.answer-send");
        await liaison.Person.Page.WaitForURLAsync("**/requests/RQ-**", new() { WaitUntil = Microsoft.Playwright.WaitUntilState.Commit });
        await liaison.SeeAsync("asked");
    }

    private static async Task ClarifyAsync(Player analyst)
    {
        await analyst.Person.Page.ReloadAsync();
        await analyst.Hand.WriteAsync("#said-clarify", "192.0.2.17");
        await analyst.SeeAsync("clarify");
        await analyst.Hand.PressAsync("button[name=move][value=clarify]");
        await analyst.Person.Page.Locator("button[name=move][value=clarify]").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Detached });
    }

    private static async Task AnswerAsync(Player liaison)
    {
        await liaison.Person.OpenAsync("/action");
        await liaison.Hand.PressAsync("[data-sheet=answer]");
        await liaison.Hand.ChooseAsync("Input.Outcome", "Fulfilled");
        await liaison.Hand.WriteAsync("#Input_Note", "A rented server.");
        await liaison.Hand.WriteAsync("#Input_TheirReference", "NCSC-77");
        await liaison.Hand.PressAsync("#answer .answer-form button[data-main]");
        await liaison.Person.Page.WaitForURLAsync("**/requests/RQ-**", new() { WaitUntil = Microsoft.Playwright.WaitUntilState.Commit });
        await liaison.SeeAsync("answered");
    }

    private static async Task NothingForTheOtherAsync(Player other, string reference)
    {
        await other.Person.OpenAsync("/action");
        Assert.That(await other.Person.Page.Locator("main").InnerTextAsync(), Does.Not.Contain(Subject).And.Not.Contain(reference));
        var refused = await other.Person.OpenAsync($"/shared/{reference}");
        Assert.That(refused.Status, Is.EqualTo(404));
    }

    private static async Task LookAtFiguresAsync(Player manager)
    {
        await manager.Person.OpenAsync("/dashboard");
        await manager.SeeAsync("dashboard");
        await manager.Hand.PressAsync("main a[href^='/incidents?']");
        await manager.Person.Page.WaitForURLAsync("**/incidents?**", new() { WaitUntil = Microsoft.Playwright.WaitUntilState.Commit });
        await manager.Person.Page.Locator("[data-row]").First.WaitForAsync();
        Assert.That(await manager.Person.Page.Locator("[data-row]").CountAsync(), Is.EqualTo(1), "the number opens its list");
    }

    private static async Task EndAsync(Player analyst, string reference)
    {
        var hand = analyst.Hand;
        await analyst.Person.Page.ReloadAsync();
        await analyst.SeeAsync("to-check");
        await hand.PressAsync("button[name=move][value=accept]");
        await analyst.Person.Page.Locator("button[name=move][value=accept]").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Detached });
        await analyst.Person.OpenAsync($"/incidents/{reference}");
        await hand.SelectAsync("select[name='Moves[resolve].Outcome']", "ContentRemoved");
        await analyst.MoveCaseAsync("resolve");
        await hand.WriteAsync("textarea[name='Moves[close].Summary']", "The server was taken down.");
        await hand.ChooseAsync("Moves[close].CancelFollowUps", "true");
        await analyst.MoveCaseAsync("close");
        await analyst.SeeAsync("closed");
        await hand.PressAsync($"a[href='/incidents/{reference}/history']");
        Assert.That(await analyst.Person.Page.Locator("main").InnerTextAsync(), Does.Contain("Ayu Analyst"));
        await analyst.SeeAsync("history");
    }
}
