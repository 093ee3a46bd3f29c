using System.Globalization;
using System.Text.Json.Nodes;

namespace CyberIncidents.FunctionalTests.Api;

/// <summary>Random bodies from the schemas of the OpenAPI file: mostly as they should be, with faults strewn in.</summary>
internal sealed class Fuzzer(JsonObject document, int seed, IReadOnlyList<string> ids, IReadOnlyList<string> words)
{
    private static readonly string[] Odd =
    [
        "", " ", "\0", "\u0007", "\uFEFF", "\uFFFF", "\uFFFE", "\u202Etxt", "🕵️‍♀️", "ﷺ", "a\u0301\u0301\u0301", "İıſ", "ß", "%s%n", "{0}", "' OR 1=1 --",
        "<script>", "../../etc", "CI-2026-000001", "RQ-2026-NL-0001", "NL", "ID", "XX", "-P1D", "-PT0S", "-P99999999999Y", "-PT9223372036854775807H",
        "Asia/Jakarta", "2026-03-02T03:00:00Z", "9000-12-31T23:59:59+14:00", "1900-01-01T00:00:00-14:00", "2026-02-30T00:00:00Z", "1e400", "NaN", "null", "true",
    ];

    private readonly Random _random = new(seed);
    private int _faults;
    private int _made;

    public string Body(JsonObject schema)
    {
        _faults = Pick2(0, 0, 0, 2, 12);
        if (Chance(3))
        {
            return Pick("", "{", "[]", "null", "{\"a\":", "\u0000", "{\"\\ud800\":1}", "{\"title\":\"\\udfff\"}", "{\"title\":1e999999}", new string('[', 200));
        }

        var body = Value(schema, 0)?.ToJsonString() ?? "null";
        return Chance(_faults) ? body.Replace("\":\"", "\":\"\\ud83d", StringComparison.Ordinal) : body;
    }

    private JsonNode? Value(JsonObject schema, int depth)
    {
        schema = Resolve(schema);
        if (depth > 0 && Chance(_faults))
        {
            return Mutant(depth);
        }

        if (schema["enum"] is JsonArray { Count: > 0 } options)
        {
            return options[_random.Next(options.Count)]?.DeepClone();
        }

        if ((schema["oneOf"] ?? schema["anyOf"]) is JsonArray { Count: > 0 } alternatives)
        {
            return Value(alternatives[_random.Next(alternatives.Count)]!.AsObject(), depth + 1);
        }

        var type = schema["type"] is JsonArray several ? several[_random.Next(several.Count)]!.ToString() : schema["type"]?.ToString();
        return type switch
        {
            "object" => Members(schema, depth),
            "array" => new JsonArray([.. Enumerable.Range(0, _random.Next(4)).Select(_ => Value(schema["items"]?.AsObject() ?? [], depth + 1))]),
            "boolean" => Chance(50),
            "integer" or "number" => _random.Next(-5, 100),
            "string" => Text(schema["format"]?.ToString()),
            "null" => null,
            _ => schema["properties"] is null ? Mutant(depth) : Members(schema, depth),
        };
    }

    private JsonObject Members(JsonObject schema, int depth)
    {
        var made = new JsonObject();
        foreach (var (name, member) in schema["properties"]?.AsObject() ?? [])
        {
            if (Chance(_faults == 0 ? 97 : 80))
            {
                made[name] = _faults == 0 && Known(name) is { } known ? known : Value(member!.AsObject(), depth + 1);
            }
        }

        if (Chance(_faults))
        {
            made[Pick("extra", "__proto__", "$type", "Title", "", "constructor", "odd.name", "a[0]")] = Mutant(depth);
        }

        return made;
    }

    private JsonNode? Mutant(int depth) => _random.Next(11) switch
    {
        0 => null,
        1 => _random.NextInt64(),
        2 => JsonNode.Parse("-1.5e300"),
        3 => Chance(50),
        4 => new JsonArray(),
        5 => new JsonObject(),
        6 => new string(Pick("x", "ﷺ", " ", "🕵")[0], Pick2(65, 201, 300, 20_001)),
        7 => Deep(_random.Next(1, 60)),
        8 when depth < 4 => new JsonArray(Mutant(depth + 1), Mutant(depth + 1)),
        _ => JsonValue.Create(Odd[_random.Next(Odd.Length)]),
    };

    private static JsonNode Deep(int levels)
    {
        JsonNode node = 1;
        for (var i = 0; i < levels; i++)
        {
            node = i % 2 == 0 ? new JsonArray(node) : new JsonObject { ["a"] = node };
        }

        return node;
    }

    private JsonValue Text(string? format) => JsonValue.Create(format switch
    {
        "uuid" => Chance(80) ? Pick([.. ids]) : Guid.Empty.ToString(),
        "date-time" => new DateTimeOffset(2026, 3, 2, 3, 0, 0, TimeSpan.Zero).AddHours(_random.Next(-500, 2000)).ToString("O", CultureInfo.InvariantCulture),
        _ => Chance(55) ? Pick([.. words]) : Chance(50) ? Odd[_random.Next(Odd.Length)] : $"Text {_random.Next()}",
    });

    /// <summary>What a field of that name mostly takes, so that whole bodies get through to the handlers.</summary>
    private JsonNode? Known(string name) => name switch
    {
        "classification" => new JsonObject { ["class"] = "abusive-content", ["type"] = Chance(50) ? "harmful-speech" : null },
        "terroristUse" => new JsonArray("recruitment"),
        "partners" or "items" when Chance(60) => new JsonArray(new JsonObject { ["country"] = Pick("NL", "SG", "AU", "DE", "FR", "KE"), ["roles"] = new JsonArray("Transit") }),
        "items" or "partners" => name == "items" ? null : new JsonArray(),
        "namedPersons" or "organisations" => new JsonArray(),
        "country" => Pick("NL", "SG", "DE", "FR", "KE", "BR"),
        "organisationId" or "disabled" or "requestReference" or "owner" or "assignee" => null,
        "participationId" => ids[0],
        "legalBasis" => "voluntary",
        "timeZone" => Pick("Asia/Jakarta", "Europe/Amsterdam", "Pacific/Apia"),
        "reminders" => new JsonArray(Pick("-P1D", "-PT1H", "-P1M", "-PT0.5S", "-P1DT1H")),
        "email" => $"user{++_made}@demo.test",
        "roles" => new JsonArray(Pick("Transit", "Analyst", "Manager")),
        "nationalContact" => false,
        "language" => Pick("en", "id"),
        "languages" => new JsonArray("nl", "en"),
        "ground" => "not-competent",
        "outcome" => Pick("Mitigated", "Fulfilled"),
        "dueAt" or "until" => new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero).AddHours(_random.Next(5000)).ToString("O", CultureInfo.InvariantCulture),
        "tlp" => Pick("AMBER", "AMBER", "AMBER+STRICT"),
        _ => null,
    };

    private JsonObject Resolve(JsonObject schema)
    {
        while (schema["$ref"] is { } reference)
        {
            schema = reference.ToString().Split('/').Skip(1).Aggregate((JsonNode)document, (node, part) => node[part]!).AsObject();
        }

        return schema;
    }

    public bool Chance(int percent) => _random.Next(100) < percent;

    public string Pick(params string[] from) => from[_random.Next(from.Length)];

    private int Pick2(params int[] from) => from[_random.Next(from.Length)];
}
