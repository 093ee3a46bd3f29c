using CyberIncidents.ArchitectureTests.Support;

namespace CyberIncidents.ArchitectureTests;

public sealed class SourceScanTests
{
    private const string Feature = "CyberIncidents.Application/Incidents/ListIncidents.cs";

    /// <summary>Files that may be longer than the house allows, each with its reason; there is none.</summary>
    private static readonly string[] MayBeLong = [];

    [Test]
    public void No_source_file_holds_what_is_banned() =>
        Assert.That(
            Checkout.Sources(".cs").SelectMany(f => SourceScanner.Faults(f.Path, f.Text))
                .Where(fault => !MayBeLong.Any(p => fault.StartsWith(p + ":", StringComparison.Ordinal) && fault.EndsWith(" lines", StringComparison.Ordinal))),
            Is.Empty);

    [Test]
    public void The_scan_reads_all_projects() =>
        Assert.That(
            Checkout.Sources(".cs").Select(f => f.Path.Split('/')[0]).Distinct(),
            Is.SupersetOf(new[] { "CyberIncidents.Domain", "CyberIncidents.Application", "CyberIncidents.Infrastructure", "CyberIncidents.Web" }));

    [TestCase("db.Incidents.IgnoreQueryFilters().ToList();")]
    [TestCase("db.Incidents\n    .IgnoreQueryFilters([\"NeedToKnow\"]);")]
    [TestCase("context.Database.SqlQuery<Guid>($\"SELECT Id\");")]
    [TestCase("context.Database.SqlQueryRaw<Guid>(sql);")]
    [TestCase("context.Database.ExecuteSqlAsync(sql);")]
    [TestCase("context.Database.ExecuteSqlRaw(sql);")]
    [TestCase("db.Incidents.FromSqlRaw(sql);")]
    [TestCase("db.Incidents.FromSqlInterpolated(sql);")]
    [TestCase("db.Notices.ExecuteUpdateAsync(s => s);")]
    [TestCase("db.Notices.ExecuteDelete();")]
    [TestCase("context.Set<AccessGrant>().Any();")]
    [TestCase("context.Set< Domain.Sharing.AccessGrant >().Any();")]
    public void What_passes_the_filter_or_the_audit_is_caught_outside_its_two_folders(string bad) =>
        Assert.Multiple(() =>
        {
            Assert.That(SourceScanner.Faults(Feature, bad), Has.Exactly(1).Items);
            Assert.That(SourceScanner.Faults("CyberIncidents.Infrastructure/Identity/Accounts.cs", bad), Has.Exactly(1).Items);
            Assert.That(SourceScanner.Faults("CyberIncidents.Infrastructure/Persistence/References.cs", bad), Is.Empty);
            Assert.That(SourceScanner.Faults("CyberIncidents.Infrastructure/Jobs/AlarmSweep.cs", bad), Is.Empty);
        });

    [TestCase("var now = DateTime.Now;")]
    [TestCase("var now = DateTime.UtcNow.AddDays(1);")]
    [TestCase("var now = DateTimeOffset\n    .UtcNow;")]
    [TestCase("var now = DateTimeOffset.Now;")]
    [TestCase("var day = DateTime.Today;")]
    [TestCase("Thread.Sleep(10);")]
    [TestCase("#pragma warning disable CS1591")]
    [TestCase("    #region Helpers")]
    [TestCase("var a = 1; var now = DateTime.Now; // it is late")]
    public void What_is_banned_everywhere_is_caught_in_every_folder(string bad) =>
        Assert.Multiple(() =>
        {
            Assert.That(SourceScanner.Faults(Feature, bad), Has.Exactly(1).Items);
            Assert.That(SourceScanner.Faults("CyberIncidents.Infrastructure/Persistence/AppDb.cs", bad), Has.Exactly(1).Items);
        });

    [TestCase(SourceScanner.MaxLines, false)]
    [TestCase(SourceScanner.MaxLines + 1, true)]
    public void A_file_that_is_too_long_is_caught(int lines, bool caught) =>
        Assert.That(SourceScanner.Faults(Feature, string.Concat(Enumerable.Repeat("x;\n", lines))).Any(), Is.EqualTo(caught));

    [TestCase("// never DateTime.UtcNow")]
    [TestCase("/// <summary>Not <c>IgnoreQueryFilters</c>.</summary>")]
    [TestCase("var link = \"https://example.test\"; /* no Thread.Sleep */")]
    [TestCase("db.Set<AccessGrantReason>();")]
    [TestCase("var now = time.GetUtcNow();")]
    public void What_only_looks_alike_passes(string good) => Assert.That(SourceScanner.Faults(Feature, good), Is.Empty);
}
