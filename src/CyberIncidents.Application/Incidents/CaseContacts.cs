using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.People;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Incidents;

/// <summary>Whom something can reach: for RED only organisations with a named liaison officer. As <c>NoticeWriter.LiaisonsAsync</c> counts them.</summary>
internal sealed record CaseContacts(IReadOnlySet<Guid> NamedOrganisations)
{
    public bool Reaches(Guid organisationId, Tlp tlp) =>
        !ReleasePolicy.NeedsNamedPersons(tlp) || NamedOrganisations.Contains(organisationId);

    /// <summary>Those of a case; asked only when something RED may leave.</summary>
    public static async Task<CaseContacts> ReadAsync(
        IAppDb db, IAccessGrants grants, Guid incidentId, bool anyRed, CancellationToken cancellationToken)
    {
        if (!anyRed)
        {
            return new CaseContacts(new HashSet<Guid>());
        }

        var named = (await grants.PersonsOfAsync(incidentId, cancellationToken)).Select(g => g.UserId!.Value).ToList();
        return new CaseContacts((await db.People
            .Where(p => named.Contains(p.Id) && Person.SpeakerRoles.Contains(p.Roles) && p.DisabledAt == null)
            .Select(p => p.OrganisationId).Distinct().ToListAsync(cancellationToken)).ToHashSet());
    }
}
