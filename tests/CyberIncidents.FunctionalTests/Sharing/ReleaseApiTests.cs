using System.Net;
using System.Security.Cryptography;
using System.Text;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;

namespace CyberIncidents.FunctionalTests.Sharing;

/// <summary>Releasing items by the API: what leaves, to whom, and what is refused with nothing stored.</summary>
public sealed class ReleaseApiTests
{
    [Test]
    public async Task Chosen_items_reach_whom_they_are_for_with_the_word_and_nobody_else()
    {
        await using var scene = await ReleaseScene.BuildAsync();
        var stays = await scene.Analyst.ObserveAsync(scene.Incident, "stays.example");
        var goes = (await scene.Analyst.PostAsync(
            $"/api/v1/incidents/{scene.Incident}/observables", new { type = "Domain", value = "Goes[.]example", note = "From our sensor" })).Text("id");
        var before = await scene.LoggedAsync();
        var made = await scene.ReleaseAsync(scene.Analyst, goes, "NL", "Please block it", "The sensor is left out");

        using var all = Assert.EnterMultipleScope();
        Assert.That(made.Text("items.0.number"), Does.Match(@"^RL-2026-NL-\d{4}$"));
        Assert.That((made.Text("items.0.state"), made.Text("items.0.markedAs")), Is.EqualTo(("Released", "AMBER")));
        var content = made.Text("items.0.items.0.content");
        Assert.That(content, Is.EqualTo("""{"Type":"Domain","Value":"goes.example","Tlp":"AMBER"}"""));
        Assert.That(made.Text("items.0.items.0.sha256"), Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))));
        Assert.That(await scene.LoggedAsync(), Is.EqualTo(before + 1));

        var list = (await scene.Nl.GetAsync($"/api/v1/incidents/{scene.Incident}/observables?count=true")).Expect(HttpStatusCode.OK);
        Assert.That(list.Text("count"), Is.EqualTo("1"));
        var fields = list.Items.Single()!.AsObject().Select(f => f.Key);
        Assert.That(fields, Is.EquivalentTo(new[] { "id", "type", "value", "tlp", "releasedAt", "withdrawn" }));
        var read = (await scene.Nl.GetAsync($"/api/v1/incidents/{scene.Incident}/observables/{goes}")).Expect(HttpStatusCode.OK);
        Assert.That((read.Text("value"), read.Text("withdrawn")), Is.EqualTo(("goes.example", "false")));
        Assert.That(read.ETag, Does.StartWith("W/"));
        var release = (await scene.Nl.GetAsync(scene.Path)).Expect(HttpStatusCode.OK);
        Assert.That((release.Text("items.0.note"), release.Text("items.0.items.0.id")), Is.EqualTo(("Please block it", goes)));
        Assert.That(release.Body, Does.Not.Contain("sensor"));
        await scene.Nl.EnsureAbsentAsync($"incidents/{scene.Incident}/observables/{stays}");
        await scene.Sg.EnsureAbsentAsync($"incidents/{scene.Incident}/observables/{goes}");
        Assert.That(await scene.Sg.RowsAsync(scene.Path), Is.Zero);

        await scene.Analyst.ActAsync($"incidents/{scene.Incident}/observables/{goes}", "withdraw", new { reason = "A slip" });
        var gone = (await scene.Nl.GetAsync($"/api/v1/incidents/{scene.Incident}/observables/{goes}")).Expect(HttpStatusCode.OK);
        Assert.That(gone.Text("withdrawn"), Is.EqualTo("true"));
        Assert.That(gone.Body, Does.Not.Contain("slip"));
        var ours = (await scene.Analyst.GetAsync($"/api/v1/incidents/{scene.Incident}/observables/{goes}")).Expect(HttpStatusCode.OK);
        Assert.That(ours.At("releasedTo")!.AsArray(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Each_receiver_has_a_release_of_its_own_and_the_package_the_strictest_marking()
    {
        await using var scene = await ReleaseScene.BuildAsync(tlp: "CLEAR");
        var green = await scene.Analyst.ObserveAsync(scene.Incident, "green.example", tlp: "GREEN");
        var amber = await scene.Analyst.ObserveAsync(scene.Incident, "amber.example", tlp: "AMBER");
        var comment = (await scene.Analyst.CommentAsync(scene.Incident, "Our view")).Text("id");
        var made = (await scene.Analyst.PostAsync(scene.Path, new
        {
            items = new[] { new { type = "Observable", id = green }, new { type = "Observable", id = amber }, new { type = "Comment", id = comment } },
            receivers = new[] { scene.Organisations["NL"], scene.Organisations["SG"] },
        })).Expect(HttpStatusCode.Created);
        using var all = Assert.EnterMultipleScope();
        Assert.That(made.Items.Select(r => r!["number"]!.ToString()[..11]), Is.EqualTo(new[] { "RL-2026-NL-", "RL-2026-SG-" }));
        Assert.That(made.Items.Select(r => r!["markedAs"]!.ToString()), Is.All.EqualTo("AMBER"));
        Assert.That(await scene.Sg.CommentTextsAsync(scene.Incident), Is.EqualTo(new[] { "Our view" }));
        Assert.That((await scene.Nl.GetAsync(scene.Path)).Body, Does.Not.Contain("-SG-"));
        var releasable = (await scene.Analyst.GetAsync($"/api/v1/incidents/{scene.Incident}/releasable")).Expect(HttpStatusCode.OK);
        Assert.That(releasable.Items.Single(i => i!["id"]!.ToString() == comment)!["goneTo"]!.AsArray(), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Whoever_may_not_get_it_is_named_with_the_reason_and_nothing_is_stored()
    {
        await using var scene = await ReleaseScene.BuildAsync(named: false);
        var item = await scene.Analyst.ObserveAsync(scene.Incident, "evil.example");
        var strict = await scene.Analyst.ObserveAsync(scene.Incident, "strict.example", tlp: "AMBER+STRICT");
        var red = await scene.Manager.ObserveAsync(scene.Incident, "red.example", tlp: "RED");
        var withdrawn = await scene.Analyst.ObserveAsync(scene.Incident, "withdrawn.example");
        await scene.Analyst.ActAsync($"incidents/{scene.Incident}/observables/{withdrawn}", "withdraw");
        var before = await scene.LoggedAsync();
        var audit = (await scene.Manager.GetAsync($"/api/v1/incidents/{scene.Incident}/audit?limit=200")).Items.Count;

        using var all = Assert.EnterMultipleScope();
        (await scene.Analyst.PostAsync(scene.Path, scene.Body([item], ["ID"]))).ExpectInvalid("receivers");
        (await scene.Analyst.PostAsync(scene.Path, scene.Body([item], ["JP"]))).ExpectInvalid("receivers");
        (await scene.Analyst.PostAsync(scene.Path, new { items = new[] { new { type = "Observable", id = item } }, receivers = new[] { Guid.NewGuid() } })).ExpectInvalid("receivers");
        foreach (var country in new[] { "AU", "MY" })
        {
            // NL could have it: all go or none.
            var refused = (await scene.Analyst.PostAsync(scene.Path, scene.Body([item], ["NL", country]))).ExpectProblem(HttpStatusCode.Conflict, "shares-nothing");
            Assert.That(refused.Body, Does.Contain("evil.example"));
        }

        (await scene.Analyst.PostAsync(scene.Path, scene.Body([strict], ["NL"]))).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await scene.Analyst.PostAsync(scene.Path, scene.Body([red], ["NL"]))).ExpectInvalid("items[0].id");
        (await scene.Manager.PostAsync(scene.Path, scene.Body([red], ["NL"]))).ExpectProblem(HttpStatusCode.Conflict, "no-named-person");
        (await scene.Analyst.PostAsync(scene.Path, scene.Body([withdrawn], ["NL"]))).ExpectInvalid("items[0].id");
        (await scene.Analyst.PostAsync(scene.Path, scene.Body([item, Guid.NewGuid().ToString()], ["NL"]))).ExpectInvalid("items[1].id");
        (await scene.Analyst.PostAsync(scene.Path, scene.Body([], ["NL"]))).ExpectInvalid("items");
        (await scene.Analyst.PostAsync(scene.Path, scene.Body([item], []))).ExpectInvalid("receivers");
        (await scene.Analyst.PostAsync(scene.Path, new { items = new[] { new { type = "Request", id = item } }, receivers = new[] { scene.Organisations["NL"] } })).ExpectInvalid("items[0].id");
        (await scene.Analyst.PostAsync(scene.Path, new { items = new[] { new { type = "Colour", id = item } }, receivers = new[] { scene.Organisations["NL"] } })).ExpectInvalid("items[0].type");
        (await scene.Nl.PostAsync(scene.Path, scene.Body([item], ["NL"]))).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await scene.Analyst.PostAsync("/api/v1/incidents/CI-2026-999999/releases", scene.Body([item], ["NL"]))).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        Assert.That(await scene.LoggedAsync(), Is.EqualTo(before));
        Assert.That((await scene.Manager.GetAsync($"/api/v1/incidents/{scene.Incident}/audit?limit=200")).Items, Has.Count.EqualTo(audit));
        Assert.That(await scene.Nl.RowsAsync($"/api/v1/incidents/{scene.Incident}/observables"), Is.Zero);
        await scene.Analyst.ActAsync($"incidents/{scene.Incident}", "resolve", new { outcome = "Mitigated" });
        await scene.Analyst.ActAsync($"incidents/{scene.Incident}", "close", new { summary = "Over" });
        (await scene.Analyst.PostAsync(scene.Path, scene.Body([item], ["NL"]))).ExpectProblem(HttpStatusCode.Conflict, "incident-closed");
    }

    [Test]
    public async Task What_came_from_one_partner_does_not_reach_another_without_its_consent()
    {
        await using var scene = await ReleaseScene.BuildAsync();
        var theirs = (await scene.Nl.CommentAsync(scene.Incident, "What NL found")).Expect(HttpStatusCode.Created).Text("id");
        object Body(string country) => new { items = new[] { new { type = "Comment", id = theirs } }, receivers = new[] { scene.Organisations[country] } };
        using var all = Assert.EnterMultipleScope();
        (await scene.Analyst.PostAsync(scene.Path, Body("SG"))).ExpectProblem(HttpStatusCode.Conflict, "originator-consent");
        (await scene.Analyst.PostAsync(scene.Path, Body("NL"))).ExpectProblem(HttpStatusCode.Conflict, "own-item");
        var check = (await scene.Analyst.PostAsync($"{scene.Path}/check", Body("SG"))).Expect(HttpStatusCode.OK);
        Assert.That((check.Text("may"), check.Text("items.0.ways.0.code")), Is.EqualTo(("false", "originator-consent")));
        var releasable = (await scene.Analyst.GetAsync($"/api/v1/incidents/{scene.Incident}/releasable")).Expect(HttpStatusCode.OK);
        Assert.That(releasable.Items.Single(i => i!["id"]!.ToString() == theirs)!["originator"]!["id"]!.ToString(), Is.EqualTo(scene.Organisations["NL"].ToString()));
        Assert.That(await scene.Sg.CommentTextsAsync(scene.Incident), Is.Empty);
    }

    [Test]
    public async Task The_check_says_for_each_way_whether_it_may_go_and_exactly_what_will_leave()
    {
        await using var scene = await ReleaseScene.BuildAsync();
        var item = await scene.Analyst.ObserveAsync(scene.Incident, "evil.example");
        var strict = await scene.Analyst.ObserveAsync(scene.Incident, "strict.example", tlp: "AMBER+STRICT");
        var before = await scene.LoggedAsync();
        var check = (await scene.Analyst.PostAsync($"{scene.Path}/check", scene.Body([item, strict], ["NL", "AU"]))).Expect(HttpStatusCode.OK);
        using var all = Assert.EnterMultipleScope();
        Assert.That((check.Text("may"), check.Text("tlp"), check.Text("needsApproval")), Is.EqualTo(("false", "AMBER+STRICT", "true")));
        Assert.That(
            check.Items.Select(i => string.Join(' ', i!["ways"]!.AsArray().Select(w => w!["code"]?.ToString() ?? "may"))),
            Is.EqualTo(new[] { "may shares-nothing", "needs-manager needs-manager" }));
        Assert.That((await scene.Analyst.PostAsync($"{scene.Path}/check", scene.Body([item], ["NL"]))).Text("may"), Is.EqualTo("true"));
        Assert.That(await scene.LoggedAsync(), Is.EqualTo(before), "looking stores nothing");
        var made = await scene.ReleaseAsync(scene.Analyst, item, "NL");
        Assert.That(made.Text("items.0.items.0.content"), Is.EqualTo(check.Text("items.0.content")));
        Assert.That(made.Text("items.0.items.0.sha256"), Is.EqualTo(check.Text("items.0.sha256")));
    }

    [Test]
    public async Task The_same_call_again_is_one_release_and_with_other_words_none()
    {
        await using var scene = await ReleaseScene.BuildAsync();
        var item = await scene.Analyst.ObserveAsync(scene.Incident, "evil.example");
        var body = scene.Body([item], ["NL"]);
        var first = (await scene.Analyst.PostAsync(scene.Path, body, ("Idempotency-Key", "once"))).Expect(HttpStatusCode.Created);
        var again = (await scene.Analyst.PostAsync(scene.Path, body, ("Idempotency-Key", "once"))).Expect(HttpStatusCode.Created);
        using var all = Assert.EnterMultipleScope();
        Assert.That(again.Body, Is.EqualTo(first.Body));
        Assert.That(again.Location, Is.EqualTo(first.Location));
        (await scene.Analyst.PostAsync(scene.Path, scene.Body([item], ["SG"]), ("Idempotency-Key", "once"))).Expect(HttpStatusCode.UnprocessableEntity);
        Assert.That(await scene.Nl.RowsAsync(scene.Path), Is.EqualTo(1));
        Assert.That(await scene.Sg.RowsAsync(scene.Path), Is.Zero);
    }

    [Test]
    public async Task What_a_partner_that_was_taken_out_had_is_gone_from_its_sight()
    {
        await using var scene = await ReleaseScene.BuildAsync();
        var item = await scene.Analyst.ObserveAsync(scene.Incident, "evil.example");
        await scene.ReleaseAsync(scene.Analyst, item, "NL", "A word");
        Assert.That(await scene.Nl.RowsAsync("/api/v1/notifications"), Is.EqualTo(2));
        var nl = await scene.Manager.ParticipationAsync(scene.Incident, "NL");
        await scene.Manager.ActAsync($"incidents/{scene.Incident}/participations/{nl["id"]}", "withdraw", new { reason = "Over" });
        await scene.Nl.EnsureAbsentAsync($"incidents/{scene.Incident}/observables/{item}", $"incidents/{scene.Incident}/observables", $"incidents/{scene.Incident}/releases");
        Assert.That(await scene.Nl.RowsAsync("/api/v1/notifications"), Is.Zero);
    }
}
