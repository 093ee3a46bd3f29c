using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Agreements;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Requests;

namespace CyberIncidents.Application.Agreements;

/// <summary>The key of an agreement in an answer.</summary>
/// <param name="Code">The agreement.</param>
public sealed record AgreementKey(string Code);

/// <summary>An agreement by name, in the language of the call.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Title">Its title.</param>
public sealed record AgreementName(string Code, string Title);

/// <summary>An agreement in a list, in the language of the call.</summary>
public sealed record AgreementSummary
{
    /// <summary>Its code.</summary>
    public required string Code { get; init; }

    /// <summary>Its title.</summary>
    public string Title => Words.Pick(TitleEn, TitleId);

    /// <summary>What it is for.</summary>
    public string? Summary => AgreementTexts.Pick(SummaryEn, SummaryId);

    /// <summary>What kind of text it is.</summary>
    public required AgreementKind Kind { get; init; }

    /// <summary>For how many states it is meant.</summary>
    public required AgreementReach Reach { get; init; }

    /// <summary>Whether it binds its parties by law.</summary>
    public required bool Binding { get; init; }

    /// <summary>Whether it holds for every state.</summary>
    public required bool OpenToAll { get; init; }

    /// <summary>When it was opened for signature, or adopted.</summary>
    public required DateOnly? OpenedOn { get; init; }

    /// <summary>First day on which it binds.</summary>
    public required DateOnly? InForceFrom { get; init; }

    /// <summary>Last day on which it holds.</summary>
    public required DateOnly? InForceTo { get; init; }

    /// <summary>Whether it holds for us today.</summary>
    public required bool InForceWithUs { get; init; }

    /// <summary>How many parties are known.</summary>
    public required int Parties { get; init; }

    /// <summary>How many provisions it has here.</summary>
    public required int Provisions { get; init; }

    /// <summary>The instrument, as it is cited.</summary>
    public required string Source { get; init; }

    /// <summary>V, S or K.</summary>
    public required string Confidence { get; init; }

    /// <summary>Whether it left the register.</summary>
    public required bool Retired { get; init; }

    internal Guid Id { get; init; }

    internal DateTimeOffset CreatedAt { get; init; }

    internal string TitleEn { get; init; } = string.Empty;

    internal string TitleId { get; init; } = string.Empty;

    internal string? SummaryEn { get; init; }

    internal string? SummaryId { get; init; }
}

/// <summary>One side of an agreement.</summary>
/// <param name="Country">ISO 3166-1 alpha-2; null for an organisation.</param>
/// <param name="Organisation">The organisation; null for a country.</param>
/// <param name="Standing">Whether it is bound, or has only signed.</param>
/// <param name="SignedOn">When it signed.</param>
/// <param name="InForceFrom">First day on which it holds for this side; null when that day is not known.</param>
/// <param name="InForceTo">Last day on which it holds for this side.</param>
/// <param name="Reservations">What it reserved or declared.</param>
/// <param name="Confidence">V, S or K.</param>
/// <param name="Holds">Whether the agreement holds for it today.</param>
public sealed record PartyDetail(
    string? Country,
    OrganisationName? Organisation,
    PartyStanding Standing,
    DateOnly? SignedOn,
    DateOnly? InForceFrom,
    DateOnly? InForceTo,
    string? Reservations,
    string Confidence,
    bool Holds);

/// <summary>What a request that rests on a provision has to state.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Label">What is asked for, in the language of the call.</param>
/// <param name="LabelEn">What is asked for, in English.</param>
/// <param name="LabelId">What is asked for, in Indonesian.</param>
public sealed record RequiredFieldDetail(string Code, string Label, string LabelEn, string LabelId)
{
    internal static RequiredFieldDetail Of(RequiredField field) => new(field.Code, Words.Pick(field.LabelEn, field.LabelId), field.LabelEn, field.LabelId);
}

/// <summary>How long a request under a provision may take, by a deadline rule.</summary>
/// <param name="Code">The rule.</param>
/// <param name="Name">Its name, in the language of the call.</param>
/// <param name="Amount">How many units.</param>
/// <param name="Unit">The unit.</param>
public sealed record ProvisionClock(string Code, string Name, int Amount, OffsetUnit Unit);

/// <summary>An article, a norm or a measure of an agreement.</summary>
public sealed record ProvisionDetail
{
    /// <summary>Its article, letter or number.</summary>
    public required string Article { get; init; }

    /// <summary>Its title, in the language of the call.</summary>
    public string Title => Words.Pick(TitleEn, TitleId);

