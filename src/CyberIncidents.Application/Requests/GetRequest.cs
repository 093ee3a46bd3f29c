using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Requests;

/// <summary>One move of a request with what was said.</summary>
/// <param name="At">When.</param>
/// <param name="Move">Which move, as the API names it.</param>
/// <param name="Side">Which side made it.</param>
/// <param name="By">Who.</param>
/// <param name="Note">What was said.</param>
/// <param name="Outcome">Of an answer.</param>
/// <param name="Ground">Of a refusal.</param>
public sealed record RequestEntryDetail(
    DateTimeOffset At, string Move, RequestSide Side, PersonName By, string? Note, AnswerOutcome? Outcome, string? Ground);

/// <summary>A request in full, as the national team reads it.</summary>
public sealed record RequestDetail
{
    /// <summary>The reference.</summary>
    public required string Reference { get; init; }

    /// <summary>The case, when there is one and the viewer sees it.</summary>
    public required string? IncidentReference { get; init; }

    /// <summary>The participation.</summary>
    public required Guid? ParticipationId { get; init; }

    /// <summary>Who asks whom.</summary>
    public required RequestDirection Direction { get; init; }

    /// <summary>The organisation that asks.</summary>
    public required OrganisationName Requester { get; init; }

    /// <summary>The organisation that is asked.</summary>
    public required OrganisationName Requested { get; init; }

    /// <summary>What is asked.</summary>
    public required RequestKind Kind { get; init; }

    /// <summary>Whether it is sent only by approval.</summary>
    public required bool NeedsApproval { get; init; }

    /// <summary>A code of the legal bases.</summary>
    public required string? LegalBasis { get; init; }

    /// <summary>The subject.</summary>
    public required string Subject { get; init; }

    /// <summary>What it says.</summary>
    public required string Body { get; init; }

    /// <summary>How pressing.</summary>
    public required Urgency Urgency { get; init; }

    /// <summary>Its marking.</summary>
    public required Tlp Tlp { get; init; }

    /// <summary>Where it stands.</summary>
    public required RequestState State { get; init; }

    /// <summary>The other side's own reference.</summary>
    public required string? TheirReference { get; init; }

    /// <summary>Who drafted it.</summary>
    public required PersonName Originator { get; init; }

    /// <summary>Who of ours answers for it.</summary>
    public required PersonName Owner { get; init; }

    /// <summary>The liaison officer who acted first.</summary>
    public required PersonName? Liaison { get; init; }

    /// <summary>When it was drafted.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When an answer is due.</summary>
    public required DateTimeOffset? DueAt { get; init; }

    /// <summary>When it was sent.</summary>
    public required DateTimeOffset? SentAt { get; init; }

    /// <summary>When word of it reached the requested side.</summary>
    public required DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>When the requested side opened it first.</summary>
    public required DateTimeOffset? SeenAt { get; init; }

    /// <summary>When the requested side acted first.</summary>
    public required DateTimeOffset? FirstActAt { get; init; }

    /// <summary>When it was answered or declined last.</summary>
    public required DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>How it was answered.</summary>
    public required AnswerOutcome? Outcome { get; init; }

    /// <summary>The ground on which it was declined.</summary>
    public required string? DeclineGround { get; init; }

    /// <summary>The version of its row; also the ETag.</summary>
    public required long Version { get; init; }

    /// <summary>An answer is expected.</summary>
    public bool Waiting { get; init; }

    /// <summary>Nothing has come, and half the time is gone; not "nothing found".</summary>
    public bool Silent { get; init; }

    /// <summary>Past due.</summary>
    public bool Overdue { get; init; }

    /// <summary>Our legal moves, those that the viewer may make.</summary>
    public IReadOnlyList<string> AllowedActions { get; init; } = [];

    /// <summary>What was said in its course.</summary>
    public IReadOnlyList<RequestEntryDetail> Entries { get; init; } = [];

    internal Guid Id { get; init; }
}

/// <summary>Reads a request in full.</summary>
/// <param name="Reference">The request.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record GetRequestQuery(string Reference) : IQuery<RequestDetail>;

