using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.Deadlines;
using CyberIncidents.Domain.Incidents;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Deadlines;

/// <summary>The stages of law that run on a case: begins them with their reminders, chains them, ends them with the case.</summary>
internal sealed class CaseStages(IAppDb db, RuleBook rules, IAlarmClock clock, TimeProvider time)
{
    private static readonly double[] Reminders = [0.5, 0.8];

    /// <summary>Begins a stage.</summary>
    public async Task<LegalClock> BeginAsync(Incident incident, DeadlineRule rule, DateTimeOffset start, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var calendar = await rules.CalendarAsync(rule.Duty, null, cancellationToken);
        var due = RuleBook.DueOf(rule.Terms, start, incident.DetectedAt ?? incident.CreatedAt, calendar);
        var begun = new LegalClock(new ClockSubject(incident.Id, null, incident.Tlp, null), rule.Code, rule.Terms, start, due, agreed: false, now);
        db.LegalClocks.Add(begun);
        Plan(begun, calendar, now);
        return begun;
    }

    /// <summary>Plans the reminders of a stage anew.</summary>
    public void Plan(LegalClock stage, Domain.Calendars.WorkCalendar calendar, DateTimeOffset now)
    {
        var timeOf = new ClockTime(stage, calendar);
        stage.PlanAlarms(Reminders.Select(timeOf.InstantOf), now);
        clock.PlanAfterCommit(stage.Alarms);
    }

    /// <summary>The stages that run on a case, with their names.</summary>
    public async Task<IReadOnlyList<(Guid Id, string Stage)>> OpenAsync(Incident incident, CancellationToken cancellationToken)
    {
        var open = new List<(Guid, string)>();
        foreach (var running in await RunningAsync(incident, cancellationToken))
        {
            var rule = await rules.FindAsync(running.RuleCode!, cancellationToken);
            open.Add((running.Id, OwnClocks.TitleOf(rule is null ? null : new StageName(rule.Regime, rule.RegimeId, rule.NameEn, rule.NameId), running.RuleCode)));
        }

        return open;
    }

    /// <summary>The case has ended: nothing is due of it any more.</summary>
    public async Task CancelAsync(Incident incident, CancellationToken cancellationToken)
    {
        foreach (var running in await RunningAsync(incident, cancellationToken))
        {
            running.Cancel(time.GetUtcNow());
        }
    }

    /// <summary>The stages that begin when one is submitted; one that runs already, because somebody started it by hand, is left as it is.</summary>
    public async Task<IReadOnlyList<LegalClock>> ChainAsync(Incident incident, LegalClock submitted, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var next = (await rules.OfCasesAsync(at, cancellationToken)).Where(r => r.Trigger == ClockTrigger.PreviousStage && r.Previous == submitted.RuleCode);
        var running = (await RunningAsync(incident, cancellationToken)).Where(c => c.Id != submitted.Id).Select(c => c.RuleCode).ToList();
        var begun = new List<LegalClock>();
        foreach (var rule in next.Where(r => !running.Contains(r.Code)))
        {
            begun.Add(await BeginAsync(incident, rule, at, cancellationToken));
        }

        return begun;
    }

    private Task<List<LegalClock>> RunningAsync(Incident incident, CancellationToken cancellationToken) =>
        db.LegalClocks.Include(c => c.Alarms).Include(c => c.Stops)
            .Where(c => c.IncidentId == incident.Id && c.RequestId == null && (c.State == ClockState.Running || c.State == ClockState.Stopped))
            .OrderBy(c => c.DueAt).ToListAsync(cancellationToken);
}
