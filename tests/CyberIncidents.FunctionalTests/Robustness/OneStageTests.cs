using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CyberIncidents.FunctionalTests.Robustness;

/// <summary>A database in which two people had started the same stage at once still migrates; the earlier start counts.</summary>
public sealed class OneStageTests
{
    [Test]
    public async Task Of_a_stage_that_runs_twice_on_a_case_the_later_one_is_called_off()
    {
        using var file = new CaseFile();
        await using var db = new AppDbContext(DesignTimeOptions.For(new DatabaseSettings(DatabaseProvider.Sqlite, $"Data Source={file.Database};Pooling=False", null)));
        await db.GetService<IMigrator>().MigrateAsync("LegalBases");
        foreach (var (id, rule, started) in new[] { (1, "nis2-24h", 9), (2, "nis2-24h", 8), (3, "nis2-24h", 8), (4, "nis2-72h", 9) })
        {
            file.Rows($$"""
                PRAGMA foreign_keys = OFF;
                INSERT INTO LegalClocks (Id, IncidentId, RuleCode, State, StartedAt, DueAt, CreatedAt, Tlp, Trigger, Amount, Unit, Counting, OnClarification,
                    Duty, Effect, Agreed, Version)
                VALUES ('019A0000-0000-7000-8000-00000000000{{id}}', '019A0000-0000-7000-8000-0000000000AA', '{{rule}}', 'Running', '2026-01-01 00:00:00',
                    '2026-01-02 00:00:00', '2026-01-01 0{{started}}:00:00', 'Amber', 'Awareness', 24, 'Hours', 'Continuous', 'Runs', 'Ours', 'Report', 0, 1)
                """);
        }

        await db.GetService<IMigrator>().MigrateAsync("OneStage");
        Assert.That(file.Rows("SELECT substr(Id, 36), State, EndedAt IS NULL FROM LegalClocks ORDER BY Id").Select(r => string.Join(' ', r)),
            Is.EqualTo(new[] { "1 Cancelled 0", "2 Running 1", "3 Cancelled 0", "4 Running 1" }));
    }
}
