using System.Globalization;
using System.Net;
using System.Text;
using CyberIncidents.FunctionalTests.Pages;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;
using Microsoft.Data.Sqlite;

namespace CyberIncidents.FunctionalTests.Visibility;

/// <summary>A preview shows what a partner would get, to the letter, and leaves no trace.</summary>
public sealed class PreviewTests
{
    [Test]
    public async Task A_preview_is_what_the_partner_reads()
    {
        await using var app = new TestApp();
        using var scene = await Scene.BuildAsync(app, "AMBER");
        var nl = await scene["admin"].OrganisationAsync("NL");
        using var all = Assert.EnterMultipleScope();
        foreach (var (who, organisation) in new[] { ("liaison.nl", nl), ("liaison.sg", scene.OrganisationSg) })
        {
            var preview = (await scene["owner"].GetAsync(Path(scene, organisation))).Expect(HttpStatusCode.OK);
            var theirs = (await scene[who].GetAsync($"/api/v1/incidents/{scene.Incident}")).Expect(HttpStatusCode.OK);
            foreach (var field in new[] { "reference", "tlp", "sharedTitle", "sharedSummary", "participation.id", "participation.state", "partners" })
            {
                Assert.That(preview.At($"case.{field}")?.ToJsonString(), Is.EqualTo(theirs.At(field)?.ToJsonString()), field);
            }

            Assert.That(preview.Text("case.mayComment"), Is.EqualTo("false"), "nothing can be done in a preview");
            Assert.That(preview.At("case.participation.allowedActions")!.AsArray(), Is.Empty);
            Assert.That(preview.At("requests.0.allowedActions")!.AsArray(), Is.Empty);
            Assert.That(preview.Json["requests"]!.AsArray().Select(r => r!["reference"]!.ToString()), Is.EqualTo(new[] { who == "liaison.nl" ? scene.RequestNl : scene.RequestSg }));
            Assert.That(preview.Json["comments"]!.AsArray().Select(c => c!["text"]!.ToString()), Is.EqualTo(await scene[who].CommentTextsAsync(scene.Incident)));
            Assert.That(preview.Body, Does.Not.Contain(Scene.Ours));
            Assert.That(preview.Body.Contains(Scene.ForSingapore, StringComparison.Ordinal), Is.EqualTo(who == "liaison.sg"));
        }

        foreach (var country in new[] { "AU", "MY", "JP" })
        {
            var none = (await scene["owner"].GetAsync(Path(scene, await scene["admin"].OrganisationAsync(country)))).Expect(HttpStatusCode.OK);
            Assert.That(none.At("case"), Is.Null, country);
            Assert.That(none.Json["requests"]!.AsArray(), Is.Empty, country);
        }
    }

