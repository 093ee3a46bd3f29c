using System.Net;
using System.Text.Json.Nodes;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Api;

public sealed class ContactPointTests
{
    private const string Contacts = "/api/v1/contact-points";
    private const string Organisations = "/api/v1/organisations";

    [Test]
    public async Task Administrators_keep_them_national_users_read_them_and_partners_only_their_own()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        using var analyst = await app.AsAsync("analyst");
        using var dutch = await app.AsAsync("liaison.nl");
        var nl = await OrganisationAsync(admin, "NL");
        var sg = await OrganisationAsync(admin, "SG");
        var before = (await analyst.GetAsync(Contacts)).Expect(HttpStatusCode.OK).Items.Count;
        var own = (await admin.PostAsync(Contacts, Contact(nl))).Expect(HttpStatusCode.Created);
        var other = (await admin.PostAsync(Contacts, Contact(sg))).Expect(HttpStatusCode.Created);
        Assert.That((await analyst.GetAsync(Contacts)).Items, Has.Count.EqualTo(before + 2));
        Assert.That((await analyst.GetAsync($"{Contacts}?organisation={sg}")).Items.Select(i => i!["id"]!.ToString()), Does.Contain(other.Text("id")));
        var seen = (await dutch.GetAsync(Contacts)).Expect(HttpStatusCode.OK);
        Assert.That(seen.Items.Select(i => i!["organisationId"]!.ToString()).Distinct(), Is.EqualTo(new[] { nl }));
        Assert.That((await dutch.GetAsync($"{Contacts}?organisation={sg}")).Items, Is.Empty);
        (await dutch.GetAsync(own.Location!.ToString())).Expect(HttpStatusCode.OK);
        (await dutch.GetAsync(other.Location!.ToString())).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        foreach (var client in new[] { analyst, dutch })
        {
            (await client.PostAsync(Contacts, Contact(nl))).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
            (await client.PatchAsync(own.Location.ToString(), new { retired = true }, own.ETag)).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        }
    }

    [Test]
    public async Task A_contact_point_is_edited_taken_off_and_put_back()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        var made = (await admin.PostAsync(Contacts, Contact(await OrganisationAsync(admin, "NL")))).Expect(HttpStatusCode.Created);
        var path = made.Location!.ToString();
        (await admin.PatchAsync(path, new { phone = (string?)null }, null)).ExpectProblem(HttpStatusCode.PreconditionRequired, "if-match-required");
        var edited = (await admin.PatchAsync(path, new { phone = (string?)null, purpose = "Legal", bounceAddress = "returns@csirt.test" }, made.ETag)).Expect(HttpStatusCode.OK);
        Assert.That((edited.At("phone"), edited.Text("purpose"), edited.Text("bounceAddress")), Is.EqualTo(((JsonNode?)null, "Legal", "returns@csirt.test")));
        (await admin.PatchAsync(path, new { email = (string?)null }, edited.ETag)).ExpectInvalid("email");
        var off = (await admin.PatchAsync(path, new { retired = true }, edited.ETag)).Expect(HttpStatusCode.OK);
        Assert.That((await admin.PatchAsync(path, new { retired = false }, off.ETag)).Text("retired"), Is.EqualTo("false"));
        Assert.That(
            await AuditRows.ActionsAsync(app, "ContactPoint", await admin.MyIdAsync()), Is.EqualTo(new[] { "register", "edit", "edit,retire", "edit,restore" }));
    }

    [Test]
    public async Task A_bad_contact_point_is_named_and_not_stored()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        var nl = await OrganisationAsync(admin, "NL");
        await admin.EnsureInvalidAsync(Contacts, () => Contact(nl), Contacts,
            ("organisationId", Sample.Removed, "organisationId"),
            ("organisationId", "\"0197f000-0000-7000-8000-000000000000\"", "organisationId"),
            ("purpose", Sample.Removed, "purpose"),
            ("purpose", "\"Lunch\"", "purpose"),
            ("name", "\" \"", "name"),
            ("email", "\"duty\"", "email"),
            ("email", "\"duty@a.test, other@b.test\"", "email"),
            ("email", "\"Duty <duty@csirt.test>\"", "email"),
            ("email", "\"duty@csirt.test\\nBcc: x@y.test\"", "email"),
            ("email", $"\"{new string('x', 250)}@demo.test\"", "email"),
            ("bounceAddress", "\"@csirt.test\"", "bounceAddress"),
            ("phone", "\"call me\"", "phone"),
            ("phone", Sample.Long(65), "phone"),
            ("language", "\"Dutch please\"", "language"),
            ("fax", "\"1\"", "fax"));
        var neither = Contact(nl).With("email", Sample.Removed).With("phone", Sample.Removed);
        (await admin.PostAsync(Contacts, neither)).ExpectInvalid("email");
        (await admin.PostAsync(Contacts, Contact(nl).With("email", Sample.Removed))).Expect(HttpStatusCode.Created);
    }

    [Test]
    public async Task Duty_hours_and_an_own_weekend_are_set_and_given_up()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        var path = $"{Organisations}/{await OrganisationAsync(admin, "AU")}";
        var before = await admin.GetAsync(path);
        Assert.That((before.At("dutyHours"), before.Json["weekend"]!.AsArray().Count), Is.EqualTo(((JsonNode?)null, 0)));
        var set = (await admin.PatchAsync(path, new { dutyHours = new { from = "08:00", to = "17:00" }, weekend = new[] { "Saturday", "Friday" } }, before.ETag)).Expect(HttpStatusCode.OK);
        Assert.That((set.Text("dutyHours.from"), set.Text("dutyHours.to"), set.Json["weekend"]!.ToJsonString()), Is.EqualTo(("08:00", "17:00", "[\"Friday\",\"Saturday\"]")));
        using var all = Assert.EnterMultipleScope();
        foreach (var (patch, field) in new[]
        {
            ("{\"dutyHours\":{\"from\":\"17:00\",\"to\":\"08:00\"}}", "dutyHours.to"),
            ("{\"dutyHours\":{\"from\":\"08:00\",\"to\":\"08:00\"}}", "dutyHours.to"),
            ("{\"dutyHours\":{\"from\":\"08:00\"}}", "dutyHours.to"),
            ("{\"dutyHours\":{\"from\":\"8 am\",\"to\":\"17:00\"}}", "dutyHours"),
            ("{\"dutyHours\":{\"from\":\"24:00\",\"to\":\"25:00\"}}", "dutyHours"),
            ("{\"dutyHours\":{\"from\":\"08:00\",\"to\":\"17:00\",\"lunch\":\"12:00\"}}", "dutyHours.lunch"),
            ("{\"weekend\":[\"Funday\"]}", "weekend"),
            ("{\"weekend\":[\"Monday\",\"Tuesday\",\"Wednesday\",\"Thursday\",\"Friday\",\"Saturday\",\"Sunday\"]}", "weekend"),
        })
        {
            var answer = await admin.PatchRawAsync(path, patch, set.ETag);
            Assert.That(Sample.Fields(answer).Any(f => f == field || f.StartsWith(field + "[", StringComparison.Ordinal) || f.StartsWith(field + ".", StringComparison.Ordinal)), Is.True, $"{patch}: {answer.Body}");
        }

        var given = (await admin.PatchAsync(path, new { dutyHours = (object?)null, weekend = Array.Empty<string>() }, set.ETag)).Expect(HttpStatusCode.OK);
        Assert.That((given.At("dutyHours"), given.Json["weekend"]!.AsArray().Count), Is.EqualTo(((JsonNode?)null, 0)));
    }

    [Test]
    public async Task Only_a_liaison_officer_is_a_deputy()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        using var liaison = await app.AsAsync("liaison.nl");
        using var analyst = await app.AsAsync("analyst");
        var (officer, other) = ($"/api/v1/users/{await liaison.MyIdAsync()}", $"/api/v1/users/{await analyst.MyIdAsync()}");
        var made = (await admin.PatchAsync(officer, new { deputy = true }, (await admin.GetAsync(officer)).ETag)).Expect(HttpStatusCode.OK);
        Assert.That(made.Text("deputy"), Is.EqualTo("true"));
        (await admin.PatchAsync(officer, new { deputy = (bool?)null }, made.ETag)).ExpectInvalid("deputy");
        Assert.That((await admin.PatchAsync(officer, new { deputy = false }, made.ETag)).Text("deputy"), Is.EqualTo("false"));
        (await admin.PatchAsync(other, new { deputy = true }, (await admin.GetAsync(other)).ETag)).ExpectInvalid("deputy");
        (await liaison.PatchAsync(officer, new { deputy = true }, "*")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        Assert.That(await AuditRows.ActionsAsync(app, "Person", await admin.MyIdAsync()), Does.Contain("edit,deputy"));
    }

    private static async Task<string> OrganisationAsync(ApiClient admin, string country) =>
        (await admin.GetAsync($"{Organisations}?country={country}&limit=200")).Items.First(o => (bool)o!["nationalContact"]!)!["id"]!.ToString();

    private static JsonObject Contact(string organisation) => new()
    {
        ["organisationId"] = organisation,
        ["purpose"] = "AroundTheClock",
        ["name"] = "Duty desk",
        ["email"] = "duty@csirt.test",
        ["phone"] = "+31 70 555 0100",
        ["language"] = "nl",
    };
}
