using System.Net;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;

namespace CyberIncidents.FunctionalTests.Agreements;

/// <summary>Which legal basis applies, the firmest first, and why the others do not.</summary>
public sealed class ApplicableBasisTests
{
    private const string Applicable = "/api/v1/legal-bases/applicable";

    [Test]
    public async Task A_preservation_request_to_the_Netherlands_rests_on_a_norm_since_we_are_no_party_to_the_convention()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var answer = (await analyst.GetAsync($"{Applicable}?kind=DataPreservation&country=NL")).Expect(HttpStatusCode.OK);
        var holds = answer.Items.Where(i => (bool)i!["applies"]!).Select(i => $"{i!["ground"]} {i["code"]}").ToList();
        Assert.That(holds[0], Does.StartWith("Norm un-norm-"));
        Assert.That(holds[^1], Is.EqualTo("Voluntary voluntary"));
        Assert.That(holds, Does.Contain("OwnLaw id-uu-ite-43"));
        var convention = answer.Items.Single(i => i!["code"]!.ToString() == "budapest-29")!;
        Assert.That(((bool)convention["applies"]!, convention["verdict"]!.ToString()), Is.EqualTo((false, "HomeNoParty")));
        Assert.That(convention["reason"]!.ToString(), Is.EqualTo("Indonesia is not a party to Budapest Convention on Cybercrime."));
        Assert.That(convention["fields"]!.AsArray(), Has.Count.EqualTo(6));
        Assert.That(answer.Items.Single(i => i!["code"]!.ToString() == "un-cybercrime-42")!["verdict"]!.ToString(), Is.EqualTo("NotInForce"));
        Assert.That(answer.Items.Select(i => i!["code"]!.ToString()), Is.Unique);
        var never = answer.Items.Where(i => i!["verdict"]!.ToString() == "NotOfKind").Select(i => i!["code"]!.ToString()).ToList();
        Assert.That(never, Does.Contain("asean-mlat").And.Contain("budapest-16").And.Contain("id-permenkominfo-5-2020"), "under which that cannot be asked");
        Assert.That(answer.Items.TakeLast(never.Count).Select(i => i!["code"]!.ToString()), Is.EqualTo(never), "they come last");
        Assert.That(answer.Items.Select(i => (bool)i!["applies"]!), Is.Ordered.Descending);
        using var indonesian = new HttpRequestMessage(HttpMethod.Get, $"{Applicable}?kind=DataPreservation&country=NL");
        indonesian.Headers.AcceptLanguage.ParseAdd("id");
        Assert.That((await analyst.SendAsync(indonesian)).Body, Does.Contain("Indonesia bukan pihak pada Konvensi Budapest"));
    }

    [Test]
    public async Task A_treaty_of_both_comes_first_and_joining_the_convention_changes_the_answer()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var first = (await analyst.GetAsync($"{Applicable}?kind=LegalAssistanceNotice&country=SG")).Expect(HttpStatusCode.OK).Items[0]!;
        Assert.That((first["code"]!.ToString(), first["ground"]!.ToString()), Is.EqualTo(("asean-mlat", "RegionalBinding")));
        Assert.That(first["reason"]!.ToString(), Does.StartWith("Indonesia and Singapore are both parties"));
        const string Budapest = "/api/v1/agreements/budapest";
        var now = (await analyst.GetAsync(Budapest)).Expect(HttpStatusCode.OK);
        var joined = now.Json["parties"]!.AsArray().Select(p => new { country = p!["country"]!.ToString() }).Append(new { country = "ID" });
        (await analyst.PatchAsync(Budapest, new { parties = joined }, now.ETag)).Expect(HttpStatusCode.OK);
        var changed = (await analyst.GetAsync($"{Applicable}?kind=DataPreservation&country=NL")).Items[0]!;
        Assert.That((changed["code"]!.ToString(), changed["ground"]!.ToString(), changed["agreement"]!["code"]!.ToString()), Is.EqualTo(("budapest-29", "Binding", "budapest")));
        Assert.That((await analyst.GetAsync($"{Applicable}?kind=DataPreservation&country=SG")).Items.Single(i => i!["code"]!.ToString() == "budapest-29")!["verdict"]!.ToString(), Is.EqualTo("OtherNoParty"));
    }

    [Test]
    public async Task A_memorandum_of_organisations_holds_for_the_one_and_a_body_of_no_country_has_no_norms()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var admin = await app.AsAsync("admin");
        var nl = await admin.OrganisationAsync("NL");
        var home = (await analyst.GetAsync("/api/v1/me")).Text("organisation.id");
        var body = AgreementApiTests.Body();
        body["parties"] = System.Text.Json.Nodes.JsonNode.Parse($$"""[{"organisationId":"{{nl}}"},{"organisationId":"{{home}}"}]""");
        (await analyst.PostAsync("/api/v1/agreements", body)).Expect(HttpStatusCode.Created);
        var found = (await analyst.GetAsync($"{Applicable}?kind=Information&organisation={nl}")).Expect(HttpStatusCode.OK).Items[0]!;
        Assert.That((found["code"]!.ToString(), found["ground"]!.ToString(), found["article"]!.ToString()), Is.EqualTo(("un-norm-h", "Arrangement", "1")));
    }

    [TestCase("retired")]
    [TestCase("provisions")]
    public async Task What_leaves_the_register_holds_for_nobody(string how)
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        const string Query = $"{Applicable}?kind=DataPreservation&country=NL";
        Assert.That((bool)(await analyst.GetAsync(Query)).Items.Single(i => i!["code"]!.ToString() == "un-norm-d")!["applies"]!, Is.True);
        var register = (await analyst.GetAsync("/api/v1/agreements/un-norms")).Expect(HttpStatusCode.OK);
        object change = how == "retired" ? new { retired = true } : new { provisions = Array.Empty<object>() };
        (await analyst.PatchAsync("/api/v1/agreements/un-norms", change, register.ETag)).Expect(HttpStatusCode.OK);
        var gone = (await analyst.GetAsync(Query)).Items.Single(i => i!["code"]!.ToString() == "un-norm-d")!;
        Assert.That(((bool)gone["applies"]!, gone["verdict"]!.ToString()), Is.EqualTo((false, "NotInForce")));
    }

    [Test]
    public async Task What_states_agreed_on_does_not_hold_for_the_operator_of_a_platform_and_the_law_of_its_country_does()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var admin = await app.AsAsync("admin");
        (await admin.PostAsync("/api/v1/legal-bases", new { code = "nl-law", nameEn = "Law of the Netherlands", nameId = "Hukum Belanda", jurisdiction = "NL", source = "Law, 2020" }))
            .Expect(HttpStatusCode.Created);
        var platform = (await admin.GetAsync("/api/v1/organisations?country=NL")).Items.Single(o => o!["kind"]!.ToString() == "PlatformOperator")!;
        var answer = (await analyst.GetAsync($"{Applicable}?kind=Takedown&organisation={platform["id"]}")).Expect(HttpStatusCode.OK);
        var holds = answer.Items.Where(i => (bool)i!["applies"]!).ToDictionary(i => i!["code"]!.ToString(), i => i!["reason"]!.ToString());
        Assert.That(holds.Keys, Does.Contain("nl-law").And.Contain("voluntary").And.Not.Contain("un-norm-d").And.Not.Contain("un-norm-h"));
        Assert.That(holds["nl-law"], Does.StartWith("A law of Netherlands"));
        Assert.That(holds["voluntary"], Does.Contain(platform["name"]!.ToString()));
        var norm = answer.Items.Single(i => i!["code"]!.ToString() == "un-norm-d")!;
        Assert.That((norm["verdict"]!.ToString(), norm["reason"]!.ToString()), Is.EqualTo(("OtherNoParty", $"{platform["name"]} is not a party to UN norms of responsible state behaviour, as far as the register knows.")));
    }

    [Test]
    public async Task A_basis_is_checked_as_well_as_who_its_parties_are()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var body = AgreementApiTests.Body();
        body["confidence"] = "V";
        body["provisions"]![0]!["confidence"] = "V";
        body["parties"] = System.Text.Json.Nodes.JsonNode.Parse("""[{"country":"NL","confidence":"V"},{"country":"ID","confidence":"S"}]""");
        var made = (await analyst.PostAsync("/api/v1/agreements", body)).Expect(HttpStatusCode.Created);
        async Task<string> MarkAsync() =>
            (await analyst.GetAsync($"{Applicable}?kind=Information&country=NL")).Items.Single(i => i!["code"]!.ToString() == "un-norm-h")!["confidence"]!.ToString();
        var before = await MarkAsync();
        var parties = new[] { new { country = "NL", confidence = "K" }, new { country = "ID", confidence = "V" } };
        (await analyst.PatchAsync(made.Location!.ToString(), new { parties }, made.ETag)).Expect(HttpStatusCode.OK);
        Assert.That((before, await MarkAsync()), Is.EqualTo(("S", "K")));
    }

    [TestCase("country=NL", "kind")]
    [TestCase("country=NL&kind=Wish", "kind")]
    [TestCase("kind=Information", "country")]
    [TestCase("kind=Information&country=ZZ", "country")]
    [TestCase("kind=Information&organisation=00000000-0000-0000-0000-000000000001", "organisation")]
    [TestCase("kind=Information&organisation=x", "organisation")]
    [TestCase("kind=Information&country=NL&on=2020-01-01", "on")]
    public async Task What_is_wrong_is_named(string query, string field)
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        (await analyst.GetAsync($"{Applicable}?{query}")).ExpectInvalid(field);
    }
}
