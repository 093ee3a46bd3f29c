using System.Text.Json;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.People;
using CyberIncidents.Application.Revisions;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;

namespace CyberIncidents.Web.Pages.Incidents.Case;

/// <summary>A field that two people changed.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Theirs">As it stands now.</param>
/// <param name="Yours">As it was typed.</param>
/// <param name="Conflicts">At how many places of a proposal both changed the same words; null where the editor holds what was typed.</param>
internal sealed record Clash(string Label, string Theirs, string Yours, int? Conflicts = null);

/// <summary>
/// Edits what is known of a case. Only what was changed is saved; when somebody else saved meanwhile, what only the other
/// changed is taken over, and what both changed is shown side by side.
/// </summary>
internal sealed class EditModel(Shell shell, IDispatcher send) : AppPage(shell, send)
{
    [BindProperty(Name = nameof(Input))]
    public EditForm Input { get; set; } = new();

    /// <summary>The case as it stands.</summary>
    public IncidentDetail Detail { get; private set; } = null!;

    /// <summary>Who may own it.</summary>
    public IReadOnlyList<PersonName> Assignees { get; private set; } = [];

    /// <summary>Who may be named.</summary>
    public IReadOnlyList<NameablePerson> Nameable { get; private set; } = [];

    /// <summary>What both changed.</summary>
    public IReadOnlyList<Clash> Clashes { get; private set; } = [];

    /// <summary>The fields that were taken over from the other version.</summary>
    public IReadOnlyList<string> TakenOver { get; private set; } = [];

    private string Reference => (string)RouteData.Values["reference"]!;

    private string Back => $"/incidents/{Detail.Reference}";

    /// <summary>The name of a field.</summary>
    public static string LabelOf(string field) => field switch
    {
        nameof(EditForm.Title) => Words.Get("Case.FieldTitle"),
        nameof(EditForm.Summary) => Words.Get("Case.FieldSummary"),
        nameof(EditForm.Classification) => Words.Get("Case.FieldClass"),
        nameof(EditForm.TerroristUse) => Words.Get("Case.FieldTerroristUse"),
        nameof(EditForm.Tags) => Words.Get("Case.FieldTags"),
        nameof(EditForm.Handling) => Words.Get("Markings.Handling"),
        nameof(EditForm.Owner) => Words.Get("Case.Owner"),
        nameof(EditForm.NamedPersons) => Words.Get("Case.NamedPersons"),
        _ => Words.Find($"Case.Field.{field}") ?? field,
    };

    /// <summary>Whether a marking may be chosen.</summary>
    public bool MayMark(Tlp tlp) => tlp == Detail.Tlp || (tlp > Detail.Tlp ? Detail.May.RaiseTlp : Detail.May.LowerTlp);

    public async Task<IActionResult> OnGetAsync()
    {
        if (Shell.IsPartner)
        {
            return LocalRedirect($"/shared/{Uri.EscapeDataString(Reference)}");
        }

        await LoadAsync();
        if (!Detail.May.Edit && !Detail.May.RaiseTlp)
        {
            return Done(Back, Words.Get("Terms.Code.incident-closed"));
        }

        Input = EditForm.Of(Detail, Shell.Here);
        Input.Base = Pack(Input.Snapshot());
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        var current = EditForm.Of(Detail, Shell.Here).Snapshot();
        if (!Detail.May.Edit)
        {
            EditForm.Fields.Where(f => f != nameof(EditForm.Tlp)).ToList().ForEach(f => Input[f] = current[f]);
        }

        CheckInstant(Input.OccurredAt, "Input.OccurredAt");
        CheckInstant(Input.DetectedAt, "Input.DetectedAt");
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        var patch = Input.ChangesTo(Input.Version == Detail.Version ? current : Unpack(Input.Base) ?? current, Shell.Here);
        if (patch == new EditIncidentInput())
        {
            return Done(Back, Words.Get("Case.NothingChanged"));
        }

        // Without a version nothing is compared, and nothing is overwritten either.
        var version = Input.Version ?? ReadVersion.Never;
        if (await TryAsync(() => Send.SendAsync(new EditIncidentCommand(Reference, patch, version), Gone)))
        {
            return Done(Back, Words.Get("Case.Saved"));
        }

        if (Stale)
        {
            await LoadAsync();
            Merge(EditForm.Of(Detail, Shell.Here).Snapshot());
        }

        return Page();
    }

