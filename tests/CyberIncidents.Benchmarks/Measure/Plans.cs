using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using CyberIncidents.Application;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Dashboards;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Requests;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Benchmarks.Load;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.People;
using CyberIncidents.Infrastructure;
using CyberIncidents.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.Benchmarks.Measure;

/// <summary>
/// Runs the queries behind lists, cases, dashboard and desk in this process, and prints for each the CPU time, the commands that
/// it sends and the plan that SQLite makes for them.
/// </summary>
internal sealed class Plans : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private readonly List<(string Sql, List<(string Name, object? Value)> Parameters)> _commands = [];

    public static async Task PrintAsync(string file, string keys, string only, int times)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ConnectionStrings:Default"] = $"Data Source={file}",
            ["Storage:KeyPath"] = keys,
            ["Jobs:Role"] = "Web",
        }).Build();
        await using var services = new ServiceCollection().AddLogging().AddApplication()
            .AddInfrastructure(configuration, new AppPaths(AppContext.BaseDirectory, Path.GetDirectoryName(file)!), demo: false).BuildServiceProvider();
        await using var db = services.GetRequiredService<ContextFactory>().Lease(Viewer.System);
        var people = db.Set<Person>().ToDictionary(p => p.Email, StringComparer.Ordinal);
        var plans = new Plans();
        using var subscription = DiagnosticListener.AllListeners.Subscribe(plans);
        foreach (var (name, who, send) in Queries(file).Where(q => q.Name.Contains(only, StringComparison.Ordinal)))
        {
            await plans.PrintAsync(services, name, Viewer.Of(people[who]), send, times, file);
        }
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.EntityFrameworkCore")
        {
            value.Subscribe(this);
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == RelationalEventId.CommandExecuting.Name && value.Value is CommandEventData { Command: var command })
        {
            _commands.Add((command.CommandText, [.. command.Parameters.Cast<DbParameter>().Select(p => (p.ParameterName, p.Value))]));
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    private static IEnumerable<(string Name, string Who, Func<IDispatcher, Task> Send)> Queries(string file)
    {
        var page = new PageRequest(50);
        var one = new Scenarios(file).All().First(s => s.Name == "read").FirstPath!.Split('/')[^1];
        var request = new Scenarios(file).All().First(s => s.Name == "page: request, large partner").FirstPath!.Split('/')[^1];
        Func<IDispatcher, Task> Of<T>(IQuery<T> query) => send => send.SendAsync(query, CancellationToken.None);
        return
        [
            ("list", Names.Analyst, Of(new ListIncidentsQuery(new IncidentFilter { Status = [.. IncidentLifecycle.Open] }, page))),
            ("list without filter", Names.Analyst, Of(new ListIncidentsQuery(new IncidentFilter(), page))),
            ("list by next clock", Names.Analyst, Of(new ListIncidentsQuery(new IncidentFilter { Open = true }, page with { Sort = "nextClock" }))),
            ("list, large partner", Names.LargeLiaison, Of(new ListSharedIncidentsQuery(page))),
            ("list, small partner", Names.SmallLiaison, Of(new ListSharedIncidentsQuery(page))),
            ("requests, large partner", Names.LargeLiaison, Of(new ListSharedRequestsQuery(new RequestFilter(), page))),
            ("request, large partner", Names.LargeLiaison, Of(new GetSharedRequestQuery(request))),
            ("read", Names.Analyst, Of(new GetIncidentQuery(one))),
            ("read request", Names.Analyst, Of(new GetRequestQuery(request))),
            ("dashboard", Names.Manager, Of(new GetDashboardQuery())),
            ("desk", Names.Analyst, Of(new GetDeskQuery(Mine: true))),
            ("desk of all", Names.Manager, Of(new GetDeskQuery(Mine: false))),
            ("navigation", Names.Analyst, Of(new GetNavigationQuery())),
            ("navigation, large partner", Names.LargeLiaison, Of(new GetNavigationQuery())),
            ("quick filters", Names.Analyst, Of(new CountIncidentsQuery())),
        ];
    }

    private async Task PrintAsync(IServiceProvider services, string name, Viewer viewer, Func<IDispatcher, Task> send, int times, string file)
    {
        async Task Once()
        {
            await using var scope = services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<IViewerAccessor>().Current = viewer;
            await send(scope.ServiceProvider.GetRequiredService<IDispatcher>());
        }

        await Once();
        _commands.Clear();
        await Once();
        var commands = _commands.ToList();
        for (var i = 0; i < times / 2; i++)
        {
            await Once();
        }

        using var process = Process.GetCurrentProcess();
        var before = process.UserProcessorTime + process.PrivilegedProcessorTime;
        var allocated = GC.GetTotalAllocatedBytes();
        for (var i = 0; i < times; i++)
        {
            await Once();
        }

        allocated = GC.GetTotalAllocatedBytes() - allocated;
        process.Refresh();
        var cpu = process.UserProcessorTime + process.PrivilegedProcessorTime - before;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"== {name}: {commands.Count} commands, {cpu.TotalMilliseconds / times:F2} ms of CPU, {allocated / times / 1024:N0} KB allocated"));
        using var connection = new SqliteConnection($"Data Source={file}");
        connection.Open();
        foreach (var (sql, parameters) in commands)
        {
            Explain(connection, sql, parameters);
        }
    }

    private static void Explain(SqliteConnection connection, string sql, List<(string Name, object? Value)> parameters)
    {
        using var command = connection.CreateCommand();
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        command.CommandText = sql;
        var best = TimeSpan.MaxValue;
        var rows = 0;
        for (var i = 0; i < 5; i++)
        {
            var started = Stopwatch.GetTimestamp();
            using var reader = command.ExecuteReader();
            rows = 0;
            while (reader.Read())
            {
                rows++;
            }

            var took = Stopwatch.GetElapsedTime(started);
            best = took < best ? took : best;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"-- {rows} rows, {best.TotalMilliseconds:F2} ms in SQLite"));
        Console.WriteLine(sql);
        command.CommandText = "EXPLAIN QUERY PLAN " + sql;
        using var plan = command.ExecuteReader();
        while (plan.Read())
        {
            Console.WriteLine($"   | {plan.GetString(3)}");
        }
    }
}
