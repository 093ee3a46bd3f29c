using System.Diagnostics.Metrics;
using CyberIncidents.Application.Admin;

namespace CyberIncidents.Infrastructure.Jobs;

/// <summary>
/// The numbers of the jobs page as metrics, without tags: no reference and no content. They are read when somebody collects them,
/// and one reading serves all.
/// </summary>
internal sealed class JobsMetrics : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "CyberIncidents.Jobs";

    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);
    private readonly Meter _meter;
    private readonly Counter<long> _fired;
    private readonly Lock _one = new();
    private readonly TimeProvider _time;
    private Func<CancellationToken, Task<(JobFigures Figures, SweepState Sweep)>>? _read;
    private (JobFigures Figures, SweepState Sweep)? _last;
    private long _readAt;

    public JobsMetrics(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        _meter = meters.Create(Name);
        _fired = _meter.CreateCounter<long>("cyberincidents.jobs.alarms.fired", "{alarm}", "Alarms that this process fired");
        Gauge("cyberincidents.jobs.alarms.waiting", "{alarm}", "Alarms that stand and have not fired", f => f.Figures.AlarmsWaiting);
        Gauge("cyberincidents.jobs.alarms.lag", "s", "For how long the oldest due alarm has waited", f => f.Figures.LagSeconds);
        Gauge("cyberincidents.jobs.alarms.given_up", "{alarm}", "Alarms that were given up", f => f.Figures.AlarmsGivenUp);
        Gauge("cyberincidents.jobs.mails.waiting", "{mail}", "Mails that wait to be sent", f => f.Figures.MailsWaiting);
        Gauge("cyberincidents.jobs.mails.dead", "{mail}", "Mails that were given up", f => f.Figures.MailsDead);
        Gauge("cyberincidents.jobs.sweep.age", "s", "Seconds since the last sweep", f => f.Sweep.LastAt is { } at ? (_time.GetUtcNow() - at).TotalSeconds : null);
    }

    /// <summary>Counts alarms that fired.</summary>
    public void Fired(int alarms) => _fired.Add(alarms);

    /// <summary>Says from where the numbers come; until then there are none.</summary>
    public void ReadBy(Func<CancellationToken, Task<(JobFigures Figures, SweepState Sweep)>> read) => _read = read;

    public void Dispose() => _meter.Dispose();

    private void Gauge(string name, string unit, string description, Func<(JobFigures Figures, SweepState Sweep), double?> value) =>
        _meter.CreateObservableGauge(
            name, () => Read() is { } figures && value(figures) is { } number ? [new Measurement<double>(number)] : Array.Empty<Measurement<double>>(), unit, description);

    /// <summary>Collectors call from a thread of their own and cannot wait; a database that does not answer gives no numbers.</summary>
    private (JobFigures Figures, SweepState Sweep)? Read()
    {
        lock (_one)
        {
            if (_read is null || (_last is not null && _time.GetElapsedTime(_readAt) < Kept))
            {
                return _last;
            }

            try
            {
                _last = Task.Run(() => _read(CancellationToken.None)).GetAwaiter().GetResult();
                _readAt = _time.GetTimestamp();
            }
            catch (Exception error) when (error is System.Data.Common.DbException or InvalidOperationException or TimeoutException)
            {
                _last = null;
            }

            return _last;
        }
    }
}
