using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Web.Api;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CyberIncidents.Web.Pages.Evidence;

/// <summary>
/// Brings a file into something. Nothing before the handler may read the form: it is read as it comes, and its first field is the
/// antiforgery token.
/// </summary>
[IgnoreAntiforgeryToken]
[ReadsItsForm]
internal abstract class UploadPage(Shell shell, IDispatcher send, EvidenceUpload upload) : AppPage(shell, send)
{
    /// <summary>The reference of what takes the file.</summary>
    public string Reference => (string)RouteData.Values["reference"]!;

    /// <summary>The form, with what was typed.</summary>
    public UploadForm Form { get; private set; } = null!;

    /// <summary>The page that it came from.</summary>
    public abstract string Back { get; }

    /// <summary>What takes the file.</summary>
    protected abstract UploadTarget Target { get; }

    /// <summary>Where the file stands then, on the page before.</summary>
    protected abstract string Anchor { get; }

    /// <summary>What is said when it was taken.</summary>
    protected abstract string Taken { get; }

    public async Task<IActionResult> OnGetAsync() => await TryAsync(ShowAsync, string.Empty) ? Page() : LocalRedirect(Back);

    public async Task<IActionResult> OnPostAsync()
    {
        var tooLarge = false;
        var done = await TryAsync(
            async () =>
            {
                try
                {
                    await upload.TakeAsync(HttpContext, Target, byForm: true);
                }
                catch (TooLargeException)
                {
                    tooLarge = true;
                }
            },
            string.Empty);
        if (done && !tooLarge)
        {
            return Sent(Back + Anchor);
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

    /// <summary>The empty form of what takes the file; throws where it takes none.</summary>
    protected abstract Task<UploadForm> FormAsync();

    /// <summary>A script leads on by itself: it would swallow the word for the next page by following.</summary>
    private IActionResult Sent(string to)
    {
        if (Request.Headers["X-Upload"].Count == 0)
        {
            return Done(to, Taken);
        }

        Flash(Taken);
        Response.Headers.Location = to;
        return StatusCode(StatusCodes.Status201Created);
    }

    private async Task ShowAsync() => Form = await FormAsync() with
    {
        Tlp = upload.Fields["tlp"], Description = upload.Fields["description"], ReceivedFrom = upload.Fields["receivedFrom"],
    };
}

/// <summary>Keeps the binding of models away from the body.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ReadsItsFormAttribute : Attribute, IResourceFilter
{
    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        context.ValueProviderFactories.RemoveType<FormValueProviderFactory>();
        context.ValueProviderFactories.RemoveType<FormFileValueProviderFactory>();
        context.ValueProviderFactories.RemoveType<JQueryFormValueProviderFactory>();
    }

    public void OnResourceExecuted(ResourceExecutedContext context)
    {
    }
}
