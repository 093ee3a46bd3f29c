using CyberIncidents.Application.Agreements;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Deadlines;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Requests;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;

namespace CyberIncidents.Web.Pages.Incidents.Case;

/// <summary>What is asked of a partner, as it is typed.</summary>
internal sealed class RequestForm
{
    /// <summary>The organisation that is asked; it need not take part yet.</summary>
    public Guid? To { get; set; }

    public RequestKind? Kind { get; set; }

    public string? LegalBasis { get; set; }

    public string? Subject { get; set; }

    public string? Body { get; set; }

    public Urgency? Urgency { get; set; }

    /// <summary>Day and time in the writer's zone.</summary>
    public string? DueAt { get; set; }

    public string? Tlp { get; set; }

    public string? TheirReference { get; set; }

    public HandlingForm Handling { get; set; } = new();

    /// <summary>The request whose preservation it renews.</summary>
    public string? Renews { get; set; }

    /// <summary>What the legal basis demands, by the codes of its fields.</summary>
    public Dictionary<string, string?> BasisFields { get; set; } = [];
}

/// <summary>Where a new request begins: each may be given in the address.</summary>
internal sealed record RequestStart(Guid? Participation, Guid? Organisation, RequestKind? Kind, string? Basis, Urgency? Urgency, string? Renews);

/// <summary>Drafts a request: first what is asked, then of whom, then the words. Nothing leaves.</summary>
internal sealed class NewRequestModel(Shell shell, IDispatcher send) : AppPage(shell, send)
{
    [BindProperty(Name = nameof(Input))]
    public RequestForm Input { get; set; } = new();

    /// <summary>The case.</summary>
    public IncidentDetail Detail { get; private set; } = null!;

    /// <summary>Who may be asked the chosen kind; null until one is chosen.</summary>
    public AuthorityList? Authorities { get; private set; }

    /// <summary>The organisation that is asked; null until one is chosen.</summary>
    public AuthorityDetail? Asked { get; private set; }

    /// <summary>What would be due if it were sent now; null until kind and organisation are chosen.</summary>
    public DeadlinePreview? Due { get; private set; }

    /// <summary>On what it may rest, and why; null until kind and organisation are chosen.</summary>
    public ApplicableBases? Bases { get; private set; }

    /// <summary>The chosen legal basis among those.</summary>
    public ApplicableBasis? Chosen => Bases?.Items.FirstOrDefault(b => b.Code == Input.LegalBasis);

    /// <summary>Partners of the case that cannot be asked the chosen kind, by name.</summary>
    public IEnumerable<string> Others => Detail.Participations
        .Where(p => p.Organisation is not null && Authorities!.Items.All(i => i.ParticipationId != p.Id)).Select(p => p.Organisation!.Name);

    /// <summary>The case's marking and stricter ones.</summary>
    public IEnumerable<Tlp> Markings => Enum.GetValues<Tlp>().Where(t => t >= Detail.Tlp);

    /// <summary>Whether a draft could be sent now.</summary>
    public bool Told => Asked?.State is { } state && ParticipationLifecycle.TakesRequests(state);

    /// <summary>Where the form is sent.</summary>
    public string Address => $"/incidents/{Detail.Reference}/requests/new";

    private string Reference => (string)RouteData.Values["reference"]!;

    public async Task<IActionResult> OnGetAsync(RequestStart start)
    {
        if (Shell.IsPartner)
        {
            return LocalRedirect($"/shared/{Uri.EscapeDataString(Reference)}");
        }

        ModelState.Clear();
        Detail = await Send.SendAsync(new GetIncidentQuery(Reference), Gone);
        var partner = Detail.Participations.FirstOrDefault(p => p.Id == start.Participation);
        Input = new RequestForm
        {
            To = partner?.Organisation?.Id ?? start.Organisation,
            Kind = start.Kind ?? KindFor(partner),
            LegalBasis = start.Basis,
            Urgency = start.Urgency ?? Domain.Requests.Urgency.Normal,
            Tlp = TlpLabel.Of(Detail.Tlp),
        };
        if (start.Renews is { Length: > 0 } renewed)
        {
            await RenewAsync(renewed);
        }

        await ShowAsync();
        return Page();
    }

