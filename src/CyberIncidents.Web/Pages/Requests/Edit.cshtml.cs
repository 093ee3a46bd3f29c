using CyberIncidents.Application.Agreements;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Partners;
using CyberIncidents.Application.Reference;
using CyberIncidents.Application.Requests;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CyberIncidents.Web.Pages.Requests;

/// <summary>What the form of a draft holds.</summary>
internal sealed record DraftForm
{
    public RequestKind? Kind { get; set; }

    public string? LegalBasis { get; set; }

    public string? Subject { get; set; }

    public string? Body { get; set; }

    public Urgency? Urgency { get; set; }

    public string? DueAt { get; set; }

    public Tlp? Tlp { get; set; }

    public string? TheirReference { get; set; }

    /// <summary>What the legal basis demands, by the codes of its fields.</summary>
    public Dictionary<string, string?> BasisFields { get; set; } = [];

    public static DraftForm Of(RequestDetail draft, Here here) => new()
    {
        Kind = draft.Kind,
        LegalBasis = draft.LegalBasis,
        Subject = draft.Subject,
        Body = draft.Body,
        Urgency = draft.Urgency,
        DueAt = draft.DueAt is { } due ? here.Field(due) : null,
        Tlp = draft.Tlp,
        TheirReference = draft.TheirReference,
        BasisFields = draft.BasisFields.ToDictionary(f => f.Code, f => f.Text, StringComparer.Ordinal),
    };
}

/// <summary>A field that two people changed.</summary>
internal sealed record Conflict(string Label, string? Theirs, string? Yours);

/// <summary>Rewrites a draft.</summary>
internal sealed class EditModel(Shell shell, IDispatcher send) : AppPage(shell, send)
{
    [BindProperty(SupportsGet = true)]
    [ValidateNever]
    public string Reference { get; set; } = string.Empty;

    [BindProperty]
    public DraftForm Input { get; set; } = new();

    /// <summary>The version that the form was filled from.</summary>
    [BindProperty]
    public long Version { get; set; }

    /// <summary>The draft as it stands now.</summary>
    public RequestDetail Draft { get; private set; } = null!;

    /// <summary>The kinds that this organisation may be asked.</summary>
    public IReadOnlyList<RequestKindDetail> Kinds { get; private set; } = [];

    /// <summary>The markings that the reader may choose.</summary>
    public IReadOnlyList<Tlp> Markings { get; private set; } = [];

    /// <summary>On what it may rest, and why.</summary>
    public ApplicableBases? Bases { get; private set; }

    /// <summary>The chosen legal basis among those.</summary>
    public ApplicableBasis? Chosen => Bases?.Items.FirstOrDefault(b => b.Code == Input.LegalBasis);

    /// <summary>What the chosen legal basis demands, and what the draft states under it.</summary>
    public BasisFieldsView Fields => BasisFieldsView.Of(
        Chosen, Input.BasisFields, string.Equals(Input.LegalBasis ?? string.Empty, Draft.LegalBasis ?? string.Empty, StringComparison.Ordinal) ? Draft.BasisFields : []);

    /// <summary>What differs between the draft and what was typed, after a save that came too late.</summary>
    public IReadOnlyList<Conflict> Conflicts { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        await ReadAsync();
        if (!Draft.May.Edit)
        {
            return LocalRedirect($"/requests/{Draft.Reference}");
        }

        Input = DraftForm.Of(Draft, Shell.Here);
        Version = Draft.Version;
        await ReadBasesAsync();
        return Page();
    }

    /// <summary>What the chosen legal basis demands; everything that was typed stays.</summary>
    public async Task<IActionResult> OnPostShowAsync()
    {
        ModelState.Clear();
        await ReadAsync();
        await ReadBasesAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var due = Shell.Here.Read(Input.DueAt);
        if (due is null && !string.IsNullOrWhiteSpace(Input.DueAt))
        {
            ModelState.AddModelError("Input.DueAt", Words.Get("Requests.NotADate"));
        }

        await ReadAsync();
        await ReadBasesAsync();
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
        }
        else if (await TryAsync(() => Send.SendAsync(new EditRequestCommand(Reference, Change(due), Version), Gone)))
        {
            return Done($"/requests/{Reference}", Words.Get("Requests.DraftSaved"));
        }

