using System.Text.Json;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Notices;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Application.Sharing;

/// <summary>One thing that is to leave, with exactly what the receiver gets.</summary>
internal sealed record Leaving(SubjectType Type, Guid Id, object Content, Handling? Handling = null);

/// <summary>
/// The one way out of the house: checks the ceiling that the marking sets, records what left, and writes the grants
/// that let the receiver see it, all in the save of the move that causes it.
/// </summary>
internal sealed class Releases(
    IAppDb db, IAccessGrants grants, IViewerAccessor viewer, NoticeWriter notices, TimeProvider time)
{
    /// <summary>Whether the viewer's roles may let something of this marking leave.</summary>
    /// <exception cref="ForbiddenException">An analyst, and above AMBER.</exception>
    public void EnsureMayRelease(Tlp tlp)
    {
        if (!viewer.Required.MayRelease(tlp))
        {
            throw new ForbiddenException($"TLP:{TlpLabel.Of(tlp)} is released by a manager.");
        }
    }

    /// <summary>Lets items leave to one organisation.</summary>
    /// <returns>The release, and the liaison officers who can see it now.</returns>
    /// <exception cref="RuleBrokenException"><c>no-named-person</c>: RED, and nobody of that organisation is named.</exception>
    public async Task<(Release Release, IReadOnlyList<Guid> Liaisons)> LetGoAsync(
        Incident incident, Guid organisationId, Tlp tlp, GrantReason reason, IReadOnlyList<Leaving> items, CancellationToken cancellationToken)
    {
        EnsureMayRelease(tlp);
        var liaisons = await notices.LiaisonsAsync(incident.Id, organisationId, tlp, cancellationToken);
        if (ReleasePolicy.NeedsNamedPersons(tlp) && liaisons.Count == 0)
        {
            throw new RuleBrokenException("no-named-person", "TLP:RED goes only to named persons, and nobody of that organisation is named.");
        }

        var now = time.GetUtcNow();
        foreach (var item in items)
        {
            Grant(incident.Id, organisationId, tlp, reason, (item.Type, item.Id), liaisons, now);
        }

        return (Record(incident.Id, organisationId, tlp, reason, items), liaisons);
    }

    /// <summary>Records something more that leaves on an item which the receiver sees already.</summary>
    public Release Record(Guid incidentId, Guid organisationId, Tlp tlp, GrantReason reason, IReadOnlyList<Leaving> items)
    {
        EnsureMayRelease(tlp);
        var now = time.GetUtcNow();
        var me = viewer.Required.UserId;
        var release = new Release(incidentId, organisationId, tlp, reason, me, me, now);
        foreach (var item in items)
        {
            release.Add(item.Type, item.Id, JsonSerializer.Serialize(item.Content), now);
        }

        release.Bind(items.Select(i => i.Handling));
        db.Releases.Add(release);
        grants.Add(AccessGrant.ToPerson((SubjectType.Release, release.Id), incidentId, me, GrantReason.Creator, now));
        return release;
    }

    private void Grant(
        Guid incidentId, Guid organisationId, Tlp tlp, GrantReason reason, (SubjectType Type, Guid Id) item, IReadOnlyList<Guid> liaisons, DateTimeOffset now)
    {
        if (!ReleasePolicy.NeedsNamedPersons(tlp))
        {
            grants.Add(AccessGrant.ToOrganisation(item, incidentId, organisationId, reason, now));
            return;
        }

        foreach (var person in liaisons)
        {
            grants.Add(AccessGrant.ToPerson(item, incidentId, person, reason, now));
        }
    }
}
