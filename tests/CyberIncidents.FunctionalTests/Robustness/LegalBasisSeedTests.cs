using System.Net;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CyberIncidents.FunctionalTests.Robustness;

/// <summary>Legal bases come over from an old database, and what an administrator did with them outlives new seeds.</summary>
public sealed class LegalBasisSeedTests
{
    private const string Bases = "/api/v1/legal-bases";
    private const string Old = "019A0000-0000-7000-8000-000000000001";
    private const string Known = "019A0000-0000-7000-8000-000000000002";

    [Test]
    public async Task Those_of_an_old_database_are_carried_over_and_an_edit_outlives_new_seeds()
    {
        using var file = new CaseFile();
        await MakeOldAsync(file.Database);
        using (var server = await ServerProcess.StartAsync(file))
        {
            Assert.That(file.Rows("SELECT List FROM CodeEntries WHERE List = 'legal-basis'"), Is.Empty);
            using var admin = await server.AsAsync("admin");
            var old = (await admin.GetAsync($"{Bases}?retired=true")).Expect(HttpStatusCode.OK);
            Assert.That(old.Items.Select(b => $"{b!["code"]} {b["name"]} {b["source"]} {b["confidence"]} {b["jurisdiction"]}"), Is.EqualTo(new[] { "eu-old An old regulation OJ 1 S EU" }));
            Assert.That(Column(file, "Id", "eu-old"), Is.EqualTo(Old));
            Assert.That((Column(file, "Id", "budapest-29"), Column(file, "NameEn", "budapest-29")), Is.EqualTo((Known, "Budapest Convention Art. 29: preservation of stored data")));
            await EditAsync(admin, "voluntary", new { nameEn = "Of our own free will" });
            await EditAsync(admin, "un-norm-d", new { retired = true });
            server.Kill();
        }

        using (var db = Open(file.Database))
        {
            await db.Database.ExecuteSqlRawAsync("UPDATE SeedHistory SET Hash = 'another release' WHERE Name = 'reference/legal-bases.json'");
            await db.Database.ExecuteSqlRawAsync("UPDATE LegalBases SET NameEn = 'Of an older release' WHERE Code IN ('voluntary', 'un-norm-h')");
        }

        using (var again = await ServerProcess.StartAsync(file))
        {
            await again.EnsureReadyAndIntactAsync();
            again.Kill();
        }

        Assert.That(Column(file, "NameEn", "voluntary"), Is.EqualTo("Of an older release"), "what an administrator changed is left alone");
        Assert.That(Column(file, "NameEn", "un-norm-h"), Does.StartWith("UN norm (h)"), "what nobody changed follows the seeds");
        Assert.That(Column(file, "RetiredAt", "un-norm-d"), Is.Not.Empty);
        Assert.That(file.Count("SELECT COUNT(*) FROM LegalBases"), Is.EqualTo(17));
        await using var back = Open(file.Database);
        await back.GetService<IMigrator>().MigrateAsync("Chasing");
        Assert.That(file.Count("SELECT COUNT(*) FROM CodeEntries WHERE List = 'legal-basis' AND SourceText IS NOT NULL"), Is.EqualTo(17), "and the way back");
        file.EnsureSound();
    }

    /// <summary>As a database was before legal bases had a table: one that a release had dropped, one that is still seeded.</summary>
    private static async Task MakeOldAsync(string database)
    {
        await using var db = Open(database);
        await db.GetService<IMigrator>().MigrateAsync("Chasing");
        await db.Database.ExecuteSqlRawAsync($$"""
            INSERT INTO CodeEntries (Id, List, Code, Parent, NameEn, NameId, SourceText, Confidence, SortOrder, RetiredAt, CreatedAt, Version) VALUES
            ('{{Old}}', 'legal-basis', 'eu-old', '', 'An old regulation', 'Peraturan lama', 'OJ 1', 'S', 3, '2026-01-02 00:00:00', '2026-01-01 00:00:00', 2),
            ('{{Known}}', 'legal-basis', 'budapest-29', '', 'An older name', 'Nama lama', NULL, NULL, 4, NULL, '2026-01-01 00:00:00', 1),
            ('019A0000-0000-7000-8000-000000000003', 'region', '999', '', 'Elsewhere', 'Lain', NULL, NULL, 0, NULL, '2026-01-01 00:00:00', 1)
            """);
    }

    private static AppDbContext Open(string database) =>
        new(DesignTimeOptions.For(new DatabaseSettings(DatabaseProvider.Sqlite, $"Data Source={database};Pooling=False", null)));

    private static string Column(CaseFile file, string column, string code) => file.Rows($"SELECT {column} FROM LegalBases WHERE Code = '{code}'")[0][0];

    private static async Task EditAsync(ApiClient admin, string code, object patch) =>
        (await admin.PatchAsync($"{Bases}/{code}", patch, (await admin.GetAsync($"{Bases}/{code}")).ETag)).Expect(HttpStatusCode.OK);
}
