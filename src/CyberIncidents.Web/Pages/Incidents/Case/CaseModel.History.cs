using System.Globalization;
using System.Text.Json;
using CyberIncidents.Application.Audit;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Web.Pages.Ui;

namespace CyberIncidents.Web.Pages.Incidents.Case;

/// <summary>A field that changed.</summary>
/// <param name="Field">Its name.</param>
/// <param name="Before">What it said.</param>
/// <param name="After">What it says.</param>
internal sealed record Change(string Field, string Before, string After);

/// <content>History and releases in words.</content>
internal sealed partial class IndexModel
{
    /// <summary>Only history of this kind of thing; null for all.</summary>
    public SubjectType? About => Enum.GetValues<SubjectType>().Where(t => t.ToString().Equals(Show, StringComparison.OrdinalIgnoreCase))
        .Select(t => (SubjectType?)t).SingleOrDefault();

    /// <summary>What was done, in words.</summary>
    public string Said(AuditLineDetail line)
    {
        var subject = line.Subject
            ?? Detail.Participations.Where(p => p.Id == line.SubjectId).Select(NameOf).FirstOrDefault();
        var acts = line.Action.Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(a => Words.Find($"Case.Act.{line.SubjectType}.{a}") ?? Words.Get("Case.Act.change"));
        return string.Join(", ", acts.Distinct(StringComparer.Ordinal).Select(a => string.Format(CultureInfo.CurrentCulture, a, subject ?? Words.Get("Case.ThePartner"))));
    }

    /// <summary>The fields that a line of history changed, those that people know by name.</summary>
    public IReadOnlyList<Change> Changes(AuditLineDetail line)
    {
        if (line.Changes is not { ValueKind: JsonValueKind.Array } rows)
        {
            return [];
        }

        return [.. rows.EnumerateArray()
            .Where(r => r.TryGetProperty("state", out var state) && r.TryGetProperty("values", out _)
                && (state.ValueEquals("Modified") || (r.TryGetProperty("entity", out var entity) && entity.ValueEquals(nameof(AccessGrant)))))
            .SelectMany(r => r.GetProperty("values").EnumerateObject())
            .Where(v => v.Value is { ValueKind: JsonValueKind.Array } pair && pair.GetArrayLength() == 2)
            .Select(v => (Label: Words.Find($"Case.Field.{v.Name}"), v.Name, v.Value))
            .Where(v => v.Label is not null)
            .Select(v => new Change(v.Label!, FieldWords.Of(Shell, v.Name, v.Value[0]), FieldWords.Of(Shell, v.Name, v.Value[1])))];
    }

    /// <summary>Exactly what left, field by field.</summary>
    public IReadOnlyList<(string Field, string Text)> Left(string content) => FieldWords.Left(Shell, content);

    /// <summary>What left, by its kind and its own name where it has one.</summary>
    public static string NameOfLeft(ReleasedItem item)
    {
        using var json = JsonDocument.Parse(item.Content);
        var kind = Words.Find($"Case.LeftKind.{item.SubjectType}") ?? ReleasedContent.KindOf(item.SubjectType);
        return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("Subject", out var subject) && subject.ValueKind == JsonValueKind.String
            ? $"{kind} “{subject.GetString()}”"
            : kind;
    }
}
