using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Deadlines;
using CyberIncidents.Application.FollowUps;
using CyberIncidents.Domain.Chasing;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Mails;

/// <summary>A request in a daily mail.</summary>
internal sealed record DigestRequest(Guid Id, string Reference, string? TheirReference, Tlp Tlp, string Subject, RequestFacts Facts, bool Inbound);

/// <summary>A follow-up in a daily mail.</summary>
internal sealed record DigestFollowUp(
    Guid Id, string? Reference, Tlp Tlp, FollowUpPurpose Purpose, string StoredTitle, string? RequestReference, DateTimeOffset DueAt,
    FollowUpAbout? AboutType, Guid? AboutId)
{
    public string Title => FollowUpTitle.Of(Purpose, StoredTitle, RequestReference);
}

/// <summary>A legal clock of a case in a daily mail.</summary>
internal sealed record DigestClock(string Reference, Tlp Tlp, string? RuleCode, StageName? Stage, DateTimeOffset DueAt)
{
    public string Title => OwnClocks.TitleOf(Stage, RuleCode);
}

/// <summary>
/// What stands in the daily mails: the same when it is asked whether there is anything to say, and when it is said, to whoever looks.
/// </summary>
internal static class DigestQueries
{
    /// <summary>How far ahead a day looks.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromHours(24);

    /// <summary>The requests that wait for an organisation; what is RED goes only to named persons.</summary>
    private static readonly FixedQuery<Guid, DigestRequest> WaitingFor = new((db, organisationId) =>
        db.Requests.Where(RequestStanding.Waiting)
            .Where(r => r.Direction == RequestDirection.Outbound && r.RequestedOrganisationId == organisationId && r.Tlp != Tlp.Red)
            .Select(r => new DigestRequest(
                r.Id, r.Reference, r.TheirReference, r.Tlp, r.Subject,
                new RequestFacts(r.Kind, r.State, r.DueAt, r.SeenAt, r.FirstActAt, r.SilentFrom, r.Outcome, r.DeclineGround), false)));

    private static readonly FixedQuery<Guid, DigestRequest> WaitingInCasesOf = new((db, personId) =>
        db.Requests.Where(RequestStanding.Waiting)
            .Where(r => r.Direction == RequestDirection.Outbound
                // A task at home may belong to no case; then it has an owner of its own.
                && (db.Incidents.Any(i => i.Id == r.IncidentId && i.OwnerId == personId) || (r.IncidentId == null && r.OwnerId == personId)))
            .Select(r => new DigestRequest(
                r.Id, r.Reference, r.TheirReference, r.Tlp, r.Subject,
                new RequestFacts(r.Kind, r.State, r.DueAt, r.SeenAt, r.FirstActAt, r.SilentFrom, r.Outcome, r.DeclineGround), false)));

    private static readonly FixedQuery<Guid, DateTimeOffset, DigestRequest> AskedOf = new((db, personId, until) =>
        db.Requests.Where(RequestStanding.Waiting)
            .Where(r => r.Direction == RequestDirection.Inbound && r.OwnerId == personId && r.DueAt <= until)
            .OrderBy(r => r.DueAt)
            .Select(r => new DigestRequest(
                r.Id, r.Reference, r.TheirReference, r.Tlp, r.Subject,
                new RequestFacts(r.Kind, r.State, r.DueAt, r.SeenAt, r.FirstActAt, r.SilentFrom, r.Outcome, r.DeclineGround), true)));

    private static readonly FixedQuery<Guid, DateTimeOffset, DigestFollowUp> FollowUpsOf = new((db, personId, until) =>
        db.FollowUps
            .Where(f => f.AssigneeId == personId && (f.State == FollowUpState.Due || (f.State == FollowUpState.Scheduled && f.DueAt <= until)))
            .OrderBy(f => f.DueAt)
            .Select(f => new DigestFollowUp(
                f.Id, db.Incidents.Where(i => i.Id == f.IncidentId).Select(i => i.Reference).FirstOrDefault(), f.Tlp, f.Purpose, f.Title,
                db.Requests.Where(r => r.Id == f.RequestId).Select(r => r.Reference).FirstOrDefault(), f.DueAt,
                f.AboutType, f.AboutId)));

