using System.Net;
using System.Text.Json.Nodes;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Visibility;

/// <summary>After its part has ended a partner keeps its own past answers and nothing else.</summary>
public sealed class AfterEndingTests
{
    [TestCase("withdraw", "Withdrawn")]
    [TestCase("decline", "Declined")]
    public async Task Unanswered_requests_end_in_the_same_save_and_answered_ones_stay(string move, string state)
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var nl = await app.AsAsync("liaison.nl");
        var (incident, part, answered) = await analyst.SentRequestAsync();
        var open = await analyst.DraftAsync(incident, part);
        await analyst.ActAsync($"requests/{open}", "send");
        var draft = await analyst.DraftAsync(incident, part);
        (await analyst.CommentAsync(incident, "For partners", "Participants")).Expect(HttpStatusCode.Created);
        await nl.ActAsync($"requests/{answered}", "ask", new { note = "Our question" });
        await analyst.ActAsync($"requests/{answered}", "clarify", new { note = "Their clarification" });
        await nl.ActAsync($"requests/{answered}", "answer", new { outcome = "Partly", note = "Our answer" });
        var speaker = move == "decline" ? nl : analyst;
        (await speaker.PostAsync($"/api/v1/incidents/{incident}/participations/{part}/actions/{move}", new { reason = "No part any more" }))
            .Expect(HttpStatusCode.OK);

        await nl.EnsureAbsentAsync(
            $"incidents/{incident}", $"incidents/{incident}/comments", $"incidents/{incident}/participations", $"incidents/{incident}/requests",
            $"requests/{open}", $"requests/{draft}", $"requests?incident={incident}");
        Assert.That(await nl.RowsAsync("/api/v1/incidents"), Is.Zero);
        (await nl.CommentAsync(incident, "Too late")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await nl.PostAsync($"/api/v1/incidents/{incident}/participations/{part}/actions/decline")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        var kept = (await nl.GetAsync($"/api/v1/requests/{answered}")).Expect(HttpStatusCode.OK);
        EnsureOnlyOwnWords(kept, incident);
        Assert.That(await nl.RowsAsync("/api/v1/requests"), Is.EqualTo(1));
        EnsureOnlyOwnWords(await nl.GetAsync("/api/v1/requests"), incident);
        EnsureOnlyOwnWords(await nl.GetAsync("/api/v1/requests?overdue=false"), incident);
        var seen = (await analyst.GetAsync($"/api/v1/requests/{open}")).Expect(HttpStatusCode.OK);
        Assert.That(seen.Text("state"), Is.EqualTo(state));
        Assert.That((await analyst.GetAsync($"/api/v1/requests/{draft}")).Text("state"), Is.EqualTo("Withdrawn"));
        await EnsureOneCallAsync(analyst, incident, part, open);
    }

    [Test]
    public async Task Notices_about_what_vanished_are_gone_and_come_back_with_it()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var nl = await app.AsAsync("liaison.nl");
        var (incident, part, _) = await analyst.SentRequestAsync();
        var notices = (await nl.GetAsync("/api/v1/notifications")).Expect(HttpStatusCode.OK).Items;
        Assert.That(notices, Has.Count.EqualTo(2));
        await analyst.ActAsync($"incidents/{incident}/participations/{part}", "withdraw", new { reason = "x" });
        Assert.That(await nl.RowsAsync("/api/v1/notifications"), Is.Zero);
        Assert.That(await nl.RowsAsync("/api/v1/notifications?unread=true"), Is.Zero);
        foreach (var notice in notices)
        {
            (await nl.PostAsync($"/api/v1/notifications/{notice!["id"]}/read")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        }

        await analyst.NotifyAsync(incident, "NL", "Told again");
        Assert.That((await nl.GetAsync($"/api/v1/incidents/{incident}")).Text("sharedTitle"), Is.EqualTo("Told again"));
        Assert.That(await nl.RowsAsync("/api/v1/incidents"), Is.EqualTo(1));
        var kinds = (await nl.GetAsync("/api/v1/notifications")).Items.Select(n => n!["kind"]!.ToString()).ToList();
        Assert.That(kinds, Has.Member("ParticipationNotified"));
        var request = await analyst.DraftAsync(incident, part);
        await analyst.ActAsync($"requests/{request}", "send");
        (await nl.GetAsync($"/api/v1/requests/{request}")).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task An_answered_request_is_whole_again_after_the_partner_was_told_again()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var nl = await app.AsAsync("liaison.nl");
        var (incident, part, request) = await analyst.SentRequestAsync();
        await nl.ActAsync($"requests/{request}", "answer", new { outcome = "NothingFound", note = "Our answer" });
        await analyst.ActAsync($"incidents/{incident}/participations/{part}", "withdraw", new { reason = "x" });
        Assert.That((await nl.GetAsync($"/api/v1/requests/{request}")).At("subject"), Is.Null);
        await analyst.NotifyAsync(incident, "NL");
        var back = (await nl.GetAsync($"/api/v1/requests/{request}")).Expect(HttpStatusCode.OK);
        Assert.That(back.Text("subject"), Is.EqualTo("Who runs the channel"));
        Assert.That(back.Text("incidentReference"), Is.EqualTo(incident));
    }