    [Test]
    public async Task Red_is_previewed_as_a_named_person_and_says_so_without_one()
    {
        await using var app = new TestApp();
        using var scene = await Scene.BuildAsync(app, "RED");
        var nl = await scene["admin"].OrganisationAsync("NL");
        using var all = Assert.EnterMultipleScope();
        var without = (await scene["owner"].GetAsync(Path(scene, nl))).Expect(HttpStatusCode.OK);
        Assert.That(without.At("case"), Is.Null);
        Assert.That(without.Text("needsPerson"), Is.EqualTo("true"));
        Assert.That(without.Text("persons.0.id"), Is.EqualTo(scene.PersonNl.ToString()));
        var with = (await scene["owner"].GetAsync($"{Path(scene, nl)}&person={scene.PersonNl}")).Expect(HttpStatusCode.OK);
        Assert.That(with.Text("case.reference"), Is.EqualTo(scene.Incident));
        Assert.That(with.Text("needsPerson"), Is.EqualTo("false"));
        (await scene["owner"].GetAsync($"{Path(scene, scene.OrganisationSg)}&person={scene.PersonNl}")).ExpectInvalid("person");
        (await scene["stranger"].GetAsync(Path(scene, nl))).ExpectProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Test]
    public async Task Before_it_leaves_every_field_that_will_leave_is_listed_and_nothing_has_left()
    {
        await using var app = new TestApp();
        using var scene = await Scene.BuildAsync(app, "AMBER");
        var owner = scene["owner"];
        var my = (await owner.ParticipationAsync(scene.Incident, "MY"))["id"];
        var au = (await owner.ParticipationAsync(scene.Incident, "AU"))["id"];
        var input = new { sharedTitle = "For Malaysia", sharedSummary = "A summary for Malaysia" };
        var before = Dump(app);
        var preview = (await owner.PostAsync($"/api/v1/incidents/{scene.Incident}/participations/{my}/preview", input)).Expect(HttpStatusCode.OK);
        var again = (await owner.PostAsync($"/api/v1/incidents/{scene.Incident}/participations/{au}/preview", input)).Expect(HttpStatusCode.OK);
        using var all = Assert.EnterMultipleScope();
        Assert.That(Dump(app), Is.EqualTo(before));
        Assert.That(preview.Text("case.sharedTitle"), Is.EqualTo("For Malaysia"));
        Assert.That(preview.Text("beforeItLeaves"), Is.EqualTo("true"));
        Assert.That(Leaving(preview), Is.SupersetOf(new[] { $"case/reference={scene.Incident}", "case/tlp=AMBER", "case/sharedTitle=For Malaysia", "case/sharedSummary=A summary for Malaysia", "case/participation.roles=HostsInfrastructure" }));
        Assert.That(Leaving(preview), Has.None.Contain("requests/"));
        Assert.That(Leaving(again), Has.Some.StartsWith("requests/subject=A second question"), "what it was asked before leaves again");
        Assert.That(preview.Body + again.Body, Does.Not.Contain(Scene.Ours).And.Not.Contain(Scene.ForSingapore));
        await scene["liaison.my"].EnsureAbsentAsync($"incidents/{scene.Incident}");

        // A refusal is that of the move.
        var nl = (await owner.ParticipationAsync(scene.Incident, "NL"))["id"];
        (await owner.PostAsync($"/api/v1/incidents/{scene.Incident}/participations/{nl}/preview", input)).ExpectProblem(HttpStatusCode.Conflict, "illegal-move");
        (await owner.PostAsync($"/api/v1/incidents/{scene.Incident}/participations/{Guid.NewGuid()}/preview", input)).ExpectProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Test]
    public async Task A_hundred_previews_change_nothing_beside_commits_that_go_on()
    {
        await using var app = new TestApp();
        using var scene = await Scene.BuildAsync(app, "AMBER");
        var owner = scene["owner"];
        var my = (await owner.ParticipationAsync(scene.Incident, "MY"))["id"];
        var path = $"/api/v1/incidents/{scene.Incident}/participations/{my}/preview";
        var nl = await scene["admin"].OrganisationAsync("NL");
        var before = Dump(app);
        for (var i = 0; i < 50; i++)
        {
            (await owner.PostAsync(path, new { sharedTitle = "WASSERAMSEL" })).Expect(HttpStatusCode.OK);
            (await owner.GetAsync(Path(scene, nl))).Expect(HttpStatusCode.OK);
        }

        Assert.That(Dump(app), Is.EqualTo(before), "rows, chains, alarms, mails and notices are what they were");
        var comments = await owner.RowsAsync($"/api/v1/incidents/{scene.Incident}/comments");
        await Task.WhenAll(Enumerable.Range(0, 40).Select(async i =>
            (i % 2 == 0 ? await owner.PostAsync(path, new { sharedTitle = "WASSERAMSEL" }) : await owner.CommentAsync(scene.Incident, $"Comment {i}"))
                .Expect(i % 2 == 0 ? HttpStatusCode.OK : HttpStatusCode.Created)));
        using var all = Assert.EnterMultipleScope();
        Assert.That(await owner.RowsAsync($"/api/v1/incidents/{scene.Incident}/comments"), Is.EqualTo(comments + 20));
        Assert.That(Dump(app), Does.Not.Contain("WASSERAMSEL"));
        Assert.That((await scene["admin"].GetAsync("/api/v1/audit/verify")).Text("intact"), Is.EqualTo("true"));
        await scene["liaison.my"].EnsureAbsentAsync($"incidents/{scene.Incident}");
    }

