using System.Net;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;

namespace CyberIncidents.FunctionalTests.Markings;

/// <summary>PAP, handling codes and grading on whatever carries a marking, and lowering by one mechanism.</summary>
public sealed class MarkingTests
{
    private static readonly object Full = new { pap = "AMBER", codes = new[] { "H3", "H1" }, grading = new { scheme = "Admiralty", source = "B", information = "2" } };
    private const string Kept = """{"pap":"AMBER","codes":["H1","H3"],"grading":{"scheme":"Admiralty","source":"B","information":"2"}}""";
    private const string Told = """{"pap":"AMBER","codes":["H1","H3"],"grading":null}""";

    [Test]
    public async Task One_shape_is_kept_everywhere_and_a_partner_reads_it_without_the_grading()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.nl");
        var reference = await analyst.ActiveCaseAsync();
        (await analyst.EditCaseAsync(reference, new { handling = Full })).Expect(HttpStatusCode.OK);
        var part = await analyst.NotifyAsync(reference, "NL");
        var request = (await analyst.PostAsync($"/api/v1/incidents/{reference}/requests", new
        {
            participationId = part, kind = "Information", subject = "Who", body = "Who runs it", tlp = "AMBER", handling = Full,
        })).Expect(HttpStatusCode.Created);
        await analyst.ActAsync($"requests/{request.Text("reference")}", "send");
        var comment = (await analyst.PostAsync($"/api/v1/incidents/{reference}/comments", new { text = "Look", audience = "Participants", handling = Full })).Expect(HttpStatusCode.Created);
        var observable = (await analyst.PostAsync($"/api/v1/incidents/{reference}/observables", new { type = "Domain", value = "evil.example", handling = Full })).Expect(HttpStatusCode.Created);
        var incident = await analyst.GetAsync($"/api/v1/incidents/{reference}");
        var shared = await liaison.GetAsync($"/api/v1/incidents/{reference}");
        using var all = Assert.EnterMultipleScope();
        Assert.That(new[] { request, comment, observable, incident }.Select(a => a.At("handling")!.ToJsonString()), Is.All.EqualTo(Kept));
        Assert.That(incident.Text("pap"), Is.EqualTo("AMBER"));
        Assert.That(new[]
        {
            shared, await liaison.GetAsync($"/api/v1/requests/{request.Text("reference")}"), await liaison.GetAsync($"/api/v1/incidents/{reference}/comments/{comment.Text("id")}"),
        }.Select(a => a.At("handling")!.ToJsonString()), Is.All.EqualTo(Told));
        var releases = await analyst.GetAsync($"/api/v1/incidents/{reference}/releases");
        Assert.That(releases.Items.Select(r => r!["handling"]!.ToJsonString()), Is.All.EqualTo(Told));
        Assert.That(releases.Body, Does.Not.Contain("Admiralty").And.Contain("PAP:AMBER H1 H3"));
    }

    [Test]
    public async Task PAP_alone_and_the_whole_value_are_two_ways_to_say_the_same()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var reference = await analyst.LogAsync();
        using var all = Assert.EnterMultipleScope();
        foreach (var (change, pap, handling) in new (object, string?, string?)[]
        {
            (new { pap = "RED" }, "RED", """{"pap":"RED","codes":[],"grading":null}"""),
            (new { handling = new { codes = new[] { "H0" } } }, null, """{"pap":null,"codes":["H0"],"grading":null}"""),
            (new { pap = "GREEN" }, "GREEN", """{"pap":"GREEN","codes":["H0"],"grading":null}"""),
            (new { pap = "CLEAR", handling = new { pap = "CLEAR" } }, "CLEAR", """{"pap":"CLEAR","codes":[],"grading":null}"""),
            (new Dictionary<string, object?>(StringComparer.Ordinal) { ["handling"] = null }, null, null),
        })
        {
            var saved = (await analyst.EditCaseAsync(reference, change)).Expect(HttpStatusCode.OK);
            Assert.That((saved.At("pap")?.ToString(), saved.At("handling")?.ToJsonString()), Is.EqualTo((pap, handling)));
        }

        (await analyst.EditCaseAsync(reference, new { pap = "RED", handling = new { pap = "CLEAR" } })).ExpectInvalid("pap");
    }

    [Test]
    public async Task What_is_no_marking_is_a_fault_of_its_field()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var path = $"/api/v1/incidents/{await analyst.LogAsync()}/observables";
        using var all = Assert.EnterMultipleScope();
        foreach (var (handling, field) in new (object, string)[]
        {
            (new { codes = new[] { "H0", "H1" } }, "handling.codes"), (new { codes = new[] { "H2", "H2" } }, "handling.codes"), (new { codes = new[] { "H4" } }, "handling.codes[0]"),
            (new { pap = "WHITE" }, "handling.pap"), (new { colour = "red" }, "handling.colour"), (new { grading = new { source = "A", information = "1" } }, "handling.grading.scheme"),
            (new { grading = new { scheme = "Admiralty", source = "X", information = "1" } }, "handling.grading.source"),
            (new { grading = new { scheme = "FourByFour", source = "A", information = "6" } }, "handling.grading.information"),
            (new { grading = new { scheme = "FourByFour", source = "D", information = "1" } }, "handling.grading.source"),
            (new { grading = new { scheme = "Admiralty", source = "A" } }, "handling.grading.information"),
        })
        {
            (await analyst.PostAsync(path, new { type = "Domain", value = "evil.example", handling })).ExpectInvalid(field);
        }

        Assert.That(await analyst.RowsAsync(path), Is.Zero);
    }

    [Test]
    public async Task Raising_is_free_and_lowering_a_manager_s_with_a_reason_for_every_kind()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var manager = await app.AsAsync("manager");
        var reference = await analyst.ActiveCaseAsync(Cases.NewIncident(tlp: "GREEN"));
        var draft = await analyst.DraftAsync(reference, await analyst.NotifyAsync(reference, "NL"));
        var comment = (await analyst.CommentAsync(reference, "Ours")).Text("id");
        foreach (var path in new[] { $"incidents/{reference}/comments/{comment}", $"incidents/{reference}/observables/{await analyst.ObserveAsync(reference, "evil.example")}", $"requests/{draft}" })
        {
            var action = $"/api/v1/{path}/actions/remark";
            Assert.That((await analyst.PostAsync(action, new { tlp = "AMBER+STRICT" })).Expect(HttpStatusCode.OK).Text("tlp"), Is.EqualTo("AMBER+STRICT"), path);
            (await analyst.PostAsync(action, new { tlp = "AMBER", reason = "Known by now" })).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
            (await manager.PostAsync(action, new { tlp = "AMBER" })).ExpectInvalid("reason");
            (await manager.PostAsync(action, new { tlp = "CLEAR", reason = "Known by now" })).ExpectInvalid("tlp");
            (await manager.PostAsync(action, new { tlp = "AMBER", reason = "Known by now" }, ("If-Match", "\"99\""))).Expect(HttpStatusCode.PreconditionFailed);
            Assert.That((await manager.PostAsync(action, new { tlp = "AMBER", reason = "Known by now" })).Expect(HttpStatusCode.OK).Text("tlp"), Is.EqualTo("AMBER"), path);
            (await manager.PostAsync(action, new { reason = "Nothing" })).ExpectInvalid("tlp");
        }
    }

    [Test]
    public async Task What_becomes_RED_is_gone_for_all_but_named_persons_with_all_that_hangs_on_it()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var manager = await app.AsAsync("manager");
        using var stranger = await app.HireAsync("stranger");
        using var liaison = await app.AsAsync("liaison.nl");
        var (reference, _, request) = await manager.SentRequestAsync();
        var comment = (await manager.CommentAsync(reference, "EISVOGEL", "Participants")).Text("id");
        (await liaison.GetAsync($"/api/v1/incidents/{reference}/comments/{comment}")).Expect(HttpStatusCode.OK);
        (await manager.PostAsync($"/api/v1/incidents/{reference}/comments/{comment}/actions/remark", new { tlp = "RED" })).Expect(HttpStatusCode.OK);
        (await manager.PostAsync($"/api/v1/requests/{request}/actions/remark", new { tlp = "RED" })).Expect(HttpStatusCode.OK);
        using var all = Assert.EnterMultipleScope();
        await liaison.EnsureAbsentAsync($"incidents/{reference}/comments/{comment}", $"requests/{request}");
        await stranger.EnsureAbsentAsync($"incidents/{reference}/comments/{comment}", $"requests/{request}");
        foreach (var part in new[] { "releases", "audit", "clocks", "comments" })
        {
            Assert.That((await stranger.GetAsync($"/api/v1/incidents/{reference}/{part}")).Body, Does.Not.Contain("EISVOGEL").And.Not.Contain("Who runs the channel"), part);
        }

        // A case that is raised to less afterwards does not bring it back.
        (await manager.EditCaseAsync(reference, new { tlp = "AMBER+STRICT" })).Expect(HttpStatusCode.OK);
        Assert.That((await stranger.GetAsync($"/api/v1/incidents/{reference}/releases")).Body, Does.Not.Contain("EISVOGEL"));
        (await manager.GetAsync($"/api/v1/requests/{request}")).Expect(HttpStatusCode.OK);
    }
}
