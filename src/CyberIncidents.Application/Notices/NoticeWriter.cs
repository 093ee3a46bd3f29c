using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Mails;
using CyberIncidents.Application.People;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.People;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Notices;

/// <summary>Writes in-app notices, and the mails of those for partners, into the save that causes them.</summary>
internal sealed class NoticeWriter(IAppDb db, IAccessGrants grants, MailWriter mails, TimeProvider time)
{
    private static readonly FixedQuery<Guid, Guid> LiaisonsOf = new((db, organisationId) => db.People
        .Where(p => p.OrganisationId == organisationId && Person.SpeakerRoles.Contains(p.Roles) && p.DisabledAt == null).Select(p => p.Id));

    /// <summary>Whether partners hear by mail too, and so later than at once.</summary>
    public bool GoesByMail => mails.IsOn;

    /// <summary>One notice a person; a person twice in the list gets one.</summary>
    public void Write(
        NoticeKind kind,
        IEnumerable<Guid> recipients,
        Guid causeId,
        (SubjectType Type, Guid Id) subject,
        Guid? incidentId,
        Tlp tlp,
        Tlp? ownTlp = null)
    {
        var now = time.GetUtcNow();
        db.Notices.AddRange(recipients.Distinct().Select(r => new Notice(kind, r, causeId, subject, incidentId, tlp, ownTlp, now)));
    }

    /// <summary>Tells a partner's liaison officers, and by mail also an organisation of which nobody has an account.</summary>
    public Task TellPartnerAsync(PartnerMail word, IReadOnlyList<Guid> liaisons, CancellationToken cancellationToken)
    {
        Write(word.Kind, liaisons, word.CauseId, word.Subject, word.IncidentId, word.Tlp, word.OwnTlp);
        return mails.TellAsync(word, liaisons, cancellationToken);
    }

    /// <summary>Tells the one of ours who answers for the case now.</summary>
    public async Task TellOwnerAsync(NoticeKind kind, Request request, CancellationToken cancellationToken)
    {
        var owner = await db.OwnerOfAsync(request.IncidentId, cancellationToken);
        Write(
            kind, [owner ?? request.OwnerId!.Value], request.Entries[^1].Id, (SubjectType.Request, request.Id), request.IncidentId, request.Tlp, request.OwnTlp);
    }

    /// <summary>Tells a new owner of a case, unless it is the one who did it.</summary>
    public void TellAssigned(Incident incident, Guid by)
    {
        if (incident.OwnerId is { } owner && owner != by)
        {
            Write(
                NoticeKind.IncidentAssigned, [owner], Guid.CreateVersion7(time.GetUtcNow()),
                (SubjectType.Incident, incident.Id), incident.Id, incident.Tlp);
        }
    }

    /// <summary>The liaison officers of an organisation who may see an item of a marking: for RED, the named ones.</summary>
    public async Task<IReadOnlyList<Guid>> LiaisonsAsync(Guid incidentId, Guid organisationId, Tlp tlp, CancellationToken cancellationToken)
    {
        var liaisons = await db.Run(LiaisonsOf, organisationId).ToListAsync(cancellationToken);
        if (!ReleasePolicy.NeedsNamedPersons(tlp))
        {
            return liaisons;
        }

        var named = await NamedAsync(incidentId, cancellationToken);
        return [.. liaisons.Where(named.Contains)];
    }

    /// <summary>Those of the requested side who may see a request of ours; a task at home may belong to no case, and is never RED then.</summary>
    public async Task<IReadOnlyList<Guid>> LiaisonsAsync(Request request, CancellationToken cancellationToken) =>
        request.IncidentId is { } incident
            ? await LiaisonsAsync(incident, request.RequestedOrganisationId, request.Tlp, cancellationToken)
            : await LiaisonsOfAsync(request.RequestedOrganisationId, cancellationToken);

    /// <summary>The liaison officers of an organisation.</summary>
    public async Task<IReadOnlyList<Guid>> LiaisonsOfAsync(Guid organisationId, CancellationToken cancellationToken) =>
        await db.Run(LiaisonsOf, organisationId).ToListAsync(cancellationToken);

    /// <summary>The managers who may see a case of a marking.</summary>
    public async Task<IReadOnlyList<Guid>> ManagersAsync(Guid? incidentId, Tlp tlp, CancellationToken cancellationToken)
    {
        // Roles combine and are stored by their names: a set of roles is one value.
        var sets = RoleList.SetsWith(Roles.Manager);
        var managers = await db.People.Where(p => p.DisabledAt == null && sets.Contains(p.Roles)).Select(p => p.Id).ToListAsync(cancellationToken);
        if (!ReleasePolicy.NeedsNamedPersons(tlp) || incidentId is not { } incident)
        {
            return managers;
        }

        var named = await NamedAsync(incident, cancellationToken);
        return [.. managers.Where(named.Contains)];
    }

    private async Task<HashSet<Guid>> NamedAsync(Guid incidentId, CancellationToken cancellationToken) =>
        [.. (await grants.PersonsOfAsync(incidentId, cancellationToken)).Select(g => g.UserId!.Value)];
}
