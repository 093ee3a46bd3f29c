using CyberIncidents.BrowserTests.Support;
using CyberIncidents.FunctionalTests.Support;
using Microsoft.Playwright;

namespace CyberIncidents.BrowserTests;

/// <summary>
/// A year of a foreign ministry: the conference in The Hague is prepared and left with three commitments that chase their owners, two norms
/// are cited in a live case, it is seen what a request to the Netherlands rests on, and what is owed is printed.
/// </summary>
public sealed class CooperationStoryTests
{
    [TestCase(By.Mouse, 1440, "en")]
    [TestCase(By.Touch, 360, "id")]
    public async Task A_conference_leaves_commitments_that_chase_their_owners(By by, int width, string language)
    {
        await using var app = BrowserApp.Start(demoCases: false);
        var look = new Look(width, language);
        await using (var analyst = await Player.ComeAsync(app, "analyst", look, by))
        {
            var conference = await PrepareAsync(analyst);
            await BringDocumentAsync(analyst, conference);
            await OweAsync(analyst, conference, "we", "NL", "Send the contact list of the ministry", 10);
            await OweAsync(analyst, conference, "NL", "we", "Name a point for preservation requests", 20);
            await OweAsync(analyst, conference, "SG", "we", "Lend two trainers for the exercise", 30);
            await ConcludeAsync(analyst, conference);
            Assert.That(analyst.Person.Complaints, Is.Empty);
        }

        // Nobody stays signed in for so long.
        await app.PassAsync(TimeSpan.FromDays(8.5));
        await using var later = await Player.ComeAsync(app, "analyst", look, by);
        await later.Person.OpenAsync("/notices");
        await later.SeeAsync("chased");
        Assert.That(
            await later.Person.Page.Locator("main").InnerTextAsync(), Does.Contain("Send the contact list").And.Not.Contain("Lend two trainers"), "the first is nearly due");
        await FulfilAsync(later);
        await PrintAsync(later);
        Assert.That(later.Person.Complaints, Is.Empty);
    }

    [TestCase(By.Mouse, 1440, "en")]
    [TestCase(By.Touch, 360, "id")]
    public async Task Two_norms_stand_in_a_live_case_and_a_preservation_request_says_on_what_it_rests(By by, int width, string language)
    {
        await using var app = BrowserApp.Start(demoCases: false);
        string reference;
        using (var api = await app.AsAsync("analyst"))
        {
            reference = await api.ActiveCaseAsync();
            await api.NotifyAsync(reference, "NL");
        }

        await using var analyst = await Player.ComeAsync(app, "analyst", new Look(width, language), by);
        await CiteAsync(analyst, reference, "un-norms/d");
        await CiteAsync(analyst, reference, "un-norms/c");
        await analyst.SeeAsync("norms");
        await analyst.Person.OpenAsync("/norms/un-norms/d");
        await analyst.SeeAsync("norm");
        Assert.That(await analyst.Person.Page.Locator("main").InnerTextAsync(), Does.Contain(reference), "a norm names the cases in which it is at issue");

        await analyst.Person.OpenAsync("/legal-bases");
        await analyst.Hand.SelectAsync("select[name=kind]", "DataPreservation");
        await analyst.Hand.SelectAsync("select[name=country]", "NL");
        await analyst.Hand.PressAsync("form[action='/legal-bases'] button");
        await analyst.Person.Page.Locator("#holds").WaitForAsync();
        await analyst.SeeAsync("bases");
        Assert.That(
            await analyst.Person.Page.Locator(".not-applicable").InnerTextAsync(),
            Does.Contain(analyst.CountryName("Indonesia is not a party", "Indonesia bukan pihak")).And.Contain("29"), "why not the Budapest Convention");
        Assert.That(await analyst.Person.Page.Locator(".applicable li").CountAsync(), Is.GreaterThan(0), "on what it can rest");
        Assert.That(analyst.Person.Complaints, Is.Empty);
    }

    [TestCase(By.Mouse, 1440, "en")]
    [TestCase(By.Touch, 360, "id")]
    public async Task What_Singapore_asks_is_answered_through_a_ministry_at_home_of_which_it_does_not_learn(By by, int width, string language)
    {
        await using var app = BrowserApp.Start(demoCases: false);
        var look = new Look(width, language);
        await using var liaison = await Player.ComeAsync(app, "liaison.sg", look, by);
        await using var analyst = await Player.ComeAsync(app, "analyst", look, by);
        await using var ministry = await Player.ComeAsync(app, "stakeholder.mfa", look, by);
        await using var police = await Player.ComeAsync(app, "stakeholder.police", look, by);

        var reference = await AskUsAsync(liaison);
        await AssignAsync(analyst, reference);
        await DoTaskAsync(ministry);
        await ReplyAsync(analyst, reference);

        await liaison.Person.OpenAsync($"/requests/{reference}");
        await liaison.SeeAsync("our-answer");
        Assert.That(
            await liaison.Person.Page.Locator("main").InnerTextAsync(),
            Does.Contain("The line belongs to a bookshop").And.Not.Contain("Fitri").And.Not.Contain("Foreign"), "the answer, and not who found it");
        await liaison.Hand.PressAsync("button[name=move][value=accept]");
        await liaison.Person.Page.Locator("button[name=move][value=accept]").WaitForAsync(new() { State = WaitForSelectorState.Detached });

        await police.Person.OpenAsync("/action");
        Assert.That(await police.Person.Page.Locator("main").InnerTextAsync(), Does.Not.Contain("Who rents the line").And.Not.Contain("RQ-"), "another authority at home learns nothing");
        foreach (var player in new[] { liaison, analyst, ministry, police })
        {
            Assert.That(player.Person.Complaints, Is.Empty, player.Name);
        }
    }

