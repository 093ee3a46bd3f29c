using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Agreements;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Application.Agreements;

/// <summary>A norm or a confidence-building measure, in the language of the call.</summary>
public sealed record NormSummary
{
    /// <summary>The agreement that it stands in.</summary>
    public required string AgreementCode { get; init; }

    /// <summary>The title of the agreement.</summary>
    public string Agreement => Words.Pick(AgreementEn, AgreementId);

    /// <summary>Its letter or number.</summary>
    public required string Article { get; init; }

    /// <summary>Its title.</summary>
    public string Title => Words.Pick(TitleEn, TitleId);

    /// <summary>Its wording in short.</summary>
    public string? Summary => AgreementTexts.Pick(SummaryEn, SummaryId);

    /// <summary>A set of norms, or of confidence-building measures.</summary>
    public required AgreementKind Kind { get; init; }

    /// <summary>V, S or K.</summary>
    public required string Confidence { get; init; }

    /// <summary>The instrument, as it is cited.</summary>
    public required string Source { get; init; }

    /// <summary>In how many cases that the viewer sees it is at issue.</summary>
    public required int Cases { get; init; }

    /// <summary>How many measures of ours carry it out; those that were dropped are not counted.</summary>
    public required int Measures { get; init; }

    /// <summary>Whether it or its agreement left the register.</summary>
    public required bool Retired { get; init; }

    internal Guid Id { get; init; }

    internal DateTimeOffset CreatedAt { get; init; }

    internal string AgreementEn { get; init; } = string.Empty;

    internal string AgreementId { get; init; } = string.Empty;

    internal string TitleEn { get; init; } = string.Empty;

    internal string TitleId { get; init; } = string.Empty;

    internal string? SummaryEn { get; init; }

    internal string? SummaryId { get; init; }
}

/// <summary>A case that cites a norm, for who sees it.</summary>
/// <param name="Reference">The reference.</param>
/// <param name="Title">Our title.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Tlp">Its marking.</param>
/// <param name="At">When the norm was cited.</param>
/// <param name="Note">Why it is at issue.</param>
public sealed record CitingCase(string Reference, string Title, IncidentStatus Status, Tlp Tlp, DateTimeOffset At, string? Note)
{
    internal Guid Id { get; init; }
}

/// <summary>A norm by name, in the language of the call.</summary>
/// <param name="AgreementCode">The agreement that it stands in.</param>
/// <param name="Agreement">The title of the agreement.</param>
/// <param name="Article">Its letter or number.</param>
/// <param name="Title">Its title.</param>
public sealed record NormName(string AgreementCode, string Agreement, string Article, string Title);

/// <summary>A norm at issue in a case.</summary>
public sealed record CaseNormDetail
{
    /// <summary>The citation.</summary>
    public required Guid Id { get; init; }

    /// <summary>The norm.</summary>
    public NormName Norm => new(AgreementCode, Words.Pick(AgreementEn, AgreementId), Article, Words.Pick(TitleEn, TitleId));

    /// <summary>Why it is at issue.</summary>
    public required string? Note { get; init; }

    /// <summary>When it was cited.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who cited it.</summary>
    public required PersonName CreatedBy { get; init; }

    /// <summary>When it was withdrawn; null while it stands.</summary>
    public required DateTimeOffset? WithdrawnAt { get; init; }

    /// <summary>Whether the viewer may withdraw it.</summary>
    public bool MayWithdraw { get; init; }

    /// <summary>The version of its row; also the ETag.</summary>
    public required long Version { get; init; }

    internal Guid IncidentId { get; init; }

    internal Tlp Tlp { get; init; }

    internal string AgreementCode { get; init; } = string.Empty;

    internal string Article { get; init; } = string.Empty;

    internal string AgreementEn { get; init; } = string.Empty;

    internal string AgreementId { get; init; } = string.Empty;

    internal string TitleEn { get; init; } = string.Empty;

    internal string TitleId { get; init; } = string.Empty;
}

/// <summary>What our state does to live up to a norm.</summary>
/// <param name="Id">The measure.</param>
/// <param name="Title">What is done.</param>
/// <param name="Note">What else there is to say.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="State">How far it is.</param>
/// <param name="NextReviewOn">The day of its next review, in the zone of the house.</param>
/// <param name="ReviewDue">Whether that day has come and the measure is neither done nor dropped.</param>
/// <param name="Version">The version of its row; also the ETag.</param>
public sealed record MeasureDetail(
    Guid Id, string Title, string? Note, PersonName Owner, MeasureState State, DateOnly? NextReviewOn, bool ReviewDue, long Version)
{
    internal DateTimeOffset CreatedAt { get; init; }
}
