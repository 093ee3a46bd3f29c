using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.FollowUps;

namespace CyberIncidents.Infrastructure.Jobs;

/// <summary>The clock port over Hangfire.</summary>
internal sealed class HangfireAlarmClock(AlarmPlanner planner, IAfterCommit afterCommit) : IAlarmClock
{
    public void PlanAfterCommit(FollowUp followUp, string reference)
    {
        foreach (var alarm in followUp.Alarms.Where(a => a.FiredAt is null && a.CancelledAt is null))
        {
            var (id, at, name) = (alarm.Id, alarm.FireAt, AlarmPlanner.NameOf(alarm.Kind, alarm.Tlp, reference, alarm.Id));
            afterCommit.Add(() => planner.Plan(id, at, name));
        }
    }
}
