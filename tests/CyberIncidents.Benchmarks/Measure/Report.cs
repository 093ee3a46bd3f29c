using System.Globalization;
using System.Runtime.InteropServices;

namespace CyberIncidents.Benchmarks.Measure;

/// <summary>The table for the README and a verdict on each target.</summary>
internal static class Report
{
    private const string Large = "list, large partner";
    private const string Small = "list, small partner";

    public static void Print(Options options, Findings found)
    {
        if (found.Commits.Count == 0)
        {
            Console.WriteLine("Nothing was measured.");
            return;
        }

        Console.WriteLine();
        Console.WriteLine($"{Environment.ProcessorCount} cores, {Memory()} of memory, {RuntimeInformation.OSDescription}, .NET {Environment.Version}; the disk makes {Number(found.Commits.Min())} to {Number(found.Commits.Max())} commits/s.");
        Console.WriteLine();
        Console.WriteLine("| cases | what | connections | requests/s | p50 ms | p95 ms | p99 ms | CPU s per 1,000 | baseline requests/s | ratio |");
        Console.WriteLine("|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var r in found.Results)
        {
            Console.WriteLine(r.App is null
                ? $"| {Number(r.Size)} | {r.Scenario} | {r.Connections} | not there | | | | | | |"
                : $"| {Number(r.Size)} | {r.Scenario} | {r.Connections} | {Number(r.App.PerSecond)} | {One(r.App.P50)} | {One(r.App.P95)} | {One(r.App.P99)} | {Two(r.App.CpuPerThousand)} | {(r.Baseline is null ? string.Empty : Number(r.Baseline.PerSecond))} | {(r.Ratio is { } ratio ? Percent(ratio) : string.Empty)} |");
        }

        Console.WriteLine();
        Console.WriteLine($"Resident memory: {Number(found.PeakMemory / 1048576.0)} MB at its highest, {Number(found.MemoryAfter / 1048576.0)} MB after the run. Ready after {string.Join(", ", found.Starts.Select(s => Two(s.TotalSeconds)))} s.");
        Console.WriteLine();
        Console.WriteLine("| target | measured | met |");
        Console.WriteLine("|---|---|---|");
        foreach (var (target, measured, met) in Verdicts(options, found).Where(v => v.Measured.Length > 0))
        {
            Console.WriteLine($"| {target} | {measured} | {(met ? "yes" : "**no**")} |");
        }
    }

    private static IEnumerable<(string Target, string Measured, bool Met)> Verdicts(Options options, Findings found)
    {
        var (size, many, one) = (options.Sizes[^1], options.Connections[^1], options.Connections[0]);
        Result? At(string name, int connections, int? cases = null) =>
            found.Results.Find(r => r.Scenario == name && r.Connections == connections && r.Size == (cases ?? size));

        yield return AtLeast("list, of the baseline", At("list", many)?.Ratio, 0.35);
        yield return AtLeast("read, of the baseline", At("read", many)?.Ratio, 0.25);
        yield return AtLeast("create, of the baseline", At("create", many)?.Ratio, 0.35);
        yield return Under("p95 of read", At("read", many)?.App?.P95, 15);
        foreach (var list in new[] { "list", Large, Small })
        {
            yield return Under($"p95 of {list}", At(list, many)?.App?.P95, 15);
        }

        yield return Under($"p95 of create, disk of {Number(found.Commits.Average())} commits/s", At("create", many)?.App?.P95, 40);
        yield return Under("p95 of dashboard, 1 connection", At("dashboard", one)?.App?.P95, 300);
        if (options.Sizes.Count > 1)
        {
            foreach (var list in new[] { "list", Large, Small })
            {
                var few = At(list, many, options.Sizes[0])?.App;
                yield return Times($"{list}: {Number(size)} cases to {Number(options.Sizes[0])}, time per request", few?.PerSecond / At(list, many)?.App?.PerSecond, 1.5);
            }
        }

        foreach (var list in new[] { Large, Small })
        {
            yield return Times($"{list}, to the analyst's", At("list", many)?.App?.PerSecond / At(list, many)?.App?.PerSecond, 2);
        }

        foreach (var page in found.Results.Where(r => r.Scenario.StartsWith("page", StringComparison.Ordinal)))
        {
            var what = string.Create(CultureInfo.InvariantCulture, $"p95 of {page.Scenario}, {page.Connections} connections");
            yield return page.App is null ? (what, "not there", false) : Under(what, page.App.P95, 60);
        }

        yield return ("resident memory under 300 MB", $"{Number(found.PeakMemory / 1048576.0)} MB", found.PeakMemory < 300L * 1048576);
        yield return ("ready within 3 s", $"{Two(found.Starts.Max().TotalSeconds)} s", found.Starts.Max() < TimeSpan.FromSeconds(3));
    }

    private static (string Target, string Measured, bool Met) AtLeast(string what, double? ratio, double least) =>
        ($"{what}: at least {Percent(least)}", ratio is { } r ? Percent(r) : string.Empty, ratio >= least);

    private static (string Target, string Measured, bool Met) Under(string what, double? milliseconds, double most) =>
        ($"{what}: under {Number(most)} ms", milliseconds is { } m ? $"{One(m)} ms" : string.Empty, milliseconds < most);

    private static (string Target, string Measured, bool Met) Times(string what, double? times, double most) =>
        ($"{what}: at most {One(most)} times", times is { } t ? Two(t) : string.Empty, times <= most);

    private static string Memory() => $"{Number(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1073741824.0)} GB";

    private static string Percent(double ratio) => (ratio * 100).ToString("N0", CultureInfo.InvariantCulture) + " %";

    private static string Number(double number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string One(double number) => number.ToString("N1", CultureInfo.InvariantCulture);

    private static string Two(double number) => number.ToString("N2", CultureInfo.InvariantCulture);
}
