using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Links;
using CyberIncidents.Domain.Incidents;
using Microsoft.AspNetCore.Mvc;

namespace CyberIncidents.Web.Pages.Incidents.Case;

/// <summary>A case to link to, or to merge into.</summary>
internal sealed class LinkForm
{
    public string? Incident { get; set; }

    public string? Kind { get; set; }

    public string? Into { get; set; }

    public long? Version { get; set; }

    public LinkInput ToInput() => new()
    {
        Incident = Incident?.Trim(),
        Kind = Enum.GetNames<LinkKind>().Contains(Kind, StringComparer.Ordinal) ? Enum.Parse<LinkKind>(Kind!) : null,
    };
}

/// <content>Links to other cases, and merging.</content>
internal sealed partial class IndexModel
{
    /// <summary>What other cases are to this one; on the overview.</summary>
    public IReadOnlyList<LinkDetail> Links { get; private set; } = [];

    /// <summary>Another case.</summary>
    [BindProperty(Name = nameof(Link))]
    public LinkForm Link { get; set; } = new();

    public async Task<IActionResult> OnPostLinkAsync() =>
        await TryOnceAsync(() => Send.SendAsync(new AddLinkCommand(Reference, Link.ToInput()), Gone), nameof(Link))
            ? Done($"{At(CaseTab.Overview)}#links", Words.Get("Links.Added"))
            : await ShowAsync("link");

    public async Task<IActionResult> OnPostUnlinkAsync(Guid id, long? version) =>
        await TryAsync(() => Send.SendAsync(new WithdrawLinkCommand(Reference, id, version), Gone), string.Empty)
            ? Done($"{At(CaseTab.Overview)}#links", Words.Get("Links.Withdrawn"))
            : await ShowAsync("unlink");

    public async Task<IActionResult> OnPostMergeAsync() =>
        await TryAsync(() => Send.SendAsync(new MergeIncidentCommand(Reference, new MergeInput { Into = Link.Into?.Trim() }, Link.Version), Gone), nameof(Link))
            ? Done(At(CaseTab.Overview), Words.Get("Links.Merged"))
            : await ShowAsync("merge");

    public async Task<IActionResult> OnPostUnmergeAsync(long? version) =>
        await TryAsync(() => Send.SendAsync(new UnmergeIncidentCommand(Reference, version), Gone), string.Empty)
            ? Done(At(CaseTab.Overview), Words.Get("Links.Unmerged"))
            : await ShowAsync("unmerge");

    private async Task LoadLinksAsync() => Links = (await Send.SendAsync(new ListLinksQuery(Reference), Gone)).Items;
}
