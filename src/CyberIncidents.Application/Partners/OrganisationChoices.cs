using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Partners;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Partners;

/// <summary>An organisation as a form offers it.</summary>
/// <param name="Id">The organisation.</param>
/// <param name="Name">Its name.</param>
/// <param name="Country">ISO 3166-1 alpha-2; null for an international body.</param>
/// <param name="Kind">What it is.</param>
/// <param name="NationalContact">Whether choosing only its country means this organisation.</param>
/// <param name="IsHome">Whether it is ours.</param>
/// <param name="AtHome">Whether it is of the circle at home: of our country, and not ours.</param>
public sealed record OrganisationChoice(
    Guid Id, string Name, string? Country, OrganisationKind Kind, bool NationalContact, bool IsHome, bool AtHome);

/// <summary>Lists the organisations that forms offer, all at once, for a form has no pages, and in the order of the database's letters. Who sees which is as in the list.</summary>
[RequirePermission(Permission.SignedIn)]
public sealed record ListOrganisationChoicesQuery : IQuery<Page<OrganisationChoice>>;

internal sealed class ListOrganisationChoicesHandler(IAppDb db, IViewerAccessor viewer, HomeSettings home)
    : IQueryHandler<ListOrganisationChoicesQuery, Page<OrganisationChoice>>
{
    public async Task<Page<OrganisationChoice>> Handle(ListOrganisationChoicesQuery query, CancellationToken cancellationToken)
    {
        var all = await OrganisationReading.For(viewer.Required, db).OrderBy(o => o.Name).ThenBy(o => o.Id)
            .Select(o => new OrganisationChoice(
                o.Id, o.Name, o.Country, o.Kind, o.NationalContact, o.IsHome, !o.IsHome && o.Country == home.Country))
            .ToListAsync(cancellationToken);
        return new Page<OrganisationChoice>(all, null);
    }
}
