using CyberIncidents.Domain.Common;

namespace CyberIncidents.Domain.Requests;

/// <content>What a partner asks of us: the same life with the sides reversed.</content>
public sealed partial class Request
{
    private Request(string reference, RequestParties parties, RequestText text, Guid filedById, DateTimeOffset now)
        : base(now)
    {
        Reference = reference;
        Direction = RequestDirection.Inbound;
        RequesterOrganisationId = parties.RequesterOrganisationId;
        RequestedOrganisationId = parties.RequestedOrganisationId;
        OriginatorId = filedById;
        LiaisonId = filedById;
        Subject = Body = string.Empty;
        Apply(text, needsApproval: false, text.Tlp);
        WishedAt = text.DueAt;
        Record("file");
    }

    /// <summary>Whether a partner asks it of us.</summary>
    public bool IsInbound => Direction == RequestDirection.Inbound;

    /// <summary>The partner: who is asked of an outbound one, who asks of an inbound one.</summary>
    public Guid PartnerOrganisationId => IsInbound ? RequesterOrganisationId : RequestedOrganisationId;

    /// <summary>Our own reference of what a partner asks of us; the partner sees it.</summary>
    public string? OurReference { get; private set; }

    /// <summary>How pressing we find what a partner asks of us; null for as it says itself. The partner does not see it.</summary>
    public Urgency? OurUrgency { get; private set; }

    /// <summary>Until when the partner wishes our answer; null when it wishes none, and of an outbound one.</summary>
    public DateTimeOffset? WishedAt { get; private set; }

    /// <summary>When one of ours took it or was given it first.</summary>
    public DateTimeOffset? TriagedAt { get; private set; }

    /// <summary>Who of ours decided that.</summary>
    public Guid? TriagedById { get; private set; }

    /// <summary>How pressing it is for whoever answers.</summary>
    public Urgency Pressing => OurUrgency ?? Urgency;

    /// <summary>Files what a partner asks of us: drafted and sent in one step.</summary>
    /// <param name="reference">What people call it.</param>
    /// <param name="parties">Who asks, and our own organisation.</param>
    /// <param name="text">What it says; its due instant is the partner's wish, its reference the partner's own.</param>
    /// <param name="filedById">The liaison officer.</param>
    /// <param name="now">The instant.</param>
    /// <returns>The request; it has reached us.</returns>
    public static Request File(string reference, RequestParties parties, RequestText text, Guid filedById, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(parties);
        ArgumentNullException.ThrowIfNull(text);
        var request = new Request(reference, parties, text, filedById, now);
        request.Dispatch(RequestMove.Send, filedById, now);
        request.Deliver(now);
        return request;
    }

    /// <summary>Throws unless it can be triaged: once, and while an answer is expected.</summary>
    /// <exception cref="RuleBrokenException"><c>already-triaged</c>, <c>not-waiting</c>.</exception>
    public void EnsureTriage()
    {
        EnsureRuns();
        if (OwnerId is not null)
        {
            throw new RuleBrokenException("already-triaged", "Somebody has taken it already.", [.. AllowedMoves(RequestSide.Requested).Select(MoveName.Of)]);
        }
    }

    /// <summary>One of ours takes it or is given it.</summary>
    /// <param name="ownerId">Who answers for it from now on.</param>
    /// <param name="urgency">How pressing we find it; null for as the partner says.</param>
    /// <param name="ourReference">Our own reference; null for none.</param>
    /// <param name="by">Who decides that.</param>
    /// <param name="now">The instant.</param>
    /// <exception cref="RuleBrokenException"><c>already-triaged</c>, <c>not-waiting</c>.</exception>
    public void Triage(Guid ownerId, Urgency? urgency, string? ourReference, Guid by, DateTimeOffset now)
    {
        EnsureTriage();
        OwnerId = ownerId;
        OurUrgency = urgency == Urgency ? null : urgency;
        OurReference = ourReference ?? OurReference;
        (TriagedAt, TriagedById) = (now, by);
        Record("triage");
    }

    /// <summary>Throws unless it can be handed to another of ours.</summary>
    /// <exception cref="RuleBrokenException"><c>not-triaged</c>, <c>not-waiting</c>.</exception>
    public void EnsureHandOver()
    {
        EnsureRuns();
        if (OwnerId is null)
        {
            throw new RuleBrokenException("not-triaged", "Nobody has taken it yet.");
        }
    }

    /// <summary>Another of ours answers for it.</summary>
    /// <param name="ownerId">Who.</param>
    /// <exception cref="RuleBrokenException"><c>not-triaged</c>, <c>not-waiting</c>.</exception>
    public void HandOver(Guid ownerId)
    {
        EnsureHandOver();
        OwnerId = ownerId;
        Record("hand-over");
    }

    /// <summary>What it serves is answered by another of ours, who waits for this too.</summary>
    /// <param name="ownerId">Who.</param>
    public void FollowOwner(Guid ownerId)
    {
        if (OwnerId != ownerId)
        {
            OwnerId = ownerId;
            Record("hand-over");
        }
    }

    /// <summary>Throws unless it can be taken into a case.</summary>
    /// <exception cref="RuleBrokenException"><c>already-in-a-case</c>, <c>disposed</c>.</exception>
    public void EnsureNoCase()
    {
        EnsureKept();
        if (IncidentId is not null)
        {
            throw new RuleBrokenException("already-in-a-case", "It belongs to a case already.", [.. AllowedMoves(RequestSide.Requested).Select(MoveName.Of)]);
        }
    }

    /// <summary>It becomes part of a case; of that the partner learns nothing by it.</summary>
    /// <param name="incidentId">The case.</param>
    /// <exception cref="RuleBrokenException"><c>already-in-a-case</c>.</exception>
    public void TakeInto(Guid incidentId)
    {
        EnsureNoCase();
        IncidentId = incidentId;
        Record("take-into-case");
    }

    /// <summary>A reference that the requested side gives is ours where we are that side.</summary>
    private void NoteReference(string? given)
    {
        if (IsInbound)
        {
            OurReference = given ?? OurReference;
        }
        else
        {
            TheirReference = given ?? TheirReference;
        }
    }

    private void EnsureRuns()
    {
        if (!RequestStanding.RunningStates.Contains(State))
        {
            throw new RuleBrokenException("not-waiting", "It has been answered or ended.", [.. AllowedMoves(RequestSide.Requested).Select(MoveName.Of)]);
        }
    }
}
