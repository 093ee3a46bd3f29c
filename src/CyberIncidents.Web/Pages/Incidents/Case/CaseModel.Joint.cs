using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Incidents;
using Microsoft.AspNetCore.Mvc;

namespace CyberIncidents.Web.Pages.Incidents.Case;

/// <summary>Why partners are to see one another, or no more.</summary>
internal sealed class JointForm
{
    public string? Reason { get; set; }

    public long? Version { get; set; }
}

/// <content>Whether partners see one another.</content>
internal sealed partial class IndexModel
{
    /// <summary>What is typed for the switch.</summary>
    [BindProperty(Name = nameof(Joint))]
    public JointForm Joint { get; set; } = new();

    public async Task<IActionResult> OnPostJointAsync(bool on) =>
        await TryAsync(
                () => Send.SendAsync(new SwitchJointCommand(Reference, on, new ActionInput { Reason = Joint.Reason }, Joint.Version), Gone), nameof(Joint))
            ? Done(At(CaseTab.Partners), Words.Get(on ? "Preview.Joined" : "Preview.Parted"))
            : await ShowAsync("joint");
}
