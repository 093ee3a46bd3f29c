using CyberIncidents.Application.Agreements;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Agreements;
using CyberIncidents.Web.Pages.Admin;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CyberIncidents.Web.Pages.Agreements;

/// <summary>What is typed of an agreement.</summary>
internal sealed class CardForm
{
    public string? Code { get; set; }

    public string? TitleEn { get; set; }

    public string? TitleId { get; set; }

    public string? SummaryEn { get; set; }

    public string? SummaryId { get; set; }

    public AgreementKind? Kind { get; set; }

    public AgreementReach? Reach { get; set; }

    public bool Binding { get; set; }

    public bool OpenToAll { get; set; }

    public string? OpenedOn { get; set; }

    public string? InForceFrom { get; set; }

    public string? InForceTo { get; set; }

    public string? Source { get; set; }

    public string? Confidence { get; set; }

    public string? VerifiedOn { get; set; }

    public string? Notes { get; set; }

    public Guid? Owner { get; set; }

    public string? RenewOn { get; set; }

    /// <summary>The form of an agreement as it stands.</summary>
    public static CardForm Of(AgreementDetail a) => new()
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
        OpenedOn = TypedFields.Text(a.OpenedOn),
        InForceFrom = TypedFields.Text(a.InForceFrom),
        InForceTo = TypedFields.Text(a.InForceTo),
        Source = a.Source,
        Confidence = a.Confidence,
        VerifiedOn = TypedFields.Text(a.VerifiedOn),
        Notes = a.Notes,
        Owner = a.Owner?.Id,
        RenewOn = TypedFields.Text(a.RenewOn),
    };

    /// <summary>What was typed, as the API takes it; what cannot be read is put to its field.</summary>
    public AgreementInput Read(ModelStateDictionary state) => new()
    {
        Code = TypedFields.OrNull(Code),
        TitleEn = TitleEn,
        TitleId = TitleId,
        SummaryEn = TypedFields.OrNull(SummaryEn),
        SummaryId = TypedFields.OrNull(SummaryId),
        Kind = Kind,
        Reach = Reach,
        Binding = Binding,
        OpenToAll = OpenToAll,
        OpenedOn = state.Date(OpenedOn, "Input.OpenedOn"),
        InForceFrom = state.Date(InForceFrom, "Input.InForceFrom"),
        InForceTo = state.Date(InForceTo, "Input.InForceTo"),
        Source = Source,
        Confidence = TypedFields.OrNull(Confidence),
        VerifiedOn = state.Date(VerifiedOn, "Input.VerifiedOn"),
        Notes = TypedFields.OrNull(Notes),
        Owner = Owner,
        RenewOn = state.Date(RenewOn, "Input.RenewOn"),
    };

    /// <summary>The patch that makes an agreement say this.</summary>
    public static EditAgreementInput Patch(AgreementInput to) => new()
    {
        TitleEn = new(true, to.TitleEn),
        TitleId = new(true, to.TitleId),
        SummaryEn = new(true, to.SummaryEn),
        SummaryId = new(true, to.SummaryId),
        Kind = new(true, to.Kind),
        Reach = new(true, to.Reach),
        Binding = new(true, to.Binding),
        OpenToAll = new(true, to.OpenToAll),
        OpenedOn = new(true, to.OpenedOn),
        InForceFrom = new(true, to.InForceFrom),
        InForceTo = new(true, to.InForceTo),
        Source = new(true, to.Source),
        Confidence = new(true, to.Confidence),
        VerifiedOn = new(true, to.VerifiedOn),
        Notes = new(true, to.Notes),
        Owner = new(true, to.Owner),
        RenewOn = new(true, to.RenewOn),
    };
}

/// <summary>What the fields of an agreement are filled from, on the page that adds and on the one that edits.</summary>
/// <param name="Input">What is typed.</param>
/// <param name="People">Who may see to it.</param>
internal sealed record CardFields(CardForm Input, IReadOnlyList<PersonName> People);
