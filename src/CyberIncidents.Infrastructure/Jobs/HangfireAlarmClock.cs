using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.FollowUps;

namespace CyberIncidents.Infrastructure.Jobs;

/// <summary>The clock port over Hangfire.</summary>
internal sealed class HangfireAlarmClock(AlarmPlanner planner, IAfterCommit afterCommit) : IAlarmClock
{
    public void PlanAfterCommit(IEnumerable<Alarm> alarms)
    {
        foreach (var alarm in alarms.Where(a => a.Stands))
        {
            var (id, at) = (alarm.Id, alarm.FireAt);
            afterCommit.Add(() => planner.Plan(id, at));
        }
    }
}
