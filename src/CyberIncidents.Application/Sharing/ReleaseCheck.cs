using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Sharing;

/// <summary>A receiver that was chosen.</summary>
internal sealed record ChosenReceiver(Guid Id, string Name, ReceiverStanding Standing);

/// <summary>One item, one receiver, and why not; null where it may go.</summary>
internal sealed record WayVerdict(Releasable Item, ChosenReceiver Receiver, ReleaseHindrance? Hindrance);

/// <summary>What was chosen, as it stands now, with a verdict for each way.</summary>
internal sealed record PackageVerdict(IReadOnlyList<Releasable> Items, IReadOnlyList<ChosenReceiver> Receivers, IReadOnlyList<WayVerdict> Ways)
{
    /// <summary>The strictest marking of the parts.</summary>
    public Tlp Tlp => Items.Select(i => i.Tlp).Aggregate(ReleasePolicy.Strictest);

    /// <summary>Throws unless everything may go to everyone.</summary>
    /// <exception cref="InvalidInputException">A receiver is our own or has no part in the case.</exception>
    /// <exception cref="ForbiddenException">A manager has to let it go.</exception>
    /// <exception cref="RuleBrokenException">The hindrance, with the ways that it blocks.</exception>
    public void EnsureMayGo()
    {
        var blocked = Ways.Where(w => w.Hindrance is not null).ToList();
        if (blocked.Count == 0)
        {
            return;
        }

        var gravest = blocked.Min(w => w.Hindrance!.Value);
        var ways = blocked.Where(w => w.Hindrance == gravest).ToList();
        throw gravest switch
        {
            ReleaseHindrance.NeedsManager => new ForbiddenException("What is marked above AMBER is released by a manager."),
            ReleaseHindrance.Oneself => new InvalidInputException("receivers", Words.Get("Releases.Hindrance.oneself")),
            ReleaseHindrance.TakesNoPart => new InvalidInputException("receivers", Words.Get("Error.NotTakingPart")),
            _ => new RuleBrokenException(
                MoveName.Of(gravest), Reasons[gravest], null, [.. ways.Select(w => $"{w.Receiver.Name}: {w.Item.Name}").Distinct(StringComparer.Ordinal)]),
        };
    }

    private static readonly Dictionary<ReleaseHindrance, string> Reasons = new()
    {
        [ReleaseHindrance.SharesNothing] = "The receiver was not notified of the case, or takes no part any more.",
        [ReleaseHindrance.OwnItem] = "It came from the receiver itself.",
        [ReleaseHindrance.OriginatorConsent] = "It came from another partner, which has not agreed that this receiver gets it.",
        [ReleaseHindrance.NoNamedPerson] = "TLP:RED goes only to named persons, and nobody of that organisation is named.",
    };
}

/// <summary>Judges what was chosen for release, whatever the kinds of items are.</summary>
internal sealed class ReleaseCheck(
    IAppDb db, IAccessGrants grants, IViewerAccessor viewer, IEnumerable<IReleasableKind> kinds, IOriginatorConsents consents)
{
    /// <summary>Everything of a case that can be released, the kinds one after the other.</summary>
    public async Task<IReadOnlyList<Releasable>> AllAsync(Guid incidentId, CancellationToken cancellationToken)
    {
        var all = new List<Releasable>();
        foreach (var kind in kinds.OrderBy(k => k.Type))
        {
            all.AddRange(await kind.ReadAsync(incidentId, null, cancellationToken));
        }

        return all;
    }

    /// <summary>Those of some items that stand and that the viewer sees.</summary>
    public async Task<IReadOnlyDictionary<(SubjectType Type, Guid Id), Releasable>> ReadAsync(
        Guid incidentId, IEnumerable<(SubjectType Type, Guid Id)> items, CancellationToken cancellationToken)
    {
        var found = new Dictionary<(SubjectType, Guid), Releasable>();
        foreach (var wanted in items.ToLookup(i => i.Type, i => i.Id))
        {
            var kind = kinds.SingleOrDefault(k => k.Type == wanted.Key);
            foreach (var item in kind is null ? [] : await kind.ReadAsync(incidentId, [.. wanted.Distinct()], cancellationToken))
            {
                found[(item.Type, item.Id)] = item;
            }
        }

        return found;
    }

    /// <summary>A verdict for each item and receiver.</summary>
    /// <exception cref="InvalidInputException">There is no such item, or it does not stand.</exception>
    public async Task<PackageVerdict> JudgeAsync(Guid incidentId, ReleaseChoice choice, CancellationToken cancellationToken)
    {
        var wanted = choice.Items!.Select(i => (i.Type!.Value, i.Id!.Value)).ToList();
        var found = await ReadAsync(incidentId, wanted, cancellationToken);
        var missing = wanted.Select((w, i) => (w, i)).Where(x => !found.ContainsKey(x.w)).Select(x => $"items[{x.i}].id").ToList();
        if (missing.Count > 0)
        {
            throw InvalidInputException.Same(missing, Words.Get("Releases.NoSuchItem"));
        }

        var items = wanted.Distinct().Select(w => found[w]).ToList();
        return await JudgeAsync(incidentId, items, choice.Receivers!, cancellationToken);
    }

    /// <summary>A verdict for each item and receiver.</summary>
    public async Task<PackageVerdict> JudgeAsync(
        Guid incidentId, IReadOnlyList<Releasable> items, IReadOnlyList<Guid> receiverIds, CancellationToken cancellationToken)
    {
        var receivers = await ReceiversAsync(incidentId, [.. receiverIds.Distinct()], cancellationToken);
        var contacts = await CaseContacts.ReadAsync(db, grants, incidentId, items.Any(i => ReleasePolicy.NeedsNamedPersons(i.Tlp)), cancellationToken);
        var ways = new List<WayVerdict>();
        foreach (var receiver in receivers)
        {
            foreach (var item in items)
            {
                var agreed = item.OriginatorId is null || await consents.GrantedAsync(item.Type, item.Id, receiver.Id, cancellationToken);
                var way = new ReleaseWay(
                    item.Tlp, item.OriginatorId, receiver.Id, receiver.Standing, agreed, contacts.Reaches(receiver.Id, item.Tlp),
                    viewer.Required.Holds(Permission.ReleaseAboveAmber));
                ways.Add(new WayVerdict(item, receiver, ReleaseCeiling.Judge(way)));
            }
        }

        return new PackageVerdict(items, receivers, ways);
    }

    private async Task<IReadOnlyList<ChosenReceiver>> ReceiversAsync(Guid incidentId, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        var organisations = await db.Organisations.Where(o => ids.Contains(o.Id)).Select(o => new { o.Id, o.Name, o.IsHome })
            .ToDictionaryAsync(o => o.Id, cancellationToken);
        var states = await db.Participations.Where(p => p.IncidentId == incidentId && p.OrganisationId != null && ids.Contains(p.OrganisationId!.Value))
            .Select(p => new { Id = p.OrganisationId!.Value, p.State }).ToDictionaryAsync(p => p.Id, p => p.State, cancellationToken);
        return [.. ids.Select(id =>
        {
            var standing = organisations.GetValueOrDefault(id) is { IsHome: true } ? ReceiverStanding.Oneself
                : !states.TryGetValue(id, out var state) ? ReceiverStanding.TakesNoPart
                : ParticipationLifecycle.Shares(state) ? ReceiverStanding.Shares
                : ReceiverStanding.SharesNothing;
            return new ChosenReceiver(id, organisations.GetValueOrDefault(id)?.Name ?? string.Empty, standing);
        })];
    }
}
