using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Mails;

/// <summary>What a mail is about, as its reader may see it now.</summary>
/// <param name="Reference">Our reference; null for what has none.</param>
/// <param name="TheirReference">The partner's reference.</param>
/// <param name="Tlp">The effective marking.</param>
/// <param name="DueAt">The deadline.</param>
/// <param name="Title">Its title; only for what may leave in clear.</param>
/// <param name="Body">Its text, or what was said last; only for what may leave in clear.</param>
/// <param name="Page">The page that shows it, without a leading slash.</param>
internal sealed record MailSubject(
    string? Reference, string? TheirReference, Tlp Tlp, DateTimeOffset? DueAt, string? Title, string? Body, string Page);

/// <summary>
/// Reads what a mail is about with its reader as viewer. Nothing comes back for what the reader does not see any more, and for what has
/// been done since.
/// </summary>
internal sealed class MailSubjects(IAppDb db, IViewerAccessor viewer, TimeProvider time)
{
    private static readonly FixedQuery<Guid, RequestRow> Requests = new((db, id) =>
        from r in db.Requests
        where r.Id == id
        select new RequestRow(
            r.Reference, r.TheirReference, r.Tlp, r.Subject, r.Body,
            new RequestFacts(r.Kind, r.State, r.DueAt, r.SeenAt, r.FirstActAt, r.SilentFrom, r.Outcome, r.DeclineGround), r.AnsweredAt));

    private static readonly FixedQuery<Guid, string?> Notes = new((db, id) => db.RequestEntries.Where(e => e.Id == id).Select(e => e.Note));

    private static readonly FixedQuery<Guid, ParticipationRow> Participations = new((db, id) =>
        from p in db.Participations
        where p.Id == id
        join i in db.Incidents on p.IncidentId equals i.Id
        select new ParticipationRow(i.Reference, p.Tlp, p.State, p.SharedTitle, p.SharedSummary));

    private static readonly FixedQuery<Guid, RecallRow> Recalls = new((db, id) =>
        db.Recalls.Where(r => r.Id == id).Select(r => new RecallRow(r.ReleaseNumber, r.MarkedAs, r.State, r.DueAt)));

    private static readonly FixedQuery<Guid, ReleaseRow> Released = new((db, id) =>
        from r in db.Releases
        where r.Id == id && r.State == ReleaseState.Released
        join i in db.Incidents on r.IncidentId equals i.Id
        select new ReleaseRow(i.Reference, r.Tlp, r.Number, r.Note));

    private static readonly FixedQuery<Guid, ConsentRow> Consents = new((db, id) =>
        from c in db.Consents
        where c.Id == id
        join i in db.Incidents on c.IncidentId equals i.Id
        select new ConsentRow(i.Reference, c.Tlp, c.State, c.DueAt, c.About, c.Reason));

    private static readonly FixedQuery<Guid, DateTimeOffset?> Checks = new((db, id) =>
        db.ContactChecks.Where(c => c.Id == id && c.AnsweredAt == null && c.SupersededAt == null).Select(c => (DateTimeOffset?)c.DueAt));

    public Task<MailSubject?> FindAsync(OutboxMail mail, CancellationToken cancellationToken)
    {
        var (kind, id) = (mail.Notice!.Value, mail.SubjectId!.Value);
        return mail.SubjectType switch
        {
            SubjectType.Request => RequestAsync(mail, kind, id, cancellationToken),
            SubjectType.Participation => ParticipationAsync(id, cancellationToken),
            SubjectType.Recall => RecallAsync(id, cancellationToken),
            SubjectType.Release => ReleaseAsync(id, cancellationToken),
            SubjectType.Consent => ConsentAsync(kind, id, cancellationToken),
            SubjectType.ContactCheck => ContactCheckAsync(id, cancellationToken),
            _ => Task.FromResult<MailSubject?>(null),
        };
    }

    /// <summary>Whether titles and texts may stand in a mail, which travels in clear.</summary>
    public static bool MayBeTold(Tlp tlp) => tlp <= Tlp.Green;

