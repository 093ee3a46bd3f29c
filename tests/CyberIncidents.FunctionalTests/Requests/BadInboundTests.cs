using System.Net;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.Reference;
using CyberIncidents.Domain.Requests;
using CyberIncidents.FunctionalTests.FollowUps;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.FunctionalTests.Requests;

/// <summary>What a partner cannot file, with the field that says so.</summary>
public sealed class BadInboundTests
{
    private static readonly string[] FilledOnce = ["authority", "offence", "data", "location", "necessity", "legal-assistance"];

    [Test]
    public async Task What_is_wrong_is_named()
    {
        await using var app = new TestApp();
        using var liaison = await app.AsAsync("liaison.sg");
        (await liaison.PostAsync("/api/v1/requests", new { })).ExpectInvalid("kind").ExpectInvalid("subject").ExpectInvalid("body").ExpectInvalid("tlp");
        (await liaison.PostAsync("/api/v1/requests", InboundSteps.Ask(kind: "LegalAssistanceNotice"))).ExpectInvalid("kind");
        (await liaison.PostAsync("/api/v1/requests", InboundSteps.Ask(kind: "DataPreservation"))).ExpectInvalid("kind");
        (await liaison.PostAsync("/api/v1/requests", InboundSteps.Ask(legalBasis: "no-such-law"))).ExpectInvalid("legalBasis");
        (await liaison.PostAsync("/api/v1/requests", InboundSteps.Ask(dueAt: TestApp.Start.AddDays(-1)))).ExpectInvalid("dueAt");
        (await liaison.PostAsync("/api/v1/requests", InboundSteps.Ask(basisFields: new { authority = "x" }))).ExpectInvalid("basisFields.authority");
        (await liaison.PostRawAsync("/api/v1/requests", """{"kind":"Information","participationId":null}""")).ExpectInvalid("participationId");
    }

    [Test]
    public async Task An_authority_of_another_kind_does_not_ask_what_is_not_its_own()
    {
        await using var app = new TestApp();
        await AllowAsync(app, RequestKind.Information, receiving: null, issuing: [OrganisationKind.Police]);
        using var liaison = await app.AsAsync("liaison.sg");
        (await liaison.PostAsync("/api/v1/requests", InboundSteps.Ask())).ExpectInvalid("kind");
    }

    [Test]
    public async Task A_task_is_given_only_at_home()
    {
        await using var app = new TestApp();
        await AllowAsync(app, RequestKind.Task, [OrganisationKind.Csirt], [OrganisationKind.Csirt]);
        using var liaison = await app.AsAsync("liaison.sg");
        (await liaison.PostAsync("/api/v1/requests", InboundSteps.Ask(kind: "Task"))).ExpectInvalid("kind");
        Assert.That((await liaison.GetAsync("/api/v1/request-options")).Expect(HttpStatusCode.OK).Body, Does.Not.Contain("\"Task\""));
    }

    [Test]
    public async Task What_is_red_is_not_filed_where_nobody_would_ever_see_it()
    {
        await using var app = new TestApp();
        using var manager = await app.AsAsync("manager");
        using var admin = await app.AsAsync("admin");
        using var liaison = await app.AsAsync("liaison.sg");
        await admin.EditUserAsync(await manager.MyIdAsync(), new { disabled = true });
        (await liaison.PostAsync("/api/v1/requests", InboundSteps.Ask(tlp: "RED"))).ExpectProblem(HttpStatusCode.Conflict, "no-manager");
        await liaison.FileAsync();
    }

    [Test]
    public async Task What_the_legal_basis_demands_is_demanded_of_a_partner_too()
    {
        await using var app = new TestApp();
        await AllowAsync(app, RequestKind.DataPreservation, [OrganisationKind.Csirt], [OrganisationKind.Csirt]);
        using var liaison = await app.AsAsync("liaison.nl");
        var bare = (await liaison.PostAsync("/api/v1/requests", InboundSteps.Ask(kind: "DataPreservation", legalBasis: "budapest-29")))
            .Expect(HttpStatusCode.BadRequest);
        Assert.That(bare.Json["errors"]!.AsObject().Select(e => e.Key), Is.EquivalentTo(FilledOnce.Select(f => $"basisFields.{f}")));
        var request = await liaison.FileAsync(InboundSteps.Ask(kind: "DataPreservation", legalBasis: "budapest-29", basisFields: Cases.Article29));
        using var analyst = await app.AsAsync("analyst");
        Assert.That((await analyst.ReadAsync(request)).Json["basisFields"]!.AsArray(), Has.Count.EqualTo(6));
    }

    [Test]
    public async Task A_request_of_ours_is_neither_triaged_nor_made_a_case()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (incident, _, request) = await analyst.SentRequestAsync();
        (await analyst.PostAsync($"/api/v1/requests/{request}/actions/triage")).Expect(HttpStatusCode.Forbidden);
        (await analyst.PostAsync($"/api/v1/requests/{request}/actions/answer", new { outcome = "Fulfilled" })).Expect(HttpStatusCode.Forbidden);
        (await analyst.PostAsync($"/api/v1/requests/{request}/actions/make-incident", InboundSteps.NewCase())).Expect(HttpStatusCode.Forbidden);
        (await analyst.PostAsync($"/api/v1/requests/{request}/actions/link", new { incident })).Expect(HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task Triage_and_hand_over_name_somebody_of_ours()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.sg");
        var request = await liaison.FileAsync();
        (await analyst.PostAsync($"/api/v1/requests/{request}/actions/triage", new { owner = Guid.NewGuid() })).ExpectInvalid("owner");
        (await analyst.PostAsync($"/api/v1/requests/{request}/actions/triage", new { urgency = "Soon" })).ExpectInvalid("urgency");
        (await analyst.PostAsync($"/api/v1/requests/{request}/actions/hand-over", new { })).ExpectInvalid("owner");
        var me = (await liaison.GetAsync("/api/v1/me")).Text("id");
        (await analyst.PostAsync($"/api/v1/requests/{request}/actions/triage", new { owner = me })).ExpectInvalid("owner");
        (await analyst.PostAsync($"/api/v1/requests/{request}/actions/hand-over", new { owner = me })).ExpectProblem(HttpStatusCode.Conflict, "not-triaged");
        (await analyst.PostAsync($"/api/v1/requests/{request}/actions/answer", new { })).ExpectInvalid("outcome");
        (await analyst.PostAsync($"/api/v1/requests/{request}/actions/decline", new { ground = "because" })).ExpectInvalid("ground");
        (await analyst.PostAsync($"/api/v1/requests/{request}/actions/ask", new { })).ExpectInvalid("note");
    }

    private static async Task AllowAsync(TestApp app, RequestKind kind, OrganisationKind[]? receiving, OrganisationKind[] issuing)
    {
        using var started = app.CreateClient();
        await using var db = app.Database();
        var rule = await db.Set<RequestKindRule>().AsNoTracking().SingleAsync(r => r.Kind == kind);
        IReadOnlyList<OrganisationKind> received = receiving ?? rule.Receiving;
        IReadOnlyList<OrganisationKind> issued = issuing;
        await db.Set<RequestKindRule>().Where(r => r.Kind == kind)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.Receiving, received).SetProperty(r => r.Issuing, issued));
    }
}
