using System.Net;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.FunctionalTests.FollowUps;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Engagements;

/// <summary>Commitments through the API: they chase whoever sees to them.</summary>
public sealed class CommitmentApiTests
{
    private static readonly DateTimeOffset Due = new(2026, 3, 20, 2, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task A_commitment_reminds_its_owner_and_is_done_when_it_is_kept()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var colleague = await app.ColleagueAsync("colleague", "Analyst");
        var made = (await analyst.PromiseAsync(new { dueOn = "2026-03-20", responsible = colleague })).Expect(HttpStatusCode.Created);
        Assert.That(made.Text("reference"), Is.EqualTo("CM-2026-0001"));
        var id = Guid.Parse(made.Text("followUpId"));
        var chase = await app.FollowUpAsync(id);
        Assert.That((chase.AssigneeId, chase.DueAt, chase.About!.Type), Is.EqualTo((colleague, Due, FollowUpAbout.Commitment)), "nine in the morning in Jakarta");
        await app.FireAtAsync(Due.AddDays(-7));
        await app.FireAtAsync(Due.AddDays(-1));
        await app.FireAtAsync(Due);
        Assert.That(await app.NoticesAsync(id), Is.EqualTo(new[] { "FollowUpReminder colleague", "FollowUpReminder colleague", "FollowUpDue colleague" }));
        await app.FireAtAsync(Due.AddHours(24));
        using var later = await app.AsAsync("analyst");
        Assert.That((await app.NoticesAsync(id)).Count(n => n.StartsWith("FollowUpOverdue", StringComparison.Ordinal)), Is.EqualTo(2), "the one who sees to it, and the manager");
        Assert.That((await later.GetAsync("/api/v1/commitments?owedBy=them&overdue=true")).Items, Has.Count.EqualTo(1));
        Assert.That((await later.GetAsync("/api/v1/commitments?owedBy=us")).Items, Is.Empty);
        await later.ActAsync($"commitments/{made.Text("reference")}", "fulfil", new { note = "It came" });
        Assert.That((await app.FollowUpAsync(id)).State, Is.EqualTo(FollowUpState.Done));
        Assert.That((await later.GetAsync("/api/v1/commitments?overdue=true")).Items, Is.Empty);
        await app.EnsureAuditIntactAsync();
    }

    [Test]
    public async Task The_follow_up_moves_with_the_day_and_with_whoever_sees_to_it()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var colleague = await app.ColleagueAsync("colleague", "Analyst");
        var made = (await analyst.PromiseAsync(new { dueOn = "2026-03-20" })).Expect(HttpStatusCode.Created);
        var (path, id) = ($"/api/v1/commitments/{made.Text("reference")}", Guid.Parse(made.Text("followUpId")));
        (await analyst.PatchAsync(path, new { dueOn = "2026-03-27", responsible = colleague }, made.ETag)).Expect(HttpStatusCode.OK);
        var moved = await app.FollowUpAsync(id);
        Assert.That((moved.DueAt, moved.AssigneeId), Is.EqualTo((Due.AddDays(7), colleague)));
        Assert.That(await app.FireAtAsync(Due), Is.EqualTo(1), "what fired is the reminder a week before the new day");
        Assert.That(await app.NoticesAsync(id), Is.EqualTo(new[] { "FollowUpReminder colleague" }));
        using var later = await app.AsAsync("analyst");
        await later.ActAsync($"commitments/{made.Text("reference")}", "drop", new { reason = "Nobody expects it" });
        Assert.That((await app.FollowUpAsync(id)).State, Is.EqualTo(FollowUpState.Cancelled));
        var again = await later.ActAsync($"commitments/{made.Text("reference")}", "reopen");
        Assert.That(Guid.Parse(again.Text("followUpId")), Is.Not.EqualTo(id));
    }

    [Test]
    public async Task Whom_its_follow_up_was_given_to_keeps_it_when_something_else_is_edited()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var colleague = await app.ColleagueAsync("colleague", "Analyst");
        var made = (await analyst.PromiseAsync(new { dueOn = "2026-03-20" })).Expect(HttpStatusCode.Created);
        var id = Guid.Parse(made.Text("followUpId"));
        await analyst.ActAsync($"follow-ups/{id}", "reassign", new { assignee = colleague });
        (await analyst.PatchAsync($"/api/v1/commitments/{made.Text("reference")}", new { dueOn = "2026-03-27" }, made.ETag)).Expect(HttpStatusCode.OK);
        var chase = await app.FollowUpAsync(id);
        Assert.That((chase.DueAt, chase.AssigneeId), Is.EqualTo((Due.AddDays(7), colleague)));
    }

    [Test]
    public async Task What_cannot_be_is_refused_with_its_field()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        (await analyst.PromiseAsync(new { owedTo = new { country = "NL" } })).ExpectInvalid("owedTo");
        (await analyst.PromiseAsync(new { owedBy = new { us = true, country = "NL" } })).ExpectInvalid("owedBy.country");
        (await analyst.PromiseAsync(new { owedBy = new { organisationId = Guid.NewGuid() } })).ExpectInvalid("owedBy.organisationId");
        (await analyst.PromiseAsync(new { owedBy = new { country = "QQ" } })).ExpectInvalid("owedBy.country");
        (await analyst.PromiseAsync(new { tlp = (string?)null })).ExpectInvalid("tlp");
        (await analyst.PromiseAsync(new { engagement = "EN-2015-9999" })).ExpectInvalid("engagement");
        (await analyst.PromiseAsync(new { incident = "CI-2026-999999" })).ExpectInvalid("incident");
        (await analyst.PromiseAsync(new { responsible = Guid.NewGuid() })).ExpectInvalid("responsible");
        var amber = await analyst.EngagedAsync(new { tlp = "AMBER" });
        (await analyst.PromiseAsync(new { engagement = amber, tlp = "GREEN" })).ExpectInvalid("tlp");
        var reference = await analyst.PromisedAsync();
        (await analyst.PostAsync($"/api/v1/commitments/{reference}/actions/drop")).ExpectInvalid("reason");
        (await analyst.PostAsync($"/api/v1/commitments/{reference}/actions/reopen")).ExpectProblem(HttpStatusCode.Conflict, "illegal-move");
    }

    [Test]
    public async Task The_programme_counts_what_runs_and_what_is_owed_on_both_sides()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var reference = await analyst.EngagedAsync(new { from = "2026-04-30", to = "2026-05-02", cooperation = "Capacity" });
        await analyst.PromisedAsync(new { engagement = reference, dueOn = "2026-06-01" });
        await analyst.PromisedAsync(new { engagement = reference, dueOn = "2026-07-01", owedBy = new { us = true }, owedTo = new { country = "NL" } });
        var year = (await analyst.GetAsync("/api/v1/programme?year=2026")).Expect(HttpStatusCode.OK);
        Assert.That(year.Json["months"]!.AsArray().Select(m => m!["entries"]!.AsArray().Count), Is.EqualTo(new[] { 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0 }));
        var kind = year.Json["byKind"]!.AsArray().Single(k => k!["cooperation"]?.ToString() == "Capacity")!;
        Assert.That(((int)kind["running"]!, (int)kind["owedToUs"]!, (int)kind["weOwe"]!), Is.EqualTo((1, 1, 1)));
        var nl = year.Json["byCountry"]!.AsArray().Single()!;
        Assert.That((nl["country"]!.ToString(), (int)nl["running"]!, (int)nl["owedToUs"]!, (int)nl["weOwe"]!), Is.EqualTo(("NL", 1, 1, 1)));
        (await analyst.GetAsync("/api/v1/programme?year=1")).ExpectInvalid("year");
    }
}
