using System.Net;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Visibility;

/// <summary>A token says who one is; whether one may still come in is read, ten seconds old at most.</summary>
public sealed class SessionTests
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(11);

    [Test]
    public async Task The_token_of_a_shut_account_is_dead_within_ten_seconds()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        using var nl = await app.AsAsync("liaison.nl");
        var id = await nl.MyIdAsync();
        await admin.EditUserAsync(id, new { disabled = true });
        app.Clock.Advance(Kept);
        (await nl.GetAsync("/api/v1/me")).ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        (await nl.GetAsync("/api/v1/incidents")).ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        (await nl.PostAsync("/api/v1/auth/login", new { email = "liaison.nl@demo.test", password = TestApp.Password }))
            .ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        await admin.EditUserAsync(id, new { disabled = false });
        app.Clock.Advance(Kept);
        (await nl.GetAsync("/api/v1/me")).ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Test]
    public async Task A_role_that_was_taken_away_opens_nothing_after_ten_seconds()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        using var extra = await app.HireAsync("extra");
        (await extra.GetAsync("/api/v1/incidents")).Expect(HttpStatusCode.OK);
        await admin.EditUserAsync(await extra.MyIdAsync(), new { roles = new[] { "Administrator" } });
        app.Clock.Advance(Kept);
        (await extra.GetAsync("/api/v1/incidents")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await extra.GetAsync("/api/v1/users")).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_new_set_up_link_ends_the_sessions_before_it()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        using var extra = await app.HireAsync("extra");
        (await admin.PostAsync($"/api/v1/users/{await extra.MyIdAsync()}/actions/renew-set-up")).Expect(HttpStatusCode.OK);
        app.Clock.Advance(Kept);
        (await extra.GetAsync("/api/v1/me")).ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Test]
    public async Task A_refresh_token_of_a_shut_account_renews_nothing()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        using var client = app.Anonymous();
        var tokens = (await client.PostAsync("/api/v1/auth/login", new { email = "liaison.sg@demo.test", password = TestApp.Password })).Expect(HttpStatusCode.OK);
        using var sg = await app.AsAsync("liaison.sg");
        await admin.EditUserAsync(await sg.MyIdAsync(), new { disabled = true });
        app.Clock.Advance(Kept);
        (await client.PostAsync("/api/v1/auth/refresh", new { refreshToken = tokens.Text("refreshToken") }))
            .ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }
}