    [Test]
    public async Task Taking_one_partner_out_touches_no_other_one()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var sg = await app.AsAsync("liaison.sg");
        var (incident, part, _) = await analyst.SentRequestAsync();
        var other = await analyst.NotifyAsync(incident, "SG");
        var request = await analyst.DraftAsync(incident, other);
        await analyst.ActAsync($"requests/{request}", "send");
        (await analyst.CommentAsync(incident, "For partners", "Participants")).Expect(HttpStatusCode.Created);
        await analyst.ActAsync($"incidents/{incident}/participations/{part}", "withdraw", new { reason = "x" });
        Assert.That((await sg.GetAsync($"/api/v1/requests/{request}")).Text("state"), Is.EqualTo("Sent"));
        Assert.That(await sg.CommentTextsAsync(incident), Is.EqualTo(new[] { "For partners" }));
        Assert.That(await sg.RowsAsync("/api/v1/incidents"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_completed_part_still_shows_what_was_shared()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var nl = await app.AsAsync("liaison.nl");
        var (incident, part, request) = await analyst.SentRequestAsync();
        await analyst.ActAsync($"incidents/{incident}/participations/{part}", "complete");
        (await nl.GetAsync($"/api/v1/incidents/{incident}")).Expect(HttpStatusCode.OK);
        Assert.That((await nl.GetAsync($"/api/v1/requests/{request}")).Text("subject"), Is.EqualTo("Who runs the channel"));
    }

    /// <summary>The end of the part and of its requests stand in the audit as one call.</summary>
    private static async Task EnsureOneCallAsync(ApiClient analyst, string incident, string part, string request)
    {
        var lines = (await analyst.GetAsync($"/api/v1/incidents/{incident}/audit?limit=200")).Expect(HttpStatusCode.OK).Items;
        var end = lines.Last(l => l!["subjectId"]!.ToString() == part)!["correlationId"]!.ToString();
        var ended = lines.Where(l => l!["correlationId"]!.ToString() == end).Select(l => l!["subjectType"]!.ToString()).ToList();
        Assert.That(ended, Is.SupersetOf(new[] { "Participation", "Request" }), request);
    }

    private static void EnsureOnlyOwnWords(Answer answer, string incident)
    {
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(answer.Body, Does.Not.Contain(incident).And.Not.Contain("Who runs").And.Not.Contain("Please tell us").And.Not.Contain("Their clarification")
            .And.Not.Contain("No part any more"));
        var rows = answer.Json["items"]?.AsArray().Select(i => i!.AsObject()) ?? [answer.Json.AsObject()];
        foreach (var row in rows)
        {
            Assert.That(row["incidentReference"], Is.Null);
            Assert.That(row["allowedActions"]!.AsArray(), Is.Empty);
            foreach (var entry in row["entries"]?.AsArray() ?? new JsonArray())
            {
                Assert.That(entry!["side"]!.ToString(), Is.EqualTo("Requested"));
            }
        }
    }
}
