using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Web.Api;

/// <summary>How the API writes and reads JSON: camelCase, words for enums, instants with offset, nothing unknown.</summary>
internal static class ApiJson
{
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.MaxDepth = 32;
        options.Converters.Add(new TlpConverter());
        options.Converters.Add(new PapConverter());
        options.Converters.Add(new AudienceConverter());
        options.Converters.Add(new OptionalConverter());
        options.Converters.Add(new InstantConverter());
        options.Converters.Add(new ClockTimeConverter());
        options.Converters.Add(new WholeStringConverter());
        options.Converters.Add(new ExactEnumConverter());
    }
}

/// <summary>TLP 2.0 labels in capitals: <c>AMBER+STRICT</c>.</summary>
internal sealed class TlpConverter : JsonConverter<Tlp>
{
    public override Tlp Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        (reader.TokenType == JsonTokenType.String ? TlpLabel.Parse(reader.GetString()) : null)
        ?? throw new JsonException($"One of: {string.Join(", ", TlpLabel.All)}.");

    public override void Write(Utf8JsonWriter writer, Tlp value, JsonSerializerOptions options) => writer.WriteStringValue(TlpLabel.Of(value));
}

/// <summary>PAP labels in capitals, as TLP's.</summary>
internal sealed class PapConverter : JsonConverter<Pap>
{
    private static readonly string[] PapLabels = ["CLEAR", "GREEN", "AMBER", "RED"];

    public override Pap Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var label = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        var index = Array.IndexOf(PapLabels, label);
        return index < 0 ? throw new JsonException($"One of: {string.Join(", ", PapLabels)}.") : (Pap)index;
    }

    public override void Write(Utf8JsonWriter writer, Pap value, JsonSerializerOptions options) =>
        writer.WriteStringValue(PapLabels[(int)value]);
}

/// <summary>RFC 3339 with an offset; an instant without one is no instant.</summary>
internal sealed partial class InstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        (reader.TokenType == JsonTokenType.String ? Parse(reader.GetString()) : null)
        ?? throw new JsonException("An instant with offset (RFC 3339), such as 2026-11-23T09:00:00+07:00.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    public static DateTimeOffset? Parse(string? text) =>
        text is not null && WithOffset().IsMatch(text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
        && at.Year is >= 1900 and <= 9000
            ? at
            : null;

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WithOffset();
}

/// <summary>A local time of day to the minute: <c>08:00</c>.</summary>
internal sealed class ClockTimeConverter : JsonConverter<TimeOnly>
{
    private const string Form = "HH:mm";

    public override TimeOnly Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TimeOnly.TryParseExact(reader.GetString(), Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : throw new JsonException("A time of day, such as 08:00.");

    public override void Write(Utf8JsonWriter writer, TimeOnly value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString(Form, CultureInfo.InvariantCulture));
}

/// <summary>Text that is Unicode: an escaped lone surrogate is refused here, as a fault of its field.</summary>
internal sealed class WholeStringConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException("A text.");
        }

        try
        {
            return reader.GetString() is { } text && !text.Contains('\uFFFE', StringComparison.Ordinal) ? text : throw new JsonException("Broken Unicode.");
        }
        catch (InvalidOperationException error)
        {
            throw new JsonException("Broken Unicode.", error);
        }
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

/// <summary><c>"National"</c>, <c>"Participants"</c> or <c>{"organisations":[…]}</c>.</summary>
internal sealed class AudienceConverter : JsonConverter<AudienceInput>
{
    private const string Expected = "\"National\", \"Participants\" or {\"organisations\":[ids]}.";

    public override AudienceInput Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.GetString() switch
            {
                nameof(CommentAudience.National) => new AudienceInput(CommentAudience.National, null),
                nameof(CommentAudience.Participants) => new AudienceInput(CommentAudience.Participants, null),
                _ => throw new JsonException(Expected),
            };
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException(Expected);
        }

        var named = Nested.Read<NamedOrganisations>(ref reader, options);
        return named?.Organisations is { } list ? new AudienceInput(CommentAudience.Organisations, list) : throw new JsonException(Expected);
    }

    public override void Write(Utf8JsonWriter writer, AudienceInput value, JsonSerializerOptions options) => throw new NotSupportedException();

    private sealed record NamedOrganisations(IReadOnlyList<Guid>? Organisations);
}

/// <summary>Tells an absent member of a merge patch from one that is null.</summary>
internal sealed class OptionalConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Optional<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Of<T> : JsonConverter<Optional<T>>
    {
        public override bool HandleNull => true;

        public override Optional<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(true, reader.TokenType == JsonTokenType.Null ? default : Nested.Read<T>(ref reader, options));

        public override void Write(Utf8JsonWriter writer, Optional<T> value, JsonSerializerOptions options) => throw new NotSupportedException();
    }
}
