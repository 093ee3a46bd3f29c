using System.Diagnostics;
using System.Globalization;

namespace CyberIncidents.Benchmarks.Measure;

/// <summary>What one run of wrk found.</summary>
/// <param name="PerSecond">Requests per second.</param>
/// <param name="P50">Median latency in milliseconds.</param>
/// <param name="P95">95th percentile in milliseconds.</param>
/// <param name="P99">99th percentile in milliseconds.</param>
/// <param name="CpuPerThousand">CPU seconds of the server per 1,000 requests.</param>
/// <param name="Requests">How many there were.</param>
internal sealed record Figures(double PerSecond, double P50, double P95, double P99, double CpuPerThousand, long Requests);

/// <summary>Runs wrk against a server.</summary>
internal static class Wrk
{
    public static async Task<Figures> RunAsync(ServerProcess server, Scenario scenario, string header, int connections, int seconds, string work)
    {
        var arguments = scenario.Arguments(work);
        // As long as it is measured: the runtime compiles in steps what runs often.
        await OnceAsync(server, scenario, header, connections, seconds, arguments);
        // What was on its way when wrk stopped still has to arrive. A write raised the versions; what the script needs is written anew for each run.
        await Task.Delay(TimeSpan.FromSeconds(1));
        return await OnceAsync(server, scenario, header, connections, seconds, scenario.Arguments(work));
    }

    private static async Task<Figures> OnceAsync(
        ServerProcess server, Scenario scenario, string header, int connections, int seconds, IReadOnlyList<string> arguments)
    {
        var scripts = Path.Combine(AppContext.BaseDirectory, "wrk");
        var start = new ProcessStartInfo("wrk", [
            "-t1", $"-c{Text(connections)}", $"-d{Text(seconds)}s", "--timeout", "10s",
            "-H", header, "-s", Path.Combine(scripts, scenario.Script), server.Address.ToString(), "--", .. arguments])
        {
            WorkingDirectory = scripts,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        var cpu = server.CpuTime();
        using var wrk = Process.Start(start)!;
        var output = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        cpu = server.CpuTime() - cpu;
        var line = output.Split('\n').FirstOrDefault(l => l.StartsWith("RESULT ", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"{scenario.Name}: wrk said\n{output}");
        var found = line.Split(' ').Skip(1).Select(p => p.Split('=')).ToDictionary(
            p => p[0], p => long.Parse(p[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
        if (found["status"] + found["broken"] > 0)
        {
            throw new InvalidOperationException($"{scenario.Name}: {line}");
        }

        return new Figures(
            found["requests"] / (found["micros"] / 1e6), found["p50"] / 1e3, found["p95"] / 1e3, found["p99"] / 1e3,
            cpu.TotalSeconds / found["requests"] * 1000, found["requests"]);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>How often a second the disk takes a small write for good; what a commit costs at least.</summary>
internal static class Disk
{
    public static double CommitsPerSecond(string folder)
    {
        var file = Path.Combine(folder, "fsync.probe");
        var page = new byte[4096];
        using var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        var started = Stopwatch.GetTimestamp();
        var commits = 0;
        while (Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(2))
        {
            stream.Write(page);
            stream.Flush(flushToDisk: true);
            commits++;
        }

        return commits / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
