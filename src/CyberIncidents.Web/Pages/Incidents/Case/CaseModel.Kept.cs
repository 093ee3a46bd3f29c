using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Retention;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CyberIncidents.Web.Pages.Incidents.Case;

/// <content>How long the case is kept.</content>
internal sealed partial class IndexModel
{
    /// <summary>Why the case is to be kept.</summary>
    [BindProperty]
    [ValidateNever]
    public string? HoldReason { get; set; }

    /// <summary>What stays of a case that was disposed of.</summary>
    public TombstoneDetail? Tombstone { get; private set; }

    public async Task<IActionResult> OnPostLegalHoldAsync(bool held, long? version)
    {
        if (held)
        {
            Require(HoldReason, nameof(HoldReason));
        }

        return ModelState.IsValid
            && await TryAsync(() => Send.SendAsync(new SetLegalHoldCommand(Reference, held, new ActionInput { Reason = HoldReason }, version), Gone), string.Empty)
            ? Done(At(CaseTab.Overview), Words.Get(held ? "Retention.IsHeld" : "Retention.IsLifted"))
            : await ShowAsync("legal-hold");
    }

    private async Task LoadTombstoneAsync()
    {
        if (Detail.DisposedAt is not null)
        {
            Tombstone = (await Send.SendAsync(new ListTombstonesQuery(Reference, new PageRequest(1)), Gone)).Items.SingleOrDefault();
        }
    }
}
