using CyberIncidents.Application.Chasing;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Deadlines;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.People;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberIncidents.Application.Mails;

/// <summary>How many daily mails were put into the outbox.</summary>
/// <param name="Mails">Those with something to say.</param>
public sealed record DigestsMade(int Mails);

/// <summary>
/// Makes the daily mails whose hour has come: from 08:00 of a working day where the recipient is, one for each recipient and local day.
/// What waited for one and was raised to RED leaves by itself, whatever the hour.
/// </summary>
[RequirePermission(Permission.System)]
public sealed record MakeDigestsCommand : ICommand<DigestsMade>;

internal sealed class MakeDigestsHandler(IAppDb db, MailWriter mails, WaitingSteps waiting, TimeProvider time) : ICommandHandler<MakeDigestsCommand, DigestsMade>
{
    private static readonly LocalTime Hour = new(8, 0);

    private static readonly FixedQuery<int, Recipient> Subscribers = new((db, _) =>
        from p in db.People
        where p.WantsDigest && p.DisabledAt == null && !Person.SpeakerRoles.Contains(p.Roles) && p.Roles != Roles.Administrator
        join o in db.Organisations on p.OrganisationId equals o.Id
        select new Recipient(p.Id, p.TimeZone, o));

    private static readonly FixedQuery<int, Recipient> Partners = new((db, _) =>
        from o in db.Organisations
        where !o.IsHome && db.People.Any(p => p.OrganisationId == o.Id && Person.SpeakerRoles.Contains(p.Roles) && p.DisabledAt == null)
        select new Recipient(null, null, o));

    private static readonly FixedQuery<DateOnly, Made> Runs = new((db, from) =>
        db.DigestRuns.Where(r => r.Day >= from).Select(r => new Made(r.RecipientKey, r.Day)));

    private sealed record Recipient(Guid? PersonId, string? OwnZone, Organisation Organisation)
    {
        public Guid Key => PersonId ?? Organisation.Id;
    }

    private sealed record Made(Guid Key, DateOnly Day);

    public async Task<DigestsMade> Handle(MakeDigestsCommand command, CancellationToken cancellationToken)
    {
        if (!mails.IsOn)
        {
            return new DigestsMade(0);
        }

        await waiting.SendRedAsync(cancellationToken);
        var made = 0;
        var now = time.GetUtcNow();
        foreach (var (recipient, day) in await DueAsync(now, cancellationToken))
        {
            var mail = recipient.PersonId is { } person
                ? await OfPersonAsync(person, now, cancellationToken)
                : await OfOrganisationAsync(recipient.Organisation.Id, now, cancellationToken);
            db.DigestRuns.Add(new DigestRun(recipient.Key, day, mail?.Id, now));
            made += mail is null ? 0 : 1;
        }

        await db.SaveChangesAsync(cancellationToken);
        return new DigestsMade(made);
    }

    /// <summary>Those whose hour has come today and who have none yet; days that were missed stay missed.</summary>
    private async Task<List<(Recipient Recipient, DateOnly Day)>> DueAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        // No zone is further than a day from UTC.
        var utcDay = DateOnly.FromDateTime(now.UtcDateTime);
        var days = await WorkingDays.ReadAsync(db, utcDay.AddDays(-1), utcDay.AddDays(1), cancellationToken);
        var made = (await db.Run(Runs, utcDay.AddDays(-1)).ToListAsync(cancellationToken)).ToHashSet();
        var recipients = await db.Run(Subscribers, 0).ToListAsync(cancellationToken);
        recipients.AddRange(await db.Run(Partners, 0).ToListAsync(cancellationToken));
        var due = new List<(Recipient, DateOnly)>();
        foreach (var recipient in recipients)
        {
            var there = Instant.FromDateTimeOffset(now).InZone(Zones.Get(recipient.OwnZone ?? recipient.Organisation.TimeZone));
            var day = there.Date.ToDateOnly();
            if (there.TimeOfDay >= Hour && days.Has(recipient.Organisation, day) && !made.Contains(new Made(recipient.Key, day)))
            {
                due.Add((recipient, day));
            }
        }

        return due;
    }

    private async Task<OutboxMail?> OfPersonAsync(Guid personId, DateTimeOffset now, CancellationToken cancellationToken) =>
        (await db.FollowUpsOfAsync(personId, now, cancellationToken)).Count > 0
        || (await db.ClocksOfAsync(personId, now, cancellationToken)).Count > 0
        || (await db.StuckInCasesOfAsync(personId, now, cancellationToken)).Count > 0
        || (await db.AskedOfAsync(personId, now, cancellationToken)).Count > 0
            ? Queue(MailKind.PersonDigest, new MailRecipient(personId, null, null), now)
            : null;

    /// <summary>A partner gets one when a request is overdue or due within the day, or when a step of a ladder waits for it.</summary>
    private async Task<OutboxMail?> OfOrganisationAsync(Guid organisationId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var steps = await db.StepsForAsync(organisationId, cancellationToken);
        if (steps.Count == 0
            && !(await db.WaitingForAsync(organisationId, cancellationToken)).Exists(r => r.Facts.DueAt <= now + DigestQueries.Ahead))
        {
            return null;
        }

        var mail = Queue(MailKind.OrganisationDigest, new MailRecipient(null, null, organisationId), now)!;
        steps.ForEach(step => step.PutInto(mail.Id));
        return mail;
    }

    private OutboxMail? Queue(MailKind kind, MailRecipient recipient, DateTimeOffset now) =>
        mails.Queue(kind, null, Guid.CreateVersion7(now), recipient, null, null);
}
