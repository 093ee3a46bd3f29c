using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CyberIncidents.Application.Revisions;
using CyberIncidents.FunctionalTests.Pages;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;

namespace CyberIncidents.FunctionalTests.Markings;

/// <summary>Every version of a text is kept, and two who edit the same text never overwrite one another in silence.</summary>
public sealed class RevisionTests
{
    [TestCase("a b c", "a b c", "a b c", "a b c", 0)]
    [TestCase("a b c", "A b c", "a b C", "A b C", 0)]
    [TestCase("a b c", "a b c d", "a b c", "a b c d", 0)]
    [TestCase("a b c", "a X c", "a X c", "a X c", 0)]
    [TestCase("a b c", "a X c", "a Y c", "a [[X | Y]] c", 1)]
    [TestCase("", "one", "two", "[[one | two]]", 1)]
    [TestCase("one\ntwo\nthree", "one\n2\nthree", "one\ntwo\nthree\nfour", "one\n2\nthree\nfour", 0)]
    public void What_two_made_of_a_text_is_put_together(string origin, string theirs, string mine, string merged, int conflicts) =>
        Assert.That(TextComparison.Merge(origin, theirs, mine), Is.EqualTo(new MergedText(merged, conflicts)));

    [TestCase("a b", "a c b")]
    [TestCase("", "new words")]
    [TestCase("old words", "")]
    [TestCase("The same.", "The same.")]
    [TestCase("One (two), three; four", "One, two, three!\nfour")]
    public void A_comparison_holds_both_texts_whole(string before, string after)
    {
        var pieces = TextComparison.Compare(before, after);
        Assert.That(string.Concat(pieces.Where(p => p.Kind != PieceKind.Added).Select(p => p.Text)), Is.EqualTo(before));
        Assert.That(string.Concat(pieces.Where(p => p.Kind != PieceKind.Removed).Select(p => p.Text)), Is.EqualTo(after));
    }

