using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Reference;
using CyberIncidents.Application.Requests;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;

namespace CyberIncidents.Web.Pages.Incidents.Case;

/// <summary>What is asked of a partner, as it is typed.</summary>
internal sealed class RequestForm
{
    public Guid? ParticipationId { get; set; }

    public RequestKind? Kind { get; set; }

    public string? LegalBasis { get; set; }

    public string? Subject { get; set; }

    public string? Body { get; set; }

    public Urgency? Urgency { get; set; }

    /// <summary>Day and time in the writer's zone.</summary>
    public string? DueAt { get; set; }

    public string? Tlp { get; set; }

    public string? TheirReference { get; set; }
}

/// <summary>Drafts a request to one partner of a case; nothing leaves.</summary>
internal sealed class NewRequestModel(Shell shell, IDispatcher send) : AppPage(shell, send)
{
    [BindProperty(Name = nameof(Input))]
    public RequestForm Input { get; set; } = new();

    /// <summary>The case.</summary>
    public IncidentDetail Detail { get; private set; } = null!;

    /// <summary>The partner that is asked; null until one is chosen.</summary>
    public ParticipationDetail? Partner { get; private set; }

    /// <summary>The partners that can be asked something.</summary>
    public IEnumerable<ParticipationDetail> Askable => Detail.Participations.Where(p => p.DraftKinds.Count > 0);

    /// <summary>What can be asked of the partner.</summary>
    public IEnumerable<RequestKindDetail> Kinds => Shell.Names.RequestKinds.Where(k => Partner!.DraftKinds.Contains(k.Code));

    /// <summary>The case's marking and stricter ones.</summary>
    public IEnumerable<Tlp> Markings => Enum.GetValues<Tlp>().Where(t => t >= Detail.Tlp);

    /// <summary>Whether a draft could be sent now.</summary>
    public bool Told => Partner is { } partner && ParticipationLifecycle.TakesRequests(partner.State);

    private string Reference => (string)RouteData.Values["reference"]!;

    public async Task<IActionResult> OnGetAsync(Guid? participation)
    {
        if (Shell.IsPartner)
        {
            return LocalRedirect($"/shared/{Uri.EscapeDataString(Reference)}");
        }

        await LoadAsync(participation);
        Input = new RequestForm
        {
            ParticipationId = Partner?.Id,
            Kind = Partner is null ? null : Kinds.OrderBy(k => k.Code != RequestKind.Information).First().Code,
            Urgency = Domain.Requests.Urgency.Normal,
            Tlp = TlpLabel.Of(Detail.Tlp),
        };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        RequestKey? key = null;
        var draft = new DraftRequestInput
        {
            ParticipationId = Input.ParticipationId,
            Kind = Input.Kind,
            LegalBasis = Some(Input.LegalBasis),
            Subject = Input.Subject,
            Body = Input.Body,
            Urgency = Input.Urgency,
            DueAt = Shell.Here.Read(Input.DueAt),
            Tlp = TlpLabel.Parse(Input.Tlp),
            TheirReference = Some(Input.TheirReference),
        };
        CheckInstant(Input.DueAt, "Input.DueAt");
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
        }
        else if (await TryOnceAsync(async () => key = await Send.SendAsync(new DraftRequestCommand(Reference, draft), Gone)))
        {
            return Done($"/requests/{key!.Reference}", Words.Get("Case.DraftSaved"));
        }

        await LoadAsync(Input.ParticipationId);
        return Page();
    }

    private static string? Some(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private async Task LoadAsync(Guid? participation)
    {
        Detail = await Send.SendAsync(new GetIncidentQuery(Reference), Gone);
        Partner = Askable.FirstOrDefault(p => p.Id == participation) ?? (Askable.Count() == 1 ? Askable.Single() : null);
    }
}
