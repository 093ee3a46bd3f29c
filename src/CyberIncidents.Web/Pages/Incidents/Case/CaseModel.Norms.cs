using CyberIncidents.Application.Agreements;
using CyberIncidents.Application.Common.Texts;
using Microsoft.AspNetCore.Mvc;

namespace CyberIncidents.Web.Pages.Incidents.Case;

/// <summary>A norm to cite.</summary>
internal sealed class NormForm
{
    /// <summary>Agreement and article with a slash between, as the picker gives them.</summary>
    public string? Which { get; set; }

    public string? Note { get; set; }

    public CiteNormInput ToInput()
    {
        var parts = (Which ?? string.Empty).Split('/');
        return new CiteNormInput { Agreement = parts[0], Article = parts.ElementAtOrDefault(1), Note = string.IsNullOrWhiteSpace(Note) ? null : Note };
    }
}

/// <content>Norms at issue.</content>
internal sealed partial class IndexModel
{
    /// <summary>The norms at issue; on the overview.</summary>
    public IReadOnlyList<CaseNormDetail> Norms { get; private set; } = [];

    /// <summary>The norms that may be cited; on the overview, where one may be.</summary>
    public IReadOnlyList<NormSummary> AllNorms { get; private set; } = [];

    /// <summary>Another norm.</summary>
    [BindProperty(Name = nameof(Norm))]
    public NormForm Norm { get; set; } = new();

    public async Task<IActionResult> OnPostCiteAsync()
    {
        if (await TryOnceAsync(() => Send.SendAsync(new CiteNormCommand(Reference, Norm.ToInput()), Gone), nameof(Norm)))
        {
            return Done($"{At(CaseTab.Overview)}#norms", Words.Get("Agreements.Cited"));
        }

        foreach (var field in new[] { "Norm.agreement", "Norm.article" })
        {
            foreach (var error in ModelState[field]?.Errors.ToList() ?? [])
            {
                ModelState.AddModelError("Norm.Which", error.ErrorMessage);
            }

            ModelState.Remove(field);
        }

        return await ShowAsync("cite");
    }

    public async Task<IActionResult> OnPostUnciteAsync(Guid id, long? version) =>
        await TryAsync(() => Send.SendAsync(new WithdrawCaseNormCommand(Reference, id, version), Gone), string.Empty)
            ? Done($"{At(CaseTab.Overview)}#norms", Words.Get("Agreements.Uncited"))
            : await ShowAsync("uncite");

    private async Task LoadNormsAsync()
    {
        Norms = await AllAsync(page => new ListCaseNormsQuery(Reference, page));
        AllNorms = Detail.May.Edit ? await AllAsync(page => new ListNormsQuery(null, page)) : [];
    }
}
