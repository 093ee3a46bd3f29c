using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.Chasing;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Requests;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Deadlines;

/// <summary>
/// Plans the steps of a request's ladder as alarms; a step whose instant is past is not planned. Of what is late when the requested side's
/// turn begins again (<see cref="Request.ChasedFrom"/>) the overdue part of the ladder begins anew from there: the step at 100 % at once,
/// those after it as long after that instant as they are after the due instant; those before 100 % do not come back. The instants depend
/// on nothing else, so planning again within a turn repeats no step, and no two steps come closer together than the ladder has them.
/// </summary>
internal sealed class RequestLadder(IAppDb db, ICaseParts parts, IAlarmClock clock, TimeProvider time)
{
    private List<ChasingLadder>? _ladders;

    /// <summary>Calls off what stands and plans the steps that are still to come.</summary>
    /// <param name="request">The request.</param>
    /// <param name="timeOf">The time of its clock.</param>
    /// <param name="now">The instant.</param>
    /// <param name="keepDue">Whether steps whose instant has come and that nobody has taken yet, because the server was off, still stand.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task PlanAsync(Request request, ClockTime timeOf, DateTimeOffset now, bool keepDue, CancellationToken cancellationToken)
    {
        var standing = await parts.AlarmsOfAsync(request.Id, cancellationToken);
        var kept = standing.Where(a => keepDue && a.FireAt <= now).ToList();
        foreach (var alarm in standing.Except(kept))
        {
            alarm.Cancel(now);
        }

        var anew = request.ChasedFrom > timeOf.DueAt ? request.ChasedFrom : null;
        var planned = new List<Alarm>();
        var urgency = Pressing(request.Pressing, timeOf.Whole);
        foreach (var step in StepsOf((await ForAsync(request.Kind, urgency, cancellationToken))?.Steps ?? [], request))
        {
            if (step.Whom == ChaseWhom.AroundTheClock && request.Urgency < Urgency.Urgent)
            {
                // Their 24/7 contact is woken only where the request itself says that it presses.
                continue;
            }

            if (InstantOf(step, timeOf, anew) is { } at && (at > now || (at == now && at == anew && kept.Count == 0)))
            {
                planned.Add(new Alarm(request, step, at, now));
            }
        }

        db.Alarms.AddRange(planned);
        clock.PlanAfterCommit(planned);
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
    public async Task<ChasingLadder?> ForAsync(RequestKind kind, Urgency urgency, CancellationToken cancellationToken)
    {
        _ladders ??= await db.ChasingLadders.AsNoTracking().Where(l => l.RetiredAt == null).OrderBy(l => l.Code).ToListAsync(cancellationToken);
        return _ladders.Where(l => l.Fits(kind, urgency) is not null).MaxBy(l => l.Fits(kind, urgency));
    }

    /// <summary>
    /// Where a partner asks us, its officers are our own people: whoever answers is reminded, late or not, and what would turn to a deputy turns to
    /// our managers. What is mailed to a partner is also noted in the program for our own people, who work there.
    /// </summary>
    private static IEnumerable<LadderStep> StepsOf(IEnumerable<LadderStep> steps, Request request) => !request.IsInbound
        ? steps
        : steps.Where(s => s.Whom != ChaseWhom.AroundTheClock)
            .Select(s => s with
            {
                Whom = s.Whom is ChaseWhom.Deputy or ChaseWhom.Manager ? ChaseWhom.Manager : ChaseWhom.Owner,
                By = s.By == ChaseMeans.Mail ? ChaseMeans.Both : s.By,
            })
            .DistinctBy(s => (s.Share, s.Offset, s.Whom));

    /// <summary>When a step comes; null for one before the due instant once that has passed.</summary>
    private static DateTimeOffset? InstantOf(LadderStep step, ClockTime timeOf, DateTimeOffset? anew)
    {
        if (step.Share is not { } percent)
        {
            return (anew ?? timeOf.DueAt) + LadderOffset.Parse(step.Offset)!.Value;
        }

        var share = percent / 100d;
        return anew is not { } from ? timeOf.InstantOf(share) : share < 1 ? null : timeOf.BeyondFrom(from, share);
    }

    /// <summary>A clock of hours presses, whatever the request says: its ladder must not count in days.</summary>
    private static Urgency Pressing(Urgency said, TimeSpan whole)
    {
        var by = whole <= TimeSpan.FromHours(4) ? Urgency.Emergency : whole <= TimeSpan.FromHours(24) ? Urgency.Urgent : Urgency.Low;
        return said > by ? said : by;
    }
}
