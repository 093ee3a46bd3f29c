using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Notices;
using CyberIncidents.FunctionalTests.Support;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.FunctionalTests.FollowUps;

/// <summary>Exactly once, whoever else drains.</summary>
[RequiresSqlite]
public sealed class ConcurrentDrainsTests
{
    private static readonly DateTimeOffset DueAt = TestApp.Start.AddMinutes(40);

    [Test]
    public async Task Several_drains_of_one_host_fire_each_alarm_once()
    {
        await using var app = new TestApp();
        var ids = await ScheduleAsync(app, 60);
        app.Clock.SetUtcNow(DueAt);
        var fired = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => app.FireDueAlarmsAsync()));
        Assert.That(fired.Sum(), Is.EqualTo(60));
        await EnsureOnceAsync(app, ids);
    }

    [Test]
    public async Task Three_hosts_on_one_file_fire_each_alarm_once()
    {
        await using var app = new TestApp();
        var ids = await ScheduleAsync(app, 150);
        app.Clock.SetUtcNow(DueAt);
        await using var second = app.Neighbour();
        await using var third = app.Neighbour();
        TestApp[] hosts = [app, second, third];
        await Task.WhenAll(hosts.Select(h => h.FireDueAlarmsAsync()).Concat(hosts.Select(h => h.FireDueAlarmsAsync())));
        await EnsureOnceAsync(app, ids);
    }

    private static async Task<List<Guid>> ScheduleAsync(TestApp app, int count)
    {
        using var analyst = await app.AsAsync("analyst");
        var reference = await analyst.ActiveCaseAsync();
        return [.. await Task.WhenAll(Enumerable.Range(0, count).Select(_ => analyst.ScheduleAsync(reference, DueAt)))];
    }

    private static async Task EnsureOnceAsync(TestApp app, List<Guid> ids)
    {
        foreach (var id in ids)
        {
            Assert.That(await app.NoticesAsync(id), Is.EqualTo(new[] { "FollowUpDue analyst" }));
            Assert.That(await app.ActsAsync(id), Is.EqualTo(new[] { "schedule", "fall-due,tell-due" }));
            Assert.That((await app.AlarmAsync(id, AlarmKind.FollowUpDue)).FiredAt, Is.Not.Null);
        }

        await using var db = app.Database();
        var notices = await db.Set<Notice>().GroupBy(n => new { n.CauseId, n.RecipientId, n.Kind }).Select(g => g.Count()).ToListAsync();
        Assert.That(notices, Has.Count.EqualTo(ids.Count).And.All.EqualTo(1));
        Assert.That(await db.Set<FollowUp>().CountAsync(f => f.State == FollowUpState.Due), Is.EqualTo(ids.Count));
        await app.EnsureAuditIntactAsync();
    }
}
