using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CyberIncidents.Benchmarks.Load;

namespace CyberIncidents.Benchmarks.Measure;

/// <summary>What a page of the directory's lists takes with 10,000 organisations and 50,000 contact points, over HTTP and one call after the other.</summary>
internal static class DirectoryBenchmark
{
    private const int Organisations = 10_000;
    private const int ContactsEach = 5;
    private const int Calls = 400;
    private const int WarmUp = 50;
    private const double TargetMs = 25;

    public static async Task RunAsync(Options options)
    {
        await Preparation.RunAsync(options);
        var file = Path.Combine(options.Work, "directory.db");
        if (!options.Reuse || !File.Exists(file))
        {
            File.Copy(Preparation.FileOf(options, options.Sizes[^1]), file, overwrite: true);
            DirectoryMaker.Fill(file, Organisations, ContactsEach);
        }

        await using var app = await Programs.AppAsync(options, file);
        using var analyst = new Visitor(app.Address);
        await analyst.SendFormAsync("/sign-in", ("Email", Names.Analyst), ("Password", Names.Password));
        await analyst.SignInAsync(Names.Analyst, Names.Password);
        Console.WriteLine("| list, page of 50 | median ms | p95 ms | target |");
        Console.WriteLine("|---|---:|---:|---|");
        await MeasureAsync(analyst, "organisations, through all pages", "/api/v1/organisations?limit=50", next: true);
        await MeasureAsync(analyst, "organisations of a country", "/api/v1/organisations?limit=50&country=SG");
        await MeasureAsync(analyst, "organisations of a kind", "/api/v1/organisations?limit=50&kind=Police");
        await MeasureAsync(analyst, "organisations by a common word", "/api/v1/organisations?limit=50&q=cyber");
        await MeasureAsync(analyst, "organisations by two words", "/api/v1/organisations?limit=50&q=cyber+agency");
        await MeasureAsync(analyst, "organisations by a word that none has", "/api/v1/organisations?limit=50&q=nowhere");
        await MeasureAsync(analyst, "contact points, through all pages", "/api/v1/contact-points?limit=50", next: true);
        await MeasureAsync(analyst, "page: directory", "/organisations");
        await MeasureAsync(analyst, "page: directory by a word that none has", "/organisations?q=nowhere");
        await MeasureAsync(analyst, "page: directory problems", "/directory/problems");
        await MeasureAsync(analyst, "page: form that offers all organisations", "/commitments/new", isList: false);
    }

    private static async Task MeasureAsync(Visitor visitor, string what, string path, bool next = false, bool isList = true)
    {
        var times = new List<double>();
        string? cursor = null;
        for (var i = 0; i < Calls + WarmUp; i++)
        {
            var address = cursor is null ? path : $"{path}&after={Uri.EscapeDataString(cursor)}";
            var started = Stopwatch.GetTimestamp();
            var answer = await visitor.GetAsync(address);
            var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            if (i >= WarmUp)
            {
                times.Add(took);
            }

            if (next)
            {
                using var page = JsonDocument.Parse(answer);
                cursor = page.RootElement.TryGetProperty("next", out var place) ? place.GetString() : null;
            }
        }

        times.Sort();
        var p95 = times[(int)(times.Count * 0.95)];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {what} | {times[times.Count / 2]:F1} | {p95:F1} | {(isList ? $"{TargetMs:F0} {(p95 < TargetMs ? "met" : "MISSED")}" : "none")} |"));
    }
}
