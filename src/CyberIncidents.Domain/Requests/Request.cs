using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Domain.Requests;

/// <summary>What one organisation asks of another: tracked, dated, answered by the other itself.</summary>
public sealed partial class Request : AggregateRoot, ISecured
{
    private readonly List<RequestEntry> _entries = [];

    private Request()
    {
        Reference = Subject = Body = string.Empty;
    }

    /// <summary>Drafts a request.</summary>
    /// <param name="reference">What people call it: <c>RQ-2026-NL-0007</c>.</param>
    /// <param name="parties">Between whom.</param>
    /// <param name="text">What it says.</param>
    /// <param name="needsApproval">Whether this kind is sent only by approval.</param>
    /// <param name="drafterId">Who drafts it.</param>
    /// <param name="ownerId">Who of ours answers for it.</param>
    /// <param name="now">The instant.</param>
    public Request(
        string reference,
        RequestParties parties,
        RequestText text,
        bool needsApproval,
        Guid drafterId,
        Guid ownerId,
        DateTimeOffset now)
        : base(now)
    {
        ArgumentNullException.ThrowIfNull(parties);
        ArgumentNullException.ThrowIfNull(text);
        Reference = reference;
        Direction = parties.Direction;
        IncidentId = parties.IncidentId;
        ParticipationId = parties.ParticipationId;
        RequesterOrganisationId = parties.RequesterOrganisationId;
        RequestedOrganisationId = parties.RequestedOrganisationId;
        OriginatorId = drafterId;
        OwnerId = ownerId;
        Subject = Body = string.Empty;
        Apply(text, needsApproval, text.Tlp);
        Record("draft");
    }

    /// <summary>What people call it: <c>RQ-2026-NL-0007</c>, counted per counterpart.</summary>
    public string Reference { get; private set; }

    /// <summary>Who asks whom.</summary>
    public RequestDirection Direction { get; private set; }

    /// <summary>The case; an inbound one may have none yet.</summary>
    public Guid? IncidentId { get; private set; }

    /// <summary>The participation; an inbound one may have none yet.</summary>
    public Guid? ParticipationId { get; private set; }

    /// <summary>The organisation that asks.</summary>
    public Guid RequesterOrganisationId { get; private set; }

    /// <summary>The organisation that is asked.</summary>
    public Guid RequestedOrganisationId { get; private set; }

    /// <summary>Who drafted it.</summary>
    public Guid OriginatorId { get; private set; }

    /// <summary>Who of ours answers for it; null for what a partner asks of us and nobody has taken yet.</summary>
    public Guid? OwnerId { get; private set; }

    /// <summary>The liaison officer who acted first; of an inbound one, who filed it.</summary>
    public Guid? LiaisonId { get; private set; }

    /// <summary>What is asked.</summary>
    public RequestKind Kind { get; private set; }

    /// <summary>Whether it is sent only by approval.</summary>
    public bool NeedsApproval { get; private set; }

    /// <summary>A code of the legal bases.</summary>
    public string? LegalBasis { get; private set; }

    /// <summary>The subject.</summary>
    public string Subject { get; private set; }

    /// <summary>What it says.</summary>
    public string Body { get; private set; }

    /// <summary>How pressing.</summary>
    public Urgency Urgency { get; private set; }

    /// <summary>Its effective marking: the stricter of its own and its case's.</summary>
    public Tlp Tlp { get; private set; }

    /// <summary>The marking that its drafter gave it.</summary>
    public Tlp? OwnTlp { get; private set; }

    /// <summary>Where it stands.</summary>
    public RequestState State { get; private set; } = RequestState.Draft;

    /// <summary>The other side's own reference.</summary>
    public string? TheirReference { get; private set; }

    /// <summary>When an answer is due.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>The deadline rule from which its due instant comes; null when it was agreed by hand, or nothing is due.</summary>
    public string? DeadlineRule { get; private set; }

    /// <summary>Until when the partner keeps the data that it preserved; they lapse then.</summary>
    public DateTimeOffset? PreservedUntil { get; private set; }

    /// <summary>The request whose preservation it renews.</summary>
    public Guid? RenewsId { get; private set; }

    /// <summary>When it was sent.</summary>
    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>When word of it reached the requested side: a stamp, not a state.</summary>
    public DateTimeOffset? DeliveredAt { get; private set; }

    /// <summary>When the requested side opened it first: a stamp, and no act.</summary>
    public DateTimeOffset? SeenAt { get; private set; }

    /// <summary>When the requested side acted first; opening it is no act.</summary>
    public DateTimeOffset? FirstActAt { get; private set; }

    /// <summary>When it was answered or declined last.</summary>
    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>From when it counts as silent if the requested side does nothing.</summary>
    public DateTimeOffset? SilentFrom { get; private set; }

    /// <summary>
    /// From when it is chased as overdue, where that is not the due instant: the due instant had passed when the requested side's turn
    /// began again. Null where that never was so.
    /// </summary>
    public DateTimeOffset? ChasedFrom { get; private set; }

    /// <summary>How often its due instant or its marking changed since it was sent; the requested side sees both, so the number may be told.</summary>
    public int Shifts { get; private set; }

    /// <summary>When its due instant changed last since it was sent.</summary>
    public DateTimeOffset? ShiftedAt { get; private set; }

    /// <summary>How it was answered.</summary>
    public AnswerOutcome? Outcome { get; private set; }

    /// <summary>The ground on which it was declined: a code of the refusal grounds.</summary>
    public string? DeclineGround { get; private set; }

    /// <summary>What was said in its course.</summary>
    public IReadOnlyList<RequestEntry> Entries => _entries;

    Guid? ISecured.IncidentId => IncidentId;

