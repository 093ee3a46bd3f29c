using System.Net;
using System.Text.Json.Nodes;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.People;
using CyberIncidents.FunctionalTests.Pages;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.FunctionalTests.Visibility;

/// <summary>A manager who is not named may read a RED case for a day, tells its persons by that, and does nothing to it.</summary>
public sealed class BreakGlassTests
{
    private const string Path = "/api/v1/break-glass";
    private static readonly string[] RedByItself = ["/observables", "/evidence", "/timeline", "/releasable"];
    private const string Reason = "The minister asks and nobody of the case answers the phone.";

    // What is for the reader alone, or shown to the persons of a case only.
    private static readonly string[] Own = ["notice of NL", "counts of every page", "own calendar"];

    [Test]
    public async Task It_opens_every_surface_for_a_day_and_for_nobody_else()
    {
        await using var app = new TestApp();
        using var scene = await Scene.BuildAsync(app, "RED");
        await scene.ReleaseAsync();
        using var chief = await app.HireAsync("chief", "Manager");
        using var other = await app.HireAsync("other", "Manager");
        await EnsureSeesAsync(chief, scene, "RED", "before");

        var answer = await BreakAsync(chief, scene.Incident);
        Assert.That(answer.Text("reference"), Is.EqualTo(scene.Incident));
        await EnsureSeesAsync(chief, scene, "AMBER", "while it runs");
        await EnsureSeesAsync(other, scene, "RED", "another manager");
        await DashboardTests.EnsureFiguresMatchListsAsync(chief);

        app.Clock.Advance(TimeSpan.FromHours(24));
        using var later = await app.AsAsync("chief");
        Assert.That(await later.RowsAsync("/api/v1/incidents"), Is.Zero);
        await later.EnsureAbsentAsync($"incidents/{scene.Incident}", $"requests/{scene.RequestNl}", $"follow-ups/{scene.FollowUp}");
        await BreakAsync(later, scene.Incident);
        (await later.GetAsync($"/api/v1/incidents/{scene.Incident}")).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task It_is_for_reading_only_and_offers_nothing_to_do()
    {
        await using var app = new TestApp();
        using var scene = await Scene.BuildAsync(app, "RED");
        using var chief = await app.HireAsync("chief", "Manager");
        await BreakAsync(chief, scene.Incident);
        var read = (await chief.GetAsync($"/api/v1/incidents/{scene.Incident}")).Expect(HttpStatusCode.OK);
        Assert.That(Actions(read.Json), Is.Empty);
        Assert.That(read.Json["may"]!["commentTo"]!.AsArray(), Is.Empty);
        Assert.That(read.Text("onlyRead"), Is.EqualTo("true"));
        var comments = (await chief.GetAsync($"/api/v1/incidents/{scene.Incident}/comments")).Expect(HttpStatusCode.OK).Items;
        Assert.That(comments.SelectMany(c => c!["may"]!.AsObject()).Select(m => (bool)m.Value!), Is.Not.Empty.And.None.True);
        Assert.That(new[] { "edit", "raiseTlp", "lowerTlp", "addPartners", "draftRequest", "scheduleFollowUp", "addObservables", "addEvidence" }.Select(m => (bool)read.Json["may"]![m]!), Has.None.True);
        foreach (var path in new[] { "participations", "requests", "follow-ups", "clocks", "observables" })
        {
            Assert.That(Actions((await chief.GetAsync($"/api/v1/incidents/{scene.Incident}/{path}")).Expect(HttpStatusCode.OK).Json), Is.Empty, path);
        }

        Assert.That(Actions((await chief.GetAsync($"/api/v1/requests/{scene.Draft}")).Expect(HttpStatusCode.OK).Json), Is.Empty);
        var nl = (await chief.ParticipationAsync(scene.Incident, "MY"))["id"];
        (string Path, object? Body)[] writes =
        [
            ($"incidents/{scene.Incident}/actions/resolve", new { outcome = "Mitigated", @override = true, reason = Reason }),
            ($"incidents/{scene.Incident}/comments", new { text = "Words", audience = "National" }),
            ($"incidents/{scene.Incident}/participations/{nl}/actions/notify", null),
            ($"incidents/{scene.Incident}/follow-ups", new { title = "Call", dueAt = app.Clock.GetUtcNow().AddDays(2), timeZone = "Asia/Jakarta" }),
            ($"incidents/{scene.Incident}/observables", new { type = "Domain", value = "new.example" }),
            ($"incidents/{scene.Incident}/observables/{scene.Observable}/actions/withdraw", new { reason = Reason }),
            ($"incidents/{scene.Incident}/evidence/{scene.Evidence}/actions/withdraw", new { reason = Reason }),
            ($"incidents/{scene.Incident}/evidence/{scene.Evidence}/actions/quarantine", new { reason = Reason }),
            ($"incidents/{scene.Incident}/evidence/{scene.Evidence}/actions/verify", null),
            ($"requests/{scene.Draft}/actions/send", null),
            ($"requests/{scene.AnsweredAu}/actions/accept", null),
            ($"follow-ups/{scene.FollowUp}/actions/complete", new { note = "Done" }),
        ];
        foreach (var (path, body) in writes)
        {
            (await chief.PostAsync($"/api/v1/{path}", body)).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        }

        (await chief.PatchAsync($"/api/v1/incidents/{scene.Incident}", new { tlp = "AMBER" }, read.ETag)).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        Assert.That((await scene["owner"].GetAsync($"/api/v1/incidents/{scene.Incident}")).Text("tlp"), Is.EqualTo("RED"));
    }

    [Test]
    public async Task Owner_and_creator_are_told_at_once_and_find_who_and_why_in_the_history()
    {
        await using var app = new TestApp();
        using var creator = await app.AsAsync("analyst");
        using var owner = await app.HireAsync("owner");
        using var chief = await app.HireAsync("chief", "Manager");
        var incident = await creator.ActiveCaseAsync(Cases.NewIncident(tlp: "RED"));
        (await creator.EditCaseAsync(incident, new { owner = await owner.MyIdAsync() })).Expect(HttpStatusCode.OK);
        var before = await owner.RowsAsync("/api/v1/notifications");
        await BreakAsync(chief, incident);
        await BreakAsync(chief, incident);
        Assert.That(await owner.RowsAsync("/api/v1/notifications"), Is.EqualTo(before + 1), "told once, though it was asked for twice");
        foreach (var told in new[] { owner, creator })
        {
            var notice = (await told.GetAsync("/api/v1/notifications")).Items[0]!;
            Assert.That(notice["kind"]!.ToString(), Is.EqualTo("BreakGlass"));
            Assert.That(notice["incidentReference"]!.ToString(), Is.EqualTo(incident));
            var line = (await told.GetAsync($"/api/v1/incidents/{incident}/audit?limit=200")).Items[^1]!;
            Assert.That(line["action"]!.ToString(), Is.EqualTo("break-glass"));
            Assert.That(line["actor"]!["name"]!.ToString(), Is.EqualTo("Extra chief"));
            Assert.That(line["changes"]!.ToJsonString(), Does.Contain(Reason));
        }

        Assert.That(await chief.RowsAsync("/api/v1/notifications"), Is.Zero);
        Assert.That((await chief.GetAsync($"/api/v1/incidents/{incident}/audit?limit=200")).Body, Does.Not.Contain(Reason));
        (await creator.EditCaseAsync(incident, new { namedPersons = Array.Empty<Guid>() })).Expect(HttpStatusCode.OK);
        using var admin = await app.AsAsync("admin");
        Assert.That((await admin.GetAsync("/api/v1/audit/verify")).Text("intact"), Is.EqualTo("true"));
    }

    [Test]
    public async Task Who_broke_the_glass_is_no_named_person_for_notices_and_mails()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var chief = await app.HireAsync("chief", "Manager");
        var incident = await analyst.ActiveCaseAsync(Cases.NewIncident(tlp: "RED"));
        await analyst.FollowUpAsync(incident, "Ring them");
        app.Clock.Advance(TimeSpan.FromHours(30));
        using var now = await app.AsAsync("chief");
        await BreakAsync(now, incident);
        app.Clock.Advance(TimeSpan.FromHours(23));
        await app.FireDueAlarmsAsync();
        using var then = await app.AsAsync("chief");
        Assert.That(await then.RowsAsync("/api/v1/notifications"), Is.Zero);
        var read = (await then.GetAsync($"/api/v1/incidents/{incident}")).Expect(HttpStatusCode.OK);
        Assert.That(read.Json["namedPersons"]!.AsArray(), Is.Empty);
        var id = await then.MyIdAsync();
        var contexts = app.Services.GetRequiredService<ContextFactory>();
        await using var all = contexts.Lease(Viewer.System);
        var person = await all.Set<Person>().SingleAsync(p => p.Id == id);
        await using (var looks = contexts.Lease(Viewer.InPerson(person)))
        {
            Assert.That(await looks.Set<Incident>().CountAsync(), Is.EqualTo(1));
        }

        // As mails, daily mails and calendars are written for the same person.
        await using var mail = contexts.Lease(Viewer.Of(person));
        Assert.That(await mail.Set<Incident>().CountAsync() + await mail.Set<FollowUp>().CountAsync() + await mail.Set<Notice>().CountAsync(), Is.Zero);
        Assert.That(await all.Set<OutboxMail>().CountAsync(m => m.PersonId == id), Is.Zero);
    }

