using CyberIncidents.Benchmarks.Load;
using CyberIncidents.Benchmarks.Measure;

switch (args)
{
    case ["load", var file, var keys, var count]:
        Loader.Load(file, keys, int.Parse(count, System.Globalization.CultureInfo.InvariantCulture));
        return 0;
    case ["prepare", .. var rest]:
        await Preparation.RunAsync(Options.Parse(rest));
        return 0;
    default:
        Console.Error.WriteLine("Use run.sh.");
        return 2;
}