    /// <summary>The legal moves, in order.</summary>
    /// <param name="side">Of one side only; null for both.</param>
    /// <returns>The moves.</returns>
    public IReadOnlyList<RequestMove> AllowedMoves(RequestSide? side = null) =>
        DisposedAt is not null ? []
        : [.. RequestLifecycle.TableOf(Kind, NeedsApproval).Allowed(State)
            .Where(m => side is null || RequestLifecycle.SideOf(m) == side)];

    /// <summary>Throws unless the move is legal now; the error names the legal moves of the same side.</summary>
    /// <param name="move">The move.</param>
    /// <exception cref="RuleBrokenException"><c>illegal-move</c>, <c>disposed</c>.</exception>
    public void EnsureAllowed(RequestMove move)
    {
        EnsureKept();
        RequestLifecycle.TableOf(Kind, NeedsApproval).Next(State, move, AllowedMoves(RequestLifecycle.SideOf(move)));
    }

    /// <summary>Throws unless it may be rewritten.</summary>
    /// <exception cref="RuleBrokenException"><c>not-a-draft</c>.</exception>
    public void EnsureDraft()
    {
        if (State != RequestState.Draft)
        {
            throw new RuleBrokenException(
                "not-a-draft", "Only a draft can be rewritten.", [.. AllowedMoves(RequestSide.Requester).Select(MoveName.Of)]);
        }
    }

    /// <summary>Rewrites a draft.</summary>
    /// <param name="text">What it says now.</param>
    /// <param name="needsApproval">Whether its kind is sent only by approval.</param>
    /// <param name="caseTlp">The case's marking.</param>
    /// <exception cref="RuleBrokenException"><c>not-a-draft</c>.</exception>
    public void Rewrite(RequestText text, bool needsApproval, Tlp caseTlp)
    {
        ArgumentNullException.ThrowIfNull(text);
        EnsureDraft();
        Apply(text, needsApproval, caseTlp);
        _entries.ForEach(entry => entry.MarkAs(this));

        Record("edit");
    }

    /// <summary>A move of the requester before it is sent: submit or reject.</summary>
    /// <param name="move">Submit or Reject.</param>
    /// <param name="by">Who.</param>
    /// <param name="note">The reason of a rejection.</param>
    /// <param name="now">The instant.</param>
    public void Prepare(RequestMove move, Guid by, string? note, DateTimeOffset now) =>
        Move(move, by, note, now);

    /// <summary>Sends it, or approves it, which sends it.</summary>
    /// <param name="move">Send or Approve.</param>
    /// <param name="by">Who.</param>
    /// <param name="now">The instant.</param>
    public void Dispatch(RequestMove move, Guid by, DateTimeOffset now)
    {
        Move(move, by, null, now);
        SentAt = now;
        SilentFrom = RequestStanding.SilentFrom(now, DueAt);
    }

    /// <summary>A move of the requested side.</summary>
    /// <param name="move">Acknowledge, Start, Ask, Answer, Decline or SetReference.</param>
    /// <param name="by">Who.</param>
    /// <param name="reply">What it says.</param>
    /// <param name="now">The instant.</param>
    public void Respond(RequestMove move, Guid by, RequestReply reply, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(reply);
        var entry = Move(move, by, reply.Note, now);
        SeenAt ??= now;
        FirstActAt ??= now;
        LiaisonId ??= by;
        NoteReference(reply.TheirReference);
        if (move is RequestMove.Answer or RequestMove.Decline)
        {
            AnsweredAt = now;
            Outcome = reply.Outcome;
            DeclineGround = reply.Ground;
            entry.Conclude(reply.Outcome, reply.Ground);
        }
    }

    /// <summary>A move of the requester after it was sent: clarify, accept, return, close or withdraw.</summary>
    /// <param name="move">The move.</param>
    /// <param name="by">Who.</param>
    /// <param name="note">The clarification or the reason.</param>
    /// <param name="now">The instant.</param>
    public void FollowThrough(RequestMove move, Guid by, string? note, DateTimeOffset now)
    {
        Move(move, by, note, now);
        if (move == RequestMove.Return)
        {
            AnsweredAt = null;
            Outcome = null;
            DeclineGround = null;
        }
    }

    /// <summary>Notes that somebody who is not named opened it for reading. Nothing of it changes.</summary>
    public void NoteBrokenGlass() => Record("break-glass");

    void ISecured.Remark(Tlp tlp)
    {
        if (IsInbound)
        {
            // Its marking is its originator's: no case of ours makes it stricter, which would take it from whoever filed it.
            return;
        }

        Shifts += SentAt is null ? 0 : 1;
        Tlp = tlp;
    }

    private RequestEntry Move(RequestMove move, Guid by, string? note, DateTimeOffset now)
    {
        var side = RequestLifecycle.SideOf(move);
        State = RequestLifecycle.TableOf(Kind, NeedsApproval).Next(State, move, AllowedMoves(side));
        var entry = new RequestEntry(this, move, side, by, note, now);
        _entries.Add(entry);
        Record(MoveName.Of(move));
        return entry;
    }

    private void Apply(RequestText text, bool needsApproval, Tlp caseTlp)
    {
        Kind = text.Kind;
        NeedsApproval = needsApproval;
        LegalBasis = text.LegalBasis;
        Subject = text.Subject;
        Body = text.Body;
        Urgency = text.Urgency;
        DueAt = text.DueAt;
        OwnTlp = text.Tlp;
        Tlp = ReleasePolicy.Strictest(text.Tlp, caseTlp);
        TheirReference = text.TheirReference;
        Handling = text.Handling;
        Fill(text.BasisFields);
    }
}
