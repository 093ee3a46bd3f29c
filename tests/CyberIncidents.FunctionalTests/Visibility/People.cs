using System.Net;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.Infrastructure.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.FunctionalTests.Visibility;

/// <summary>Makes accounts beside those of the demo, through the administrator and the one-time link.</summary>
internal static class People
{
    public const string OurOrganisation = "";

    /// <summary>Registers a person, sets the common password by the link and signs in.</summary>
    /// <param name="app">The program.</param>
    /// <param name="name">The name before <c>@demo.test</c>.</param>
    /// <param name="role">The role.</param>
    /// <param name="country">Whose national contact the person speaks for; empty for ours.</param>
    public static async Task<ApiClient> HireAsync(this TestApp app, string name, string role = "Analyst", string country = OurOrganisation)
    {
        using var admin = await app.AsAsync("admin");
        return await app.HireAsync(name, role, country.Length == 0 ? null : await OrganisationAsync(admin, country));
    }

    /// <summary>As the other, for an organisation that is no national contact.</summary>
    public static async Task<ApiClient> HireAsync(this TestApp app, string name, string role, Guid? organisation)
    {
        using var admin = await app.AsAsync("admin");
        var made = (await admin.PostAsync("/api/v1/users", new
        {
            email = $"{name}@demo.test",
            displayName = $"Extra {name}",
            organisationId = organisation,
            roles = new[] { role },
        })).Expect(HttpStatusCode.Created);
        var token = made.Text("setUpLink")["/set-up/".Length..];
        var used = await app.Services.GetRequiredService<SetUpService>().UseAsync(token, null, null, TestApp.Password, CancellationToken.None);
        Assert.That(used, Is.True);
        return await app.AsAsync(name);
    }

    /// <summary>The national contact of a country.</summary>
    public static async Task<Guid> OrganisationAsync(this ApiClient client, string country)
    {
        var list = (await client.GetAsync($"/api/v1/organisations?country={country}")).Expect(HttpStatusCode.OK);
        return Guid.Parse(list.Items.Single(o => (bool)o!["nationalContact"]!)!["id"]!.ToString());
    }

    /// <summary>Reads a user as the administrator does and changes it.</summary>
    public static async Task EditUserAsync(this ApiClient admin, Guid id, object change)
    {
        var path = $"/api/v1/users/{id}";
        var user = (await admin.GetAsync(path)).Expect(HttpStatusCode.OK);
        (await admin.PatchAsync(path, change, user.ETag)).Expect(HttpStatusCode.OK);
    }

    /// <summary>Reads a case and changes it.</summary>
    public static async Task<Answer> EditCaseAsync(this ApiClient client, string reference, object change)
    {
        var path = $"/api/v1/incidents/{reference}";
        var read = (await client.GetAsync(path)).Expect(HttpStatusCode.OK);
        return await client.PatchAsync(path, change, read.ETag);
    }

    public static Task<Answer> CommentAsync(this ApiClient client, string reference, string text, object? audience = null, string? tlp = null)
    {
        var body = new Dictionary<string, object>(StringComparer.Ordinal) { ["text"] = text };
        if (audience is not null)
        {
            body["audience"] = audience;
        }

        if (tlp is not null)
        {
            body["tlp"] = tlp;
        }

        return client.PostAsync($"/api/v1/incidents/{reference}/comments", body);
    }

    /// <summary>Writes a comment for partners; where it has to be approved, another manager does.</summary>
    public static async Task<string> TellAsync(this ApiClient client, ApiClient deputy, string incident, string text, object audience)
    {
        var id = (await client.CommentAsync(incident, text, audience)).Expect(HttpStatusCode.Created).Text("id");
        foreach (var release in (await client.GetAsync($"/api/v1/incidents/{incident}/releases?limit=200")).Expect(HttpStatusCode.OK).Items)
        {
            if (release!["state"]!.ToString() == "PendingApproval" && release["items"]!.AsArray().Any(i => i!["subjectId"]!.ToString() == id))
            {
                await deputy.ActAsync($"releases/{release["id"]}", "approve");
            }
        }

        return id;
    }

    public static async Task<List<string>> CommentTextsAsync(this ApiClient client, string reference) =>
        [.. (await client.GetAsync($"/api/v1/incidents/{reference}/comments?count=true")).Expect(HttpStatusCode.OK)
            .Items.Select(c => c!["text"]!.ToString())];

    public static async Task<string> FollowUpAsync(this ApiClient client, string reference, string title, int hours = 48) =>
        (await client.PostAsync($"/api/v1/incidents/{reference}/follow-ups", new
        {
            title,
            dueAt = TestApp.Start.AddHours(hours),
            timeZone = "Asia/Jakarta",
        })).Expect(HttpStatusCode.Created).Text("id");

    /// <summary>Notes an observable.</summary>
    public static async Task<string> ObserveAsync(this ApiClient client, string reference, string value, string type = "Domain", string? tlp = null) =>
        (await client.PostAsync($"/api/v1/incidents/{reference}/observables", new { type, value, tlp })).Expect(HttpStatusCode.Created).Text("id");

    /// <summary>How many rows a list has; it has to agree with its own count.</summary>
    public static async Task<int> RowsAsync(this ApiClient client, string path)
    {
        var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        var list = (await client.GetAsync($"{path}{separator}count=true&limit=200")).Expect(HttpStatusCode.OK);
        Assert.That((int)list.Json["count"]!, Is.EqualTo(list.Items.Count), path);
        return list.Items.Count;
    }

    /// <summary>Expects that a path does not exist for somebody.</summary>
    public static async Task EnsureAbsentAsync(this ApiClient client, params string[] paths)
    {
        foreach (var path in paths)
        {
            (await client.GetAsync($"/api/v1/{path}")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        }
    }

    /// <summary>An answer in one text: status, headers and body, apart from what differs from call to call.</summary>
    public static string Whole(this Answer answer) =>
        $"{(int)answer.Status}\n" + string.Join('\n', answer.Headers
            .Where(h => h.Key is not ("Date" or "traceparent"))
            .OrderBy(h => h.Key, StringComparer.Ordinal).Select(h => $"{h.Key}: {h.Value}")) + "\n" + answer.Body;
}