    private static async Task<string> AskUsAsync(Player liaison)
    {
        var hand = liaison.Hand;
        await liaison.Person.OpenAsync("/action");
        await hand.PressAsync("main a[href='/requests/ask'], nav a[href='/requests/ask']");
        await hand.SelectAsync("#Input_Kind", "Information");
        await hand.WriteAsync("#Input_Subject", "Who rents the line");
        await hand.WriteAsync("#Input_Body", "Please tell us who rents 203.0.113.7.");
        await hand.ChooseAsync("Input.Tlp", "Green");
        await liaison.SeeAsync("ask-us");
        await hand.PressAsync("form[action='/requests/ask'] button[data-main]");
        await liaison.Person.Page.WaitForURLAsync("**/requests/RQ-*", new() { WaitUntil = WaitUntilState.Commit });
        await liaison.SeeAsync("asked-us");
        return new Uri(liaison.Person.Page.Url).AbsolutePath.Split('/')[2];
    }

    private static async Task AssignAsync(Player analyst, string reference)
    {
        await analyst.Person.OpenAsync("/desk");
        await analyst.SeeAsync("desk");
        await analyst.Hand.PressAsync($"main a[href='/requests/{reference}']");
        await analyst.Hand.PressAsync("form[action*='handler=Triage'] button[data-main]");
        await analyst.Person.Page.Locator("form[action*='handler=Triage']").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await analyst.SeeAsync("taken");
        await analyst.Hand.PressAsync($"main a[href='/requests/{reference}/at-home']");
        var ministry = analyst.Person.Page.Locator("#Input_OrganisationId option", new() { HasText = "Foreign" });
        await analyst.Hand.SelectAsync("#Input_OrganisationId", (await ministry.First.GetAttributeAsync("value"))!);
        await analyst.Hand.WriteAsync("#Input_Task", "Please find out through your channels.");
        await analyst.SeeAsync("assign");
        await analyst.Hand.PressAsync("#assign button[data-main]");
        await analyst.Person.Page.Locator("#tasks li").First.WaitForAsync();
    }

    private static async Task DoTaskAsync(Player ministry)
    {
        await ministry.Person.OpenAsync("/action");
        await ministry.SeeAsync("task");
        await ministry.Hand.PressAsync("[data-sheet=answer]");
        await ministry.Hand.ChooseAsync("Input.Outcome", "Fulfilled");
        await ministry.Hand.WriteAsync("#Input_Note", "The line belongs to a bookshop.");
        await ministry.Hand.PressAsync("#answer .answer-form button[data-main]");
        await ministry.Person.Page.WaitForURLAsync("**/requests/RQ-**", new() { WaitUntil = WaitUntilState.Commit });
        await ministry.SeeAsync("done");
    }

    private static async Task ReplyAsync(Player analyst, string reference)
    {
        await analyst.Person.OpenAsync($"/requests/{reference}/at-home");
        await analyst.SeeAsync("found");
        await analyst.Hand.PressAsync("main a[href*='draft=']");
        await analyst.Hand.ChooseAsync("Input.Outcome", "Fulfilled");
        Assert.That(await analyst.Person.Page.Locator("#Input_Note").InputValueAsync(), Does.Contain("bookshop"), "what was found is a draft of ours");
        await analyst.SeeAsync("reply");
        await analyst.Hand.PressAsync("#reply button[data-main]");
        await analyst.Person.Page.Locator("#reply").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await analyst.SeeAsync("replied");
    }

    private static async Task<string> PrepareAsync(Player analyst)
    {
        var hand = analyst.Hand;
        await analyst.Person.OpenAsync("/engagements");
        await hand.PressAsync("main a[href='/engagements/new']");
        await hand.WriteAsync("#Input_Title", "Global Conference on Cyberspace, The Hague");
        await hand.SelectAsync("#Input_Kind", "Conference");
        await hand.SelectAsync("#Input_Cooperation", "NormSetting");
        await analyst.Person.Page.Locator("#Input_From").FillAsync("2015-04-16");
        await analyst.Person.Page.Locator("#Input_To").FillAsync("2015-04-17");
        await hand.WriteAsync("#Input_Place", "The Hague");
        await hand.SelectAsync("#Input_Country", "NL");
        await hand.WriteAsync("#Input_TimeZone", "Europe/Amsterdam");
        await hand.SelectAsync("#Input_Tlp", "GREEN");
        await analyst.SeeAsync("engagement");
        await hand.PressAsync("main form[action='/engagements/new'] button[data-main]");
        await analyst.Person.Page.WaitForURLAsync("**/engagements/EN-2015-*", new() { WaitUntil = WaitUntilState.Commit });
        var place = new Uri(analyst.Person.Page.Url).AbsolutePath;
        foreach (var (country, head) in new[] { ("ID", "Deputy minister for cyber affairs"), ("NL", "Ambassador at large") })
        {
            await hand.SelectAsync("#Party_Country", country);
            await hand.WriteAsync("#Party_Head", head);
            await hand.WriteAsync("#Party_Members", "Rara Utami, legal adviser");
            await hand.PressAsync("#delegation button");
            await analyst.Person.Page.GetByText(head).First.WaitForAsync();
        }

        await analyst.SeeAsync("conference");
        return place;
    }