    [Test]
    public async Task A_red_request_of_an_amber_case_is_opened_alone_and_the_case_does_not_tell_of_it()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var chief = await app.HireAsync("chief", "Manager");
        using var stranger = await app.HireAsync("stranger");
        var incident = await analyst.ActiveCaseAsync();
        var part = await analyst.NotifyAsync(incident, "NL");
        var request = await analyst.DraftAsync(incident, part, tlp: "RED");
        var another = await analyst.DraftAsync(incident, part, tlp: "RED");
        await BreakAsync(chief, request);
        Assert.That(Actions((await chief.GetAsync($"/api/v1/requests/{request}")).Expect(HttpStatusCode.OK).Json), Is.Empty);
        await chief.EnsureAbsentAsync($"requests/{another}");
        (await chief.PostAsync($"/api/v1/requests/{request}/actions/send")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        await chief.ActAsync($"incidents/{incident}", "hold", new { reason = "The case itself is worked as ever.", until = app.Clock.GetUtcNow().AddDays(1) });
        Assert.That((await stranger.GetAsync($"/api/v1/incidents/{incident}/audit?limit=200")).Body, Does.Not.Contain("break-glass").And.Not.Contain(Reason));
        Assert.That((await analyst.GetAsync($"/api/v1/incidents/{incident}/audit?limit=200")).Body, Does.Contain("break-glass").And.Contain(Reason));
        Assert.That((await analyst.GetAsync("/api/v1/notifications")).Items[0]!["kind"]!.ToString(), Is.EqualTo("BreakGlass"));
    }

