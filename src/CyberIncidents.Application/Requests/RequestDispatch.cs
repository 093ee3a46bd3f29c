using CyberIncidents.Application.Agreements;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Deadlines;
using CyberIncidents.Application.Mails;
using CyberIncidents.Application.Notices;
using CyberIncidents.Application.Reference;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Requests;

/// <summary>Sends a request, directly or by approval: the same checks, release, grants and notices.</summary>
internal sealed class RequestDispatch(
    IAppDb db, IViewerAccessor viewer, ICaseParts parts, Releases releases, NoticeWriter notices, RequestClocks clocks, HomeSettings home, TimeProvider time)
{
    /// <summary>The move was found legal and the viewer may release this marking.</summary>
    public async Task SendAsync(Request request, RequestMove move, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await parts.HoldAsync(request.IncidentId!.Value, cancellationToken);
        var incident = await db.Incidents.SingleAsync(i => i.Id == request.IncidentId, cancellationToken);
        var participation = await db.Participations.SingleAsync(p => p.Id == request.ParticipationId, cancellationToken);
        incident.EnsureTakesMore();
        participation.EnsureTakesRequests();
        if (request.DueAt <= now)
        {
            throw new RuleBrokenException("due-passed", "Its due instant has passed; move it first.");
        }

        await EnsureBasisAsync(request, cancellationToken);
        request.Dispatch(move, viewer.Required.UserId, now);
        if (!notices.GoesByMail)
        {
            request.Deliver(now);
        }

        await clocks.SentAsync(request, cancellationToken);
        var (_, liaisons) = await releases.LetGoAsync(
            incident, request.RequestedOrganisationId, request.Tlp, GrantReason.Send,
            [RequestLeaving.Of(request)], cancellationToken);
        await TellAsync(NoticeKind.RequestReceived, request, liaisons, cancellationToken);
    }

    /// <summary>
    /// What goes on its way rests on a basis that may be relied on today, since it may have left the list after it was drafted, and states
    /// all that the basis demands.
    /// </summary>
    /// <exception cref="RuleBrokenException"><c>basis-retired</c>, <c>basis-not-valid</c> or <c>basis-fields-missing</c>, which names them.</exception>
    public async Task EnsureBasisAsync(Request request, CancellationToken cancellationToken)
    {
        var blocked = await db.BlockedBasesAsync([request.LegalBasis], Zones.DateOf(time.GetUtcNow(), home.TimeZone), cancellationToken);
        if (request.LegalBasis is { } basis && blocked.TryGetValue(basis, out var code))
        {
            throw new RuleBrokenException(code, "Its legal basis cannot be relied on today; choose another first.");
        }

        var demanded = await db.DemandedAsync(new Asking(request.LegalBasis, request.Kind, request.RequestedOrganisationId), cancellationToken);
        var missing = BasisDemands.Missing(demanded, request.BasisFields);
        if (missing.Count > 0)
        {
            throw new RuleBrokenException("basis-fields-missing", "It does not state all that its legal basis demands.", null, missing);
        }
    }

    /// <summary>Tells the managers who may see it that it waits for one of them; its drafter does not approve it.</summary>
    public async Task TellApproversAsync(Request request, CancellationToken cancellationToken)
    {
        var managers = await notices.ManagersAsync(request.IncidentId, request.Tlp, cancellationToken);
        notices.Write(
            NoticeKind.RequestSubmitted, managers.Where(m => m != request.OriginatorId), request.Entries[^1].Id,
            (SubjectType.Request, request.Id), request.IncidentId, request.Tlp, request.OwnTlp);
    }

    /// <summary>Tells the liaison officers who may see the request of its last move.</summary>
    public async Task TellLiaisonsAsync(NoticeKind kind, Request request, CancellationToken cancellationToken)
    {
        var liaisons = await notices.LiaisonsAsync(request, cancellationToken);
        await TellAsync(kind, request, liaisons, cancellationToken);
    }

    private Task TellAsync(NoticeKind kind, Request request, IReadOnlyList<Guid> liaisons, CancellationToken cancellationToken) =>
        notices.TellPartnerAsync(
            new PartnerMail(
                kind, request.Entries[^1].Id, (SubjectType.Request, request.Id), request.IncidentId, request.RequestedOrganisationId,
                request.Tlp, request.OwnTlp),
            liaisons, cancellationToken);
}

/// <summary>What of a request leaves the house: the same whenever it does.</summary>
internal static class RequestLeaving
{
    /// <summary>A request as its partner gets it, with all that it states.</summary>
    public static Leaving Of(Request request)
    {
        var content = new
        {
            request.Reference,
            request.Kind,
            request.LegalBasis,
            request.Subject,
            request.Body,
            request.Urgency,
            request.DueAt,
            Tlp = TlpLabel.Of(request.Tlp),
            Handling = request.Handling?.ForPartner?.ToString(),
            BasisFields = request.BasisFields.Count == 0 ? null : request.BasisFields.Select(f => $"{f.LabelEn}: {f.Text}"),
        };
        return new Leaving(SubjectType.Request, request.Id, content, request.Handling);
    }
}
