using System.Net;
using System.Text.Json.Nodes;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;

namespace CyberIncidents.FunctionalTests.Agreements;

/// <summary>What a legal basis demands: Art. 29(2) of the Budapest Convention, letters a to f.</summary>
public sealed class BasisFieldTests
{
    [Test]
    public async Task A_request_is_neither_submitted_nor_approved_without_them_and_they_leave_with_it()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var manager = await app.AsAsync("manager");
        var (incident, request) = await DraftAsync(app, analyst, new { authority = "The duty desk", offence = " " });
        var draft = (await analyst.GetAsync($"/api/v1/requests/{request}")).Expect(HttpStatusCode.OK);
        Assert.That(Stated(draft), Is.EqualTo(new[] { "authority The duty desk", "offence", "data", "location", "necessity", "legal-assistance" }));
        Assert.That(draft.Json["blockedActions"]!.AsArray().Select(b => $"{b!["action"]} {b["code"]}"), Is.EqualTo(new[] { "submit basis-fields-missing" }));
        var refused = (await analyst.PostAsync($"/api/v1/requests/{request}/actions/submit")).ExpectProblem(HttpStatusCode.Conflict, "basis-fields-missing");
        Assert.That(refused.Json["details"]!.AsArray(), Has.Count.EqualTo(5));

        var filled = (await analyst.PatchAsync($"/api/v1/requests/{request}", new { basisFields = Cases.Article29 }, draft.ETag)).Expect(HttpStatusCode.OK);
        var reworded = (await analyst.PatchAsync($"/api/v1/requests/{request}", new { subject = "In other words" }, filled.ETag)).Expect(HttpStatusCode.OK);
        var one = (await analyst.PatchAsync($"/api/v1/requests/{request}", new { basisFields = new { necessity = "They go on Friday" } }, reworded.ETag)).Expect(HttpStatusCode.OK);
        Assert.That(Stated(one), Does.Contain("necessity They go on Friday").And.Contain("data The logs of the channel"), "kept on change");
        (await analyst.PostAsync($"/api/v1/requests/{request}/actions/submit")).Expect(HttpStatusCode.OK);
        await manager.ActAsync($"requests/{request}", "approve");

