using System.Linq.Expressions;
using CyberIncidents.Domain.Agreements;
using CyberIncidents.Domain.Chasing;
using CyberIncidents.Domain.Deadlines;
using CyberIncidents.Domain.Engagements;
using CyberIncidents.Domain.Evidence;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Observables;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Retention;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Domain.Timeline;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Infrastructure.Persistence.Visibility;

/// <summary>
/// Who may see which row: the one place. A national user sees what is not RED, and RED where a grant names the person;
/// a partner sees what was granted item by item to its organisation (never RED) or to the person; the program sees all;
/// without a viewer nothing is seen. A broken glass opens a RED case for reading only: contexts that save, mails and notices do
/// not count it. It reads the table of grants and nothing else.
/// </summary>
internal static class NeedToKnow
{
    /// <summary>The name of the filter on every secured entity.</summary>
    public const string Name = nameof(NeedToKnow);

    public static void Apply(ModelBuilder builder, AppDbContext db)
    {
        Secure<Incident>(builder, db, SubjectType.Incident, i => i.Id, i => i.Id);
        Secure<Participation>(builder, db, SubjectType.Participation, p => p.Id, p => p.IncidentId);
        Secure<Request>(builder, db, SubjectType.Request, r => r.Id, r => r.IncidentId);
        Secure<RequestEntry>(builder, db, SubjectType.Request, e => e.RequestId, e => e.IncidentId, e => !e.RequesterOnly);
        Secure<FollowUp>(builder, db, SubjectType.FollowUp, f => f.Id, f => f.IncidentId, null, null, f => f.AboutId);
        Secure<Alarm>(builder, db, SubjectType.FollowUp, a => a.FollowUpId ?? a.LegalClockId ?? a.ConsentId ?? a.ContactCheckId, a => a.IncidentId, a => false, a => a.RequestId, a => a.AboutId);
        Secure<LegalClock>(builder, db, SubjectType.Request, c => c.RequestId, c => c.IncidentId, c => false);
        Secure<ClockStop>(builder, db, SubjectType.Request, s => s.RequestId, s => s.IncidentId, s => false);
        Secure<ChasingEntry>(builder, db, SubjectType.Request, e => e.RequestId, e => e.IncidentId, e => false);
        Secure<Comment>(builder, db, SubjectType.Comment, c => c.Id, c => c.IncidentId);
        Secure<Observable>(builder, db, SubjectType.Observable, o => o.Id, o => o.IncidentId);
        Secure<TimelineEntry>(builder, db, SubjectType.TimelineEntry, t => t.Id, t => t.IncidentId);
        Secure<EvidenceFile>(builder, db, SubjectType.Evidence, e => e.Id, e => e.IncidentId);
        Secure<CustodyEntry>(builder, db, SubjectType.Evidence, c => c.EvidenceId, c => c.IncidentId, c => false);
        Secure<Release>(builder, db, SubjectType.Release, r => r.Id, r => r.IncidentId);
        Secure<ReleaseItem>(builder, db, SubjectType.Release, i => i.ReleaseId, i => i.IncidentId);
        SecureRecalls(builder, db);
        Secure<Consent>(builder, db, SubjectType.Consent, c => c.Id, c => c.IncidentId);
        Secure<Revision>(builder, db, SubjectType.Comment, r => r.SubjectId, r => r.IncidentId, r => false);
        Secure<Tombstone>(builder, db, SubjectType.Incident, t => t.IncidentId, t => t.IncidentId, t => false);
        Secure<RequestTombstone>(builder, db, SubjectType.Request, t => t.RequestId, t => null, t => false);
        Secure<NormCitation>(builder, db, SubjectType.Incident, c => c.IncidentId, c => c.IncidentId, c => false);
        Secure<Engagement>(builder, db, SubjectType.Engagement, e => e.Id, e => null, e => false);
        // What is stricter than its engagement is not opened by that: of a RED engagement, its persons are named on each item.
        Secure<EngagementDocument>(builder, db, SubjectType.EngagementDocument, d => d.Id, d => null, d => false);
        Secure<DocumentEntry>(builder, db, SubjectType.EngagementDocument, c => c.DocumentId, c => null, c => false);
        Secure<Commitment>(builder, db, SubjectType.Commitment, c => c.Id, c => null, c => false);
        SecureContactChecks(builder, db);
        SecureNotices(builder, db);
        SecureLinks(builder, db);
    }

