using System.Net;
using System.Text.Json.Nodes;
using CyberIncidents.FunctionalTests.Mail;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Visibility;

/// <summary>Partners are unknown to one another unless a case is joint; then they know who takes part and nothing more.</summary>
public sealed class JointTests
{
    [Test]
    public async Task Partners_of_a_joint_case_see_who_takes_part_and_nothing_more()
    {
        await using var app = new TestApp();
        using var scene = await Scene.BuildAsync(app, "AMBER");
        var path = $"/api/v1/incidents/{scene.Incident}";
        Assert.That(Others(await scene["liaison.nl"].GetAsync(path)), Is.Empty);
        var joined = await scene["owner"].ActAsync($"incidents/{scene.Incident}", "join", new { reason = $"{Scene.Ours} they know each other" });
        Assert.That((bool)joined.At("joint")!, Is.True);
        Assert.That((bool)joined.At("may.unjoin")!, Is.True);
        using var all = Assert.EnterMultipleScope();
        var nl = await scene["liaison.nl"].GetAsync(path);
        Assert.That(Others(nl), Is.EqualTo(new[] { "SG HostsInfrastructure Notified" }), "AU is out, MY is only proposed");
        Assert.That(Others(await scene["liaison.sg"].GetAsync(path)), Is.EqualTo(new[] { "NL HostsInfrastructure Engaged" }));
        Assert.That(nl.Body, Does.Not.Contain(Scene.Ours).And.Not.Contain(Scene.ForSingapore));
        foreach (var outside in new[] { "liaison.au", "liaison.my", "liaison.jp" })
        {
            await scene[outside].EnsureAbsentAsync($"incidents/{scene.Incident}");
        }

        // Requests, comments, parts and the numbers of everything stay apart.
        await scene["liaison.nl"].EnsureAbsentAsync($"requests/{scene.RequestSg}");
        Assert.That((await scene["liaison.nl"].GetAsync($"{path}/participations")).Items, Has.Count.EqualTo(1));
        Assert.That(await scene["liaison.nl"].RowsAsync("/api/v1/requests"), Is.EqualTo(1));
        var sg = (await scene["owner"].ParticipationAsync(scene.Incident, "SG"))["id"];
        (await scene["liaison.nl"].PostAsync($"{path}/participations/{sg}/actions/decline", new { reason = "x" })).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await scene["liaison.sg"].CommentAsync(scene.Incident, "From Singapore")).Expect(HttpStatusCode.Created);
        Assert.That(await scene["liaison.nl"].CommentTextsAsync(scene.Incident), Is.EqualTo(new[] { "For those who take part" }));
        Assert.That((await scene["liaison.nl"].GetAsync("/api/v1/incidents")).Items.Single()!["partners"], Is.Null, "a list does not tell them");
        // It is on record: what each was shown of each.
        var releases = (await scene["owner"].GetAsync($"{path}/releases")).Items.Where(r => r!["reason"]!.ToString() == "Joint").ToList();
        Assert.That(releases, Has.Count.EqualTo(2));
        Assert.That(releases.SelectMany(r => r!["items"]!.AsArray()).Select(i => i!["content"]!.ToString()), Has.All.Contain("HostsInfrastructure"));
    }

    [Test]
    public async Task Who_is_told_later_is_shown_who_leaves_is_not_and_parting_hides_all()
    {
        await using var app = new TestApp();
        using var scene = await Scene.BuildAsync(app, "AMBER");
        var path = $"/api/v1/incidents/{scene.Incident}";
        var owner = scene["owner"];
        await owner.ActAsync($"incidents/{scene.Incident}", "join", new { reason = "Joint work" });
        await owner.NotifyAsync(scene.Incident, "MY");
        using var all = Assert.EnterMultipleScope();
        Assert.That(await CountriesAsync("liaison.nl"), Is.EqualTo("MY SG"));
        Assert.That(await CountriesAsync("liaison.my"), Is.EqualTo("NL SG"));
        var sg = (await owner.ParticipationAsync(scene.Incident, "SG"))["id"];
        await owner.ActAsync($"incidents/{scene.Incident}/participations/{sg}", "withdraw", new { reason = "x" });
        Assert.That(await CountriesAsync("liaison.nl"), Is.EqualTo("MY"));
        await scene["liaison.sg"].EnsureAbsentAsync($"incidents/{scene.Incident}");
        var my = (await owner.ParticipationAsync(scene.Incident, "MY"))["id"];
        await scene["liaison.my"].ActAsync($"incidents/{scene.Incident}/participations/{my}", "decline", new { reason = "x" });
        Assert.That(await CountriesAsync("liaison.nl"), Is.Empty);
        await owner.NotifyAsync(scene.Incident, "SG");
        Assert.That(await CountriesAsync("liaison.nl"), Is.EqualTo("SG"), "told again, shown again");
        var before = (await scene["liaison.sg"].GetAsync(path)).ETag;
        await owner.ActAsync($"incidents/{scene.Incident}", "unjoin", new { reason = "No more" });
        Assert.That(await CountriesAsync("liaison.nl"), Is.Empty);
        Assert.That(await CountriesAsync("liaison.sg"), Is.Empty);
        Assert.That((await scene["liaison.sg"].GetAsync(path)).ETag, Is.Not.EqualTo(before));
        await owner.NotifyAsync(scene.Incident, "MY");
        Assert.That(await CountriesAsync("liaison.my"), Is.Empty);

        async Task<string> CountriesAsync(string who) =>
            string.Join(' ', Others(await scene[who].GetAsync(path)).Select(o => o[..2]).Order(StringComparer.Ordinal));
    }

    [Test]
    public async Task A_red_case_is_never_joint_and_raising_one_parts_it_for_good()
    {
        await using var app = new TestApp();
        using var scene = await Scene.BuildAsync(app, "AMBER");
        var path = $"/api/v1/incidents/{scene.Incident}";
        await scene["owner"].ActAsync($"incidents/{scene.Incident}", "join", new { reason = "Joint work" });
        (await scene["owner"].EditCaseAsync(scene.Incident, new { tlp = "RED" })).Expect(HttpStatusCode.OK);
        using var all = Assert.EnterMultipleScope();
        Assert.That(Others(await scene["liaison.nl"].GetAsync(path)), Is.Empty, "NL's officer is named and sees the case");
        (await scene["owner"].PostAsync($"{path}/actions/join", new { reason = "x" })).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await scene["manager"].PostAsync($"{path}/actions/join", new { reason = "x" })).ExpectProblem(HttpStatusCode.Conflict, "red-not-joint");
        var lowered = (await scene["manager"].EditCaseAsync(scene.Incident, new { tlp = "AMBER" })).Expect(HttpStatusCode.OK);
        Assert.That((bool)lowered.At("joint")!, Is.False);
        Assert.That(Others(await scene["liaison.nl"].GetAsync(path)), Is.Empty);
    }

    [Test]
    public async Task The_switch_refuses_in_the_order_of_the_api()
    {
        await using var app = new TestApp();
        using var scene = await Scene.BuildAsync(app, "AMBER+STRICT");
        var path = $"/api/v1/incidents/{scene.Incident}/actions";
        using var all = Assert.EnterMultipleScope();
        (await scene["liaison.nl"].PostAsync($"{path}/join", new { reason = "x" })).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await scene["manager"].PostAsync("/api/v1/incidents/CI-2026-999999/actions/join", new { reason = "x" })).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await scene["owner"].PostAsync($"{path}/join", new { reason = "x" })).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await scene["manager"].PostAsync($"{path}/unjoin", new { reason = "x" })).ExpectProblem(HttpStatusCode.Conflict, "illegal-move");
        (await scene["manager"].PostAsync($"{path}/join")).ExpectInvalid("reason");
        (await scene["manager"].PostAsync($"{path}/join", new { reason = "x" }, ("If-Match", "\"999\""))).Expect(HttpStatusCode.PreconditionFailed);
        (await scene["manager"].PostAsync($"{path}/join", new { reason = "x" })).Expect(HttpStatusCode.OK);
        (await scene["manager"].PostAsync($"{path}/join", new { reason = "x" })).ExpectProblem(HttpStatusCode.Conflict, "illegal-move");
        Assert.That((bool)(await scene["owner"].GetAsync($"/api/v1/incidents/{scene.Incident}")).At("may.join")!, Is.False);
        (await scene["owner"].PostAsync($"{path}/unjoin", new { reason = "An analyst may narrow" })).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task Who_is_only_informed_reads_acknowledges_and_declines_and_asks_nothing()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var nl = await app.AsAsync("liaison.nl");
        var incident = await analyst.ActiveCaseAsync(Cases.NewIncident(countries: []));
        (await analyst.PostAsync($"/api/v1/incidents/{incident}/participations", new { country = "NL", roles = new[] { "InformedOnly" } })).Expect(HttpStatusCode.Created);
        var part = await analyst.NotifyAsync(incident, "NL");
        var told = await analyst.DraftAsync(incident, part, "ForInformation");
        var asked = await analyst.DraftAsync(incident, part);
        await analyst.ActAsync($"requests/{told}", "send");
        await analyst.ActAsync($"requests/{asked}", "send");
        using var all = Assert.EnterMultipleScope();
        Assert.That((bool)(await nl.GetAsync($"/api/v1/incidents/{incident}")).At("mayComment")!, Is.False);
        (await nl.CommentAsync(incident, "May I?")).ExpectProblem(HttpStatusCode.Conflict, "informed-only");
        Assert.That(Actions(await nl.GetAsync($"/api/v1/requests/{asked}")), Does.Not.Contain("ask").And.Contain("answer"));
        (await nl.PostAsync($"/api/v1/requests/{asked}/actions/ask", new { note = "What?" })).ExpectProblem(HttpStatusCode.Conflict, "informed-only");
        Assert.That(Actions(await nl.GetAsync($"/api/v1/requests/{told}")), Does.Contain("acknowledge").And.Not.Contain("ask"));
        await nl.ActAsync($"requests/{told}", "acknowledge");
        Assert.That((await nl.GetAsync($"/api/v1/incidents/{incident}")).Text("participation.allowedActions.0"), Is.EqualTo("decline"));
        await nl.ActAsync($"incidents/{incident}/participations/{part}", "decline", new { reason = "Not for us" });
    }

    [Test]
    public async Task No_mail_to_a_partner_has_a_trace_of_another()
    {
        await using var scene = await MailScene.BuildAsync();
        var incident = await scene.Analyst.ActiveCaseAsync(Cases.NewIncident(countries: ["NL", "SG"]));
        foreach (var country in new[] { "NL", "SG" })
        {
            var id = (await scene.Analyst.ParticipationAsync(incident, country))["id"]!.ToString();
            await scene.Analyst.ActAsync($"incidents/{incident}/participations/{id}", "notify", new { sharedTitle = $"For {country}" });
            await MailScene.AskAsync(incident, id, "AMBER", null, scene.Analyst);
        }

        await scene.PumpAsync();
        var threads = new HashSet<string>(StringComparer.Ordinal);
        using var all = Assert.EnterMultipleScope();
        foreach (var mail in scene.Server.Mails.Where(m => m.To.Single().StartsWith("liaison.", StringComparison.Ordinal)))
        {
            var (other, country) = mail.To.Single() == "liaison.nl@demo.test" ? ("liaison.sg", "Singapore") : ("liaison.nl", "Netherlands");
            var whole = mail.Message.ToString();
            Assert.That(whole, Does.Not.Contain(other).And.Not.Contain(country).And.Not.Contain(other[^2..].ToUpperInvariant() + "-00"), mail.Subject);
            Assert.That(mail.Message.MessageId, Does.Match("^[0-9a-f]{32}@csirt.test$"), "a number of the mail alone");
            threads.Add($"{mail.To.Single()} {mail.Message.InReplyTo}");
        }

        Assert.That(threads.GroupBy(t => t.Split(' ')[1]).Where(g => g.Count() > 1), Is.Empty, "no thread has two organisations");
        Assert.That(threads, Is.Not.Empty);
    }

    [Test]
    public async Task Organisations_of_one_country_count_their_requests_apart()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var admin = await app.AsAsync("admin");
        var other = (await admin.PostAsync("/api/v1/organisations", new { name = "CSIRT of a Dutch bank", country = "NL", kind = "Csirt", timeZone = "Europe/Amsterdam", languages = new[] { "en" } }))
            .Expect(HttpStatusCode.Created).Text("id");
        var incident = await analyst.ActiveCaseAsync(Cases.NewIncident(countries: ["NL"]));
        var bank = (await analyst.PostAsync($"/api/v1/incidents/{incident}/participations", new { organisationId = other, roles = new[] { "Affected" } })).Expect(HttpStatusCode.Created).Text("id");
        var contact = (await analyst.GetAsync($"/api/v1/incidents/{incident}/participations")).Items.Select(p => p!["id"]!.ToString()).Single(id => id != bank);
        var numbers = new List<string>();
        foreach (var part in new[] { contact, contact, bank, contact })
        {
            numbers.Add(await analyst.DraftAsync(incident, part));
        }

        using var all = Assert.EnterMultipleScope();
        Assert.That(numbers.Where((_, i) => i != 2), Is.EqualTo(new[] { "RQ-2026-NL-0001", "RQ-2026-NL-0002", "RQ-2026-NL-0003" }));
        Assert.That(numbers[2], Does.Match("^RQ-2026-NL-[1-9][0-9]{2}0001$"), "its own first");
    }

    private static List<string> Others(Answer answer) =>
        [.. answer.Expect(HttpStatusCode.OK).Json["partners"]!.AsArray().Select(p => $"{p!["country"]} {p["roles"]!.AsArray().Single()} {p["state"]}")];

    private static IEnumerable<string> Actions(Answer answer) => answer.At("allowedActions")!.AsArray().Select(a => a!.ToString());
}
