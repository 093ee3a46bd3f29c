using Microsoft.Data.Sqlite;

namespace CyberIncidents.FunctionalTests.Robustness;

/// <summary>A copy by <c>VACUUM INTO</c> is no WAL file; put back, it must become one again.</summary>
public sealed class WalModeTests
{
    [Test]
    public async Task A_file_put_back_from_a_copy_is_in_wal_mode_after_the_start()
    {
        using var file = new CaseFile();
        using (var server = await ServerProcess.StartAsync(file))
        {
            server.Kill();
        }

        file.Rows($"VACUUM INTO '{file.Database}.copy'");
        SqliteConnection.ClearAllPools();
        foreach (var old in Directory.GetFiles(file.Folder, "cases.db*").Where(f => !f.EndsWith(".copy", StringComparison.Ordinal)))
        {
            File.Delete(old);
        }

        File.Move(file.Database + ".copy", file.Database);
        using var again = await ServerProcess.StartAsync(file);
        Assert.That(file.Rows("PRAGMA journal_mode")[0][0], Is.EqualTo("wal"));
    }
}
