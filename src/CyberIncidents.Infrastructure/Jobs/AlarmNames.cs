using System.Globalization;
using System.Linq.Expressions;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Chasing;
using CyberIncidents.Domain.Engagements;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Infrastructure.Persistence;
using Hangfire;
using Hangfire.Common;
using Hangfire.Dashboard;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.Infrastructure.Jobs;

/// <summary>
/// What alarms are called where jobs are shown: reference and step, for RED nothing but the alarm's id. A name is made when it is
/// read, so that what is raised to RED later does not stay in a job by name.
/// </summary>
internal sealed class AlarmNames(ContextFactory contexts)
{
    /// <summary>What of an alarm makes its name.</summary>
    internal sealed record Facts(Guid Id, AlarmKind Kind, int? Share, ChaseWhom? Whom, Tlp Tlp, string? Reference);

    /// <summary>The name of an alarm; its id when it is not there any more.</summary>
    public string Of(Guid alarmId)
    {
        using var db = contexts.Lease(Viewer.System);
        var facts = db.Set<Alarm>().Where(a => a.Id == alarmId).Select(Read(db)).SingleOrDefault();
        return facts is null ? alarmId.ToString("D") : Of(facts);
    }

    /// <summary>The name of an alarm that has been read.</summary>
    public static string Of(Facts alarm) => alarm is { Tlp: not Tlp.Red, Reference: { } reference }
        ? $"{reference}: {StepOf(alarm)}"
        : alarm.Id.ToString("D");

    /// <summary>Reads what makes the name.</summary>
    public static Expression<Func<Alarm, Facts>> Read(AppDbContext db) => a => new Facts(
        a.Id,
        a.Kind,
        a.Share,
        a.Whom,
        a.Tlp,
        a.RequestId != null
            ? db.Set<Request>().Where(r => r.Id == a.RequestId).Select(r => r.Reference).FirstOrDefault()
            : a.AboutId != null
                ? db.Set<Engagement>().Where(e => e.Id == a.AboutId).Select(e => e.Reference).FirstOrDefault()
                    ?? db.Set<Commitment>().Where(c => c.Id == a.AboutId).Select(c => c.Reference).FirstOrDefault()
            : a.ContactCheckId != null
                ? db.Set<Organisation>().Where(o => db.Set<ContactCheck>().Any(c => c.Id == a.ContactCheckId && c.OrganisationId == o.Id)).Select(o => o.Name).FirstOrDefault()
            : db.Set<Incident>().Where(i => i.Id == a.IncidentId).Select(i => i.Reference).FirstOrDefault());

    private static string StepOf(Facts alarm) => alarm.Kind switch
    {
        AlarmKind.FollowUpReminder => "follow-up reminder",
        AlarmKind.FollowUpDue => "follow-up due",
        AlarmKind.FollowUpRecurs => "follow-up recurs",
        AlarmKind.ChasingStep => (alarm.Share is { } percent ? string.Create(CultureInfo.InvariantCulture, $"chasing step at {percent} %") : "chasing step after due")
            + $", to {WhomOf(alarm.Whom)}",
        AlarmKind.ClockReminder => "clock reminder",
        AlarmKind.ClockDue => "clock due",
        AlarmKind.RecallReminder => "recall reminder",
        AlarmKind.RecallDue => "recall due",
        AlarmKind.RecallOverdue => "recall overdue",
        AlarmKind.ConsentReminder => "consent reminder",
        AlarmKind.ConsentDue => "consent due",
        AlarmKind.ContactCheckReminder => "contact check reminder",
        AlarmKind.ContactCheckDue => "contact check due",
        _ => "follow-up overdue",
    };

    private static string WhomOf(ChaseWhom? whom) => whom switch
    {
        ChaseWhom.Liaison => "liaison officer",
        ChaseWhom.Deputy => "deputy",
        ChaseWhom.Owner => "owner",
        ChaseWhom.Manager => "manager",
        _ => "24/7 contact",
    };
}

/// <summary>The name of an alarm's job in the engine's own dashboard.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AlarmJobNameAttribute() : JobDisplayNameAttribute("Alarm {0}")
{
    public override string Format(DashboardContext context, Job job) => job.Args[0] is Guid alarmId
        ? context.GetHttpContext().RequestServices.GetRequiredService<AlarmNames>().Of(alarmId)
        : base.Format(context, job);
}
