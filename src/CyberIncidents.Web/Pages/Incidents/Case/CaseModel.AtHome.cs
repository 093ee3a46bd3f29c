using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Partners;
using Microsoft.AspNetCore.Mvc;

namespace CyberIncidents.Web.Pages.Incidents.Case;

/// <content>Authorities and other organisations at home: with whom the case is shared, in which part, and with which tasks.</content>
internal sealed partial class IndexModel
{
    /// <summary>With whom at home it is to be shared.</summary>
    [BindProperty(Name = nameof(Share))]
    public AddForm Share { get; set; } = new();

    /// <summary>Those at home that have no part yet.</summary>
    public IReadOnlyList<OrganisationDetail> Circle { get; private set; } = [];

    /// <summary>The parts of those abroad.</summary>
    public IReadOnlyList<ParticipationDetail> Partners => [.. Detail.Participations.Where(p => !p.AtHome)];

    /// <summary>The parts of those at home.</summary>
    public IReadOnlyList<ParticipationDetail> Stakeholders => [.. Detail.Participations.Where(p => p.AtHome)];

    public async Task<IActionResult> OnPostShareAsync()
    {
        if (Share.Partners.Count == 0)
        {
            ModelState.AddModelError("Share.Partners", Words.Get("Page.Required"));
        }

        if (Share.Roles.Count == 0)
        {
            ModelState.AddModelError("Share.Roles", Words.Get("Error.Roles"));
        }

        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return await ShowAsync("share");
        }

        return await TryOnceAsync(() => Send.SendAsync(new AddParticipationsCommand(Reference, Share.ToInput()), Gone), nameof(Share))
            ? Done($"{At(CaseTab.Partners)}#at-home", Words.Get("AtHome.Added"))
            : await ShowAsync("share");
    }

    private async Task LoadCircleAsync()
    {
        if (Detail.May.AddPartners)
        {
            var taken = Stakeholders.Select(p => p.Organisation?.Id).ToHashSet();
            Circle = [.. (await AllAsync(page => new ListOrganisationsQuery(null, null, page, AtHome: true)))
                .Where(o => !taken.Contains(o.Id)).OrderBy(o => o.Name, StringComparer.CurrentCulture)];
        }
    }

    private bool IsAtHome(Guid organisation) => Stakeholders.Any(p => p.Organisation?.Id == organisation);

    /// <summary>The country by which an organisation is called; those at home go by their own names.</summary>
    private string? CalledBy(Guid organisation) => IsAtHome(organisation) ? null : CountryOf(organisation);
}
