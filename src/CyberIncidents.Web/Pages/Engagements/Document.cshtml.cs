using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Engagements;
using CyberIncidents.Web.Api;
using CyberIncidents.Web.Pages.Evidence;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;

namespace CyberIncidents.Web.Pages.Engagements;

/// <summary>Brings a document of an engagement. Nothing before the handler may read the form, as with evidence.</summary>
[IgnoreAntiforgeryToken]
[ReadsItsForm]
internal sealed class DocumentModel(Shell shell, IDispatcher send, EvidenceUpload upload) : AppPage(shell, send)
{
    /// <summary>The engagement's reference.</summary>
    public string Reference => (string)RouteData.Values["reference"]!;

    /// <summary>The form, with what was typed.</summary>
    public UploadForm Form { get; private set; } = null!;

    /// <summary>The page that it came from.</summary>
    public string Back => $"/engagements/{Uri.EscapeDataString(Reference)}";

    public async Task<IActionResult> OnGetAsync() => await TryAsync(ShowAsync, string.Empty) ? Page() : LocalRedirect(Back);

    public async Task<IActionResult> OnPostAsync()
    {
        var tooLarge = false;
        var done = await TryAsync(
            async () =>
            {
                try
                {
                    await upload.TakeAsync(HttpContext, UploadTarget.Engagement(Reference), byForm: true);
                }
                catch (TooLargeException)
                {
                    tooLarge = true;
                }
            },
            string.Empty);
        if (done && !tooLarge)
        {
            return Sent($"{Back}#documents");
        }

        await TryAsync(ShowAsync, string.Empty);
        if (Form is null)
        {
            return LocalRedirect(Back);
        }

        if (tooLarge)
        {
            ModelState.AddModelError("file", Words.Get("Evidence.TooLarge", UploadForm.Bytes(Form.MaxBytes)));
            Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        }

        Form = Form with
        {
            Errors = ModelState.Where(s => s.Value is { Errors.Count: > 0 }).ToDictionary(s => s.Key, s => s.Value!.Errors[0].ErrorMessage, StringComparer.Ordinal),
        };
        return Page();
    }

    /// <summary>A script leads on by itself: it would swallow the word for the next page by following.</summary>
    private IActionResult Sent(string to)
    {
        if (Request.Headers["X-Upload"].Count == 0)
        {
            return Done(to, Words.Get("Engagements.DocumentAdded"));
        }

        Flash(Words.Get("Engagements.DocumentAdded"));
        Response.Headers.Location = to;
        return StatusCode(StatusCodes.Status201Created);
    }

    private async Task ShowAsync()
    {
        var place = await Send.SendAsync(new GetDocumentPlaceQuery(Reference), Gone);
        Form = new UploadForm($"{Back}/documents/add", place.Tlp, place.MaxBytes)
        {
            Tlp = upload.Fields["tlp"], Description = upload.Fields["description"], ReceivedFrom = upload.Fields["receivedFrom"],
        };
    }
}
