using System.Net;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests;

/// <summary>The story of the product, by three people over HTTP.</summary>
public sealed class StoryTests
{
    [Test]
    public async Task A_cross_border_incident_goes_from_log_to_answer_and_its_follow_up_fires()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var manager = await app.AsAsync("manager");
        using var liaison = await app.AsAsync("liaison.nl");

        // 1. Log, with three partner countries and a follow-up.
        var logged = (await analyst.PostAsync("/api/v1/incidents", new
        {
            title = "Recruitment of members through an encrypted chat channel",
            summary = "Members are recruited in a closed channel.",
            classification = new { @class = "abusive-content", type = "harmful-speech" },
            terroristUse = new[] { "recruitment" },
            severity = "High",
            tlp = "AMBER",
            partners = new object[]
            {
                new { country = "NL", roles = new[] { "HostsInfrastructure" } },
                new { country = "SG", roles = new[] { "SuspectLocated" } },
                new { country = "AU", roles = new[] { "VictimLocated" } },
            },
        })).Expect(HttpStatusCode.Created);
        var reference = logged.Text("reference");
        Assert.That(reference, Is.EqualTo("CI-2026-000001"));
        Assert.That(logged.Location!.ToString(), Is.EqualTo($"/api/v1/incidents/{reference}"));
        Assert.That(
            logged.At("participations")!.AsArray().Select(p => p!["organisation"]!["name"]!.ToString()),
            Is.EqualTo(new[]
            {
                "National CSIRT of the Netherlands (demo)", "National CSIRT of Singapore (demo)", "National CSIRT of Australia (demo)",
            }));
        var followUp = (await analyst.PostAsync($"/api/v1/incidents/{reference}/follow-ups", new
        {
            title = "Call the Dutch duty officer",
            dueAt = TestApp.Start.AddHours(48),
            timeZone = "Asia/Jakarta",
            reminders = new[] { "-P1D" },
        })).Expect(HttpStatusCode.Created).Text("id");

        // 2. Triage, activate, notify, ask.
        Assert.That((await analyst.ActAsync($"incidents/{reference}", "triage")).Text("status"), Is.EqualTo("Triaged"));
        await analyst.ActAsync($"incidents/{reference}", "activate");
        await analyst.NotifyAsync(reference, "NL", "A chat channel on a server in your country");
        var participation = (await analyst.ParticipationAsync(reference, "NL"))["id"]!.ToString();
        var request = await analyst.DraftAsync(reference, participation, dueAt: TestApp.Start.AddHours(96));
        Assert.That(request, Is.EqualTo("RQ-2026-NL-0001"));
        (await liaison.GetAsync($"/api/v1/requests/{request}")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        await analyst.ActAsync($"requests/{request}", "send");

        // 3. The liaison officer sees what was shared and nothing else.
        var shared = (await liaison.GetAsync($"/api/v1/incidents/{reference}")).Expect(HttpStatusCode.OK);
        Assert.That(shared.Text("sharedTitle"), Is.EqualTo("A chat channel on a server in your country"));
        Assert.That(shared.Body, Does.Not.Contain("Recruitment").And.Not.Contain("SG").And.Not.Contain("severity"));
        Assert.That((await liaison.GetAsync("/api/v1/incidents")).Items, Has.Count.EqualTo(1));
        Assert.That((await liaison.GetAsync($"/api/v1/incidents/{reference}/participations")).Items, Has.Count.EqualTo(1));
        Assert.That((await liaison.GetAsync("/api/v1/requests")).Items, Has.Count.EqualTo(1));
        await liaison.ActAsync($"requests/{request}", "acknowledge");
        Assert.That((await analyst.ParticipationAsync(reference, "NL"))["state"]!.ToString(), Is.EqualTo("Engaged"));
        await liaison.ActAsync($"requests/{request}", "ask", new { note = "Which server?" });
        await analyst.ActAsync($"requests/{request}", "clarify", new { note = "192.0.2.17" });
        var answered = await liaison.ActAsync($"requests/{request}", "answer", new { outcome = "Fulfilled", note = "A rented server.", theirReference = "NCSC-77" });
        Assert.That(answered.Text("state"), Is.EqualTo("Answered"));

        // 4. The follow-up fires: reminder, due, overdue.
        app.Clock.Advance(TimeSpan.FromHours(24));
        await app.FireDueAlarmsAsync();
        app.Clock.Advance(TimeSpan.FromHours(24));
        await app.FireDueAlarmsAsync();
        app.Clock.Advance(TimeSpan.FromHours(24));
        await app.FireDueAlarmsAsync();
        using var analystLater = await app.AsAsync("analyst");
        using var managerLater = await app.AsAsync("manager");
        Assert.That((await analystLater.GetAsync($"/api/v1/follow-ups/{followUp}")).Text("overdue"), Is.EqualTo("true"));
        Assert.That(Kinds(await analystLater.GetAsync("/api/v1/notifications")), Is.EqualTo(new[]
        {
            "FollowUpOverdue", "FollowUpDue", "FollowUpReminder", "RequestAnswered", "RequestClarificationAsked", "RequestAcknowledged",
        }));
        Assert.That(Kinds(await managerLater.GetAsync("/api/v1/notifications")), Is.EqualTo(new[] { "FollowUpOverdue" }));

        // 5. The manager reads the figures; each list has as many rows.
        await DashboardTests.EnsureFiguresMatchListsAsync(managerLater);

        // 6. Accept, resolve, close; illegal moves name the legal ones; the audit says who did what.
        var illegal = (await analystLater.PostAsync($"/api/v1/requests/{request}/actions/send")).ExpectProblem(HttpStatusCode.Conflict, "illegal-move");
        Assert.That(illegal.At("allowed")!.AsArray().Select(a => a!.ToString()), Is.EqualTo(new[] { "accept", "return" }));
        await analystLater.ActAsync($"requests/{request}", "accept");
        await analystLater.ActAsync($"incidents/{reference}", "resolve", new { outcome = "ContentRemoved" });
        (await analystLater.PostAsync($"/api/v1/incidents/{reference}/actions/close", new { summary = "Done." }))
            .ExpectProblem(HttpStatusCode.Conflict, "open-follow-ups");
        await analystLater.ActAsync($"follow-ups/{followUp}", "complete");
        await analystLater.ActAsync($"incidents/{reference}", "close", new { summary = "The server was taken down." });
        var history = (await managerLater.GetAsync($"/api/v1/incidents/{reference}/audit?limit=200")).Expect(HttpStatusCode.OK);
        var acts = history.Items.Select(l => $"{l!["actor"]?["name"]} {l["subjectType"]} {l["action"]}").ToList();
        Assert.That(acts, Does.Contain("Ayu Analyst (demo) Incident log"));
        Assert.That(acts, Does.Contain("Noor Liaison (demo) Request answer"));
        Assert.That(acts, Does.Contain("Ayu Analyst (demo) Incident close"));
        using var admin = await app.AsAsync("admin");
        Assert.That((await admin.GetAsync("/api/v1/audit/verify")).Text("intact"), Is.EqualTo("true"));
    }

    private static List<string> Kinds(Answer notices) =>
        [.. notices.Expect(HttpStatusCode.OK).Items.Select(n => n!["kind"]!.ToString())];
}
