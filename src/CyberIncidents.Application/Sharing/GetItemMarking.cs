using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Sharing;

/// <summary>The marking of one item, whatever kind it is of.</summary>
/// <param name="Type">Its kind.</param>
/// <param name="Id">Its key.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Tlp">Its effective marking.</param>
/// <param name="Handling">PAP, handling codes and grading.</param>
/// <param name="MarkingReason">Why its marking was changed last.</param>
/// <param name="Originator">The partner organisation that it came from; null for ours.</param>
/// <param name="Version">The version of its row.</param>
public sealed record ItemMarking(
    SubjectType Type, Guid Id, string Name, Tlp Tlp, HandlingValue? Handling, string? MarkingReason, OrganisationName? Originator, long Version);

/// <summary>Reads the marking of an item of a case.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Type">Its kind.</param>
/// <param name="Id">Its key.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record GetItemMarkingQuery(string Reference, SubjectType Type, Guid Id) : IQuery<ItemMarking>;

internal sealed class GetItemMarkingHandler(IAppDb db) : IQueryHandler<GetItemMarkingQuery, ItemMarking>
{
    public async Task<ItemMarking> Handle(GetItemMarkingQuery query, CancellationToken cancellationToken)
    {
        var incident = await db.CaseIdAsync(query.Reference, cancellationToken);
        var found = await db.MarkedAsync(incident, query.Type, query.Id, cancellationToken) ?? throw new NotFoundException();
        var item = found.Item;
        var originator = item.Originator is { } id
            ? await db.Organisations.Where(o => o.Id == id).Select(o => new OrganisationName(o.Id, o.Name)).SingleOrDefaultAsync(cancellationToken)
            : null;
        return new ItemMarking(
            query.Type, item.Id, found.Name, item.Tlp, HandlingValue.Of(item.Handling), item.MarkingReason, originator, ((Entity)item).Version);
    }
}
