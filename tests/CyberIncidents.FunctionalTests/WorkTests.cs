using System.Net;
using System.Text.Json.Nodes;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;

namespace CyberIncidents.FunctionalTests;

/// <summary>What is due, what is silent, what came back: lists by their clocks, the desk, and the counts of every page.</summary>
public sealed class WorkTests
{
    [Test]
    public async Task Cases_come_by_their_next_clock_page_by_page_and_those_without_one_last()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var without = await analyst.LogAsync();
        var (byRequest, _, request) = await analyst.SentRequestAsync(dueAt: TestApp.Start.AddHours(20));
        var byFollowUp = await analyst.LogAsync();
        await analyst.FollowUpAsync(byFollowUp, "Call them", 10);
        var onHold = await analyst.ActiveCaseAsync();
        await analyst.ActAsync($"incidents/{onHold}", "hold", new { reason = "Waiting for the court", until = TestApp.Start.AddHours(30) });
        var newest = await analyst.LogAsync();

        var rows = await PagedAsync(analyst, "/api/v1/incidents?open=true&sort=nextClock&limit=2");
        Assert.That(rows.Select(r => r["reference"]!.ToString()), Is.EqualTo(new[] { byFollowUp, byRequest, onHold, newest, without }));
        Assert.Multiple(() =>
        {
            Assert.That(rows[0]["nextClock"]!["what"]!.ToString(), Is.EqualTo("FollowUp"));
            Assert.That((bool)rows[0]["nextClock"]!["ours"]!, Is.True);
            Assert.That(rows[1]["nextClock"]!["requestReference"]!.ToString(), Is.EqualTo(request));
            Assert.That((bool)rows[1]["nextClock"]!["ours"]!, Is.False);
            Assert.That(rows[1]["nextClock"]!["timeZone"]!.ToString(), Is.EqualTo("Europe/Amsterdam"));
            Assert.That(rows[2]["nextClock"]!["what"]!.ToString(), Is.EqualTo("HoldUntil"));
            Assert.That(rows[3]["nextClock"], Is.Null);
        });
        (await analyst.GetAsync("/api/v1/incidents?sort=-nextClock")).ExpectInvalid("sort");
        (await analyst.GetAsync("/api/v1/incidents?sort=nextClock&after=nonsense")).ExpectInvalid("after");
    }

    [Test]
    public async Task Pills_come_worst_first_with_their_word()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.sg");
        var (incident, _, _) = await analyst.SentRequestAsync("NL", TestApp.Start.AddHours(200));
        var sg = await analyst.NotifyAsync(incident, "SG");
        var asked = await analyst.DraftAsync(incident, sg, dueAt: TestApp.Start.AddHours(100));
        await analyst.ActAsync($"requests/{asked}", "send");
        await liaison.ActAsync($"requests/{asked}", "ask", new { note = "Which accounts first?" });
        Assert.That(await PillsAsync(analyst), Is.EqualTo(new[] { "SG ClarificationAsked", "NL Sent", "AU NotNotified" }));
        await LaterAsync(app, 110, (analyst, "analyst"));
        Assert.That(await PillsAsync(analyst), Is.EqualTo(new[] { "NL Silent", "SG ClarificationAsked", "AU NotNotified" }));
        var detail = (await analyst.GetAsync($"/api/v1/incidents/{incident}")).Expect(HttpStatusCode.OK);
        Assert.That(detail.Text("clocks.0.what"), Is.EqualTo("AnswerClarification"));
        Assert.That(detail.Text("counts.waitingRequests"), Is.EqualTo("1"));
    }

    [Test]
    public async Task The_desk_tells_what_is_due_silent_back_new_and_unowned()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var manager = await app.AsAsync("manager");
        using var liaison = await app.AsAsync("liaison.nl");
        var (incident, nl, answered) = await analyst.SentRequestAsync(dueAt: TestApp.Start.AddHours(80));
        var silent = await analyst.DraftAsync(incident, nl, dueAt: TestApp.Start.AddHours(60));
        await analyst.ActAsync($"requests/{silent}", "send");
        await analyst.FollowUpAsync(incident, "Call them", 24);
        await analyst.LogAsync();
        var rejected = await analyst.LogAsync();
        await analyst.ActAsync($"incidents/{rejected}", "reject", new { reason = "No case" });
        await analyst.ActAsync($"incidents/{rejected}", "reopen", new { reason = "It is one" });
        await LaterAsync(app, 31, (analyst, "analyst"), (liaison, "liaison.nl"));
        await liaison.ActAsync($"requests/{answered}", "answer", new { outcome = "NothingFound", note = "We looked" });

        var desk = (await analyst.GetAsync("/api/v1/desk?mine=true")).Expect(HttpStatusCode.OK);
        Assert.Multiple(() =>
        {
            Assert.That(desk.Text("overdue"), Is.EqualTo("0"));
            Assert.That(desk.Text("dueThisWeek"), Is.EqualTo("2"));
            Assert.That(desk.Json["week"]!.AsArray(), Has.Count.EqualTo(7));
            Assert.That(desk.Text("dueSoonest.items.0.title"), Is.EqualTo("Call them"));
            Assert.That(desk.Text("silent.items.0.reference"), Is.EqualTo(silent));
            Assert.That(desk.Text("cameBack.items.0.word"), Is.EqualTo("NothingFound"));
            Assert.That(desk.Text("cameBack.items.0.note"), Is.EqualTo("We looked"));
            Assert.That(desk.Text("newReports.total"), Is.EqualTo("1"));
            Assert.That(desk.Text("unowned.items.0.reference"), Is.EqualTo(rejected));
        });
        await LaterAsync(app, 40, (analyst, "analyst"), (manager, "manager"), (liaison, "liaison.nl"));
        var late = (await analyst.GetAsync("/api/v1/desk")).Expect(HttpStatusCode.OK);
        Assert.That(late.Text("overdue"), Is.EqualTo("1"));
        Assert.That(late.Text("older"), Is.EqualTo("2"));
        Assert.That((await manager.GetAsync("/api/v1/desk?mine=true")).Text("dueSoonest.total"), Is.EqualTo("0"));
        Assert.That((await analyst.GetAsync("/api/v1/navigation")).Text("desk"), Is.EqualTo("2"));
        (await liaison.GetAsync("/api/v1/desk")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
    }

    [Test]
    public async Task Quick_filters_list_as_many_rows_as_they_count()
    {
        await using var app = new TestApp(demoCases: true);
        using var analyst = await app.AsAsync("analyst");
        var counts = (await analyst.GetAsync("/api/v1/incidents/counts")).Expect(HttpStatusCode.OK);
        foreach (var (_, figure) in counts.Json.AsObject())
        {
            Assert.That(await analyst.RowsAsync(figure!["query"]!.ToString()), Is.EqualTo((int)figure["count"]!), figure.ToString());
        }
    }

    [Test]
    public async Task A_liaison_officer_finds_what_waits_for_the_own_organisation_the_most_urgent_first()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var liaison = await app.AsAsync("liaison.nl");
        var (incident, nl, later) = await analyst.SentRequestAsync(dueAt: TestApp.Start.AddHours(80));
        var undated = await analyst.DraftAsync(incident, nl);
        await analyst.ActAsync($"requests/{undated}", "send");
        var soon = await analyst.DraftAsync(incident, nl, dueAt: TestApp.Start.AddHours(10));
        await analyst.ActAsync($"requests/{soon}", "send");
        var done = await analyst.DraftAsync(incident, nl);
        await analyst.ActAsync($"requests/{done}", "send");
        await liaison.ActAsync($"requests/{done}", "answer", new { outcome = "Fulfilled" });

        var rows = await PagedAsync(liaison, "/api/v1/requests?waiting=true&sort=dueAt&limit=2");
        Assert.That(rows.Select(r => r["reference"]!.ToString()), Is.EqualTo(new[] { soon, later, undated }));
        Assert.That((bool)rows[0]["seen"]!, Is.False);
        Assert.That((await liaison.GetAsync("/api/v1/navigation")).Text("actionRequired"), Is.EqualTo("3"));
        var first = (await liaison.GetAsync($"/api/v1/requests/{soon}")).Expect(HttpStatusCode.OK);
        var second = (await liaison.GetAsync($"/api/v1/requests/{soon}")).Expect(HttpStatusCode.OK);
        Assert.That(first.Body, Is.EqualTo(second.Body));
        Assert.That(first.ETag, Is.EqualTo(second.ETag));
        Assert.That(first.Text("requesterTimeZone"), Is.EqualTo("Asia/Jakarta"));
        (await liaison.GetAsync("/api/v1/requests?owner=me")).ExpectInvalid("owner");
        Assert.That(await analyst.RowsAsync("/api/v1/requests?owner=me"), Is.EqualTo(4));
    }

    [Test]
    public async Task Look_alikes_share_words_that_mean_something()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var like = await analyst.LogAsync(Cases.NewIncident("Phishing kit imitating the national tax portal"));
        await analyst.LogAsync(Cases.NewIncident("Ransomware at a port operator"));
        var found = (await analyst.GetAsync("/api/v1/incidents/look-alikes?title=Phishing%20portal%20of%20the%20tax%20office%20with%20kit")).Expect(HttpStatusCode.OK);
        Assert.That(found.Items.Select(i => i!["reference"]!.ToString()), Is.EqualTo(new[] { like }));
        Assert.That(found.Items[0]!["words"]!.AsArray().Select(w => w!.ToString()), Is.EqualTo(new[] { "Phishing", "portal" }));
        Assert.That(found.Text("items.0.likeness"), Is.EqualTo("Very"));
        Assert.That((await analyst.GetAsync("/api/v1/incidents/look-alikes?title=with%20that%20yang")).Items, Is.Empty);
        (await analyst.GetAsync("/api/v1/incidents/look-alikes?words=x")).ExpectInvalid("words");
    }

    [Test]
    public async Task All_notices_are_read_at_once_and_only_the_own()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var nl = await app.AsAsync("liaison.nl");
        using var sg = await app.AsAsync("liaison.sg");
        var (incident, _, _) = await analyst.SentRequestAsync();
        await analyst.NotifyAsync(incident, "SG");
        Assert.That((await nl.PostAsync("/api/v1/notifications/read")).Expect(HttpStatusCode.OK).Text("count"), Is.EqualTo("2"));
        Assert.That(await nl.RowsAsync("/api/v1/notifications?unread=true"), Is.Zero);
        Assert.That(await sg.RowsAsync("/api/v1/notifications?unread=true"), Is.EqualTo(1));
    }

    [Test]
    public async Task Notices_that_came_after_what_was_looked_at_stay_unread()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var nl = await app.AsAsync("liaison.nl");
        await analyst.SentRequestAsync();
        var looked = (await nl.GetAsync("/api/v1/notifications")).Expect(HttpStatusCode.OK).Text("items.0.at");
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await analyst.SentRequestAsync();
        var read = await nl.PostAsync($"/api/v1/notifications/read?upTo={Uri.EscapeDataString(looked)}");
        Assert.That(read.Expect(HttpStatusCode.OK).Text("count"), Is.EqualTo("2"));
        Assert.That(await nl.RowsAsync("/api/v1/notifications?unread=true"), Is.EqualTo(2));
        (await nl.PostAsync("/api/v1/notifications/read?upTo=now")).ExpectInvalid("upTo");
        (await nl.PostAsync("/api/v1/notifications/read?upTo=")).ExpectInvalid("upTo");
        (await nl.PostAsync("/api/v1/notifications/read?to=now")).ExpectInvalid("to");
    }

    [Test]
    public async Task Lists_are_searched_by_name_and_a_case_has_its_open_follow_ups()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        using var analyst = await app.AsAsync("analyst");
        Assert.That((await admin.GetAsync("/api/v1/users?q=LIAISON.NL")).Expect(HttpStatusCode.OK).Items, Has.Count.EqualTo(1));
        Assert.That((await admin.GetAsync("/api/v1/users?q=%25%25")).Expect(HttpStatusCode.OK).Items, Is.Empty);
        Assert.That((await admin.GetAsync("/api/v1/organisations?q=singapore")).Expect(HttpStatusCode.OK).Items, Is.Not.Empty);
        var incident = await analyst.LogAsync();
        var first = await analyst.FollowUpAsync(incident, "First");
        await analyst.FollowUpAsync(incident, "Second");
        await analyst.FollowUpAsync(await analyst.LogAsync(), "Of another case");
        await analyst.ActAsync($"follow-ups/{first}", "complete");
        var open = (await analyst.GetAsync($"/api/v1/follow-ups?state=open&incident={incident}")).Expect(HttpStatusCode.OK);
        Assert.That(open.Items.Select(f => f!["title"]!.ToString()), Is.EqualTo(new[] { "Second" }));
    }

    [Test]
    public async Task What_is_hidden_moves_no_clock_no_pill_and_no_count()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var manager = await app.AsAsync("manager");
        var (incident, nl, _) = await manager.SentRequestAsync(dueAt: TestApp.Start.AddHours(80));
        var before = Known(await analyst.GetAsync("/api/v1/incidents?sort=nextClock"));
        var red = await manager.DraftAsync(incident, nl, tlp: "RED", dueAt: TestApp.Start.AddHours(5));
        await manager.PostAsync($"/api/v1/incidents/{incident}/follow-ups", new
        {
            title = "Hidden", dueAt = TestApp.Start.AddHours(2), timeZone = "Asia/Jakarta", requestReference = red,
        });
        Assert.That(Known(await analyst.GetAsync("/api/v1/incidents?sort=nextClock")), Is.EqualTo(before));
        Assert.That((await manager.GetAsync("/api/v1/incidents?sort=nextClock")).Text("items.0.nextClock.title"), Is.EqualTo("Hidden"));
        Assert.That((await analyst.GetAsync("/api/v1/desk")).Text("dueSoonest.total"), Is.EqualTo("1"));
        Assert.That((await manager.GetAsync("/api/v1/desk")).Text("dueSoonest.total"), Is.EqualTo("2"));
    }

    /// <summary>Time passes, and people sign in anew.</summary>
    private static async Task LaterAsync(TestApp app, int hours, params (ApiClient Client, string Name)[] people)
    {
        app.Clock.Advance(TimeSpan.FromHours(hours));
        foreach (var (client, name) in people)
        {
            await client.SignInAsync($"{name}@demo.test", TestApp.Password);
        }
    }

    private static string Known(Answer answer) => answer.Expect(HttpStatusCode.OK).Body;

    private static async Task<string[]> PillsAsync(ApiClient client) =>
        [.. (await client.GetAsync("/api/v1/incidents")).Expect(HttpStatusCode.OK).Items[0]!["partners"]!.AsArray().Select(p => $"{p!["country"]} {p["word"]}")];

    private static async Task<List<JsonNode>> PagedAsync(ApiClient client, string path)
    {
        var rows = new List<JsonNode>();
        for (var next = string.Empty; ;)
        {
            var page = (await client.GetAsync(path + next)).Expect(HttpStatusCode.OK);
            rows.AddRange(page.Items.Select(i => i!));
            if (page.Json["next"] is not { } after)
            {
                return rows;
            }

            next = $"&after={after}";
        }
    }
}
