using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Api;

/// <summary>No input yields a 500. <c>FUZZ_SEED</c> plays another run.</summary>
public sealed class RandomBodyTests
{
    private const int Seed = 20260302;
    private const int Calls = 3000;
    private static readonly string[] Callers = ["analyst", "manager", "admin", "liaison.nl"];

    private static readonly string[] Words =
    [
        "abusive-content", "harmful-speech", "phishing", "fraud", "recruitment", "voluntary", "not-competent", "NL", "SG", "DE", "FR", "ID", "Asia/Jakarta",
        "Europe/Amsterdam", "-P1D", "-PT1H", "Mitigated", "Fulfilled", "id", "en", "somebody@demo.test", "A title", "RQ-2026-NL-0001", "CI-2026-000001", "CI-2026-000002",
    ];

    [Test]
    public async Task Random_bodies_made_from_the_openapi_file_never_yield_a_server_error()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("FUZZ_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Seed;
        TestContext.Out.WriteLine($"FUZZ_SEED={seed}");
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var document = (await analyst.GetAsync("/openapi/v1.json")).Expect(HttpStatusCode.OK).Json.AsObject();
        var operations = Operations(document);
        var values = await ValuesAsync(app, analyst);
        var fuzzer = new Fuzzer(document, seed, values.Ids, Words);
        var clients = new List<ApiClient>();
        foreach (var name in Callers)
        {
            clients.Add(await app.AsAsync(name));
        }

        var statuses = new SortedDictionary<int, int>();
        var faults = new List<string>();
        for (var i = 0; i < Calls; i++)
        {
            var (method, path, schema) = operations[i % operations.Count];
            var caller = CallerOf(method, path, fuzzer);
            var filled = Fill(path, values, fuzzer);
            var body = fuzzer.Body(schema);
            if (body.Contains("\"disabled\":true", StringComparison.Ordinal) && caller == 2)
            {
                continue;
            }

            var answer = await SendAsync(clients[caller], method, filled, body, fuzzer);
            statuses[(int)answer.Status] = statuses.GetValueOrDefault((int)answer.Status) + 1;
            if (Fault(answer) is { } fault)
            {
                faults.Add($"call {i}, {Callers[caller]}: {method} {filled} -> {(int)answer.Status} {fault}\n    {(body.Length > 1500 ? body[..1500] : body)}");
            }

            if (answer.Status == HttpStatusCode.Unauthorized)
            {
                clients[caller].Dispose();
                clients[caller] = await app.AsAsync(Callers[caller]);
            }
        }

        clients.ForEach(c => c.Dispose());
        TestContext.Out.WriteLine(string.Join(", ", statuses.Select(s => $"{s.Key}: {s.Value}")));
        Assert.That(faults, Is.Empty, $"FUZZ_SEED={seed}, {faults.Count} faults, e.g.\n{string.Join('\n', faults.Take(8))}");
        Assert.That(statuses.GetValueOrDefault(201) + statuses.GetValueOrDefault(200), Is.GreaterThan(Calls / 50), "some bodies should get through");
        Assert.That(statuses.GetValueOrDefault(400), Is.GreaterThan(Calls / 10), "and many should not");
        using var admin = await app.AsAsync("admin");
        Assert.That((await admin.GetAsync("/api/v1/audit/verify")).Text("intact"), Is.EqualTo("true"));
        foreach (var list in new[] { "incidents", "requests", "follow-ups", "notifications" })
        {
            using var reader = await app.AsAsync("manager");
            (await reader.GetAsync($"/api/v1/{list}?limit=200")).Expect(HttpStatusCode.OK);
        }
    }

    /// <summary>Mostly somebody whose role may do it, so that bodies are read.</summary>
    private static int CallerOf(HttpMethod method, string path, Fuzzer fuzzer)
    {
        if (fuzzer.Chance(10))
        {
            return Array.IndexOf(Callers, fuzzer.Pick(Callers));
        }

        if (path.StartsWith("/api/v1/users", StringComparison.Ordinal) || path.StartsWith("/api/v1/organisations", StringComparison.Ordinal))
        {
            return 2;
        }

        var partners = new[] { "acknowledge", "start", "ask", "answer", "decline", "set-reference" };
        return path.StartsWith("/api/v1/requests", StringComparison.Ordinal) && partners.Any(a => path.EndsWith("/" + a, StringComparison.Ordinal)) ? 3
            : method == HttpMethod.Post && fuzzer.Chance(50) ? 1 : fuzzer.Pick("0", "1") == "0" ? 0 : 1;
    }