        if (Stale)
        {
            await ReadAsync();
            Conflicts = Compare();
            Version = Draft.Version;
        }

        return Page();
    }

    private EditRequestInput Change(DateTimeOffset? due) => new()
    {
        Kind = new(true, Input.Kind),
        LegalBasis = new(true, string.IsNullOrEmpty(Input.LegalBasis) ? null : Input.LegalBasis),
        Subject = new(true, Input.Subject),
        Body = new(true, Input.Body),
        Urgency = new(true, Input.Urgency),
        // A field of the form has no seconds: an instant that was left alone keeps its own.
        DueAt = new(Input.DueAt != DraftForm.Of(Draft, Shell.Here).DueAt, due),
        Tlp = new(Input.Tlp != Draft.Tlp, Input.Tlp),
        TheirReference = new(true, string.IsNullOrWhiteSpace(Input.TheirReference) ? null : Input.TheirReference),
        BasisFields = new(true, Stated()),
    };

    /// <summary>What was typed for another legal basis is not sent.</summary>
    private Dictionary<string, string?> Stated()
    {
        var codes = Fields.Fields.Select(f => f.Code).ToHashSet(StringComparer.Ordinal);
        return Input.BasisFields.Where(f => codes.Contains(f.Key)).ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal);
    }

    private async Task ReadBasesAsync() =>
        Bases = Input.Kind is { } kind && Enum.IsDefined(kind) ? await Send.SendAsync(new ListApplicableBasesQuery(kind, null, Draft.Requested.Id), Gone) : null;

    private async Task ReadAsync()
    {
        Draft = await Send.SendAsync(new GetRequestQuery(Reference), Gone);
        var asked = await Send.SendAsync(new GetOrganisationQuery(Draft.Requested.Id), Gone);
        Kinds = [.. Shell.Names.RequestKinds.Where(k => k.Code == Draft.Kind || k.Receiving.Contains(asked.Kind))];
        var floor = Draft.Tlp;
        if (Draft is { May.LowerTlp: true, IncidentReference: { } incident })
        {
            floor = (await Send.SendAsync(new GetIncidentQuery(incident), Gone)).Tlp;
        }

        Markings = [.. Enum.GetValues<Tlp>().Where(t => t >= floor)];
    }

    private List<Conflict> Compare()
    {
        var now = DraftForm.Of(Draft, Shell.Here);
        return
        [
            .. new[]
            {
                new Conflict(Words.Get("Requests.Kind"), KindName(now.Kind), KindName(Input.Kind)),
                new Conflict(Words.Get("Requests.Basis"), BasisName(now.LegalBasis), BasisName(Input.LegalBasis)),
                new Conflict(Words.Get("Requests.Subject"), now.Subject, Input.Subject),
                new Conflict(Words.Get("Requests.Body"), now.Body, Input.Body),
                new Conflict(Words.Get("Requests.Urgency"), UrgencyName(now.Urgency), UrgencyName(Input.Urgency)),
                new Conflict(Words.Get("Requests.DueAt"), now.DueAt?.Replace('T', ' '), Input.DueAt?.Replace('T', ' ')),
                new Conflict(Words.Get("Requests.Marking"), $"TLP:{TlpLabel.Of(now.Tlp!.Value)}", Input.Tlp is { } tlp ? $"TLP:{TlpLabel.Of(tlp)}" : null),
                new Conflict(Words.Get("Requests.TheirReference"), now.TheirReference, Input.TheirReference),
            }.Concat(Draft.BasisFields.Where(f => Input.BasisFields.ContainsKey(f.Code)).Select(f => new Conflict(f.Label, f.Text, Input.BasisFields[f.Code]))).Where(c => !string.Equals(Lines(c.Theirs), Lines(c.Yours), StringComparison.Ordinal)),
        ];
    }

    /// <summary>Forms send line ends of their own.</summary>
    private static string Lines(string? text) => (text ?? string.Empty).ReplaceLineEndings("\n").Trim();

    private static string? KindName(RequestKind? kind) => kind is null ? null : Words.Get($"Terms.RequestKind.{kind}");

    private static string? UrgencyName(Urgency? urgency) => urgency is null ? null : Words.Get($"Terms.Urgency.{urgency}");

    private string? BasisName(string? code) => string.IsNullOrEmpty(code) ? null : Shell.Names.Basis(code);
}
