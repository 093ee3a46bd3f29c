using CyberIncidents.FunctionalTests.AtHome;
using CyberIncidents.FunctionalTests.Requests;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Mail;

/// <summary>Requests without a case are in the daily mail of whoever answers for them, who also hears of a mail that came back.</summary>
public sealed class TaskMailTests
{
    // 08:00 in Jakarta, the next day.
    private static readonly DateTimeOffset Eight = new(2026, 3, 3, 1, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task A_task_that_is_late_and_what_a_partner_asks_are_in_the_daily_mail_and_a_bounce_is_told()
    {
        await using var scene = await MailScene.BuildAsync();
        using var sg = await scene.App.AsAsync("liaison.sg");
        (await scene.Analyst.PatchAsync("/api/v1/me", new { digest = true, language = "en" }, null)).Expect(System.Net.HttpStatusCode.OK);
        var asked = await sg.FileAsync(InboundSteps.Ask(dueAt: Eight.AddHours(10)));
        await scene.Analyst.ActAsync($"requests/{asked}", "triage");
        scene.Server.Refuse("stakeholder.police@demo.test");
        var police = await scene.Analyst.AuthorityAsync("Police");
        await scene.Analyst.ActAsync($"requests/{asked}", "assign-stakeholder", new { organisationId = police, task = "Find out", dueAt = TestApp.Start.AddHours(2) });
        var task = (await scene.Analyst.GetAsync($"/api/v1/requests/{asked}/tasks")).Text("items.0.reference");
        await scene.PumpAsync();
        Assert.That(await scene.App.ToldAsync(task), Does.Contain("MailUndelivered analyst"));
        var told = (await scene.Analyst.GetAsync("/api/v1/notifications")).Items.Single(n => n!["kind"]!.ToString() == "MailUndelivered");
        Assert.That(told!["text"]!.ToString(), Does.StartWith($"{task}: a mail to "));
        scene.App.Clock.SetUtcNow(Eight);
        await scene.MakeDigestsAsync();
        await scene.PumpAsync();
        var mail = scene.Server.Mails.Single(m => m.To.Contains("analyst@demo.test"));
        Assert.That(mail.Text, Does.Contain($"{task} – overdue since").And.Contain(" / SG-77/2026 – due").And.Contain(asked));
    }
}
