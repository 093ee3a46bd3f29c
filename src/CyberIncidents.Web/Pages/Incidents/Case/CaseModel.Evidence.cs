using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Evidence;
using CyberIncidents.Web.Pages.Evidence;
using Microsoft.AspNetCore.Mvc;

namespace CyberIncidents.Web.Pages.Incidents.Case;

/// <content>Evidence.</content>
internal sealed partial class IndexModel
{
    /// <summary>Files of evidence; on their tab.</summary>
    public Page<EvidenceDetail> Evidence { get; private set; } = new([], null);

    /// <summary>The file whose custody log is shown; null for none.</summary>
    public Guid? CustodyOf => Guid.TryParse(One("custody"), out var id) ? id : null;

    /// <summary>The custody log that is shown, the oldest line first.</summary>
    public IReadOnlyList<CustodyLine> Custody { get; private set; } = [];

    /// <summary>The form that brings a file.</summary>
    public UploadForm Upload => UploadForm.Of(HttpContext, Detail.Reference, Detail.Tlp, partner: false);

    /// <summary>Whether the reader may put files into quarantine and out of it.</summary>
    public bool MayQuarantine => Detail.May.AddEvidence
        && (Detail.Owner?.Id == Shell.Me.Id || HttpContext.RequestServices.GetRequiredService<IViewerAccessor>().Required.Holds(Permission.ApproveRequests));

    public Task<IActionResult> OnPostWithdrawEvidenceAsync(Guid id, string? reason, long? version) => ActAsync(
        () => Send.SendAsync(new WithdrawEvidenceCommand(Reference, id, new ActionInput { Reason = reason }, version), Gone), id, "Evidence.Withdrawn");

    public Task<IActionResult> OnPostQuarantineEvidenceAsync(Guid id, bool on, string? reason, long? version) => ActAsync(
        () => Send.SendAsync(new QuarantineEvidenceCommand(Reference, id, on, new ActionInput { Reason = reason }, version), Gone), id,
        on ? "Evidence.QuarantineDone" : "Evidence.UnquarantineDone");

    public Task<IActionResult> OnPostEditEvidenceAsync(Guid id, string? description, long? version) => ActAsync(
        () => Send.SendAsync(
            new EditEvidenceCommand(Reference, id, new EditEvidenceInput { Description = new Optional<string>(true, description) }, version), Gone),
        id, "Evidence.Edited");

    public async Task<IActionResult> OnPostVerifyEvidenceAsync(Guid id)
    {
        var content = await Send.SendAsync(new GetEvidenceToVerifyQuery(Reference, id), Gone);
        var check = await HttpContext.RequestServices.GetRequiredService<IEvidenceChecks>().CheckAsync(id, content.Stored, Shell.Me.Id, Gone);
        return Done(At(CaseTab.Evidence, $"custody={id}"), Words.Get(check.Intact ? "Evidence.VerifiedIntact" : "Evidence.VerifiedBroken"));
    }

    private async Task<IActionResult> ActAsync(Func<Task> act, Guid id, string done) =>
        await TryAsync(act, string.Empty) ? Done(At(CaseTab.Evidence), Words.Get(done)) : await ShowAsync($"evidence-{id:N}");

    private async Task LoadEvidenceAsync()
    {
        Evidence = await Send.SendAsync(new ListEvidenceQuery(Reference, ShowsWithdrawn, new PageRequest(RowsAtOnce, One("after"))), Gone);
        if (CustodyOf is { } id && Evidence.Items.Any(e => e.Id == id))
        {
            Custody = await AllAsync(page => new ListCustodyQuery(Reference, id, page));
        }
    }
}
