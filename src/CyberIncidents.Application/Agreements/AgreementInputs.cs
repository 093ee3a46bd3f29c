using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Domain.Agreements;
using CyberIncidents.Domain.Requests;

namespace CyberIncidents.Application.Agreements;

/// <summary>An agreement that is to be added, and what a patch makes of one.</summary>
public sealed record AgreementInput
{
    /// <summary>Its code, in kebab case; unique.</summary>
    public string? Code { get; init; }

    /// <summary>English title; at most 300 characters.</summary>
    public string? TitleEn { get; init; }

    /// <summary>Indonesian title; at most 300 characters.</summary>
    public string? TitleId { get; init; }

    /// <summary>English summary; at most 4,000 characters.</summary>
    public string? SummaryEn { get; init; }

    /// <summary>Indonesian summary; at most 4,000 characters.</summary>
    public string? SummaryId { get; init; }

    /// <summary>What kind of text it is.</summary>
    public AgreementKind? Kind { get; init; }

    /// <summary>For how many states it is meant; <c>Global</c> when left out.</summary>
    public AgreementReach? Reach { get; init; }

    /// <summary>Whether it binds its parties by law; not when left out.</summary>
    public bool? Binding { get; init; }

    /// <summary>Whether it holds for every state; not when left out.</summary>
    public bool? OpenToAll { get; init; }

    /// <summary>When it was opened for signature, or adopted.</summary>
    public DateOnly? OpenedOn { get; init; }

    /// <summary>First day on which it binds; what binds and has none is not in force.</summary>
    public DateOnly? InForceFrom { get; init; }

    /// <summary>Last day on which it holds; not before the first.</summary>
    public DateOnly? InForceTo { get; init; }

    /// <summary>The instrument, as it is cited.</summary>
    public string? Source { get; init; }

    /// <summary>V, S or K; K when left out.</summary>
    public string? Confidence { get; init; }

    /// <summary>When it was read in the source.</summary>
    public DateOnly? VerifiedOn { get; init; }

    /// <summary>What else there is to know; at most 4,000 characters.</summary>
    public string? Notes { get; init; }

    /// <summary>Who of ours sees to its renewal, or to its end.</summary>
    public Guid? Owner { get; init; }

    /// <summary>By which day it has to be renewed or given notice of; its last day when left out. The owner is reminded of it.</summary>
    public DateOnly? RenewOn { get; init; }

    /// <summary>Its parties; at most 300, each once.</summary>
    public IReadOnlyList<PartyInput>? Parties { get; init; }

    /// <summary>Its provisions, in order; at most 200, each article once.</summary>
    public IReadOnlyList<ProvisionInput>? Provisions { get; init; }

    internal static AgreementInput Of(Agreement a) => new()
    {
        Code = a.Code,
        TitleEn = a.TitleEn,
        TitleId = a.TitleId,
        SummaryEn = a.SummaryEn,
        SummaryId = a.SummaryId,
        Kind = a.Kind,
        Reach = a.Reach,
        Binding = a.Binding,
        OpenToAll = a.OpenToAll,
        OpenedOn = a.OpenedOn,
        InForceFrom = a.InForceFrom,
        InForceTo = a.InForceTo,
        Source = a.Source,
        Confidence = a.Confidence,
        VerifiedOn = a.VerifiedOn,
        Notes = a.Notes,
        Owner = a.OwnerId,
        RenewOn = a.RenewOn,
    };

    internal AgreementCard ToCard() => new(
        TitleEn!.Trim(), TitleId!.Trim(), ActionInput.FirstText(SummaryEn), ActionInput.FirstText(SummaryId), Kind!.Value, Reach ?? AgreementReach.Global,
        Binding ?? false, OpenToAll ?? false, OpenedOn, InForceFrom, InForceTo, Source!.Trim(), Confidence ?? "K", VerifiedOn, ActionInput.FirstText(Notes));
}

/// <summary>One side of an agreement: a country or an organisation.</summary>
public sealed record PartyInput
{
    /// <summary>ISO 3166-1 alpha-2; or an organisation.</summary>
    public string? Country { get; init; }

    /// <summary>An organisation; or a country.</summary>
    public Guid? OrganisationId { get; init; }

    /// <summary>Whether it is bound or has only signed; <c>Party</c> when left out.</summary>
    public PartyStanding? Standing { get; init; }

    /// <summary>When it signed.</summary>
    public DateOnly? SignedOn { get; init; }

    /// <summary>First day on which it holds for this side; left out when that day is not known.</summary>
    public DateOnly? InForceFrom { get; init; }

    /// <summary>Last day on which it holds for this side; not before the first.</summary>
    public DateOnly? InForceTo { get; init; }

    /// <summary>What it reserved or declared; at most 4,000 characters.</summary>
    public string? Reservations { get; init; }

    /// <summary>V, S or K; K when left out.</summary>
    public string? Confidence { get; init; }

    internal PartyCard ToCard() => new(
        Country, OrganisationId, Standing ?? PartyStanding.Party, SignedOn, InForceFrom, InForceTo, ActionInput.FirstText(Reservations), Confidence ?? "K");
}

/// <summary>What each request that rests on a provision has to state.</summary>
public sealed record RequiredFieldInput
{
    /// <summary>Its code, in kebab case; once in a provision.</summary>
    public string? Code { get; init; }

    /// <summary>What is asked for, in English; at most 300 characters.</summary>
    public string? LabelEn { get; init; }

    /// <summary>What is asked for, in Indonesian; at most 300 characters.</summary>
    public string? LabelId { get; init; }
}

/// <summary>An article, a norm or a measure of an agreement.</summary>
public sealed record ProvisionInput
{
    /// <summary>Its article, letter or number: letters, digits, dots and hyphens, at most 32.</summary>
    public string? Article { get; init; }

