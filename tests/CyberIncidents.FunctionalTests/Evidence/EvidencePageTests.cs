using System.Net;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;
using static CyberIncidents.FunctionalTests.Evidence.EvidenceSteps;

namespace CyberIncidents.FunctionalTests.Evidence;

/// <summary>Files on pages, without scripts.</summary>
public sealed class EvidencePageTests
{
    [Test]
    public async Task An_analyst_adds_compares_holds_back_and_withdraws_a_file()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var incident = await analyst.ActiveCaseAsync();
        using var browser = new Browser(app);
        await browser.SignInAsync("analyst");
        var tab = $"/incidents/{incident}/evidence";
        var (empty, page) = await browser.OpenAsync(tab);
        Assert.That(empty.Body, Does.Contain("No file yet"));
        var sent = await SendAsync(browser, page, Bytes(1000), "note.txt", ("description", "A note <b>bold</b>"));
        sent.Expect(HttpStatusCode.Redirect);
        Assert.That(sent.Location!.ToString(), Is.EqualTo(tab));
        var id = (await analyst.GetAsync($"/api/v1{tab}")).Text("items.0.id");
        var (_, listed) = await browser.OpenAsync(tab);
        Assert.That(listed.Body!.TextContent, Does.Contain("note.txt").And.Contain("A note <b>bold</b>").And.Contain("The file is kept."));
        Assert.That(listed.QuerySelector("a[download]")!.GetAttribute("href"), Is.EqualTo(PathOf(incident, id, "/content")));

        (await PressAsync(browser, listed, "VerifyEvidence")).Expect(HttpStatusCode.Redirect);
        var (_, log) = await browser.OpenAsync($"{tab}?custody={id}");
        Assert.That(log.QuerySelector(".custody")!.TextContent, Does.Contain("Received").And.Contain("Compared: as it came"));
        (await PressAsync(browser, log, "QuarantineEvidence", ("reason", "Malware"))).Expect(HttpStatusCode.Redirect);
        var (_, held) = await browser.OpenAsync(tab);
        Assert.That(held.Body!.TextContent, Does.Contain("In quarantine").And.Contain("Malware"));
        Assert.That(held.QuerySelectorAll("a[download]").Select(a => a.GetAttribute("href")), Is.All.EndsWith("?as=zip"));
        (await PressAsync(browser, held, "WithdrawEvidence", ("reason", "Wrong case"))).Expect(HttpStatusCode.Redirect);
        Assert.That((await browser.OpenAsync(tab, "id")).Page.Body!.TextContent, Does.Contain("Belum ada berkas"));
    }

    [Test]
    public async Task A_refused_file_says_why_and_keeps_what_was_typed_and_a_form_without_its_token_is_refused()
    {
        await using var app = new TestApp(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Storage:MaxFileBytes"] = "1000" });
        using var analyst = await app.AsAsync("analyst");
        var incident = await analyst.ActiveCaseAsync();
        using var browser = new Browser(app);
        await browser.SignInAsync("analyst");
        var (_, page) = await browser.OpenAsync($"/incidents/{incident}/evidence");
        var refused = await SendAsync(browser, page, [], "empty.txt", ("description", "Typed"));
        refused.Expect(HttpStatusCode.BadRequest);
        Assert.That(refused.Body, Does.Contain("The file is empty.").And.Contain("value=\"Typed\""));
        var large = await SendAsync(browser, page, Bytes(1001), "large.txt");
        large.Expect(HttpStatusCode.RequestEntityTooLarge);
        Assert.That(large.Body, Does.Contain("larger than"));
        using var bare = Form(Bytes(10), "a.txt");
        var forged = await browser.Client.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"/incidents/{incident}/evidence/add") { Content = bare });
        forged.Expect(HttpStatusCode.BadRequest);
        using var api = Form(Bytes(10), "a.txt");
        (await browser.Client.UploadAsync(incident, api)).ExpectInvalid("requestVerificationToken");
        Assert.That(app.Stored(), Is.Empty);
    }

    [Test]
    public async Task A_liaison_officer_sends_a_file_and_finds_it_on_the_case()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var incident = await analyst.ActiveCaseAsync();
        await analyst.NotifyAsync(incident, "NL");
        using var browser = new Browser(app);
        await browser.SignInAsync("liaison.nl");
        var (_, page) = await browser.OpenAsync($"/shared/{incident}");
        (await SendAsync(browser, page, Bytes(100), "chat.log")).Expect(HttpStatusCode.Redirect);
        var (_, after) = await browser.OpenAsync($"/shared/{incident}");
        Assert.That(after.QuerySelector("#evidence")!.TextContent, Does.Contain("chat.log").And.Contain("Sent by you"));
        (await browser.Client.GetAsync($"/incidents/{incident}/evidence/add")).Expect(HttpStatusCode.OK);
        (await browser.Client.GetAsync("/shared/CI-2026-999999/evidence/add")).Expect(HttpStatusCode.NotFound);
    }

    private static async Task<Answer> SendAsync(Browser browser, AngleSharp.Html.Dom.IHtmlDocument page, byte[] bytes, string name, params (string Name, string Value)[] fields)
    {
        var form = page.QuerySelector("#upload")!;
        var content = new MultipartFormDataContent();
        foreach (var hidden in form.QuerySelectorAll("input[type=hidden]"))
        {
            content.Add(new StringContent(hidden.GetAttribute("value") ?? string.Empty), hidden.GetAttribute("name")!);
        }

        foreach (var field in fields)
        {
            content.Add(new StringContent(field.Value), field.Name);
        }

        content.Add(new ByteArrayContent(bytes), "file", name);
        return await browser.Client.SendAsync(new HttpRequestMessage(HttpMethod.Post, form.GetAttribute("action")) { Content = content });
    }

    private static async Task<Answer> PressAsync(Browser browser, AngleSharp.Html.Dom.IHtmlDocument page, string handler, params (string Name, string Value)[] fields)
    {
        var form = page.QuerySelectorAll("form").Single(f => f.GetAttribute("action")?.Contains($"handler={handler}&", StringComparison.Ordinal) == true);
        var values = form.QuerySelectorAll("input[type=hidden]").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value") ?? string.Empty, StringComparer.Ordinal);
        foreach (var (name, value) in fields)
        {
            values[name] = value;
        }

        using var content = new FormUrlEncodedContent(values);
        return await browser.Client.SendAsync(new HttpRequestMessage(HttpMethod.Post, form.GetAttribute("action")) { Content = content });
    }
}
