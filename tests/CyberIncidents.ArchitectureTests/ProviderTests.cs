using System.Reflection;
using CyberIncidents.ArchitectureTests.Samples;
using CyberIncidents.ArchitectureTests.Support;
using CyberIncidents.Domain.Common;
using CyberIncidents.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CyberIncidents.ArchitectureTests;

/// <summary>What both databases must be without one being there.</summary>
public sealed class ProviderTests
{
    private static readonly string[] AggregateChildren =
    [
        "FollowUps -> Alarms", "Releases -> ReleaseItems", "Requests -> RequestEntries", "LegalClocks -> ClockStops",
        "Agreements -> AgreementParties", "Agreements -> Provisions",
        "AspNetUsers -> AspNetUserClaims", "AspNetUsers -> AspNetUserLogins", "AspNetUsers -> AspNetUserTokens",
    ];

    [Test]
    public void No_change_of_the_model_waits_for_a_migration([Values] DatabaseProvider provider)
    {
        using var db = Models.Context(provider);
        Assert.That(db.Database.HasPendingModelChanges(), Is.False);
    }

    [Test]
    public void A_model_without_its_migration_is_caught()
    {
        using var db = BadContext.OnSqlServer();
        Assert.That(db.Database.HasPendingModelChanges(), Is.True);
    }

    [Test]
    public void Both_databases_have_the_same_migrations_in_the_same_order()
    {
        using var sqlite = Models.Context(DatabaseProvider.Sqlite);
        using var server = Models.Context(DatabaseProvider.SqlServer);
        var names = Names(sqlite.Database.GetMigrations());
        Assert.Multiple(() =>
        {
            Assert.That(names, Is.Not.Empty);
            Assert.That(Names(server.Database.GetMigrations()), Is.EqualTo(names));
        });
    }

    [Test]
    public void Migrations_in_another_order_are_caught() =>
        Assert.Multiple(() =>
        {
            var names = Names(["20260101000000_Initial", "20260102000000_B", "20260103000000_A"]);
            Assert.That(Names(["20260101000009_Initial", "20260102000009_B", "20260103000009_A"]), Is.EqualTo(names));
            Assert.That(Names(["20260101000009_Initial", "20260102000009_A", "20260103000009_B"]), Is.Not.EqualTo(names));
        });

    [Test]
    public void Every_migration_has_its_designer([Values] DatabaseProvider provider)
    {
        using var db = Models.Context(provider);
        var assembly = db.GetService<IMigrationsAssembly>().Assembly;
        Assert.Multiple(() =>
        {
            Assert.That(WithoutDesigner(assembly.GetTypes()), Is.Empty);
            Assert.That(assembly.GetTypes().Count(t => t.IsSubclassOf(typeof(Migration))), Is.EqualTo(db.Database.GetMigrations().Count()));
        });
    }

    [Test]
    public void A_migration_without_its_designer_is_caught() =>
        Assert.That(WithoutDesigner([typeof(Undesigned)]), Is.EqualTo(new[] { nameof(Undesigned) }));

    [Test]
    public void The_script_for_SQL_Server_is_T_SQL()
    {
        using var db = Models.Context(DatabaseProvider.SqlServer);
        var migrator = db.GetService<IMigrator>();
        Assert.Multiple(() =>
        {
            Assert.That(TSql.Errors(migrator.GenerateScript()), Is.Empty);
            Assert.That(TSql.Errors(migrator.GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent)), Is.Empty);
        });
    }

    [TestCase("CREATE TABLE [A] ([Id] INTEGER PRIMARY KEY AUTOINCREMENT);")]
    [TestCase("SELECT \"x\" FROM [A] LIMIT 10;")]
    public void A_script_that_is_not_T_SQL_is_caught(string script) => Assert.That(TSql.Errors(script), Is.Not.Empty);

    [Test]
    public void Only_the_children_of_an_aggregate_go_with_it([Values] DatabaseProvider provider)
    {
        using var db = Models.Context(provider);
        Assert.That(ModelRules.Cascades(Models.Of(db)), Is.EquivalentTo(AggregateChildren));
    }

    [Test]
    public void No_table_is_reached_by_two_cascades([Values] DatabaseProvider provider)
    {
        using var db = Models.Context(provider);
        Assert.That(ModelRules.TwiceReached(Models.Of(db)), Is.Empty);
    }

    [Test]
    public void Two_cascades_to_one_table_are_caught()
    {
        using var db = BadContext.OnSqlServer();
        var model = Models.Of(db);
        Assert.Multiple(() =>
        {
            Assert.That(ModelRules.TwiceReached(model), Is.EqualTo(new[] { "Trunk -> Leaf" }));
            Assert.That(ModelRules.Cascades(model), Has.Exactly(3).Items);
        });
    }

    [Test]
    public void Primary_keys_are_nonclustered_on_SQL_Server()
    {
        using var db = Models.Context(DatabaseProvider.SqlServer);
        Assert.That(Clustered(Models.Of(db).GetEntityTypes().Where(t => typeof(Entity).IsAssignableFrom(t.ClrType))), Is.Empty);
    }

    [Test]
    public void A_clustered_primary_key_is_caught()
    {
        using var db = BadContext.OnSqlServer();
        Assert.That(Clustered(Models.Of(db).GetEntityTypes()), Does.Contain(nameof(Trunk)));
    }

    private static List<string> Names(IEnumerable<string> migrations) => [.. migrations.Select(m => m[(m.IndexOf('_', StringComparison.Ordinal) + 1)..])];

    // The designer is where the model of that time is built; without it the next migration is computed from nothing.
    private static IEnumerable<string> WithoutDesigner(IEnumerable<Type> types) =>
        types.Where(t => t is { IsAbstract: false } && t.IsSubclassOf(typeof(Migration)))
            .Where(t => t.GetCustomAttribute<MigrationAttribute>() is null || t.GetCustomAttribute<DbContextAttribute>() is null
                || t.GetMethod("BuildTargetModel", BindingFlags.Instance | BindingFlags.NonPublic)?.DeclaringType != t)
            .Select(t => t.Name);

    private static IEnumerable<string> Clustered(IEnumerable<IEntityType> types) =>
        types.Where(t => t.FindPrimaryKey()!.IsClustered() != false).Select(t => t.ClrType.Name);

    private sealed class Undesigned : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
        }
    }
}