    private async Task<MailSubject?> RequestAsync(OutboxMail mail, NoticeKind kind, Guid id, CancellationToken cancellationToken)
    {
        if (await db.Run(Requests, id).SingleOrDefaultAsync(cancellationToken) is not { } r || !Stands(kind, r))
        {
            return null;
        }

        var told = MayBeTold(r.Tlp);
        // Of a task outside any case that was withdrawn, the words are taken back; why is said.
        var title = told && !(kind == NoticeKind.RequestWithdrawn && mail.IncidentId is null) ? r.Subject : null;
        var body = !told ? null
            : kind == NoticeKind.RequestReceived ? r.Body
            : await db.Run(Notes, mail.CauseId).SingleOrDefaultAsync(cancellationToken);
        return new MailSubject(
            r.Reference, r.TheirReference, r.Tlp, kind == NoticeKind.RequestWithdrawn ? null : r.Facts.DueAt, title, body, $"requests/{r.Reference}");
    }

    /// <summary>Whether it is still worth saying.</summary>
    private bool Stands(NoticeKind kind, RequestRow r) => kind switch
    {
        NoticeKind.RequestReceived => r.Facts.State != RequestState.Withdrawn && r.AnsweredAt is null,
        NoticeKind.RequestClarified or NoticeKind.RequestReturned => RequestStanding.RunningStates.Contains(r.Facts.State),
        NoticeKind.RequestWithdrawn => r.Facts.State == RequestState.Withdrawn,
        NoticeKind.RequestReminder => r.Facts.IsWaiting,
        NoticeKind.RequestOverdue => r.Facts.IsOverdue(time.GetUtcNow()),
        _ => true,
    };

    private async Task<MailSubject?> ParticipationAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await db.Run(Participations, id).SingleOrDefaultAsync(cancellationToken) is not { } p
            || p.State is ParticipationState.Proposed or ParticipationState.Declined or ParticipationState.Withdrawn)
        {
            return null;
        }

        var told = MayBeTold(p.Tlp);
        return new MailSubject(p.Reference, null, p.Tlp, null, told ? p.Title : null, told ? p.Summary : null, CasePage(p.Reference));
    }

    /// <summary>The number of the release and its marking, and no reference of the case: it may not be shared any more.</summary>
    private async Task<MailSubject?> RecallAsync(Guid id, CancellationToken cancellationToken) =>
        await db.Run(Recalls, id).SingleOrDefaultAsync(cancellationToken) is { State: RecallState.Open } r
            ? new MailSubject(r.Number, null, r.Tlp, r.DueAt, null, null, "shared")
            : null;

    private async Task<MailSubject?> ReleaseAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await db.Run(Released, id).SingleOrDefaultAsync(cancellationToken) is not { } r)
        {
            return null;
        }

        var told = MayBeTold(r.Tlp);
        return new MailSubject(r.Reference, null, r.Tlp, null, told ? r.Number : null, told ? r.Note : null, CasePage(r.Reference));
    }

    /// <summary>A question that was answered or has run out asks for nothing any more.</summary>
    private async Task<MailSubject?> ConsentAsync(NoticeKind kind, Guid id, CancellationToken cancellationToken)
    {
        if (await db.Run(Consents, id).SingleOrDefaultAsync(cancellationToken) is not { } c)
        {
            return null;
        }

        var waits = Consent.StateAt(c.State, c.DueAt, time.GetUtcNow()) == ConsentState.Asked;
        if ((kind is NoticeKind.ConsentAsked or NoticeKind.ConsentReminder) != waits)
        {
            return null;
        }

        var told = MayBeTold(c.Tlp);
        return new MailSubject(
            c.Reference, null, c.Tlp, waits ? c.DueAt : null, told ? c.About : null, told && waits ? c.Reason : null, viewer.Required.IsPartner ? "action" : CasePage(c.Reference));
    }

    /// <summary>A check that was answered asks for nothing any more.</summary>
    private async Task<MailSubject?> ContactCheckAsync(Guid id, CancellationToken cancellationToken) =>
        await db.Run(Checks, id).SingleOrDefaultAsync(cancellationToken) is { } due ? new MailSubject(null, null, Tlp.Green, due, null, null, "action") : null;

    private string CasePage(string reference) => $"{(viewer.Required.IsPartner ? "shared" : "incidents")}/{reference}";

    private sealed record RequestRow(
        string Reference, string? TheirReference, Tlp Tlp, string Subject, string Body, RequestFacts Facts, DateTimeOffset? AnsweredAt);

    private sealed record RecallRow(string Number, Tlp Tlp, RecallState State, DateTimeOffset DueAt);

    private sealed record ReleaseRow(string Reference, Tlp Tlp, string Number, string? Note);

    private sealed record ConsentRow(string Reference, Tlp Tlp, ConsentState State, DateTimeOffset DueAt, string About, string Reason);

    private sealed record ParticipationRow(string Reference, Tlp Tlp, ParticipationState State, string? Title, string? Summary);
}
