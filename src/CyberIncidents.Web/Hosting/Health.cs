using CyberIncidents.Infrastructure;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CyberIncidents.Web.Hosting;

/// <summary>The database answers, migrations are applied, seeding is done.</summary>
internal sealed class DatabaseCheck(SystemState state) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await state.IsReadyAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();
}

/// <summary>No alarm was given up.</summary>
internal sealed class AlarmCheck(SystemState state) : PartCheck(state)
{
    protected override async Task<bool> IsWellAsync(SystemState state, CancellationToken cancellationToken) => await state.GivenUpAsync(cancellationToken) == 0;
}

/// <summary>No mail was given up, or somebody has dismissed it.</summary>
internal sealed class MailCheck(SystemState state) : PartCheck(state)
{
    protected override async Task<bool> IsWellAsync(SystemState state, CancellationToken cancellationToken) => await state.DeadMailsAsync(cancellationToken) == 0;
}

/// <summary>The sweep has run within five minutes.</summary>
internal sealed class SweepCheck(SystemState state) : PartCheck(state)
{
    protected override Task<bool> IsWellAsync(SystemState state, CancellationToken cancellationToken) => Task.FromResult(!state.SweepIsLate());
}

/// <summary>A part that works on while it is not well: Degraded and still 200. Without the database nothing of it is known.</summary>
internal abstract class PartCheck(SystemState state) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        !await state.IsReadyAsync(cancellationToken) ? HealthCheckResult.Unhealthy()
        : await IsWellAsync(state, cancellationToken) ? HealthCheckResult.Healthy()
        : HealthCheckResult.Degraded();

    protected abstract Task<bool> IsWellAsync(SystemState state, CancellationToken cancellationToken);
}

/// <summary>Where health is asked for. Anybody may ask: the answer has words and no numbers; those are on the jobs page and in the metrics.</summary>
internal static class Health
{
    public static void AddHealth(this IServiceCollection services) => services.AddHealthChecks()
        .AddCheck<DatabaseCheck>("database").AddCheck<AlarmCheck>("alarms").AddCheck<MailCheck>("mails").AddCheck<SweepCheck>("sweep");

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous();
    }

    private static Task WriteAsync(HttpContext context, HealthReport report) =>
        context.Response.WriteAsJsonAsync(new
        {
            status = report.Status.ToString(),
            checks = report.Entries.ToDictionary(e => e.Key, e => e.Value.Status.ToString(), StringComparer.Ordinal),
        });
}
