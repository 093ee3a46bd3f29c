using System.Linq.Expressions;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Consents;

/// <summary>Lists the questions to the viewer's organisation, the newest first.</summary>
/// <param name="Reference">Of one case; null for all.</param>
/// <param name="Waiting">Only those that wait for an answer.</param>
/// <param name="Page">Which page; sorted by <c>createdAt</c>.</param>
[RequirePermission(Permission.ReadShared)]
public sealed record ListSharedConsentsQuery(string? Reference, bool Waiting, PageRequest Page) : IQuery<Page<SharedConsent>>;

/// <summary>Reads a question to the viewer's organisation.</summary>
/// <param name="Id">The consent.</param>
[RequirePermission(Permission.ReadShared)]
public sealed record GetSharedConsentQuery(Guid Id) : IQuery<SharedConsent>;

internal sealed class ListSharedConsentsHandler(IAppDb db, IViewerAccessor viewer, TimeProvider time)
    : IQueryHandler<ListSharedConsentsQuery, Page<SharedConsent>>, IQueryHandler<GetSharedConsentQuery, SharedConsent>
{
    public async Task<Page<SharedConsent>> Handle(ListSharedConsentsQuery query, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var source = query.Waiting ? Own().Where(c => c.State == ConsentState.Asked && c.DueAt > now) : Own();
        if (query.Reference is { } reference)
        {
            if (!await db.Incidents.AnyAsync(i => i.Reference == reference, cancellationToken))
            {
                throw new NotFoundException();
            }

            source = source.Where(c => db.Incidents.Any(i => i.Id == c.IncidentId && i.Reference == reference));
        }

        var (rows, next, count) = await Keyset.ReadAsync(
            source, query.Page, ListConsentsHandler.Sorts, "-createdAt", Project(), (row, _) => (row.AskedAt, row.Id), cancellationToken);
        return new Page<SharedConsent>([.. rows.Select(r => Finish(r, now))], next, count);
    }

    public async Task<SharedConsent> Handle(GetSharedConsentQuery query, CancellationToken cancellationToken)
    {
        var row = await Own().Where(c => c.Id == query.Id).Select(Project()).SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException();
        return Finish(row, time.GetUtcNow());
    }

    private static SharedConsent Finish(SharedConsent row, DateTimeOffset now)
    {
        var state = Consent.StateAt(row.State, row.DueAt, now);
        return row with { State = state, AllowedActions = [.. ConsentLifecycle.Allowed(state, originator: true).Select(MoveName.Of)] };
    }

    /// <summary>Of a case that is not shared any more nothing is asked.</summary>
    private IQueryable<Consent> Own()
    {
        var organisation = viewer.Required.OrganisationId;
        return db.Consents.Where(c => c.OriginatorId == organisation && db.Incidents.Any(i => i.Id == c.IncidentId));
    }

    private Expression<Func<Consent, SharedConsent>> Project()
    {
        var organisation = viewer.Required.OrganisationId;
        return c => new SharedConsent
        {
            Id = c.Id,
            IncidentReference = db.Incidents.Where(i => i.Id == c.IncidentId).Select(i => i.Reference).First(),
            SubjectType = c.SubjectType,
            About = c.About,
            Tlp = c.Tlp,
            Purpose = c.Purpose,
            LowerTo = c.LowerTo,
            Receiver = db.Organisations.Where(o => c.NameReceiver && o.Id == c.ReceiverId).Select(o => o.Name).FirstOrDefault(),
            ReceiverAtHome = db.Organisations.Any(o => o.Id == c.ReceiverId && db.Organisations.Any(h => h.IsHome && h.Country == o.Country)),
            Reason = c.Reason,
            AskedAt = c.CreatedAt,
            DueAt = c.DueAt,
            State = c.State,
            DecidedAt = c.DecidedAt,
            DecidedBy = db.People.Where(p => p.Id == c.DecidedById && p.OrganisationId == organisation)
                .Select(p => new PersonName(p.Id, p.DisplayName)).FirstOrDefault(),
            // Why we took it back stays ours.
            Ground = c.State == ConsentState.Withdrawn ? null : c.Ground,
        };
    }
}