    private static List<(HttpMethod Method, string Path, JsonObject Schema)> Operations(JsonObject document)
    {
        var found = new List<(HttpMethod, string, JsonObject)>();
        foreach (var (path, item) in document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in item!.AsObject().Where(o => o.Key is "post" or "patch" && !path.StartsWith("/api/v1/auth/", StringComparison.Ordinal)))
            {
                var schema = operation!["requestBody"]?["content"]?["application/json"]?["schema"]?.AsObject() ?? [];
                found.Add((method == "post" ? HttpMethod.Post : HttpMethod.Patch, path, schema));
            }
        }

        Assert.That(found, Has.Count.GreaterThan(30));
        return found;
    }

    private static async Task<Answer> SendAsync(ApiClient client, HttpMethod method, string path, string body, Fuzzer fuzzer)
    {
        var request = new HttpRequestMessage(method, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (method == HttpMethod.Patch)
        {
            var tag = fuzzer.Chance(85) ? (await client.GetAsync(path)).ETag : fuzzer.Pick("\"1\"", "*", "W/\"x\"", "nonsense", "\"99999999999999999999\"");
            request.Headers.TryAddWithoutValidation("If-Match", tag ?? "\"1\"");
        }
        else if (fuzzer.Chance(20))
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", fuzzer.Pick("a", "b", "c", "d", "e"));
        }

        return await client.SendAsync(request);
    }

    private static string? Fault(Answer answer)
    {
        if ((int)answer.Status >= 500)
        {
            return "a server error";
        }

        if ((int)answer.Status < 400)
        {
            return null;
        }

        if (!answer.Headers.GetValueOrDefault("Content-Type", string.Empty).StartsWith("application/problem+json", StringComparison.Ordinal))
        {
            return "no problem details";
        }

        return answer.Status == HttpStatusCode.BadRequest && answer.Json["errors"] is not JsonObject { Count: > 0 } ? "no errors named" : null;
    }

    private sealed record Values(string[] Ids, string Participation, string FollowUp, string Organisation, string User);

    private static async Task<Values> ValuesAsync(TestApp app, ApiClient analyst)
    {
        using var admin = await app.AsAsync("admin");
        await analyst.SentRequestAsync();
        var second = await analyst.ActiveCaseAsync();
        var participation = await analyst.NotifyAsync(second, "NL");
        await analyst.DraftAsync(second, participation);
        var followUp = (await analyst.PostAsync($"/api/v1/incidents/{second}/follow-ups", Sample.FollowUp())).Expect(HttpStatusCode.Created).Text("id");
        var organisation = (await admin.GetAsync("/api/v1/organisations?country=NL")).Text("items.0.id");
        // Not one of the callers, so that they keep their roles.
        var user = (await admin.PostAsync("/api/v1/users", new { email = "victim@demo.test", displayName = "V", roles = new[] { "Analyst" } })).Expect(HttpStatusCode.Created).Text("id");
        return new Values([participation, followUp, organisation, user, (await analyst.MyIdAsync()).ToString()], participation, followUp, organisation, user);
    }

    private static string Fill(string path, Values values, Fuzzer fuzzer)
    {
        var id = path.Contains("/participations/", StringComparison.Ordinal) ? values.Participation
            : path.Contains("/follow-ups/", StringComparison.Ordinal) ? values.FollowUp
            : path.Contains("/organisations/", StringComparison.Ordinal) ? values.Organisation
            : path.Contains("/users/", StringComparison.Ordinal) ? values.User
            : Guid.Empty.ToString();
        var reference = path.StartsWith("/api/v1/requests", StringComparison.Ordinal)
            ? fuzzer.Pick("RQ-2026-NL-0001", "RQ-2026-NL-0002", "RQ-2026-NL-0003")
            : fuzzer.Pick("CI-2026-000001", "CI-2026-000002", "CI-2026-000003", "CI-2026-000004");
        return path.Replace("{id}", id, StringComparison.Ordinal).Replace("{reference}", fuzzer.Chance(98) ? reference : "%F0%9F%95%B5", StringComparison.Ordinal);
    }
}
