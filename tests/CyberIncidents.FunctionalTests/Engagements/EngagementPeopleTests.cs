using System.Net;
using CyberIncidents.Domain.Engagements;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.FunctionalTests.FollowUps;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.FunctionalTests.Engagements;

/// <summary>Who sees what is RED of engagements and commitments, and what of that goes with a person.</summary>
public sealed class EngagementPeopleTests
{
    [Test]
    public async Task What_is_red_of_a_laxer_engagement_is_not_for_the_persons_of_that()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var other = await app.HireAsync("other");
        var named = new[] { await other.MyIdAsync() };
        var reference = await analyst.EngagedAsync(new { namedPersons = named });
        var promise = $"/api/v1/commitments/{await analyst.PromisedAsync(new { engagement = reference, tlp = "RED" })}";
        var document = (await analyst.BringAsync(reference, "Paper"u8.ToArray(), "paper.pdf", ("tlp", "RED"))).Expect(HttpStatusCode.Created).Text("id");
        var paper = $"/api/v1/engagements/{reference}/documents/{document}";
        (await other.GetAsync(promise)).Expect(HttpStatusCode.NotFound);
        (await other.GetAsync(paper)).Expect(HttpStatusCode.NotFound);
        (await other.GetAsync($"{paper}/content")).Expect(HttpStatusCode.NotFound);
        (await analyst.PatchAsync($"/api/v1/engagements/{reference}", new { tlp = "RED" }, "*")).Expect(HttpStatusCode.OK);
        (await other.GetAsync(promise)).Expect(HttpStatusCode.OK);
        (await other.GetAsync(paper)).Expect(HttpStatusCode.OK);
        var later = $"/api/v1/commitments/{await analyst.PromisedAsync(new { engagement = reference, tlp = "RED" })}";
        (await other.GetAsync(later)).Expect(HttpStatusCode.OK);
        (await analyst.PatchAsync($"/api/v1/engagements/{reference}", new { namedPersons = Array.Empty<Guid>() }, "*")).Expect(HttpStatusCode.OK);
        (await other.GetAsync(promise)).Expect(HttpStatusCode.NotFound);
        (await other.GetAsync(later)).Expect(HttpStatusCode.NotFound);
        (await other.GetAsync(paper)).Expect(HttpStatusCode.NotFound);
        (await analyst.PatchAsync($"/api/v1/engagements/{reference}", new { namedPersons = named }, "*")).Expect(HttpStatusCode.OK);
        (await other.GetAsync(promise)).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_person_of_the_engagement_moves_and_ends_the_reminder_of_its_commitment()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var other = await app.HireAsync("other");
        var reference = await analyst.EngagedAsync(new { tlp = "RED", namedPersons = new[] { await other.MyIdAsync() } });
        var made = (await analyst.PromiseAsync(new { engagement = reference, tlp = "RED" })).Expect(HttpStatusCode.Created);
        var chase = Guid.Parse(made.Text("followUpId"));
        (await other.PatchAsync($"/api/v1/commitments/{made.Text("reference")}", new { dueOn = "2030-07-01" }, "*")).Expect(HttpStatusCode.OK);
        Assert.That((await analyst.GetAsync($"/api/v1/follow-ups?about={made.Text("id")}")).Items, Has.Count.EqualTo(1), "no second chase");
        Assert.That((await app.FollowUpAsync(chase)).DueAt, Is.EqualTo(new DateTimeOffset(2030, 7, 1, 2, 0, 0, TimeSpan.Zero)));
        await other.ActAsync($"commitments/{made.Text("reference")}", "fulfil");
        Assert.That((await app.FollowUpAsync(chase)).State, Is.EqualTo(FollowUpState.Done));
    }

    [Test]
    public async Task Nobody_lowers_a_commitment_below_an_engagement_that_he_does_not_see()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var manager = await app.AsAsync("manager");
        var reference = await analyst.EngagedAsync(new { tlp = "RED" });
        var promise = await analyst.PromisedAsync(new { engagement = reference, tlp = "RED", namedPersons = new[] { await manager.MyIdAsync() } });
        (await manager.PatchAsync($"/api/v1/commitments/{promise}", new { tlp = "AMBER" }, "*")).ExpectInvalid("tlp");
        (await manager.PatchAsync($"/api/v1/commitments/{promise}", new { title = "Another title" }, "*")).Expect(HttpStatusCode.OK);
        var free = await analyst.PromisedAsync(new { tlp = "RED", namedPersons = new[] { await manager.MyIdAsync() } });
        (await manager.PatchAsync($"/api/v1/commitments/{free}", new { tlp = "AMBER" }, "*")).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task Whoever_is_taken_off_loses_the_follow_ups_and_what_was_to_be_done_goes_to_whoever_answers()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var other = await app.HireAsync("other");
        var (me, her) = (await analyst.MyIdAsync(), await other.MyIdAsync());
        var engagement = (await analyst.EngageAsync(new { tlp = "RED", namedPersons = new[] { her } })).Expect(HttpStatusCode.Created);
        var promise = (await analyst.PromiseAsync(new { engagement = engagement.Text("reference"), tlp = "RED" })).Expect(HttpStatusCode.Created);
        var own = (await analyst.PromiseAsync(new { tlp = "RED", namedPersons = new[] { her } })).Expect(HttpStatusCode.Created);
        var about = new List<string>();
        foreach (var (type, id) in new[] { ("Engagement", engagement.Text("id")), ("Commitment", promise.Text("id")), ("Commitment", own.Text("id")) })
        {
            about.Add((await analyst.PostAsync("/api/v1/follow-ups", Plan(type, id, her))).Expect(HttpStatusCode.Created).Text("id"));
            (await other.GetAsync($"/api/v1/follow-ups/{about[^1]}")).Expect(HttpStatusCode.OK);
        }

        var nobody = new { namedPersons = Array.Empty<Guid>() };
        (await analyst.PatchAsync($"/api/v1/engagements/{engagement.Text("reference")}", nobody, "*")).Expect(HttpStatusCode.OK);
        (await analyst.PatchAsync($"/api/v1/commitments/{own.Text("reference")}", nobody, "*")).Expect(HttpStatusCode.OK);
        foreach (var id in about)
        {
            (await other.GetAsync($"/api/v1/follow-ups/{id}")).Expect(HttpStatusCode.NotFound);
            (await analyst.GetAsync($"/api/v1/follow-ups/{id}")).Expect(HttpStatusCode.OK);
            Assert.That((await app.FollowUpAsync(Guid.Parse(id))).AssigneeId, Is.EqualTo(me));
        }

        await app.EnsureAuditIntactAsync();
    }

    [Test]
    public async Task Whoever_sees_to_a_red_commitment_no_more_loses_its_reminder()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var other = await app.HireAsync("other");
        var made = (await analyst.PromiseAsync(new { tlp = "RED", responsible = await other.MyIdAsync() })).Expect(HttpStatusCode.Created);
        var chase = $"/api/v1/follow-ups/{made.Text("followUpId")}";
        (await other.GetAsync(chase)).Expect(HttpStatusCode.OK);
        (await analyst.PatchAsync($"/api/v1/commitments/{made.Text("reference")}", new { responsible = await analyst.MyIdAsync() }, "*")).Expect(HttpStatusCode.OK);
        (await other.GetAsync($"/api/v1/commitments/{made.Text("reference")}")).Expect(HttpStatusCode.NotFound);
        (await other.GetAsync(chase)).Expect(HttpStatusCode.NotFound);
        Assert.That((await analyst.GetAsync(chase)).Expect(HttpStatusCode.OK).Text("assignee.id"), Is.EqualTo((await analyst.MyIdAsync()).ToString()));
    }

    [Test]
    public async Task Who_is_named_on_a_commitment_is_told()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var colleague = await app.ColleagueAsync("colleague", "Analyst");
        var promise = $"/api/v1/commitments/{await analyst.PromisedAsync(new { namedPersons = new[] { colleague } })}";
        Assert.That((await analyst.GetAsync(promise)).Text("namedPersons.0.name"), Is.EqualTo("colleague"));
        (await analyst.PatchAsync(promise, new { title = "Another title" }, "*")).Expect(HttpStatusCode.OK);
        Assert.That((await analyst.GetAsync(promise)).Text("namedPersons.0.id"), Is.EqualTo(colleague.ToString()));
    }

    [Test]
    [RequiresSqlServer]
    public async Task What_is_added_while_the_engagement_is_raised_is_red_too()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        for (var round = 0; round < 10; round++)
        {
            var made = (await analyst.EngageAsync()).Expect(HttpStatusCode.Created);
            var reference = made.Text("reference");
            await Task.WhenAll(
                analyst.BringAsync(reference, "Paper"u8.ToArray(), "paper.pdf"),
                analyst.PromiseAsync(new { engagement = reference, tlp = "GREEN" }),
                analyst.PostAsync("/api/v1/follow-ups", Plan("Engagement", made.Text("id"), null)),
                analyst.PatchAsync($"/api/v1/engagements/{reference}", new { tlp = "RED" }, "*"));
        }

        await using var db = app.Database();
        var red = await db.Set<Engagement>().Where(e => e.Tlp == Tlp.Red).Select(e => e.Id).ToListAsync();
        Assert.That(red, Is.Not.Empty);
        Assert.That(await db.Set<EngagementDocument>().CountAsync(d => red.Contains(d.EngagementId) && d.Tlp != Tlp.Red), Is.Zero);
        Assert.That(await db.Set<Commitment>().CountAsync(c => red.Contains(c.EngagementId!.Value) && c.Tlp != Tlp.Red), Is.Zero);
        Assert.That(await db.Set<FollowUp>().CountAsync(f => red.Contains(f.AboutId!.Value) && f.Tlp != Tlp.Red), Is.Zero);
    }

    private static object Plan(string type, string id, Guid? assignee) => new
    {
        title = "Send the list of names", dueAt = TestApp.Start.AddHours(48), timeZone = "Asia/Jakarta", about = new { type, id }, assignee,
    };
}
