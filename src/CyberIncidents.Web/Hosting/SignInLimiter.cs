using System.Threading.RateLimiting;
using CyberIncidents.Web.Api;

namespace CyberIncidents.Web.Hosting;

/// <summary>Counts failed sign-ins per address: 20 in five minutes, then 429 until some are forgotten. Successes cost nothing.</summary>
internal sealed class SignInLimiter(IConfiguration configuration) : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private readonly PartitionedRateLimiter<string> _failures = PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetSlidingWindowLimiter(address, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = configuration.GetValue<int?>("RateLimits:FailedSignIns") ?? 20,
            Window = Window,
            SegmentsPerWindow = 5,
        }));

    public void EnsureNotLimited(HttpContext context)
    {
        if (RetryAfter(context) is { } wait)
        {
            throw new TooManyFailuresException(wait);
        }
    }

    /// <summary>How long to wait; null when the address may try.</summary>
    public TimeSpan? RetryAfter(HttpContext context) =>
        _failures.GetStatistics(Address(context)) is { CurrentAvailablePermits: <= 0 } ? Window / 5 : null;

    public void CountFailure(HttpContext context) => _failures.AttemptAcquire(Address(context)).Dispose();

    public void Dispose() => _failures.Dispose();

    private static string Address(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "unknown";
}
