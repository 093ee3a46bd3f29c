using System.Text.Json;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Mails;
using CyberIncidents.Application.Notices;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Application.Sharing;

/// <summary>One thing that is to leave, with exactly what the receiver gets.</summary>
internal sealed record Leaving(SubjectType Type, Guid Id, object Content, Handling? Handling = null);

/// <summary>Items that were chosen for one organisation, with a word for it and one for us.</summary>
internal sealed record Package(Guid IncidentId, Guid OrganisationId, Tlp Tlp, IReadOnlyList<Leaving> Items, string? Note, string? RedactionNote);

/// <summary>
/// The one way out of the house: checks the ceiling that the marking sets, records what left, and writes the grants
/// that let the receiver see it, all in the save of the move that causes it.
/// </summary>
internal sealed class Releases(
    IAppDb db, IAccessGrants grants, IViewerAccessor viewer, NoticeWriter notices, ReleaseNumbers numbers, TimeProvider time)
{
    /// <summary>What leaves, as it is written to the log.</summary>
    public static string Write(object content) => JsonSerializer.Serialize(content, Json);

    // What says nothing does not leave.
    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

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
        var liaisons = await LiaisonsAsync(incident.Id, organisationId, tlp, cancellationToken);
        Grant(incident.Id, organisationId, tlp, reason, items.Select(i => (i.Type, i.Id)), liaisons);
        return (await RecordAsync(incident.Id, organisationId, tlp, reason, items, cancellationToken), liaisons);
    }

    /// <summary>Records something more that leaves on an item which the receiver sees already.</summary>
    public async Task<Release> RecordAsync(
        Guid? incidentId, Guid organisationId, Tlp tlp, GrantReason reason, IReadOnlyList<Leaving> items, CancellationToken cancellationToken)
    {
        EnsureMayRelease(tlp);
        var now = time.GetUtcNow();
        var number = await numbers.NextAsync(organisationId, now, cancellationToken);
        return Keep(Release.LetGo(new ReleaseHead(number, incidentId, organisationId, tlp, reason), viewer.Required.UserId, now), items, now);
    }

    /// <summary>Lets chosen items leave to one organisation, and tells it.</summary>
    public async Task<Release> LetGoAsync(Package package, CancellationToken cancellationToken)
    {
        EnsureMayRelease(package.Tlp);
        var now = time.GetUtcNow();
        var head = await HeadAsync(package, now, cancellationToken);
        var release = Keep(Release.LetGo(head, viewer.Required.UserId, now), package.Items, now);
        await OpenAsync(release, cancellationToken);
        return release;
    }

    /// <summary>Freezes chosen items for one organisation, and tells the managers who may see it that one of them has to approve; nothing leaves.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>no-named-person</c>: RED, and nobody of that organisation is named; <c>no-approver</c>: there is no other manager who sees it.
    /// </exception>
    public async Task<Release> AskAsync(Package package, CancellationToken cancellationToken)
    {
        EnsureMayRelease(package.Tlp);
        await LiaisonsAsync(package.IncidentId, package.OrganisationId, package.Tlp, cancellationToken);
        var now = time.GetUtcNow();
        var head = await HeadAsync(package, now, cancellationToken);
        var release = Keep(Release.Ask(head, viewer.Required.UserId, now), package.Items, now);
        var managers = (await notices.ManagersAsync(package.IncidentId, package.Tlp, cancellationToken)).Where(m => m != release.ReleasedById).ToList();
        if (managers.Count == 0)
        {
            throw new RuleBrokenException("no-approver", "Another manager has to approve that, and there is none who sees it.");
        }

        Tell(NoticeKind.ReleaseSubmitted, managers, release);
        return release;
    }

    /// <summary>Lets leave what another manager has approved; tells the receiver, and whoever asked.</summary>
    public async Task ApproveAsync(Release release, CancellationToken cancellationToken)
    {
        EnsureMayRelease(release.MarkedAs);
        release.Approve(viewer.Required.UserId, time.GetUtcNow());
        await OpenAsync(release, cancellationToken);
        Tell(NoticeKind.ReleaseApproved, [release.ReleasedById], release);
    }

    /// <summary>Keeps here what another manager does not let go, and tells whoever asked.</summary>
    public void Reject(Release release, string reason)
    {
        release.Reject(viewer.Required.UserId, reason, time.GetUtcNow());
        Tell(NoticeKind.ReleaseRejected, [release.ReleasedById], release);
    }

    private void Tell(NoticeKind kind, IEnumerable<Guid> people, Release release) =>
        notices.Write(kind, people, release.Id, (SubjectType.Release, release.Id), release.IncidentId, release.Tlp, release.MarkedAs);

    private async Task<ReleaseHead> HeadAsync(Package package, DateTimeOffset now, CancellationToken cancellationToken) => new(
        await numbers.NextAsync(package.OrganisationId, now, cancellationToken), package.IncidentId, package.OrganisationId, package.Tlp,
        GrantReason.Release, package.Note, package.RedactionNote);

    private Release Keep(Release release, IReadOnlyList<Leaving> items, DateTimeOffset now)
    {
        foreach (var item in items)
        {
            release.Add(item.Type, item.Id, Write(item.Content), now);
        }

        release.Bind(items.Select(i => i.Handling));
        db.Releases.Add(release);
        var record = (SubjectType.Release, release.Id);
        grants.Add(release.IncidentId is { } incident
            ? AccessGrant.ToPerson(record, incident, release.ReleasedById, GrantReason.Creator, now)
            : AccessGrant.ToPerson(record, release.ReleasedById, GrantReason.Creator, now));
        return release;
    }

    /// <summary>The receiver sees the items and the release itself, with its note, from now on.</summary>
    private async Task OpenAsync(Release release, CancellationToken cancellationToken)
    {
        var incidentId = release.IncidentId!.Value;
        var liaisons = await LiaisonsAsync(incidentId, release.OrganisationId, release.MarkedAs, cancellationToken);
        var items = release.Items.Select(i => (i.SubjectType, i.SubjectId)).Append((SubjectType.Release, release.Id));
        Grant(incidentId, release.OrganisationId, release.MarkedAs, GrantReason.Release, items, liaisons);
        var word = new PartnerMail(
            NoticeKind.ItemsReleased, release.Id, (SubjectType.Release, release.Id), release.IncidentId, release.OrganisationId, release.Tlp, release.MarkedAs);
        await notices.TellPartnerAsync(word, liaisons, cancellationToken);
    }

    private async Task<IReadOnlyList<Guid>> LiaisonsAsync(Guid incidentId, Guid organisationId, Tlp tlp, CancellationToken cancellationToken)
    {
        var liaisons = await notices.LiaisonsAsync(incidentId, organisationId, tlp, cancellationToken);
        return ReleasePolicy.NeedsNamedPersons(tlp) && liaisons.Count == 0
            ? throw new RuleBrokenException("no-named-person", "TLP:RED goes only to named persons, and nobody of that organisation is named.")
            : liaisons;
    }

    private void Grant(
        Guid incidentId, Guid organisationId, Tlp tlp, GrantReason reason, IEnumerable<(SubjectType Type, Guid Id)> items, IReadOnlyList<Guid> liaisons)
    {
        var now = time.GetUtcNow();
        foreach (var item in items)
        {
            if (!ReleasePolicy.NeedsNamedPersons(tlp))
            {
                grants.Add(AccessGrant.ToOrganisation(item, incidentId, organisationId, reason, now));
                continue;
            }

            foreach (var person in liaisons)
            {
                grants.Add(AccessGrant.ToPerson(item, incidentId, person, reason, now));
            }
        }
    }
}