    [Test]
    public async Task A_comment_is_changed_by_its_author_or_a_manager_and_every_version_is_kept()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var manager = await app.AsAsync("manager");
        using var other = await app.HireAsync("other");
        var reference = await analyst.ActiveCaseAsync();
        var path = $"/api/v1/incidents/{reference}/comments/{(await analyst.CommentAsync(reference, "The host is in Delft")).Text("id")}";
        var read = await analyst.GetAsync(path);
        (await analyst.PatchAsync(path, new { text = "x" }, null)).Expect(HttpStatusCode.PreconditionRequired);
        (await other.PatchAsync(path, new { text = "x" }, read.ETag)).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await analyst.PatchAsync(path, new { text = " " }, read.ETag)).ExpectInvalid("text");
        (await analyst.PatchAsync(path, new { text = "The host is in Leiden" }, read.ETag)).Expect(HttpStatusCode.OK);
        (await manager.PatchAsync(path, new { text = "Lost" }, read.ETag)).Expect(HttpStatusCode.PreconditionFailed);
        (await manager.PatchAsync(path, new { text = "The host was in Leiden" }, (await manager.GetAsync(path)).ETag)).Expect(HttpStatusCode.OK);
        var versions = (await other.GetAsync($"{path}/revisions?count=true")).Expect(HttpStatusCode.OK);
        using var all = Assert.EnterMultipleScope();
        Assert.That(versions.Items.Select(v => v!["text"]!.ToString()), Is.EqualTo(new[] { "The host was in Leiden", "The host is in Leiden", "The host is in Delft" }));
        Assert.That(versions.Items.Select(v => v!["number"]!.ToString()), Is.EqualTo(new[] { "3", "2", "1" }));
        Assert.That(versions.At("items.1.changes")!.ToJsonString(), Is.EqualTo(
            """[{"kind":"Same","text":"The host is in "},{"kind":"Removed","text":"Delft"},{"kind":"Added","text":"Leiden"}]"""));
        Assert.That((await analyst.GetAsync($"/api/v1/incidents/{reference}/summary/revisions")).Items, Has.Count.EqualTo(1), "never changed");
    }

    [Test]
    public async Task What_has_left_stays_as_it_left_until_the_new_text_is_released()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.nl");
        var reference = await analyst.ActiveCaseAsync();
        await analyst.NotifyAsync(reference, "NL");
        var path = $"/api/v1/incidents/{reference}/comments/{(await analyst.CommentAsync(reference, "First words", "Participants")).Text("id")}";
        async Task<Answer> EditAsync(object change) => (await analyst.PatchAsync(path, change, (await analyst.GetAsync(path)).ETag)).Expect(HttpStatusCode.OK);
        var before = await liaison.GetAsync(path);
        Assert.That((await EditAsync(new { text = "WALDKAUZ words", release = false })).Text("sharedText"), Is.EqualTo("First words"));
        var after = await liaison.GetAsync(path);
        using var all = Assert.EnterMultipleScope();
        Assert.That((after.Body, after.ETag), Is.EqualTo((before.Body, before.ETag)), "an edit that was not released does not show");
        (await liaison.GetAsync($"{path}/revisions")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        var releases = await analyst.RowsAsync($"/api/v1/incidents/{reference}/releases");
        await EditAsync(new { text = "Released words", release = true });
        Assert.That((await liaison.GetAsync(path)).Text("text"), Is.EqualTo("Released words"));
        Assert.That(await analyst.RowsAsync($"/api/v1/incidents/{reference}/releases"), Is.EqualTo(releases + 1));
        Assert.That((await analyst.GetAsync($"/api/v1/incidents/{reference}/releases")).Body, Does.Not.Contain("WALDKAUZ"));
    }

    [Test]
    public async Task A_partner_changes_its_own_comment_and_not_what_it_has_not_read()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.nl");
        var reference = await analyst.ActiveCaseAsync();
        await analyst.NotifyAsync(reference, "NL");
        var path = $"/api/v1/incidents/{reference}/comments/{(await liaison.CommentAsync(reference, "We know him")).Text("id")}";
        var read = await liaison.GetAsync(path);
        (await liaison.PatchAsync(path, new { text = "x" }, null)).Expect(HttpStatusCode.PreconditionRequired);
        (await liaison.PatchAsync(path, new { text = "We know him well" }, read.ETag)).Expect(HttpStatusCode.OK);
        (await liaison.PatchAsync(path, new { text = "Lost" }, read.ETag)).Expect(HttpStatusCode.PreconditionFailed);
        (await analyst.PatchAsync(path, new { text = "Not ours" }, "*")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        Assert.That((await analyst.GetAsync(path)).Text("text"), Is.EqualTo("We know him well"));
        Assert.That((await analyst.GetAsync($"{path}/revisions")).Items, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task What_was_written_for_a_partner_is_changed_as_a_release_of_its_own()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.nl");
        var reference = await analyst.ActiveCaseAsync();
        var id = await analyst.NotifyAsync(reference, "NL");
        var path = $"/api/v1/incidents/{reference}/participations/{id}";
        var version = (await analyst.ParticipationAsync(reference, "NL"))["version"];
        (await analyst.PatchAsync(path, new { sharedSummary = "New summary" }, $"\"{version}\"")).Expect(HttpStatusCode.OK);
        (await analyst.PatchAsync(path, new { sharedSummary = "Lost" }, $"\"{version}\"")).Expect(HttpStatusCode.PreconditionFailed);
        using var all = Assert.EnterMultipleScope();
        Assert.That((await liaison.GetAsync($"/api/v1/incidents/{reference}")).Text("sharedSummary"), Is.EqualTo("New summary"));
        Assert.That((await analyst.GetAsync($"{path}/revisions")).Items.Select(v => v!["text"]!.ToString()), Is.EqualTo(new[] { "New summary", "Shared summary" }));
        Assert.That((await analyst.GetAsync($"/api/v1/incidents/{reference}/releases")).Body, Does.Contain("New summary"));
        var sg = (await analyst.ParticipationAsync(reference, "SG"))!;
        (await analyst.PatchAsync($"/api/v1/incidents/{reference}/participations/{sg["id"]}", new { sharedTitle = "x" }, "*")).ExpectProblem(HttpStatusCode.Conflict, "not-notified");
    }

    [Test]
    public async Task The_second_of_two_editors_reads_both_versions_and_a_proposal_that_joins_them()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var browser = new Browser(app);
        await browser.SignInAsync("analyst");
        var reference = await analyst.ActiveCaseAsync();
        var id = (await analyst.CommentAsync(reference, "The host is in Delft and silent")).Text("id");
        var form = new FormPost((await browser.OpenAsync($"/incidents/{reference}/comments/{id}")).Page, "form.edit-form").With("Input.Text", "The host is in Delft and answered");
        var path = $"/api/v1/incidents/{reference}/comments/{id}";
        (await analyst.PatchAsync(path, new { text = "The host is in Leiden and silent" }, (await analyst.GetAsync(path)).ETag)).Expect(HttpStatusCode.OK);
        var page = Browser.Parse((await form.SendAsync(browser)).Expect(HttpStatusCode.PreconditionFailed));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(page.QuerySelector(".conflict del")!.TextContent, Does.Contain("Leiden"));
            Assert.That(page.QuerySelectorAll(".conflict ins").Select(i => i.TextContent), Has.Some.Contains("answered"));
            Assert.That(page.QuerySelector<IHtmlTextAreaElement>("#Input_Text")!.Value, Is.EqualTo("The host is in Leiden and answered"));
        }

        (await new FormPost(page, "form.edit-form").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        Assert.That((await analyst.GetAsync(path)).Text("text"), Is.EqualTo("The host is in Leiden and answered"));
    }

    [Test]
    public async Task Two_who_change_the_summary_get_a_proposal_on_the_edit_page_and_its_versions_are_kept()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var browser = new Browser(app);
        await browser.SignInAsync("analyst");
        var path = $"/incidents/{await analyst.ActiveCaseAsync()}";
        var start = (await analyst.GetAsync($"/api/v1{path}")).Text("summary");
        var form = new FormPost((await browser.OpenAsync($"{path}/edit")).Page, "form.edit-form").With("Input.Summary", start + " Mine.");
        (await analyst.PatchAsync($"/api/v1{path}", new { summary = "Theirs: " + start }, "*")).Expect(HttpStatusCode.OK);
        var page = Browser.Parse((await form.SendAsync(browser)).Expect(HttpStatusCode.PreconditionFailed));
        Assert.That(page.QuerySelector<IHtmlTextAreaElement>("#Input_Summary")!.Value, Is.EqualTo($"Theirs: {start} Mine."));
        (await new FormPost(page, "form.edit-form").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        using var all = Assert.EnterMultipleScope();
        Assert.That((await analyst.GetAsync($"/api/v1{path}/summary/revisions")).Items, Has.Count.EqualTo(3));
        Assert.That((await browser.OpenAsync($"{path}/versions")).Page.QuerySelectorAll("ins").Select(i => i.TextContent), Has.Some.Contains("Mine"));
        foreach (var tab in new[] { "/sharing", "/observables", "/history", "/partners" })
        {
            (await browser.OpenAsync(path + tab)).Answer.Expect(HttpStatusCode.OK);
        }
    }

    [Test]
    public async Task The_marking_page_marks_anew_and_asks_the_originator()
    {
        await using var app = new TestApp();
        using var manager = await app.AsAsync("manager");
        using var liaison = await app.AsAsync("liaison.nl");
        using var browser = new Browser(app);
        await browser.SignInAsync("manager");
        using var partner = new Browser(app);
        await partner.SignInAsync("liaison.nl");
        var reference = await manager.ActiveCaseAsync();
        await manager.NotifyAsync(reference, "NL");
        var id = (await liaison.CommentAsync(reference, "NL-SAYS", tlp: "AMBER+STRICT")).Text("id");
        var place = $"/incidents/{reference}/marking/Comment/{id}";
        var (answer, page) = await browser.OpenAsync(place, "id");
        answer.Expect(HttpStatusCode.OK);
        (await new FormPost(page, "form.edit-form").With("Input.Handling.Codes", "H1", "H2").With("Input.Handling.Pap", "Amber").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        var ask = new FormPost((await browser.OpenAsync(place)).Page, "#ask").With("Ask.LowerTo", "AMBER").With("Ask.Reason", "For the bank");
        (await ask.SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        var action = (await partner.OpenAsync("/action")).Page;
        Assert.That(action.QuerySelector("#consents")!.TextContent, Does.Contain("NL-SAYS").And.Contain("For the bank"));
        (await new FormPost(action, "#consents form").SendAsync(partner, "#consents button[value=grant]")).Expect(HttpStatusCode.Redirect);
        var marked = await manager.GetAsync($"/api/v1/incidents/{reference}/comments/{id}");
        Assert.That((marked.Text("tlp"), marked.At("handling.codes")!.ToJsonString()), Is.EqualTo(("AMBER", "[\"H1\",\"H2\"]")));
        Assert.That((await partner.OpenAsync($"/shared/{reference}")).Answer.Body, Does.Contain("PAP:AMBER"));
    }
}
