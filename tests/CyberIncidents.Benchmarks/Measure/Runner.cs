using System.Globalization;
using System.Text.Json;
using CyberIncidents.Benchmarks.Load;

namespace CyberIncidents.Benchmarks.Measure;

/// <summary>One line of the table.</summary>
/// <param name="Size">Number of cases.</param>
/// <param name="Scenario">Which scenario.</param>
/// <param name="Connections">Number of connections.</param>
/// <param name="App">What the app did; null when the page is not there.</param>
/// <param name="Baseline">What the baseline did; null where it has no part.</param>
internal sealed record Result(int Size, string Scenario, int Connections, Figures? App, Figures? Baseline)
{
    public double? Ratio => App is not null && Baseline is not null ? App.PerSecond / Baseline.PerSecond : null;
}

/// <summary>All that a run found.</summary>
internal sealed class Findings
{
    public List<Result> Results { get; } = [];

    public List<TimeSpan> Starts { get; } = [];

    public List<double> Commits { get; } = [];

    public long PeakMemory { get; set; }

    public long MemoryAfter { get; set; }
}

/// <summary>Starts both programs on a database and measures them in turn, scenario by scenario, by the same client.</summary>
internal sealed class Runner(Options options)
{
    private readonly Findings _findings = new();

    public async Task<Findings> RunAsync()
    {
        foreach (var size in options.Sizes)
        {
            await RunAsync(size, judged: size == options.Sizes[^1]);
        }

        return _findings;
    }

    private async Task RunAsync(int size, bool judged)
    {
        var file = Preparation.FileOf(options, size);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Measuring with {size:N0} cases"));
        for (var i = 0; judged && i < 2; i++)
        {
            await using var again = await Programs.AppAsync(options, file);
            _findings.Starts.Add(again.ReadyAfter);
        }

        await using var app = await Programs.AppAsync(options, file);
        await using var baseline = await Programs.BaselineAsync(options, file);
        _findings.Starts.Add(app.ReadyAfter);
        var scenarios = new Scenarios(file).All()
            .Where(s => options.Only.Count == 0 || options.Only.Any(o => s.Name.Contains(o, StringComparison.Ordinal)))
            .Where(s => judged || s.ForAllSizes).ToList();
        var headers = await SignInAsync(app, scenarios);
        foreach (var scenario in scenarios)
        {
            if (await LooksRightAsync(app, baseline, scenario, headers[scenario.Login]))
            {
                await MeasureAsync(size, app, baseline, scenario, headers[scenario.Login]);
            }
            else
            {
                _findings.Results.Add(new Result(size, scenario.Name, options.Connections[^1], null, null));
            }
        }

        if (judged)
        {
            _findings.PeakMemory = app.Memory("VmHWM");
            _findings.MemoryAfter = app.Memory("VmRSS");
        }
    }

    private async Task MeasureAsync(int size, ServerProcess app, ServerProcess baseline, Scenario scenario, string header)
    {
        foreach (var connections in options.Connections)
        {
            _findings.Commits.Add(Disk.CommitsPerSecond(options.Work));
            var own = await Wrk.RunAsync(app, scenario, header, connections, options.Seconds, options.Work);
            var bare = scenario.HasBaseline ? await Wrk.RunAsync(baseline, scenario, header, connections, options.Seconds, options.Work) : null;
            var result = new Result(size, scenario.Name, connections, own, bare);
            _findings.Results.Add(result);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {scenario.Name,-28} {connections} conn  {own.PerSecond,8:N0}/s  p50 {own.P50,7:N1}  p95 {own.P95,7:N1}  p99 {own.P99,7:N1} ms  CPU {own.CpuPerThousand,6:N2} s/1000")
                + (bare is null ? string.Empty : string.Create(
                    CultureInfo.InvariantCulture, $"  baseline {bare.PerSecond,8:N0}/s  p95 {bare.P95,6:N1} ms  CPU {bare.CpuPerThousand,6:N2}  ratio {result.Ratio:P0}")));
        }
    }

    /// <summary>A page has to be there; what the baseline answers has to be what the app answers.</summary>
    private static async Task<bool> LooksRightAsync(ServerProcess app, ServerProcess baseline, Scenario scenario, string header)
    {
        if (scenario.FirstPath is not { } path)
        {
            return true;
        }

        using var visitor = new Visitor(app.Address);
        try
        {
            var own = await visitor.GetAsync(path, header);
            if (scenario.HasBaseline)
            {
                using var other = new Visitor(baseline.Address);
                var bare = await other.GetAsync(path, header);
                if (!JsonElement.DeepEquals(JsonSerializer.Deserialize<JsonElement>(own), JsonSerializer.Deserialize<JsonElement>(bare)))
                {
                    throw new InvalidDataException($"{scenario.Name}: the two programs answer differently.\n{own}\n{bare}");
                }
            }

            return true;
        }
        catch (InvalidOperationException error) when (scenario.ByCookie)
        {
            Console.WriteLine($"  {scenario.Name,-28} not measured: {error.Message}");
            return false;
        }
    }

    private static async Task<Dictionary<(string Who, bool ByCookie), string>> SignInAsync(ServerProcess app, IReadOnlyList<Scenario> scenarios)
    {
        var headers = new Dictionary<(string Who, bool ByCookie), string>();
        foreach (var (who, byCookie) in scenarios.Select(s => s.Login).Distinct())
        {
            using var visitor = new Visitor(app.Address);
            if (byCookie)
            {
                await visitor.SendFormAsync("/sign-in", ("Email", who), ("Password", Names.Password));
                headers[(who, true)] = $"Cookie: {visitor.Cookies}";
            }
            else
            {
                headers[(who, false)] = $"Authorization: Bearer {await visitor.SignInAsync(who, Names.Password)}";
            }
        }

        return headers;
    }
}
