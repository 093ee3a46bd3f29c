using System.Net;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.FunctionalTests.Robustness;

/// <summary>What somebody did with an agreement outlives new seeds, and what nobody touched follows them.</summary>
public sealed class AgreementSeedTests
{
    private const string Agreements = "/api/v1/agreements";

    [Test]
    public async Task An_edit_outlives_new_seeds_and_the_rest_follows_them()
    {
        using var file = new CaseFile();
        using (var server = await ServerProcess.StartAsync(file))
        {
            using var analyst = await server.AsAsync("analyst");
            var asean = (await analyst.GetAsync($"{Agreements}/asean-mlat")).Expect(HttpStatusCode.OK);
            (await analyst.PatchAsync($"{Agreements}/asean-mlat", new { parties = new[] { new { country = "ID" } } }, asean.ETag)).Expect(HttpStatusCode.OK);
            server.Kill();
        }

        using (var db = new AppDbContext(DesignTimeOptions.For(new DatabaseSettings(DatabaseProvider.Sqlite, $"Data Source={file.Database};Pooling=False", null))))
        {
            await db.Database.ExecuteSqlRawAsync("UPDATE SeedHistory SET Hash = 'another release' WHERE Name = 'reference/agreements.json'");
            await db.Database.ExecuteSqlRawAsync("UPDATE Agreements SET TitleEn = 'Of an older release' WHERE Code IN ('asean-mlat', 'un-norms')");
        }

        using (var again = await ServerProcess.StartAsync(file))
        {
            await again.EnsureReadyAndIntactAsync();
            using var analyst = await again.AsAsync("analyst");
            var asean = (await analyst.GetAsync($"{Agreements}/asean-mlat")).Expect(HttpStatusCode.OK);
            Assert.That((asean.Text("titleEn"), asean.Json["parties"]!.AsArray().Count), Is.EqualTo(("Of an older release", 1)), "what somebody changed is left alone");
            Assert.That((await analyst.GetAsync($"{Agreements}/un-norms")).Text("titleEn"), Does.StartWith("UN norms"), "what nobody changed follows the seeds");
            again.Kill();
        }

        Assert.That(file.Count("SELECT COUNT(*) FROM Provisions"), Is.EqualTo(63), "nothing stands twice");
        file.EnsureSound();
    }
}
