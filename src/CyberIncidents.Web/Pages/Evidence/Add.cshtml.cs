using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Evidence;
using CyberIncidents.Web.Api;
using CyberIncidents.Web.Pages.Ui;

namespace CyberIncidents.Web.Pages.Evidence;

/// <summary>Brings a file into a case, ours or a partner's.</summary>
internal sealed class AddModel(Shell shell, IDispatcher send, EvidenceUpload upload) : UploadPage(shell, send, upload)
{
    public override string Back => Shell.IsPartner ? $"/shared/{Uri.EscapeDataString(Reference)}" : $"/incidents/{Uri.EscapeDataString(Reference)}/evidence";

    protected override UploadTarget Target => UploadTarget.Case(Reference);

    protected override string Anchor => Shell.IsPartner ? "#evidence" : string.Empty;

    protected override string Taken => Words.Get("Evidence.Added");

    protected override async Task<UploadForm> FormAsync()
    {
        var place = await Send.SendAsync(new GetUploadPlaceQuery(Reference), Gone);
        return UploadForm.Of(HttpContext, place.Reference, place.Tlp, Shell.IsPartner);
    }
}
