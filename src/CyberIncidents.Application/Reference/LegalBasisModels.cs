using System.Text.Json.Serialization;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Reference;
using FluentValidation;

namespace CyberIncidents.Application.Reference;

/// <summary>On what a request may rest, named in the language of the call; administrators read both languages.</summary>
public sealed record LegalBasisDetail
{
    /// <summary>Its code.</summary>
    public required string Code { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it allows.</summary>
    public required string? Description { get; init; }

    /// <summary>English name; for administrators only.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NameEn { get; init; }

    /// <summary>Indonesian name; for administrators only.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NameId { get; init; }

    /// <summary>English explanation; for administrators only.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DescriptionEn { get; init; }

    /// <summary>Indonesian explanation; for administrators only.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DescriptionId { get; init; }

    /// <summary>ISO 3166-1 alpha-2, <c>EU</c> or <c>INT</c>.</summary>
    public required string Jurisdiction { get; init; }

    /// <summary>Instrument and article.</summary>
    public required string Source { get; init; }

    /// <summary>V read in the source, S in a secondary one, K not checked.</summary>
    public required string Confidence { get; init; }

    /// <summary>When it was read in the source.</summary>
    public required DateOnly? VerifiedOn { get; init; }

    /// <summary>First day on which a request may rest on it.</summary>
    public required DateOnly? ValidFrom { get; init; }

    /// <summary>Last day on which a request may rest on it.</summary>
    public required DateOnly? ValidTo { get; init; }

    /// <summary>Whether a new request may rest on it today: it is on the list and valid in the zone of the house.</summary>
    public required bool Offered { get; init; }

    /// <summary>Whether it left the list.</summary>
    public required bool Retired { get; init; }

    /// <summary>Whether an administrator has changed it.</summary>
    public required bool EditedHere { get; init; }

    /// <summary>The version of its row; also the ETag.</summary>
    public required long Version { get; init; }

    internal static LegalBasisDetail Of(LegalBasis basis, DateOnly today, bool both) => new()
    {
        Code = basis.Code,
        Name = Words.Pick(basis.NameEn, basis.NameId),
        Description = basis.DescriptionEn is null ? basis.DescriptionId : Words.Pick(basis.DescriptionEn, basis.DescriptionId ?? basis.DescriptionEn),
        NameEn = both ? basis.NameEn : null,
        NameId = both ? basis.NameId : null,
        DescriptionEn = both ? basis.DescriptionEn : null,
        DescriptionId = both ? basis.DescriptionId : null,
        Jurisdiction = basis.Jurisdiction,
        Source = basis.Source,
        Confidence = basis.Confidence,
        VerifiedOn = basis.VerifiedOn,
        ValidFrom = basis.ValidFrom,
        ValidTo = basis.ValidTo,
        Offered = basis.BlocksOn(today) is null,
        Retired = basis.RetiredAt is not null,
        EditedHere = basis.EditedHere,
        Version = basis.Version,
    };
}

/// <summary>A legal basis that is to be added, and what a patch makes of one.</summary>
public sealed record LegalBasisInput
{
    /// <summary>Its code, in kebab case; unique.</summary>
    public string? Code { get; init; }

    /// <summary>English name.</summary>
    public string? NameEn { get; init; }

    /// <summary>Indonesian name.</summary>
    public string? NameId { get; init; }

    /// <summary>English explanation of what it allows.</summary>
    public string? DescriptionEn { get; init; }

    /// <summary>Indonesian explanation of what it allows.</summary>
    public string? DescriptionId { get; init; }

    /// <summary>ISO 3166-1 alpha-2, <c>EU</c> or <c>INT</c>.</summary>
    public string? Jurisdiction { get; init; }

    /// <summary>Instrument and article.</summary>
    public string? Source { get; init; }

    /// <summary>V, S or K; K when left out.</summary>
    public string? Confidence { get; init; }

    /// <summary>When it was read in the source.</summary>
    public DateOnly? VerifiedOn { get; init; }

    /// <summary>First day on which a request may rest on it.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Last day on which a request may rest on it.</summary>
    public DateOnly? ValidTo { get; init; }

