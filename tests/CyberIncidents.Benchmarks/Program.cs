using CyberIncidents.Benchmarks.Alarms;
using CyberIncidents.Benchmarks.Load;
using CyberIncidents.Benchmarks.Measure;

switch (args)
{
    case ["load", var file, var keys, var count]:
        Loader.Load(file, keys, int.Parse(count, System.Globalization.CultureInfo.InvariantCulture));
        return 0;
    case ["baseline", var file, var keys, .. var rest]:
        await CyberIncidents.Benchmarks.Baseline.BaselineServer.RunAsync(file, keys, rest);
        return 0;
    case ["prepare", .. var rest]:
        await Preparation.RunAsync(Options.Parse(rest));
        return 0;
    case ["run", .. var rest]:
        var options = Options.Parse(rest);
        await Preparation.RunAsync(options);
        Report.Print(options, await new Runner(options).RunAsync());
        return 0;
    case ["alarms", .. var rest]:
        await AlarmBenchmark.RunAsync(Options.Parse(rest));
        return 0;
    case ["visibility", .. var rest]:
        await VisibilityBenchmark.RunAsync(Options.Parse(rest));
        return 0;
    case ["directory", .. var rest]:
        await DirectoryBenchmark.RunAsync(Options.Parse(rest));
        return 0;
    case ["evidence", .. var rest]:
        await EvidenceBenchmark.RunAsync(rest);
        return 0;
    case ["copy-server", var folder, .. var rest]:
        await EvidenceBenchmark.ServeCopiesAsync(folder, rest);
        return 0;
    case ["plans", var file, var keys, .. var rest]:
        await Plans.PrintAsync(Path.GetFullPath(file), Path.GetFullPath(keys), rest.ElementAtOrDefault(0) ?? string.Empty, int.Parse(rest.ElementAtOrDefault(1) ?? "40", System.Globalization.CultureInfo.InvariantCulture));
        return 0;
    default:
        Console.Error.WriteLine("Use run.sh.");
        return 2;
}
