using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Requests;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Web.Pages.Requests;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;

namespace CyberIncidents.Web.Pages.Liaison;

/// <summary>What the form of a partner's request holds.</summary>
internal sealed record AskForm
{
    public RequestKind? Kind { get; set; }

    public string? LegalBasis { get; set; }

    public string? Subject { get; set; }

    public string? Body { get; set; }

    public Urgency? Urgency { get; set; } = Domain.Requests.Urgency.Normal;

    public string? DueAt { get; set; }

    public Tlp? Tlp { get; set; }

    public string? TheirReference { get; set; }

    /// <summary>PAP, handling codes and grading.</summary>
    public HandlingForm Handling { get; set; } = new();

    /// <summary>What the legal basis demands, by the codes of its fields.</summary>
    public Dictionary<string, string?> BasisFields { get; set; } = [];
}

/// <summary>A partner asks something of us.</summary>
internal sealed class AskModel(Shell shell, IDispatcher send, HomeSettings home) : AppPage(shell, send)
{
    [BindProperty]
    public AskForm Input { get; set; } = new();

    /// <summary>What may be asked, and what the chosen legal basis demands.</summary>
    public FilingOptions Options { get; private set; } = null!;

    public string Home => Shell.Names.Country(home.Country);

    /// <summary>What has to be stated, with what was typed.</summary>
    public BasisFieldsView Fields => new([.. Options.Fields.Select(f => f with { Text = Input.BasisFields.GetValueOrDefault(f.Code) })]);

    public async Task OnGetAsync()
    {
        OnceKey = NewOnceKey();
        await ReadAsync();
    }

    /// <summary>What the chosen legal basis demands; everything that was typed stays.</summary>
    public async Task<IActionResult> OnPostShowAsync()
    {
        ModelState.Clear();
        await ReadAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        CheckInstant(Input.DueAt, "Input.DueAt");
        await ReadAsync();
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        RequestKey? filed = null;
        return await TryOnceAsync(async () => filed = await Send.SendAsync(new FileRequestCommand(Asked()), Gone))
            ? Done($"/requests/{filed!.Reference}", Words.Get("Inbound.Filed", filed.Reference))
            : Page();
    }

    /// <summary>What was typed for another legal basis is not sent.</summary>
    private FileRequestInput Asked() => new()
    {
        Kind = Input.Kind,
        LegalBasis = string.IsNullOrEmpty(Input.LegalBasis) ? null : Input.LegalBasis,
        Subject = Input.Subject,
        Body = Input.Body,
        Urgency = Input.Urgency,
        DueAt = Shell.Here.Read(Input.DueAt),
        Tlp = Input.Tlp,
        TheirReference = string.IsNullOrWhiteSpace(Input.TheirReference) ? null : Input.TheirReference,
        Handling = Input.Handling.ToValue(),
        BasisFields = Options.Fields.Where(f => Input.BasisFields.ContainsKey(f.Code)).ToDictionary(f => f.Code, f => Input.BasisFields[f.Code], StringComparer.Ordinal),
    };

    private async Task ReadAsync() => Options = await Send.SendAsync(
        new GetFilingOptionsQuery(Input.Kind is { } kind && Enum.IsDefined(kind) ? kind : null, string.IsNullOrEmpty(Input.LegalBasis) ? null : Input.LegalBasis), Gone);
}