    private static readonly FixedQuery<Guid, DateTimeOffset, DigestClock> ClocksOf = new((db, personId, until) =>
        from c in db.LegalClocks.Where(OwnClocks.Running)
        join i in db.Incidents on c.IncidentId equals i.Id
        where i.OwnerId == personId && c.DueAt <= until
        orderby c.DueAt
        select new DigestClock(
            i.Reference, c.Tlp, c.RuleCode,
            db.DeadlineRules.Where(r => r.Code == c.RuleCode).Select(r => new StageName(r.Regime, r.RegimeId, r.NameEn, r.NameId)).FirstOrDefault(), c.DueAt));

    /// <summary>Steps of ladders that wait for the digest of an organisation.</summary>
    private static readonly FixedQuery<Guid, ChasingEntry> StepsFor = new((db, organisationId) =>
        from e in db.ChasingEntries
        where e.Outcome == ChaseOutcome.InDigest && e.Tlp != Tlp.Red
        join r in db.Requests.Where(RequestStanding.Waiting) on e.RequestId equals r.Id
        where r.RequestedOrganisationId == organisationId
        select e);

    /// <summary>The requests that wait for an organisation: overdue first, then by due instant, those without one last.</summary>
    public static async Task<List<DigestRequest>> WaitingForAsync(this IAppDb db, Guid organisationId, CancellationToken cancellationToken) =>
        [.. (await db.Run(WaitingFor, organisationId).ToListAsync(cancellationToken)).OrderBy(r => r.Facts.DueAt is null).ThenBy(r => r.Facts.DueAt)];

    /// <summary>The overdue and silent requests of a person's cases, and the person's own that belong to none.</summary>
    public static async Task<List<DigestRequest>> StuckInCasesOfAsync(
        this IAppDb db, Guid personId, DateTimeOffset now, CancellationToken cancellationToken) =>
        [.. (await db.Run(WaitingInCasesOf, personId).ToListAsync(cancellationToken))
            .Where(r => r.Facts.IsOverdue(now) || r.Facts.IsSilent(now)).OrderBy(r => r.Facts.DueAt is null).ThenBy(r => r.Facts.DueAt)];

    /// <summary>What partners ask and the person answers for, late or due within the day.</summary>
    public static Task<List<DigestRequest>> AskedOfAsync(this IAppDb db, Guid personId, DateTimeOffset now, CancellationToken cancellationToken) =>
        db.Run(AskedOf, personId, now + Ahead).ToListAsync(cancellationToken).AsTask();

    /// <summary>A person's follow-ups that are due or will be within the day.</summary>
    public static Task<List<DigestFollowUp>> FollowUpsOfAsync(this IAppDb db, Guid personId, DateTimeOffset now, CancellationToken cancellationToken) =>
        db.Run(FollowUpsOf, personId, now + Ahead).ToListAsync(cancellationToken).AsTask();

    /// <summary>The legal clocks of a person's cases that are late or end within the day.</summary>
    public static Task<List<DigestClock>> ClocksOfAsync(this IAppDb db, Guid personId, DateTimeOffset now, CancellationToken cancellationToken) =>
        db.Run(ClocksOf, personId, now + Ahead).ToListAsync(cancellationToken).AsTask();

    /// <summary>Steps of ladders that wait for the digest of an organisation.</summary>
    public static Task<List<ChasingEntry>> StepsForAsync(this IAppDb db, Guid organisationId, CancellationToken cancellationToken) =>
        db.Run(StepsFor, organisationId).ToListAsync(cancellationToken).AsTask();
}
