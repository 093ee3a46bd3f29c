using System.Net;
using CyberIncidents.FunctionalTests.Pages;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;

namespace CyberIncidents.FunctionalTests.Partners;

public sealed class ProposalTests
{
    private const string Proposals = "/api/v1/profile-proposals";

    [Test]
    public async Task What_a_partner_proposes_holds_once_one_of_ours_has_approved_it()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var dutch = await app.AsAsync("liaison.nl");
        var contact = (await dutch.GetAsync("/api/v1/contact-points")).Items[0]!;
        var made = (await dutch.PostAsync(Proposals, Edit(contact["id"]!.ToString(), "+31 70 555 0199"))).Expect(HttpStatusCode.Created);
        Assert.That((made.Text("state"), made.Json["changes"]!.AsArray().Single(c => c!["field"]!.ToString() == "phone")!["after"]!.ToString()), Is.EqualTo(("Proposed", "+31 70 555 0199")));
        Assert.That((await PhoneAsync(analyst, contact)), Is.Not.EqualTo("+31 70 555 0199"));
        Assert.That((await analyst.GetAsync("/api/v1/directory/problems/ProposalWaits")).Items, Has.Count.EqualTo(1));
        (await analyst.PostAsync($"{Proposals}/{made.Text("id")}/actions/approve")).Expect(HttpStatusCode.OK);
        Assert.That((await PhoneAsync(analyst, contact)), Is.EqualTo("+31 70 555 0199"));
        (await analyst.PostAsync($"{Proposals}/{made.Text("id")}/actions/reject", new { reason = "No" })).ExpectProblem(HttpStatusCode.Conflict, "proposal-decided");
        Assert.That((await dutch.GetAsync($"{Proposals}/{made.Text("id")}")).Text("state"), Is.EqualTo("Approved"));
    }

    [Test]
    public async Task It_is_seen_by_that_partner_and_by_us_alone_and_only_we_decide()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var admin = await app.AsAsync("admin");
        using var dutch = await app.AsAsync("liaison.nl");
        using var other = await app.AsAsync("liaison.sg");
        var contact = (await dutch.GetAsync("/api/v1/contact-points")).Items[0]!["id"]!.ToString();
        (await other.PostAsync(Proposals, Edit(contact, "+65 1 234"))).ExpectInvalid("contactPointId");
        var id = (await dutch.PostAsync(Proposals, new { subject = "DutyHours", dutyHours = new { from = "07:00", to = "15:00" } })).Expect(HttpStatusCode.Created).Text("id");
        (await other.GetAsync($"{Proposals}/{id}")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        Assert.That((await other.GetAsync(Proposals)).Items, Is.Empty);
        (await other.PostAsync($"{Proposals}/{id}/actions/withdraw")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await dutch.PostAsync($"{Proposals}/{id}/actions/approve")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await analyst.PostAsync(Proposals, Edit(contact, "+31 1 234"))).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await admin.PostAsync($"{Proposals}/{id}/actions/reject")).ExpectInvalid("reason");
        var rejected = (await admin.PostAsync($"{Proposals}/{id}/actions/reject", new { reason = "Call us first" })).Expect(HttpStatusCode.OK);
        Assert.That((rejected.Text("state"), (await dutch.GetAsync($"{Proposals}/{id}")).Text("reason")), Is.EqualTo(("Rejected", "Call us first")));
    }

    [Test]
    public async Task What_changed_meanwhile_is_not_overwritten_and_bad_input_is_named()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        using var dutch = await app.AsAsync("liaison.nl");
        var contact = (await admin.GetAsync($"/api/v1/contact-points?organisation={await admin.OrganisationAsync("NL")}")).Items[0]!["id"]!.ToString();
        var id = (await dutch.PostAsync(Proposals, Edit(contact, "+31 70 555 0199"))).Expect(HttpStatusCode.Created).Text("id");
        var now = await admin.GetAsync($"/api/v1/contact-points/{contact}");
        (await admin.PatchAsync($"/api/v1/contact-points/{contact}", new { name = "Another desk" }, now.ETag)).Expect(HttpStatusCode.OK);
        (await admin.PostAsync($"{Proposals}/{id}/actions/approve")).ExpectProblem(HttpStatusCode.Conflict, "changed-since");
        (await dutch.PostAsync($"{Proposals}/{id}/actions/withdraw")).Expect(HttpStatusCode.OK);
        (await dutch.PostAsync(Proposals, new { subject = "NewContact", contact = new { purpose = "Press", name = "Press desk" } })).ExpectInvalid("email");
        (await dutch.PostAsync(Proposals, new { subject = "NewContact", contact = new { purpose = "Press", name = "Press desk", phone = "+31 1 234", openPgpKey = "none" } })).ExpectInvalid("openPgpKey");
        (await dutch.PostAsync(Proposals, new { subject = "DutyHours", dutyHours = new { from = "09:00", to = "17:30" } })).ExpectInvalid("dutyHours");
        (await dutch.PostAsync(Proposals, new { subject = "Contact" })).ExpectInvalid("contactPointId");
    }

    [Test]
    public async Task A_renewed_key_is_proposed_like_any_change_and_no_older_proposal_rolls_it_back()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        using var dutch = await app.AsAsync("liaison.nl");
        var contact = (await admin.GetAsync($"/api/v1/contact-points?organisation={await admin.OrganisationAsync("NL")}")).Items[0]!["id"]!.ToString();
        var made = TestApp.Start.AddDays(-100);
        var pair = PgpKeys.NewPair(made);
        var old = PgpKeys.Public(PgpKeys.Make(made, TimeSpan.FromDays(120), pair: pair));
        var renewed = PgpKeys.Public(PgpKeys.Make(made, TimeSpan.FromDays(900), pair: pair));
        var path = $"/api/v1/contact-points/{contact}";
        (await admin.PatchAsync(path, new { openPgpKey = old }, (await admin.GetAsync(path)).ETag)).Expect(HttpStatusCode.OK);
        var phone = (await dutch.PostAsync(Proposals, Edit(contact, "+31 70 555 0199"))).Expect(HttpStatusCode.Created).Text("id");
        var now = await admin.GetAsync(path);
        var asItIs = new { purpose = now.Text("purpose"), name = now.Text("name"), email = now.Text("email"), phone = now.Text("phone"), language = now.Text("language"), openPgpKey = renewed };
        var proposed = (await dutch.PostAsync(Proposals, new { subject = "Contact", contactPointId = contact, contact = asItIs })).Expect(HttpStatusCode.Created);
        var change = proposed.Json["changes"]!.AsArray().Single(c => c!["field"]!.ToString() == "fingerprint")!;
        Assert.That(change["after"]!.ToString(), Does.StartWith(now.Text("fingerprint")).And.Not.EqualTo(change["before"]!.ToString()));
        (await admin.PostAsync($"{Proposals}/{proposed.Text("id")}/actions/approve")).Expect(HttpStatusCode.OK);
        var end = (await admin.GetAsync(path)).Text("keyExpiresAt");
        Assert.That(end, Is.GreaterThan(now.Text("keyExpiresAt")));
        (await admin.PostAsync($"{Proposals}/{phone}/actions/approve")).ExpectProblem(HttpStatusCode.Conflict, "changed-since");
        Assert.That((await admin.GetAsync(path)).Text("keyExpiresAt"), Is.EqualTo(end));
    }

    [Test]
    public async Task A_key_that_expired_since_it_was_proposed_is_not_approved()
    {
        await using var app = new TestApp();
        using var dutch = await app.AsAsync("liaison.nl");
        var key = PgpKeys.Public(PgpKeys.Make(TestApp.Start.AddDays(-100), TimeSpan.FromDays(120)));
        var made = (await dutch.PostAsync(Proposals, new { subject = "NewContact", contact = new { purpose = "Press", name = "Press desk", phone = "+31 1 234", openPgpKey = key } }))
            .Expect(HttpStatusCode.Created);
        app.Clock.Advance(TimeSpan.FromDays(30));
        using var analyst = await app.AsAsync("analyst");
        (await analyst.PostAsync($"{Proposals}/{made.Text("id")}/actions/approve")).ExpectInvalid("openPgpKey");
    }

    [Test]
    public async Task It_is_proposed_and_approved_on_pages_without_script()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var theirs = new Browser(app);
        (await theirs.SignInAsync("liaison.sg")).Expect(HttpStatusCode.Redirect);
        var page = (await theirs.OpenAsync("/profile")).Page;
        (await new FormPost(page, "#new").With("Contact.Name", "Night desk").SendAsync(theirs)).Expect(HttpStatusCode.BadRequest);
        (await new FormPost(page, "#new").With("Contact.Purpose", "AroundTheClock").With("Contact.Name", "Night desk").With("Contact.Phone", "+65 6555 0101").SendAsync(theirs))
            .Expect(HttpStatusCode.Redirect);
        (await new FormPost(page, "#duty-form").With("DutyFrom", "09:00").With("DutyTo", "08:00").SendAsync(theirs)).Expect(HttpStatusCode.BadRequest);
        Assert.That((await theirs.OpenAsync("/profile", "id")).Page.QuerySelector("#proposals")!.ParentElement!.ParentElement!.TextContent, Does.Contain("Night desk"));
        var sg = await analyst.OrganisationAsync("SG");
        using var ours = new Browser(app);
        (await ours.SignInAsync("analyst")).Expect(HttpStatusCode.Redirect);
        (await ours.OpenAsync("/profile")).Answer.Expect(HttpStatusCode.Forbidden);
        page = (await ours.OpenAsync($"/organisations/{sg}")).Page;
        (await new FormPost(page, "#proposals form").SendAsync(ours, "#proposals button[value=false]")).Expect(HttpStatusCode.BadRequest);
        (await new FormPost(page, "#proposals form").SendAsync(ours, "#proposals button[value=true]")).Expect(HttpStatusCode.Redirect);
        Assert.That((await analyst.GetAsync($"/api/v1/contact-points?organisation={sg}")).Items.Select(c => c!["name"]!.ToString()), Does.Contain("Night desk"));
    }

    private static async Task<string> PhoneAsync(ApiClient client, System.Text.Json.Nodes.JsonNode contact) =>
        (await client.GetAsync($"/api/v1/contact-points/{contact["id"]}")).Text("phone");

    private static object Edit(string contact, string phone) => new
    {
        subject = "Contact",
        contactPointId = contact,
        contact = new { purpose = "Technical", name = "Duty desk (demo)", email = "desk@nl-csirt.demo.test", phone, language = "en" },
    };
}
