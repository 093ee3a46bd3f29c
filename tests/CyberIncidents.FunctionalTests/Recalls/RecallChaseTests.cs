using CyberIncidents.FunctionalTests.FollowUps;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Recalls;

/// <summary>Who has not confirmed a recall is chased; who has is left in peace.</summary>
public sealed class RecallChaseTests
{
    [Test]
    public async Task A_receiver_is_reminded_then_the_owner_hears_then_the_managers_each_once()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (_, _, _, release) = await analyst.ReleasedAsync();
        var recall = Guid.Parse(await analyst.RecallAsync(release));
        var alarms = await app.AlarmsOfAsync(recall.ToString());
        // A Monday in Amsterdam: three working days later is Thursday.
        Assert.That(alarms.Select(a => $"{a.Kind} {a.FireAt:ddd}"), Is.EqualTo(new[] { "RecallReminder Tue", "RecallDue Thu", "RecallOverdue Fri" }));
        foreach (var alarm in alarms)
        {
            Assert.That(await app.FireAtAsync(alarm.FireAt.AddSeconds(-1)), Is.Zero);
            Assert.That(await app.FireAtAsync(alarm.FireAt), Is.EqualTo(1));
            Assert.That(await app.FireDueAlarmsAsync(), Is.Zero);
        }

        Assert.That(await app.NoticesAsync(recall), Is.EquivalentTo(new[]
        {
            "RecallReceived liaison.nl", "RecallReminder liaison.nl", "RecallOverdue liaison.nl", "RecallOverdue analyst",
            "RecallOverdue liaison.nl", "RecallOverdue analyst", "RecallOverdue manager",
        }));
        await app.EnsureAuditIntactAsync();
    }

    [Test]
    public async Task Who_has_confirmed_is_not_chased()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var nl = await app.AsAsync("liaison.nl");
        var (_, _, _, release) = await analyst.ReleasedAsync();
        var recall = await analyst.RecallAsync(release);
        await nl.ActAsync($"releases/{release}", "confirm-destroyed");
        Assert.That((await app.AlarmsOfAsync(recall)).Select(a => a.CancelledAt), Has.None.Null);
        Assert.That(await app.FireAtAsync(TestApp.Start.AddDays(30)), Is.Zero);
        Assert.That(await app.NoticesAsync(Guid.Parse(recall)), Is.EqualTo(new[] { "RecallReceived liaison.nl", "RecallAnswered analyst" }));
    }

    [Test]
    public async Task What_fell_due_while_the_server_was_off_is_made_up_for_in_its_order()
    {
        await using var app = new TestApp(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Recalls:ConfirmWithinDays"] = "1" });
        using var analyst = await app.AsAsync("analyst");
        var (_, _, _, release) = await analyst.ReleasedAsync();
        var recall = await analyst.RecallAsync(release);
        Assert.That(await app.FireAtAsync(TestApp.Start.AddDays(9)), Is.EqualTo(3));
        Assert.That(await app.FireDueAlarmsAsync(), Is.Zero);
        var kinds = (await app.NoticesAsync(Guid.Parse(recall))).Select(n => n.Split(' ')[0]).ToList();
        Assert.That(kinds[..2], Is.EqualTo(new[] { "RecallReceived", "RecallReminder" }));
        Assert.That(kinds, Has.Count.EqualTo(7));
    }
}
