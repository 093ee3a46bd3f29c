using System.Linq.Expressions;
using CyberIncidents.Application.Common;
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

/// <summary>Lists questions to originators, the newest first.</summary>
/// <param name="Reference">Of one case; null for all.</param>
/// <param name="Waiting">Only those that wait for an answer.</param>
/// <param name="Page">Which page; sorted by <c>createdAt</c>.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record ListConsentsQuery(string? Reference, bool Waiting, PageRequest Page) : IQuery<Page<ConsentDetail>>;

/// <summary>Reads a question to an originator.</summary>
/// <param name="Id">The consent.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record GetConsentQuery(Guid Id) : IQuery<ConsentDetail>;

internal sealed class ListConsentsHandler(IAppDb db, IViewerAccessor viewer, TimeProvider time)
    : IQueryHandler<ListConsentsQuery, Page<ConsentDetail>>, IQueryHandler<GetConsentQuery, ConsentDetail>
{
    internal static readonly Dictionary<string, Expression<Func<Consent, DateTimeOffset>>> Sorts = new(StringComparer.Ordinal)
    {
        ["createdAt"] = c => c.CreatedAt,
    };

    public async Task<Page<ConsentDetail>> Handle(ListConsentsQuery query, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var source = query.Waiting ? db.Consents.Where(c => c.State == ConsentState.Asked && c.DueAt > now) : db.Consents;
        if (query.Reference is { } reference)
        {
            var id = await db.CaseIdAsync(reference, cancellationToken);
            source = source.Where(c => c.IncidentId == id);
        }

        var (rows, next, count) = await Keyset.ReadAsync(
            source, query.Page, Sorts, "-createdAt", Project(), (row, _) => (row.AskedAt, row.Id), cancellationToken);
        return new Page<ConsentDetail>([.. rows.Select(r => Finish(r, now))], next, count);
    }

    public async Task<ConsentDetail> Handle(GetConsentQuery query, CancellationToken cancellationToken)
    {
        var row = await db.Consents.Where(c => c.Id == query.Id).Select(Project()).SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException();
        return Finish(row, time.GetUtcNow());
    }

    private ConsentDetail Finish(ConsentDetail row, DateTimeOffset now)
    {
        var state = Consent.StateAt(row.State, row.DueAt, now);
        return row with
        {
            State = state,
            AllowedActions = viewer.Required.Holds(Permission.WorkCases) ? [.. ConsentLifecycle.Allowed(state, originator: false).Select(MoveName.Of)] : [],
        };
    }

    private Expression<Func<Consent, ConsentDetail>> Project() => c => new ConsentDetail
    {
        Id = c.Id,
        IncidentReference = db.Incidents.Where(i => i.Id == c.IncidentId).Select(i => i.Reference).FirstOrDefault(),
        SubjectType = c.SubjectType,
        SubjectId = c.SubjectId,
        About = c.About,
        Tlp = c.Tlp,
        Purpose = c.Purpose,
        LowerTo = c.LowerTo,
        Receiver = db.Organisations.Where(o => o.Id == c.ReceiverId).Select(o => new OrganisationName(o.Id, o.Name)).FirstOrDefault(),
        NameReceiver = c.NameReceiver,
        Originator = db.Organisations.Where(o => o.Id == c.OriginatorId).Select(o => new OrganisationName(o.Id, o.Name)).First(),
        Reason = c.Reason,
        AskedAt = c.CreatedAt,
        AskedBy = db.People.Where(p => p.Id == c.AskedById).Select(p => new PersonName(p.Id, p.DisplayName)).First(),
        DueAt = c.DueAt,
        State = c.State,
        DecidedAt = c.DecidedAt,
        DecidedBy = db.People.Where(p => p.Id == c.DecidedById).Select(p => new PersonName(p.Id, p.DisplayName)).FirstOrDefault(),
        Ground = c.Ground,
        Version = c.Version,
    };
}
