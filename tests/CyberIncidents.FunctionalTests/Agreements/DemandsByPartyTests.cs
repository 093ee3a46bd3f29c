using System.Net;
using System.Text.Json.Nodes;
using CyberIncidents.FunctionalTests.Pages;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;

namespace CyberIncidents.FunctionalTests.Agreements;

/// <summary>What a basis demands goes by what is asked and of whom, and the form asks for just that.</summary>
public sealed class DemandsByPartyTests
{
    private static readonly string[] OfTheDutch = ["channel", "purpose", "unit"];

    [Test]
    public async Task A_memorandum_demands_of_its_own_parties_and_of_its_own_kinds_alone()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var admin = await app.AsAsync("admin");
        await TwoMemorandaAsync(analyst);
        var incident = await analyst.ActiveCaseAsync();
        var nl = await DraftAsync(analyst, incident, await admin.OrganisationAsync("NL"), "Information");
        Assert.That(Codes(nl), Is.EquivalentTo(OfTheDutch));
        Assert.That(Codes(await DraftAsync(analyst, incident, await admin.OrganisationAsync("NL"), "ContactCheck")), Is.Empty);
        var sg = await DraftAsync(analyst, incident, await admin.OrganisationAsync("SG"), "Information");
        Assert.That(Codes(sg), Is.Empty);
        await analyst.NotifyAsync(incident, "SG");
        await analyst.ActAsync($"requests/{sg.Text("reference")}", "send");
        await analyst.NotifyAsync(incident, "NL");
        (await analyst.PostAsync($"/api/v1/requests/{nl.Text("reference")}/actions/send")).ExpectProblem(HttpStatusCode.Conflict, "basis-fields-missing");
    }

    [Test]
    public async Task The_form_asks_for_all_that_has_to_be_stated()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var admin = await app.AsAsync("admin");
        using var browser = new Browser(app);
        (await browser.SignInAsync("analyst")).Expect(HttpStatusCode.Redirect);
        await TwoMemorandaAsync(analyst);
        var nl = await admin.OrganisationAsync("NL");
        var offered = (await analyst.GetAsync($"/api/v1/legal-bases/applicable?kind=Information&organisation={nl}")).Items.Single(i => i!["code"]!.ToString() == "un-norm-h")!;
        Assert.That(offered["fields"]!.AsArray().Select(f => f!["code"]!.ToString()), Is.EquivalentTo(OfTheDutch));
        var incident = await analyst.ActiveCaseAsync();
        var draft = await DraftAsync(analyst, incident, nl, "Information");
        await analyst.NotifyAsync(incident, "NL");
        var form = new FormPost((await browser.OpenAsync($"/requests/{draft.Text("reference")}/edit")).Page, "form.card");
        foreach (var code in OfTheDutch)
        {
            form.With($"Input.BasisFields[{code}]", $"The {code}");
        }

        (await form.SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        await analyst.ActAsync($"requests/{draft.Text("reference")}", "send");
    }

    private static async Task TwoMemorandaAsync(ApiClient analyst)
    {
        (await analyst.PostAsync("/api/v1/agreements", AgreementApiTests.Body())).Expect(HttpStatusCode.Created);
        var second = AgreementApiTests.Body();
        second["code"] = "a-second";
        second["provisions"]![0]!["fields"] = JsonNode.Parse("""[{"code":"channel","labelEn":"Channel","labelId":"Saluran"}]""");
        (await analyst.PostAsync("/api/v1/agreements", second)).Expect(HttpStatusCode.Created);
    }

    private static async Task<Answer> DraftAsync(ApiClient analyst, string incident, Guid organisation, string kind) =>
        (await analyst.PostAsync($"/api/v1/incidents/{incident}/requests", new
        {
            organisationId = organisation,
            kind,
            legalBasis = "un-norm-h",
            subject = "Who runs the channel",
            body = "Please tell us what you know of the account.",
            urgency = "Normal",
            tlp = "AMBER",
        })).Expect(HttpStatusCode.Created);

    private static IEnumerable<string> Codes(Answer request) => request.Json["basisFields"]!.AsArray().Select(f => f!["code"]!.ToString());
}
