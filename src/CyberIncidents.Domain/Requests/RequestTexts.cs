using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Domain.Requests;

/// <summary>The part of a request that its drafter writes.</summary>
/// <param name="Kind">What is asked.</param>
/// <param name="LegalBasis">A code of the legal bases; null when none is claimed.</param>
/// <param name="Subject">At most 200 characters.</param>
/// <param name="Body">At most 20,000 characters.</param>
/// <param name="Urgency">How pressing.</param>
/// <param name="DueAt">When an answer is due; null when nothing is.</param>
/// <param name="Tlp">Its marking; not laxer than the case's.</param>
/// <param name="TheirReference">The other side's own reference, as far as known; at most 100 characters.</param>
/// <param name="Handling">PAP, handling codes and grading; null when nothing is said.</param>
public sealed record RequestText(
    RequestKind Kind,
    string? LegalBasis,
    string Subject,
    string Body,
    Urgency Urgency,
    DateTimeOffset? DueAt,
    Tlp Tlp,
    string? TheirReference,
    Handling? Handling = null)
{
    /// <summary>What its legal basis demands that it state, as far as it is filled in.</summary>
    public IReadOnlyList<BasisField> BasisFields { get; init; } = [];
}

/// <summary>One thing that a legal basis demands of a request, filled in. It keeps its labels, whatever the register says later.</summary>
/// <param name="Code">The code of the field in the provision that demands it.</param>
/// <param name="LabelEn">What is asked for, in English.</param>
/// <param name="LabelId">What is asked for, in Indonesian.</param>
/// <param name="Text">What the request states; at most <see cref="MaxLength"/> characters.</param>
public sealed record BasisField(string Code, string LabelEn, string LabelId, string Text)
{
    /// <summary>The longest text.</summary>
    public const int MaxLength = 4000;
}

/// <summary>Between whom a request runs, and on what case.</summary>
/// <param name="Direction">Who asks whom.</param>
/// <param name="IncidentId">The case; an inbound one may have none yet.</param>
/// <param name="ParticipationId">The participation; an inbound one may have none yet.</param>
/// <param name="RequesterOrganisationId">The organisation that asks.</param>
/// <param name="RequestedOrganisationId">The organisation that is asked.</param>
public sealed record RequestParties(
    RequestDirection Direction, Guid? IncidentId, Guid? ParticipationId, Guid RequesterOrganisationId, Guid RequestedOrganisationId);

/// <summary>What the requested side says with a move.</summary>
/// <param name="Note">The question, the answer, the explanation.</param>
/// <param name="Outcome">How it was answered; of an answer only.</param>
/// <param name="Ground">The ground of a refusal; of a refusal only.</param>
/// <param name="TheirReference">Their own reference.</param>
public sealed record RequestReply(string? Note, AnswerOutcome? Outcome, string? Ground, string? TheirReference);
