using System.Net;
using CyberIncidents.FunctionalTests.FollowUps;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;

namespace CyberIncidents.FunctionalTests.Engagements;

/// <summary>Engagements through the API: a year of one, bad input, who sees what.</summary>
public sealed class EngagementApiTests
{
    private static string At(string reference, string part = "") => $"/api/v1/engagements/{reference}{part}";

    [Test]
    public async Task The_hague_is_prepared_held_and_followed_up()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var admin = await app.AsAsync("admin");
        var made = (await analyst.EngageAsync(new { title = "The Hague", from = "2026-04-16", to = "2026-04-17", responsible = await analyst.MyIdAsync() })).Expect(HttpStatusCode.Created);
        var reference = made.Text("reference");
        Assert.That(reference, Is.EqualTo("EN-2026-0001"));
        Assert.That(made.Location!.OriginalString, Is.EqualTo(At(reference)));
        Assert.That(made.Json["allowedActions"]!.AsArray().Select(a => a!.ToString()), Is.EqualTo(new[] { "confirm", "cancel" }), "nothing took place yet");
        await analyst.ActAsync($"engagements/{reference}", "confirm");
        (await analyst.PostAsync(At(reference, "/delegations"), new { country = "ID", head = "The minister", members = new[] { new { name = "Ayu", role = "CSIRT" } } })).Expect(HttpStatusCode.Created);
        var withBoth = (await analyst.PostAsync(At(reference, "/delegations"), new { organisationId = await admin.OrganisationAsync("NL"), head = "The host" })).Expect(HttpStatusCode.Created);
        Assert.That(withBoth.Json["countries"]!.AsArray().Select(c => c!.ToString()), Is.EqualTo(new[] { "ID", "NL" }));
        (await analyst.PostAsync(At(reference, "/agenda"), new { at = "2026-04-17T14:00:00+02:00", title = "Norms", speaker = "Ayu" })).Expect(HttpStatusCode.Created);
        var agenda = (await analyst.PostAsync(At(reference, "/agenda"), new { at = "2026-04-16T09:00:00+02:00", title = "Opening" })).Expect(HttpStatusCode.Created);
        Assert.That(agenda.Json["agenda"]!.AsArray().Select(a => a!["title"]!.ToString()), Is.EqualTo(new[] { "Opening", "Norms" }));
        (await analyst.PostAsync(At(reference, "/actions/mark-held"))).ExpectProblem(HttpStatusCode.Conflict, "not-begun");
        app.Clock.SetUtcNow(new DateTimeOffset(2026, 4, 18, 0, 0, 0, TimeSpan.Zero));
        using var later = await app.AsAsync("analyst");
        Assert.That((await later.GetAsync(At(reference))).Json["allowedActions"]!.AsArray().Select(a => a!.ToString()), Is.EqualTo(new[] { "mark-held", "cancel" }));
        await later.ActAsync($"engagements/{reference}", "mark-held");
        (await later.PostAsync(At(reference, "/outcomes"), new { text = "A contact that answers day and night" })).Expect(HttpStatusCode.Created);
        var done = await later.ActAsync($"engagements/{reference}", "conclude");
        Assert.That((done.Text("state"), done.Text("takesMore")), Is.EqualTo(("FollowedUp", "false")));
        (await later.PostAsync(At(reference, "/outcomes"), new { text = "Too late" })).ExpectProblem(HttpStatusCode.Conflict, "ended");
        Assert.That((await later.GetAsync("/api/v1/engagements?when=past&country=ID&cooperation=Operational")).Items, Has.Count.EqualTo(1));
        await app.EnsureAuditIntactAsync();
    }

    [TestCase("NL", "Europe/Amsterdam")]
    [TestCase("SG", "Asia/Singapore")]
    [TestCase("KE", "Africa/Nairobi")]
    public async Task A_zone_that_is_left_out_is_that_of_the_country(string country, string zone)
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var made = (await analyst.EngageAsync(new { country, timeZone = (string?)null })).Expect(HttpStatusCode.Created);
        Assert.That(made.Text("timeZone"), Is.EqualTo(zone));
    }

    [Test]
    public async Task What_cannot_be_is_refused_with_its_field()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        (await analyst.EngageAsync(new { to = "2030-04-15" })).ExpectInvalid("to");
        (await analyst.EngageAsync(new { timeZone = "Moon/Base" })).ExpectInvalid("timeZone");
        (await analyst.EngageAsync(new { country = "ID", timeZone = (string?)null })).ExpectInvalid("timeZone");
        (await analyst.EngageAsync(new { country = "KI", timeZone = (string?)null })).ExpectInvalid("timeZone");
        (await analyst.EngageAsync(new { country = (string?)null, timeZone = (string?)null })).ExpectInvalid("timeZone");
        (await analyst.EngageAsync(new { country = "QQ" })).ExpectInvalid("country");
        (await analyst.EngageAsync(new { tlp = (string?)null })).ExpectInvalid("tlp");
        (await analyst.EngageAsync(new { hosts = new[] { new { country = "NL" }, new { country = "NL" } } })).ExpectInvalid("hosts[1].country");
        var reference = await analyst.EngagedAsync();
        (await analyst.PostAsync(At(reference, "/delegations"), new { organisationId = Guid.NewGuid() })).ExpectInvalid("organisationId");
        (await analyst.PostAsync(At(reference, "/delegations"), new { head = "Nobody's" })).ExpectInvalid("country");
        (await analyst.PostAsync(At(reference, "/delegations"), new { country = "SG" })).Expect(HttpStatusCode.Created);
        (await analyst.PostAsync(At(reference, "/delegations"), new { country = "SG" })).ExpectInvalid("country");
        (await analyst.PostAsync(At(reference, "/agenda"), new { at = "2030-04-18T09:00:00Z", title = "Too late" })).ExpectInvalid("at");
        (await analyst.PostAsync(At(reference, "/incidents"), new { reference = "CI-2026-999999" })).ExpectInvalid("reference");
        (await analyst.PostAsync(At(reference, "/actions/cancel"))).ExpectInvalid("reason");
        (await analyst.PostAsync(At(reference, "/actions/conclude"))).ExpectProblem(HttpStatusCode.Conflict, "illegal-move");
        (await analyst.PatchAsync(At(reference), new { title = "No version" }, null)).Expect(HttpStatusCode.PreconditionRequired);
        (await analyst.PatchAsync(At(reference), new { title = "Stale" }, "\"1\"")).Expect(HttpStatusCode.PreconditionFailed);
        (await analyst.PatchAsync(At(reference), new { to = "2030-04-01" }, "*")).ExpectInvalid("to");
    }

    [Test]
    public async Task A_document_is_kept_once_and_leaves_with_a_line_in_its_log()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var reference = await analyst.EngagedAsync();
        var bytes = "An agenda on paper"u8.ToArray();
        var made = (await analyst.BringAsync(reference, bytes, "agenda.pdf", ("tlp", "AMBER"), ("receivedFrom", "The host"))).Expect(HttpStatusCode.Created);
        Assert.That(made.Text("sha256"), Is.EqualTo(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))));
        (await analyst.BringAsync(reference, bytes, "laxer.pdf", ("tlp", "CLEAR"))).ExpectInvalid("tlp");
        var content = await analyst.GetAsync(At(reference, $"/documents/{made.Text("id")}/content"));
        Assert.That(content.Expect(HttpStatusCode.OK).Body, Is.EqualTo("An agenda on paper"));
        Assert.That(content.Headers["Content-Disposition"], Does.StartWith("attachment"));
        var log = await analyst.GetAsync(At(reference, $"/documents/{made.Text("id")}/custody"));
        Assert.That(log.Items.Select(l => l!["act"]!.ToString()), Is.EqualTo(new[] { "Received", "Downloaded" }));
        await analyst.ActAsync($"engagements/{reference}/documents/{made.Text("id")}", "withdraw", new { reason = "The wrong one" });
        (await analyst.GetAsync(At(reference, $"/documents/{made.Text("id")}/content"))).Expect(HttpStatusCode.NotFound);
        Assert.That((await analyst.GetAsync(At(reference, "/documents"))).Items, Is.Empty);
    }

    [Test]
    public async Task What_is_raised_to_red_takes_its_parts_along_and_leaves_those_who_act_in_sight()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var other = await app.HireAsync("other");
        using var manager = await app.AsAsync("manager");
        var made = (await analyst.EngageAsync()).Expect(HttpStatusCode.Created);
        var reference = made.Text("reference");
        await analyst.BringAsync(reference, "Paper"u8.ToArray(), "paper.pdf");
        var promise = await analyst.PromisedAsync(new { engagement = reference, tlp = (string?)null });
        var about = new { type = "Engagement", id = made.Text("id") };
        var followUp = (await analyst.PostAsync("/api/v1/follow-ups", new { title = "Book a room", dueAt = "2030-04-01T09:00:00Z", timeZone = "Asia/Jakarta", about, assignee = await other.MyIdAsync() }))
            .Expect(HttpStatusCode.Created);
        Assert.That((await manager.GetAsync("/api/v1/follow-ups")).Items, Has.Count.EqualTo(2));
        (await analyst.PatchAsync(At(reference), new { tlp = "RED" }, "*")).Expect(HttpStatusCode.OK);
        (await manager.GetAsync(At(reference))).Expect(HttpStatusCode.NotFound);
        (await manager.GetAsync($"/api/v1/commitments/{promise}")).Expect(HttpStatusCode.NotFound);
        Assert.That((await manager.GetAsync("/api/v1/follow-ups?count=true")).Text("count"), Is.EqualTo("0"));
        Assert.That((await manager.GetAsync("/api/v1/programme?year=2030")).Body, Does.Not.Contain("A meeting").And.Not.Contain("A contact list"));
        Assert.That((await analyst.GetAsync($"/api/v1/commitments/{promise}")).Text("tlp"), Is.EqualTo("RED"));
        Assert.That((await other.GetAsync($"/api/v1/follow-ups/{followUp.Text("id")}")).Expect(HttpStatusCode.OK).At("about"), Is.Null, "the one who acts sees the follow-up, not what it is about");
        (await analyst.PatchAsync(At(reference), new { tlp = "GREEN" }, "*")).Expect(HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task A_case_is_told_only_to_those_who_see_it()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var manager = await app.AsAsync("manager");
        var reference = await analyst.EngagedAsync();
        var red = await analyst.ActiveCaseAsync(new
        {
            title = "Hidden", summary = "Hidden", classification = new { @class = "fraud", type = "phishing" }, severity = "Low", tlp = "RED",
        });
        (await analyst.PostAsync(At(reference, "/incidents"), new { reference = red })).Expect(HttpStatusCode.Created);
        Assert.That((await analyst.GetAsync(At(reference))).Json["incidents"]!.AsArray(), Has.Count.EqualTo(1));
        Assert.That((await manager.GetAsync(At(reference))).Json["incidents"]!.AsArray(), Is.Empty);
        (await manager.PostAsync(At(reference, $"/incidents/{red}/actions/unlink"))).Expect(HttpStatusCode.NotFound);
        await analyst.ActAsync($"engagements/{reference}/incidents/{red}", "unlink");
    }

    [Test]
    public async Task The_line_that_began_it_is_there_from_the_start()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var list = (await analyst.GetAsync("/api/v1/engagements?sort=startsAt&when=past")).Expect(HttpStatusCode.OK);
        Assert.That(list.Items.Select(e => $"{e!["reference"]} {e["country"]}"), Is.EqualTo(new[]
        {
            "EN-2011-0001 GB", "EN-2012-0001 HU", "EN-2013-0001 KR", "EN-2013-0002 ID", "EN-2015-0001 NL", "EN-2017-0001 IN",
        }));
        var hague = await analyst.GetAsync(At("EN-2015-0001"));
        Assert.That((hague.Text("from"), hague.Text("to"), hague.Text("confidence"), hague.Text("tlp")), Is.EqualTo(("2015-04-16", "2015-04-17", "S", "CLEAR")));
    }
}
