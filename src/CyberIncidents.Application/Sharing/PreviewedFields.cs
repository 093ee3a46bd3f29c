using System.Text.Json;
using System.Text.Json.Serialization;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Application.Sharing;

/// <summary>
/// Takes what a partner reads apart into single fields, so that what is read before a move can be set against what is read after.
/// It knows no kinds of item: what a read model gains is listed without a word here.
/// </summary>
internal static class PreviewedFields
{
    /// <summary>What a partner may do and how it stands is worked out from the rest and leaves nowhere.</summary>
    private static readonly HashSet<string> WorkedOut = new(StringComparer.Ordinal)
    {
        "allowedActions", "mayComment", "waiting", "overdue", "word", "seen", "timeZone", "requesterTimeZone", "lastEntry", "own", "id",
    };

    private static readonly string[] Names = ["reference", "fileName", "organisation", "id"];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new TlpText(), new JsonStringEnumConverter() },
    };

    /// <summary>The fields of a part: of one thing, or of a list of things.</summary>
    public static IEnumerable<PreviewedField> Of(string part, object? model)
    {
        var json = JsonSerializer.SerializeToElement(model, Json);
        return json.ValueKind switch
        {
            JsonValueKind.Array => json.EnumerateArray().SelectMany((item, i) => Leaves(item).Select(l => new PreviewedField(part, NameOf(item, i), l.Path, l.Value))),
            JsonValueKind.Object => Leaves(json).Select(l => new PreviewedField(part, null, l.Path, l.Value)),
            _ => [],
        };
    }

    private static string NameOf(JsonElement item, int index) =>
        Names.Select(n => item.TryGetProperty(n, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null)
            .FirstOrDefault(n => n is not null) ?? (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static IEnumerable<(string Path, string Value)> Leaves(JsonElement element, string path = "") => element.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => [],
        JsonValueKind.Object => element.EnumerateObject().Where(p => !WorkedOut.Contains(p.Name))
            .SelectMany(p => Leaves(p.Value, path.Length == 0 ? p.Name : $"{path}.{p.Name}")),
        JsonValueKind.Array => element.EnumerateArray().SelectMany((item, i) =>
            item.ValueKind == JsonValueKind.Object ? Leaves(item, $"{path}.{NameOf(item, i)}") : [(path, item.ToString())]),
        _ => [(path, element.ToString())],
    };

    private sealed class TlpText : JsonConverter<Tlp>
    {
        public override Tlp Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, Tlp value, JsonSerializerOptions options) => writer.WriteStringValue(TlpLabel.Of(value));
    }
}