    internal static LegalBasisInput Of(LegalBasis basis) => new()
    {
        Code = basis.Code,
        NameEn = basis.NameEn,
        NameId = basis.NameId,
        DescriptionEn = basis.DescriptionEn,
        DescriptionId = basis.DescriptionId,
        Jurisdiction = basis.Jurisdiction,
        Source = basis.Source,
        Confidence = basis.Confidence,
        VerifiedOn = basis.VerifiedOn,
        ValidFrom = basis.ValidFrom,
        ValidTo = basis.ValidTo,
    };

    internal LegalBasisCard ToCard() => new(
        NameEn!.Trim(), NameId!.Trim(), Text(DescriptionEn), Text(DescriptionId), Jurisdiction!, Source!.Trim(), Confidence ?? "K",
        VerifiedOn, ValidFrom, ValidTo);

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>A JSON Merge Patch of a legal basis; the code stays.</summary>
public sealed record EditLegalBasisInput
{
    /// <inheritdoc cref="LegalBasisInput.NameEn"/>
    public Optional<string> NameEn { get; init; }

    /// <inheritdoc cref="LegalBasisInput.NameId"/>
    public Optional<string> NameId { get; init; }

    /// <inheritdoc cref="LegalBasisInput.DescriptionEn"/>
    public Optional<string> DescriptionEn { get; init; }

    /// <inheritdoc cref="LegalBasisInput.DescriptionId"/>
    public Optional<string> DescriptionId { get; init; }

    /// <inheritdoc cref="LegalBasisInput.Jurisdiction"/>
    public Optional<string> Jurisdiction { get; init; }

    /// <inheritdoc cref="LegalBasisInput.Source"/>
    public Optional<string> Source { get; init; }

    /// <inheritdoc cref="LegalBasisInput.Confidence"/>
    public Optional<string> Confidence { get; init; }

    /// <inheritdoc cref="LegalBasisInput.VerifiedOn"/>
    public Optional<DateOnly?> VerifiedOn { get; init; }

    /// <inheritdoc cref="LegalBasisInput.ValidFrom"/>
    public Optional<DateOnly?> ValidFrom { get; init; }

    /// <inheritdoc cref="LegalBasisInput.ValidTo"/>
    public Optional<DateOnly?> ValidTo { get; init; }

    /// <summary>Whether it leaves the list; requests that rest on it stay as they are.</summary>
    public Optional<bool?> Retired { get; init; }

    /// <summary>What the patch makes of a basis.</summary>
    internal LegalBasisInput On(LegalBasisInput now) => now with
    {
        NameEn = NameEn.Or(now.NameEn),
        NameId = NameId.Or(now.NameId),
        DescriptionEn = DescriptionEn.Or(now.DescriptionEn),
        DescriptionId = DescriptionId.Or(now.DescriptionId),
        Jurisdiction = Jurisdiction.Or(now.Jurisdiction),
        Source = Source.Or(now.Source),
        Confidence = Confidence.Or(now.Confidence),
        VerifiedOn = VerifiedOn.Or(now.VerifiedOn),
        ValidFrom = ValidFrom.Or(now.ValidFrom),
        ValidTo = ValidTo.Or(now.ValidTo),
    };
}

/// <summary>What a legal basis has to look like by itself.</summary>
internal sealed class LegalBasisForm : AbstractValidator<LegalBasisInput>
{
    private const int LongText = 4000;
    private const int SourceLength = 2000;

    public LegalBasisForm()
    {
        RuleFor(b => b.Code).RequiredCode();
        RuleFor(b => b.NameEn).RequiredText(Validation.TitleLength);
        RuleFor(b => b.NameId).RequiredText(Validation.TitleLength);
        RuleFor(b => b.DescriptionEn).OptionalText(LongText);
        RuleFor(b => b.DescriptionId).OptionalText(LongText);
        RuleFor(b => b.Jurisdiction).RequiredText(8);
        RuleFor(b => b.Source).RequiredText(SourceLength);
        RuleFor(b => b.Confidence).Must(c => c is null or "V" or "S" or "K").WithMessage(_ => Words.Get("Error.OneOf", "V, S, K"));
        RuleFor(b => b.ValidTo).Must((b, to) => !(to < b.ValidFrom)).WithMessage(_ => Words.Get("Rules.Error.ValidTo"));
    }
}
