using CyberIncidents.Application.Common.Behaviors;
using CyberIncidents.Infrastructure.Jobs;
using OpenTelemetry.Metrics;

namespace CyberIncidents.Web.Hosting;

/// <summary>
/// Metrics by OTLP, where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names a collector. Only the program's own meters: those of the web
/// server carry paths, and paths carry references.
/// </summary>
internal static class MetricsExport
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void AddMetricsExport(this IServiceCollection services, IConfiguration configuration)
    {
        if (!string.IsNullOrWhiteSpace(configuration[Endpoint]))
        {
            services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter(Telemetry.Name, JobsServices.MeterName).AddOtlpExporter());
        }
    }
}
