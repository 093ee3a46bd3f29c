using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Domain.Requests;

/// <summary>One move of a request with what was said: question, clarification, answer, ground, reason.</summary>
public sealed class RequestEntry : Entity, ISecured, IPartOf
{
    private RequestEntry()
    {
    }

    internal RequestEntry(Request request, RequestMove move, RequestSide side, Guid actorId, string? note, DateTimeOffset now)
        : base(now)
    {
        RequestId = request.Id;
        IncidentId = request.IncidentId;
        Tlp = request.Tlp;
        OwnTlp = request.OwnTlp;
        Move = move;
        Side = side;
        ActorId = actorId;
        Note = note;
        RequesterOnly = move is RequestMove.Submit or RequestMove.Approve or RequestMove.Reject;
    }

    /// <summary>The request.</summary>
    public Guid RequestId { get; private set; }

    /// <summary>The case.</summary>
    public Guid? IncidentId { get; private set; }

    /// <summary>The request's effective marking.</summary>
    public Tlp Tlp { get; private set; }

    /// <summary>The request's own marking.</summary>
    public Tlp? OwnTlp { get; private set; }

    /// <summary>The move.</summary>
    public RequestMove Move { get; private set; }

    /// <summary>The side that made it.</summary>
    public RequestSide Side { get; private set; }

    /// <summary>Who made it.</summary>
    public Guid ActorId { get; private set; }

    /// <summary>What was said.</summary>
    public string? Note { get; private set; }

    /// <summary>How it was answered; of an answer only.</summary>
    public AnswerOutcome? Outcome { get; private set; }

    /// <summary>The ground; of a refusal only.</summary>
    public string? Ground { get; private set; }

    /// <summary>Whether it is the requester's own business (submission, approval, rejection) and hidden from the other side.</summary>
    public bool RequesterOnly { get; private set; }

    (string Type, Guid Id) IPartOf.Aggregate => (nameof(Request), RequestId);

    void ISecured.Remark(Tlp tlp) => Tlp = tlp;

    internal void MarkAs(Request request) => (OwnTlp, Tlp) = (request.OwnTlp, request.Tlp);

    internal void Conclude(AnswerOutcome? outcome, string? ground)
    {
        Outcome = outcome;
        Ground = ground;
    }
}
