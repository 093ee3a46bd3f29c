using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;
using Microsoft.AspNetCore.Mvc;

namespace CyberIncidents.Web.Pages.Incidents.Case;

/// <summary>What shall leave, to whom, with which words.</summary>
internal sealed class PackageForm
{
    /// <summary>Each as <c>Kind|key</c>.</summary>
    public List<string> Items { get; set; } = [];

    public List<Guid> Receivers { get; set; } = [];

    public string? Note { get; set; }

    public string? RedactionNote { get; set; }

    /// <summary>What the form says of an item.</summary>
    public static string ValueOf(SubjectType type, Guid id) => $"{type}|{id}";

    public ReleaseInput ToInput() => new() { Items = [.. Items.Select(ItemOf)], Receivers = Receivers, Note = Note, RedactionNote = RedactionNote };

    private static ItemInput ItemOf(string value)
    {
        var parts = value.Split('|', 2);
        return new ItemInput
        {
            Type = Enum.GetNames<SubjectType>().Contains(parts[0], StringComparer.Ordinal) ? Enum.Parse<SubjectType>(parts[0]) : null,
            Id = parts.Length > 1 && Guid.TryParse(parts[1], out var id) ? id : null,
        };
    }
}

/// <content>What leaves: choosing it, looking at it, approving it.</content>
internal sealed partial class IndexModel
{
    /// <summary>What can be released; on its tab.</summary>
    public IReadOnlyList<ReleasableItem> Releasable { get; private set; } = [];

    /// <summary>What was chosen, judged; null before anybody looked.</summary>
    public ReleaseChecked? Checked { get; private set; }

    /// <summary>What is being chosen.</summary>
    [BindProperty(Name = nameof(Package))]
    public PackageForm Package { get; set; } = new();

    /// <summary>The partners to which something may go.</summary>
    public IReadOnlyList<ParticipationDetail> Receivers =>
        [.. Detail.Participations.Where(p => p.Organisation is not null && ParticipationLifecycle.Shares(p.State))];

    /// <summary>To whom an item has gone, each once.</summary>
    public static string GoneTo(ReleasableItem item) =>
        string.Join(", ", item.GoneTo.Where(g => g.At is not null).Select(g => g.Organisation.Name).Distinct(StringComparer.Ordinal));

    public async Task<IActionResult> OnPostCheckReleaseAsync()
    {
        await CheckReleaseAsync();
        return await ShowAsync("release");
    }

    public async Task<IActionResult> OnPostReleaseAsync()
    {
        var done = string.Empty;
        if (IsChosen() && await TryOnceAsync(
            async () => done = await SayReleasedAsync(await Send.SendAsync(new ReleaseItemsCommand(Reference, Package.ToInput()), Gone)), nameof(Package)))
        {
            return Done(At(CaseTab.Sharing), done);
        }

        return await ShowAsync("release");
    }

    public async Task<IActionResult> OnPostDecideReleaseAsync(Guid id, string? move, string? reason, long? version)
    {
        var wanted = MoveName.Parse<ReleaseMove>(move) ?? throw new NotFoundException();
        return await TryAsync(() => Send.SendAsync(new DecideReleaseCommand(id, wanted, new ActionInput { Reason = reason }, version), Gone), string.Empty)
            ? Done(
                At(CaseTab.Sharing),
                Words.Get(wanted == ReleaseMove.Approve ? "Releases.Approved" : "Releases.RejectedWord", (await Send.SendAsync(new GetReleaseQuery(id), Gone)).Number))
            : await ShowAsync($"decide-{id:N}");
    }

    private async Task CheckReleaseAsync()
    {
        if (IsChosen())
        {
            var input = Package.ToInput();
            await TryAsync(
                async () => Checked = await Send.SendAsync(
                    new CheckReleaseQuery(Reference, new ReleaseChoice { Items = input.Items, Receivers = input.Receivers }), Gone),
                nameof(Package));
        }
    }

    private bool IsChosen()
    {
        if (Package.Items.Count == 0)
        {
            ModelState.AddModelError($"{nameof(Package)}.{nameof(PackageForm.Items)}", Words.Get("Releases.PickItem"));
        }

        if (Package.Receivers.Count == 0)
        {
            ModelState.AddModelError($"{nameof(Package)}.{nameof(PackageForm.Receivers)}", Words.Get("Releases.PickReceiver"));
        }

        Response.StatusCode = ModelState.IsValid ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        return ModelState.IsValid;
    }

    private async Task<string> SayReleasedAsync(ReleaseKeys keys)
    {
        var numbers = new List<string>();
        var waits = false;
        foreach (var id in keys.Ids)
        {
            var release = await Send.SendAsync(new GetReleaseQuery(id), Gone);
            numbers.Add(release.Number);
            waits |= release.State == ReleaseState.PendingApproval;
        }

        return Words.Get(waits ? "Releases.Asked" : "Releases.Released", string.Join(", ", numbers));
    }

    private async Task LoadSharingAsync()
    {
        if (Detail.May.ReleaseItems)
        {
            Releasable = (await Send.SendAsync(new ListReleasableQuery(Reference), Gone)).Items;
        }
    }
}
