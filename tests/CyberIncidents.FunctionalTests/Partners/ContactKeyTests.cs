using System.Net;
using System.Text.Json.Nodes;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;

namespace CyberIncidents.FunctionalTests.Partners;

public sealed class ContactKeyTests
{
    private const string Contacts = "/api/v1/contact-points";

    [Test]
    public async Task Fingerprint_names_and_end_are_read_from_the_key_and_lists_leave_its_text_out()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        var key = PgpKeys.Make(TestApp.Start.AddYears(-1), TimeSpan.FromDays(730));
        var nl = await admin.OrganisationAsync("NL");
        var typed = string.Join(' ', PgpKeys.Fingerprint(key).ToLowerInvariant().Chunk(4).Select(c => new string(c)));
        var made = (await admin.PostAsync(Contacts, Contact(nl, PgpKeys.Public(key), typed))).Expect(HttpStatusCode.Created);
        Assert.That((made.Text("fingerprint"), made.Text("keyUserIds.0")), Is.EqualTo((PgpKeys.Fingerprint(key), "Duty desk <desk@partner.test>")));
        Assert.That(DateTimeOffset.Parse(made.Text("keyExpiresAt"), System.Globalization.CultureInfo.InvariantCulture), Is.EqualTo(TestApp.Start.AddYears(-1).AddDays(730)));
        Assert.That(made.Text("openPgpKey"), Does.StartWith("-----BEGIN PGP PUBLIC KEY BLOCK-----"));
        var listed = (await admin.GetAsync($"{Contacts}?organisation={nl}")).Items.Single(c => c!["id"]!.ToString() == made.Text("id"))!;
        Assert.That((listed["openPgpKey"], listed["fingerprint"]!.ToString()), Is.EqualTo(((JsonNode?)null, PgpKeys.Fingerprint(key))));
        var bare = (await admin.PatchAsync(made.Location!.ToString(), new { openPgpKey = (string?)null }, made.ETag)).Expect(HttpStatusCode.OK);
        Assert.That((bare.At("fingerprint"), bare.At("keyExpiresAt")), Is.EqualTo(((JsonNode?)null, (JsonNode?)null)));
    }

    [Test]
    public async Task What_is_no_key_or_a_secret_or_an_expired_one_is_refused_with_its_field()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        var nl = await admin.OrganisationAsync("NL");
        var good = PgpKeys.Make(TestApp.Start.AddYears(-1));
        var armored = PgpKeys.Public(good);
        var expired = PgpKeys.Public(PgpKeys.Make(TestApp.Start.AddYears(-1), TimeSpan.FromDays(300)));
        var signs = PgpKeys.Public(PgpKeys.Make(TestApp.Start.AddYears(-1), encrypts: false));
        foreach (var bad in new[] { "no key", signs, armored[..(armored.Length / 2)], PgpKeys.Secret(good), expired, armored + armored })
        {
            (await admin.PostAsync(Contacts, Contact(nl, bad))).ExpectInvalid("openPgpKey");
        }

        (await admin.PostAsync(Contacts, Contact(nl, armored, PgpKeys.Fingerprint(PgpKeys.Make(TestApp.Start))))).ExpectInvalid("fingerprint");
        (await admin.PostAsync(Contacts, Contact(nl, null, PgpKeys.Fingerprint(good)))).ExpectInvalid("fingerprint");
        var made = (await admin.PostAsync(Contacts, Contact(nl, armored))).Expect(HttpStatusCode.Created);
        (await admin.PatchAsync(made.Location!.ToString(), new { fingerprint = "00" }, made.ETag)).ExpectInvalid("fingerprint");
    }

    [TestCase(19, 1, true)]
    [TestCase(20, 1, false)]
    [TestCase(1, 50, false)]
    public async Task A_key_that_takes_long_to_look_at_is_refused(int names, int signatures, bool taken)
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        var sent = await admin.PostAsync(Contacts, Contact(await admin.OrganisationAsync("NL"), PgpKeys.Burdened(TestApp.Start.AddYears(-1), names, signatures)));
        if (taken)
        {
            sent.Expect(HttpStatusCode.Created);
        }
        else
        {
            sent.ExpectInvalid("openPgpKey");
        }
    }

    [Test]
    public async Task A_key_that_ends_soon_is_a_problem_and_may_be_kept_while_other_things_change()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        var nl = await admin.OrganisationAsync("NL");
        var key = PgpKeys.Make(TestApp.Start.AddDays(-100), TimeSpan.FromDays(120));
        var made = (await admin.PostAsync(Contacts, Contact(nl, PgpKeys.Public(key)))).Expect(HttpStatusCode.Created);
        Assert.That(await IdsAsync(admin, "KeyExpiring"), Is.EqualTo(new[] { made.Text("id") }));
        app.Clock.Advance(TimeSpan.FromDays(21));
        await admin.SignInAsync("admin@demo.test", TestApp.Password);
        Assert.That(await IdsAsync(admin, "KeyExpiring"), Is.Empty);
        Assert.That(await IdsAsync(admin, "KeyExpired"), Is.EqualTo(new[] { made.Text("id") }));
        (await admin.PatchAsync(made.Location!.ToString(), new { name = "Night desk" }, made.ETag)).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task Any_one_way_is_enough_and_none_is_refused()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        var nl = await admin.OrganisationAsync("NL");
        (await admin.PostAsync(Contacts, new { organisationId = nl, purpose = "Legal", name = "Desk" })).ExpectInvalid("email");
        (await admin.PostAsync(Contacts, new { organisationId = nl, purpose = "Legal", name = "Desk", web = "https://partner.test/report" })).Expect(HttpStatusCode.Created);
        var secure = (await admin.PostAsync(Contacts, new { organisationId = nl, purpose = "Legal", name = "Desk", secureChannel = new { kind = "Siena", address = "NL-1" } }))
            .Expect(HttpStatusCode.Created);
        Assert.That(secure.Text("secureChannel.address"), Is.EqualTo("NL-1"));
        (await admin.PostAsync(Contacts, new { organisationId = nl, purpose = "Legal", name = "Desk", secureChannel = new { kind = "I247" } })).ExpectInvalid("secureChannel.address");
        (await admin.PostAsync(Contacts, new { organisationId = nl, purpose = "Legal", name = "Desk", web = "javascript:alert(1)" })).ExpectInvalid("web");
        (await admin.PostAsync(Contacts, new { organisationId = nl, purpose = "Legal", name = "Desk", phone = "+31 1 234", timeZone = "Mars/Olympus" })).ExpectInvalid("timeZone");
        (await admin.PostAsync(Contacts, new { organisationId = nl, purpose = "Legal", name = "Desk", phone = "+31 1 234", dutyHours = new { from = "18:00", to = "09:00" } }))
            .ExpectInvalid("dutyHours.to");
    }

    private static async Task<IReadOnlyList<string>> IdsAsync(ApiClient client, string kind) =>
        [.. (await client.GetAsync($"/api/v1/directory/problems/{kind}")).Expect(HttpStatusCode.OK).Items.Select(i => i!["id"]!.ToString())];

    private static object Contact(Guid organisation, string? key, string? fingerprint = null) => new
    {
        organisationId = organisation,
        purpose = "Technical",
        name = "Desk",
        email = "desk@partner.test",
        openPgpKey = key,
        fingerprint,
    };
}