    private static async Task BringDocumentAsync(Player analyst, string conference)
    {
        await analyst.Hand.PressAsync($"a[href='{conference}/documents/add']");
        await analyst.Person.Page.Locator("#file").SetInputFilesAsync(new FilePayload
        {
            Name = "position paper.txt", MimeType = "text/plain", Buffer = "What we want to leave The Hague with."u8.ToArray(),
        });
        await analyst.Hand.WriteAsync("#description", "Position paper");
        await analyst.SeeAsync("document");
        await analyst.Hand.PressAsync("#upload button[data-main]");
        await analyst.Person.Page.WaitForURLAsync($"**{conference}**", new() { WaitUntil = WaitUntilState.Commit });
        await analyst.Person.Page.GetByText("position paper.txt").First.WaitForAsync();
    }

    private static async Task OweAsync(Player analyst, string conference, string by, string to, string what, int days)
    {
        await analyst.Person.OpenAsync(conference);
        await analyst.Hand.PressAsync("a[href^='/commitments/new']");
        await analyst.Hand.WriteAsync("#Input_Title", what);
        await analyst.Hand.SelectAsync("#Input_OwedBy", by);
        await analyst.Hand.SelectAsync("#Input_OwedTo", to);
        var due = TestApp.Start.AddDays(days).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await analyst.Person.Page.Locator("#Input_DueOn").FillAsync(due);
        await analyst.Hand.SelectAsync("#Input_Tlp", "GREEN");
        await analyst.SeeAsync("owe");
        await analyst.Hand.PressAsync("#commitment button[data-main]");
        await analyst.Person.Page.WaitForURLAsync("**/commitments/CM-*", new() { WaitUntil = WaitUntilState.Commit });
    }

    private static async Task ConcludeAsync(Player analyst, string conference)
    {
        await analyst.Person.OpenAsync(conference);
        foreach (var move in new[] { "confirm", "mark-held" })
        {
            await analyst.Hand.PressAsync($"#move-{move} button");
            await analyst.Person.Page.Locator($"#move-{move}").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        }

        await analyst.Hand.WriteAsync("#outcome textarea", "Three commitments, and the next conference is offered.");
        await analyst.Hand.PressAsync("#outcome button");
        await analyst.Person.Page.GetByText("the next conference is offered").First.WaitForAsync();
        Assert.That(await analyst.Person.Page.Locator("main a[href^='/commitments/CM-']").CountAsync(), Is.EqualTo(3), "all three stand with it");
        await analyst.SeeAsync("concluded");
    }

    private static async Task FulfilAsync(Player analyst)
    {
        await analyst.Person.OpenAsync("/commitments");
        await analyst.Hand.PressAsync("main a[href^='/commitments/CM-']:has-text('Send the contact list')");
        await analyst.SeeAsync("commitment");
        await analyst.Hand.PressAsync("#move-fulfil button");
        await analyst.Person.Page.Locator("#move-fulfil").WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    /// <summary>What comes out of the printer: both sides, and the marking at head and foot.</summary>
    private static async Task PrintAsync(Player analyst)
    {
        await analyst.Person.OpenAsync("/commitments");
        await analyst.SeeAsync("owed");
        await analyst.Person.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        Assert.That(await analyst.Person.Page.Locator(".print-label.top").IsVisibleAsync(), Is.True, "a print is marked");
        foreach (var title in new[] { "Name a point", "Lend two trainers" })
        {
            Assert.That(await analyst.Person.Page.GetByText(title).First.IsVisibleAsync(), Is.True, title);
        }

        Assert.That(await analyst.Person.Page.Locator("main").InnerTextAsync(), Does.Not.Contain("Send the contact list"), "what is done is owed no more");

        Assert.That(await analyst.Person.Page.Locator(".filter-bar").IsVisibleAsync(), Is.False, "tools are not printed");
        await analyst.Person.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Screen });
    }

    private static async Task CiteAsync(Player analyst, string reference, string norm)
    {
        await analyst.Person.OpenAsync($"/incidents/{reference}");
        var before = await analyst.Person.Page.Locator("#norms .cited li").CountAsync();
        await analyst.Hand.SelectAsync("#Norm_Which", norm);
        await analyst.Hand.PressAsync("#cite button[data-main]");
        await analyst.Person.Page.Locator("#norms .cited li").Nth(before).WaitForAsync();
    }
}
