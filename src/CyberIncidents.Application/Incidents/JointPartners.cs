using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Incidents;

/// <summary>
/// In a joint case partners see one another's parts: who, from where, in which roles, and where each stands. Each is told of
/// each other by a release with grants of its own; nothing else of a partner is shown to another. Who works on it at home is shown to nobody,
/// and sees nobody.
/// </summary>
internal sealed class JointPartners(IAppDb db, Releases releases, ICaseParts parts, HomeSettings home)
{
    /// <summary>Shows all partners that take part to one another.</summary>
    public async Task ShowAllAsync(Incident incident, CancellationToken cancellationToken)
    {
        await parts.HoldAsync(incident.Id, cancellationToken);
        var taking = await TakingPartAsync(incident.Id, null, cancellationToken);
        foreach (var reader in taking)
        {
            await ShowAsync(incident, reader, [.. taking.Where(t => t.Id != reader.Id)], cancellationToken);
        }
    }

    /// <summary>In a joint case, shows one that is told now to the others and the others to it.</summary>
    public async Task ShowAsync(Incident incident, Participation told, CancellationToken cancellationToken)
    {
        // Held first: of two that are told at once on two servers, the second finds the first.
        await parts.HoldAsync(incident.Id, cancellationToken);
        if (!await db.Incidents.AnyAsync(i => i.Id == incident.Id && i.Joint, cancellationToken) || ReleasePolicy.NeedsNamedPersons(incident.Tlp)
            || told.Country == home.Country)
        {
            return;
        }

        var others = await TakingPartAsync(incident.Id, told.Id, cancellationToken);
        var name = await db.Organisations.Where(o => o.Id == told.OrganisationId).Select(o => o.Name).SingleAsync(cancellationToken);
        var itself = new TakingPart(told.Id, told.OrganisationId!.Value, name, told.Country, told.Roles, told.State);
        await ShowAsync(incident, itself, others, cancellationToken);
        foreach (var reader in others)
        {
            await ShowAsync(incident, reader, [itself], cancellationToken);
        }
    }

    private async Task ShowAsync(Incident incident, TakingPart reader, IReadOnlyList<TakingPart> others, CancellationToken cancellationToken)
    {
        if (others.Count > 0)
        {
            await releases.LetGoAsync(
                incident, reader.OrganisationId, incident.Tlp, GrantReason.Joint,
                [.. others.Select(o => new Leaving(
                    SubjectType.Participation, o.Id,
                    new { o.Organisation, o.Country, Roles = o.Roles.Select(r => r.ToString()), State = o.State.ToString() }))],
                cancellationToken);
        }
    }

    private async Task<List<TakingPart>> TakingPartAsync(Guid incidentId, Guid? except, CancellationToken cancellationToken) =>
        await (from p in db.Participations.Where(ParticipationLifecycle.IsSharing)
               where p.IncidentId == incidentId && p.Id != except && p.Country != home.Country
               join o in db.Organisations on p.OrganisationId equals (Guid?)o.Id
               orderby p.CreatedAt, p.Id
               select new TakingPart(p.Id, o.Id, o.Name, p.Country, p.Roles, p.State)).ToListAsync(cancellationToken);

    private sealed record TakingPart(
        Guid Id, Guid OrganisationId, string Organisation, string? Country, IReadOnlyList<ParticipationRole> Roles, ParticipationState State);
}
