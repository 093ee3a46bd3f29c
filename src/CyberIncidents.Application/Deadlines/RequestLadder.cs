using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.Chasing;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Requests;
using Microsoft.EntityFrameworkCore;
using NodaTime.Text;

namespace CyberIncidents.Application.Deadlines;

/// <summary>Plans the steps of a request's ladder as alarms; a step whose instant is past is not planned.</summary>
internal sealed class RequestLadder(IAppDb db, ICaseParts parts, IAlarmClock clock, TimeProvider time)
{
    private List<ChasingLadder>? _ladders;

    /// <summary>Calls off what stands and plans the steps that are still to come.</summary>
    public async Task PlanAsync(Request request, ClockTime timeOf, CancellationToken cancellationToken)
    {
        await CancelAsync(request, cancellationToken);
        var now = time.GetUtcNow();
        var planned = new List<Alarm>();
        foreach (var step in (await ForAsync(request, cancellationToken))?.Steps ?? [])
        {
            var at = step.Share is { } share ? timeOf.InstantOf(share / 100d) : timeOf.DueAt + Length(step.Offset!);
            if (at > now)
            {
                planned.Add(new Alarm(request, step, at, now));
            }
        }

        db.Alarms.AddRange(planned);
        clock.PlanAfterCommit(planned, request.Reference);
    }

    /// <summary>Calls off what stands.</summary>
    public async Task CancelAsync(Request request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var alarm in await parts.AlarmsOfAsync(request.Id, cancellationToken))
        {
            alarm.Cancel(now);
        }
    }

    /// <summary>Nobody is to be chased any more: what stands is called off, and what waits for a digest is not needed.</summary>
    public async Task EndAsync(Request request, CancellationToken cancellationToken)
    {
        await CancelAsync(request, cancellationToken);
        foreach (var waiting in await parts.StepsInDigestAsync(request.Id, cancellationToken))
        {
            waiting.Conclude(ChaseOutcome.Dropped);
        }
    }

    /// <summary>The ladder that fits best.</summary>
    public async Task<ChasingLadder?> ForAsync(Request request, CancellationToken cancellationToken)
    {
        _ladders ??= await db.ChasingLadders.AsNoTracking().Where(l => l.RetiredAt == null).OrderBy(l => l.Code).ToListAsync(cancellationToken);
        return _ladders.Where(l => l.Fits(request.Kind, request.Urgency) is not null).MaxBy(l => l.Fits(request.Kind, request.Urgency));
    }

    private static TimeSpan Length(string offset) => PeriodPattern.NormalizingIso.Parse(offset).Value.ToDuration().ToTimeSpan();
}