    [Test]
    public async Task The_page_is_the_partners_page_under_a_banner_without_a_form_or_button()
    {
        await using var app = new TestApp();
        using var scene = await Scene.BuildAsync(app, "AMBER");
        using var browser = new Browser(app);
        await browser.SignInAsync("analyst");
        var (answer, page) = await browser.OpenAsync($"/incidents/{scene.Incident}/preview?organisation={scene.OrganisationSg}");
        answer.Expect(HttpStatusCode.OK);
        var theirs = page.QuerySelector("[data-preview]")!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(page.Body!.TextContent, Does.Contain("Looking lets nothing leave"));
            Assert.That(theirs.TextContent, Does.Contain($"{Scene.ForSingapore} title").And.Contain($"{Scene.ForSingapore} question").And.Contain("For those who take part"));
            Assert.That(theirs.TextContent, Does.Not.Contain(Scene.Ours).And.Not.Contain("Netherlands"));
            Assert.That(theirs.QuerySelectorAll("form, button, input, textarea, [role=button]"), Is.Empty);
            Assert.That(theirs.QuerySelectorAll("a").Select(a => a.GetAttribute("href")), Has.All.StartsWith("#"), "nothing leads out of it");
        }

        // Moves of partners have no address in a preview.
        var token = await browser.TokenAsync();
        foreach (var handler in new[] { "Comment", "Decline" })
        {
            using var content = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("Input.Text", "x"), new("Reason", "x")]);
            var tried = await browser.Client.SendAsync(new HttpRequestMessage(
                HttpMethod.Post, $"/incidents/{scene.Incident}/preview?organisation={scene.OrganisationSg}&handler={handler}") { Content = content });
            Assert.That(tried.Status, Is.EqualTo(HttpStatusCode.MethodNotAllowed), handler);
        }

        using var liaison = new Browser(app);
        await liaison.SignInAsync("liaison.sg");
        Assert.That((await liaison.OpenAsync($"/incidents/{scene.Incident}/preview?organisation={scene.OrganisationSg}")).Answer.Status, Is.Not.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Telling_a_partner_can_be_looked_at_first_from_its_form()
    {
        await using var app = new TestApp();
        using var scene = await Scene.BuildAsync(app, "AMBER");
        using var browser = new Browser(app);
        await browser.SignInAsync("analyst");
        var my = Guid.Parse((await scene["owner"].ParticipationAsync(scene.Incident, "MY"))["id"]!.ToString());
        var page = (await browser.OpenAsync($"/incidents/{scene.Incident}/partners")).Page;
        var section = $"#partner-{my:N}";
        var shown = await new FormPost(page, $"{section} details.notify form").With($"Partner[{my}].SharedTitle", "Words for Malaysia").SendAsync(browser, $"{section} button[formaction]");
        var preview = Browser.Parse(shown.Expect(HttpStatusCode.OK));
        using var all = Assert.EnterMultipleScope();
        Assert.That(preview.QuerySelector("[data-preview] h1")!.TextContent, Is.EqualTo("Words for Malaysia"));
        Assert.That(preview.QuerySelector(".left-fields")!.TextContent, Does.Contain("Words for Malaysia").And.Contain(scene.Incident));
        Assert.That((await scene["owner"].ParticipationAsync(scene.Incident, "MY"))["state"]!.ToString(), Is.EqualTo("Proposed"));
        // The switch stands on the same tab.
        var joined = await new FormPost(page, ".joint form").With("Joint.Reason", "They know each other").SendAsync(browser, ".joint button");
        joined.Expect(HttpStatusCode.Redirect);
        Assert.That((await browser.OpenAsync($"/incidents/{scene.Incident}/partners")).Page.QuerySelector(".joint")!.TextContent, Does.Contain("Joint:"));
        using var liaison = new Browser(app);
        await liaison.SignInAsync("liaison.nl");
        Assert.That((await liaison.OpenAsync($"/shared/{scene.Incident}")).Page.Body!.TextContent, Does.Contain("Singapore"));
    }

    private static string Path(Scene scene, Guid organisation) => $"/api/v1/incidents/{scene.Incident}/preview?organisation={organisation}";

    private static List<string> Leaving(Answer preview) =>
        [.. preview.Json["leaving"]!.AsArray().Select(f => $"{f!["part"]}/{f["field"]}={f["value"]}")];

    /// <summary>Every row of every table.</summary>
    private static string Dump(TestApp app)
    {
        var text = new StringBuilder();
        using var connection = new SqliteConnection($"Data Source={app.DatabaseFile};Pooling=False;Mode=ReadOnly");
        connection.Open();
        foreach (var table in Read(connection, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").Select(r => r.Trim('|')))
        {
            text.Append("== ").AppendLine(table);
            Read(connection, $"SELECT * FROM \"{table}\"").Order(StringComparer.Ordinal).ToList().ForEach(r => text.AppendLine(r));
        }

        return text.ToString();
    }

    private static List<string> Read(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))));
        }

        return rows;
    }
}
