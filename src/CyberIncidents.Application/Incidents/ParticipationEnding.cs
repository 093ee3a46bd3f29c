using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Deadlines;
using CyberIncidents.Application.Notices;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Requests;

namespace CyberIncidents.Application.Incidents;

/// <summary>
/// Ends a partner's part: its unanswered requests end in the same save, drafts too, and of all that it was given it
/// keeps only the requests that it has answered.
/// </summary>
internal sealed class ParticipationEnding(
    ICaseParts parts, IAccessGrants grants, IViewerAccessor viewer, NoticeWriter notices, RequestClocks clocks, TimeProvider time)
{
    /// <summary>The ground that a request is declined on when the partner declines its whole part.</summary>
    public const string GroundOther = "other";

    public async Task EndAsync(Participation participation, ParticipationMove move, string? reason, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (move == ParticipationMove.Decline)
        {
            participation.Decline(reason, now);
        }
        else
        {
            participation.Withdraw(reason, now);
        }

        // What another server releases to it at this moment is taken back too.
        await parts.HoldAsync(participation.IncidentId, cancellationToken);
        var requests = await parts.RequestsOfAsync(participation.Id, cancellationToken);
        var answered = requests.Where(r => r.AnsweredAt is not null).Select(r => r.Id).ToList();
        foreach (var request in requests.Where(r => RequestLifecycle.Unanswered.Contains(r.State)))
        {
            await EndAsync(request, move, reason, now, cancellationToken);
        }

        if (participation.OrganisationId is { } organisation)
        {
            await grants.RevokeAsync(participation.IncidentId, organisation, answered, now, cancellationToken);
        }
    }

    private async Task EndAsync(Request request, ParticipationMove move, string? reason, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var by = viewer.Required.UserId;
        // Why we end its part is ours and stands there; the request's moves are read by the partner when it is told again.
        var said = viewer.Required.IsPartner ? reason : null;
        if (move == ParticipationMove.Decline && request.SentAt is not null)
        {
            request.Respond(RequestMove.Decline, by, new RequestReply(said, null, GroundOther, null), now);
            await clocks.AnsweredAsync(request, cancellationToken);
            await notices.TellOwnerAsync(NoticeKind.RequestDeclined, request, cancellationToken);
        }
        else
        {
            request.FollowThrough(RequestMove.Withdraw, by, said, now);
            await clocks.EndedAsync(request, cancellationToken);
        }
    }
}
