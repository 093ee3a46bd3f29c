using System.Net;
using CyberIncidents.FunctionalTests.FollowUps;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Requests;

/// <summary>What a partner asks of us, from filing to the end: each side makes its own moves and sees its own part.</summary>
public sealed class InboundStoryTests
{
    [Test]
    public async Task A_partner_asks_and_we_answer()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.sg");
        var filed = (await liaison.PostAsync("/api/v1/requests", InboundSteps.Ask())).Expect(HttpStatusCode.Created);
        var request = filed.Text("reference");
        Assert.That(request, Does.StartWith("RQ-2026-SG-"));
        Assert.That(filed.Location!.ToString(), Is.EqualTo($"/api/v1/requests/{request}"));
        Assert.That(filed.Text("direction"), Is.EqualTo("Inbound"));
        Assert.That(filed.Text("theirReference"), Is.EqualTo("SG-77/2026"));
        Assert.That(filed.Json["allowedActions"]!.AsArray().Select(a => a!.ToString()), Is.EqualTo(new[] { "withdraw" }));

        var ours = await analyst.ReadAsync(request);
        Assert.That(ours.Text("state"), Is.EqualTo("Sent"));
        Assert.That(ours.At("owner"), Is.Null);
        Assert.That(ours.Text("country"), Is.EqualTo("SG"));
        Assert.That(ours.At("seenAt"), Is.Not.Null, "one of ours opened it");
        Assert.That(ours.Json["may"]!["triage"]!.GetValue<bool>(), Is.True);
        Assert.That(ours.Json["allowedActions"]!.AsArray().Select(a => a!.ToString()), Is.SupersetOf(new[] { "acknowledge", "ask", "answer", "decline" }));

