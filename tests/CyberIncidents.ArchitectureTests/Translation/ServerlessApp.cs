using System.Reflection;
using System.Runtime.CompilerServices;
using CyberIncidents.Application;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.ArchitectureTests.Support;
using CyberIncidents.Infrastructure;
using CyberIncidents.Infrastructure.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.ArchitectureTests.Translation;

/// <summary>Application and infrastructure on SQL Server, whose commands go no further than <see cref="NoServer"/>.</summary>
internal sealed class ServerlessApp : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ci-arch-").FullName;
    private readonly ServiceProvider _services;
    private readonly NoServer _server;
    private readonly HashSet<string> _lists;
    private readonly IReadOnlyDictionary<string, string> _texts;

    public ServerlessApp(IReadOnlyDictionary<string, string> texts)
    {
        _texts = texts;
        _server = new NoServer(TextOf);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Database:Provider"] = "SqlServer",
            ["ConnectionStrings:Default"] = Models.NoServer,
            ["Jobs:Role"] = "Web",
            ["Jobs:Storage"] = "Memory",
            ["Storage:KeyPath"] = _folder,
        }).Build();
        _services = new ServiceCollection().AddLogging().AddApplication()
            .AddInfrastructure(configuration, new AppPaths(AppContext.BaseDirectory, _folder), demo: false).BuildServiceProvider(validateScopes: true);
        var settings = _services.GetRequiredService<DatabaseSettings>();
        var options = new DbContextOptionsBuilder<AppDbContext>(DesignTimeOptions.For(settings)).AddInterceptors(_server).Options;
        // Every lease of the program comes from here, whoever takes it.
        Readers(_services.GetRequiredService<ContextFactory>()) = new PooledDbContextFactory<AppDbContext>(options, poolSize: 1);
        using var db = new AppDbContext(options);
        _lists = [.. db.Model.GetEntityTypes().SelectMany(t => t.GetProperties()).Where(p => p.IsPrimitiveCollection || p.Name is "BasisFields" or "Fields").Select(p => p.GetColumnName())];
    }

    /// <summary>Runs a query as a viewer, through the behaviours.</summary>
    /// <returns>What would have been sent to the server.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(IBaseRequest query, Viewer viewer)
    {
        await using var scope = _services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IViewerAccessor>().Current = viewer;
        await (Task)SendAsync(scope.ServiceProvider.GetRequiredService<IDispatcher>(), (dynamic)query);
        return _server.Commands;
    }

    /// <summary>Runs a fixed query with sample arguments.</summary>
    /// <returns>What would have been sent to the server.</returns>
    public async Task<IReadOnlyList<string>> RunFixedAsync(object query, Viewer viewer)
    {
        await using var scope = _services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IViewerAccessor>().Current = viewer;
        var types = query.GetType().GetGenericArguments();
        var run = typeof(IAppDb).GetMethods().Single(m => m.Name == nameof(IAppDb.Run) && m.GetGenericArguments().Length == types.Length).MakeGenericMethod(types);
        var rows = run.Invoke(scope.ServiceProvider.GetRequiredService<IAppDb>(), [query, .. types.SkipLast(1).Select(Sample)]);
        var drain = typeof(ServerlessApp).GetMethod(nameof(DrainAsync), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(types[^1]);
        await (Task)drain.Invoke(null, [rows])!;
        return _server.Commands;
    }

    /// <summary>Runs a query of LINQ on a leased context.</summary>
    public async Task RunAsync<T>(Func<AppDbContext, IQueryable<T>> query, Viewer viewer)
    {
        await using var db = _services.GetRequiredService<ContextFactory>().Lease(viewer);
        _ = await query(db).ToListAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static Task<T> SendAsync<T>(IDispatcher send, IQuery<T> query) => send.SendAsync(query, CancellationToken.None);

    private static async Task DrainAsync<T>(IAsyncEnumerable<T> rows)
    {
        await foreach (var row in rows)
        {
            _ = row;
        }
    }

    private static object Sample(Type argument) =>
        argument == typeof(string) ? "A"
        : argument == typeof(IReadOnlyList<string>) ? new[] { "A", "B" }
        : argument == typeof(IReadOnlyList<Guid>) ? new[] { Guid.NewGuid(), Guid.NewGuid() }
        : Activator.CreateInstance(argument)!;

    // "0" is a word of any enum, a number, and JSON; a list is an empty one.
    private string TextOf(string column)
    {
        var name = column.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        return _texts.TryGetValue(name, out var text) ? text : _lists.Contains(name) ? "[]" : name.EndsWith("Handling", StringComparison.Ordinal) ? "PAP:AMBER H1" : "0";
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_readers")]
    private static extern ref PooledDbContextFactory<AppDbContext> Readers(ContextFactory factory);
}
