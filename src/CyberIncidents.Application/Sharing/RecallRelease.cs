using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Deadlines;
using CyberIncidents.Application.Mails;
using CyberIncidents.Application.Notices;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Sharing;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Sharing;

/// <summary>The key of a recall in an answer.</summary>
/// <param name="Id">The recall.</param>
public sealed record RecallKey(Guid Id);

/// <summary>
/// Asks a release back: its items are hidden from the receiver from this save on, and it is left a notice to be confirmed. By a manager, or by
/// whoever released it where the marking allows.
/// </summary>
/// <param name="Id">The release.</param>
/// <param name="Input">The reason; it stays with us.</param>
/// <param name="ExpectedVersion">The version that was read; null when the caller does not care.</param>
[RequirePermission(Permission.WorkCases)]
public sealed record RecallReleaseCommand(Guid Id, ActionInput Input, long? ExpectedVersion) : ICommand<RecallKey>;

internal sealed class RecallReleaseValidator : AbstractValidator<RecallReleaseCommand>
{
    public RecallReleaseValidator() => RuleFor(c => c.Input).SetValidator(new ActionInputValidator());
}

internal sealed class RecallReleaseHandler(
    IAppDb db, IRecalls recalls, IAccessGrants grants, IViewerAccessor viewer, RecallChase chase, TimeProvider time)
    : ICommandHandler<RecallReleaseCommand, RecallKey>
{
    public async Task<RecallKey> Handle(RecallReleaseCommand command, CancellationToken cancellationToken)
    {
        var release = await db.Releases.Include(r => r.Items)
            .SingleOrDefaultAsync(r => r.Id == command.Id && db.Incidents.Any(i => i.Id == r.IncidentId), cancellationToken) ?? throw new NotFoundException();
        var me = viewer.Required;
        if (!me.Holds(Permission.ReleaseAboveAmber) && !(release.ReleasedById == me.UserId && me.MayRelease(release.MarkedAs)))
        {
            throw new ForbiddenException("A release is recalled by a manager, or by whoever released it where the marking allows.");
        }

        release.EnsureVersion(command.ExpectedVersion);
        release.Recall();
        var now = time.GetUtcNow();
        var reason = Needs.Text(command.Input.Said, "reason");
        var dates = await chase.DatesAsync(release.OrganisationId, now, cancellationToken);
        var recall = new Recall(release, me.UserId, reason, dates, now);
        db.Recalls.Add(recall);
        var persons = await recalls.TakeBackAsync(release, now, cancellationToken);
        Grant(recall, persons, now);
        await chase.BeginAsync(recall, dates, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return new RecallKey(recall.Id);
    }

    /// <summary>What left as RED was given to persons, and only they hear of its recall; whether they are still named plays no part.</summary>
    private void Grant(Recall recall, IReadOnlyList<Guid> persons, DateTimeOffset now)
    {
        var item = (SubjectType.Recall, recall.Id);
        if (!ReleasePolicy.NeedsNamedPersons(recall.MarkedAs))
        {
            grants.Add(AccessGrant.ToOrganisation(item, recall.IncidentId, recall.OrganisationId, GrantReason.Recall, now));
        }
        else
        {
            foreach (var person in persons)
            {
                grants.Add(AccessGrant.ToPerson(item, recall.IncidentId, person, GrantReason.Recall, now));
            }
        }

        grants.Add(AccessGrant.ToPerson(item, recall.IncidentId, recall.RecalledById, GrantReason.Creator, now));
    }
}

/// <summary>The clock of a recall, which is ours: so many working days of the receiver, with its steps.</summary>
internal sealed class RecallChase(
    IAppDb db, IRecalls recalls, CalendarBook calendars, IAlarmClock clock, NoticeWriter notices, RecallSettings settings)
{
    /// <summary>Half the time for the reminder, the whole for the date, a working day more for the managers.</summary>
    public async Task<RecallDates> DatesAsync(Guid organisationId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var calendar = await calendars.OfAsync(organisationId, cancellationToken);
        var due = In(now, settings.WorkingDays);
        return new RecallDates(Domain.Calendars.Deadlines.At(now, due, 0.5, CountingRule.Continuous, calendar), due, In(due, 1));

        DateTimeOffset In(DateTimeOffset from, int days) =>
            Domain.Calendars.Deadlines.Due(from, new Offset(days, OffsetUnit.WorkingDays), CountingRule.Continuous, calendar);
    }

    /// <summary>Tells the receiver, and plans the steps that come.</summary>
    public async Task BeginAsync(Recall recall, RecallDates dates, CancellationToken cancellationToken)
    {
        Alarm[] planned =
        [
            new(recall, AlarmKind.RecallReminder, dates.RemindAt, recall.CreatedAt),
            new(recall, AlarmKind.RecallDue, dates.DueAt, recall.CreatedAt),
            new(recall, AlarmKind.RecallOverdue, dates.EscalateAt, recall.CreatedAt),
        ];
        db.Alarms.AddRange(planned);
        clock.PlanAfterCommit(planned);
        await TellTheirsAsync(NoticeKind.RecallReceived, recall, recall.Id, cancellationToken);
    }

    /// <summary>Nobody is to be chased any more.</summary>
    public async Task EndAsync(Recall recall, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var alarm in await recalls.AlarmsOfAsync(recall.Id, cancellationToken))
        {
            alarm.Cancel(now);
        }
    }

    /// <summary>Tells the receiver's liaison officers who may see the notice, by mail too.</summary>
    public async Task TellTheirsAsync(NoticeKind kind, Recall recall, Guid causeId, CancellationToken cancellationToken)
    {
        var word = new PartnerMail(
            kind, causeId, (SubjectType.Recall, recall.Id), recall.IncidentId, recall.OrganisationId, recall.MarkedAs, recall.MarkedAs);
        await notices.TellPartnerAsync(word, await recalls.TheirsAsync(recall, cancellationToken), cancellationToken);
    }

    /// <summary>Tells ours.</summary>
    public void TellOurs(NoticeKind kind, Recall recall, Guid causeId, IEnumerable<Guid> people) =>
        notices.Write(kind, people, causeId, (SubjectType.Recall, recall.Id), recall.IncidentId, recall.Tlp, recall.MarkedAs);
}

/// <summary>Takes the steps by which a recall is chased: the receiver first, then the owner, then the managers.</summary>
internal sealed class RecallTeller(IAppDb db, IRecalls recalls, RecallChase chase, NoticeWriter notices)
{
    /// <summary>Takes the step; a recall that was answered meanwhile is left in peace.</summary>
    public async Task TellAsync(Alarm alarm, CancellationToken cancellationToken)
    {
        var recall = await db.Recalls.SingleAsync(r => r.Id == alarm.RecallId, cancellationToken);
        if (recall.State != RecallState.Open)
        {
            return;
        }

        await chase.TellTheirsAsync(
            alarm.Kind == AlarmKind.RecallReminder ? NoticeKind.RecallReminder : NoticeKind.RecallOverdue, recall, alarm.Id, cancellationToken);
        var ours = alarm.Kind == AlarmKind.RecallReminder ? [] : (await recalls.OursAsync(recall, cancellationToken)).ToList();
        if (alarm.Kind == AlarmKind.RecallOverdue || (ours.Count == 0 && alarm.Kind == AlarmKind.RecallDue))
        {
            ours.AddRange(await notices.ManagersAsync(recall.IncidentId, recall.Tlp, cancellationToken));
        }

        chase.TellOurs(NoticeKind.RecallOverdue, recall, alarm.Id, ours);
        recall.NoteChased();
    }
}
