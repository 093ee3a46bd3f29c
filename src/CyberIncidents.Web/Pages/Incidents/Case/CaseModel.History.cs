using System.Text.Json;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Web.Pages.Shared;
using CyberIncidents.Web.Pages.Ui;

namespace CyberIncidents.Web.Pages.Incidents.Case;

/// <content>History and releases in words.</content>
internal sealed partial class IndexModel
{
    /// <summary>Only history of this kind of thing; null for all.</summary>
    public SubjectType? About => Enum.GetValues<SubjectType>().Where(t => t.ToString().Equals(Show, StringComparison.OrdinalIgnoreCase))
        .Select(t => (SubjectType?)t).SingleOrDefault();

    /// <summary>The lines in words; a partner that a line does not name is looked up in the case.</summary>
    public HistoryView HistoryInWords =>
        new(History.Items, Shell, line => Detail.Participations.Where(p => p.Id == line.SubjectId).Select(NameOf).FirstOrDefault());

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
