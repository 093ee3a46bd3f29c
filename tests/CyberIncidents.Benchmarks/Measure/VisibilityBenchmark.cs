using System.Diagnostics;
using System.Globalization;
using CyberIncidents.Benchmarks.Load;
using Microsoft.Data.Sqlite;

namespace CyberIncidents.Benchmarks.Measure;

/// <summary>
/// Whether time tells what the answer does not: "not yours" beside "not there", 1,000 calls each in turns; and what a partner's list costs
/// beside an analyst's, for partners of very different size.
/// </summary>
internal static class VisibilityBenchmark
{
    private const int Calls = 1000;
    private const int WarmUp = 200;
    private const int Different = 300;

    public static async Task RunAsync(Options options)
    {
        await Preparation.RunAsync(options);
        var file = Preparation.FileOf(options, options.Sizes[^1]);
        var rows = string.Join(", ", new[] { "Incidents", "Participations", "Requests", "Releases", "AccessGrants", "Organisations" }
            .Select(t => $"{Read(file, $"SELECT COUNT(*) FROM {t}")[0]} {t}"));
        Console.WriteLine(rows);
        await using var app = await Programs.AppAsync(options, file);
        using var analyst = await SignInAsync(app, Names.Analyst);
        using var large = await SignInAsync(app, Names.LargeLiaison);
        using var small = await SignInAsync(app, Names.SmallLiaison);
        Console.WriteLine("| what | not yours, median ms | not there, median ms | difference | target |");
        Console.WriteLine("|---|---:|---:|---:|---|");
        var red = Read(file, $"SELECT Reference FROM Incidents i JOIN People p ON p.Email = '{Names.Analyst}' WHERE i.Tlp = 'Red' AND i.CreatedById <> p.Id AND COALESCE(i.OwnerId, i.Id) <> p.Id ORDER BY substr(i.Reference, -3), i.Id LIMIT {Different}");
        await CompareAsync("RED case, analyst who is not named", analyst, [.. red.Select(r => $"/api/v1/incidents/{r}")], None("/api/v1/incidents/CI-2025-9{0:D5}"));
        foreach (var (name, who, organisation) in new[] { ("large", large, Names.Large), ("small", small, Names.Small) })
        {
            var cases = Read(file, $"SELECT i.Reference FROM Incidents i WHERE NOT EXISTS (SELECT 1 FROM Participations p JOIN Organisations o ON o.Id = p.OrganisationId WHERE p.IncidentId = i.Id AND o.Name = '{organisation}') ORDER BY substr(i.Reference, -3), i.Id LIMIT {Different}");
            var requests = Read(file, $"SELECT r.Reference FROM Requests r JOIN Organisations o ON o.Id = r.RequestedOrganisationId WHERE o.Name <> '{organisation}' ORDER BY substr(r.Reference, -3), r.Id LIMIT {Different}");
            await CompareAsync($"case, {name} partner", who, [.. cases.Select(r => $"/api/v1/incidents/{r}")], None("/api/v1/incidents/CI-2025-9{0:D5}"));
            await CompareAsync($"comments of a case, {name} partner", who, [.. cases.Select(r => $"/api/v1/incidents/{r}/comments")], None("/api/v1/incidents/CI-2025-9{0:D5}/comments"));
            await CompareAsync($"request, {name} partner", who, [.. requests.Select(r => $"/api/v1/requests/{r}")], None("/api/v1/requests/RQ-2025-NL-9{0:D5}"));
        }

        await ListsAsync("list", "/api/v1/incidents?limit=50", "/api/v1/incidents?limit=50", analyst, large, small);
        await ListsAsync("open cases beside the list", $"/api/v1/incidents?{Scenarios.Open}&limit=50", "/api/v1/incidents?limit=50", analyst, large, small);
        await ListsAsync("list page", "/incidents", "/shared", analyst, large, small);
    }

    private static async Task CompareAsync(string what, Visitor who, List<string> foreign, List<string> none)
    {
        var (notYours, notThere) = (new List<double>(), new List<double>());
        for (var i = 0; i < Calls + WarmUp; i++)
        {
            // In turns, and each first as often as the other: what slows the machine slows both.
            foreach (var first in i % 2 == 0 ? [true, false] : new[] { false, true })
            {
                var took = await TimeAsync(who, first ? foreign[i % foreign.Count] : none[i % none.Count], 404);
                if (i >= WarmUp)
                {
                    (first ? notYours : notThere).Add(took);
                }
            }
        }

        var (yours, there) = (Median(notYours), Median(notThere));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {yours:F3} | {there:F3} | {(yours / there) - 1:+0.0 %;-0.0 %} | within 10 % |"));
    }

    private static async Task ListsAsync(string what, string ours, string theirs, Visitor analyst, Visitor large, Visitor small)
    {
        var times = new[] { (analyst, ours), (large, theirs), (small, theirs) }.Select(v => (Visitor: v.Item1, Path: v.Item2, Times: new List<double>())).ToList();
        for (var i = 0; i < 300 + WarmUp; i++)
        {
            foreach (var (visitor, path, taken) in times)
            {
                var took = await TimeAsync(visitor, path, 200);
                if (i >= WarmUp)
                {
                    taken.Add(took);
                }
            }
        }

        var (a, l, s) = (Median(times[0].Times), Median(times[1].Times), Median(times[2].Times));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {what}: analyst {a:F2} ms, large partner {l:F2} ms ({l / a:F2}), small partner {s:F2} ms ({s / a:F2}) | | | | at most 1.5 times |"));
    }

    private static async Task<double> TimeAsync(Visitor who, string path, int status)
    {
        var started = Stopwatch.GetTimestamp();
        var got = await who.StatusAsync(path);
        var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return got == status ? took : throw new InvalidOperationException($"{path} answered {got.ToString(CultureInfo.InvariantCulture)}.");
    }

    private static async Task<Visitor> SignInAsync(ServerProcess app, string email)
    {
        var visitor = new Visitor(app.Address);
        await visitor.SendFormAsync("/sign-in", ("Email", email), ("Password", Names.Password));
        await visitor.SignInAsync(email, Names.Password);
        return visitor;
    }

    private static List<string> None(string pattern) =>
        [.. Enumerable.Range(1, Different).Select(i => string.Format(CultureInfo.InvariantCulture, pattern, i))];

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static List<string> Read(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var found = new List<string>();
        while (reader.Read())
        {
            found.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!);
        }

        return found;
    }
}
