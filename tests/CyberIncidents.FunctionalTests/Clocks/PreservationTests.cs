using System.Net;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.FunctionalTests.FollowUps;
using CyberIncidents.FunctionalTests.Support;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.FunctionalTests.Clocks;

/// <summary>A preservation: who may be asked, who approves, until when it holds, and how it is renewed.</summary>
public sealed class PreservationTests
{
    [Test]
    public async Task Only_the_24_7_point_and_the_police_are_offered_and_asking_one_proposes_it()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var incident = await analyst.ActiveCaseAsync(Cases.NewIncident(countries: ["NL"]));
        var offered = (await analyst.GetAsync($"/api/v1/incidents/{incident}/authorities?kind=DataPreservation")).Expect(HttpStatusCode.OK);
        Assert.That(offered.Items.Select(i => i!["kind"]!.ToString()), Is.EqualTo(new[] { "ContactPoint247" }));
        Assert.That(offered.Items[0]!["participationId"], Is.Null, "it is no part of the case yet");
        Assert.That(offered.Text("approval"), Is.EqualTo("true"));

        var csirt = (await analyst.ParticipationAsync(incident, "NL"))["id"]!.ToString();
        (await analyst.PostAsync($"/api/v1/incidents/{incident}/requests", Draft(participation: csirt))).ExpectProblem(HttpStatusCode.Conflict, "wrong-authority");
        var drafted = (await analyst.PostAsync($"/api/v1/incidents/{incident}/requests", Draft(offered.Items[0]!["organisation"]!["id"]!.ToString()))).Expect(HttpStatusCode.Created);
        var again = (await analyst.GetAsync($"/api/v1/incidents/{incident}/authorities?kind=DataPreservation")).Items[0]!;
        Assert.That(again["state"]!.ToString(), Is.EqualTo("Proposed"));
        (await analyst.PostAsync($"/api/v1/requests/{drafted.Text("reference")}/actions/send", null)).ExpectProblem(HttpStatusCode.Conflict, "illegal-move");
    }

    [Test]
    public async Task It_lapses_sixty_days_after_receipt_and_reminds_of_the_legal_request_and_of_renewal()
    {
        await using var app = new TestApp();
        var (incident, request) = await PreservedAsync(app);
        using var analyst = await app.AsAsync("analyst");
        var kept = (await app.RequestAsync(request)).PreservedUntil!.Value;
        Assert.That(kept, Is.EqualTo(ClockSteps.Utc(5, 1, 2)).Within(TimeSpan.FromMinutes(5)), "60 days by the Dutch wall clock (Budapest Convention Art. 29(7))");
        Assert.That((await analyst.ClocksAsync(incident)).Select(c => $"{c!["effect"]} {c["word"]}"), Does.Contain("Retention Running"));
        var reminders = await RemindersAsync(app);
        Assert.That(reminders.Select(f => f.Purpose), Is.EquivalentTo(new[] { FollowUpPurpose.SendLegalRequest, FollowUpPurpose.RenewPreservation }));
        Assert.That(reminders.Select(f => f.Title), Is.All.Empty, "the purpose says it, in the reader's language");
        Assert.That((await analyst.GetAsync($"/api/v1/incidents/{incident}/follow-ups")).Items.Select(f => f!["title"]!.ToString()), Is.EquivalentTo(new[]
        {
            $"Send the legal request before the data preserved under {request} lapse", $"Ask to renew the preservation of {request} before it lapses",
        }));
        Assert.That(reminders.Select(f => kept - f.DueAt), Is.EquivalentTo(new[] { TimeSpan.FromDays(14), TimeSpan.FromDays(7) }));

        await app.FireAtAsync(kept.AddDays(-13));
        Assert.That((await RemindersAsync(app)).Single(f => f.Purpose == FollowUpPurpose.SendLegalRequest).State, Is.EqualTo(FollowUpState.Due));
        await app.EnsureAuditIntactAsync();
    }

    [Test]
    public async Task A_renewal_that_is_fulfilled_ends_the_first_term_and_its_reminders()
    {
        await using var app = new TestApp();
        var (incident, request) = await PreservedAsync(app);
        var organisation = (await app.RequestAsync(request)).RequestedOrganisationId.ToString();
        var renewal = await PreserveAsync(app, incident, organisation, renews: request);
        using var analyst = await app.AsAsync("analyst");
        Assert.That((await analyst.GetAsync($"/api/v1/requests/{renewal}")).Text("renews"), Is.EqualTo(request));
        Assert.That(
            (await analyst.ClocksAsync(incident)).Where(c => c!["effect"]!.ToString() == "Retention").Select(c => $"{c!["requestReference"]} {c["word"]}"),
            Is.EquivalentTo(new[] { $"{request} Cancelled", $"{renewal} Running" }));
        var reminders = await RemindersAsync(app);
        Assert.That(reminders.Count(f => f.State == FollowUpState.Cancelled), Is.EqualTo(2));
        Assert.That(reminders.Count(f => f.State == FollowUpState.Scheduled), Is.EqualTo(2));
        (await analyst.PostAsync($"/api/v1/incidents/{incident}/requests", Draft(organisation, renews: "RQ-2026-XX-0001"))).ExpectInvalid("renews");
    }

    [Test]
    public async Task Nothing_found_preserves_nothing()
    {
        await using var app = new TestApp();
        var (_, request) = await PreservedAsync(app, outcome: "NothingFound");
        Assert.That((await app.RequestAsync(request)).PreservedUntil, Is.Null);
        Assert.That(await RemindersAsync(app), Is.Empty);
    }

    private static object Draft(string? organisation = null, string? participation = null, string? renews = null) => new
    {
        organisationId = organisation,
        participationId = participation,
        kind = "DataPreservation",
        legalBasis = "budapest-29",
        basisFields = Cases.Article29,
        subject = "Keep the logs of the channel",
        body = "Please have the logs of the host kept until our legal request arrives.",
        urgency = "Urgent",
        tlp = "AMBER",
        renews,
    };

    private static async Task<(string Incident, string Request)> PreservedAsync(TestApp app, string outcome = "Fulfilled")
    {
        using var analyst = await app.AsAsync("analyst");
        var incident = await analyst.ActiveCaseAsync(Cases.NewIncident(countries: ["NL"]));
        var authority = (await analyst.GetAsync($"/api/v1/incidents/{incident}/authorities?kind=DataPreservation")).Items[0]!["organisation"]!["id"]!.ToString();
        return (incident, await PreserveAsync(app, incident, authority, null, outcome));
    }

    /// <summary>Drafted by the analyst, approved by the manager, answered by the 24/7 point.</summary>
    private static async Task<string> PreserveAsync(TestApp app, string incident, string authority, string? renews, string outcome = "Fulfilled")
    {
        using var analyst = await app.AsAsync("analyst");
        using var manager = await app.AsAsync("manager");
        var request = (await analyst.PostAsync($"/api/v1/incidents/{incident}/requests", Draft(authority, renews: renews))).Expect(HttpStatusCode.Created).Text("reference");
        var part = (await analyst.GetAsync($"/api/v1/incidents/{incident}/authorities?kind=DataPreservation")).Items[0]!;
        if (part["state"]!.ToString() == "Proposed")
        {
            await analyst.ActAsync($"incidents/{incident}/participations/{part["participationId"]}", "notify", new { sharedTitle = "Recruitment channel" });
        }

        await analyst.ActAsync($"requests/{request}", "submit");
        await manager.ActAsync($"requests/{request}", "approve");
        using var duty = await app.OfficerAsync("officer.247", authority);
        await duty.ActAsync($"requests/{request}", "answer", new { outcome, note = "Done." });
        return request;
    }

    private static async Task<List<FollowUp>> RemindersAsync(TestApp app)
    {
        await using var db = app.Database();
        return await db.Set<FollowUp>().AsNoTracking().Where(f => f.Purpose != FollowUpPurpose.Work).OrderBy(f => f.DueAt).ToListAsync();
    }
}