    private void Merge(Dictionary<string, string> current)
    {
        var before = Unpack(Input.Base) ?? current;
        var clashes = new List<Clash>();
        var taken = new List<string>();
        foreach (var field in EditForm.Fields.Where(f => current[f] != Input[f]))
        {
            if (Input[field] == before[field])
            {
                Input[field] = current[field];
                taken.Add(LabelOf(field));
            }
            else if (current[field] != before[field])
            {
                clashes.Add(ClashOf(field, before[field], current[field]));
            }
        }

        (Clashes, TakenOver) = (clashes, taken);
        Input.Version = Detail.Version;
        Input.Base = Pack(current);
        ModelState.Clear();
    }

    /// <summary>Of the summary the editor holds a proposal that joins both; of everything else what was typed.</summary>
    private Clash ClashOf(string field, string before, string current)
    {
        var typed = Input[field];
        if (field != nameof(EditForm.Summary))
        {
            return new Clash(LabelOf(field), InWords(field, current), InWords(field, typed));
        }

        var merged = TextComparison.Merge(before, current, typed);
        Input.Summary = merged.Text;
        return new Clash(LabelOf(field), current, typed, merged.Conflicts);
    }

    private string InWords(string field, string text) => field switch
    {
        _ when text.Length == 0 => "–",
        nameof(EditForm.Severity) => Words.Find($"Terms.Severity.{text}") ?? text,
        nameof(EditForm.Tlp) => $"TLP:{text}",
        nameof(EditForm.Pap) => Words.Find($"Terms.Pap.{text}") ?? text,
        nameof(EditForm.Handling) => new HandlingForm { Text = text }.Said,
        nameof(EditForm.Classification) => ClassOf(text),
        nameof(EditForm.TerroristUse) => string.Join(", ", text.Split('\n').Select(Shell.Names.TerroristUse)),
        nameof(EditForm.OccurredAt) or nameof(EditForm.DetectedAt) => Shell.Here.Read(text) is { } at ? Shell.Here.Moment(at) : text,
        nameof(EditForm.Owner) or nameof(EditForm.NamedPersons) => string.Join(", ", text.Split('\n').Select(PersonOf)),
        _ => text,
    };

    private string ClassOf(string text)
    {
        var parts = text.Split('/', 2);
        return Shell.Names.Class(parts[0]) + (parts.Length > 1 ? $" › {Shell.Names.Type(parts[0], parts[1])}" : string.Empty);
    }

    private string PersonOf(string key) => Nameable.FirstOrDefault(p => p.Id.ToString() == key)?.Name ?? key;

    private static string Pack(Dictionary<string, string> snapshot) => JsonSerializer.Serialize(snapshot);

    /// <summary>What the form says it began with; what does not hold every field is no version.</summary>
    private static Dictionary<string, string>? Unpack(string? json)
    {
        try
        {
            var snapshot = JsonSerializer.Deserialize<Dictionary<string, string>>(json ?? "null");
            return snapshot is not null && EditForm.Fields.All(snapshot.ContainsKey) ? snapshot : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task LoadAsync()
    {
        Detail = await Send.SendAsync(new GetIncidentQuery(Reference), Gone);
        Assignees = (await Send.SendAsync(new ListAssigneesQuery(null), Gone)).Items;
        Nameable = (await Send.SendAsync(new ListNameablePersonsQuery(Reference), Gone)).Items;
    }
}
