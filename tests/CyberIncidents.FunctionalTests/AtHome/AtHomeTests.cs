using System.Net;
using System.Text.Json.Nodes;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;

namespace CyberIncidents.FunctionalTests.AtHome;

/// <summary>Ministries, police and regulators at home share the work, by the same means as partners.</summary>
public sealed class AtHomeTests
{
    [Test]
    public async Task A_case_is_shared_with_the_police_which_does_its_task()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var police = await app.AsAsync("stakeholder.police");
        using var mfa = await app.AsAsync("stakeholder.mfa");
        var incident = await analyst.ActiveCaseAsync();
        var part = await analyst.ShareAtHomeAsync(incident, await analyst.AuthorityAsync("Police"));
        var task = await analyst.TaskAsync(incident, part, dueAt: TestApp.Start.AddHours(48));
        Assert.That(task, Does.StartWith("RQ-2026-ID-"));
        var shared = (await police.GetAsync($"/api/v1/incidents/{incident}")).Expect(HttpStatusCode.OK);
        Assert.That((shared.Text("sharedTitle"), shared.Text("participation.roles.0")), Is.EqualTo(("Shared at home", "Investigating")));
        Assert.That((await police.GetAsync("/api/v1/navigation")).Text("actionRequired"), Is.EqualTo("1"));
        await mfa.EnsureAbsentAsync($"incidents/{incident}", $"requests/{task}");
        await police.ActAsync($"requests/{task}", "acknowledge", new { theirReference = "LP/417" });
        app.Clock.Advance(TimeSpan.FromMinutes(20));
        await police.ActAsync($"requests/{task}", "answer", new { outcome = "Fulfilled", note = "The report is taken" });
        var read = (await analyst.GetAsync($"/api/v1/requests/{task}")).Expect(HttpStatusCode.OK);
        Assert.That((read.Text("state"), read.Text("theirReference"), read.Text("kind")), Is.EqualTo(("Answered", "LP/417", "Task")));
        Assert.That((await analyst.GetAsync($"/api/v1/incidents/{incident}/participations")).Items.Single(p => (bool)p!["atHome"]!)!["state"]!.ToString(), Is.EqualTo("Engaged"));
        Assert.That((await analyst.GetAsync("/api/v1/notifications")).Body, Does.Contain("RequestAnswered"));
    }

    [Test]
    public async Task A_task_is_chased_as_any_request_and_is_overdue_when_its_day_is_past()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var incident = await analyst.ActiveCaseAsync();
        var part = await analyst.ShareAtHomeAsync(incident, await analyst.AuthorityAsync("Police"));
        var task = await analyst.TaskAsync(incident, part, dueAt: TestApp.Start.AddHours(10));
        app.Clock.Advance(TimeSpan.FromHours(11));
        await app.FireDueAlarmsAsync();
        using var police = await app.AsAsync("stakeholder.police");
        using var later = await app.AsAsync("analyst");
        Assert.That((await later.GetAsync($"/api/v1/requests/{task}")).Text("overdue"), Is.EqualTo("true"));
        Assert.That((await police.GetAsync("/api/v1/notifications")).Items.Count(n => n!["kind"]!.ToString().StartsWith("Request", StringComparison.Ordinal)), Is.GreaterThan(1), "told and reminded");
    }

    [Test]
    public async Task The_role_goes_with_the_organisation_and_stands_alone()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        var (police, nl) = (await admin.AuthorityAsync("Police"), await admin.OrganisationAsync("NL"));
        (await RegisterAsync(police, "LiaisonOfficer")).ExpectInvalid("roles");
        (await RegisterAsync(police, "Analyst")).ExpectInvalid("roles");
        (await RegisterAsync(nl, "Stakeholder")).ExpectInvalid("roles");
        (await RegisterAsync(null, "Stakeholder")).ExpectInvalid("roles");
        (await RegisterAsync(police, "Stakeholder", "Analyst")).ExpectInvalid("roles");
        var made = (await RegisterAsync(police, "Stakeholder")).Expect(HttpStatusCode.Created);
        var path = $"/api/v1/users/{made.Text("id")}";
        (await admin.PatchAsync(path, new { roles = new[] { "LiaisonOfficer" } }, made.ETag)).ExpectInvalid("roles");
        Assert.That((await admin.PatchAsync(path, new { deputy = true }, made.ETag)).Expect(HttpStatusCode.OK).Text("deputy"), Is.EqualTo("true"));
        Assert.That((await admin.GetAsync("/api/v1/users?role=Stakeholder&count=true")).Items, Has.Count.EqualTo(3));

        Task<Answer> RegisterAsync(Guid? organisation, params string[] roles) =>
            admin.PostAsync("/api/v1/users", new { email = "someone@demo.test", displayName = "Someone", organisationId = organisation, roles });
    }

    [Test]
    public async Task Who_speaks_for_an_authority_at_home_is_let_in_by_a_second_person()
    {
        await using var app = new TestApp(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Directory:TwoPersonCheck"] = "true" });
        using var admin = await app.AsAsync("admin");
        using var manager = await app.AsAsync("manager");
        var organisation = await admin.AuthorityAsync("Regulator");
        var made = (await admin.PostAsync("/api/v1/users", new { email = "r@demo.test", displayName = "R", organisationId = organisation, roles = new[] { "Stakeholder" } }))
            .Expect(HttpStatusCode.Created);
        Assert.That((made.Text("disabled"), made.At("awaitsSecondSince") is null), Is.EqualTo(("true", false)));
        await manager.ActAsync($"users/{made.Text("id")}", "approve");
        Assert.That((await manager.GetAsync($"/api/v1/organisations/{organisation}/profile")).Text("speakers.0.awaits"), Is.EqualTo("false"));
    }

    [Test]
    public async Task Parts_and_tasks_are_of_those_who_can_have_them()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (police, nl) = (await analyst.AuthorityAsync("Police"), await analyst.OrganisationAsync("NL"));
        var home = Guid.Parse((await analyst.GetAsync("/api/v1/me")).Text("organisation.id"));
        var incident = await analyst.ActiveCaseAsync(Cases.NewIncident(countries: ["SG"]));
        var path = $"/api/v1/incidents/{incident}";
        (await analyst.PostAsync($"{path}/participations", new { organisationId = home, roles = new[] { "LeadAuthority" } })).ExpectInvalid("organisationId");
        (await analyst.PostAsync($"{path}/participations", new { country = "ID", roles = new[] { "Assisting" } })).ExpectInvalid("country");
        (await analyst.PostAsync($"{path}/participations", new { organisationId = police, roles = new[] { "SuspectLocated" } })).ExpectInvalid("roles");
        (await analyst.PostAsync($"{path}/participations", new { organisationId = nl, roles = new[] { "Prosecuting" } })).ExpectInvalid("roles");
        (await analyst.PostAsync($"{path}/participations", new { items = new object[] { new { country = "NL", roles = new[] { "LeadAuthority" } } } })).ExpectInvalid("items[0].roles");
        var sg = (await analyst.ParticipationAsync(incident, "SG"))["id"]!.ToString();
        (await analyst.PostAsync($"{path}/requests", new { participationId = sg, kind = "Task", subject = "x", body = "x", tlp = "AMBER" }))
            .ExpectProblem(HttpStatusCode.Conflict, "wrong-authority");
        var authorities = (await analyst.GetAsync($"{path}/authorities?kind=Task")).Expect(HttpStatusCode.OK);
        Assert.That(authorities.Items, Is.Empty, "nobody abroad, and nobody at home has a part yet");
        await analyst.ShareAtHomeAsync(incident, police);
        Assert.That((await analyst.GetAsync($"{path}/authorities?kind=Task")).Items.Select(o => o!["country"]!.ToString()).Distinct(), Is.EqualTo(new[] { "ID" }));
        var parts = (await analyst.GetAsync($"{path}/participations")).Items;
        Assert.That(parts.Single(p => (bool)p!["atHome"]!)!["draftKinds"]!.AsArray().Select(k => k!.ToString()), Does.Contain("Task").And.Contain("DataPreservation"));
        Assert.That(parts.Single(p => !(bool)p!["atHome"]!)!["draftKinds"]!.AsArray().Select(k => k!.ToString()), Does.Not.Contain("Task"));
    }

    [Test]
    public async Task A_task_for_which_no_day_was_agreed_is_due_by_our_own_default_and_chased()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var incident = await analyst.ActiveCaseAsync();
        var task = await analyst.TaskAsync(incident, await analyst.ShareAtHomeAsync(incident, await analyst.AuthorityAsync("Police")));
        var read = (await analyst.GetAsync($"/api/v1/requests/{task}")).Expect(HttpStatusCode.OK);
        Assert.That((read.Text("deadlineRule"), read.Text("atHome")), Is.EqualTo(("default-task-normal", "true")));
        Assert.That(read.At("dueAt"), Is.Not.Null);
        Assert.That(read.Json["nextSteps"]!.AsArray(), Is.Not.Empty);
    }

    [Test]
    public async Task A_joint_case_shows_partners_nobody_at_home_and_nobody_at_home_the_partners()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var police = await app.AsAsync("stakeholder.police");
        using var nl = await app.AsAsync("liaison.nl");
        var incident = await analyst.ActiveCaseAsync();
        await analyst.NotifyAsync(incident, "NL");
        await analyst.NotifyAsync(incident, "SG");
        await analyst.ShareAtHomeAsync(incident, await analyst.AuthorityAsync("Police"));
        await analyst.ActAsync($"incidents/{incident}", "join", new { reason = "They know each other" });
        var mfa = await analyst.AuthorityAsync("ForeignMinistry");
        await analyst.ShareAtHomeAsync(incident, mfa, "ForeignRelations");
        var abroad = (await nl.GetAsync($"/api/v1/incidents/{incident}")).Expect(HttpStatusCode.OK);
        Assert.That(abroad.Json["partners"]!.AsArray().Select(p => p!["country"]!.ToString()), Is.EqualTo(new[] { "SG" }));
        Assert.That(abroad.Body, Does.Not.Contain("Police").And.Not.Contain("Ministry"));
        var atHome = (await police.GetAsync($"/api/v1/incidents/{incident}")).Expect(HttpStatusCode.OK);
        Assert.That(atHome.Body, Does.Not.Contain("Netherlands").And.Not.Contain("Singapore").And.Not.Contain("Ministry of"));
    }

    [Test]
    public async Task What_was_released_is_read_previewed_recalled_and_gone_when_the_part_ends()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var police = await app.AsAsync("stakeholder.police");
        var organisation = await analyst.AuthorityAsync("Police");
        var incident = await analyst.ActiveCaseAsync();
        var part = await analyst.ShareAtHomeAsync(incident, organisation);
        var task = await analyst.TaskAsync(incident, part);
        var comment = (await analyst.CommentAsync(incident, "For the police", new { organisations = new[] { organisation } })).Expect(HttpStatusCode.Created).Text("id");
        Assert.That(await police.CommentTextsAsync(incident), Is.EqualTo(new[] { "For the police" }));
        var preview = (await analyst.GetAsync($"/api/v1/incidents/{incident}/preview?organisation={organisation}")).Expect(HttpStatusCode.OK);
        Assert.That((preview.Text("comments.0.text"), preview.Text("requests.0.reference")), Is.EqualTo(("For the police", task)));
        var release = await analyst.ReleaseOfAsync(incident, comment);
        await analyst.ActAsync($"releases/{release}", "recall", new { reason = "By mistake" });
        Assert.That(await police.CommentTextsAsync(incident), Is.Empty);
        Assert.That((await police.GetAsync("/api/v1/recalls")).Items, Has.Count.EqualTo(1));
        await police.ActAsync($"releases/{release}", "confirm-destroyed");
        await analyst.ActAsync($"incidents/{incident}/participations/{part}", "withdraw", new { reason = "Done" });
        await police.EnsureAbsentAsync($"incidents/{incident}", $"requests/{task}");
    }

    [Test]
    public async Task Red_goes_to_the_named_person_of_the_authority_alone()
    {
        await using var app = new TestApp();
        using var manager = await app.AsAsync("manager");
        using var police = await app.AsAsync("stakeholder.police");
        using var colleague = await app.HireAsync("police.two", "Stakeholder", await manager.AuthorityAsync("Police"));
        var incident = await manager.ActiveCaseAsync(Cases.NewIncident(tlp: "RED", countries: [], named: [await police.MyIdAsync()]));
        await manager.ShareAtHomeAsync(incident, await manager.AuthorityAsync("Police"));
        (await police.GetAsync($"/api/v1/incidents/{incident}")).Expect(HttpStatusCode.OK);
        await colleague.EnsureAbsentAsync($"incidents/{incident}");
        var part = await manager.PostAsync(
            $"/api/v1/incidents/{incident}/participations", new { organisationId = await manager.AuthorityAsync("Regulator"), roles = new[] { "Regulating" } });
        (await manager.PostAsync($"/api/v1/incidents/{incident}/participations/{part.Text("id")}/actions/notify")).ExpectProblem(HttpStatusCode.Conflict, "no-named-person");
    }

    [Test]
    public async Task Figures_of_partners_hold_no_task_and_those_at_home_stand_apart()
    {
        await using var app = new TestApp();
        using var drafter = await app.AsAsync("analyst");
        var organisation = await drafter.AuthorityAsync("Police");
        var (incident, _, _) = await drafter.SentRequestAsync("NL", TestApp.Start.AddHours(100));
        var part = await drafter.ShareAtHomeAsync(incident, organisation);
        var late = await drafter.TaskAsync(incident, part, "Late", TestApp.Start.AddHours(4));
        var done = await drafter.TaskAsync(incident, part, "Done", TestApp.Start.AddHours(40));
        app.Clock.Advance(TimeSpan.FromHours(6));
        using var analyst = await app.AsAsync("analyst");
        using var police = await app.AsAsync("stakeholder.police");
        await police.ActAsync($"requests/{done}", "answer", new { outcome = "Fulfilled", note = "Done" });
        var dashboard = (await analyst.GetAsync("/api/v1/dashboard")).Expect(HttpStatusCode.OK);
        Assert.That((dashboard.Text("waiting.count"), dashboard.Text("overdue.count"), dashboard.Text("silent.count")), Is.EqualTo(("1", "0", "0")));
        Assert.That(dashboard.Json["openByCountry"]!.AsArray().Select(c => c!["key"]!.ToString()), Does.Not.Contain("ID"));
        Assert.That(dashboard.Json["silentByCountry"]!.AsArray(), Is.Empty);
        var figures = (await analyst.GetAsync("/api/v1/dashboard/at-home")).Expect(HttpStatusCode.OK);
        var row = figures.Items.Single()!;
        Assert.That(row["organisation"]!["id"]!.ToString(), Is.EqualTo(organisation.ToString()));
        Assert.That((double)row["medianHours"]!, Is.EqualTo(6).Within(0.1));
        foreach (var (figure, expected) in new[] { ("open", late), ("overdue", late), ("answered", done) })
        {
            var list = (await analyst.GetAsync(row[figure]!["query"]!.ToString() + "&count=true")).Expect(HttpStatusCode.OK);
            Assert.That(((int)row[figure]!["count"]!, list.Text("count"), list.Text("items.0.reference")), Is.EqualTo((1, "1", expected)), figure);
        }

        Assert.That((await analyst.GetAsync($"/api/v1/incidents?country=ID")).Items, Is.Empty);
        Assert.That((await analyst.GetAsync("/api/v1/requests?atHome=true")).Items.Select(r => (bool)r!["atHome"]!), Is.EqualTo(new[] { true, true }));
        Assert.That((await analyst.GetAsync("/api/v1/requests?atHome=false")).Items.Select(r => (bool)r!["atHome"]!), Is.EqualTo(new[] { false }));
        (await police.GetAsync("/api/v1/dashboard/at-home")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
    }

    [Test]
    public async Task Two_who_share_with_the_same_authority_at_once_add_one_part()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var manager = await app.AsAsync("manager");
        var organisation = await analyst.AuthorityAsync("Police");
        var incident = await analyst.ActiveCaseAsync();
        var path = $"/api/v1/incidents/{incident}/participations";
        var body = new { organisationId = organisation, roles = new[] { "Investigating" } };
        var answers = await Task.WhenAll(analyst.PostAsync(path, body), manager.PostAsync(path, body));
        Assert.That(answers.Select(a => a.Status).Order(), Is.EqualTo(new[] { HttpStatusCode.Created, HttpStatusCode.Conflict }));
        Assert.That((await analyst.GetAsync(path)).Items.Count(p => (bool)p!["atHome"]!), Is.EqualTo(1));
    }

    [Test]
    public async Task The_directory_marks_and_filters_the_circle_at_home()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var circle = (await analyst.GetAsync("/api/v1/organisations?atHome=true&limit=200")).Expect(HttpStatusCode.OK).Items;
        Assert.That(circle.Select(o => o!["kind"]!.ToString()), Is.SupersetOf(new[] { "ForeignMinistry", "Defence", "Ministry", "Police", "Regulator" }));
        Assert.That(circle.Select(o => (bool)o!["atHome"]!), Has.All.True);
        var abroad = (await analyst.GetAsync("/api/v1/organisations?atHome=false&limit=200")).Expect(HttpStatusCode.OK).Items;
        Assert.That(abroad.Select(o => o!["country"]?.ToString()), Has.None.EqualTo("ID").And.Some.Null);
        Assert.That(abroad.Concat(circle).Select(o => (bool)o!["isHome"]!), Has.All.False, "our own is in neither");
    }
}
