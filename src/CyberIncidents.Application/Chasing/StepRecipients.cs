using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Mails;
using CyberIncidents.Application.Notices;
using CyberIncidents.Application.Requests;
using CyberIncidents.Domain.Chasing;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.Requests;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Chasing;

/// <summary>One to whom a step of a ladder turns.</summary>
/// <param name="PersonId">The person; null for a contact point.</param>
/// <param name="ContactPointId">The contact point; null for a person.</param>
/// <param name="Name">By what name the log knows it.</param>
/// <param name="IsPartner">Whether it is of the requested side.</param>
internal sealed record StepRecipient(Guid? PersonId, Guid? ContactPointId, string Name, bool IsPartner);

/// <summary>Decides whom a step of a request's ladder turns to now: of what is RED, only the named persons.</summary>
internal sealed class StepRecipients(IAppDb db, NoticeWriter notices, PartnerContacts contacts, InboundTelling telling, TimeProvider time)
{
    private static readonly FixedQuery<IReadOnlyList<Guid>, Named> Names = new((db, ids) =>
        db.People.Where(p => ids.Contains(p.Id) && p.DisabledAt == null).Select(p => new Named(p.Id, p.DisplayName, p.IsDeputy, p.AbsentUntil)));

    /// <summary>Whom a step turns to; empty for nobody.</summary>
    public async Task<IReadOnlyList<StepRecipient>> OfAsync(ChaseWhom whom, Request request, CancellationToken cancellationToken)
    {
        if (request.IsInbound)
        {
            // We are the side that is asked; the ladder turns to nobody abroad.
            var ours = whom == ChaseWhom.Manager ? await telling.ManagersAsync(request, cancellationToken) : await telling.AnsweringAsync(request, cancellationToken);
            return await PeopleAsync(ours, cancellationToken);
        }

        switch (whom)
        {
            case ChaseWhom.Liaison:
                return await LiaisonsAsync(request, deputies: false, cancellationToken);
            case ChaseWhom.Deputy:
                return await LiaisonsAsync(request, deputies: true, cancellationToken);
            case ChaseWhom.Owner:
                var owner = await db.OwnerOfAsync(request.IncidentId, cancellationToken);
                var own = await PeopleAsync([owner ?? request.OwnerId!.Value], cancellationToken);
                return own.Count > 0 ? own : await ManagersAsync(request, cancellationToken);
            case ChaseWhom.Manager:
                return await ManagersAsync(request, cancellationToken);
            default:
                return [.. (await contacts.AroundTheClockAsync(request.RequestedOrganisationId, request.Tlp, cancellationToken)).Select(OfPoint)];
        }
    }

    private static StepRecipient OfPoint(ContactPoint point) => new(null, point.Id, point.Name, IsPartner: true);

    private async Task<IReadOnlyList<StepRecipient>> ManagersAsync(Request request, CancellationToken cancellationToken) =>
        await PeopleAsync(await notices.ManagersAsync(request.IncidentId, request.Tlp, cancellationToken), cancellationToken);

    /// <summary>The liaison officers who may see it; where all of them that are there are deputies, they are the ones to turn to first.</summary>
    private async Task<IReadOnlyList<StepRecipient>> LiaisonsAsync(Request request, bool deputies, CancellationToken cancellationToken)
    {
        var may = await notices.LiaisonsAsync(request, cancellationToken);
        var people = Present(await db.Run(Names, may).ToListAsync(cancellationToken));
        var first = deputies || people.TrueForAll(p => p.IsDeputy) ? people.FindAll(p => p.IsDeputy) : people.FindAll(p => !p.IsDeputy);
        if (first.Count > 0 || deputies)
        {
            return [.. first.Select(p => new StepRecipient(p.Id, null, p.Name, IsPartner: true))];
        }

        var point = await contacts.ForReminderAsync(request.RequestedOrganisationId, request.Tlp, cancellationToken);
        return point is null ? [] : [OfPoint(point)];
    }

    /// <summary>Who is away is left in peace, unless all are: then it is better to write to them than to nobody.</summary>
    private List<Named> Present(List<Named> people)
    {
        var now = time.GetUtcNow();
        var there = people.FindAll(p => !(p.AbsentUntil > now));
        return there.Count > 0 ? there : people;
    }

    private async Task<IReadOnlyList<StepRecipient>> PeopleAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken) =>
        [.. (await db.Run(Names, ids).ToListAsync(cancellationToken)).Select(p => new StepRecipient(p.Id, null, p.Name, IsPartner: false))];

    private sealed record Named(Guid Id, string Name, bool IsDeputy, DateTimeOffset? AbsentUntil);
}
