using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;

namespace CyberIncidents.FunctionalTests.Pages;

/// <summary>The partner's side, by HTTP and without script: it works, it is small, and it tells nothing of others.</summary>
public sealed partial class LiaisonPageTests
{
    private const int SmallPage = 60_000;

    [Test]
    public async Task The_box_of_the_clock_turns_amber_when_the_time_gets_short_and_red_when_it_is_over()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (_, _, request) = await analyst.SentRequestAsync("NL", TestApp.Start.AddHours(100));
        foreach (var (hours, look) in new[] { (0, "due-box"), (60, "due-box"), (10, "due-box due-soon"), (31, "due-box due-late") })
        {
            app.Clock.Advance(TimeSpan.FromHours(hours));
            using var browser = new Browser(app);
            await browser.SignInAsync("liaison.nl");
            var box = (await browser.OpenAsync($"/requests/{request}")).Page.QuerySelector(".due-box")!;
            Assert.That(box.ClassName!.Trim(), Does.EndWith(look), $"after {hours} more hours");
            Assert.That(box.QuerySelector(".clock-soon") is not null, Is.EqualTo(look.EndsWith("soon", StringComparison.Ordinal)));
        }
    }

    [Test]
    public async Task Home_holds_the_controls_and_one_press_acknowledges()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (_, _, reference) = await analyst.SentRequestAsync("NL", TestApp.Start.AddHours(20));
        using var browser = new Browser(app);
        var signedIn = (await browser.SignInAsync("liaison.nl")).Expect(HttpStatusCode.Redirect);
        Assert.That(signedIn.Location!.ToString(), Is.EqualTo("/").Or.EqualTo("/action"));
        var page = (await browser.OpenAsync("/action")).Page;
        Assert.That(page.QuerySelector("h1")!.TextContent, Is.EqualTo("Action required"));
        Assert.That(page.QuerySelector(".needed-card .two-zones")!.TextContent, Does.Match("(?s)Amsterdam.*Jakarta"), "theirs first");
        Assert.That((await analyst.GetAsync($"/api/v1/requests/{reference}")).At("seenAt"), Is.Null, "a list is not opened");
        var sent = await new FormPost(page, ".needed-card form").SendAsync(browser, ".needed-card button[value=acknowledge]");
        Assert.That(sent.Expect(HttpStatusCode.Redirect).Location!.ToString(), Is.EqualTo("/action"));
        Assert.That((await analyst.GetAsync($"/api/v1/requests/{reference}")).Text("state"), Is.EqualTo("Acknowledged"));
        page = (await browser.OpenAsync("/action")).Page;
        Assert.That(page.QuerySelectorAll("button[value=acknowledge]"), Is.Empty, "no button that leads to a refusal");
        Assert.That(page.QuerySelector(".needed-card a.btn-primary")!.GetAttribute("href"), Is.EqualTo($"/requests/{reference}#answer"));
    }

    [Test]
    public async Task Opening_marks_seen_and_the_answer_ends_in_a_receipt()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (_, _, reference) = await analyst.SentRequestAsync("NL", TestApp.Start.AddHours(20));
        var (_, _, next) = await analyst.SentRequestAsync("NL", TestApp.Start.AddHours(90));
        using var browser = new Browser(app);
        await browser.SignInAsync("liaison.nl");
        var page = (await browser.OpenAsync($"/requests/{reference}")).Page;
        Assert.That((await analyst.GetAsync($"/api/v1/requests/{reference}")).At("seenAt"), Is.Not.Null);
        var form = new FormPost(page, "form.answer-form");
        Assert.That(form["Input.Outcome"], Is.EqualTo("Fulfilled"));
        var refused = Browser.Parse((await form.With("Input.Outcome", "Decline").With("Input.Note", "We may not").SendAsync(browser)).Expect(HttpStatusCode.BadRequest));
        Assert.That(refused.GetElementById("Input_Ground-error")!.TextContent, Is.Not.Empty);
        Assert.That(refused.QuerySelector<IHtmlTextAreaElement>("#Input_Note")!.Value, Is.EqualTo("We may not"));
        Assert.That(refused.QuerySelector<IHtmlInputElement>("input[value=Decline]")!.IsChecked, Is.True);
        form = new FormPost(refused, "form.answer-form").With("Input.Outcome", "NothingFound").With("Input.Note", "We looked").With("Input.TheirReference", "NL-77");
        var sent = (await form.SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        Assert.That(sent.Location!.ToString(), Is.EqualTo($"/requests/{reference}?sent=true"));
        var receipt = (await browser.OpenAsync(sent.Location.ToString())).Page;
        Assert.That(receipt.QuerySelector("main")!.TextContent,
            Does.Contain("Your answer was sent").And.Contain("Nothing found").And.Contain("before the due time").And.Contain("NL-77").And.Contain("1 request still needs you"));
        Assert.That(receipt.QuerySelector(".still a.btn-primary")!.GetAttribute("href"), Is.EqualTo($"/requests/{next}"));
        (await form.SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        var entries = (await analyst.GetAsync($"/api/v1/requests/{reference}")).At("entries")!.AsArray();
        Assert.That(entries.Count(e => e!["move"]!.ToString() == "answer"), Is.EqualTo(1), "sent twice, given once");
        Assert.That((await browser.OpenAsync("/action")).Page.QuerySelector(".rest")!.TextContent, Does.Contain("Nothing for you to do").And.Contain(reference));
    }

    [Test]
    public async Task A_refused_answer_to_a_request_that_was_never_opened_can_be_mended_and_arrives()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (_, _, reference) = await analyst.SentRequestAsync("NL", TestApp.Start.AddHours(20));
        using var browser = new Browser(app);
        await browser.SignInAsync("liaison.nl");
        var sheet = new FormPost((await browser.OpenAsync("/action")).Page, "#answer form.answer-form").With("Input.Outcome", "Decline");
        var refused = Browser.Parse((await sheet.SendToAsync(browser, $"/requests/{reference}?handler=Answer")).Expect(HttpStatusCode.BadRequest));
        Assert.That((await analyst.GetAsync($"/api/v1/requests/{reference}")).Text("state"), Is.EqualTo("Sent"));
        var mended = new FormPost(refused, "form.answer-form").With("Input.Outcome", "Fulfilled").With("Input.Note", "A rented server.");
        (await mended.SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        Assert.That((await analyst.GetAsync($"/api/v1/requests/{reference}")).Text("state"), Is.EqualTo("Answered"));
    }

    [Test]
    public async Task An_answer_that_says_nothing_is_not_sent_unless_nothing_was_found()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (_, _, reference) = await analyst.SentRequestAsync("NL", TestApp.Start.AddHours(20));
        using var browser = new Browser(app);
        await browser.SignInAsync("liaison.nl");
        var form = new FormPost((await browser.OpenAsync($"/requests/{reference}")).Page, "form.answer-form");
        var refused = Browser.Parse((await form.SendAsync(browser)).Expect(HttpStatusCode.BadRequest));
        Assert.That(refused.GetElementById("Input_Note-error")!.TextContent, Is.Not.Empty);
        Assert.That((await analyst.GetAsync($"/api/v1/requests/{reference}")).At("answeredAt"), Is.Null);
        (await new FormPost(refused, "form.answer-form").With("Input.Outcome", "NothingFound").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        Assert.That((await analyst.GetAsync($"/api/v1/requests/{reference}")).Text("state"), Is.EqualTo("Answered"));
    }

    [Test]
    public async Task A_question_stops_the_clock_and_a_reference_can_be_set()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (_, _, reference) = await analyst.SentRequestAsync("NL", TestApp.Start.AddHours(20));
        using var browser = new Browser(app);
        await browser.SignInAsync("liaison.nl");
        var path = $"/requests/{reference}";
        var blank = Browser.Parse((await new FormPost((await browser.OpenAsync(path)).Page, "form[action$='handler=Ask']").SendAsync(browser)).Expect(HttpStatusCode.BadRequest));
        Assert.That(blank.GetElementById("Ask_Note-error")!.TextContent, Is.Not.Empty);
        Assert.That(blank.QuerySelector("details.ask-back")!.HasAttribute("open"), Is.True);
        (await new FormPost(blank, "form[action$='handler=Ask']").With("Ask.Note", "Which host?").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        var page = (await browser.OpenAsync(path)).Page;
        Assert.That(page.QuerySelector(".due-clock")!.TextContent, Does.Contain("Stopped"));
        Assert.That(page.QuerySelectorAll("form[action$='handler=Ask']"), Is.Empty, "asking twice would be refused");
        await new FormPost(page, ".own-reference form").With("theirReference", "NL-42").SendAsync(browser, ".own-reference button");
        Assert.That((await analyst.GetAsync($"/api/v1/requests/{reference}")).Text("theirReference"), Is.EqualTo("NL-42"));
        await analyst.ActAsync($"requests/{reference}", "clarify", new { note = "The second host" });
        Assert.That((await browser.OpenAsync("/action")).Page.QuerySelector(".needed-word")!.TextContent, Does.Contain("The second host"));
    }

    [Test]
    public async Task What_was_shared_can_be_read_commented_and_declined()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (incident, _, reference) = await analyst.SentRequestAsync("NL");
        using var browser = new Browser(app);
        await browser.SignInAsync("liaison.nl");
        Assert.That((await browser.OpenAsync("/shared")).Page.QuerySelector("main")!.TextContent, Does.Contain("Shared title"));
        var path = $"/shared/{incident}";
        var page = (await browser.OpenAsync(path)).Page;
        Assert.That(page.QuerySelector("main")!.TextContent, Does.Contain("Shared summary").And.Contain("Who runs the channel"));
        Assert.That(Browser.Parse((await new FormPost(page, "#comment").SendAsync(browser)).Expect(HttpStatusCode.BadRequest)).GetElementById("Input_Text-error")!.TextContent, Is.Not.Empty);
        (await new FormPost(page, "#comment").With("Input.Text", "We know this host").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        Assert.That((await analyst.CommentTextsAsync(incident)), Is.EqualTo(new[] { "We know this host" }));
        page = (await browser.OpenAsync(path)).Page;
        Assert.That(page.QuerySelector("#comments")!.TextContent, Does.Contain("We know this host"));
        var decline = new FormPost(page, "form[action$='handler=Decline']");
        (await decline.SendAsync(browser)).Expect(HttpStatusCode.BadRequest);
        (await decline.With("Reason", "Not ours").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        (await browser.OpenAsync(path)).Answer.Expect(HttpStatusCode.NotFound);
        Assert.That((await analyst.GetAsync($"/api/v1/requests/{reference}")).Text("state"), Is.EqualTo("Declined"));
    }

    [Test]
    public async Task Home_stays_small_however_much_waits()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var incident = await analyst.ActiveCaseAsync();
        var participation = await analyst.NotifyAsync(incident, "NL");
        for (var i = 0; i < 14; i++)
        {
            var draft = (await analyst.PostAsync($"/api/v1/incidents/{incident}/requests", new
            {
                participationId = participation,
                kind = "Information",
                subject = new string('s', 200),
                body = new string('b', 20_000),
                tlp = "AMBER",
                dueAt = TestApp.Start.AddHours(50 + i),
            })).Expect(HttpStatusCode.Created).Text("reference");
            await analyst.ActAsync($"requests/{draft}", "send");
        }

        using var browser = new Browser(app);
        await browser.SignInAsync("liaison.nl");
        var (answer, page) = await browser.OpenAsync("/action", "id");
        Assert.That(Encoding.UTF8.GetByteCount(answer.Body), Is.LessThan(SmallPage));
        Assert.That(page.QuerySelector(".needed a[href='/requests?waiting=true']")!.TextContent, Does.Contain("14"));
        Assert.That(page.QuerySelectorAll("script[src]"), Has.Length.EqualTo(1), "nothing extra is loaded");
    }

    [Test]
    public async Task Nothing_of_others_stands_on_any_page_of_a_partner()
    {
        await using var app = new TestApp();
        using var scene = await Scene.BuildAsync(app, "AMBER");
        using var browser = new Browser(app);
        await browser.SignInAsync("liaison.nl");
        using var all = Assert.EnterMultipleScope();
        foreach (var path in new[] { "/action", "/requests", "/requests?waiting=true", "/shared", $"/shared/{scene.Incident}", $"/requests/{scene.RequestNl}" })
        {
            var answer = (await browser.OpenAsync(path)).Answer.Expect(HttpStatusCode.OK);
            Assert.That(answer.Body, Does.Not.Contain(Scene.Ours).And.Not.Contain(Scene.ForSingapore).And.Not.Contain("Singapore")
                .And.Not.Contain("Australia").And.Not.Contain(scene.RequestSg).And.Not.Contain(scene.Draft).And.Not.Contain("Extra "), path);
        }

        using var former = new Browser(app);
        await former.SignInAsync("liaison.au");
        var own = (await former.OpenAsync($"/requests/{scene.AnsweredAu}")).Answer.Expect(HttpStatusCode.OK);
        Assert.That(own.Body, Does.Contain("Our answer").And.Not.Contain("A first question").And.Not.Contain(scene.Incident).And.Not.Contain(Scene.Ours));
        Assert.That(Browser.Parse(own).QuerySelectorAll("main form"), Is.Empty);
    }

    [TestCase("AMBER", "liaison.jp")]
    [TestCase("AMBER", "liaison.sg")]
    [TestCase("RED", "liaison.jp")]
    [TestCase("RED", "stranger")]
    public async Task What_is_not_for_one_looks_like_a_wrong_number(string tlp, string name)
    {
        await using var app = new TestApp();
        using var scene = await Scene.BuildAsync(app, tlp);
        using var browser = new Browser(app);
        await browser.SignInAsync(name);
        using var all = Assert.EnterMultipleScope();
        await EnsureSameAsync(browser, $"/requests/{scene.RequestNl}", "/requests/RQ-2026-NL-9999");
        await EnsureSameAsync(browser, $"/requests/{scene.Draft}", "/requests/RQ-2026-NL-9999");
        await EnsureSameAsync(browser, $"/requests/{scene.RequestNl}?sent=true", "/requests/RQ-2026-NL-9999?sent=true");
        await EnsureSameAsync(browser, $"/requests/{scene.Draft}/edit", "/requests/RQ-2026-NL-9999/edit");
        if (name != "liaison.sg")
        {
            await EnsureSameAsync(browser, $"/shared/{scene.Incident}", "/shared/CI-2026-999999");
            await EnsureSameAsync(browser, $"/requests?incident={scene.Incident}", "/requests?incident=CI-2026-999999");
        }

        await EnsureSameAsync(browser, $"/requests/{scene.RequestNl}?handler=Respond", "/requests/RQ-2026-NL-9999?handler=Respond", ("move", "acknowledge"));
        await EnsureSameAsync(browser, $"/requests/{scene.RequestNl}?handler=Move", "/requests/RQ-2026-NL-9999?handler=Move", ("move", "withdraw"), ("said", "x"));
        await EnsureSameAsync(browser, $"/requests/{scene.RequestNl}?handler=Answer", "/requests/RQ-2026-NL-9999?handler=Answer", ("Input.Outcome", "Fulfilled"));
    }

    private static async Task EnsureSameAsync(Browser browser, string there, string nowhere, params (string Name, string Value)[] fields)
    {
        var first = await CallAsync(browser, there, fields);
        var second = await CallAsync(browser, nowhere, fields);
        Assert.That(first.Status, Is.EqualTo(HttpStatusCode.NotFound).Or.EqualTo(HttpStatusCode.Redirect).Or.EqualTo(HttpStatusCode.Forbidden), there);
        Assert.That(Plain(first), Is.EqualTo(Plain(second)), there);
    }

    private static async Task<Answer> CallAsync(Browser browser, string path, (string Name, string Value)[] fields)
    {
        if (fields.Length == 0)
        {
            return (await browser.OpenAsync(path)).Answer;
        }

        using var content = new FormUrlEncodedContent(
            [.. fields.Select(f => KeyValuePair.Create(f.Name, f.Value)), KeyValuePair.Create("__RequestVerificationToken", await browser.TokenAsync())]);
        return await browser.Client.SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = content });
    }

    /// <summary>Without what differs from call to call: tokens, and the number that was asked for.</summary>
    private static string Plain(Answer answer) =>
        $"{(int)answer.Status} {Asked().Replace(answer.Location?.ToString() ?? string.Empty, "#")} {Asked().Replace(Token().Replace(answer.Body, "#"), "#")}";

    [GeneratedRegex("CfDJ[A-Za-z0-9_-]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Token();

    [GeneratedRegex("(RQ|CI)-2026-[A-Z0-9-]+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Asked();
}
