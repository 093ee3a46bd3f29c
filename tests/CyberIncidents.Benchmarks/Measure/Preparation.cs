using System.Globalization;
using System.Text.RegularExpressions;
using CyberIncidents.Benchmarks.Load;
using Microsoft.Data.Sqlite;

namespace CyberIncidents.Benchmarks.Measure;

/// <summary>
/// Makes the databases: the program itself makes schema, reference data and, by its set-up link, the administrator, who
/// registers partners and people by the API; then the cases are loaded.
/// </summary>
internal static partial class Preparation
{
    public static string FileOf(Options options, int size) =>
        Path.Combine(options.Work, string.Create(CultureInfo.InvariantCulture, $"cases-{size}.db"));

    public static string KeysOf(Options options) => Path.Combine(options.Work, "keys");

    public static async Task RunAsync(Options options)
    {
        if (options.Reuse && options.Sizes.All(s => File.Exists(FileOf(options, s))))
        {
            Console.WriteLine("Databases of an earlier run are used.");
            return;
        }

        if (Directory.Exists(options.Work))
        {
            Directory.Delete(options.Work, recursive: true);
        }

        Directory.CreateDirectory(options.Work);
        var empty = Path.Combine(options.Work, "empty.db");
        await using (var app = await Programs.AppAsync(options, empty))
        {
            Console.WriteLine($"First start on no database: ready after {app.ReadyAfter.TotalSeconds:F1} s");
            await RegisterAsync(app);
        }

        Settle(empty);
        foreach (var size in options.Sizes)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Loading {size:N0} cases"));
            File.Copy(empty, FileOf(options, size));
            Loader.Load(FileOf(options, size), KeysOf(options), size);
        }
    }

    private static async Task RegisterAsync(ServerProcess app)
    {
        var link = app.Output.Select(l => SetUpLink().Match(l)).First(m => m.Success).Groups["path"].Value;
        using (var somebody = new Visitor(app.Address))
        {
            await somebody.SendFormAsync(
                link, ("Email", Names.Administrator), ("Name", "Administrator"), ("Password", Names.Password), ("PasswordAgain", Names.Password));
        }

        using var administrator = new Visitor(app.Address);
        await administrator.SignInAsync(Names.Administrator, Names.Password);
        var partners = new List<string>();
        for (var i = 0; i < Names.Countries.Length; i++)
        {
            var name = i switch { 0 => Names.Large, 1 => Names.Small, _ => $"CSIRT {Names.Countries[i]}" };
            var made = await administrator.PostAsync(
                "/api/v1/organisations",
                new { name, country = Names.Countries[i], kind = "Csirt", nationalContact = true, timeZone = "Europe/Amsterdam", languages = new[] { "en" } });
            partners.Add(made.GetProperty("id").GetString()!);
        }

        // The pattern of those with which the directory is filled.
        await administrator.PostAsync(
            "/api/v1/contact-points", new { organisationId = partners[0], purpose = "Technical", name = "Desk", email = "desk@bench.test" });

        await RegisterAsync(app, administrator, Names.Analyst, "Analyst", null);
        await RegisterAsync(app, administrator, Names.Manager, "Manager", null);
        for (var i = 2; i <= Names.Analysts; i++)
        {
            // The others need no password: nobody signs in as them.
            await administrator.PostAsync("/api/v1/users", new { email = $"analyst{i}@bench.test", displayName = $"Analyst {i}", roles = new[] { "Analyst" } });
        }

        foreach (var (partner, i) in partners.Skip(2).Select((p, i) => (p, i)))
        {
            await administrator.PostAsync(
                "/api/v1/users", new { email = $"liaison{i}@bench.test", displayName = $"Liaison officer {i}", roles = new[] { "LiaisonOfficer" }, organisationId = partner });
        }

        await RegisterAsync(app, administrator, Names.LargeLiaison, "LiaisonOfficer", partners[0]);
        await RegisterAsync(app, administrator, Names.SmallLiaison, "LiaisonOfficer", partners[1]);
    }

    private static async Task RegisterAsync(ServerProcess app, Visitor administrator, string email, string role, string? organisationId)
    {
        var user = await administrator.PostAsync("/api/v1/users", new { email, displayName = email.Split('@')[0], roles = new[] { role }, organisationId });
        using var person = new Visitor(app.Address);
        await person.SendFormAsync(user.GetProperty("setUpLink").GetString()!, ("Password", Names.Password), ("PasswordAgain", Names.Password));
    }

    /// <summary>Puts what stands in the write-ahead log into the file, so that the file can be copied.</summary>
    private static void Settle(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        command.ExecuteNonQuery();
    }

    [GeneratedRegex("https?://[^/]+(?<path>/set-up/[^\\s]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SetUpLink();
}

/// <summary>The two programs that are measured.</summary>
internal static class Programs
{
    /// <summary>The published app, in Production, with its defaults but for the limit on calls.</summary>
    public static Task<ServerProcess> AppAsync(Options options, string file) => ServerProcess.StartAsync(
        Path.Combine(options.App, "CyberIncidents.Web"),
        [],
        options.Work,
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["ConnectionStrings__Default"] = $"Data Source={file}",
            ["Storage__KeyPath"] = Preparation.KeysOf(options),
            ["RateLimits__PerMinute"] = "0",
            // One hand registers everybody here.
            ["Directory__TwoPersonCheck"] = "false",
        },
        "/health/ready");

    /// <summary>The baseline, on the same file with the same keys.</summary>
    public static Task<ServerProcess> BaselineAsync(Options options, string file) => ServerProcess.StartAsync(
        Environment.ProcessPath!,
        ["baseline", file, Preparation.KeysOf(options)],
        options.Work,
        new Dictionary<string, string>(StringComparer.Ordinal),
        "/health/ready");
}
