using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;

namespace CyberIncidents.FunctionalTests.Pages;

/// <summary>The tab of observables, by HTTP and without script.</summary>
public sealed class ObservablePageTests
{
    [Test]
    public async Task A_pasted_text_is_looked_at_and_what_is_ticked_is_kept()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var browser = new Browser(app);
        (await browser.SignInAsync("analyst")).Expect(HttpStatusCode.Redirect);
        var reference = await analyst.LogAsync();
        await analyst.ObserveAsync(reference, "known.example");
        var path = $"/incidents/{reference}/observables";
        var page = (await browser.OpenAsync(path)).Page;
        Assert.That(page.QuerySelector("#case-tabs [aria-current] .count")!.TextContent, Is.EqualTo("1"));
        var nothing = Browser.Parse((await new FormPost(page, "#observe").With("Observe.Text", "Nothing at all").SendAsync(browser)).Expect(HttpStatusCode.OK));
        Assert.That(nothing.QuerySelector("#observe [role=status]"), Is.Not.Null);
        var answer = (await new FormPost(page, "#observe").With("Observe.Text", "hxxp://evil[.]example/<b> 192.0.2.1 known.example x@evil.example").SendAsync(browser)).Expect(HttpStatusCode.OK);
        page = Browser.Parse(answer);
        var boxes = page.QuerySelectorAll<IHtmlInputElement>("[name='Observe.Picked']").ToList();
        Assert.That(boxes.Select(b => (b.Value, b.IsChecked, b.IsDisabled)), Is.EqualTo(new[]
        {
            ("Url|hxxp://evil[.]example/", true, false), ("IPv4|192.0.2.1", true, false), ("Domain|known.example", false, true), ("Email|x@evil.example", true, false),
        }));
        Assert.That(await analyst.RowsAsync($"/api/v1{path}"), Is.EqualTo(1), "looking keeps nothing");

        var none = (await new FormPost(page, "#observe").With("Observe.Picked").SendAsync(browser)).Expect(HttpStatusCode.BadRequest);
        Assert.That(Browser.Parse(none).QuerySelectorAll("[name='Observe.Picked']"), Has.Length.EqualTo(4), "the text is still there");
        var form = new FormPost(page, "#observe").With("Observe.Picked", boxes[0].Value, boxes[1].Value).With("Observe.Tlp", "AMBER+STRICT").With("Observe.Note", "From <the> mail");
        (await form.SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        (await form.SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        page = (await browser.OpenAsync(path)).Page;
        using var all = Assert.EnterMultipleScope();
        Assert.That(page.QuerySelectorAll(".observable-value").Select(v => v.TextContent), Is.EqualTo(new[] { "http://evil.example/", "192.0.2.1", "known.example" }), "the form that was sent twice kept once");
        Assert.That(page.QuerySelectorAll(".observables a[href*='evil']"), Is.Empty, "a value is no link");
        Assert.That(page.QuerySelector(".observables tbody tr")!.TextContent, Does.Contain("hxxp://evil[.]example/").And.Contain("From <the> mail").And.Contain("AMBER+STRICT"));
    }

    [Test]
    public async Task One_is_noted_by_hand_withdrawn_and_told_in_the_history()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var browser = new Browser(app);
        (await browser.SignInAsync("analyst")).Expect(HttpStatusCode.Redirect);
        var (reference, other) = (await analyst.LogAsync(), await analyst.LogAsync());
        await analyst.ObserveAsync(other, "invoice (1).exe", "FileName");
        var path = $"/incidents/{reference}/observables";
        var (_, empty) = await browser.OpenAsync(path, "id");
        Assert.That(empty.QuerySelector(".empty"), Is.Not.Null);
        var wrong = (await new FormPost(empty, "#observe-one").With("ObserveOne.Type", "IPv4").With("ObserveOne.Value", "none<such").SendAsync(browser)).Expect(HttpStatusCode.BadRequest);
        var refused = Browser.Parse(wrong);
        Assert.That(refused.QuerySelector("[name='ObserveOne.Value']")!.GetAttribute("aria-invalid"), Is.EqualTo("true"));
        (await new FormPost(refused, "#observe-one").With("ObserveOne.Type", "FileName").With("ObserveOne.Value", "invoice (1).exe").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        var page = (await browser.OpenAsync(path)).Page;
        Assert.That(page.QuerySelector(".observable-others a")!.TextContent, Is.EqualTo(other));
        (await new FormPost(page, ".observables form").With("reason", "A slip").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        Assert.That((await browser.OpenAsync(path)).Page.QuerySelector(".observables"), Is.Null);
        Assert.That((await browser.OpenAsync($"{path}?withdrawn=true&type=FileName")).Page.QuerySelector(".observables .withdrawn")!.TextContent, Does.Contain("A slip"));
        var again = (await new FormPost(page, ".observables form").SendAsync(browser)).Expect(HttpStatusCode.PreconditionFailed);
        Assert.That(Browser.Parse(again).QuerySelector("[role=alert]"), Is.Not.Null);
        var history = (await browser.OpenAsync($"/incidents/{reference}/history?show=observable")).Page.QuerySelectorAll(".history-line");
        Assert.That(history.Select(l => l.TextContent), Has.Some.Contains("noted the observable invoice (1).exe").And.Some.Contains("withdrew the observable invoice (1).exe"));
        await analyst.ActAsync($"incidents/{reference}", "reject", new { reason = "No case" });
        Assert.That((await browser.OpenAsync(path)).Page.QuerySelectorAll(".case-tab form"), Is.Empty, "a closed case takes no more");
    }

    [Test]
    public async Task A_liaison_officer_is_led_to_what_was_shared()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var browser = new Browser(app);
        (await browser.SignInAsync("liaison.nl")).Expect(HttpStatusCode.Redirect);
        var (reference, _, _) = await analyst.SentRequestAsync();
        await analyst.ObserveAsync(reference, "evil.example");
        var answer = (await browser.OpenAsync($"/incidents/{reference}/observables")).Answer.Expect(HttpStatusCode.Redirect);
        Assert.That(answer.Location!.ToString(), Is.EqualTo($"/shared/{reference}"));
        Assert.That((await browser.OpenAsync($"/shared/{reference}")).Answer.Body, Does.Not.Contain("evil.example"));
    }
}
