using System.Globalization;
using CyberIncidents.Benchmarks.Load;
using CyberIncidents.Domain.Incidents;
using Microsoft.Data.Sqlite;

namespace CyberIncidents.Benchmarks.Measure;

/// <summary>What is asked for again and again.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Who">The account.</param>
/// <param name="Script">The wrk script.</param>
/// <param name="ByCookie">A page, by cookie; else the API, by token.</param>
/// <param name="HasBaseline">Whether the baseline answers it too.</param>
/// <param name="Lines">The lines of the script's file: paths, or cases with their versions.</param>
internal sealed record Scenario(string Name, string Who, string Script, bool ByCookie, bool HasBaseline, Func<IReadOnlyList<string>> Lines)
{
    /// <summary>The first path, for a look at the answer before it is measured; null for writes.</summary>
    public string? FirstPath => Script == "get.lua" ? Lines()[0] : null;

    public (string Who, bool ByCookie) Login => (Who, ByCookie);

    /// <summary>Whether its growth with the number of cases is of interest.</summary>
    public bool ForAllSizes => !ByCookie && Script == "get.lua";

    public IReadOnlyList<string> Arguments(string work)
    {
        var lines = Lines();
        if (lines.Count == 0)
        {
            return [];
        }

        var file = Path.Combine(work, "wrk.txt");
        File.WriteAllLines(file, lines);
        return [(Script == "get.lua" ? "paths=" : "cases=") + file];
    }
}

/// <summary>All that is measured. A page is added by one line in <see cref="Pages"/>.</summary>
internal sealed class Scenarios(string file)
{
    public const string Open = "status=Reported,Triaged,Active,OnHold";

    /// <summary>Pages by role; <c>{case}</c> and <c>{request}</c> are references that the role may see.</summary>
    private static readonly (string Name, string Who, string Path)[] Pages =
    [
        ("page: desk", Names.Analyst, "/desk"),
        ("page: incidents", Names.Analyst, "/incidents"),
        ("page: case", Names.Analyst, "/incidents/{case}"),
        ("page: request", Names.Analyst, "/requests/{request}"),
        ("page: dashboard", Names.Manager, "/dashboard"),
        ("page: action, large partner", Names.LargeLiaison, "/action"),
        ("page: cases, large partner", Names.LargeLiaison, "/shared"),
        ("page: request, large partner", Names.LargeLiaison, "/requests/{request}"),
    ];

    public IEnumerable<Scenario> All() =>
    [
        new("read", Names.Analyst, "get.lua", false, true, () => Cases("/api/v1/incidents/{case}")),
        new("list", Names.Analyst, "get.lua", false, true, () => [$"/api/v1/incidents?{Open}&limit=50"]),
        new("list, large partner", Names.LargeLiaison, "get.lua", false, true, () => ["/api/v1/incidents?limit=50"]),
        new("list, small partner", Names.SmallLiaison, "get.lua", false, true, () => ["/api/v1/incidents?limit=50"]),
        new("dashboard", Names.Manager, "get.lua", false, false, () => ["/api/v1/dashboard"]),
        .. Pages.Select(p => new Scenario(p.Name, p.Who, "get.lua", true, false, () => Fill(p.Path, p.Who))),
        // Writes come last: what they add is in the way of nothing that is read.
        new("update", Names.Analyst, "update.lua", false, true, Versions),
        new("create", Names.Analyst, "create.lua", false, true, () => []),
    ];

    private List<string> Fill(string path, string who) =>
        path.Contains("{case}", StringComparison.Ordinal) ? Cases(path)
        : path.Contains("{request}", StringComparison.Ordinal) ? Requests(path, who)
        : [path];

    private List<string> Cases(string path) => Read(
        "SELECT Reference FROM Incidents WHERE Tlp <> 'Red' ORDER BY substr(Reference, -3), Id LIMIT 300", path, "{case}");

    private List<string> Requests(string path, string who) => Read(
        "SELECT r.Reference FROM Requests r JOIN Organisations o ON o.Id = r.RequestedOrganisationId WHERE r.Tlp <> 'Red' AND r.SentAt IS NOT NULL"
        + (who == Names.LargeLiaison ? $" AND o.Name = '{Names.Large}'" : string.Empty) + " ORDER BY substr(r.Reference, -3), r.Id LIMIT 300",
        path, "{request}");

    private List<string> Versions() => Read(
        $"SELECT Reference || ' ' || Version FROM Incidents WHERE Tlp <> 'Red' AND Status IN ({string.Join(", ", IncidentLifecycle.Open.Select(s => $"'{s}'"))}) ORDER BY CreatedAt LIMIT 4000",
        "{line}", "{line}");

    private List<string> Read(string sql, string pattern, string place)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read())
        {
            lines.Add(pattern.Replace(place, Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture), StringComparison.Ordinal));
        }

        return lines;
    }
}