    /// <summary>Who may be asked what was chosen, and what would be due; everything that was typed stays.</summary>
    public async Task<IActionResult> OnPostShowAsync()
    {
        ModelState.Clear();
        Detail = await Send.SendAsync(new GetIncidentQuery(Reference), Gone);
        await ShowAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        RequestKey? key = null;
        var draft = new DraftRequestInput
        {
            OrganisationId = Input.To,
            Kind = Input.Kind,
            LegalBasis = Some(Input.LegalBasis),
            Subject = Input.Subject,
            Body = Input.Body,
            Urgency = Input.Urgency,
            DueAt = Shell.Here.Read(Input.DueAt),
            Tlp = TlpLabel.Parse(Input.Tlp),
            TheirReference = Some(Input.TheirReference),
            Renews = Some(Input.Renews),
            Handling = Input.Handling.ToValue(),
            BasisFields = await DemandedAsync(),
        };
        CheckInstant(Input.DueAt, "Input.DueAt");
        Require(Input.To?.ToString(), "Input.To");
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
        }
        else if (await TryOnceAsync(async () => key = await Send.SendAsync(new DraftRequestCommand(Reference, draft), Gone)))
        {
            return Done($"/requests/{key!.Reference}", Words.Get("Case.DraftSaved"));
        }

        Detail = await Send.SendAsync(new GetIncidentQuery(Reference), Gone);
        await ShowAsync();
        return Page();
    }

    /// <summary>What was typed for another legal basis is not sent.</summary>
    private async Task<IReadOnlyDictionary<string, string?>> DemandedAsync()
    {
        try
        {
            await ShowBasesAsync();
        }
        catch (InvalidInputException)
        {
            // The command says what is wrong with whom it goes to.
            return Input.BasisFields;
        }

        var codes = (Chosen?.Fields ?? []).Select(f => f.Code).ToHashSet(StringComparer.Ordinal);
        return Input.BasisFields.Where(f => codes.Contains(f.Key)).ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal);
    }

    private static string? Some(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    /// <summary>What is asked of a partner most; what it may be asked at all where that is something else.</summary>
    private static RequestKind? KindFor(ParticipationDetail? partner) =>
        partner is not { DraftKinds.Count: > 0 } asked ? null
        : asked.DraftKinds.Contains(RequestKind.Information) ? RequestKind.Information : asked.DraftKinds[0];

    /// <summary>Takes over what is asked from the request whose preservation lapses.</summary>
    private async Task RenewAsync(string reference)
    {
        var renewed = await Send.SendAsync(new GetRequestQuery(reference), Gone);
        if (renewed.IncidentReference != Detail.Reference)
        {
            throw new NotFoundException();
        }

        Input.Renews = renewed.Reference;
        Input.Kind = renewed.Kind;
        Input.To = renewed.Requested.Id;
        Input.LegalBasis = renewed.LegalBasis;
        Input.BasisFields = renewed.BasisFields.ToDictionary(f => f.Code, f => f.Text, StringComparer.Ordinal);
        Input.Urgency = renewed.Urgency;
        var subject = Words.Get("Clocks.RenewalSubject", renewed.Subject);
        Input.Subject = subject[..Math.Min(subject.Length, 200)];
        Input.Body = renewed.Body;
        Input.TheirReference = renewed.TheirReference;
        Input.Tlp = TlpLabel.Of(renewed.Tlp);
        Input.Handling = HandlingForm.Of(renewed.Handling);
    }

    private async Task ShowAsync()
    {
        if (Input.Kind is not { } kind || !Enum.IsDefined(kind))
        {
            return;
        }

        Authorities = await Send.SendAsync(new ListAuthoritiesQuery(Reference, kind), Gone);
        Asked = Authorities.Items.FirstOrDefault(a => a.Organisation.Id == Input.To) ?? (Authorities.Items.Count == 1 ? Authorities.Items[0] : null);
        Input.To = Asked?.Organisation.Id;
        if (Asked is not null)
        {
            Due = await Send.SendAsync(
                new PreviewDeadlineQuery(Asked.Organisation.Id, kind, Some(Input.LegalBasis), Input.Urgency ?? Domain.Requests.Urgency.Normal), Gone);
            await ShowBasesAsync();
        }
    }

    private async Task ShowBasesAsync()
    {
        if (Input is { Kind: { } kind, To: { } organisation } && Enum.IsDefined(kind))
        {
            Bases = await Send.SendAsync(new ListApplicableBasesQuery(kind, null, organisation), Gone);
        }
    }
}
