using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Requests;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CyberIncidents.Web.Pages.Requests;

/// <summary>The case that is made of a partner's request, as the form holds it.</summary>
internal sealed record CaseForm
{
    public string? Title { get; set; }

    public string? Summary { get; set; }

    /// <summary>A class, or class and type as <c>fraud/phishing</c>.</summary>
    public string? Classification { get; set; }

    public Severity? Severity { get; set; }

    public Tlp? Tlp { get; set; }

    public ParticipationRole? Role { get; set; } = ParticipationRole.Affected;
}

/// <summary>Makes a case of what a partner asks of us.</summary>
internal sealed class CaseModel(Shell shell, IDispatcher send) : AppPage(shell, send)
{
    [BindProperty(SupportsGet = true)]
    [ValidateNever]
    public string Reference { get; set; } = string.Empty;

    [BindProperty]
    public CaseForm Input { get; set; } = new();

    /// <summary>What is asked.</summary>
    public RequestDetail Asked { get; private set; } = null!;

    /// <summary>The markings that the case may have: not laxer than the request's.</summary>
    public IEnumerable<Tlp> Markings => Enum.GetValues<Tlp>().Where(t => t >= Asked.Tlp);

    public async Task<IActionResult> OnGetAsync()
    {
        await ReadAsync();
        if (!Asked.May.MakeIncident)
        {
            return LocalRedirect($"/requests/{Asked.Reference}");
        }

        Input = new CaseForm { Title = Asked.Subject, Summary = Asked.Body, Tlp = Asked.Tlp };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await ReadAsync();
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        IncidentKey? made = null;
        return await TryAsync(async () => made = await Send.SendAsync(new MakeIncidentCommand(Reference, Made(), null), Gone))
            ? Done($"/incidents/{made!.Reference}", Words.Get("Inbound.CaseMade", made.Reference, Reference))
            : Page();
    }

    private MakeIncidentInput Made()
    {
        var parts = (Input.Classification ?? string.Empty).Split('/', 2);
        return new MakeIncidentInput
        {
            Title = Input.Title,
            Summary = Input.Summary,
            Classification = parts[0].Length == 0 ? null : new ClassificationInput(parts[0], parts.Length > 1 ? parts[1] : null),
            Severity = Input.Severity,
            Tlp = Input.Tlp,
            Roles = Input.Role is { } role ? [role] : null,
        };
    }

    private async Task ReadAsync() => Asked = await Send.SendAsync(new GetRequestQuery(Reference), Gone);
}
