using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Deadlines;
using CyberIncidents.Application.Mails;
using CyberIncidents.Application.Notices;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.People;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Partners;

/// <summary>Puts a contact check to an organisation, and tells both sides of it.</summary>
internal sealed class ContactCheckTelling(
    IAppDb db, NoticeWriter notices, CalendarBook calendars, DirectorySettings settings, IAlarmClock clock, TimeProvider time)
{
    /// <summary>Whether there is anybody to ask: an account, or a contact that is told by mail.</summary>
    public async Task<bool> CanBeAskedAsync(Guid organisationId, CancellationToken cancellationToken) =>
        (await notices.LiaisonsOfAsync(organisationId, cancellationToken)).Count > 0
        || (notices.GoesByMail
            && await db.ContactPoints.Where(PartnerContacts.TakesWords).AnyAsync(c => c.OrganisationId == organisationId, cancellationToken));

    /// <summary>The check that waits for an answer and is not due yet; to ask again would only ask twice.</summary>
    public Task<ContactCheck?> RunningAsync(Guid organisationId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return db.ContactChecks.Where(c => c.OrganisationId == organisationId && c.AnsweredAt == null && c.SupersededAt == null && c.DueAt > now)
            .OrderByDescending(c => c.CreatedAt).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Asks, with a short clock; what was asked before and not answered gives way.</summary>
    public async Task<ContactCheck> AskAsync(Guid organisationId, Guid? askedById, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var running = await db.ContactChecks.Include(c => c.Alarms)
            .Where(c => c.OrganisationId == organisationId && c.AnsweredAt == null && c.SupersededAt == null).ToListAsync(cancellationToken);
        foreach (var older in running)
        {
            older.Supersede(now);
        }

        if (running.Count > 0)
        {
            // First: an organisation has one open check at a time, and the database sees to that row by row.
            await db.SaveChangesAsync(cancellationToken);
        }

        var due = Domain.Calendars.Deadlines.Due(
            now, new Offset(settings.CheckWorkingDays, OffsetUnit.WorkingDays), CountingRule.Continuous, await calendars.OfAsync(organisationId, cancellationToken));
        var check = new ContactCheck(organisationId, askedById, due, now);
        db.ContactChecks.Add(check);
        clock.PlanAfterCommit(check.Alarms);
        await TellPartnerAsync(NoticeKind.ContactCheckAsked, check, check.Id, cancellationToken);
        return check;
    }

    /// <summary>Tells whoever speaks for the organisation.</summary>
    public async Task TellPartnerAsync(NoticeKind kind, ContactCheck check, Guid causeId, CancellationToken cancellationToken) =>
        await notices.TellPartnerAsync(
            new PartnerMail(kind, causeId, (SubjectType.ContactCheck, check.Id), null, check.OrganisationId, check.Tlp, null),
            await notices.LiaisonsOfAsync(check.OrganisationId, cancellationToken), cancellationToken);

    /// <summary>Tells who asked that nobody answered, and the managers.</summary>
    public async Task TellMissedAsync(ContactCheck check, Guid causeId, CancellationToken cancellationToken)
    {
        var ours = (await notices.ManagersAsync(null, check.Tlp, cancellationToken)).ToList();
        if (check.AskedById is { } asked && await db.People.AnyAsync(p => p.Id == asked && p.DisabledAt == null && p.Roles != Roles.Administrator, cancellationToken))
        {
            ours.Add(asked);
        }

        notices.Write(NoticeKind.ContactCheckMissed, ours, causeId, (SubjectType.ContactCheck, check.Id), null, check.Tlp);
    }
}

/// <summary>Does what an alarm of a contact check does; what was answered meanwhile is left in peace.</summary>
internal sealed class ContactCheckTeller(IAppDb db, ContactCheckTelling telling)
{
    /// <summary>Fires it.</summary>
    public async Task TellAsync(Alarm alarm, CancellationToken cancellationToken)
    {
        var check = await db.ContactChecks.SingleAsync(c => c.Id == alarm.ContactCheckId, cancellationToken);
        if (!check.IsOpen)
        {
            return;
        }

        if (alarm.Kind == AlarmKind.ContactCheckReminder)
        {
            await telling.TellPartnerAsync(NoticeKind.ContactCheckReminder, check, alarm.Id, cancellationToken);
        }
        else
        {
            await telling.TellMissedAsync(check, alarm.Id, cancellationToken);
        }

        check.NoteChased();
    }
}
