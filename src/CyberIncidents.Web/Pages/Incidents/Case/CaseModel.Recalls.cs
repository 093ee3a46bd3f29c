using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Sharing;
using Microsoft.AspNetCore.Mvc;

namespace CyberIncidents.Web.Pages.Incidents.Case;

/// <content>Recalls, on the tab of sharing.</content>
internal sealed partial class IndexModel
{
    private IReadOnlyDictionary<Guid, RecallDetail> _recalls = new Dictionary<Guid, RecallDetail>();

    /// <summary>Why a release is recalled.</summary>
    [BindProperty]
    public string? RecallReason { get; set; }

    /// <summary>The recall of a release; null when there is none.</summary>
    public RecallDetail? RecallOf(Guid release) => _recalls.GetValueOrDefault(release);

    /// <summary>How many recalls the receivers have not confirmed.</summary>
    public int UnconfirmedRecalls => _recalls.Values.Count(r => r.State == RecallState.Open);

    /// <summary>Whether the viewer may ask a release back.</summary>
    public static bool MayRecall(ReleaseDetail release) => release.AllowedActions.Contains("recall");

    public async Task<IActionResult> OnPostRecallAsync(Guid release)
    {
        var input = new ActionInput { Reason = RecallReason };
        return await TryAsync(() => Send.SendAsync(new RecallReleaseCommand(release, input, null), Gone), string.Empty)
            ? Done(At(Tab), Words.Get("Recalls.Done"))
            : await ShowAsync($"recall-{release:N}");
    }

    private async Task LoadRecallsAsync() =>
        _recalls = (await AllAsync(page => new ListCaseRecallsQuery(Reference, page))).ToDictionary(r => r.ReleaseId);
}
