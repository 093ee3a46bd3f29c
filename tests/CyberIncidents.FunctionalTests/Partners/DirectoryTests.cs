using System.Net;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;

namespace CyberIncidents.FunctionalTests.Partners;

public sealed class DirectoryTests
{
    private const string Memberships = "/api/v1/memberships";

    [Test]
    public async Task A_membership_is_noted_once_at_a_time_and_ends()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var ch = await analyst.OrganisationAsync("CH");
        var made = (await analyst.PostAsync(Memberships, new { organisationId = ch, network = "first", since = "2015-05-01", source = "Their page" })).Expect(HttpStatusCode.Created);
        Assert.That((made.Text("networkName"), made.Text("since")), Is.EqualTo(("FIRST", "2015-05-01")));
        (await analyst.PostAsync(Memberships, new { organisationId = ch, network = "first" })).ExpectProblem(HttpStatusCode.Conflict, "membership-open");
        (await analyst.PatchAsync(made.Location!.ToString(), new { until = "2014-01-01" }, made.ETag)).ExpectInvalid("until");
        (await analyst.PatchAsync(made.Location.ToString(), new { until = "2020-01-01" }, null)).ExpectProblem(HttpStatusCode.PreconditionRequired, "if-match-required");
        (await analyst.PatchAsync(made.Location.ToString(), new { until = "2020-01-01" }, made.ETag)).Expect(HttpStatusCode.OK);
        (await analyst.PostAsync(Memberships, new { organisationId = ch, network = "first", since = "2021-01-01" })).Expect(HttpStatusCode.Created);
        var country = (await analyst.PostAsync(Memberships, new { country = "CH", network = "interpol" })).Expect(HttpStatusCode.Created);
        Assert.That((await analyst.GetAsync($"{Memberships}?organisation={ch}")).Items.Select(m => m!["id"]!.ToString()), Does.Contain(country.Text("id")));
    }

    [Test]
    public async Task A_bad_membership_is_named()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var dutch = await app.AsAsync("liaison.nl");
        var ch = await analyst.OrganisationAsync("CH");
        (await analyst.PostAsync(Memberships, new { organisationId = ch, network = "rotary" })).ExpectInvalid("network");
        (await analyst.PostAsync(Memberships, new { network = "first" })).ExpectInvalid("organisationId");
        (await analyst.PostAsync(Memberships, new { organisationId = ch, country = "CH", network = "first" })).ExpectInvalid("country");
        (await analyst.PostAsync(Memberships, new { country = "QQ", network = "interpol" })).ExpectInvalid("country");
        (await analyst.PostAsync(Memberships, new { organisationId = Guid.NewGuid(), network = "first" })).ExpectInvalid("organisationId");
        (await analyst.PostAsync(Memberships, new { organisationId = ch, network = "first", since = "2020-01-02", until = "2020-01-01" })).ExpectInvalid("until");
        (await dutch.PostAsync(Memberships, new { organisationId = ch, network = "first" })).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
    }

    [Test]
    public async Task Of_two_who_note_the_same_membership_at_once_one_does()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var manager = await app.AsAsync("manager");
        var ch = await analyst.OrganisationAsync("CH");
        var answers = await Task.WhenAll(new[] { analyst, manager }.Select(c => c.PostAsync(Memberships, new { organisationId = ch, network = "first" })));
        Assert.That(answers.Select(a => (int)a.Status).Order(), Is.EqualTo(new[] { 201, 409 }));
    }

    [Test]
    public async Task Constituents_are_listed_leave_the_list_and_come_back()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var ch = await analyst.OrganisationAsync("CH");
        var path = $"/api/v1/organisations/{ch}/constituents";
        var made = (await analyst.PostAsync(path, new { name = "Railways", sector = "Transport" })).Expect(HttpStatusCode.Created);
        (await analyst.PostAsync(path, new { name = " Railways " })).ExpectInvalid("name");
        (await analyst.PostAsync(path, new { name = "Bank", country = "QQ" })).ExpectInvalid("country");
        (await analyst.PostAsync(path, new { sector = "Transport" })).ExpectInvalid("name");
        (await analyst.PostAsync($"/api/v1/organisations/{Guid.NewGuid()}/constituents", new { name = "Bank" })).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        var gone = (await analyst.PatchAsync(made.Location!.ToString(), new { retired = true }, made.ETag)).Expect(HttpStatusCode.OK);
        Assert.That(gone.Text("retired"), Is.EqualTo("true"));
        (await analyst.PatchAsync(made.Location.ToString(), new { retired = false }, made.ETag)).ExpectProblem(HttpStatusCode.PreconditionFailed, "stale");
        Assert.That((await analyst.PatchAsync(made.Location.ToString(), new { retired = false }, gone.ETag)).Text("retired"), Is.EqualTo("false"));
    }

    [Test]
    public async Task Organisations_are_found_by_words_country_kind_and_sector()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var found = (await analyst.GetAsync("/api/v1/organisations?q=csirt%20NETHER&kind=Csirt&sector=Government&count=true")).Expect(HttpStatusCode.OK);
        Assert.That((found.Text("count"), found.Text("items.0.country")), Is.EqualTo(("1", "NL")));
        Assert.That((await analyst.GetAsync("/api/v1/organisations?kind=Prosecutor")).Items, Is.Empty);
        Assert.That((await analyst.GetAsync("/api/v1/organisations?q=%25")).Items, Is.Empty);
        (await analyst.GetAsync("/api/v1/organisations?kind=Club")).ExpectInvalid("kind");
    }

    [Test]
    public async Task What_is_wrong_with_the_directory_stands_in_a_queue_until_it_is_mended()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        var made = (await admin.PostAsync("/api/v1/organisations", new
        {
            name = "Cyber command of Norway", country = "NO", kind = "Defence", timeZone = "Europe/Oslo",
        })).Expect(HttpStatusCode.Created);
        var id = made.Text("id");
        Assert.That(await OrganisationsAsync(admin, "NoContact"), Does.Contain(id));
        Assert.That(await OrganisationsAsync(admin, "NoLiaison"), Does.Contain(id));
        Assert.That(await CountriesAsync(admin), Does.Contain("NO"));
        (await admin.PostAsync("/api/v1/contact-points", new { organisationId = id, purpose = "Technical", name = "Desk", phone = "+47 1 23 45" })).Expect(HttpStatusCode.Created);
        (await admin.PatchAsync(made.Location!.ToString(), new { nationalContact = true }, made.ETag)).Expect(HttpStatusCode.OK);
        using var liaison = await app.HireAsync("liaison.no", "LiaisonOfficer", "NO");
        Assert.That(await OrganisationsAsync(admin, "NoContact"), Does.Not.Contain(id));
        Assert.That(await OrganisationsAsync(admin, "NoLiaison"), Does.Not.Contain(id));
        Assert.That(await CountriesAsync(admin), Does.Not.Contain("NO"));
        Assert.That(await OrganisationsAsync(admin, "ProofStale"), Does.Contain(id));
        (await admin.GetAsync("/api/v1/directory/problems/Boredom")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        var counts = (await admin.GetAsync("/api/v1/directory/problems")).Expect(HttpStatusCode.OK).Items;
        Assert.That(counts.Select(c => c!["kind"]!.ToString()), Is.Unique.And.Contains("PartnerProposed"));
    }

    [Test]
    public async Task A_partner_that_is_stuck_at_proposed_is_a_problem_of_the_national_team_alone()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var admin = await app.AsAsync("admin");
        var incident = await analyst.ActiveCaseAsync(Cases.NewIncident(countries: ["IS"]));
        var problem = (await analyst.GetAsync("/api/v1/directory/problems/PartnerProposed")).Expect(HttpStatusCode.OK);
        Assert.That((problem.Text("items.0.country"), problem.Text("items.0.incidentReference")), Is.EqualTo(("IS", incident)));
        Assert.That((await admin.GetAsync("/api/v1/directory/problems/PartnerProposed")).Items, Is.Empty);
    }

    [Test]
    public async Task The_profile_counts_what_waits_and_its_numbers_lead_to_the_list()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (incident, _, request) = await analyst.SentRequestAsync();
        var nl = await analyst.OrganisationAsync("NL");
        var profile = (await analyst.GetAsync($"/api/v1/organisations/{nl}/profile")).Expect(HttpStatusCode.OK);
        Assert.That((profile.Text("weWaitFor"), profile.Text("cases.0.reference"), profile.Text("speakers.0.name")), Is.EqualTo(("1", incident, "Noor Liaison (demo)")));
        var listed = (await analyst.GetAsync($"/api/v1/requests?waiting=true&organisation={nl}")).Expect(HttpStatusCode.OK).Items;
        Assert.That(listed.Select(r => r!["reference"]!.ToString()), Is.EqualTo(new[] { request }));
        (await analyst.GetAsync($"/api/v1/organisations/{Guid.NewGuid()}/profile")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
    }

    private static async Task<IReadOnlyList<string?>> OrganisationsAsync(ApiClient client, string kind) =>
        [.. (await client.GetAsync($"/api/v1/directory/problems/{kind}?limit=200")).Expect(HttpStatusCode.OK).Items.Select(i => i!["organisationId"]?.ToString())];

    private static async Task<IReadOnlyList<string?>> CountriesAsync(ApiClient client) =>
        [.. (await client.GetAsync("/api/v1/directory/problems/NoNationalContact")).Expect(HttpStatusCode.OK).Items.Select(i => i!["country"]?.ToString())];
}
