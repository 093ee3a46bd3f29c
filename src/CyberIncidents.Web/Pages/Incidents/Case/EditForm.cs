using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Web.Pages.Ui;

namespace CyberIncidents.Web.Pages.Incidents.Case;

/// <summary>What of a case may be edited, as a form holds it. Each field has one text form, so that versions can be compared.</summary>
internal sealed class EditForm
{
    private const char Line = '\n';

    /// <summary>The fields, in the order of the page.</summary>
    public static IReadOnlyList<string> Fields { get; } =
    [
        nameof(Title), nameof(Summary), nameof(Classification), nameof(TerroristUse), nameof(Severity), nameof(Tlp), nameof(Pap), nameof(Handling),
        nameof(OccurredAt), nameof(DetectedAt), nameof(Source), nameof(Tags), nameof(Owner), nameof(NamedPersons),
    ];

    public string? Title { get; set; }

    public string? Summary { get; set; }

    /// <summary><c>class</c>, or <c>class/type</c>.</summary>
    public string? Classification { get; set; }

    public List<string> TerroristUse { get; set; } = [];

    public string? Severity { get; set; }

    public string? Tlp { get; set; }

    public string? Pap { get; set; }

    /// <summary>Handling codes and grading; PAP stands beside it.</summary>
    public HandlingForm Handling { get; set; } = new();

    public string? OccurredAt { get; set; }

    public string? DetectedAt { get; set; }

    public string? Source { get; set; }

    public string? Tags { get; set; }

    public string? Owner { get; set; }

    public List<string> NamedPersons { get; set; } = [];

    /// <summary>The version that was read.</summary>
    public long? Version { get; set; }

    /// <summary>What was read, as JSON: what was not touched since is not saved.</summary>
    public string? Base { get; set; }

    /// <summary>One field as text.</summary>
    public string this[string field]
    {
        get => field switch
        {
            nameof(TerroristUse) => Join(TerroristUse),
            nameof(NamedPersons) => Join(NamedPersons),
            nameof(Tags) => string.Join(", ", TagList()),
            nameof(Handling) => Handling.Text,
            _ => (One(field) ?? string.Empty).ReplaceLineEndings("\n").Trim(),
        };

        set
        {
            switch (field)
            {
                case nameof(Title): Title = value; break;
                case nameof(Summary): Summary = value; break;
                case nameof(Classification): Classification = value; break;
                case nameof(TerroristUse): TerroristUse = Parts(value); break;
                case nameof(Severity): Severity = value; break;
                case nameof(Tlp): Tlp = value; break;
                case nameof(Pap): Pap = value; break;
                case nameof(Handling): Handling.Text = value; break;
                case nameof(OccurredAt): OccurredAt = value; break;
                case nameof(DetectedAt): DetectedAt = value; break;
                case nameof(Source): Source = value; break;
                case nameof(Tags): Tags = value; break;
                case nameof(Owner): Owner = value; break;
                default: NamedPersons = Parts(value); break;
            }
        }
    }

    /// <summary>The form of a case as it stands.</summary>
    public static EditForm Of(IncidentDetail detail, Here here) => new()
    {
        Title = detail.Title,
        Summary = detail.Summary,
        Classification = detail.Classification.Type is { } type ? $"{detail.Classification.Class}/{type}" : detail.Classification.Class,
        TerroristUse = [.. detail.TerroristUse],
        Severity = detail.Severity.ToString(),
        Tlp = TlpLabel.Of(detail.Tlp),
        Pap = detail.Pap?.ToString(),
        Handling = HandlingForm.Of(detail.Handling is { } all ? all with { Pap = null } : null),
        OccurredAt = detail.OccurredAt is { } occurred ? here.Field(occurred) : null,
        DetectedAt = detail.DetectedAt is { } detected ? here.Field(detected) : null,
        Source = detail.Source,
        Tags = string.Join(", ", detail.Tags),
        Owner = detail.Owner?.Id.ToString(),
        NamedPersons = [.. detail.NamedPersons.Select(p => p.Id.ToString())],
        Version = detail.Version,
    };

    /// <summary>All fields as text.</summary>
    public Dictionary<string, string> Snapshot() => Fields.ToDictionary(f => f, f => this[f], StringComparer.Ordinal);

    /// <summary>The patch: only what differs from a version.</summary>
    public EditIncidentInput ChangesTo(IReadOnlyDictionary<string, string> current, Here here)
    {
        var parts = (Classification ?? string.Empty).Split('/', 2);
        return new EditIncidentInput
        {
            Title = Changed(nameof(Title), Title),
            Summary = Changed(nameof(Summary), Summary),
            Classification = Changed(nameof(Classification), new ClassificationInput(parts[0], parts.Length > 1 ? parts[1] : null)),
            TerroristUse = Changed<IReadOnlyList<string>>(nameof(TerroristUse), TerroristUse),
            Severity = Changed(nameof(Severity), Word<Severity>(Severity)),
            Tlp = Changed(nameof(Tlp), TlpLabel.Parse(Tlp)),
            Pap = Changed(nameof(Pap), Word<Pap>(Pap)),
            Handling = Changed(nameof(Handling), Handling.WithPap(Pap).ToValue()),
            OccurredAt = Changed(nameof(OccurredAt), here.Read(OccurredAt)),
            DetectedAt = Changed(nameof(DetectedAt), here.Read(DetectedAt)),
            Source = Changed(nameof(Source), string.IsNullOrWhiteSpace(Source) ? null : Source),
            Tags = Changed<IReadOnlyList<string>>(nameof(Tags), TagList()),
            Owner = Changed(nameof(Owner), Key(Owner)),
            NamedPersons = Changed<IReadOnlyList<Guid>>(nameof(NamedPersons), [.. NamedPersons.Select(Key).OfType<Guid>()]),
        };

        Optional<T> Changed<T>(string field, T? value) => this[field] == current[field] ? default : new Optional<T>(true, value);
    }

    private static string Join(IEnumerable<string> parts) => string.Join(Line, parts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static List<string> Parts(string text) => [.. text.Split(Line, StringSplitOptions.RemoveEmptyEntries)];

    private static T? Word<T>(string? word)
        where T : struct, Enum =>
        Enum.TryParse<T>(word, out var value) && Enum.IsDefined(value) ? value : null;

    private static Guid? Key(string? text) => Guid.TryParse(text, out var key) ? key : null;

    private List<string> TagList() =>
        [.. (Tags ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];

    private string? One(string field) => field switch
    {
        nameof(Title) => Title,
        nameof(Summary) => Summary,
        nameof(Classification) => Classification,
        nameof(Severity) => Severity,
        nameof(Tlp) => Tlp,
        nameof(Pap) => Pap,
        nameof(OccurredAt) => OccurredAt,
        nameof(DetectedAt) => DetectedAt,
        nameof(Source) => Source,
        _ => Owner,
    };
}
