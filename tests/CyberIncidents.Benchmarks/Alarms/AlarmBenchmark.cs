using System.Diagnostics;
using System.Globalization;
using CyberIncidents.Application;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.FollowUps;
using CyberIncidents.Benchmarks.Load;
using CyberIncidents.Benchmarks.Measure;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.People;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Infrastructure;
using CyberIncidents.Infrastructure.Jobs;
using CyberIncidents.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.Benchmarks.Alarms;

/// <summary>
/// Measures alarms: planning one and looking for due ones while 100,000 wait, the drain of 10,000 that are due at once with all
/// their effects, and the lag of an alarm beside 1,000 calls a minute.
/// </summary>
internal static class AlarmBenchmark
{
    private const int Waiting = 100_000;
    private const int Due = 10_000;

    public static async Task RunAsync(Options options)
    {
        await Preparation.RunAsync(options);
        var file = Path.Combine(options.Work, "alarms.db");
        // The log of a run that was killed belongs to another file.
        File.Delete(file + "-wal");
        File.Delete(file + "-shm");
        File.Copy(Preparation.FileOf(options, options.Sizes[0]), file, overwrite: true);
        var rows = new AlarmRows(file);
        var now = TimeProvider.System.GetUtcNow();
        rows.AddFollowUps(Waiting / 2, i => now.AddDays(30).AddSeconds(i), now);
        rows.Number("ANALYZE; SELECT 1");
        Print("commits of the disk", $"{AlarmRows.CommitsPerSecond(options.Work):N0}/s", string.Empty);
        await using (var services = Services(file, Preparation.KeysOf(options)))
        {
            await PlanAsync(services);
            await SweepAsync(services);
            await DrainAsync(services, rows, "follow-ups", () => rows.AddFollowUps(Due, _ => now.AddMinutes(-1), now.AddHours(-1)));
            await DrainAsync(services, rows, "steps of ladders", () => rows.AddSteps(Due, now.AddMinutes(-1), now.AddHours(-1)));
        }

        await LagAsync(options, file, rows);
    }

    private static async Task PlanAsync(ServiceProvider services)
    {
        await using var db = services.GetRequiredService<ContextFactory>().Lease(Viewer.System);
        var analyst = await db.Set<Person>().SingleAsync(p => p.Email == Names.Analyst);
        var incident = await db.Set<Incident>().Where(i => i.Status == IncidentStatus.Active && i.Tlp != Tlp.Red).Select(i => i.Reference).FirstAsync();
        var at = TimeProvider.System.GetUtcNow().AddDays(3);
        var times = await TimesAsync(300, send => send.SendAsync(
            new ScheduleFollowUpCommand(incident, new ScheduleFollowUpInput { Title = "Call them", DueAt = at, TimeZone = "Asia/Jakarta" }), CancellationToken.None),
            services, Viewer.Of(analyst));
        Print($"planning one, {Waiting:N0} waiting", $"median {Median(times):F1} ms, p95 {Percentile(times, 0.95):F1} ms", "median under 5 ms");
    }

