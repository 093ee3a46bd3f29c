using System.Globalization;
using System.Text.Json;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Web.Pages.Ui;

/// <summary>The values of stored and released fields in words: states, terms, markings, and instants in the reader's zone.</summary>
internal static class FieldWords
{
    // A state is one of several tables; where two have the same word it means the same.
    private static readonly string[] States =
    [
        "Terms.RequestState", "Terms.ParticipationState", "Terms.FollowUpState", "Terms.ReleaseState", "Terms.ConsentState", "Recalls.State", "Terms.ClockWord",
    ];

    /// <summary>Exactly what left, field by field.</summary>
    public static IReadOnlyList<(string Field, string Text)> Left(Shell shell, string content)
    {
        using var json = JsonDocument.Parse(content);
        return json.RootElement.ValueKind != JsonValueKind.Object
            ? []
            : [.. json.RootElement.EnumerateObject().Where(p => p.Value.ValueKind != JsonValueKind.Null)
                .Select(p => (Words.Find($"Case.Left.{p.Name}") ?? p.Name, Of(shell, p.Name, p.Value)))];
    }

    /// <summary>A value as it is stored.</summary>
    public static string Of(Shell shell, string field, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => "–",
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(v => Of(shell, field, v))),
        JsonValueKind.Number when field == "Roles" => Term(nameof(ParticipationRole), ((ParticipationRole)value.GetInt32()).ToString()),
        JsonValueKind.Number when field == "Kind" => Term(nameof(RequestKind), ((RequestKind)value.GetInt32()).ToString()),
        JsonValueKind.String => Of(shell, field, value.GetString()!),
        _ => value.ToString(),
    };

    /// <summary>A value as text.</summary>
    public static string Of(Shell shell, string field, string text) => field switch
    {
        "Status" => Term(nameof(IncidentStatus), text),
        "State" => States.Select(s => Words.Find($"{s}.{text}")).FirstOrDefault(w => w is not null) ?? text,
        "Roles" => Term(nameof(ParticipationRole), text),
        "Severity" => Term(nameof(Severity), text),
        "Outcome" => Words.Find($"Terms.IncidentOutcome.{text}") ?? Term(nameof(AnswerOutcome), text),
        "Urgency" => Term(nameof(Urgency), text),
        "Kind" => Term(nameof(RequestKind), text),
        "Move" => Term("RequestDone", text),
        "Precision" => Term("TimePrecision", text),
        "Pap" => Term(nameof(Pap), text),
        "ClassCode" => shell.Names.Class(text),
        "TerroristUse" => shell.Names.TerroristUse(text),
        "Tlp" or "OwnTlp" => $"TLP:{(Enum.TryParse<Tlp>(text, out var tlp) ? TlpLabel.Of(tlp) : text)}",
        _ when field is "At" or "HoldUntil" || field.EndsWith("At", StringComparison.Ordinal) =>
            DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? shell.Here.Moment(at) : text,
        _ => text,
    };

    private static string Term(string kind, string word) => Words.Find($"Terms.{kind}.{word}") ?? word;
}