internal sealed class GetRequestHandler(IAppDb db, IViewerAccessor viewer, TimeProvider time) : IQueryHandler<GetRequestQuery, RequestDetail>
{
    public async Task<RequestDetail> Handle(GetRequestQuery query, CancellationToken cancellationToken)
    {
        var detail = await ReadAsync(query.Reference, cancellationToken) ?? throw new NotFoundException();
        var standing = await db.StandingAsync([detail.Id], time.GetUtcNow(), cancellationToken);
        var entries = await db.RequestEntries.Where(e => e.RequestId == detail.Id).OrderBy(e => e.CreatedAt).ThenBy(e => e.Id)
            .Select(e => new
            {
                e.CreatedAt,
                e.Move,
                e.Side,
                By = db.People.Where(p => p.Id == e.ActorId).Select(p => new PersonName(p.Id, p.DisplayName)).First(),
                e.Note,
                e.Outcome,
                e.Ground,
            })
            .ToListAsync(cancellationToken);
        return detail with
        {
            Waiting = standing.Waiting.Count > 0,
            Silent = standing.Silent.Count > 0,
            Overdue = standing.Overdue.Count > 0,
            AllowedActions = [.. MovesOf(detail).Select(MoveName.Of)],
            Entries = [.. entries.Select(e => new RequestEntryDetail(e.CreatedAt, MoveName.Of(e.Move), e.Side, e.By, e.Note, e.Outcome, e.Ground))],
        };
    }

    private IEnumerable<RequestMove> MovesOf(RequestDetail detail)
    {
        var me = viewer.Required;
        return RequestLifecycle.TableOf(detail.Kind, detail.NeedsApproval).Allowed(detail.State)
            .Where(m => RequestLifecycle.SideOf(m) == RequestSide.Requester)
            .Where(m => !RequestLifecycle.OfApprover.Contains(m)
                || (me.Holds(Permission.ApproveRequests) && detail.Originator.Id != me.UserId))
            .Where(m => m is not (RequestMove.Send or RequestMove.Approve or RequestMove.Reject or RequestMove.Clarify or RequestMove.Return)
                || ReleasePolicy.AnalystMayRelease(detail.Tlp) || me.Holds(Permission.ReleaseAboveAmber));
    }

    private Task<RequestDetail?> ReadAsync(string reference, CancellationToken cancellationToken) =>
        db.Requests.Where(r => r.Reference == reference)
            .Select(r => new RequestDetail
            {
                Id = r.Id,
                Reference = r.Reference,
                IncidentReference = db.Incidents.Where(i => i.Id == r.IncidentId).Select(i => i.Reference).FirstOrDefault(),
                ParticipationId = r.ParticipationId,
                Direction = r.Direction,
                Requester = db.Organisations.Where(o => o.Id == r.RequesterOrganisationId).Select(o => new OrganisationName(o.Id, o.Name)).First(),
                Requested = db.Organisations.Where(o => o.Id == r.RequestedOrganisationId).Select(o => new OrganisationName(o.Id, o.Name)).First(),
                Kind = r.Kind,
                NeedsApproval = r.NeedsApproval,
                LegalBasis = r.LegalBasis,
                Subject = r.Subject,
                Body = r.Body,
                Urgency = r.Urgency,
                Tlp = r.Tlp,
                State = r.State,
                TheirReference = r.TheirReference,
                Originator = db.People.Where(p => p.Id == r.OriginatorId).Select(p => new PersonName(p.Id, p.DisplayName)).First(),
                Owner = db.People.Where(p => p.Id == r.OwnerId).Select(p => new PersonName(p.Id, p.DisplayName)).First(),
                Liaison = db.People.Where(p => p.Id == r.LiaisonId).Select(p => new PersonName(p.Id, p.DisplayName)).FirstOrDefault(),
                CreatedAt = r.CreatedAt,
                DueAt = r.DueAt,
                SentAt = r.SentAt,
                DeliveredAt = r.DeliveredAt,
                SeenAt = r.SeenAt,
                FirstActAt = r.FirstActAt,
                AnsweredAt = r.AnsweredAt,
                Outcome = r.Outcome,
                DeclineGround = r.DeclineGround,
                Version = r.Version,
            })
            .SingleOrDefaultAsync(cancellationToken);
}
