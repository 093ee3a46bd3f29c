using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Sharing;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.Infrastructure.Identity;
using CyberIncidents.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.FunctionalTests.Sharing;

/// <summary>Everything that leaves has a number, and what left under an earlier version gets one.</summary>
public sealed class ReleaseNumberTests
{
    [Test]
    public async Task Each_way_out_counts_per_counterpart()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (incident, _, _) = await analyst.SentRequestAsync();
        await analyst.NotifyAsync(incident, "SG");
        var numbers = (await analyst.GetAsync($"/api/v1/incidents/{incident}/releases?sort=createdAt")).Items.Select(r => r!["number"]!.ToString());
        Assert.That(numbers, Is.EqualTo(new[] { "RL-2026-NL-0001", "RL-2026-NL-0002", "RL-2026-SG-0001" }));
    }

    [Test]
    public async Task What_left_before_there_were_numbers_is_numbered_in_its_order_and_once()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (incident, _, _) = await analyst.SentRequestAsync();
        var path = $"/api/v1/incidents/{incident}/releases?sort=createdAt";
        var before = (await analyst.GetAsync(path)).Items.Select(r => r!["items"]![0]!["sha256"]!.ToString()).ToList();
        await AsSystemAsync(app, async (services, token) =>
        {
            // As the migration leaves them.
            var db = services.GetRequiredService<ContextLease>().Context;
            await db.Database.ExecuteSqlRawAsync("UPDATE Releases SET Number = '', DecidedAt = NULL", token);
            await db.Database.ExecuteSqlRawAsync("UPDATE ReleaseItems SET Sha256 = ''", token);
            await db.Database.ExecuteSqlRawAsync("DELETE FROM ReferenceCounters WHERE Series LIKE 'RL-%'", token);
            return 0;
        });
        Task<int> Adopt() => AsSystemAsync(app, async (services, token) =>
            (await services.GetRequiredService<IDispatcher>().SendAsync(new AdoptReleasesCommand(), token)).Releases);
        Assert.That(await Adopt(), Is.EqualTo(2));
        Assert.That(await Adopt(), Is.Zero);
        var after = (await analyst.GetAsync(path)).Items;
        Assert.That(after.Select(r => r!["number"]!.ToString()), Is.EqualTo(new[] { "RL-2026-NL-0001", "RL-2026-NL-0002" }));
        Assert.That(after.Select(r => r!["items"]![0]!["sha256"]!.ToString()), Is.EqualTo(before));
        Assert.That(after.Select(r => r!["decidedAt"]), Has.None.Null);
    }

    private static Task<int> AsSystemAsync(TestApp app, Func<IServiceProvider, CancellationToken, Task<int>> work) =>
        app.Services.GetRequiredService<IServiceScopeFactory>().AsSystemAsync(work, CancellationToken.None);
}
