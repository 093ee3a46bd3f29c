using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.FollowUps;

namespace CyberIncidents.Infrastructure.Jobs;

/// <summary>The clock port over Hangfire.</summary>
internal sealed class HangfireAlarmClock(AlarmPlanner planner, IAfterCommit afterCommit) : IAlarmClock
{
    public void PlanAfterCommit(IEnumerable<Alarm> alarms, string reference)
    {
        foreach (var alarm in alarms.Where(a => a.Stands))
        {
            var (id, at, name) = (alarm.Id, alarm.FireAt, AlarmPlanner.NameOf(alarm.Kind, alarm.Share, alarm.Tlp, reference, alarm.Id));
            afterCommit.Add(() => planner.Plan(id, at, name));
        }
    }
}
