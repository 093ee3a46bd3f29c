using System.Net;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.FunctionalTests.FollowUps;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.Infrastructure.Identity;
using CyberIncidents.Infrastructure.Persistence;
using CyberIncidents.Infrastructure.Seeding;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.FunctionalTests.Agreements;

/// <summary>What somebody here decided outlives the seeds of the next release.</summary>
public sealed class AgreementSeedTests
{
    [Test]
    public async Task An_agreement_that_was_taken_off_the_register_stays_off_it_and_the_seeds_keep_the_others()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        const string Path = "/api/v1/agreements/budapest";
        (await analyst.PatchAsync(Path, new { retired = true }, (await analyst.GetAsync(Path)).ETag)).Expect(HttpStatusCode.OK);
        await using (var db = app.Database())
        {
            await db.Database.ExecuteSqlRawAsync("UPDATE SeedHistory SET Hash = 'another release' WHERE Name = 'reference/agreements.json'");
            await db.Database.ExecuteSqlRawAsync("UPDATE Agreements SET TitleEn = 'Of an older release' WHERE Code IN ('budapest', 'un-norms')");
        }

        await SeedAsync(app);
        var gone = (await analyst.GetAsync(Path)).Expect(HttpStatusCode.OK);
        Assert.That((gone.Text("retired"), gone.Text("editedHere"), gone.Text("title")), Is.EqualTo(("true", "true", "Of an older release")));
        Assert.That((await analyst.GetAsync("/api/v1/agreements/un-norms")).Text("title"), Is.Not.EqualTo("Of an older release"));
    }

    [Test]
    public async Task What_the_seeds_take_off_the_register_nobody_is_reminded_of_any_more()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var made = (await analyst.PostAsync("/api/v1/agreements", new
        {
            code = "memo", titleEn = "Memorandum", titleId = "Nota", kind = "Memorandum", reach = "Bilateral", source = "Signed 2025", owner = await analyst.MyIdAsync(), renewOn = "2026-06-01",
        })).Expect(HttpStatusCode.Created);
        await using (var db = app.Database())
        {
            await db.Database.ExecuteSqlRawAsync("UPDATE SeedHistory SET Hash = 'another release' WHERE Name = 'reference/agreements.json'");
            await db.Database.ExecuteSqlRawAsync("UPDATE Agreements SET EditedHere = 0 WHERE Code = 'memo'");
        }

        await SeedAsync(app);
        Assert.That((await analyst.GetAsync("/api/v1/agreements/memo")).Text("retired"), Is.EqualTo("true"));
        Assert.That((await app.FollowUpAsync(Guid.Parse(made.Text("followUpId")))).State, Is.EqualTo(FollowUpState.Cancelled));
    }

    private static Task<bool> SeedAsync(TestApp app) =>
        app.Services.GetRequiredService<IServiceScopeFactory>().AsSystemAsync(
            (services, token) => services.GetRequiredService<ReferenceSeeder>().SeedAsync(services.GetRequiredService<ContextLease>().Context, token), CancellationToken.None);
}
