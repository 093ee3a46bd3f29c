using System.Net;
using CyberIncidents.FunctionalTests.FollowUps;
using CyberIncidents.FunctionalTests.Support;
using static CyberIncidents.FunctionalTests.Clocks.ClockSteps;

namespace CyberIncidents.FunctionalTests.Clocks;

/// <summary>Several clocks of law on one case, and how one stage begins the next.</summary>
public sealed class CaseClockTests
{
    private static readonly string[] Nis2 = ["nis2-early-warning", "nis2-notification"];

    [Test]
    public async Task Clocks_stand_side_by_side_and_a_submitted_stage_begins_the_next()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var incident = await analyst.ActiveCaseAsync();
        var aware = TestApp.Start.AddHours(-2);
        (await analyst.PostAsync($"/api/v1/incidents/{incident}/clocks", new { rules = Nis2, at = aware })).Expect(HttpStatusCode.Created);
        var clocks = await analyst.ClocksAsync(incident);
        Assert.That(clocks.Select(c => DateTimeOffset.Parse(c!["dueAt"]!.ToString(), System.Globalization.CultureInfo.InvariantCulture)),
            Is.EqualTo(new[] { aware.AddHours(24), aware.AddHours(72) }));

        await analyst.ActAsync($"incidents/{incident}/clocks/{clocks[0]!["id"]}", "submit");
        app.Clock.Advance(TimeSpan.FromMinutes(30));
        await analyst.ActAsync($"incidents/{incident}/clocks/{clocks[1]!["id"]}", "submit");
        var after = await analyst.ClocksAsync(incident);
        Assert.That(after.Select(c => $"{c!["rule"]} {c["word"]}"), Is.EquivalentTo(new[] { "nis2-early-warning Met", "nis2-notification Met", "nis2-final Running" }));
        var final = after.Single(c => c!["rule"]!.ToString() == "nis2-final")!;
        Assert.That(DateTimeOffset.Parse(final["dueAt"]!.ToString(), System.Globalization.CultureInfo.InvariantCulture), Is.EqualTo(Utc(4, 2, 3, 30)).Within(TimeSpan.FromMinutes(1)), "a calendar month");
    }

    [Test]
    public async Task The_owner_is_reminded_and_the_managers_are_told_when_it_has_run_out()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var incident = await analyst.ActiveCaseAsync();
        (await analyst.PostAsync($"/api/v1/incidents/{incident}/clocks", new { rules = new[] { "id-iiv-report" } })).Expect(HttpStatusCode.Created);
        await app.FireAtAsync(TestApp.Start.AddHours(20));
        using (var owner = await app.AsAsync("analyst"))
        {
            Assert.That((await owner.GetAsync("/api/v1/notifications")).Items.Count(n => n!["kind"]!.ToString() == "ClockReminder"), Is.EqualTo(2));
        }

        await app.FireAtAsync(TestApp.Start.AddHours(30));
        using var manager = await app.AsAsync("manager");
        Assert.That((await manager.GetAsync("/api/v1/notifications")).Items.Count(n => n!["kind"]!.ToString() == "ClockDue"), Is.EqualTo(1));
        Assert.That((await manager.ClocksAsync(incident))[0]!["word"]!.ToString(), Is.EqualTo("Late"));
        await app.EnsureAuditIntactAsync();
    }

    [Test]
    public async Task A_case_is_not_closed_over_running_clocks_unless_that_is_chosen()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var incident = await analyst.ActiveCaseAsync();
        (await analyst.PostAsync($"/api/v1/incidents/{incident}/clocks", new { rules = Nis2 })).Expect(HttpStatusCode.Created);
        await analyst.ActAsync($"incidents/{incident}", "resolve", new { outcome = "Mitigated" });
        var refused = (await analyst.PostAsync($"/api/v1/incidents/{incident}/actions/close", new { summary = "Done." })).ExpectProblem(HttpStatusCode.Conflict, "open-follow-ups");
        Assert.That(refused.Body, Does.Contain("Early warning"));
        await analyst.ActAsync($"incidents/{incident}", "close", new { summary = "Done.", cancelFollowUps = true });
        Assert.That((await analyst.ClocksAsync(incident)).Select(c => c!["word"]!.ToString()), Is.All.EqualTo("Cancelled"));
        await app.FireAtAsync(TestApp.Start.AddDays(9));
        using var manager = await app.AsAsync("manager");
        Assert.That((await manager.GetAsync("/api/v1/notifications")).Body, Does.Not.Contain("Clock"));
    }

    [Test]
    public async Task Bad_input_names_its_field()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var incident = await analyst.ActiveCaseAsync();
        var path = $"/api/v1/incidents/{incident}/clocks";
        (await analyst.PostAsync(path, new { rules = Array.Empty<string>() })).ExpectInvalid("rules");
        (await analyst.PostAsync(path, new { rules = new[] { "no-such-rule" } })).ExpectInvalid("rules");
        (await analyst.PostAsync(path, new { rules = new[] { "default-information-normal" } })).ExpectInvalid("rules");
        (await analyst.PostAsync(path, new { rules = Nis2, at = TestApp.Start.AddDays(1) })).ExpectInvalid("at");
        (await analyst.PostAsync(path, new { rules = new[] { "nis2-final" } })).ExpectInvalid("at");
        (await analyst.PostAsync(path, new { rules = Nis2 })).Expect(HttpStatusCode.Created);
        (await analyst.PostAsync(path, new { rules = Nis2 })).ExpectProblem(HttpStatusCode.Conflict, "clock-runs");
        var clock = (await analyst.ClocksAsync(incident))[0]!["id"];
        (await analyst.PostAsync($"{path}/{clock}/actions/submit", new { at = TestApp.Start.AddDays(-9) })).ExpectInvalid("at");
        await analyst.ActAsync($"incidents/{incident}/clocks/{clock}", "cancel");
        (await analyst.PostAsync($"{path}/{clock}/actions/submit", null)).ExpectProblem(HttpStatusCode.Conflict, "clock-ended");
    }
}
