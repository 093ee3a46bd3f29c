using System.Text.Json;
using System.Text.Json.Serialization;

namespace CyberIncidents.Web.Api;

/// <summary>Reading a value inside a converter: the fault is then one of the member that holds it.</summary>
internal static class Nested
{
    public static T? Read<T>(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(ref reader, options);
        }
        catch (JsonException error)
        {
            // Without a path of its own, the serializer gives it the path of the member.
            throw new JsonException(error.Message, error);
        }
    }
}

/// <summary>Exactly one word of an enum: no number, no other case, no list of words, and none that means nothing.</summary>
internal sealed class ExactEnumConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(typeToConvert))!;

    /// <summary>The words that may be written.</summary>
    public static IReadOnlyList<string> WordsOf(Type type) => [.. Enum.GetNames(type).Where(n => n != "None")];

    private sealed class Of<T> : JsonConverter<T>
        where T : struct, Enum
    {
        private static readonly Dictionary<string, T> Known = WordsOf(typeof(T)).ToDictionary(n => n, Enum.Parse<T>, StringComparer.Ordinal);

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && Known.TryGetValue(reader.GetString()!, out var value)
                ? value
                : throw new JsonException($"One of: {string.Join(", ", Known.Keys)}.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
