using System.Net;
using CyberIncidents.FunctionalTests.Pages;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;
using CyberIncidents.Infrastructure.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.FunctionalTests.Partners;

public sealed class SecondPersonTests
{
    private static readonly Dictionary<string, string?> Checked = new(StringComparer.Ordinal) { ["Directory:TwoPersonCheck"] = "true" };

    [Test]
    public async Task Who_speaks_for_a_partner_is_let_in_by_a_second_person()
    {
        await using var app = new TestApp(Checked);
        using var admin = await app.AsAsync("admin");
        using var manager = await app.AsAsync("manager");
        using var analyst = await app.AsAsync("analyst");
        var ch = await admin.OrganisationAsync("CH");
        var made = (await admin.PostAsync("/api/v1/users", new
        {
            email = "liaison.ch@demo.test", displayName = "Chantal", organisationId = ch, roles = new[] { "LiaisonOfficer" },
        })).Expect(HttpStatusCode.Created);
        var path = $"/api/v1/users/{made.Text("id")}";
        Assert.That((made.Text("disabled"), made.At("awaitsSecondSince") is null), Is.EqualTo(("true", false)));
        (await admin.PostAsync($"{path}/actions/approve")).ExpectProblem(HttpStatusCode.Conflict, "own-registration");
        (await admin.PatchAsync(path, new { disabled = false }, made.ETag)).ExpectProblem(HttpStatusCode.Conflict, "needs-second");
        (await analyst.PostAsync($"{path}/actions/approve")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        var seen = (await manager.GetAsync($"/api/v1/organisations/{ch}/profile")).Expect(HttpStatusCode.OK);
        Assert.That((seen.Text("speakers.0.awaits"), seen.Text("speakers.0.mayApprove")), Is.EqualTo(("true", "true")));
        (await manager.PostAsync($"{path}/actions/approve")).Expect(HttpStatusCode.OK);
        (await manager.PostAsync($"{path}/actions/approve")).ExpectProblem(HttpStatusCode.Conflict, "not-waiting");
        var open = (await admin.GetAsync(path)).Expect(HttpStatusCode.OK);
        Assert.That((open.Text("disabled"), open.At("awaitsSecondSince")), Is.EqualTo(("false", (System.Text.Json.Nodes.JsonNode?)null)));
    }

    [Test]
    public async Task Until_then_its_link_is_dead_and_nothing_is_sent_to_it()
    {
        await using var app = new TestApp(Checked);
        using var admin = await app.AsAsync("admin");
        using var analyst = await app.AsAsync("analyst");
        var ch = await admin.OrganisationAsync("CH");
        var made = (await admin.PostAsync("/api/v1/users", new
        {
            email = "liaison.ch@demo.test", displayName = "Chantal", organisationId = ch, roles = new[] { "LiaisonOfficer" },
        })).Expect(HttpStatusCode.Created);
        Assert.That(made.At("setUpLink"), Is.Null);
        using var browser = new Browser(app);
        var early = await app.Services.GetRequiredService<SetUpService>().ForPersonAsync(Guid.Parse(made.Text("id")), CancellationToken.None);
        (await browser.OpenAsync(early)).Answer.Expect(HttpStatusCode.NotFound);
        (await analyst.PostAsync($"/api/v1/organisations/{ch}/contact-checks")).ExpectProblem(HttpStatusCode.Conflict, "nobody-to-ask");
        (await admin.PostAsync($"/api/v1/users/{made.Text("id")}/actions/renew-set-up")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        using var manager = await app.AsAsync("manager");
        (await manager.PostAsync($"/api/v1/users/{made.Text("id")}/actions/approve")).Expect(HttpStatusCode.OK);
        (await browser.OpenAsync(early)).Answer.Expect(HttpStatusCode.NotFound);
        var renewed = (await admin.PostAsync($"/api/v1/users/{made.Text("id")}/actions/renew-set-up")).Expect(HttpStatusCode.OK);
        (await browser.OpenAsync(renewed.Text("setUpLink"))).Answer.Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_manager_whom_the_same_hand_registered_is_no_second_person()
    {
        await using var app = new TestApp(Checked);
        using var admin = await app.AsAsync("admin");
        var ch = await admin.OrganisationAsync("CH");
        var path = $"/api/v1/users/{await WaitingAsync(admin, ch)}";
        using var puppet = await app.HireAsync("puppet", "Manager");
        (await puppet.PostAsync($"{path}/actions/approve")).ExpectProblem(HttpStatusCode.Conflict, "own-registration");
        Assert.That((await puppet.GetAsync($"/api/v1/organisations/{ch}/profile")).Text("speakers.0.mayApprove"), Is.EqualTo("false"));
        using var manager = await app.AsAsync("manager");
        (await manager.PostAsync($"{path}/actions/approve")).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task Whoever_is_refused_stays_out_until_a_second_person_is_asked_anew()
    {
        await using var app = new TestApp(Checked);
        using var admin = await app.AsAsync("admin");
        using var manager = await app.AsAsync("manager");
        var ch = await admin.OrganisationAsync("CH");
        var path = $"/api/v1/users/{await WaitingAsync(admin, ch)}";
        var renamed = (await admin.PatchAsync(path, new { displayName = "Chantal B." }, (await admin.GetAsync(path)).ETag)).Expect(HttpStatusCode.OK);
        Assert.That(renamed.At("awaitsSecondSince"), Is.Not.Null, "a new name refuses nobody");
        using var browser = new Browser(app);
        (await browser.SignInAsync("admin")).Expect(HttpStatusCode.Redirect);
        var page = (await browser.OpenAsync(path["/api/v1".Length..].Replace("/users", "/admin/users", StringComparison.Ordinal))).Page;
        (await new FormPost(page, "#refuse").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        var refused = await admin.GetAsync(path);
        Assert.That((refused.Text("disabled"), refused.At("awaitsSecondSince")), Is.EqualTo(("true", (System.Text.Json.Nodes.JsonNode?)null)));
        (await manager.PostAsync($"{path}/actions/approve")).ExpectProblem(HttpStatusCode.Conflict, "not-waiting");
        var again = (await admin.PatchAsync(path, new { disabled = false }, refused.ETag)).Expect(HttpStatusCode.OK);
        Assert.That((again.Text("disabled"), again.At("awaitsSecondSince") is null), Is.EqualTo(("true", false)));
        (await admin.PostAsync($"{path}/actions/approve")).ExpectProblem(HttpStatusCode.Conflict, "own-registration");
        (await manager.PostAsync($"{path}/actions/approve")).Expect(HttpStatusCode.OK);
        var open = await admin.GetAsync(path);
        var shut = (await admin.PatchAsync(path, new { disabled = true }, open.ETag)).Expect(HttpStatusCode.OK);
        Assert.That((await admin.PatchAsync(path, new { disabled = false }, shut.ETag)).Text("disabled"), Is.EqualTo("false"), "it was let in once");
    }

    [Test]
    public async Task One_of_ours_needs_no_second_person_and_neither_does_anybody_where_it_is_off()
    {
        await using var app = new TestApp(Checked);
        using var admin = await app.AsAsync("admin");
        var ours = (await admin.PostAsync("/api/v1/users", new { email = "new@demo.test", displayName = "New", roles = new[] { "Analyst" } })).Expect(HttpStatusCode.Created);
        Assert.That(ours.Text("disabled"), Is.EqualTo("false"));
        (await admin.PostAsync($"/api/v1/users/{ours.Text("id")}/actions/approve")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        await using var without = new TestApp();
        using var liaison = await without.HireAsync("liaison.ch", "LiaisonOfficer", "CH");
        (await liaison.GetAsync("/api/v1/me")).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task Whoever_is_away_is_not_reminded_while_somebody_else_is_there()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var dutch = await app.AsAsync("liaison.nl");
        using var second = await app.HireAsync("second.nl", "LiaisonOfficer", "NL");
        (await dutch.PatchAsync("/api/v1/me", new { absentUntil = TestApp.Start.AddDays(-1) }, null)).ExpectInvalid("absentUntil");
        (await analyst.PatchAsync("/api/v1/me", new { absentUntil = TestApp.Start.AddDays(30) }, null)).ExpectInvalid("absentUntil");
        var away = (await dutch.PatchAsync("/api/v1/me", new { absentUntil = TestApp.Start.AddDays(30) }, null)).Expect(HttpStatusCode.OK);
        Assert.That(away.At("absentUntil"), Is.Not.Null);
        await analyst.SentRequestAsync(dueAt: TestApp.Start.AddDays(4));
        app.Clock.Advance(TimeSpan.FromDays(3));
        await app.FireDueAlarmsAsync();
        await dutch.SignInAsync("liaison.nl@demo.test", TestApp.Password);
        await second.SignInAsync("second.nl@demo.test", TestApp.Password);
        Assert.That(await RemindedAsync(second), Is.True);
        Assert.That(await RemindedAsync(dutch), Is.False);
    }

    private static async Task<string> WaitingAsync(ApiClient admin, Guid organisation) => (await admin.PostAsync("/api/v1/users", new
    {
        email = "liaison.ch@demo.test", displayName = "Chantal", organisationId = organisation, roles = new[] { "LiaisonOfficer" },
    })).Expect(HttpStatusCode.Created).Text("id");

    private static async Task<bool> RemindedAsync(ApiClient client) =>
        (await client.GetAsync("/api/v1/notifications")).Items.Any(n => n!["kind"]!.ToString() == "RequestReminder");
}
