using System.Net;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Timeline;
using CyberIncidents.FunctionalTests.Visibility;

namespace CyberIncidents.FunctionalTests.Links;

/// <summary>Merging a case into another, and back.</summary>
public sealed class MergeTests
{
    [Test]
    public async Task Both_references_resolve_nothing_moves_and_the_merge_is_undone()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (one, other) = (await analyst.ActiveCaseAsync(), await analyst.LogAsync());
        await analyst.ActAsync($"incidents/{one}", "hold", new { reason = "Waits for the court", until = TestApp.Start.AddDays(9) });
        await analyst.ObserveAsync(one, "evil.example");
        var entry = await analyst.HappenedAsync(one, "The page went up");
        var path = $"/api/v1/incidents/{one}";
        var before = (await analyst.GetAsync(path)).Expect(HttpStatusCode.OK);
        var merged = (await analyst.PostAsync($"{path}/merge", new { into = other }, ("If-Match", before.ETag!))).Expect(HttpStatusCode.OK);
        using var all = Assert.EnterMultipleScope();
        Assert.That(new[] { "reference", "status", "mergedInto", "counts.observables", "counts.timeline" }.Select(merged.Text), Is.EqualTo(new[] { one, "Duplicate", other, "1", "1" }));
        Assert.That((merged.At("duplicateOf"), merged.At("allowedActions")!.AsArray().Count, merged.At("mayUnmerge")!.GetValue<bool>()), Is.EqualTo(((object?)null, 0, true)));
        Assert.That((await analyst.GetAsync($"/api/v1/incidents/{other}")).Text("counts.timeline"), Is.EqualTo("0"), "nothing moves");
        Assert.That((await analyst.LinksAsync(one), await analyst.LinksAsync(other)), Is.EqualTo((new[] { $"MergedInto {other}" }, new[] { $"Merged {one}" })));
        (await analyst.GetAsync($"{path}/timeline/{entry}")).Expect(HttpStatusCode.OK);

        (await analyst.PostAsync($"{path}/timeline", new { at = TestApp.Start, text = "x" })).ExpectProblem(HttpStatusCode.Conflict, "incident-closed");
        (await analyst.PostAsync($"{path}/actions/reopen", new { reason = "x" })).ExpectProblem(HttpStatusCode.Conflict, "incident-merged");
        (await analyst.PostAsync($"{path}/merge", new { into = other })).ExpectProblem(HttpStatusCode.Conflict, "incident-merged");
        (await analyst.PostAsync($"/api/v1/incidents/{other}/merge", new { into = one })).ExpectProblem(HttpStatusCode.Conflict, "merge-into-ended");
        var link = (await analyst.GetAsync($"/api/v1/incidents/{other}/links")).Text("items.0.id");
        (await analyst.PostAsync($"/api/v1/incidents/{other}/links/{link}/actions/withdraw")).ExpectProblem(HttpStatusCode.Conflict, "link-of-merge");
        (await analyst.PostAsync($"{path}/unmerge", null, ("If-Match", before.ETag!))).ExpectProblem(HttpStatusCode.PreconditionFailed, "stale");

        var undone = (await analyst.PostAsync($"{path}/unmerge")).Expect(HttpStatusCode.OK);
        foreach (var field in before.Json.AsObject().Select(f => f.Key).Where(f => f is not ("version" or "updatedAt")))
        {
            Assert.That(undone.At(field)?.ToJsonString(), Is.EqualTo(before.At(field)?.ToJsonString()), field);
        }

        (await analyst.PostAsync($"{path}/unmerge")).ExpectProblem(HttpStatusCode.Conflict, "not-merged");
        Assert.That((await analyst.LinksAsync(one), await analyst.LinksAsync(other)), Is.EqualTo((Array.Empty<string>(), Array.Empty<string>())));
        Assert.That(await analyst.LinkHistoryAsync(other), Is.EqualTo(new[] { $"merge {one}", $"unmerge {one}" }));
        var acts = (await analyst.GetAsync($"{path}/audit?limit=200")).Items.Where(l => l!["subjectType"]!.ToString() == "Incident").Select(l => l!["action"]!.ToString());
        Assert.That(acts.TakeLast(2), Is.EqualTo(new[] { "merge", "unmerge" }));
        await analyst.PostAsync($"{path}/merge", new { into = other });
        Assert.That(await analyst.LinksAsync(other), Is.EqualTo(new[] { $"Merged {one}" }), "again, and once");
    }

    [Test]
    public async Task Requests_under_way_and_what_cannot_survive_are_in_the_way()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (one, _, request) = await analyst.SentRequestAsync();
        var (other, ended) = (await analyst.LogAsync(), await analyst.LogAsync());
        await analyst.ActAsync($"incidents/{ended}", "reject", new { reason = "No case" });
        var path = $"/api/v1/incidents/{one}/merge";
        using var all = Assert.EnterMultipleScope();
        (await analyst.PostAsync(path, new { })).ExpectInvalid("into");
        (await analyst.PostAsync(path, new { into = one })).ExpectInvalid("into");
        (await analyst.PostAsync(path, new { into = "CI-2026-000099" })).ExpectInvalid("into");
        (await analyst.PostAsync(path, new { into = other, colour = "red" })).ExpectInvalid("colour");
        (await analyst.PostAsync(path, new { into = ended })).ExpectProblem(HttpStatusCode.Conflict, "merge-into-ended");
        Assert.That((await analyst.PostAsync(path, new { into = other })).ExpectProblem(HttpStatusCode.Conflict, "requests-open").Body, Does.Contain(request));
        (await analyst.PostAsync($"/api/v1/incidents/{ended}/merge", new { into = other })).ExpectProblem(HttpStatusCode.Conflict, "illegal-move");
        (await analyst.PostAsync($"/api/v1/incidents/{one}/unmerge")).ExpectProblem(HttpStatusCode.Conflict, "not-merged");
        await analyst.ActAsync($"requests/{request}", "withdraw", new { reason = "Merged" });
        (await analyst.PostAsync(path, new { into = other })).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task Legal_clocks_run_on_since_no_duty_ends_by_it()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (one, other) = (await analyst.ActiveCaseAsync(), await analyst.LogAsync());
        (await analyst.PostAsync($"/api/v1/incidents/{one}/clocks", new { rules = new[] { "id-iiv-report" } })).Expect(HttpStatusCode.Created);
        (await analyst.PostAsync($"/api/v1/incidents/{one}/merge", new { into = other })).Expect(HttpStatusCode.OK);
        Assert.That((await analyst.GetAsync($"/api/v1/incidents/{one}/clocks")).Items.Single()!["state"]!.ToString(), Is.EqualTo("Running"));
    }
}
