using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Incidents;

/// <summary>Somebody who may be named for a case.</summary>
/// <param name="Id">The person.</param>
/// <param name="Name">What others read.</param>
/// <param name="Organisation">For whom they speak.</param>
/// <param name="Country">Its country, ISO 3166-1 alpha-2; null for an international body.</param>
/// <param name="National">Whether they are of the national team; else a liaison officer of a partner of the case.</param>
public sealed record NameablePerson(Guid Id, string Name, OrganisationName Organisation, string? Country, bool National);

/// <summary>Lists who may be named for a case: the national team, and the liaison officers of its partners.</summary>
/// <param name="Reference">The case.</param>
[RequirePermission(Permission.WorkCases)]
public sealed record ListNameablePersonsQuery(string Reference) : IQuery<Page<NameablePerson>>;

internal sealed class ListNameablePersonsHandler(IAppDb db) : IQueryHandler<ListNameablePersonsQuery, Page<NameablePerson>>
{
    public async Task<Page<NameablePerson>> Handle(ListNameablePersonsQuery query, CancellationToken cancellationToken)
    {
        var id = await db.CaseIdAsync(query.Reference, cancellationToken);
        var partners = db.Participations.Where(p => p.IncidentId == id && p.OrganisationId != null).Select(p => p.OrganisationId!.Value);
        var people = await (
            from p in db.People
            where p.DisabledAt == null && p.Roles != Roles.Administrator && (!Person.SpeakerRoles.Contains(p.Roles) || partners.Contains(p.OrganisationId))
            join o in db.Organisations on p.OrganisationId equals o.Id
            orderby p.DisplayName, p.Id
            select new NameablePerson(p.Id, p.DisplayName, new OrganisationName(o.Id, o.Name), o.Country, !Person.SpeakerRoles.Contains(p.Roles)))
            .Take(PageRequest.MaxLimit).ToListAsync(cancellationToken);
        return new Page<NameablePerson>([.. people.OrderBy(p => !p.National)], null);
    }
}