    private static void Secure<T>(
        ModelBuilder builder,
        AppDbContext db,
        SubjectType type,
        Expression<Func<T, Guid?>> key,
        Expression<Func<T, Guid?>> incident,
        Expression<Func<T, bool>>? alsoForPartners = null,
        Expression<Func<T, Guid?>>? request = null,
        Expression<Func<T, Guid?>>? about = null)
        where T : class, ISecured
    {
        // Written once for all types over a row of six values, then inlined into each type's own columns.
        // What belongs to a follow-up or to a request is seen by whoever was given the one or the other; so is what hangs on something
        // else than a case. No key is used twice, so of that the kind need not be asked.
        Expression<Func<Tlp, Guid?, Guid?, bool, Guid?, Guid?, bool>> rule = (tlp, subjectId, incidentId, open, requestId, aboutId) =>
            db.SeesAll
            || (db.SeesNational && (tlp != Tlp.Red
                || db.Set<AccessGrant>().Any(g => g.UserId == db.ViewerUser && (g.RevokedAt == null || (g.Reason == GrantReason.BreakGlass && g.RevokedAt > db.GlassEndsAfter))
                    && ((g.SubjectType == null && incidentId != null && g.IncidentId == incidentId) || (g.SubjectType == type && g.SubjectId == subjectId)
                        || (aboutId != null && g.SubjectId == aboutId)
                        || (requestId != null && g.SubjectType == SubjectType.Request && g.SubjectId == requestId)))))
            || (db.SeesShared && open
                && db.Set<AccessGrant>().Any(g => g.SubjectType == type && g.SubjectId == subjectId && g.RevokedAt == null
                    && ((g.OrganisationId == db.ViewerOrganisation && tlp != Tlp.Red) || g.UserId == db.ViewerUser)));

        var row = key.Parameters[0];
        var tlp = Expression.Property(row, nameof(ISecured.Tlp));
        var open = alsoForPartners is null ? Expression.Constant(true) : Inline.Replace(alsoForPartners.Body, alsoForPartners.Parameters[0], row);
        var body = Inline.Replace(rule.Body, rule.Parameters[0], tlp);
        body = Inline.Replace(body, rule.Parameters[1], key.Body);
        body = Inline.Replace(body, rule.Parameters[2], Inline.Replace(incident.Body, incident.Parameters[0], row));
        body = Inline.Replace(body, rule.Parameters[3], open);
        body = Inline.Replace(body, rule.Parameters[4], Further(request));
        body = Inline.Replace(body, rule.Parameters[5], Further(about));
        builder.Entity<T>().HasQueryFilter(Name, Expression.Lambda<Func<T, bool>>(body, row));

        Expression Further(Expression<Func<T, Guid?>>? key) =>
            key is null ? Expression.Constant(null, typeof(Guid?)) : Inline.Replace(key.Body, key.Parameters[0], row);
    }

    /// <summary>
    /// Its receiver sees the notice of a recall by its own grant and whatever the case became since, RED too: it says nothing of the
    /// case. What left as RED is given to persons only, and so is its recall.
    /// </summary>
    private static void SecureRecalls(ModelBuilder builder, AppDbContext db) =>
        builder.Entity<Recall>().HasQueryFilter(Name, r =>
            db.SeesAll
            || (db.SeesNational && (r.Tlp != Tlp.Red
                || db.Set<AccessGrant>().Any(g => g.UserId == db.ViewerUser && (g.RevokedAt == null || (g.Reason == GrantReason.BreakGlass && g.RevokedAt > db.GlassEndsAfter))
                    && ((g.SubjectType == null && g.IncidentId == r.IncidentId) || (g.SubjectType == SubjectType.Recall && g.SubjectId == r.Id)))))
            || (db.SeesShared
                && db.Set<AccessGrant>().Any(g => g.SubjectType == SubjectType.Recall && g.SubjectId == r.Id && g.RevokedAt == null
                    && (g.OrganisationId == db.ViewerOrganisation || g.UserId == db.ViewerUser))));