    private static async Task SweepAsync(ServiceProvider services)
    {
        var drain = services.GetRequiredService<AlarmDrain>();
        var times = new List<double>();
        for (var i = 0; i < 300; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await drain.DrainAsync(CancellationToken.None);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        times.RemoveRange(0, 50);
        Print($"a sweep that finds none, {Waiting:N0} waiting", $"median {Median(times):F2} ms, p95 {Percentile(times, 0.95):F2} ms", "under 20 ms");
    }

    private static async Task DrainAsync(ServiceProvider services, AlarmRows rows, string what, Action add)
    {
        add();
        var drain = services.GetRequiredService<AlarmDrain>();
        var notices = rows.Number("SELECT COUNT(*) FROM Notices");
        var started = Stopwatch.GetTimestamp();
        var fired = await drain.DrainAsync(CancellationToken.None);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Print(
            $"drain of {Due:N0} {what}",
            string.Create(CultureInfo.InvariantCulture, $"{fired / seconds:N0}/s ({fired:N0} in {seconds:F1} s, {rows.Number("SELECT COUNT(*) FROM Notices") - notices:N0} notices)"),
            "800/s on 1,000 commits/s");
    }

    /// <summary>One alarm a second for a minute, beside 1,000 calls a minute.</summary>
    private static async Task LagAsync(Options options, string file, AlarmRows rows)
    {
        await using var app = await Programs.AppAsync(options, file);
        using var analyst = new Visitor(app.Address);
        await analyst.SignInAsync(Names.Analyst, Names.Password);
        using var others = new Visitor(app.Address);
        await others.SignInAsync(Names.Analyst, Names.Password);
        var incident = System.Text.Json.JsonDocument.Parse(await analyst.GetAsync("/api/v1/incidents?status=Active&limit=1"))
            .RootElement.GetProperty("items")[0].GetProperty("reference").GetString();
        using var stop = new CancellationTokenSource();
        var load = Task.Run(async () =>
        {
            using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(60));
            for (var i = 0; await pace.WaitForNextTickAsync() && !stop.IsCancellationRequested; i++)
            {
                await others.GetAsync(i % 3 == 0 ? "/api/v1/incidents?limit=50" : i % 3 == 1 ? $"/api/v1/incidents/{incident}" : "/api/v1/desk");
            }
        });
        for (var i = 0; i < 60; i++)
        {
            await analyst.PostAsync(
                $"/api/v1/incidents/{incident}/follow-ups",
                new { title = "Lag", dueAt = TimeProvider.System.GetUtcNow().AddSeconds(3), timeZone = "Asia/Jakarta" });
            await Task.Delay(1000);
        }

        await Task.Delay(TimeSpan.FromSeconds(10));
        await stop.CancelAsync();
        await load;
        const string Lags = """
            SELECT (julianday(a.FiredAt) - julianday(a.FireAt)) * 86400 AS Lag FROM Alarms a JOIN FollowUps f ON f.Id = a.FollowUpId
            WHERE f.Title = 'Lag' AND a.Kind = 'FollowUpDue'
            """;
        var (mean, worst, unfired) = (
            rows.Number($"SELECT AVG(Lag) FROM ({Lags})"), rows.Number($"SELECT MAX(Lag) FROM ({Lags})"), rows.Number($"SELECT COUNT(*) FROM ({Lags}) WHERE Lag IS NULL"));
        Print("lag beside 1,000 calls a minute", string.Create(CultureInfo.InvariantCulture, $"mean {mean:F2} s, worst {worst:F2} s, unfired {unfired:N0}"), "under 2 s");
    }

    private static async Task<List<double>> TimesAsync(int count, Func<IDispatcher, Task> send, ServiceProvider services, Viewer viewer)
    {
        var times = new List<double>();
        for (var i = 0; i < count; i++)
        {
            await using var scope = services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<IViewerAccessor>().Current = viewer;
            var started = Stopwatch.GetTimestamp();
            await send(scope.ServiceProvider.GetRequiredService<IDispatcher>());
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        times.RemoveRange(0, count / 5);
        return times;
    }

    private static ServiceProvider Services(string file, string keys)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ConnectionStrings:Default"] = $"Data Source={file}",
            ["Storage:KeyPath"] = keys,
            ["Jobs:Role"] = "All",
        }).Build();
        return new ServiceCollection().AddLogging().AddApplication()
            .AddInfrastructure(configuration, new AppPaths(AppContext.BaseDirectory, Path.GetDirectoryName(file)!), demo: false).BuildServiceProvider();
    }

    private static double Median(List<double> times) => Percentile(times, 0.5);

    private static double Percentile(List<double> times, double share)
    {
        var sorted = times.Order().ToList();
        return sorted[(int)(share * (sorted.Count - 1))];
    }

    private static void Print(string what, string figure, string target) =>
        Console.WriteLine($"| {what} | {figure} | {target} |");
}
