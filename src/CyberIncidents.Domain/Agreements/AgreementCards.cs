using CyberIncidents.Domain.Requests;

namespace CyberIncidents.Domain.Agreements;

/// <summary>What kind of text states agreed on.</summary>
public enum AgreementKind
{
    /// <summary>A treaty between some states.</summary>
    Treaty,

    /// <summary>A convention that more states may join, or a protocol to one.</summary>
    Convention,

    /// <summary>A memorandum of understanding, also between organisations.</summary>
    Memorandum,

    /// <summary>A law of a union of states: a regulation or a directive.</summary>
    Regulation,

    /// <summary>Norms of responsible behaviour.</summary>
    NormSet,

    /// <summary>Confidence-building measures.</summary>
    ConfidenceBuildingMeasures,

    /// <summary>Something else that was agreed.</summary>
    Other,
}

/// <summary>For how many states an agreement is meant.</summary>
public enum AgreementReach
{
    /// <summary>For states of the whole world.</summary>
    Global,

    /// <summary>For the states of a region.</summary>
    Regional,

    /// <summary>For two sides.</summary>
    Bilateral,
}

/// <summary>How a side stands to an agreement.</summary>
public enum PartyStanding
{
    /// <summary>It is a party, or takes part where nothing binds.</summary>
    Party,

    /// <summary>It has signed and is not bound.</summary>
    Signatory,
}

/// <summary>What an agreement says and where it stands.</summary>
/// <param name="TitleEn">English title.</param>
/// <param name="TitleId">Indonesian title.</param>
/// <param name="SummaryEn">English summary of what it is for.</param>
/// <param name="SummaryId">Indonesian summary of what it is for.</param>
/// <param name="Kind">What kind of text it is.</param>
/// <param name="Reach">For how many states it is meant.</param>
/// <param name="Binding">Whether it binds its parties by law.</param>
/// <param name="OpenToAll">Whether it holds for every state, so that no parties are listed.</param>
/// <param name="OpenedOn">When it was opened for signature, or adopted.</param>
/// <param name="InForceFrom">First day on which it binds; null when it is not in force, or does not bind.</param>
/// <param name="InForceTo">Last day on which it holds; null for no end.</param>
/// <param name="Source">The instrument, as it is cited.</param>
/// <param name="Confidence">V read in the source, S in a secondary one, K not checked.</param>
/// <param name="VerifiedOn">When it was read in the source.</param>
/// <param name="Notes">What else there is to know; for the national team only.</param>
public sealed record AgreementCard(
    string TitleEn,
    string TitleId,
    string? SummaryEn,
    string? SummaryId,
    AgreementKind Kind,
    AgreementReach Reach,
    bool Binding,
    bool OpenToAll,
    DateOnly? OpenedOn,
    DateOnly? InForceFrom,
    DateOnly? InForceTo,
    string Source,
    string Confidence,
    DateOnly? VerifiedOn,
    string? Notes);

/// <summary>One side of an agreement: a country, or an organisation of a memorandum.</summary>
/// <param name="Country">ISO 3166-1 alpha-2; null for an organisation.</param>
/// <param name="OrganisationId">The organisation; null for a country.</param>
/// <param name="Standing">Whether it is bound, or has only signed.</param>
/// <param name="SignedOn">When it signed.</param>
/// <param name="InForceFrom">First day on which it holds for this side; null when that day is not known.</param>
/// <param name="InForceTo">Last day on which it holds for this side; null for no end.</param>
/// <param name="Reservations">What it reserved or declared; null for nothing known.</param>
/// <param name="Confidence">V, S or K.</param>
public sealed record PartyCard(
    string? Country,
    Guid? OrganisationId,
    PartyStanding Standing,
    DateOnly? SignedOn,
    DateOnly? InForceFrom,
    DateOnly? InForceTo,
    string? Reservations,
    string Confidence);

/// <summary>A field that a provision demands of each request that rests on it.</summary>
/// <param name="Code">Its code, in kebab case; unique within the provision.</param>
/// <param name="LabelEn">What is asked for, in English.</param>
/// <param name="LabelId">What is asked for, in Indonesian.</param>
public sealed record RequiredField(string Code, string LabelEn, string LabelId);

/// <summary>An article, a norm or a measure of an agreement.</summary>
/// <param name="Article">Its article, letter or number; unique within the agreement.</param>
/// <param name="TitleEn">English title.</param>
/// <param name="TitleId">Indonesian title.</param>
/// <param name="SummaryEn">English wording in short.</param>
/// <param name="SummaryId">Indonesian wording in short.</param>
/// <param name="Kinds">What can be asked under it; empty when nothing can.</param>
/// <param name="LegalBasis">The code of the legal basis that such requests name; null for none.</param>
/// <param name="BindingOnly">Whether a request may name that basis only where it is in force for both sides.</param>
/// <param name="Fields">What each such request has to state.</param>
/// <param name="Confidence">V, S or K.</param>
public sealed record ProvisionCard(
    string Article,
    string TitleEn,
    string TitleId,
    string? SummaryEn,
    string? SummaryId,
    IReadOnlyList<RequestKind> Kinds,
    string? LegalBasis,
    bool BindingOnly,
    IReadOnlyList<RequiredField> Fields,
    string Confidence);
