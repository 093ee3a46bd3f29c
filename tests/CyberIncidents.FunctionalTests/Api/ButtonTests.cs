using System.Net;
using System.Text.Json.Nodes;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;

namespace CyberIncidents.FunctionalTests.Api;

/// <summary>What is offered is not refused, and what is blocked is refused with the reason that was told.</summary>
public sealed class ButtonTests
{
    [Test]
    public async Task A_partner_that_was_not_told_cannot_be_sent_to_and_a_country_without_contact_cannot_be_told()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var incident = await analyst.LogAsync(Cases.NewIncident(countries: ["NL", "IS"]));
        var partners = await PartnersAsync(analyst, incident);
        Assert.That(Blocked(partners["NL"]), Is.EqualTo(Code("notify", "incident-not-triaged")));

        await analyst.ActAsync($"incidents/{incident}", "triage");
        partners = await PartnersAsync(analyst, incident);
        Assert.Multiple(() =>
        {
            Assert.That(Allowed(partners["NL"]), Is.EqualTo(new[] { "notify" }));
            Assert.That(Blocked(partners["IS"]), Is.EqualTo(Code("notify", "no-contact")));
            Assert.That(partners["IS"]["draftKinds"]!.AsArray(), Is.Empty);
            Assert.That(partners["NL"]["draftKinds"]!.AsArray().Select(k => k!.ToString()), Does.Contain("Information"));
            Assert.That(partners["NL"]["word"]!.ToString(), Is.EqualTo("NotNotified"));
        });
        await RefusedAsync(analyst, $"incidents/{incident}/participations/{partners["IS"]["id"]}", "notify", "no-contact");

