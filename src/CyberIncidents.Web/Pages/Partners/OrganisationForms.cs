using CyberIncidents.Application.Partners;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Web.Pages.Admin;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CyberIncidents.Web.Pages.Partners;

/// <summary>What is typed when a contact was reached.</summary>
internal sealed class ProofForm
{
    public Guid Contact { get; set; }

    public ProofKind? By { get; set; }

    public string? Note { get; set; }

    public NoteProofInput Read() => new() { By = By, Note = Note };
}

/// <summary>What is typed of a membership.</summary>
internal sealed class MembershipForm
{
    public string? Network { get; set; }

    public string? Since { get; set; }

    public string? Until { get; set; }

    public string? Source { get; set; }

    /// <summary>It is the country that belongs to the network, not the organisation alone.</summary>
    public bool OfCountry { get; set; }

    public MembershipInput Read(OrganisationDetail organisation, ModelStateDictionary state) => new()
    {
        OrganisationId = OfCountry ? null : organisation.Id,
        Country = OfCountry ? organisation.Country : null,
        Network = Network,
        Since = state.Date(Since, "Membership.Since"),
        Until = state.Date(Until, "Membership.Until"),
        Source = TypedFields.OrNull(Source),
    };
}

/// <summary>What is typed of a constituent.</summary>
internal sealed class ConstituentForm
{
    public string? Name { get; set; }

    public string? Sector { get; set; }

    public string? Country { get; set; }

    public ConstituentInput Read() => new() { Name = Name, Sector = TypedFields.OrNull(Sector), Country = TypedFields.OrNull(Country) };
}
