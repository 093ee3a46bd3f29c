using System.Globalization;

namespace CyberIncidents.Benchmarks.Measure;

/// <summary>What is measured, from the command line.</summary>
/// <param name="App">Folder of the published program.</param>
/// <param name="Work">Folder for databases and notes.</param>
/// <param name="Sizes">Numbers of cases; the last one is judged.</param>
/// <param name="Seconds">Length of one measurement.</param>
/// <param name="Connections">Numbers of connections; the last one is judged.</param>
/// <param name="Reuse">Takes databases that an earlier run left in the folder.</param>
/// <param name="Only">Only scenarios whose name holds one of these words; empty for all.</param>
internal sealed record Options(
    string App, string Work, IReadOnlyList<int> Sizes, int Seconds, IReadOnlyList<int> Connections, bool Reuse, IReadOnlyList<string> Only)
{
    public static Options Parse(string[] args)
    {
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var arg in args)
        {
            var parts = arg.TrimStart('-').Split('=', 2);
            named[parts[0]] = parts.Length > 1 ? parts[1] : "true";
        }

        var quick = named.ContainsKey("quick");
        return new Options(
            Path.GetFullPath(named["app"]),
            Path.GetFullPath(named["work"]),
            Numbers(named.GetValueOrDefault("cases", quick ? "1000,20000" : "1000,100000")),
            Number(named.GetValueOrDefault("seconds", quick ? "2" : "5")),
            Numbers(named.GetValueOrDefault("connections", "1,8")),
            named.ContainsKey("reuse"),
            named.GetValueOrDefault("only", string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries));
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static List<int> Numbers(string text) => [.. text.Split(',').Select(Number)];
}
