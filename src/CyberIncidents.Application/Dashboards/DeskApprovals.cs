using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Dashboards;

/// <summary>Something that another person asks the viewer to approve.</summary>
public sealed record DeskApproval
{
    /// <summary>Its reference.</summary>
    public required string Reference { get; init; }

    /// <summary>The case, when the viewer sees it.</summary>
    public required string? IncidentReference { get; init; }

    /// <summary>The subject; null of a release.</summary>
    public required string? Subject { get; init; }

    /// <summary>Its marking.</summary>
    public required Tlp Tlp { get; init; }

    /// <summary>How pressing; null of a release.</summary>
    public required Urgency? Urgency { get; init; }

    /// <summary>The organisation to which it would go.</summary>
    public required OrganisationName Organisation { get; init; }

    /// <summary>Its country, ISO 3166-1 alpha-2; null for an international body.</summary>
    public required string? Country { get; init; }

    /// <summary>Who asks.</summary>
    public required PersonName AskedBy { get; init; }

    /// <summary>When it was drafted.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The release, where it is one; else it is a request.</summary>
    public Guid? ReleaseId { get; init; }
}

/// <summary>What waits for the viewer's approval, the longest waiting first.</summary>
internal sealed class DeskApprovals(IAppDb db, IViewerAccessor viewer)
{
    private const int Rows = 6;

    /// <summary>None for whoever may not approve; and nobody approves what they drafted.</summary>
    public async Task<DeskList<DeskApproval>> ReadAsync(CancellationToken cancellationToken)
    {
        if (!viewer.Required.Holds(Permission.ApproveRequests))
        {
            return new DeskList<DeskApproval>(0, []);
        }

        var me = viewer.Required.UserId;
        var requests = db.Requests.Where(r => r.State == RequestState.PendingApproval && r.OriginatorId != me);
        var releases = db.Releases.Where(r => r.State == ReleaseState.PendingApproval && r.ReleasedById != me);
        var total = await requests.CountAsync(cancellationToken) + await releases.CountAsync(cancellationToken);
        if (total == 0)
        {
            return new DeskList<DeskApproval>(0, []);
        }

        List<DeskApproval> waiting = [.. await RequestsAsync(requests, cancellationToken), .. await ReleasesAsync(releases, cancellationToken)];
        return new DeskList<DeskApproval>(total, [.. waiting.OrderBy(a => a.At).Take(Rows)]);
    }

    private Task<List<DeskApproval>> RequestsAsync(IQueryable<Request> waiting, CancellationToken cancellationToken) =>
        waiting.OrderBy(r => r.CreatedAt).ThenBy(r => r.Id).Take(Rows)
            .Select(r => new DeskApproval
            {
                Reference = r.Reference,
                IncidentReference = db.Incidents.Where(i => i.Id == r.IncidentId).Select(i => i.Reference).FirstOrDefault(),
                Subject = r.Subject,
                Tlp = r.Tlp,
                Urgency = r.Urgency,
                Organisation = db.Organisations.Where(o => o.Id == r.RequestedOrganisationId).Select(o => new OrganisationName(o.Id, o.Name)).First(),
                Country = db.Organisations.Where(o => o.Id == r.RequestedOrganisationId).Select(o => o.Country).FirstOrDefault(),
                AskedBy = db.People.Where(p => p.Id == r.OriginatorId).Select(p => new PersonName(p.Id, p.DisplayName)).First(),
                At = r.CreatedAt,
            })
            .ToListAsync(cancellationToken);

    private Task<List<DeskApproval>> ReleasesAsync(IQueryable<Release> waiting, CancellationToken cancellationToken) =>
        waiting.OrderBy(r => r.CreatedAt).ThenBy(r => r.Id).Take(Rows)
            .Select(r => new DeskApproval
            {
                Reference = r.Number,
                IncidentReference = db.Incidents.Where(i => i.Id == r.IncidentId).Select(i => i.Reference).FirstOrDefault(),
                Subject = null,
                Tlp = r.Tlp,
                Urgency = null,
                Organisation = db.Organisations.Where(o => o.Id == r.OrganisationId).Select(o => new OrganisationName(o.Id, o.Name)).First(),
                Country = db.Organisations.Where(o => o.Id == r.OrganisationId).Select(o => o.Country).FirstOrDefault(),
                AskedBy = db.People.Where(p => p.Id == r.ReleasedById).Select(p => new PersonName(p.Id, p.DisplayName)).First(),
                At = r.CreatedAt,
                ReleaseId = r.Id,
            })
            .ToListAsync(cancellationToken);
}
