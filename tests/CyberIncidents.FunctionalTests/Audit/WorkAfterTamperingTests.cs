using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.Infrastructure.Persistence.Startup;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.FunctionalTests.Audit;

/// <summary>What the program writes after somebody had the file heals nothing, and neither does a new start.</summary>
[RequiresSqlite]
public sealed class WorkAfterTamperingTests
{
    [Test]
    public async Task Work_on_a_case_whose_tail_was_cut_off_goes_on_and_does_not_seal_it_again()
    {
        await using var app = new TestApp { KeepsLogs = true };
        using var analyst = await app.AsAsync("analyst");
        var reference = await analyst.ActiveCaseAsync();
        using var file = new AuditFile(app);
        var chain = file.ChainOf(reference);
        var last = file.LastOf(chain);
        file.Run($"DELETE FROM AuditEntries WHERE ChainId = '{chain}' AND Sequence = {last}");
        file.Run($"""
            UPDATE AuditChains SET LastSequence = {last - 1}, LastHash = (SELECT Hash FROM AuditEntries WHERE ChainId = '{chain}' AND Sequence = {last - 1})
            WHERE ChainId = '{chain}'
            """);
        await analyst.ActAsync($"incidents/{reference}", "hold", new { reason = "We wait for the police.", until = app.Clock.GetUtcNow().AddDays(2) });
        await analyst.ActAsync($"incidents/{reference}", "resume");
        var check = await file.CheckAsync();
        Assert.That((check.FirstBreak?.ChainId.ToString(), check.FirstBreak?.Reason), Is.EqualTo((chain.ToLowerInvariant(), "head")));
    }

    [Test]
    public async Task Work_on_a_case_whose_chain_was_removed_begins_another_and_the_count_stays_wrong()
    {
        await using var app = new TestApp { KeepsLogs = true };
        using var analyst = await app.AsAsync("analyst");
        var reference = await analyst.ActiveCaseAsync();
        using var file = new AuditFile(app);
        file.Run($"DELETE FROM AuditEntries WHERE ChainId = '{file.ChainOf(reference)}'; DELETE FROM AuditChains WHERE ChainId = '{file.ChainOf(reference)}'");
        await analyst.ActAsync($"incidents/{reference}", "hold", new { reason = "We wait for the police.", until = app.Clock.GetUtcNow().AddDays(2) });
        await analyst.LogAsync();
        Assert.That((await file.CheckAsync()).FirstBreak?.Reason, Is.EqualTo("count"));
    }

    [Test]
    public async Task Heads_of_before_the_seals_are_sealed_once_and_never_again()
    {
        await using var app = new TestApp { KeepsLogs = true };
        using var analyst = await app.AsAsync("analyst");
        await analyst.ActiveCaseAsync();
        using var file = new AuditFile(app);
        var mark = Path.Combine(app.Folder, "keys", "audit.sealed");
        Assert.That(mark, Does.Exist);
        const string Before = "UPDATE AuditChains SET Seal = '', Begun = 0";

        file.Run(Before);
        File.Delete(mark);
        await StartAsync(app);
        Assert.That((await file.CheckAsync()).Intact, Is.True);
        Assert.That(mark, Does.Exist);
        await analyst.LogAsync();
        Assert.That((await file.CheckAsync()).Intact, Is.True);

        file.Run(Before);
        await StartAsync(app);
        Assert.That((await file.CheckAsync()).FirstBreak?.Reason, Is.EqualTo("head"));
        Assert.That(app.LogLines.Count(l => l.Contains("heads of audit chains that had no seal", StringComparison.Ordinal)), Is.EqualTo(1));
    }

    [Test]
    public async Task A_folder_of_keys_that_cannot_remember_the_seals_is_told()
    {
        await using var app = new TestApp { KeepsLogs = true };
        using var analyst = await app.AsAsync("analyst");
        var mark = Path.Combine(app.Folder, "keys", "audit.sealed");
        File.Delete(mark);
        Directory.CreateDirectory(mark);
        await StartAsync(app);
        Assert.That(app.LogLines, Has.Some.Contains("cannot keep audit.sealed"));
    }

    private static Task StartAsync(TestApp app) => app.Services.GetRequiredService<DatabaseStartup>().RunAsync(demo: false, CancellationToken.None);
}