    /// <summary>English title.</summary>
    public required string TitleEn { get; init; }

    /// <summary>Indonesian title.</summary>
    public required string TitleId { get; init; }

    /// <summary>Its wording in short, in the language of the call.</summary>
    public string? Summary => AgreementTexts.Pick(SummaryEn, SummaryId);

    /// <summary>English wording in short.</summary>
    public required string? SummaryEn { get; init; }

    /// <summary>Indonesian wording in short.</summary>
    public required string? SummaryId { get; init; }

    /// <summary>What can be asked under it.</summary>
    public required IReadOnlyList<RequestKind> Kinds { get; init; }

    /// <summary>The legal basis that such requests name.</summary>
    public required string? LegalBasis { get; init; }

    /// <summary>Whether a request may name that basis only where it is in force for both sides.</summary>
    public required bool BindingOnly { get; init; }

    /// <summary>What each such request has to state.</summary>
    public required IReadOnlyList<RequiredFieldDetail> Fields { get; init; }

    /// <summary>V, S or K.</summary>
    public required string Confidence { get; init; }

    /// <summary>How long such requests may take, by the deadline rules.</summary>
    public IReadOnlyList<ProvisionClock> Clocks { get; init; } = [];
}

/// <summary>An agreement in full, in both languages.</summary>
public sealed record AgreementDetail
{
    /// <summary>Its key; follow-ups are scheduled on it by this.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its code.</summary>
    public required string Code { get; init; }

    /// <summary>Its title, in the language of the call.</summary>
    public string Title => Words.Pick(TitleEn, TitleId);

    /// <summary>English title.</summary>
    public required string TitleEn { get; init; }

    /// <summary>Indonesian title.</summary>
    public required string TitleId { get; init; }

    /// <summary>What it is for, in the language of the call.</summary>
    public string? Summary => AgreementTexts.Pick(SummaryEn, SummaryId);

    /// <summary>English summary.</summary>
    public required string? SummaryEn { get; init; }

    /// <summary>Indonesian summary.</summary>
    public required string? SummaryId { get; init; }

    /// <summary>What kind of text it is.</summary>
    public required AgreementKind Kind { get; init; }

    /// <summary>For how many states it is meant.</summary>
    public required AgreementReach Reach { get; init; }

    /// <summary>Whether it binds its parties by law.</summary>
    public required bool Binding { get; init; }

    /// <summary>Whether it holds for every state, so that no parties are listed.</summary>
    public required bool OpenToAll { get; init; }

    /// <summary>When it was opened for signature, or adopted.</summary>
    public required DateOnly? OpenedOn { get; init; }

    /// <summary>First day on which it binds.</summary>
    public required DateOnly? InForceFrom { get; init; }

    /// <summary>Last day on which it holds.</summary>
    public required DateOnly? InForceTo { get; init; }

    /// <summary>Whether it is in force today, whoever its parties are.</summary>
    public required bool InForce { get; init; }

    /// <summary>Whether it holds for us today.</summary>
    public required bool InForceWithUs { get; init; }

    /// <summary>The instrument, as it is cited.</summary>
    public required string Source { get; init; }

    /// <summary>V, S or K.</summary>
    public required string Confidence { get; init; }

    /// <summary>When it was read in the source.</summary>
    public required DateOnly? VerifiedOn { get; init; }

    /// <summary>What else there is to know.</summary>
    public required string? Notes { get; init; }

    /// <summary>Who of ours sees to its renewal, or to its end.</summary>
    public required PersonName? Owner { get; init; }

    /// <summary>By which day it has to be renewed or given notice of.</summary>
    public required DateOnly? RenewOn { get; init; }

    /// <summary>The follow-up that reminds the owner.</summary>
    public required Guid? FollowUpId { get; init; }

    /// <summary>Its parties.</summary>
    public required IReadOnlyList<PartyDetail> Parties { get; init; }

    /// <summary>Its provisions, in order.</summary>
    public required IReadOnlyList<ProvisionDetail> Provisions { get; init; }

    /// <summary>Whether it left the register.</summary>
    public required bool Retired { get; init; }

    /// <summary>Whether somebody here has changed it; the seeds leave it alone then.</summary>
    public required bool EditedHere { get; init; }

    /// <summary>The version of its row; also the ETag.</summary>
    public required long Version { get; init; }
}

/// <summary>Texts in two languages of which both may be missing.</summary>
internal static class AgreementTexts
{
    public static string? Pick(string? english, string? indonesian) =>
        english is null ? indonesian : Words.Pick(english, indonesian ?? english);
}