        var request = await analyst.DraftAsync(incident, partners["NL"]["id"]!.ToString());
        var draft = (await analyst.GetAsync($"/api/v1/requests/{request}")).Expect(HttpStatusCode.OK);
        Assert.That(Blocked(draft.Json), Is.EqualTo(Code("send", "not-notified")));
        await RefusedAsync(analyst, $"requests/{request}", "send", "not-notified");
        await analyst.ActAsync($"incidents/{incident}/participations/{partners["NL"]["id"]}", "notify");
        draft = (await analyst.GetAsync($"/api/v1/requests/{request}")).Expect(HttpStatusCode.OK);
        Assert.That(Allowed(draft.Json), Does.Contain("send"));
        Assert.That(Blocked(draft.Json), Is.Empty);
        Assert.That((bool)draft.At("may.edit")!, Is.True);
    }

    [Test]
    public async Task A_request_is_approved_by_another_who_may_and_red_leaves_by_a_manager_to_named_persons()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var manager = await app.AsAsync("manager");
        using var second = await app.HireAsync("second", "Manager");
        var incident = await analyst.ActiveCaseAsync();
        var nl = await analyst.NotifyAsync(incident, "NL");
        var request = await manager.DraftAsync(incident, nl);
        await manager.ActAsync($"requests/{request}", "submit");
        Assert.That(Blocked(await RequestAsync(analyst, request))["approve"], Is.EqualTo("needs-manager"));
        Assert.That(Blocked(await RequestAsync(manager, request))["approve"], Is.EqualTo("own-draft"));
        Assert.That(Allowed(await RequestAsync(second, request)), Does.Contain("approve"));

        var red = await analyst.ActiveCaseAsync(Cases.NewIncident(tlp: "RED", named: [await manager.MyIdAsync()]));
        var forAnalyst = await PartnersAsync(analyst, red);
        var forManager = await PartnersAsync(manager, red);
        Assert.That(Blocked(forAnalyst["NL"]), Is.EqualTo(Code("notify", "needs-manager")));
        Assert.That(Blocked(forManager["NL"]), Is.EqualTo(Code("notify", "no-named-person")));
        await RefusedAsync(manager, $"incidents/{red}/participations/{forManager["NL"]["id"]}", "notify", "no-named-person");
        var may = (await analyst.GetAsync($"/api/v1/incidents/{red}")).Expect(HttpStatusCode.OK).Json["may"]!;
        Assert.Multiple(() =>
        {
            Assert.That((bool)may["lowerTlp"]!, Is.False);
            Assert.That((bool)may["raiseTlp"]!, Is.False);
            Assert.That(may["releaseUpTo"]!.ToString(), Is.EqualTo("AMBER"));
            Assert.That(may["commentTo"]!.AsArray().Select(a => a!.ToString()), Is.EqualTo(new[] { "National" }));
        });
    }

    [TestCase("AMBER")]
    [TestCase("RED")]
    public async Task No_action_that_is_offered_on_anything_of_a_case_is_refused(string tlp)
    {
        await using var app = new TestApp();
        using var scene = await Scene.BuildAsync(app, tlp);
        foreach (var name in new[] { "named", "manager" })
        {
            var client = scene[name];
            var requests = (await client.GetAsync($"/api/v1/incidents/{scene.Incident}/requests")).Expect(HttpStatusCode.OK).Items;
            foreach (var request in requests)
            {
                await EnsureAsync(client, $"requests/{request!["reference"]}", request, request["reference"]!.ToString());
            }

            foreach (var partner in (await PartnersAsync(client, scene.Incident)).Values)
            {
                await EnsureAsync(client, $"incidents/{scene.Incident}/participations/{partner["id"]}", partner, partner["country"]!.ToString());
            }
        }
    }

    [Test]
    public async Task A_closed_case_offers_to_reopen_it_and_to_write_for_ourselves()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.nl");
        var incident = await analyst.ActiveCaseAsync();
        await analyst.NotifyAsync(incident, "NL");
        var open = (await liaison.GetAsync($"/api/v1/incidents/{incident}")).Expect(HttpStatusCode.OK);
        Assert.That((bool)open.Json["mayComment"]!, Is.True);
        await analyst.ActAsync($"incidents/{incident}", "resolve", new { outcome = "Mitigated" });
        await analyst.ActAsync($"incidents/{incident}", "close", new { summary = "Done" });
        var closed = (await analyst.GetAsync($"/api/v1/incidents/{incident}")).Expect(HttpStatusCode.OK);
        Assert.Multiple(() =>
        {
            Assert.That(Allowed(closed.Json), Is.EqualTo(new[] { "reopen" }));
            Assert.That((bool)closed.At("may.edit")!, Is.False);
            Assert.That((bool)closed.At("may.draftRequest")!, Is.False);
            Assert.That((bool)closed.At("may.scheduleFollowUp")!, Is.False);
            Assert.That((bool)closed.At("may.raiseTlp")!, Is.True);
            Assert.That(closed.At("may.commentTo")!.AsArray().Select(a => a!.ToString()), Is.EqualTo(new[] { "National" }));
        });
        Assert.That((bool)(await liaison.GetAsync($"/api/v1/incidents/{incident}")).Json["mayComment"]!, Is.False);
    }

    /// <summary>Asks for every legal move without what it needs: a 400 says that it is open, a 403 or 409 that it is not.</summary>
    private static async Task EnsureAsync(ApiClient client, string path, JsonNode row, string what)
    {
        foreach (var action in Allowed(row).Where(a => a is "clarify" or "return" or "withdraw" or "reject"))
        {
            if (action is "withdraw" && path.Contains("participations", StringComparison.Ordinal))
            {
                continue;
            }

            var answer = await client.PostAsync($"/api/v1/{path}/actions/{action}");
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest), $"{what} {action}: {answer.Body}");
        }

        foreach (var (action, code) in Blocked(row))
        {
            await RefusedAsync(client, path, action, code);
        }
    }

    private static async Task RefusedAsync(ApiClient client, string path, string action, string code)
    {
        var answer = await client.PostAsync($"/api/v1/{path}/actions/{action}", new { reason = "A reason", note = "A note" });
        if (code is "needs-manager" or "own-draft")
        {
            answer.ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        }
        else
        {
            answer.ExpectProblem(HttpStatusCode.Conflict, code);
        }
    }

    private static async Task<JsonNode> RequestAsync(ApiClient client, string reference) =>
        (await client.GetAsync($"/api/v1/requests/{reference}")).Expect(HttpStatusCode.OK).Json;

    private static async Task<Dictionary<string, JsonNode>> PartnersAsync(ApiClient client, string incident) =>
        (await client.GetAsync($"/api/v1/incidents/{incident}/participations")).Expect(HttpStatusCode.OK)
            .Items.ToDictionary(p => p!["country"]!.ToString(), p => p!, StringComparer.Ordinal);

    private static string[] Allowed(JsonNode row) => [.. row["allowedActions"]!.AsArray().Select(a => a!.ToString())];

    private static Dictionary<string, string> Blocked(JsonNode row) =>
        row["blockedActions"]!.AsArray().ToDictionary(b => b!["action"]!.ToString(), b => b!["code"]!.ToString(), StringComparer.Ordinal);

    private static Dictionary<string, string> Code(string action, string code) => new(StringComparer.Ordinal) { [action] = code };
}