        using var officer = await app.HireAsync("officer.247", "LiaisonOfficer", OfTheirs(one));
        var theirs = (await officer.GetAsync($"/api/v1/requests/{request}")).Expect(HttpStatusCode.OK);
        Assert.That(Stated(theirs), Is.EqualTo(Stated(one)));
        Assert.That(theirs.Text("basisFields.0.label"), Does.StartWith("a. The authority"));
        var left = (await analyst.GetAsync($"/api/v1/incidents/{incident}/releases?limit=200")).Expect(HttpStatusCode.OK).Body;
        Assert.That(left, Does.Contain("They go on Friday").And.Contain("The logs of the channel"));
    }

    [Test]
    public async Task What_is_not_demanded_or_too_long_is_named_and_what_another_basis_does_not_demand_goes()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (_, request) = await DraftAsync(app, analyst, Cases.Article29);
        var path = $"/api/v1/requests/{request}";
        var draft = (await analyst.GetAsync(path)).Expect(HttpStatusCode.OK);
        (await analyst.PatchAsync(path, new { basisFields = new { colour = "red" } }, draft.ETag)).ExpectInvalid("basisFields.colour");
        (await analyst.PatchAsync(path, new { basisFields = new { data = new string('x', 4001) } }, draft.ETag)).ExpectInvalid("basisFields.data");
        var emptied = (await analyst.PatchAsync(path, new { basisFields = new { data = (string?)null } }, draft.ETag)).Expect(HttpStatusCode.OK);
        Assert.That(Stated(emptied), Does.Contain("data").And.Contain("authority National CSIRT, duty desk"));
        var other = (await analyst.PatchAsync(path, new { legalBasis = "un-norm-d" }, emptied.ETag)).Expect(HttpStatusCode.OK);
        Assert.That(Stated(other), Is.Empty);
        Assert.That(other.Json["blockedActions"]!.AsArray().Where(b => b!["code"]!.ToString() == "basis-fields-missing"), Is.Empty);
        (await analyst.PatchAsync(path, new { basisFields = new { data = "x" } }, other.ETag)).ExpectInvalid("basisFields.data");
    }

    [Test]
    public async Task What_a_sent_request_states_keeps_its_labels_whatever_the_register_says_later()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var manager = await app.AsAsync("manager");
        var (_, request) = await DraftAsync(app, analyst, Cases.Article29);
        await analyst.ActAsync($"requests/{request}", "submit");
        var register = (await analyst.GetAsync("/api/v1/agreements/budapest")).Expect(HttpStatusCode.OK);
        (await analyst.PatchAsync("/api/v1/agreements/budapest", new { provisions = Array.Empty<object>() }, register.ETag)).Expect(HttpStatusCode.OK);
        var pending = (await manager.GetAsync($"/api/v1/requests/{request}")).Expect(HttpStatusCode.OK);
        Assert.That(Stated(pending), Is.EqualTo(Cases.Article29.Select(f => $"{f.Key} {f.Value}")), "who approves sees all that would leave");
        await manager.ActAsync($"requests/{request}", "approve");
        var sent = (await analyst.GetAsync($"/api/v1/requests/{request}")).Expect(HttpStatusCode.OK);
        Assert.That(sent.Json["basisFields"]!.AsArray(), Has.Count.EqualTo(6));
        Assert.That(sent.Text("basisFields.1.label"), Does.StartWith("b. The offence"));
    }

    [Test]
    public async Task A_basis_for_both_sides_only_is_refused_where_it_does_not_hold()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var register = (await analyst.GetAsync("/api/v1/agreements/budapest")).Expect(HttpStatusCode.OK);
        var strict = new
        {
            provisions = new[] { new { article = "29", titleEn = "Preservation", titleId = "Preservasi", kinds = new[] { "DataPreservation" }, legalBasis = "budapest-29", bindingOnly = true } },
        };
        (await analyst.PatchAsync("/api/v1/agreements/budapest", strict, register.ETag)).Expect(HttpStatusCode.OK);
        var incident = await analyst.ActiveCaseAsync(Cases.NewIncident(countries: ["NL"]));
        var refused = (await analyst.PostAsync($"/api/v1/incidents/{incident}/requests", await BodyAsync(analyst, incident, null))).ExpectInvalid("legalBasis");
        Assert.That(refused.Body, Does.Contain("Indonesia is not a party to"));
        var kept = await analyst.GetAsync("/api/v1/agreements/budapest");
        (await analyst.PatchAsync("/api/v1/agreements/budapest", new { retired = true }, kept.ETag)).Expect(HttpStatusCode.OK);
        (await analyst.PostAsync($"/api/v1/incidents/{incident}/requests", await BodyAsync(analyst, incident, null))).ExpectInvalid("legalBasis");
    }

    [Test]
    public async Task What_was_filled_in_stays_when_it_is_demanded_no_more_until_somebody_empties_it_or_changes_the_basis()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (_, request) = await DraftAsync(app, analyst, Cases.Article29);
        var path = $"/api/v1/requests/{request}";
        var register = (await analyst.GetAsync("/api/v1/agreements/budapest")).Expect(HttpStatusCode.OK);
        (await analyst.PatchAsync("/api/v1/agreements/budapest", new { provisions = Array.Empty<object>() }, register.ETag)).Expect(HttpStatusCode.OK);
        var reworded = (await analyst.PatchAsync(path, new { subject = "In other words" }, (await analyst.GetAsync(path)).ETag)).Expect(HttpStatusCode.OK);
        Assert.That(Stated(reworded), Is.EqualTo(Cases.Article29.Select(f => $"{f.Key} {f.Value}")));
        (await analyst.PatchAsync(path, new { basisFields = new { colour = "red" } }, reworded.ETag)).ExpectInvalid("basisFields.colour");
        var emptied = (await analyst.PatchAsync(path, new { basisFields = new { data = (string?)null, offence = "Another" } }, reworded.ETag)).Expect(HttpStatusCode.OK);
        Assert.That(Stated(emptied), Has.Count.EqualTo(5).And.Contain("offence Another"));
        var other = (await analyst.PatchAsync(path, new { legalBasis = "voluntary" }, emptied.ETag)).Expect(HttpStatusCode.OK);
        Assert.That(Stated(other), Is.Empty);
    }

    [Test]
    public async Task A_partner_that_is_told_again_gets_all_that_a_request_states_again()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var manager = await app.AsAsync("manager");
        var (incident, request) = await DraftAsync(app, analyst, Cases.Article29);
        await analyst.ActAsync($"requests/{request}", "submit");
        await manager.ActAsync($"requests/{request}", "approve");
        var part = $"incidents/{incident}/participations/{(await analyst.GetAsync($"/api/v1/requests/{request}")).Text("participationId")}";
        await analyst.ActAsync(part, "withdraw", new { reason = "Told by mistake" });
        await analyst.ActAsync(part, "notify", new { sharedTitle = "Recruitment channel" });
        var left = (await analyst.GetAsync($"/api/v1/incidents/{incident}/releases?limit=200")).Expect(HttpStatusCode.OK).Body;
        Assert.That(left.Split(Cases.Article29["necessity"]), Has.Length.EqualTo(3));
    }

    private static async Task<(string Incident, string Request)> DraftAsync(TestApp app, ApiClient analyst, object fields)
    {
        var incident = await analyst.ActiveCaseAsync(Cases.NewIncident(countries: ["NL"]));
        var request = (await analyst.PostAsync($"/api/v1/incidents/{incident}/requests", await BodyAsync(analyst, incident, fields))).Expect(HttpStatusCode.Created).Text("reference");
        var part = (await analyst.GetAsync($"/api/v1/incidents/{incident}/authorities?kind=DataPreservation")).Items[0]!["participationId"];
        await analyst.ActAsync($"incidents/{incident}/participations/{part}", "notify", new { sharedTitle = "Recruitment channel" });
        return (incident, request);
    }

    private static async Task<object> BodyAsync(ApiClient analyst, string incident, object? fields) => new
    {
        organisationId = (await analyst.GetAsync($"/api/v1/incidents/{incident}/authorities?kind=DataPreservation")).Items[0]!["organisation"]!["id"]!.ToString(),
        kind = "DataPreservation",
        legalBasis = "budapest-29",
        basisFields = fields,
        subject = "Keep the logs of the channel",
        body = "Please have the logs of the host kept.",
        urgency = "Urgent",
        tlp = "AMBER",
    };

    private static Guid OfTheirs(Answer request) => Guid.Parse(request.Text("requested.id"));

    /// <summary>The fields as <c>code text</c>; the code alone where the text is missing.</summary>
    private static IReadOnlyList<string> Stated(Answer answer) =>
        [.. answer.Json["basisFields"]!.AsArray().Select(f => $"{f!["code"]} {(f["text"] as JsonValue)?.ToString()}".TrimEnd())];
}