    [Test]
    public async Task Who_drafted_the_request_is_told_too()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var drafter = await app.HireAsync("drafter");
        using var chief = await app.HireAsync("chief", "Manager");
        var incident = await analyst.ActiveCaseAsync();
        var request = await drafter.DraftAsync(incident, await analyst.NotifyAsync(incident, "NL"), tlp: "RED");
        await BreakAsync(chief, request);
        var notice = (await drafter.GetAsync("/api/v1/notifications")).Items[0]!;
        Assert.That((notice["kind"]!.ToString(), notice["requestReference"]!.ToString()), Is.EqualTo(("BreakGlass", request)));
    }

    [Test]
    public async Task Unknown_visible_and_red_references_get_the_same_answer_and_only_managers_get_one()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var chief = await app.HireAsync("chief", "Manager");
        var red = await analyst.LogAsync(Cases.NewIncident(tlp: "RED"));
        var amber = await analyst.LogAsync();
        var answers = new List<string>();
        foreach (var reference in new[] { red, amber, "CI-2026-999999", "RQ-2026-NL-9999", "no reference at all" })
        {
            var answer = await BreakAsync(chief, reference);
            Assert.That(answer.Json.AsObject().Select(p => p.Key), Is.EqualTo(new[] { "reference", "until" }));
            answers.Add(answer.Text("until")[..16]);
            foreach (var name in new[] { "analyst", "liaison.nl", "admin" })
            {
                using var person = await app.AsAsync(name);
                (await person.PostAsync(Path, new { reference, reason = Reason })).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
            }
        }

        Assert.That(answers.Distinct().Count(), Is.EqualTo(1));
        Assert.That((await analyst.GetAsync($"/api/v1/incidents/{amber}/audit?limit=200")).Body, Does.Not.Contain("break-glass"));
        foreach (var (reference, reason, field) in new[]
        {
            ((string?)null, (string?)Reason, "reference"), (red, null, "reason"), (red, "too short", "reason"), (red, "short     ", "reason"),
            (red, new string('x', 1001), "reason"), (new string('x', 101), Reason, "reference"),
        })
        {
            var refused = await chief.PostAsync(Path, new { reference, reason });
            Assert.That(Api.Sample.Fields(refused), Does.Contain(field), refused.Body);
        }
    }

    [Test]
    public async Task The_page_leads_to_the_case_and_stays_shut_for_others()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var red = await analyst.LogAsync(Cases.NewIncident(tlp: "RED"));
        using var manager = new Browser(app);
        (await manager.SignInAsync("manager")).Expect(HttpStatusCode.Redirect);
        var list = (await manager.OpenAsync("/incidents")).Page;
        Assert.That(list.QuerySelector(".tools a[href='/break-glass']"), Is.Not.Null);
        var form = new FormPost((await manager.OpenAsync("/break-glass")).Page, "#glass").With("Input.Reference", red.ToLowerInvariant());
        Assert.That(Browser.Parse(await form.With("Input.Reason", "short").SendAsync(manager)).QuerySelector(".form-errors, .error, .field-error"), Is.Not.Null);
        var sent = (await form.With("Input.Reason", Reason).SendAsync(manager)).Expect(HttpStatusCode.Redirect);
        Assert.That(sent.Location!.ToString(), Does.StartWith("/go?q="));
        var page = (await manager.OpenAsync($"/incidents/{red}")).Page;
        Assert.That(page.QuerySelector("h1"), Is.Not.Null);
        Assert.That(page.QuerySelectorAll("form[action*='/actions/'], form[action*='Move']"), Is.Empty);
        using var owner = new Browser(app);
        (await owner.SignInAsync("analyst")).Expect(HttpStatusCode.Redirect);
        Assert.That((await owner.OpenAsync($"/incidents/{red}/history")).Page.QuerySelector(".history")!.TextContent, Does.Contain("by break-glass").And.Contain(Reason));
        (await owner.Client.GetAsync("/break-glass")).Expect(HttpStatusCode.Forbidden);
    }

    internal static async Task<Answer> BreakAsync(ApiClient client, string reference) =>
        (await client.PostAsync(Path, new { reference, reason = Reason })).Expect(HttpStatusCode.OK);

    private static async Task EnsureSeesAsync(ApiClient client, Scene scene, string asIf, string when)
    {
        var stranger = Scene.Relations.ToList().IndexOf("stranger");
        using var all = Assert.EnterMultipleScope();
        foreach (var surface in Matrix.Surfaces.Where(s => !Own.Contains(s.Name)))
        {
            var answer = await surface.AskAsync(client, scene);
            // What is RED by itself in a case that is RED anyway is opened with it; a stranger to an AMBER case does not see it.
            var path = surface.Path(scene);
            var one = asIf != "RED" && RedByItself.Any(p => path.Contains(p, StringComparison.Ordinal)) ? 0
                // Who read, and what may be disposed of, is told to managers, and whoever breaks a glass is one.
                : (asIf != "RED" && path.Contains("/reads", StringComparison.Ordinal)) || path.Contains("/retention", StringComparison.Ordinal) ? 1 : stranger;
            var expected = asIf != "RED" && surface.BehindGlass is { } behind ? behind : surface.For(asIf)[one];
            Assert.That(surface.Read(answer), Is.EqualTo(expected), $"{surface.Name}, {when}");
            if (asIf == "RED")
            {
                Assert.That(answer.Whole(), Does.Not.Contain(Scene.Ours), $"{surface.Name}, {when}");
            }
        }
    }

    /// <summary>All that is offered anywhere in an answer.</summary>
    private static IEnumerable<string> Actions(JsonNode? node) => node switch
    {
        JsonArray list => list.SelectMany(Actions),
        JsonObject body => body.SelectMany(p => p.Key is "allowedActions" or "draftKinds"
            ? p.Value!.AsArray().Select(a => a!.ToString())
            : Actions(p.Value)),
        _ => [],
    };
}