    /// <summary>A question whether somebody is there belongs to no case: our own side sees all of them, a partner those to itself.</summary>
    private static void SecureContactChecks(ModelBuilder builder, AppDbContext db) =>
        builder.Entity<ContactCheck>().HasQueryFilter(Name, c =>
            db.SeesAll || db.SeesNational || (db.SeesShared && c.OrganisationId == db.ViewerOrganisation));

    /// <summary>
    /// A notice is its recipient's alone, and only while the recipient sees what it is about; a partner also has to see the
    /// case, since of a case that is not shared any more only its own past answers stay, and notices of recalls; a contact check has no case,
    /// nor has what the partner asks of us, of which it hears as long as it sees the request.
    /// </summary>
    private static void SecureNotices(ModelBuilder builder, AppDbContext db) =>
        builder.Entity<Notice>().HasQueryFilter(Name, n =>
            db.SeesAll
            || (n.RecipientId == db.ViewerUser
                && ((db.SeesNational && (n.Tlp != Tlp.Red
                        || db.Set<AccessGrant>().Any(g => g.UserId == db.ViewerUser && g.RevokedAt == null
                            && ((g.SubjectType == null && n.IncidentId != null && g.IncidentId == n.IncidentId)
                                || (g.SubjectType == n.SubjectType && g.SubjectId == n.SubjectId)))))
                    || (db.SeesShared && n.SubjectType == SubjectType.Recall
                        && db.Set<AccessGrant>().Any(g => g.SubjectType == SubjectType.Recall && g.SubjectId == n.SubjectId && g.RevokedAt == null
                            && (g.OrganisationId == db.ViewerOrganisation || g.UserId == db.ViewerUser)))
                    || (db.SeesShared && n.SubjectType == SubjectType.ContactCheck)
                    || (db.SeesShared && n.SubjectType == SubjectType.Request && n.IncidentId == null
                        && db.Set<AccessGrant>().Any(g => g.SubjectType == SubjectType.Request && g.SubjectId == n.SubjectId && g.RevokedAt == null
                            && ((g.OrganisationId == db.ViewerOrganisation && n.Tlp != Tlp.Red) || g.UserId == db.ViewerUser)))
                    || (db.SeesShared
                        && db.Set<AccessGrant>().Any(g => g.SubjectType == SubjectType.Incident && g.SubjectId == n.IncidentId && g.RevokedAt == null
                            && (g.OrganisationId == db.ViewerOrganisation || g.UserId == db.ViewerUser))
                        && db.Set<AccessGrant>().Any(g => g.SubjectType == n.SubjectType && g.SubjectId == n.SubjectId && g.RevokedAt == null
                            && ((g.OrganisationId == db.ViewerOrganisation && n.Tlp != Tlp.Red) || g.UserId == db.ViewerUser))))));

    /// <summary>
    /// A link tells of two cases, so only who sees both sees it: either may be RED. It carries both markings, since the filter may not read
    /// the cases. Partners see none.
    /// </summary>
    private static void SecureLinks(ModelBuilder builder, AppDbContext db) =>
        builder.Entity<IncidentLink>().HasQueryFilter(Name, l =>
            db.SeesAll
            || (db.SeesNational
                && (l.Tlp != Tlp.Red || db.Set<AccessGrant>().Any(g => g.UserId == db.ViewerUser && g.SubjectType == null && g.IncidentId == l.IncidentId
                    && (g.RevokedAt == null || (g.Reason == GrantReason.BreakGlass && g.RevokedAt > db.GlassEndsAfter))))
                && (l.OtherTlp != Tlp.Red || db.Set<AccessGrant>().Any(g => g.UserId == db.ViewerUser && g.SubjectType == null && g.IncidentId == l.OtherId
                    && (g.RevokedAt == null || (g.Reason == GrantReason.BreakGlass && g.RevokedAt > db.GlassEndsAfter))))));

    private sealed class Inline(Expression from, Expression to) : ExpressionVisitor
    {
        public static Expression Replace(Expression body, Expression from, Expression to) => new Inline(from, to).Visit(body)!;

        public override Expression? Visit(Expression? node) => node == from ? to : base.Visit(node);
    }
}
