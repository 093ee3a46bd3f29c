using System.Net;
using CyberIncidents.FunctionalTests.Requests;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Pages;

/// <summary>What a partner asks of us, on pages without script.</summary>
public sealed class InboundPageTests
{
    [Test]
    public async Task An_officer_asks_and_takes_the_answer()
    {
        await using var app = new TestApp();
        using var officer = new Browser(app);
        await officer.SignInAsync("liaison.sg");
        Assert.That((await officer.OpenAsync("/action")).Page.QuerySelector("a[href='/requests/ask']"), Is.Not.Null);
        var empty = await new FormPost((await officer.OpenAsync("/requests/ask")).Page, "main form.card").SendAsync(officer);
        Assert.That(empty.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        var form = new FormPost((await officer.OpenAsync("/requests/ask")).Page, "main form.card")
            .With("Input.Kind", "Information").With("Input.Subject", "Who used the account").With("Input.Body", "From which addresses?").With("Input.Tlp", "AMBER")
            .With("Input.Handling.Pap", "Amber").With("Input.Handling.Codes", "H2");
        var sent = (await form.SendAsync(officer)).Expect(HttpStatusCode.Redirect).Location!.ToString();
        Assert.That((await form.SendAsync(officer)).Expect(HttpStatusCode.Redirect).Location!.ToString(), Is.EqualTo(sent), "sent twice, filed once");
        var reference = sent.Split('/')[^1];

        using var analyst = await app.AsAsync("analyst");
        var read = await analyst.GetAsync($"/api/v1/requests/{reference}");
        Assert.That((read.Text("handling.pap"), read.Text("handling.codes.0")), Is.EqualTo(("AMBER", "H2")));
        Assert.That((await officer.OpenAsync("/requests/ask", "id")).Page.GetElementById("Input_DueAt-hint")!.TextContent, Does.StartWith("Waktu Singapura"));
        await analyst.ActAsync($"requests/{reference}", "triage");
        await analyst.ActAsync($"requests/{reference}", "answer", new { outcome = "Partly", note = "From one." });
        var action = (await officer.OpenAsync("/action")).Page;
        Assert.That(action.QuerySelector("#back")!.TextContent, Does.Contain("Who used the account").And.Contain("From one."));
        var page = (await officer.OpenAsync(sent)).Page;
        var refused = await new FormPost(page, "form:has(#said-return)").With("said", " ").SendAsync(officer, "button[value=return]");
        Assert.That(refused.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        (await new FormPost(page, "form:has(button[value=accept])").SendAsync(officer, "button[value=accept]")).Expect(HttpStatusCode.Redirect);
        Assert.That((await analyst.ReadAsync(reference)).Text("state"), Is.EqualTo("Accepted"));
        Assert.That((await officer.OpenAsync("/requests?direction=inbound")).Page.QuerySelectorAll("[data-row]"), Has.Length.EqualTo(1));
    }

    [TestCase("en")]
    [TestCase("id")]
    public async Task An_analyst_takes_it_asks_answers_and_makes_a_case_of_it(string language)
    {
        await using var app = new TestApp();
        using var liaison = await app.AsAsync("liaison.sg");
        var reference = await liaison.FileAsync();
        using var analyst = new Browser(app);
        await analyst.SignInAsync("analyst");
        var desk = (await analyst.OpenAsync("/desk", language)).Page;
        Assert.That(desk.QuerySelector($"#asked-{reference}"), Is.Not.Null);
        Assert.That((await analyst.OpenAsync("/requests?untriaged=true", language)).Page.QuerySelectorAll("[data-row]"), Has.Length.EqualTo(1));
        (await new FormPost(await PageAsync(), "form[action$='handler=Triage']").With("Take.Urgency", "Urgent").With("Take.OurReference", "ID-9").SendAsync(analyst))
            .Expect(HttpStatusCode.Redirect);
        (await new FormPost(await PageAsync(), "form:has(#our-question)").With("said", "Which week?").SendAsync(analyst, "button[value=ask]")).Expect(HttpStatusCode.Redirect);
        await liaison.ActAsync($"requests/{reference}", "clarify", new { note = "The first." });
        var bare = await new FormPost(await PageAsync(), "form[action$='handler=Reply']").SendAsync(analyst);
        Assert.That(bare.Status, Is.EqualTo(HttpStatusCode.BadRequest), "an answer says something");
        (await new FormPost(await PageAsync(), "form[action$='handler=Reply']").With("Input.Note", "From two addresses.").SendAsync(analyst)).Expect(HttpStatusCode.Redirect);
        var answered = await liaison.ReadAsync(reference);
        Assert.That(answered.Text("state"), Is.EqualTo("Answered"));
        Assert.That(answered.Text("ourReference"), Is.EqualTo("ID-9"));

        var form = (await analyst.OpenAsync($"/requests/{reference}/case", language)).Page;
        var made = await new FormPost(form, "main form.card").With("Input.Classification", "fraud/phishing").With("Input.Severity", "Low").SendAsync(analyst);
        var incident = made.Expect(HttpStatusCode.Redirect).Location!.ToString();
        Assert.That(incident, Does.StartWith("/incidents/CI-2026-"));
        Assert.That((await analyst.OpenAsync($"/requests/{reference}/case")).Answer.Status, Is.EqualTo(HttpStatusCode.Redirect), "once");
        Assert.That((await analyst.OpenAsync(incident, language)).Answer.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await PageAsync()).Body!.TextContent, Does.Contain(incident.Split('/')[^1]));

        async Task<AngleSharp.Html.Dom.IHtmlDocument> PageAsync() => (await analyst.OpenAsync($"/requests/{reference}", language)).Page;
    }

    [Test]
    public async Task A_refusal_and_a_hand_over_go_by_the_page_too()
    {
        await using var app = new TestApp();
        using var liaison = await app.AsAsync("liaison.sg");
        using var api = await app.AsAsync("analyst");
        var reference = await liaison.FileAsync();
        await api.ActAsync($"requests/{reference}", "triage");
        using var manager = new Browser(app);
        await manager.SignInAsync("manager");
        var page = (await manager.OpenAsync($"/requests/{reference}")).Page;
        var colleague = page.QuerySelectorAll("form[action$='handler=HandOver'] option").Select(o => o.GetAttribute("value")).Last(v => !string.IsNullOrEmpty(v))!;
        (await new FormPost(page, "form[action$='handler=HandOver']").With("Take.Owner", colleague).SendAsync(manager)).Expect(HttpStatusCode.Redirect);
        page = (await manager.OpenAsync($"/requests/{reference}")).Page;
        var unsaid = await new FormPost(page, "form[action$='handler=Reply']").With("Input.Outcome", "Decline").SendAsync(manager);
        Assert.That(unsaid.Status, Is.EqualTo(HttpStatusCode.BadRequest), "a refusal has a ground");
        page = (await manager.OpenAsync($"/requests/{reference}")).Page;
        (await new FormPost(page, "form[action$='handler=Reply']").With("Input.Outcome", "Decline").With("Input.Ground", "not-competent").SendAsync(manager)).Expect(HttpStatusCode.Redirect);
        Assert.That((await liaison.ReadAsync(reference)).Text("declineGround"), Is.EqualTo("not-competent"));
    }
}
