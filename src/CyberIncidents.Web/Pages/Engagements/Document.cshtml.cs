using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Engagements;
using CyberIncidents.Web.Api;
using CyberIncidents.Web.Pages.Evidence;
using CyberIncidents.Web.Pages.Ui;

namespace CyberIncidents.Web.Pages.Engagements;

/// <summary>Brings a document of an engagement.</summary>
internal sealed class DocumentModel(Shell shell, IDispatcher send, EvidenceUpload upload) : UploadPage(shell, send, upload)
{
    public override string Back => $"/engagements/{Uri.EscapeDataString(Reference)}";

    protected override UploadTarget Target => UploadTarget.Engagement(Reference);

    protected override string Anchor => "#documents";

    protected override string Taken => Words.Get("Engagements.DocumentAdded");

    protected override async Task<UploadForm> FormAsync()
    {
        var place = await Send.SendAsync(new GetDocumentPlaceQuery(Reference), Gone);
        return new UploadForm($"{Back}/documents/add", place.Tlp, place.MaxBytes);
    }
}
