using System.Collections.Concurrent;
using System.Diagnostics;
using CyberIncidents.Infrastructure.Jobs;
using CyberIncidents.Infrastructure.Persistence;
using CyberIncidents.Infrastructure.Seeding;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace CyberIncidents.FunctionalTests.Support;

/// <summary>
/// The whole program in this process: real HTTP pipeline, real database, a clock that the test moves. Each has a database
/// of its own, so no test sees another. The job engine is off; <see cref="FireDueAlarmsAsync"/> does what the sweep does.
/// </summary>
internal sealed class TestApp : WebApplicationFactory<Program>
{
    /// <summary>A Monday, 10:00 in Jakarta.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 3, 0, 0, TimeSpan.Zero);

    public const string Password = "Cyber-Demo-2026!";

    private static IModelMetadataProvider? _formFields;

    private readonly string _folder = Path.Combine(Path.GetTempPath(), "ci-test-" + Guid.NewGuid().ToString("N"));
    private readonly string? _server = TestDatabase.SqlServer;
    private readonly string _databaseName = "ci_" + Guid.NewGuid().ToString("N");
    private readonly IReadOnlyDictionary<string, string?> _settings;
    private readonly bool _demoCases;
    private readonly bool _isTemplate;
    private bool _prepared;
    private string? _connection;

