using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.ArchitectureTests.Support;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.ArchitectureTests;

/// <summary>Nothing is written outside the lane, nothing is read without a viewer.</summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public sealed class SaveTests
{
    private TestHost _host = null!;

    private ContextFactory Contexts => _host.Services.GetRequiredService<ContextFactory>();

    [OneTimeSetUp]
    public void Start() => _host = new TestHost();

    [OneTimeTearDown]
    public void Stop() => _host.Dispose();

    [Test]
    public async Task A_save_on_a_leased_context_throws()
    {
        await using var db = Contexts.Lease(Viewer.System);
        db.Add(Counter("CI-1999"));
        Assert.That(() => db.SaveChangesAsync(), Throws.InvalidOperationException.With.Message.Contains("write lane"));
    }

    [Test]
    public async Task A_save_on_a_context_that_nobody_leased_throws()
    {
        await using var db = Contexts.ForMigration();
        db.Add(Counter("CI-1998"));
        Assert.That(() => db.SaveChangesAsync(), Throws.InvalidOperationException.With.Message.Contains("write lane"));
    }

    [Test]
    public async Task A_save_that_waits_for_the_disk_throws_everywhere()
    {
        await RunAsync(services =>
        {
            var db = services.GetRequiredService<ContextLease>().Context;
            db.Add(Counter("CI-1997"));
            Assert.That(() => db.SaveChanges(), Throws.InvalidOperationException);
            db.ChangeTracker.Clear();
            return Task.CompletedTask;
        });
    }

    [Test]
    public async Task A_save_inside_the_lane_is_written()
    {
        await RunAsync(async services =>
        {
            var db = services.GetRequiredService<ContextLease>().Context;
            db.Add(Counter("CI-1996"));
            await db.SaveChangesAsync();
        });
        await using var reader = Contexts.Lease(Viewer.System);
        Assert.That(await reader.Set<ReferenceCounter>().AnyAsync(c => c.Series == "CI-1996"), Is.True);
    }

    [Test]
    public async Task The_guard_is_what_stops_a_save()
    {
        // The known-bad sample: the same save on options that forgot the guard goes through.
        var settings = _host.Services.GetRequiredService<DatabaseSettings>();
        await using var unguarded = new AppDbContext(new DbContextOptionsBuilder<AppDbContext>().UseSqlite(settings.ConnectionString).Options);
        unguarded.Add(Counter("CI-1995"));
        Assert.That(await unguarded.SaveChangesAsync(), Is.EqualTo(1));
    }

    [Test]
    public void A_context_keeps_its_guard_on_both_databases([Values] DatabaseProvider provider)
    {
        using var db = Models.Context(provider);
        Assert.That(() => db.SaveChangesAsync(), Throws.InvalidOperationException.With.Message.Contains("write lane"));
    }

    [Test]
    public async Task A_save_for_a_preview_throws_also_inside_the_lane()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IViewerAccessor>().Current = Viewer.PreviewAs(Guid.NewGuid());
        var runner = scope.ServiceProvider.GetRequiredService<ITransactionRunner>();
        Assert.That(
            () => runner.RunAsync(
                (services, token) =>
                {
                    var db = services.GetRequiredService<ContextLease>().Context;
                    db.Add(Counter("CI-1994"));
                    return db.SaveChangesAsync(token);
                },
                CancellationToken.None),
            Throws.InvalidOperationException.With.Message.Contains("write lane"));
    }

    [Test]
    public void A_lease_without_a_viewer_throws() =>
        Assert.That(() => Contexts.Lease(null), Throws.InvalidOperationException.With.Message.Contains("viewer"));

    [Test]
    public async Task A_lease_in_a_scope_without_a_viewer_throws()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IAppDb>();
        Assert.That(() => db.Incidents, Throws.InvalidOperationException.With.Message.Contains("viewer"));
    }

    [Test]
    public async Task A_context_that_was_given_back_does_not_keep_its_viewer()
    {
        await using (var first = Contexts.Lease(Viewer.System))
        {
            Assert.That(first.SeesAll, Is.True);
        }

        Assert.That(() => Contexts.Lease(null), Throws.InvalidOperationException);
    }

    [Test]
    public async Task A_context_without_a_viewer_shows_no_row()
    {
        await RunAsync(async services =>
        {
            var db = services.GetRequiredService<ContextLease>().Context;
            var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
            var someone = Guid.CreateVersion7(now);
            db.Add(new FollowUp(new FollowUpPlan(null, null, Tlp.Clear, null, "Call", now.AddDays(1), "Asia/Jakarta", [], TimeSpan.FromHours(1)), someone, someone, now));
            await db.SaveChangesAsync();
        });
        await using var seeing = Contexts.Lease(Viewer.System);
        await using var blind = Contexts.Lease(Viewer.System);
        blind.Viewer = null;
        await Assert.MultipleAsync(async () =>
        {
            Assert.That(await seeing.Set<FollowUp>().CountAsync(), Is.GreaterThan(0));
            Assert.That(await seeing.Set<Alarm>().CountAsync(), Is.GreaterThan(0));
            Assert.That(await blind.Set<FollowUp>().CountAsync(), Is.Zero);
            Assert.That(await blind.Set<Alarm>().CountAsync(), Is.Zero);
        });
    }

    private static ReferenceCounter Counter(string series) => new() { Series = series, Value = 1 };

    private async Task RunAsync(Func<IServiceProvider, Task> work)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IViewerAccessor>().Current = Viewer.System;
        await scope.ServiceProvider.GetRequiredService<ITransactionRunner>().RunAsync(
            async (services, _) =>
            {
                await work(services);
                return 0;
            },
            CancellationToken.None);
    }
}
