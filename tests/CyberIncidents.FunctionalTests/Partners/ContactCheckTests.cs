using System.Net;
using CyberIncidents.FunctionalTests.FollowUps;
using CyberIncidents.FunctionalTests.Mail;
using CyberIncidents.FunctionalTests.Requests;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;
using CyberIncidents.Infrastructure.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.FunctionalTests.Partners;

public sealed class ContactCheckTests
{
    private const string Checks = "/api/v1/contact-checks";

    [Test]
    public async Task An_organisation_has_one_open_check_at_a_time_and_the_database_sees_to_it()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var dutch = await app.AsAsync("liaison.nl");
        var path = $"/api/v1/organisations/{await analyst.OrganisationAsync("NL")}/contact-checks";
        var first = (await analyst.PostAsync(path)).Expect(HttpStatusCode.Created).Text("id");
        Assert.That((await analyst.PostAsync(path)).Text("id"), Is.EqualTo(first), "it runs");
        (await dutch.PostAsync($"{Checks}/{first}/actions/answer")).Expect(HttpStatusCode.OK);
        (await analyst.PostAsync(path)).Expect(HttpStatusCode.Created);
        await using var db = app.Database();
        Assert.That(
            () => db.Database.ExecuteSqlRawAsync("UPDATE ContactChecks SET AnsweredAt = NULL"), Throws.InstanceOf<System.Data.Common.DbException>().With.Message.Contains("UNIQUE"));
    }

    [Test]
    public async Task An_answer_proves_the_organisation_and_all_its_contacts_and_its_time_is_kept()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var dutch = await app.AsAsync("liaison.nl");
        var nl = await analyst.OrganisationAsync("NL");
        var asked = (await analyst.PostAsync($"/api/v1/organisations/{nl}/contact-checks")).Expect(HttpStatusCode.Created);
        Assert.That((asked.Text("state"), asked.At("askedBy") is null), Is.EqualTo(("Asked", false)));
        var seen = (await dutch.GetAsync($"{Checks}?open=true")).Expect(HttpStatusCode.OK);
        Assert.That((seen.Items.Count, seen.At("items.0.askedBy")), Is.EqualTo((1, (System.Text.Json.Nodes.JsonNode?)null)));
        Assert.That((await dutch.GetAsync("/api/v1/navigation")).Text("actionRequired"), Is.EqualTo("1"));
        Assert.That((await dutch.GetAsync("/api/v1/notifications")).Text("items.0.kind"), Is.EqualTo("ContactCheckAsked"));
        app.Clock.Advance(TimeSpan.FromHours(3));
        await AgainAsync((analyst, "analyst"), (dutch, "liaison.nl"));
        var answered = (await dutch.PostAsync($"{Checks}/{asked.Text("id")}/actions/answer")).Expect(HttpStatusCode.OK);
        Assert.That(answered.Text("state"), Is.EqualTo("Answered"));
        Assert.That(int.Parse(answered.Text("answerSeconds"), System.Globalization.CultureInfo.InvariantCulture), Is.EqualTo(10_800).Within(2));
        (await dutch.PostAsync($"{Checks}/{asked.Text("id")}/actions/answer")).ExpectProblem(HttpStatusCode.Conflict, "check-answered");
        var organisation = await analyst.GetAsync($"/api/v1/organisations/{nl}");
        var contact = (await analyst.GetAsync($"/api/v1/contact-points?organisation={nl}")).Items[0]!;
        Assert.That((organisation.Text("provenBy"), contact["provenBy"]!.ToString()), Is.EqualTo(("ContactCheck", "ContactCheck")));
        Assert.That(contact["provenAt"]!.ToString(), Is.EqualTo(organisation.Text("provenAt")));
        Assert.That((await dutch.GetAsync("/api/v1/navigation")).Text("actionRequired"), Is.EqualTo("0"));
    }

    [Test]
    public async Task It_is_that_organisations_alone()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var admin = await app.AsAsync("admin");
        using var dutch = await app.AsAsync("liaison.nl");
        using var other = await app.AsAsync("liaison.sg");
        var nl = await analyst.OrganisationAsync("NL");
        var id = (await analyst.PostAsync($"/api/v1/organisations/{nl}/contact-checks")).Expect(HttpStatusCode.Created).Text("id");
        (await other.GetAsync($"{Checks}/{id}")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await other.PostAsync($"{Checks}/{id}/actions/answer")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        Assert.That((await other.GetAsync($"{Checks}?organisation={nl}&count=true")).Text("count"), Is.EqualTo("0"));
        Assert.That((await other.GetAsync("/api/v1/notifications")).Items, Is.Empty);
        (await dutch.PostAsync($"/api/v1/organisations/{nl}/contact-checks")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await analyst.PostAsync($"{Checks}/{id}/actions/answer")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await admin.GetAsync(Checks)).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await analyst.PostAsync($"/api/v1/organisations/{Guid.NewGuid()}/contact-checks")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        var br = await analyst.OrganisationAsync("BR");
        (await analyst.PostAsync($"/api/v1/organisations/{br}/contact-checks")).ExpectProblem(HttpStatusCode.Conflict, "nobody-to-ask");
    }

    [Test]
    public async Task Half_way_the_partner_is_reminded_and_at_the_end_whoever_asked_and_the_managers_hear_that_nobody_answered()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var manager = await app.AsAsync("manager");
        using var dutch = await app.AsAsync("liaison.nl");
        var nl = await analyst.OrganisationAsync("NL");
        var id = (await analyst.PostAsync($"/api/v1/organisations/{nl}/contact-checks")).Expect(HttpStatusCode.Created).Text("id");
        app.Clock.Advance(TimeSpan.FromDays(5));
        await app.FireDueAlarmsAsync();
        await AgainAsync((dutch, "liaison.nl"), (analyst, "analyst"), (manager, "manager"));
        Assert.That(await KindsAsync(dutch), Is.EquivalentTo(new[] { "ContactCheckAsked", "ContactCheckReminder" }));
        Assert.That(await KindsAsync(analyst), Is.EqualTo(new[] { "ContactCheckMissed" }));
        Assert.That(await KindsAsync(manager), Is.EqualTo(new[] { "ContactCheckMissed" }));
        Assert.That((await analyst.GetAsync($"{Checks}/{id}")).Text("state"), Is.EqualTo("Missed"));
        (await dutch.PostAsync($"{Checks}/{id}/actions/answer")).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_planned_one_goes_out_when_the_proof_is_older_than_the_term_and_again_after_a_week_of_silence()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        using var analyst = await app.AsAsync("analyst");
        using var dutch = await app.AsAsync("liaison.nl");
        var nl = await admin.OrganisationAsync("NL");
        var organisation = await admin.GetAsync($"/api/v1/organisations/{nl}");
        (await admin.PatchAsync($"/api/v1/organisations/{nl}", new { checkEveryDays = 31 }, organisation.ETag)).ExpectInvalid("checkEveryDays");
        (await admin.PatchAsync($"/api/v1/organisations/{nl}", new { checkEveryDays = 30 }, organisation.ETag)).Expect(HttpStatusCode.OK);
        await PlanAsync(app);
        Assert.That(await CountAsync(analyst, nl), Is.Zero, "it answered twelve days ago");
        app.Clock.Advance(TimeSpan.FromDays(31));
        await PlanAsync(app);
        await PlanAsync(app);
        await AgainAsync((analyst, "analyst"));
        Assert.That(await CountAsync(analyst, nl), Is.EqualTo(1));
        app.Clock.Advance(TimeSpan.FromDays(8));
        await PlanAsync(app);
        await AgainAsync((analyst, "analyst"), (dutch, "liaison.nl"));
        var all = (await analyst.GetAsync($"{Checks}?organisation={nl}")).Items;
        Assert.That(all.Select(c => c!["state"]!.ToString()), Is.EqualTo(new[] { "Asked", "Superseded" }));
        (await dutch.PostAsync($"{Checks}/{all[1]!["id"]}/actions/answer")).ExpectProblem(HttpStatusCode.Conflict, "check-answered");
        (await dutch.PostAsync($"{Checks}/{all[0]!["id"]}/actions/answer")).Expect(HttpStatusCode.OK);
        app.Clock.Advance(TimeSpan.FromDays(8));
        await PlanAsync(app);
        await AgainAsync((analyst, "analyst"));
        Assert.That(await CountAsync(analyst, nl), Is.EqualTo(2), "it has answered");
    }

    [Test]
    public async Task Of_two_who_answer_at_once_one_has_answered()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var first = await app.AsAsync("liaison.nl");
        using var second = await app.HireAsync("second.nl", "LiaisonOfficer", "NL");
        var nl = await analyst.OrganisationAsync("NL");
        var id = (await analyst.PostAsync($"/api/v1/organisations/{nl}/contact-checks")).Expect(HttpStatusCode.Created).Text("id");
        var answers = await Task.WhenAll(first.PostAsync($"{Checks}/{id}/actions/answer"), second.PostAsync($"{Checks}/{id}/actions/answer"));
        Assert.That(answers.Select(a => (int)a.Status).Order(), Is.EqualTo(new[] { 200, 409 }));
    }

    [Test]
    public async Task Whoever_is_asked_twice_is_asked_once()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var dutch = await app.AsAsync("liaison.nl");
        var nl = await analyst.OrganisationAsync("NL");
        var first = (await analyst.PostAsync($"/api/v1/organisations/{nl}/contact-checks")).Expect(HttpStatusCode.Created).Text("id");
        var second = (await analyst.PostAsync($"/api/v1/organisations/{nl}/contact-checks")).Expect(HttpStatusCode.Created).Text("id");
        Assert.That((second, await CountAsync(analyst, nl), (await KindsAsync(dutch)).Count), Is.EqualTo((first, 1, 1)));
        await dutch.PostAsync($"{Checks}/{first}/actions/answer");
        Assert.That((await analyst.PostAsync($"/api/v1/organisations/{nl}/contact-checks")).Expect(HttpStatusCode.Created).Text("id"), Is.Not.EqualTo(first));
    }

    [Test]
    public async Task A_contact_that_gets_no_mail_of_ours_is_nobody_to_ask()
    {
        using var server = await MailServer.StartedAsync();
        await using var app = new TestApp(MailScene.Settings(server));
        using var analyst = await app.AsAsync("analyst");
        using var admin = await app.AsAsync("admin");
        var lone = (await admin.PostAsync("/api/v1/organisations", new { name = "Press house", kind = "Csirt", country = "CH", timeZone = "Europe/Zurich" })).Expect(HttpStatusCode.Created);
        var path = $"/api/v1/organisations/{lone.Text("id")}";
        (await admin.PatchAsync(path, new { checkEveryDays = 30 }, lone.ETag)).Expect(HttpStatusCode.OK);
        var press = (await admin.PostAsync("/api/v1/contact-points", new { organisationId = lone.Text("id"), purpose = "Press", name = "Desk", email = "press@partner.test" }))
            .Expect(HttpStatusCode.Created);
        (await analyst.PostAsync($"{path}/contact-checks")).ExpectProblem(HttpStatusCode.Conflict, "nobody-to-ask");
        await PlanAsync(app);
        Assert.That(await CountAsync(analyst, Guid.Parse(lone.Text("id"))), Is.Zero);
        (await admin.PatchAsync(press.Location!.ToString(), new { purpose = "AroundTheClock" }, press.ETag)).Expect(HttpStatusCode.OK);
        await PlanAsync(app);
        Assert.That(await CountAsync(analyst, Guid.Parse(lone.Text("id"))), Is.EqualTo(1));
    }

    [Test]
    public async Task A_request_of_the_kind_contact_check_proves_too()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var dutch = await app.AsAsync("liaison.nl");
        var incident = await analyst.ActiveCaseAsync();
        var request = await analyst.DraftAsync(incident, await analyst.NotifyAsync(incident, "NL"), "ContactCheck");
        await analyst.ActAsync($"requests/{request}", "send");
        var nl = await analyst.OrganisationAsync("NL");
        var before = (await analyst.GetAsync($"/api/v1/organisations/{nl}")).Text("provenAt");
        await dutch.ActAsync($"requests/{request}", "acknowledge");
        Assert.That((await analyst.GetAsync($"/api/v1/organisations/{nl}")).Text("provenAt"), Is.GreaterThan(before));
    }

    [Test]
    public async Task Whatever_a_liaison_officer_does_with_a_request_proves_the_organisation_but_no_contact_and_answers_no_check()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var dutch = await app.AsAsync("liaison.nl");
        var nl = await analyst.OrganisationAsync("NL");
        var contacts = await ContactProofsAsync(analyst, nl);
        var check = (await analyst.PostAsync($"/api/v1/organisations/{nl}/contact-checks")).Expect(HttpStatusCode.Created).Text("id");
        var filed = await dutch.FileAsync();
        var first = await analyst.GetAsync($"/api/v1/organisations/{nl}");
        Assert.That(first.Text("provenBy"), Is.EqualTo("ActedOnRequest"));
        Assert.That(DateTimeOffset.Parse(first.Text("provenAt"), System.Globalization.CultureInfo.InvariantCulture), Is.EqualTo(app.Clock.GetUtcNow()).Within(TimeSpan.FromMinutes(1)));
        Assert.That((await analyst.GetAsync($"{Checks}/{check}")).Text("state"), Is.EqualTo("Asked"), "its time is that of an answer");
        Assert.That(await ContactProofsAsync(analyst, nl), Is.EqualTo(contacts), "nobody wrote or called there");
        app.Clock.Advance(TimeSpan.FromMinutes(59));
        await dutch.ActAsync($"requests/{filed}", "withdraw", new { reason = "It was found here." });
        Assert.That((await analyst.GetAsync($"/api/v1/organisations/{nl}")).ETag, Is.EqualTo(first.ETag), "once an hour");
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await AgainAsync((analyst, "analyst"), (dutch, "liaison.nl"));
        await dutch.FileAsync(InboundSteps.Ask(tlp: "RED"));
        Assert.That((await analyst.GetAsync($"/api/v1/organisations/{nl}")).ETag, Is.EqualTo(first.ETag), "of what is RED nobody hears");
        await dutch.FileAsync();
        Assert.That((await analyst.GetAsync($"/api/v1/organisations/{nl}")).Text("provenAt"), Is.GreaterThan(first.Text("provenAt")));
    }

    [Test]
    public async Task Who_acts_every_day_is_asked_about_its_contacts_nevertheless()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        using var analyst = await app.AsAsync("analyst");
        using var dutch = await app.AsAsync("liaison.nl");
        var nl = await admin.OrganisationAsync("NL");
        (await admin.PatchAsync($"/api/v1/organisations/{nl}", new { checkEveryDays = 30 }, (await admin.GetAsync($"/api/v1/organisations/{nl}")).ETag)).Expect(HttpStatusCode.OK);
        app.Clock.Advance(TimeSpan.FromDays(31));
        await AgainAsync((analyst, "analyst"), (dutch, "liaison.nl"));
        await dutch.FileAsync();
        await PlanAsync(app);
        var check = (await analyst.GetAsync($"{Checks}?organisation={nl}")).Expect(HttpStatusCode.OK);
        Assert.That((check.Items.Count, check.Text("items.0.state")), Is.EqualTo((1, "Asked")));
        (await dutch.PostAsync($"{Checks}/{check.Text("items.0.id")}/actions/answer")).Expect(HttpStatusCode.OK);
        app.Clock.Advance(TimeSpan.FromDays(8));
        await PlanAsync(app);
        await AgainAsync((analyst, "analyst"), (admin, "admin"));
        Assert.That(await CountAsync(analyst, nl), Is.EqualTo(1), "it has answered for all of them");
        (await admin.PostAsync("/api/v1/contact-points", new { organisationId = nl, purpose = "Technical", name = "New desk", phone = "+31 70 555 0100" })).Expect(HttpStatusCode.Created);
        await PlanAsync(app);
        Assert.That(await CountAsync(analyst, nl), Is.EqualTo(2), "one that nobody has proven");
    }

    [Test]
    public async Task One_within_a_RED_case_proves_nothing_in_public()
    {
        await using var app = new TestApp();
        using var manager = await app.AsAsync("manager");
        using var dutch = await app.AsAsync("liaison.nl");
        var incident = await manager.ActiveCaseAsync(Cases.NewIncident(tlp: "RED", named: [await dutch.MyIdAsync()]));
        var request = await manager.DraftAsync(incident, await manager.NotifyAsync(incident, "NL"), "ContactCheck", "RED");
        await manager.ActAsync($"requests/{request}", "send");
        var nl = await manager.OrganisationAsync("NL");
        var (before, contacts) = ((await manager.GetAsync($"/api/v1/organisations/{nl}")).ETag, await ContactProofsAsync(manager, nl));
        await dutch.ActAsync($"requests/{request}", "acknowledge");
        Assert.That((await manager.GetAsync($"/api/v1/organisations/{nl}")).ETag, Is.EqualTo(before));
        Assert.That(await ContactProofsAsync(manager, nl), Is.EqualTo(contacts));
    }

    [Test]
    public async Task What_is_noted_by_hand_needs_a_word_and_proves_the_one_contact()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var dutch = await app.AsAsync("liaison.nl");
        var br = await analyst.OrganisationAsync("BR");
        var contact = (await analyst.GetAsync($"/api/v1/contact-points?organisation={br}")).Items[0]!["id"]!.ToString();
        var path = $"/api/v1/contact-points/{contact}/actions/prove";
        (await analyst.PostAsync(path, new { by = "NotedByHand" })).ExpectInvalid("note");
        (await analyst.PostAsync(path, new { by = "ContactCheck", note = "x" })).ExpectInvalid("by");
        (await analyst.PostAsync(path, new { by = "ActedOnRequest", note = "x" })).ExpectInvalid("by");
        (await analyst.PostAsync(path, new { by = "NotedByHand", note = "A call", at = TestApp.Start.AddDays(2) })).ExpectInvalid("at");
        (await dutch.PostAsync(path, new { by = "NotedByHand", note = "A call" })).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        var noted = (await analyst.PostAsync(path, new { by = "MailAnswered", note = "The desk wrote back" })).Expect(HttpStatusCode.OK);
        Assert.That((noted.Text("provenBy"), noted.Text("proofNote")), Is.EqualTo(("MailAnswered", "The desk wrote back")));
        Assert.That((await analyst.GetAsync($"/api/v1/organisations/{br}")).Text("provenBy"), Is.EqualTo("MailAnswered"));
    }

    private static async Task<List<string?>> ContactProofsAsync(ApiClient client, Guid organisation) =>
        [.. (await client.GetAsync($"/api/v1/contact-points?organisation={organisation}")).Items.Select(c => c!["provenAt"]?.ToString())];

    /// <summary>Tokens do not last for days.</summary>
    private static async Task AgainAsync(params (ApiClient Client, string Name)[] people)
    {
        foreach (var (client, name) in people)
        {
            await client.SignInAsync($"{name}@demo.test", TestApp.Password);
        }
    }

    private static Task<int> PlanAsync(TestApp app) => app.Services.GetRequiredService<ContactCheckPlanner>().RunAsync(CancellationToken.None);

    private static async Task<int> CountAsync(ApiClient client, Guid organisation) =>
        (await client.GetAsync($"{Checks}?organisation={organisation}")).Expect(HttpStatusCode.OK).Items.Count;

    private static async Task<IReadOnlyList<string>> KindsAsync(ApiClient client) =>
        [.. (await client.GetAsync("/api/v1/notifications")).Items.Select(n => n!["kind"]!.ToString())];
}
