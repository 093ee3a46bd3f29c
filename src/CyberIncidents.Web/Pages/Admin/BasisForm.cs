using CyberIncidents.Application.Reference;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CyberIncidents.Web.Pages.Admin;

/// <summary>What is typed of a legal basis.</summary>
internal sealed class BasisForm
{
    public string? Code { get; set; }

    public string? NameEn { get; set; }

    public string? NameId { get; set; }

    public string? DescriptionEn { get; set; }

    public string? DescriptionId { get; set; }

    public string? Jurisdiction { get; set; }

    public string? Source { get; set; }

    public string? Confidence { get; set; }

    public string? VerifiedOn { get; set; }

    public string? ValidFrom { get; set; }

    public string? ValidTo { get; set; }

    public long? Version { get; set; }

    /// <summary>The form of a basis as it stands.</summary>
    public static BasisForm Of(LegalBasisDetail basis) => new()
    {
        Code = basis.Code,
        NameEn = basis.NameEn,
        NameId = basis.NameId,
        DescriptionEn = basis.DescriptionEn,
        DescriptionId = basis.DescriptionId,
        Jurisdiction = basis.Jurisdiction,
        Source = basis.Source,
        Confidence = basis.Confidence,
        VerifiedOn = TypedFields.Text(basis.VerifiedOn),
        ValidFrom = TypedFields.Text(basis.ValidFrom),
        ValidTo = TypedFields.Text(basis.ValidTo),
        Version = basis.Version,
    };

    /// <summary>What was typed, as the API takes it; what cannot be read is put to its field.</summary>
    public LegalBasisInput Read(ModelStateDictionary state) => new()
    {
        Code = TypedFields.OrNull(Code),
        NameEn = NameEn,
        NameId = NameId,
        DescriptionEn = TypedFields.OrNull(DescriptionEn),
        DescriptionId = TypedFields.OrNull(DescriptionId),
        Jurisdiction = TypedFields.OrNull(Jurisdiction),
        Source = Source,
        Confidence = TypedFields.OrNull(Confidence),
        VerifiedOn = state.Date(VerifiedOn, "Input.VerifiedOn"),
        ValidFrom = state.Date(ValidFrom, "Input.ValidFrom"),
        ValidTo = state.Date(ValidTo, "Input.ValidTo"),
    };
}

/// <summary>What the fields of a legal basis are filled from, on the page that adds and on the one that edits.</summary>
/// <param name="Input">What is typed.</param>
internal sealed record BasisFields(BasisForm Input);
