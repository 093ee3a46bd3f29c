using System.Text.Json;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Application.Sharing;

/// <summary>What left, in the words of a list. Of the kinds it knows nothing: an item is called by its texts, in their order.</summary>
public static class ReleasedContent
{
    private const int Longest = 120;

    /// <summary>The kind of an item.</summary>
    /// <param name="type">The kind.</param>
    /// <returns>For example <c>Observable</c>.</returns>
    public static string KindOf(SubjectType type) => Words.Get($"Releases.Kind.{type}");

    /// <summary>What an item is called.</summary>
    /// <param name="type">Its kind.</param>
    /// <param name="content">What left, as JSON.</param>
    /// <returns>For example <c>Observable: Domain evil.example</c>.</returns>
    public static string NameOf(SubjectType type, string content)
    {
        using var json = JsonDocument.Parse(content);
        var texts = json.RootElement.ValueKind != JsonValueKind.Object ? []
            : json.RootElement.EnumerateObject().Where(p => p.Name != "Tlp" && p.Value.ValueKind == JsonValueKind.String).Select(p => p.Value.GetString()!);
        var name = string.Join(' ', texts);
        return name.Length == 0 ? KindOf(type) : $"{KindOf(type)}: {Shortened.To(name, Longest)}";
    }
}
