using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Application.Sharing;

/// <summary>Marks an item anew with all that hangs on it, the same for every kind and for every way to get there.</summary>
internal sealed class Remarking(ICaseParts parts, IAccessGrants grants, IViewerAccessor viewer, CasePeople people, TimeProvider time)
{
    /// <summary>Whether a change of what binds beside the TLP takes something away.</summary>
    public static bool Weakens(Handling? before, Handling? after) =>
        before?.Pap > (after?.Pap ?? Pap.Clear) || before?.Codes.Any(c => c != HandlingCode.H0 && after?.Codes.Contains(c) != true) == true;

    /// <summary>Applies it; that it may be was found before.</summary>
    public async Task ApplyAsync(Incident incident, SubjectType type, IMarked item, MarkingChange change, CancellationToken cancellationToken)
    {
        var before = item.OwnTlp;
        item.Reclassify(change.Own, incident.Tlp, change.Handling, change.Reason);
        await parts.SpreadItemMarkingAsync(type, item, before, cancellationToken);
        if (!ReleasePolicy.NeedsNamedPersons(item.Tlp))
        {
            return;
        }

        var now = time.GetUtcNow();
        if (!viewer.Required.IsPartner)
        {
            grants.Add(AccessGrant.ToPerson((type, item.Id), incident.Id, viewer.Required.UserId, GrantReason.NamedPerson, now));
        }

        await people.CarryOverAsync(incident, item.Tlp, cancellationToken);
    }
}

/// <summary>What a marking becomes.</summary>
internal sealed record MarkingChange(Tlp Own, Handling? Handling, string? Reason);