    /// <summary>English title; at most 300 characters.</summary>
    public string? TitleEn { get; init; }

    /// <summary>Indonesian title; at most 300 characters.</summary>
    public string? TitleId { get; init; }

    /// <summary>English wording in short; at most 4,000 characters.</summary>
    public string? SummaryEn { get; init; }

    /// <summary>Indonesian wording in short; at most 4,000 characters.</summary>
    public string? SummaryId { get; init; }

    /// <summary>What can be asked under it; nothing when left out.</summary>
    public IReadOnlyList<RequestKind>? Kinds { get; init; }

    /// <summary>The code of the legal basis that such requests name.</summary>
    public string? LegalBasis { get; init; }

    /// <summary>Whether a request may name that basis only where it is in force for both sides; not when left out.</summary>
    public bool? BindingOnly { get; init; }

    /// <summary>What each such request has to state; at most 30.</summary>
    public IReadOnlyList<RequiredFieldInput>? Fields { get; init; }

    /// <summary>V, S or K; K when left out.</summary>
    public string? Confidence { get; init; }

    internal ProvisionCard ToCard() => new(
        Article!, TitleEn!.Trim(), TitleId!.Trim(), ActionInput.FirstText(SummaryEn), ActionInput.FirstText(SummaryId), [.. (Kinds ?? []).Distinct().Order()],
        LegalBasis, BindingOnly ?? false, [.. (Fields ?? []).Select(f => new RequiredField(f.Code!, f.LabelEn!.Trim(), f.LabelId!.Trim()))], Confidence ?? "K");
}

/// <summary>A JSON Merge Patch of an agreement; the code stays, and a list that is named is replaced as a whole.</summary>
public sealed record EditAgreementInput
{
    /// <inheritdoc cref="AgreementInput.TitleEn"/>
    public Optional<string> TitleEn { get; init; }

    /// <inheritdoc cref="AgreementInput.TitleId"/>
    public Optional<string> TitleId { get; init; }

    /// <inheritdoc cref="AgreementInput.SummaryEn"/>
    public Optional<string> SummaryEn { get; init; }

    /// <inheritdoc cref="AgreementInput.SummaryId"/>
    public Optional<string> SummaryId { get; init; }

    /// <inheritdoc cref="AgreementInput.Kind"/>
    public Optional<AgreementKind?> Kind { get; init; }

    /// <inheritdoc cref="AgreementInput.Reach"/>
    public Optional<AgreementReach?> Reach { get; init; }

    /// <inheritdoc cref="AgreementInput.Binding"/>
    public Optional<bool?> Binding { get; init; }

    /// <inheritdoc cref="AgreementInput.OpenToAll"/>
    public Optional<bool?> OpenToAll { get; init; }

    /// <inheritdoc cref="AgreementInput.OpenedOn"/>
    public Optional<DateOnly?> OpenedOn { get; init; }

    /// <inheritdoc cref="AgreementInput.InForceFrom"/>
    public Optional<DateOnly?> InForceFrom { get; init; }

    /// <inheritdoc cref="AgreementInput.InForceTo"/>
    public Optional<DateOnly?> InForceTo { get; init; }

    /// <inheritdoc cref="AgreementInput.Source"/>
    public Optional<string> Source { get; init; }

    /// <inheritdoc cref="AgreementInput.Confidence"/>
    public Optional<string> Confidence { get; init; }

    /// <inheritdoc cref="AgreementInput.VerifiedOn"/>
    public Optional<DateOnly?> VerifiedOn { get; init; }

    /// <inheritdoc cref="AgreementInput.Notes"/>
    public Optional<string> Notes { get; init; }

    /// <inheritdoc cref="AgreementInput.Owner"/>
    public Optional<Guid?> Owner { get; init; }

    /// <inheritdoc cref="AgreementInput.RenewOn"/>
    public Optional<DateOnly?> RenewOn { get; init; }

    /// <inheritdoc cref="AgreementInput.Parties"/>
    public Optional<IReadOnlyList<PartyInput>> Parties { get; init; }

    /// <inheritdoc cref="AgreementInput.Provisions"/>
    public Optional<IReadOnlyList<ProvisionInput>> Provisions { get; init; }

    /// <summary>Whether it leaves the register; what rests on it stays as it is.</summary>
    public Optional<bool?> Retired { get; init; }

    /// <summary>Whether it changes what the agreement itself says.</summary>
    internal bool ChangesCard => this != new EditAgreementInput { Owner = Owner, RenewOn = RenewOn, Parties = Parties, Provisions = Provisions, Retired = Retired };

    /// <summary>What the patch makes of an agreement.</summary>
    internal AgreementInput On(AgreementInput now) => now with
    {
        TitleEn = TitleEn.Or(now.TitleEn),
        TitleId = TitleId.Or(now.TitleId),
        SummaryEn = SummaryEn.Or(now.SummaryEn),
        SummaryId = SummaryId.Or(now.SummaryId),
        Kind = Kind.Or(now.Kind),
        Reach = Reach.Or(now.Reach),
        Binding = Binding.Or(now.Binding),
        OpenToAll = OpenToAll.Or(now.OpenToAll),
        OpenedOn = OpenedOn.Or(now.OpenedOn),
        InForceFrom = InForceFrom.Or(now.InForceFrom),
        InForceTo = InForceTo.Or(now.InForceTo),
        Source = Source.Or(now.Source),
        Confidence = Confidence.Or(now.Confidence),
        VerifiedOn = VerifiedOn.Or(now.VerifiedOn),
        Notes = Notes.Or(now.Notes),
        Owner = Owner.Or(now.Owner),
        RenewOn = RenewOn.Or(now.RenewOn),
        Parties = Parties.Value,
        Provisions = Provisions.Value,
    };
}