    /// <param name="settings">Configuration on top of the defaults of tests.</param>
    /// <param name="demoCases">Whether the demo cases are wanted; accounts and organisations are always there.</param>
    /// <param name="environment">The host's environment.</param>
    public TestApp(IReadOnlyDictionary<string, string?>? settings = null, bool demoCases = false, string environment = "Development")
    {
        _settings = settings ?? new Dictionary<string, string?>(StringComparer.Ordinal);
        _demoCases = demoCases;
        EnvironmentName = environment;
        // A millisecond passes at each look, so that what happens one after the other keeps its order.
        Clock = new FakeTimeProvider(Start) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };
    }

    private TestApp(bool demoCases)
        : this(null, demoCases)
    {
        _isTemplate = true;
    }

    public FakeTimeProvider Clock { get; }

    public string EnvironmentName { get; }

    public string Folder => _folder;

    public string DatabaseFile => Path.Combine(_folder, "test.db");

    private string CleanCopy => Path.Combine(_folder, "copy.db");

    /// <summary>Whether everything is logged and kept; it costs more than all else that a test does.</summary>
    public bool KeepsLogs { get; init; }

    /// <summary>Everything that was logged, at every level; nothing unless <see cref="KeepsLogs"/>.</summary>
    public ConcurrentQueue<string> LogLines { get; } = new();

    /// <summary>Fires what is due by the test's clock, as the sweep does.</summary>
    public Task<int> FireDueAlarmsAsync() => Services.GetRequiredService<AlarmDrain>().DrainAsync(CancellationToken.None);

    /// <summary>Signs in and gets a client with a bearer token; <paramref name="name"/> as in <c>liaison.nl</c>.</summary>
    public async Task<ApiClient> AsAsync(string name)
    {
        var client = new ApiClient(CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false }));
        await client.SignInAsync($"{name}@demo.test", Password);
        return client;
    }

    public ApiClient Anonymous() => new(CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false }));

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        Prepare();
        builder.UseEnvironment(EnvironmentName);
        foreach (var (key, value) in Settings())
        {
            builder.UseSetting(key, value);
        }

        if (KeepsLogs)
        {
            builder.ConfigureLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new MemoryLog(LogLines)));
        }

        builder.ConfigureServices(services =>
        {
            var settings = services.Select(s => s.ImplementationInstance).OfType<DatabaseSettings>().Single();
            _connection = settings.Provider == DatabaseProvider.Sqlite ? settings.ConnectionString : null;
            var clock = new DemoClock(Clock);
            services.Replace(ServiceDescriptor.Singleton(clock));
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
            // A hash that is slow on purpose is a fifth of what a test costs.
            services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1_000);
            // What forms have for fields is the same in every host, and reading it is a seventh of a start.
            services.Replace(ServiceDescriptor.Singleton<IModelMetadataProvider>(s => LazyInitializer.EnsureInitialized(
                ref _formFields, () => ActivatorUtilities.CreateInstance<DefaultModelMetadataProvider>(s))));
        });
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing || !_prepared)
        {
            return;
        }

        // A pool has a timer, and the timer holds whatever host opened its first connection, with all that is in it.
        if (_connection is not null)
        {
            using var pooled = new SqliteConnection(_connection);
            SqliteConnection.ClearPool(pooled);
        }

        if (_isTemplate)
        {
            return;
        }

        if (_server is not null)
        {
            Execute(_server, $"ALTER DATABASE [{_databaseName}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE [{_databaseName}]");
        }

        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private Dictionary<string, string?> Settings()
    {
        var level = KeepsLogs ? "Trace" : "None";
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Demo:Enabled"] = EnvironmentName == "Development" ? "true" : "false",
            ["Demo:Cases"] = _demoCases ? "true" : "false",
            ["Logging:LogLevel:Default"] = level,
            ["Logging:LogLevel:Microsoft"] = level,
            ["Logging:LogLevel:Hangfire"] = level,
            ["Logging:Console:LogLevel:Default"] = "None",
            ["Logging:Console:LogLevel:Microsoft"] = "None",
            ["Logging:Console:LogLevel:Hangfire"] = "None",
            ["Jobs:Role"] = "Web",
            ["Jobs:Storage"] = "Memory",
            ["Storage:EvidencePath"] = Path.Combine(_folder, "evidence"),
            ["Storage:KeyPath"] = Path.Combine(_folder, "keys"),
            ["Database:Provider"] = _server is null ? "Sqlite" : "SqlServer",
            ["ConnectionStrings:Default"] = _server is null
                ? $"Data Source={DatabaseFile}"
                : new SqlConnectionStringBuilder(_server) { InitialCatalog = _databaseName }.ConnectionString,
        };
        foreach (var (key, value) in _settings)
        {
            settings[key] = value;
        }

        return settings;
    }

    private void Prepare()
    {
        if (_prepared)
        {
            return;
        }

        _prepared = true;
        Directory.CreateDirectory(_folder);
        if (_server is null)
        {
            if (EnvironmentName == "Development" && !_isTemplate)
            {
                (_demoCases ? TemplateWithCases : Template).Value.CopyTo(this);
            }

            return;
        }

        Execute(_server, $"CREATE DATABASE [{_databaseName}]");
        var settings = new DatabaseSettings(DatabaseProvider.SqlServer, Settings()["ConnectionStrings:Default"]!, null);
        using var db = new AppDbContext(DesignTimeOptions.For(settings));
        Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.Migrate(db.Database);
    }

    /// <summary>A prepared database, made once for the run: organisations and accounts, no cases.</summary>
    private static readonly Lazy<TestApp> Template = new(() => Made(demoCases: false));

    /// <summary>The same with the cases of the demo, whose playing takes seconds.</summary>
    private static readonly Lazy<TestApp> TemplateWithCases = new(() => Made(demoCases: true));

    private static TestApp Made(bool demoCases)
    {
        using var app = new TestApp(demoCases);
        using (app.CreateClient())
        {
        }

        using var source = new SqliteConnection($"Data Source={app.DatabaseFile};Pooling=False");
        source.Open();
        using var command = source.CreateCommand();
        command.CommandText = "VACUUM INTO $file";
        command.Parameters.AddWithValue("$file", app.CleanCopy);
        command.ExecuteNonQuery();
        return app;
    }

    private void CopyTo(TestApp other)
    {
        File.Copy(CleanCopy, other.DatabaseFile);
        Directory.CreateDirectory(Path.Combine(other._folder, "keys"));
        foreach (var key in Directory.GetFiles(Path.Combine(_folder, "keys")))
        {
            File.Copy(key, Path.Combine(other._folder, "keys", Path.GetFileName(key)));
        }
    }

    private static void Execute(string connectionString, string sql)
    {
        using var connection = new SqlConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private sealed class MemoryLog(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            lines.Enqueue(state.ToString() ?? string.Empty);
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue(formatter(state, exception) + exception);
    }
}
