using CyberIncidents.Application.Common.Ports;
using CyberIncidents.ArchitectureTests.Samples;
using CyberIncidents.ArchitectureTests.Support;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Infrastructure.Persistence;
using CyberIncidents.Infrastructure.Persistence.Visibility;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.ArchitectureTests;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.SqlServer)]
public sealed class VisibilityTests(DatabaseProvider provider)
{
    [Test]
    public void Every_secured_entity_carries_the_filter()
    {
        using var db = Models.Context(provider);
        Assert.That(ModelRules.Unfiltered(Models.Of(db)), Is.Empty);
    }

    [Test]
    public void The_filter_is_called_what_the_code_calls_it() => Assert.That(NeedToKnow.Name, Is.EqualTo(ModelRules.Filter));

    [Test]
    public void Every_secured_type_of_the_domain_is_in_the_model()
    {
        using var db = Models.Context(provider);
        Assert.That(
            typeof(ISecured).Assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false } && typeof(ISecured).IsAssignableFrom(t)),
            Is.EquivalentTo(db.Model.GetEntityTypes().Select(t => t.ClrType).Where(t => typeof(ISecured).IsAssignableFrom(t))));
    }

    /// <summary>
    /// The grants decide and so cannot be decided upon; the audit (a chain's id is its case's) carries no marking, and its
    /// one query asks for the subjects through the filter, as those of the read log do; a mail that waits holds no text, and the program alone reads it.
    /// </summary>
    [Test]
    public void Only_grants_the_audit_the_read_log_and_the_outbox_name_a_case_and_are_not_secured()
    {
        using var db = Models.Context(provider);
        Assert.That(ModelRules.Unsecured(Models.Of(db)), Is.EquivalentTo(new[] { "AccessGrant", "AuditEntry", "AuditChain", "ReadEntry", "OutboxMail" }));
    }

    [Test]
    public void No_filter_reads_a_filtered_set()
    {
        using var db = Models.Context(provider);
        Assert.Multiple(() =>
        {
            Assert.That(ModelRules.Entangled(Models.Of(db)), Is.Empty);
            Assert.That(ModelRules.FilteredWithoutNeed(Models.Of(db)), Is.Empty, "AccessGrant among them");
        });
    }

    [Test]
    public void The_port_shows_sets_and_a_save_and_no_grants()
    {
        var odd = Oddities(typeof(IAppDb));
        Assert.Multiple(() =>
        {
            Assert.That(odd, Is.Empty);
            Assert.That(typeof(AppDbContext).GetProperties().Select(p => p.PropertyType), Does.Not.Contain(typeof(DbSet<AccessGrant>)));
        });
    }

    [Test]
    public void A_secured_entity_without_the_filter_is_caught_also_where_its_name_is_misspelt()
    {
        using var db = BadContext.OnSqlServer();
        Assert.That(ModelRules.Unfiltered(Models.Of(db)), Is.EquivalentTo(new[] { "Comment", "Alarm" }));
    }

    [Test]
    public void An_entity_that_names_a_case_and_is_not_secured_is_caught()
    {
        using var db = BadContext.OnSqlServer();
        Assert.That(ModelRules.Unsecured(Models.Of(db)), Is.EqualTo(new[] { nameof(Unsecured) }));
    }

    [Test]
    public void A_filter_that_reads_a_filtered_set_is_caught()
    {
        using var db = BadContext.OnSqlServer();
        Assert.That(ModelRules.Entangled(Models.Of(db)), Is.EqualTo(new[] { "Notice reads Alarm" }));
    }

    [Test]
    public void A_port_that_shows_grants_a_context_or_a_query_is_caught() =>
        Assert.That(Oddities(typeof(ILeakyDb)), Is.EquivalentTo(new[] { "Grants", "Database", "Open", "Sql" }));

    private static IEnumerable<string> Oddities(Type port) =>
        port.GetProperties().Where(p => !IsSet(p.PropertyType) || p.PropertyType == typeof(DbSet<AccessGrant>)).Select(p => p.Name)
            .Concat(port.GetMethods().Where(m => !m.IsSpecialName && m.Name is not (nameof(IAppDb.SaveChangesAsync) or nameof(IAppDb.Run))).Select(m => m.Name));

    private static bool IsSet(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(DbSet<>);

    private interface ILeakyDb
    {
        DbSet<AccessGrant> Grants { get; }

        DbContext Database { get; }

        IQueryable<Domain.Incidents.Incident> Open { get; }

        IQueryable<T> Sql<T>(string text);

        Task<int> SaveChangesAsync(CancellationToken cancellationToken);
    }
}
