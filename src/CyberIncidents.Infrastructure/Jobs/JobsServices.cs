using CyberIncidents.Application.Admin;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Infrastructure.Mail;
using CyberIncidents.Infrastructure.Persistence;
using Hangfire;
using Hangfire.Dashboard;
using Hangfire.InMemory;
using Hangfire.Server;
using Hangfire.SqlServer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.Infrastructure.Jobs;

/// <summary>Everything of the job engine that the host needs; outside this folder nobody knows which engine it is.</summary>
public static class JobsServices
{
    /// <summary>The name of the meter that tells how jobs stand.</summary>
    public const string MeterName = JobsMetrics.Name;

    /// <summary>Maps the engine's own dashboard; its writes need the antiforgery token.</summary>
    /// <param name="app">Where.</param>
    /// <param name="path">Under which path.</param>
    /// <param name="mayEnter">Who may see it.</param>
    /// <returns>The endpoint, to require a policy on it.</returns>
    public static IEndpointConventionBuilder MapJobsDashboard(this IEndpointRouteBuilder app, string path, Func<HttpContext, bool> mayEnter) =>
        app.MapHangfireDashboard(path, new DashboardOptions
        {
            Authorization = [new Gate(mayEnter)],
            DashboardTitle = "CyberIncidents",
            DisplayStorageConnectionString = false,
            AppPath = "/",
        });

    /// <summary>Plans what recurs, and the alarms of the next days once at start.</summary>
    internal static void StartRecurring(IServiceProvider services)
    {
        var figures = services.GetRequiredService<JobFigureReader>();
        services.GetRequiredService<JobsMetrics>().ReadBy(async token => (await figures.ReadAsync(token), await figures.SweepAsync(token)));
        if (services.GetRequiredService<JobsSettings>() is not { RunsServer: true })
        {
            return;
        }

        var recurring = services.GetRequiredService<IRecurringJobManager>();
        recurring.AddOrUpdate<AlarmJobs>("plan-alarms", j => j.PlanAsync(CancellationToken.None), "*/5 * * * *");
        recurring.AddOrUpdate<AlarmJobs>("keep-house", j => j.KeepHouseAsync(CancellationToken.None), Cron.Daily(3));
        recurring.AddOrUpdate<EvidenceJobs>("check-evidence", j => j.CheckAsync(CancellationToken.None), "*/5 * * * *");
        recurring.AddOrUpdate<EvidenceJobs>("sweep-evidence", j => j.SweepAsync(CancellationToken.None), Cron.Daily(4));
        recurring.AddOrUpdate<AlarmJobs>("digests", j => j.MakeDigestsAsync(CancellationToken.None), "*/5 * * * *");
        recurring.AddOrUpdate<DirectoryJobs>("contact-checks", j => j.AskAsync(CancellationToken.None), Cron.Hourly(20));
        services.GetRequiredService<IBackgroundJobClient>().Enqueue<AlarmJobs>(j => j.PlanAsync(CancellationToken.None));
    }

    /// <summary>Adds the job engine, the alarm clock and, unless another process does the work, the sweep.</summary>
    internal static void AddJobs(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = SettingsOf(configuration);
        services.AddSingleton(settings);
        services.AddEngine(settings);
        services.AddAlarms();
        var mailIsOn = services.Any(s => s.ServiceType == typeof(MailSettings));
        if (mailIsOn)
        {
            services.AddSingleton<MailClaims>();
            services.AddSingleton<MailDelivery>();
        }

        if (!settings.RunsServer)
        {
            return;
        }

        services.AddSingleton<IBackgroundProcess, AlarmSweep>();
        if (mailIsOn)
        {
            services.AddSingleton<IBackgroundProcess, MailPump>();
        }

        services.AddHangfireServer(o =>
        {
            o.SchedulePollingInterval = TimeSpan.FromSeconds(1);
            o.WorkerCount = 4;
            o.ServerName = Environment.MachineName + ":" + Environment.ProcessId;
        });
    }

    private static JobsSettings SettingsOf(IConfiguration configuration)
    {
        var sqlServer = configuration.GetValue<DatabaseProvider?>("Database:Provider") == DatabaseProvider.SqlServer;
        var settings = new JobsSettings(
            configuration.GetValue<JobsRole?>("Jobs:Role") ?? JobsRole.All,
            configuration.GetValue<JobsStorage?>("Jobs:Storage") ?? (sqlServer ? JobsStorage.SqlServer : JobsStorage.Memory),
            configuration.GetValue<TimeSpan?>("Jobs:Horizon") ?? TimeSpan.FromHours(72),
            configuration.GetValue<TimeSpan?>("Jobs:SweepInterval") ?? TimeSpan.FromSeconds(5));
        return settings.Storage == JobsStorage.SqlServer && !sqlServer
            ? throw new InvalidOperationException("Jobs:Storage is SqlServer, which needs Database:Provider SqlServer.")
            : settings;
    }

    private static void AddEngine(this IServiceCollection services, JobsSettings settings)
    {
        services.AddSingleton<JobsSchema>();
        services.AddHangfire((provider, hangfire) =>
        {
            hangfire.UseSimpleAssemblyNameTypeSerializer().UseRecommendedSerializerSettings();
            _ = settings.Storage == JobsStorage.SqlServer
                ? hangfire.UseSqlServerStorage(
                    provider.GetRequiredService<DatabaseSettings>().ConnectionString, new SqlServerStorageOptions { DisableGlobalLocks = true, PrepareSchemaIfNecessary = false })
                : hangfire.UseInMemoryStorage(new InMemoryStorageOptions { MaxExpirationTime = TimeSpan.FromHours(3) }) as object;
        });
        services.AddSingleton(s => new AlarmJobs(
            s.GetRequiredService<AlarmDrain>(), s.GetRequiredService<AlarmPlanner>(), s.GetRequiredService<Housekeeping>(),
            s.GetRequiredService<DigestMaker>()));
    }

    private static void AddAlarms(this IServiceCollection services)
    {
        services.AddScoped<IAlarmClaims, AlarmClaims>();
        services.AddScoped<IAlarmClock, HangfireAlarmClock>();
        services.AddMetrics();
        services.AddSingleton<JobsMetrics>();
        services.AddSingleton<JobFigureReader>();
        services.AddScoped<IJobRoom, JobRoom>();
        services.AddSingleton<AlarmDrain>();
        services.AddSingleton<AlarmPlanner>();
        services.AddSingleton<AlarmNames>();
        services.AddSingleton<Housekeeping>();
        services.AddSingleton<DigestMaker>();
        services.AddSingleton<ContactCheckPlanner>();
        services.AddSingleton(s => new DirectoryJobs(s.GetRequiredService<ContactCheckPlanner>()));
        services.AddSingleton<EvidenceMetrics>();
        services.AddSingleton<EvidenceKeeper>();
        services.AddSingleton<IEvidenceChecks>(s => s.GetRequiredService<EvidenceKeeper>());
        services.AddSingleton(s => new EvidenceJobs(s.GetRequiredService<EvidenceKeeper>()));
        services.AddSingleton<MailSignal>();
        services.AddScoped<IMailSignal, MailBell>();
    }

    private sealed class Gate(Func<HttpContext, bool> mayEnter) : IDashboardAuthorizationFilter
    {
        public bool Authorize(DashboardContext context) => mayEnter(context.GetHttpContext());
    }
}
