using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Consents;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Partners;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;

namespace CyberIncidents.Web.Pages.Incidents.Case;

/// <summary>What is typed to mark an item anew.</summary>
internal sealed class RemarkForm
{
    public string? Tlp { get; set; }

    public HandlingForm Handling { get; set; } = new();

    public string? Reason { get; set; }
}

/// <summary>What is typed to ask an originator.</summary>
internal sealed class AskForm
{
    public string? LowerTo { get; set; }

    public Guid? OrganisationId { get; set; }

    public bool NameReceiver { get; set; }

    public string? Reason { get; set; }

    /// <summary>Day and time in the writer's zone.</summary>
    public string? DueAt { get; set; }
}

/// <summary>The marking of one item, the same for every kind: changed here, or the originator is asked to let it be.</summary>
internal sealed class MarkingModel(Shell shell, IDispatcher send, ConsentSettings consents) : AppPage(shell, send)
{
    [BindProperty(Name = nameof(Input))]
    public RemarkForm Input { get; set; } = new();

    [BindProperty(Name = nameof(Ask))]
    public AskForm Ask { get; set; } = new();

    /// <summary>The case.</summary>
    public IncidentDetail Detail { get; private set; } = null!;

    /// <summary>Whether the reader may change it, and sees it not by a broken glass alone.</summary>
    public bool Changes => !Detail.OnlyRead;

    /// <summary>The item.</summary>
    public ItemMarking Item { get; private set; } = null!;

    /// <summary>To whom it may be passed on.</summary>
    public IReadOnlyList<OrganisationChoice> Receivers { get; private set; } = [];

    /// <summary>What its originator was asked.</summary>
    public IReadOnlyList<ConsentDetail> Consents { get; private set; } = [];

    public int WorkingDays => consents.WorkingDays;

    public string Reference => (string)RouteData.Values["reference"]!;

    /// <summary>Whether a marking may be chosen.</summary>
    public bool MayMark(Tlp tlp) =>
        tlp >= Detail.Tlp && (tlp >= Item.Tlp || (Item.Originator is null && Shell.Me.Permissions.Contains(Permission.ReleaseAboveAmber)));

    private SubjectType Type => Enum.TryParse<SubjectType>((string)RouteData.Values["kind"]!, ignoreCase: true, out var type) ? type : throw new NotFoundException();

    private Guid Id => Guid.Parse((string)RouteData.Values["id"]!);

    private string Here => $"/incidents/{Uri.EscapeDataString(Reference)}/marking/{RouteData.Values["kind"]}/{Id}";

    public async Task<IActionResult> OnGetAsync()
    {
        if (Shell.IsPartner)
        {
            throw new NotFoundException();
        }

        await LoadAsync();
        Input = new RemarkForm { Tlp = TlpLabel.Of(Item.Tlp), Handling = HandlingForm.Of(Item.Handling) };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(long? version)
    {
        var input = new RemarkInput
        {
            Tlp = TlpLabel.Parse(Input.Tlp),
            Handling = new Optional<HandlingValue>(true, Input.Handling.ToValue()),
            Reason = Input.Reason,
        };
        await LoadAsync();
        var (reference, id) = Type == SubjectType.Request ? (Item.Name, (Guid?)null) : (Reference, Id);
        // What was not touched is not marked: choosing the marking that it carries from its case would make it its own.
        input = input with { Tlp = input.Tlp == Item.Tlp ? null : input.Tlp };
        return await TryAsync(() => Send.SendAsync(new RemarkCommand(reference, Type, id, input, version ?? ReadVersion.Never), Gone))
            ? Done(Here, Words.Get("Markings.Remarked"))
            : Page();
    }

    public async Task<IActionResult> OnPostAskAsync()
    {
        await LoadAsync();
        CheckInstant(Ask.DueAt, "Ask.DueAt");
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        var input = new AskConsentInput
        {
            SubjectType = Type,
            SubjectId = Id,
            LowerTo = TlpLabel.Parse(Ask.LowerTo),
            OrganisationId = Ask.OrganisationId,
            NameReceiver = Ask.NameReceiver,
            Reason = Ask.Reason,
            DueAt = Shell.Here.Read(Ask.DueAt),
        };
        return await TryOnceAsync(() => Send.SendAsync(new AskConsentCommand(Reference, input), Gone), nameof(Ask))
            ? Done(Here, Words.Get("Markings.Asked"))
            : Page();
    }

    private async Task LoadAsync()
    {
        Detail = await Send.SendAsync(new GetIncidentQuery(Reference), Gone);
        Item = await Send.SendAsync(new GetItemMarkingQuery(Reference, Type, Id), Gone);
        if (Item.Originator is null)
        {
            return;
        }

        Receivers = [.. (await OrganisationsAsync()).Where(o => !o.IsHome && o.Id != Item.Originator.Id)];
        Consents = [.. (await AllAsync(page => new ListConsentsQuery(Reference, false, page))).Where(c => c.SubjectId == Id)];
    }
}
