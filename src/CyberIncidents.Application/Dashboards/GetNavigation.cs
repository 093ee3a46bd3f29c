using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.FollowUps;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Dashboards;

/// <summary>The counts that stand on every page; null where the viewer has no such page.</summary>
/// <param name="Desk">The viewer's own things that are overdue or due today, by the home zone, and what partners ask and nobody has taken.</param>
/// <param name="FollowUpsDue">Follow-ups that are due and that the viewer has to act on.</param>
/// <param name="ActionRequired">For a liaison officer: requests to and from the own organisation that wait for it; 100 means 100 or more.</param>
/// <param name="UnreadNotices">Unread notices; 100 means 100 or more.</param>
public sealed record Navigation(int? Desk, int? FollowUpsDue, int? ActionRequired, int UnreadNotices);

/// <summary>Reads the counts that stand on every page.</summary>
[RequirePermission(Permission.SignedIn)]
public sealed record GetNavigationQuery : IQuery<Navigation>;

internal sealed class GetNavigationHandler(IAppDb db, FollowUpSubjects subjects, IViewerAccessor viewer, HomeSettings home, TimeProvider time)
    : IQueryHandler<GetNavigationQuery, Navigation>
{
    private const int Most = 100;

    /// <summary>What partners ask of us and nobody has taken, and what one has taken and is due.</summary>
    private Task<int> AskedAsync(Guid me, DateTimeOffset before, CancellationToken cancellationToken) =>
        db.Requests.Where(RequestStanding.Running).CountAsync(
            r => r.Direction == RequestDirection.Inbound && r.State != RequestState.ClarificationAsked
                && (r.OwnerId == null || (r.OwnerId == me && r.DueAt < before)), cancellationToken);

    public async Task<Navigation> Handle(GetNavigationQuery query, CancellationToken cancellationToken)
    {
        var me = viewer.Required;
        var now = time.GetUtcNow();
        var unread = me.Holds(Permission.ReadNotices)
            ? await db.Notices.Where(n => n.RecipientId == me.UserId && n.ReadAt == null).OrderBy(n => n.Id).Take(Most).CountAsync(cancellationToken)
            : 0;
        if (me.IsPartner)
        {
            var back = await db.Requests.Where(r => r.RequesterOrganisationId == me.OrganisationId && r.Direction == RequestDirection.Inbound)
                .Where(r => r.State == RequestState.ClarificationAsked || r.State == RequestState.Answered || r.State == RequestState.Declined)
                .OrderBy(r => r.CreatedAt).ThenBy(r => r.Id).Take(Most).CountAsync(cancellationToken);
            var action = await db.Requests.Where(r => r.RequestedOrganisationId == me.OrganisationId)
                .Where(RequestStanding.Running).Where(RequestStanding.Waiting).Where(r => r.IncidentId == null || db.Incidents.Any(i => i.Id == r.IncidentId))
                .OrderBy(r => r.DueAt).ThenBy(r => r.Id).Take(Most).CountAsync(cancellationToken);
            var consents = await db.Consents.Where(c => c.OriginatorId == me.OrganisationId && c.State == ConsentState.Asked && c.DueAt > now)
                .Where(c => db.Incidents.Any(i => i.Id == c.IncidentId)).OrderBy(c => c.CreatedAt).ThenBy(c => c.Id).Take(Most).CountAsync(cancellationToken);
            var checks = await db.ContactChecks.Where(c => c.OrganisationId == me.OrganisationId && c.AnsweredAt == null && c.SupersededAt == null)
                .OrderBy(c => c.CreatedAt).ThenBy(c => c.Id).Take(Most).CountAsync(cancellationToken);
            return new Navigation(null, null, Math.Min(Most, action + back + consents + checks), unread);
        }

        if (!me.Holds(Permission.ReadCases))
        {
            return new Navigation(null, null, null, unread);
        }

        var tomorrow = Zones.StartOf(Zones.DateOf(now, home.TimeZone).AddDays(1), home.TimeZone);
        return new Navigation(
            await new DeskDue(db, subjects, me.UserId, home.TimeZone, now).CountAsync(tomorrow, cancellationToken)
                + await AskedAsync(me.UserId, tomorrow, cancellationToken),
            await db.FollowUps.CountAsync(f => f.AssigneeId == me.UserId && f.State == FollowUpState.Due, cancellationToken),
            null, unread);
    }
}
