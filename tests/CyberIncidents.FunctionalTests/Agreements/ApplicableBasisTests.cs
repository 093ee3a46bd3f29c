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
