using CyberIncidents.Infrastructure;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CyberIncidents.Web.Hosting;

/// <summary>Alive, and ready: the database answers, migrations are applied, seeding is done; an old sweep is Degraded and still 200.</summary>
internal sealed class ReadyCheck(SystemState state) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!await state.IsReadyAsync(cancellationToken))
        {
            return HealthCheckResult.Unhealthy("The database does not answer, or is not prepared.");
        }

        if (await state.GivenUpAsync(cancellationToken) is > 0 and var lost)
        {
            return HealthCheckResult.Degraded($"{lost} alarms failed ten times and were given up.");
        }

        if (await state.DeadMailsAsync(cancellationToken) is > 0 and var mails)
        {
            return HealthCheckResult.Degraded($"{mails} mails could not be delivered for 48 hours and were given up.");
        }

        return state.SweepIsLate() ? HealthCheckResult.Degraded("The sweep has not run for five minutes.") : HealthCheckResult.Healthy();
    }
}

/// <summary>Where health is asked for.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous();
    }

    private static Task WriteAsync(HttpContext context, HealthReport report) =>
        context.Response.WriteAsJsonAsync(new { status = report.Status.ToString(), reasons = report.Entries.Values.Select(e => e.Description).Where(d => d is not null) });
}
