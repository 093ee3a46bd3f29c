using System.Diagnostics;
using CyberIncidents.FunctionalTests.Robustness;
using CyberIncidents.FunctionalTests.Support;
using Microsoft.Data.Sqlite;

namespace CyberIncidents.FunctionalTests.Audit;

/// <summary>The command <c>verify-audit</c>, as a person or a nightly job runs it.</summary>
[RequiresSqlite]
public sealed class VerifyCommandTests
{
    [Test]
    public async Task It_says_intact_beside_the_running_program_and_where_it_is_broken()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var reference = await analyst.ActiveCaseAsync();
        using var file = new AuditFile(app);
        var chain = file.ChainOf(reference);
        var keys = Path.Combine(app.Folder, "keys");
        var entries = file.Rows("SELECT COUNT(*) FROM AuditEntries")[0][0];

        var intact = await RunAsync(app.DatabaseFile, keys);
        Assert.That((intact.Code, intact.Output, intact.Errors), Is.EqualTo((0, $"The audit is intact: 2 chains, {entries} entries.", string.Empty)));

        file.Run($"UPDATE AuditEntries SET Action = 'close' WHERE ChainId = '{chain}' AND Sequence = 2");
        var broken = await RunAsync(app.DatabaseFile, keys);
        Assert.That((broken.Code, broken.Output, broken.Errors), Is.EqualTo(
            (1, $"The audit is broken: chain of case {reference} ({chain.ToLowerInvariant()}), entry 2. The entry was changed after it was written.", string.Empty)));
    }

    [Test]
    public async Task Without_a_database_it_says_so_and_makes_neither_file_nor_key()
    {
        using var file = new CaseFile();
        var (code, output, errors) = await RunAsync(file.Database, file.Keys);
        Assert.That((code, output), Is.EqualTo((2, string.Empty)));
        Assert.That(errors, Does.StartWith("The audit was not checked: there is no database ").And.Contains(file.Database));
        Assert.That(Directory.EnumerateFileSystemEntries(file.Folder), Is.Empty);
    }

    [Test]
    public async Task A_file_that_is_no_database_of_ours_is_told_and_left_alone()
    {
        using var file = new CaseFile();
        await using (var connection = new SqliteConnection($"Data Source={file.Database};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE Keepsake (Text TEXT)";
            await command.ExecuteNonQueryAsync();
        }

        var before = await File.ReadAllBytesAsync(file.Database);
        var withoutKey = await RunAsync(file.Database, file.Keys);
        Assert.That((withoutKey.Code, withoutKey.Output), Is.EqualTo((2, string.Empty)));
        Assert.That(withoutKey.Errors, Does.Contain("there is no audit.key in " + file.Keys));
        Assert.That(file.Keys, Does.Not.Exist);

        var withKey = await RunAsync(file.Database, file.Keys, ("Audit__Key", "a key of more than thirty-two characters"));
        Assert.That((withKey.Code, withKey.Output), Is.EqualTo((2, string.Empty)));
        Assert.That(withKey.Errors, Does.Contain("migrations are pending"));
        Assert.That(await File.ReadAllBytesAsync(file.Database), Is.EqualTo(before));
        Assert.That(Directory.EnumerateFileSystemEntries(file.Folder), Is.EqualTo(new[] { file.Database }));
    }

    [Test]
    public async Task Settings_that_are_none_are_told_and_nothing_is_thrown()
    {
        using var file = new CaseFile();
        var (code, output, errors) = await RunAsync(file.Database, file.Keys, ("ConnectionStrings__Default", "nonsense"));
        Assert.That((code, output), Is.EqualTo((2, string.Empty)));
        Assert.That(errors, Does.StartWith("The audit was not checked: ").And.Not.Contain("   at "));
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(string database, string keys, params (string Key, string Value)[] more)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "CyberIncidents.Web.dll"), "verify-audit"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(database),
        };
        (string Key, string Value)[] settings =
        [
            ("ASPNETCORE_ENVIRONMENT", "Production"), ("Database__Provider", "Sqlite"), ("ConnectionStrings__Default", $"Data Source={database}"),
            ("Storage__KeyPath", keys), ("LANG", "C"), ("LC_ALL", "C"), .. more,
        ];
        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        start.Environment.Remove("DOTNET_ENVIRONMENT");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, (await output).TrimEnd(), (await errors).TrimEnd());
    }
}
