using System.Net;
using System.Text.Json.Nodes;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Api;

public sealed class AdministrationTests
{
    private const string Users = "/api/v1/users";
    private const string Organisations = "/api/v1/organisations";

    [TestCase("analyst")]
    [TestCase("manager")]
    [TestCase("liaison.nl")]
    public async Task Others_than_administrators_keep_neither_users_nor_organisations(string name)
    {
        await using var app = new TestApp();
        using var client = await app.AsAsync(name);
        (await client.GetAsync(Users)).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await client.PostAsync(Users, User())).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await client.PostAsync(Organisations, Organisation())).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        var own = (await client.GetAsync("/api/v1/me")).Text("id");
        (await client.PatchAsync($"{Users}/{own}", new { roles = new[] { "Administrator" } }, "\"1\"")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await client.PostAsync($"{Users}/{own}/actions/renew-set-up")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await client.GetAsync("/api/v1/audit/verify")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
    }

    [Test]
    public async Task A_bad_user_is_named_and_not_stored()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        var partner = (await admin.GetAsync($"{Organisations}?country=NL")).Text("items.0.id");
        await admin.EnsureInvalidAsync(Users, User, Users,
            ("email", Sample.Removed, "email"),
            ("email", "\"no address\"", "email"),
            ("email", $"\"{new string('x', 250)}@demo.test\"", "email"),
            ("email", "\"analyst@demo.test\"", "email"),
            ("email", "\"ANALYST@demo.test\"", "email"),
            ("displayName", "\" \"", "displayName"),
            ("displayName", Sample.Long(201), "displayName"),
            ("roles", Sample.Removed, "roles"),
            ("roles", "[]", "roles"),
            ("roles", "[\"None\"]", "roles[0]"),
            ("roles", "[\"Root\"]", "roles[0]"),
            ("roles", "[8]", "roles[0]"),
            ("roles", "[\"LiaisonOfficer\"]", "roles"),
            ("roles", "[\"LiaisonOfficer\",\"Analyst\"]", "roles"),
            ("organisationId", $"\"{partner}\"", "roles"),
            ("organisationId", "\"0197f000-0000-7000-8000-000000000000\"", "organisationId"),
            ("password", "\"secret\"", "password"));
        (await admin.PostAsync(Users, User().With("roles", "[\"LiaisonOfficer\"]").With("organisationId", $"\"{partner}\""))).Expect(HttpStatusCode.Created);
    }

    [Test]
    public async Task Two_users_with_one_address_at_once_are_one()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        var before = await admin.CountAsync(Users);
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => admin.PostAsync(Users, User())));
        Assert.That(answers.Count(a => a.Status == HttpStatusCode.Created), Is.EqualTo(1));
        Assert.That(answers.Select(a => (int)a.Status), Has.All.LessThan(500));
        Assert.That(await admin.CountAsync(Users), Is.EqualTo(before + 1));
    }

    [Test]
    public async Task The_last_administrator_stays()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        var path = $"{Users}/{await admin.MyIdAsync()}";
        var etag = (await admin.GetAsync(path)).ETag;
        (await admin.PatchAsync(path, new { disabled = true }, etag)).ExpectProblem(HttpStatusCode.Conflict, "last-administrator");
        (await admin.PatchAsync(path, new { roles = new[] { "Analyst" } }, etag)).ExpectProblem(HttpStatusCode.Conflict, "last-administrator");
        Assert.That((await admin.GetAsync(path)).ETag, Is.EqualTo(etag));
        (await admin.PostAsync(Users, User().With("roles", "[\"Administrator\",\"Manager\"]"))).Expect(HttpStatusCode.Created);
        (await admin.PatchAsync(path, new { disabled = true }, etag)).Expect(HttpStatusCode.OK);
        (await admin.GetAsync(path)).Expect(HttpStatusCode.Unauthorized);
    }

    [Test]
    public async Task A_role_that_is_taken_away_is_gone_at_once()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        using var manager = await app.AsAsync("manager");
        (await manager.GetAsync("/api/v1/incidents")).Expect(HttpStatusCode.OK);
        var path = $"{Users}/{await manager.MyIdAsync()}";
        (await admin.PatchAsync(path, new { roles = new[] { "Administrator" } }, (await admin.GetAsync(path)).ETag)).Expect(HttpStatusCode.OK);
        (await manager.GetAsync("/api/v1/incidents")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await manager.GetAsync(Users)).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_country_has_one_national_contact()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        (await admin.PostAsync(Organisations, Organisation())).ExpectProblem(HttpStatusCode.Conflict, "contact-taken");
        var made = (await admin.PostAsync(Organisations, Organisation().With("nationalContact", "false"))).Expect(HttpStatusCode.Created);
        (await admin.PatchAsync(made.Location!.ToString(), new { nationalContact = true }, made.ETag)).ExpectProblem(HttpStatusCode.Conflict, "contact-taken");
        var before = (await admin.GetAsync($"{Organisations}?country=NL&limit=200")).Items.Single(o => (bool)o!["nationalContact"]!)!["id"]!.ToString();
        (await admin.PatchAsync($"{Organisations}/{before}", new { nationalContact = false }, (await admin.GetAsync($"{Organisations}/{before}")).ETag)).Expect(HttpStatusCode.OK);
        (await admin.PatchAsync(made.Location.ToString(), new { nationalContact = true }, made.ETag)).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_bad_organisation_is_named_and_not_stored()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        await admin.EnsureInvalidAsync(Organisations, () => Organisation().With("nationalContact", "false"), Organisations,
            ("name", Sample.Removed, "name"),
            ("name", Sample.Long(201), "name"),
            ("kind", Sample.Removed, "kind"),
            ("kind", "\"Guild\"", "kind"),
            ("kind", "\"InternationalBody\"", "country"),
            ("country", Sample.Removed, "country"),
            ("country", "\"ZZ\"", "country"),
            ("country", "\"NLD\"", "country"),
            ("sector", Sample.Long(65), "sector"),
            ("timeZone", Sample.Removed, "timeZone"),
            ("timeZone", "\"CET+1\"", "timeZone"),
            ("languages", "[\"\"]", "languages[0]"),
            ("languages", "\"nl\"", "languages"),
            ("nationalContact", "\"yes\"", "nationalContact"));
    }

    [Test]
    public async Task A_platform_operator_is_no_national_contact()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        (await admin.PostAsync(Organisations, Organisation().With("kind", "\"PlatformOperator\"").With("country", "\"IE\""))).ExpectInvalid("nationalContact");
        (await admin.PostAsync(Organisations, Organisation().With("kind", "\"InternationalBody\"").With("country", Sample.Removed))).ExpectInvalid("nationalContact");
    }

    [TestCase("{\"language\":\"nl\"}", "language")]
    [TestCase("{\"timeZone\":\"Mars/Olympus\"}", "timeZone")]
    [TestCase("{\"roles\":[\"Administrator\"]}", "roles")]
    public async Task Own_choices_are_checked(string body, string field)
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        (await analyst.PatchRawAsync("/api/v1/me", body, "*")).ExpectInvalid(field);
    }

    private static JsonObject User() => new() { ["email"] = "new@demo.test", ["displayName"] = "New", ["roles"] = new JsonArray("Analyst") };

    private static JsonObject Organisation() => new()
    {
        ["name"] = "Second CSIRT (test)",
        ["country"] = "NL",
        ["kind"] = "Csirt",
        ["nationalContact"] = true,
        ["timeZone"] = "Europe/Amsterdam",
    };
}
