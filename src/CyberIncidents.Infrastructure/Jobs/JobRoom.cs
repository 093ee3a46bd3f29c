using CyberIncidents.Application.Admin;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.People;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Infrastructure.Persistence;
using Hangfire;
using Hangfire.Storage;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Infrastructure.Jobs;

/// <summary>The work behind the scenes, read as the program: ids, references with steps, instants and types of failures.</summary>
internal sealed class JobRoom(ContextFactory contexts, ContextLease lease, JobFigureReader figures, AlarmNames names, JobStorage storage, TimeProvider time)
    : IJobRoom
{
    private const int NextShown = 20;
    private const int FailuresShown = 50;

    public async Task<JobsDetail> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = contexts.Lease(Viewer.System);
        var standing = db.Set<Alarm>().Where(a => a.FiredAt == null && a.CancelledAt == null);
        return new JobsDetail
        {
            At = time.GetUtcNow(),
            Sweep = await figures.SweepAsync(cancellationToken),
            Figures = await figures.ReadAsync(cancellationToken),
            Next = await AlarmsAsync(db, standing.Where(a => a.DeadAt == null).OrderBy(a => a.FireAt).ThenBy(a => a.Id).Take(NextShown), cancellationToken),
            Running = Running(),
            Failing = await AlarmsAsync(
                db, standing.Where(a => a.Attempts > 0).OrderByDescending(a => a.DeadAt).ThenBy(a => a.FireAt).ThenBy(a => a.Id).Take(FailuresShown), cancellationToken),
            Mails = await MailsAsync(db, cancellationToken),
            Recurring = Recurring(),
        };
    }

    /// <summary>In the context of the command, so that its save and its audit have it; no filter stands before the id that was given out here.</summary>
    public Task<Alarm?> FindAlarmAsync(Guid id, CancellationToken cancellationToken) =>
        lease.Context.Set<Alarm>().IgnoreQueryFilters().SingleOrDefaultAsync(a => a.Id == id, cancellationToken);

    private static async Task<IReadOnlyList<AlarmJob>> AlarmsAsync(AppDbContext db, IQueryable<Alarm> alarms, CancellationToken cancellationToken)
    {
        var rows = await alarms.AsNoTracking().ToListAsync(cancellationToken);
        var ids = rows.ConvertAll(a => a.Id);
        var called = await db.Set<Alarm>().Where(a => ids.Contains(a.Id)).Select(AlarmNames.Read(db)).ToDictionaryAsync(f => f.Id, AlarmNames.Of, cancellationToken);
        return [.. rows.Select(a => new AlarmJob(
            a.Id, a.Kind, called[a.Id], a.Share, a.Tlp == Tlp.Red ? null : a.Whom, a.FireAt, a.Attempts, a.RetryAt, a.LastError, a.DeadAt))];
    }

    private static async Task<IReadOnlyList<MailJob>> MailsAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        var rows = await (
            from m in db.Set<OutboxMail>()
            where (m.DeadAt != null || m.BouncedAt != null) && m.DroppedAt == null
            orderby m.CreatedAt descending, m.Id
            let organisation = m.OrganisationId
                ?? db.Set<Person>().Where(p => p.Id == m.PersonId).Select(p => (Guid?)p.OrganisationId).FirstOrDefault()
                ?? db.Set<ContactPoint>().Where(c => c.Id == m.ContactPointId).Select(c => (Guid?)c.OrganisationId).FirstOrDefault()
            select new
            {
                m.Id,
                m.Kind,
                m.Notice,
                Person = db.Set<Person>().Where(p => p.Id == m.PersonId).Select(p => p.DisplayName).FirstOrDefault(),
                Contact = db.Set<ContactPoint>().Where(c => c.Id == m.ContactPointId).Select(c => c.Name).FirstOrDefault(),
                Organisation = db.Set<Organisation>().Where(o => o.Id == organisation).Select(o => o.Name).FirstOrDefault(),
                m.CreatedAt,
                m.DeadAt,
                m.BouncedAt,
                m.Attempts,
                m.LastError,
            })
            .Take(FailuresShown).ToListAsync(cancellationToken);
        return [.. rows.Select(m => new MailJob(
            m.Id, m.Kind, m.Notice, m.Person ?? m.Contact ?? m.Organisation, m.Organisation, m.CreatedAt,
            (m.BouncedAt ?? m.DeadAt)!.Value, m.BouncedAt is not null, m.Attempts, m.LastError))];
    }

    private List<RunningJob> Running() =>
        [.. storage.GetMonitoringApi().ProcessingJobs(0, FailuresShown).Select(p => new RunningJob(NameOf(p.Value.Job), At(p.Value.StartedAt), p.Value.ServerId ?? string.Empty))];

    private List<RecurringJobState> Recurring()
    {
        using var connection = storage.GetConnection();
        return [.. connection.GetRecurringJobs().Select(r => new RecurringJobState(r.Id, r.Cron, At(r.LastExecution), r.LastJobState, At(r.NextExecution)))];
    }

    /// <summary>The name of an alarm's job is that of its alarm; of the others it is their method.</summary>
    private string NameOf(Hangfire.Common.Job? job) =>
        job is null ? string.Empty : job.Method.Name == nameof(AlarmJobs.FireAsync) && job.Args is [Guid alarmId, ..] ? names.Of(alarmId) : job.Method.Name;

    private static DateTimeOffset? At(DateTime? utc) => utc is { } at ? new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc)) : null;
}
