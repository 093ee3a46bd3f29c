using System.Net;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;

namespace CyberIncidents.FunctionalTests.Markings;

/// <summary>What came from a partner is lowered or passed on by its consent only.</summary>
public sealed class ConsentTests
{
    [Test]
    public async Task A_partner_s_item_is_lowered_by_its_consent_to_what_was_asked_and_no_further()
    {
        await using var app = new TestApp();
        using var s = await Story.BeginAsync(app);
        var remark = $"/api/v1/incidents/{s.Reference}/comments/{s.Theirs}/actions/remark";
        (await s.Manager.PostAsync(remark, new { tlp = "AMBER", reason = "Needed" })).ExpectProblem(HttpStatusCode.Conflict, "consent-needed");
        var asked = (await s.Manager.PostAsync(s.Consents, new { subjectType = "Comment", subjectId = s.Theirs, lowerTo = "AMBER", reason = "To brief the bank" })).Expect(HttpStatusCode.Created);
        Assert.That((asked.Text("state"), asked.Text("dueAt")), Is.EqualTo(("Asked", "2026-03-09T08:00:00+00:00")), "five working days in the Netherlands");
        (await s.Manager.PostAsync(s.Consents, new { subjectType = "Comment", subjectId = s.Theirs, lowerTo = "AMBER", reason = "Again" })).ExpectProblem(HttpStatusCode.Conflict, "consent-asked");
        Assert.That((await s.Nl.GetAsync("/api/v1/navigation")).Text("actionRequired"), Is.EqualTo("1"));
        var theirs = (await s.Nl.GetAsync("/api/v1/consents?waiting=true&count=true")).Expect(HttpStatusCode.OK);
        Assert.That((theirs.Text("items.0.about"), theirs.Text("items.0.lowerTo"), theirs.Text("count")), Is.EqualTo(("NL-SAYS", "AMBER", "1")));
        (await s.Sg.PostAsync($"/api/v1/consents/{asked.Text("id")}/actions/grant")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await s.Manager.PostAsync($"/api/v1/consents/{asked.Text("id")}/actions/grant")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        Assert.That((await s.Nl.PostAsync($"/api/v1/consents/{asked.Text("id")}/actions/grant")).Expect(HttpStatusCode.OK).Text("state"), Is.EqualTo("Granted"));
        using var all = Assert.EnterMultipleScope();
        Assert.That((await s.Manager.GetAsync($"/api/v1/incidents/{s.Reference}/comments/{s.Theirs}")).Text("tlp"), Is.EqualTo("AMBER"));
        (await s.Nl.PostAsync($"/api/v1/consents/{asked.Text("id")}/actions/grant")).ExpectProblem(HttpStatusCode.Conflict, "illegal-move");
        // It was used up: raised again, it stays there.
        (await s.Manager.PostAsync(remark, new { tlp = "AMBER+STRICT" })).Expect(HttpStatusCode.OK);
        (await s.Manager.PostAsync(remark, new { tlp = "AMBER", reason = "They said so" })).ExpectProblem(HttpStatusCode.Conflict, "consent-needed");
        Assert.That((await s.Owner.GetAsync("/api/v1/notifications")).Body, Does.Contain("ConsentGranted"));
    }

    [Test]
    public async Task Silence_is_no_consent_also_where_the_server_was_off_when_its_time_ran_out()
    {
        await using var app = new TestApp();
        using var s = await Story.BeginAsync(app);
        var asked = (await s.Manager.PostAsync(s.Consents, new { subjectType = "Comment", subjectId = s.Theirs, lowerTo = "AMBER", reason = "Why", dueAt = TestApp.Start.AddDays(4) })).Expect(HttpStatusCode.Created);
        app.Clock.Advance(TimeSpan.FromDays(2));
        await app.FireDueAlarmsAsync();
        using var reminded = await app.AsAsync("liaison.nl");
        Assert.That((await reminded.GetAsync("/api/v1/notifications")).Body, Does.Contain("ConsentReminder"));
        // The end comes while nobody is there to note it.
        app.Clock.Advance(TimeSpan.FromDays(3));
        using var nl = await app.AsAsync("liaison.nl");
        using var owner = await app.AsAsync("analyst");
        (await nl.PostAsync($"/api/v1/consents/{asked.Text("id")}/actions/grant")).ExpectProblem(HttpStatusCode.Conflict, "illegal-move");
        Assert.That((await nl.GetAsync($"/api/v1/consents/{asked.Text("id")}")).Text("state"), Is.EqualTo("Lapsed"));
        await app.FireDueAlarmsAsync();
        await app.FireDueAlarmsAsync();
        using var all = Assert.EnterMultipleScope();
        foreach (var told in new[] { nl, owner })
        {
            var lapsed = (await told.GetAsync("/api/v1/notifications")).Items.Count(n => n!["kind"]!.ToString() == "ConsentLapsed");
            Assert.That(lapsed, Is.EqualTo(1));
        }

        Assert.That((await owner.GetAsync($"/api/v1/incidents/{s.Reference}/comments/{s.Theirs}")).Text("tlp"), Is.EqualTo("AMBER+STRICT"));
        Assert.That((await owner.GetAsync($"/api/v1/consents/{asked.Text("id")}")).Text("state"), Is.EqualTo("Lapsed"));
    }

    [Test]
    public async Task Whom_it_would_be_passed_to_is_named_only_by_our_choice_and_nobody_else_reads_the_question()
    {
        await using var app = new TestApp();
        using var s = await Story.BeginAsync(app);
        var to = await s.Manager.OrganisationAsync("SG");
        var silent = (await s.Manager.PostAsync(s.Consents, new { subjectType = "Comment", subjectId = s.Theirs, organisationId = to, reason = "The host is abroad" })).Expect(HttpStatusCode.Created);
        var id = silent.Text("id");
        var name = silent.Text("receiver.name");
        var read = await s.Nl.GetAsync($"/api/v1/consents/{id}");
        using var all = Assert.EnterMultipleScope();
        Assert.That((read.At("receiver"), read.Text("purpose")), Is.EqualTo(((System.Text.Json.Nodes.JsonNode?)null, "PassOn")));
        Assert.That(read.Body, Does.Not.Contain(name));
        Assert.That((await s.Nl.GetAsync("/api/v1/notifications")).Body, Does.Not.Contain(name));
        using var browser = new Browser(app);
        await browser.SignInAsync("liaison.nl");
        Assert.That((await browser.OpenAsync("/action")).Answer.Body, Does.Contain("a partner state").And.Not.Contain(name));
        Assert.That(await s.Sg.RowsAsync("/api/v1/consents"), Is.Zero);
        await s.Sg.EnsureAbsentAsync($"consents/{id}");
        (await s.Nl.PostAsync($"/api/v1/consents/{id}/actions/deny")).ExpectInvalid("reason");
        Assert.That((await s.Nl.PostAsync($"/api/v1/consents/{id}/actions/deny", new { reason = "Not outside" })).Expect(HttpStatusCode.OK).Text("ground"), Is.EqualTo("Not outside"));
        var named = (await s.Manager.PostAsync(s.Consents, new { subjectType = "Comment", subjectId = s.Theirs, organisationId = to, nameReceiver = true, reason = "The host is theirs" })).Expect(HttpStatusCode.Created).Text("id");
        Assert.That((await s.Nl.GetAsync($"/api/v1/consents/{named}")).Text("receiver"), Is.EqualTo(name));
        Assert.That((await s.Manager.PostAsync($"/api/v1/consents/{named}/actions/withdraw", new { reason = "Not needed" })).Expect(HttpStatusCode.OK).Text("state"), Is.EqualTo("Withdrawn"));
        Assert.That((await s.Nl.GetAsync($"/api/v1/consents/{named}")).Body, Does.Not.Contain("Not needed"), "why we took it back is ours");
        Assert.That((await s.Manager.GetAsync($"/api/v1/incidents/{s.Reference}/releases")).Body, Does.Contain("The host is abroad"), "what was asked has left");
    }

    [Test]
    public async Task What_cannot_be_asked_is_refused_with_the_reason()
    {
        await using var app = new TestApp();
        using var s = await Story.BeginAsync(app);
        var ours = (await s.Owner.CommentAsync(s.Reference, "Ours")).Text("id");
        var home = (await s.Manager.GetAsync("/api/v1/organisations?limit=200")).Items.Single(o => (bool)o!["isHome"]!)!["id"]!.ToString();
        using var all = Assert.EnterMultipleScope();
        (await s.Manager.PostAsync(s.Consents, new { subjectType = "Comment", subjectId = ours, lowerTo = "AMBER", reason = "Why" })).ExpectProblem(HttpStatusCode.Conflict, "no-originator");
        (await s.Manager.PostAsync(s.Consents, new { subjectType = "Comment", subjectId = Guid.NewGuid(), lowerTo = "AMBER", reason = "Why" })).ExpectInvalid("subjectId");
        (await s.Manager.PostAsync(s.Consents, new { subjectType = "Comment", subjectId = s.Theirs, lowerTo = "GREEN", reason = "Why" })).ExpectInvalid("lowerTo");
        (await s.Manager.PostAsync(s.Consents, new { subjectType = "Comment", subjectId = s.Theirs, lowerTo = "RED", reason = "Why" })).ExpectInvalid("lowerTo");
        (await s.Manager.PostAsync(s.Consents, new { subjectType = "Comment", subjectId = s.Theirs, organisationId = home, reason = "Why" })).ExpectInvalid("organisationId");
        (await s.Manager.PostAsync(s.Consents, new { subjectType = "Comment", subjectId = s.Theirs, reason = "Why" })).ExpectInvalid("lowerTo");
        (await s.Manager.PostAsync(s.Consents, new { subjectType = "Comment", subjectId = s.Theirs, lowerTo = "AMBER" })).ExpectInvalid("reason");
        (await s.Manager.PostAsync(s.Consents, new { subjectType = "Comment", subjectId = s.Theirs, lowerTo = "AMBER", reason = "Why", dueAt = TestApp.Start.AddDays(-1) })).ExpectInvalid("dueAt");
        // AMBER+STRICT leaves by a manager's hand, and a question about it is something that leaves.
        (await s.Owner.PostAsync(s.Consents, new { subjectType = "Comment", subjectId = s.Theirs, lowerTo = "AMBER", reason = "Why" })).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        Assert.That(await s.Manager.RowsAsync("/api/v1/consents"), Is.Zero);
    }

    /// <summary>A case of two partners, and what one of them wrote under a stricter marking.</summary>
    private sealed class Story : IDisposable
    {
        public ApiClient Owner { get; private init; } = null!;

        public ApiClient Manager { get; private init; } = null!;

        public ApiClient Nl { get; private init; } = null!;

        public ApiClient Sg { get; private init; } = null!;

        public string Reference { get; private set; } = string.Empty;

        public string Theirs { get; private set; } = string.Empty;

        public string Consents => $"/api/v1/incidents/{Reference}/consents";

        public static async Task<Story> BeginAsync(TestApp app)
        {
            var story = new Story
            {
                Owner = await app.AsAsync("analyst"), Manager = await app.AsAsync("manager"), Nl = await app.AsAsync("liaison.nl"), Sg = await app.AsAsync("liaison.sg"),
            };
            story.Reference = await story.Owner.ActiveCaseAsync();
            await story.Owner.NotifyAsync(story.Reference, "NL");
            await story.Owner.NotifyAsync(story.Reference, "SG");
            story.Theirs = (await story.Nl.CommentAsync(story.Reference, "NL-SAYS", tlp: "AMBER+STRICT")).Expect(HttpStatusCode.Created).Text("id");
            return story;
        }

        public void Dispose()
        {
            foreach (var client in new[] { Owner, Manager, Nl, Sg })
            {
                client.Dispose();
            }
        }
    }
}