        var taken = await analyst.ActAsync($"requests/{request}", "triage", new { urgency = "Urgent", ourReference = "ID-5/2026" });
        Assert.That(taken.At("owner"), Is.Not.Null);
        Assert.That(taken.Text("ourUrgency"), Is.EqualTo("Urgent"));
        await analyst.ActAsync($"requests/{request}", "acknowledge");
        await analyst.ActAsync($"requests/{request}", "ask", new { note = "In which week?" });
        var asked = await liaison.ReadAsync(request);
        Assert.That(asked.Text("urgency"), Is.EqualTo("Normal"), "how pressing we find it is ours");
        Assert.That(asked.Text("ourReference"), Is.EqualTo("ID-5/2026"));
        Assert.That(asked.Body, Does.Not.Contain("ourUrgency").And.Not.Contain("owner"));
        await liaison.ActAsync($"requests/{request}", "clarify", new { note = "The first of February." });
        await analyst.ActAsync($"requests/{request}", "answer", new { outcome = "Fulfilled", note = "From two addresses." });
        var answered = await liaison.ActAsync($"requests/{request}", "return", new { reason = "Only one is readable." });
        Assert.That(answered.Text("state"), Is.EqualTo("InProgress"));
        await analyst.ActAsync($"requests/{request}", "answer", new { outcome = "Fulfilled", note = "From two addresses, here both." });
        await liaison.ActAsync($"requests/{request}", "accept");
        var closed = await liaison.ActAsync($"requests/{request}", "close");
        Assert.That(closed.Text("state"), Is.EqualTo("Closed"));
        Assert.That(await app.ToldAsync(request), Is.SupersetOf(new[]
        {
            "RequestReceived manager", "RequestAcknowledged liaison.sg", "RequestClarificationAsked liaison.sg", "RequestClarified analyst",
            "RequestAnswered liaison.sg", "RequestReturned analyst",
        }));
        await app.EnsureAuditIntactAsync();
    }

    [Test]
    public async Task Each_side_makes_its_own_moves_only()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var manager = await app.AsAsync("manager");
        using var liaison = await app.AsAsync("liaison.sg");
        using var other = await app.AsAsync("liaison.nl");
        var request = await liaison.FileAsync();
        foreach (var move in new[] { "withdraw", "clarify", "accept", "return", "close", "send", "submit" })
        {
            (await analyst.PostAsync($"/api/v1/requests/{request}/actions/{move}", new { note = "x" })).Expect(HttpStatusCode.Forbidden);
        }

        (await manager.PostAsync($"/api/v1/requests/{request}/actions/approve")).Expect(HttpStatusCode.Forbidden);
        foreach (var move in new[] { "acknowledge", "start", "ask", "answer", "decline", "triage", "make-incident", "link", "hand-over" })
        {
            (await liaison.PostAsync($"/api/v1/requests/{request}/actions/{move}", new { })).Expect(HttpStatusCode.Forbidden);
            Assert.That((await other.PostAsync($"/api/v1/requests/{request}/actions/{move}", new { })).Status, Is.AnyOf(HttpStatusCode.NotFound, HttpStatusCode.Forbidden));
        }

        (await other.GetAsync($"/api/v1/requests/{request}")).Expect(HttpStatusCode.NotFound);
        (await other.PostAsync($"/api/v1/requests/{request}/actions/withdraw", new { reason = "x" })).Expect(HttpStatusCode.NotFound);
        var read = await analyst.ReadAsync(request);
        (await analyst.PatchAsync($"/api/v1/requests/{request}", new { subject = "Another" }, read.ETag)).Expect(HttpStatusCode.Forbidden);
        (await analyst.PostAsync("/api/v1/requests", InboundSteps.Ask())).Expect(HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task Lists_tell_the_two_directions_apart()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.nl");
        var (_, _, outbound) = await analyst.SentRequestAsync();
        var inbound = await liaison.FileAsync();
        foreach (var client in new[] { analyst, liaison })
        {
            Assert.That(await ListAsync(client, "direction=inbound"), Is.EqualTo(new[] { inbound }));
            Assert.That(await ListAsync(client, "direction=Outbound"), Is.EqualTo(new[] { outbound }));
            Assert.That(await ListAsync(client, "waiting=true"), Is.EqualTo(new[] { outbound }));
            Assert.That(await ListAsync(client, "waiting=true&direction=inbound"), Is.EqualTo(new[] { inbound }));
            Assert.That(await ListAsync(client, "sort=createdAt"), Is.EqualTo(new[] { outbound, inbound }));
            (await client.GetAsync("/api/v1/requests?direction=sideways")).ExpectInvalid("direction");
        }

        Assert.That(await ListAsync(analyst, "untriaged=true"), Is.EqualTo(new[] { inbound }));
        Assert.That(await ListAsync(analyst, "country=NL&sort=createdAt"), Is.EqualTo(new[] { outbound, inbound }));
        await analyst.ActAsync($"requests/{inbound}", "triage");
        Assert.That(await ListAsync(analyst, "untriaged=true"), Is.Empty);
        Assert.That((await analyst.GetAsync("/api/v1/dashboard")).Expect(HttpStatusCode.OK).Text("waiting.count"), Is.EqualTo("1"), "what partners owe us");
    }

    private static async Task<List<string>> ListAsync(ApiClient client, string query) =>
        [.. (await client.GetAsync($"/api/v1/requests?{query}")).Expect(HttpStatusCode.OK).Items.Select(r => r!["reference"]!.ToString())];

    [Test]
    public async Task Two_at_once_meet()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var manager = await app.AsAsync("manager");
        using var liaison = await app.AsAsync("liaison.sg");
        var request = await liaison.FileAsync();
        var takes = await Task.WhenAll(
            analyst.PostAsync($"/api/v1/requests/{request}/actions/triage"), manager.PostAsync($"/api/v1/requests/{request}/actions/triage"));
        Assert.That(takes.Select(t => t.Status).Order(), Is.EqualTo(new[] { HttpStatusCode.OK, HttpStatusCode.Conflict }));
        Assert.That(takes.Single(t => t.Status == HttpStatusCode.Conflict).Text("code"), Is.EqualTo("already-triaged"));

        var ends = await Task.WhenAll(
            analyst.PostAsync($"/api/v1/requests/{request}/actions/answer", new { outcome = "NothingFound" }),
            liaison.PostAsync($"/api/v1/requests/{request}/actions/withdraw", new { reason = "Not needed any more." }));
        Assert.That(ends.Select(t => t.Status).Order(), Is.EqualTo(new[] { HttpStatusCode.OK, HttpStatusCode.Conflict }));
        (await analyst.PostAsync($"/api/v1/requests/{request}/actions/hand-over", new { owner = Guid.NewGuid() })).ExpectProblem(HttpStatusCode.Conflict, "not-waiting");
    }

    [Test]
    public async Task A_stale_reader_is_told_so()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.sg");
        var filed = (await liaison.PostAsync("/api/v1/requests", InboundSteps.Ask())).Expect(HttpStatusCode.Created);
        var request = filed.Text("reference");
        var read = await analyst.ReadAsync(request);
        await analyst.ActAsync($"requests/{request}", "triage");
        (await analyst.PostAsync($"/api/v1/requests/{request}/actions/acknowledge", null, ("If-Match", read.ETag!))).Expect(HttpStatusCode.PreconditionFailed);
        await analyst.ActAsync($"requests/{request}", "acknowledge");
        (await liaison.PostAsync($"/api/v1/requests/{request}/actions/withdraw", new { reason = "x" }, ("If-Match", filed.ETag!))).Expect(HttpStatusCode.PreconditionFailed);
    }
}
