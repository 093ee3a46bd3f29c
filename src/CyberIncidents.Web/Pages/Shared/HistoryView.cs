using System.Globalization;
using System.Text.Json;
using CyberIncidents.Application.Audit;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Web.Pages.Ui;

namespace CyberIncidents.Web.Pages.Shared;

/// <summary>A field that changed.</summary>
/// <param name="Field">Its name.</param>
/// <param name="Before">What it said.</param>
/// <param name="After">What it says.</param>
internal sealed record Change(string Field, string Before, string After);

/// <summary>Lines of a history in words.</summary>
/// <param name="Lines">The lines, in the order in which they are shown.</param>
/// <param name="Shell">The reader.</param>
/// <param name="NameOf">What a subject is called that has no name in its line; null for nothing better.</param>
internal sealed record HistoryView(IReadOnlyList<AuditLineDetail> Lines, Shell Shell, Func<AuditLineDetail, string?> NameOf)
{
    /// <summary>What was done, in words.</summary>
    public string Said(AuditLineDetail line)
    {
        var subject = line.Subject ?? NameOf(line) ?? Words.Get("Case.ThePartner");
        var acts = line.Action.Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(a => Words.Find($"Case.Act.{line.SubjectType}.{a}") ?? Words.Get("Case.Act.change"));
        return string.Join(", ", acts.Distinct(StringComparer.Ordinal).Select(a => string.Format(CultureInfo.CurrentCulture, a, subject)));
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
}
