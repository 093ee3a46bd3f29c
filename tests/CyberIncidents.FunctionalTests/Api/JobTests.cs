using System.Diagnostics.Metrics;
using System.Net;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Notices;
using CyberIncidents.FunctionalTests.Clocks;
using CyberIncidents.FunctionalTests.FollowUps;
using CyberIncidents.FunctionalTests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.FunctionalTests.Api;

public sealed class JobTests
{
    private const string Jobs = "/api/v1/jobs";
    private const string Canary = "Nachtigall";
    private static readonly DateTimeOffset DueAt = TestApp.Start.AddMinutes(20);

    [TestCase("analyst")]
    [TestCase("manager")]
    [TestCase("liaison.nl")]
    public async Task They_are_for_administrators(string name)
    {
        await using var app = new TestApp();
        using var client = await app.AsAsync(name);
        (await client.GetAsync(Jobs)).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await client.PostAsync($"{Jobs}/alarms/{Guid.Empty}/actions/retry")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await client.PostAsync($"{Jobs}/mails/{Guid.Empty}/actions/retry")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await client.PostAsync($"{Jobs}/mails/{Guid.Empty}/actions/dismiss")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
    }

    [Test]
    public async Task They_show_steps_and_instants_and_no_word_of_a_case()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        using var analyst = await app.AsAsync("analyst");
        var open = await analyst.ActiveCaseAsync(Cases.NewIncident($"{Canary} title"));
        await analyst.ScheduleAsync(open, DueAt);
        var request = await analyst.DraftAsync(open, await analyst.NotifyAsync(open, "NL", $"{Canary} shared"), dueAt: TestApp.Start.AddDays(2));
        await analyst.ActAsync($"requests/{request}", "send");
        var red = await analyst.ActiveCaseAsync(Cases.NewIncident($"{Canary} title", "RED"));
        var hidden = await analyst.ScheduleAsync(red, DueAt.AddMinutes(1));
        var answer = (await admin.GetAsync(Jobs)).Expect(HttpStatusCode.OK);
        var shown = answer.Json["next"]!.AsArray().Select(a => a!["name"]!.ToString()).ToList();
        Assert.That(shown, Has.Some.EqualTo($"{open}: follow-up due"));
        Assert.That(shown, Has.Some.EqualTo((await app.AlarmAsync(hidden, AlarmKind.FollowUpDue)).Id.ToString()));
        Assert.That(answer.Body, Does.Not.Contain(red).And.Not.Contain(Canary).And.Not.Contain("Shared summary").And.Not.Contain("Who runs the channel").And.Not.Contain("Moderators"));
        Assert.That((answer.Text("sweep.source"), answer.At("sweep.lastAt")), Is.EqualTo(("Elsewhere", (System.Text.Json.Nodes.JsonNode?)null)));
        await app.FireAtAsync(DueAt);
        var after = await admin.GetAsync(Jobs);
        Assert.That((after.Text("sweep.source"), after.At("sweep.lastAt") is not null), Is.EqualTo(("LastFired", true)));
        (await admin.GetAsync($"{Jobs}?limit=1")).ExpectInvalid("limit");
    }

    [Test]
    [RequiresSqlite]
    public async Task An_alarm_that_was_given_up_is_shown_and_tried_again()
    {
        await using var app = new TestApp();
        var (followUp, alarm) = await PoisonedAsync(app);
        using var admin = await app.AsAsync("admin");
        var shown = (await admin.GetAsync(Jobs)).Expect(HttpStatusCode.OK);
        Assert.That((shown.Text("figures.alarmsGivenUp"), shown.Text("failing.0.id"), shown.Text("failing.0.attempts")), Is.EqualTo(("1", alarm.ToString(), "10")));
        Assert.That(shown.Text("failing.0.error"), Is.Not.Empty.And.Not.Contain("poison"));
        app.Break("DROP TRIGGER Poison");
        var retried = (await admin.PostAsync($"{Jobs}/alarms/{alarm}/actions/retry")).Expect(HttpStatusCode.OK);
        Assert.That((retried.Text("figures.alarmsGivenUp"), retried.Json["failing"]!.AsArray().Count), Is.EqualTo(("0", 0)));
        Assert.That(await app.FireDueAlarmsAsync(), Is.EqualTo(1));
        Assert.That(await app.NoticesAsync(followUp), Is.EqualTo(new[] { "FollowUpDue analyst" }));
        (await admin.PostAsync($"{Jobs}/alarms/{alarm}/actions/retry")).ExpectProblem(HttpStatusCode.Conflict, "not-failing");
        (await admin.PostAsync($"{Jobs}/alarms/{Guid.Empty}/actions/retry")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await admin.PostAsync($"{Jobs}/alarms/{alarm}/actions/retry", new { force = true })).ExpectInvalid("force");
        Assert.That(await AuditRows.ActionsAsync(app, "FollowUp", await admin.MyIdAsync()), Is.EqualTo(new[] { "change" }));
        await app.EnsureAuditIntactAsync();
    }

    [Test]
    public async Task Mails_that_were_given_up_or_refused_are_shown_without_content_and_tried_again()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        using var anonymous = app.Anonymous();
        using var liaison = await app.AsAsync("liaison.nl");
        var person = await liaison.MyIdAsync();
        var dead = await app.DeadMailAsync(person);
        var bounced = await app.MailAsync(person, m => m.Bounce("SmtpCommandException", app.Clock.GetUtcNow()));
        var waiting = await app.MailAsync(person, _ => { });
        var shown = (await admin.GetAsync(Jobs)).Expect(HttpStatusCode.OK);
        Assert.That(
            (shown.Text("figures.mailsWaiting"), shown.Text("figures.mailsDead"), shown.Text("figures.mailsBounced")), Is.EqualTo(("1", "1", "1")));
        var mail = shown.Json["mails"]!.AsArray().Single(m => m!["id"]!.ToString() == dead.ToString())!;
        Assert.That((mail["recipient"]!.ToString(), mail["error"]!.ToString(), (bool)mail["bounced"]!), Is.EqualTo(("Noor Liaison (demo)", "SocketException", false)));
        Assert.That(mail["organisation"]!.ToString(), Is.Not.Empty);
        var health = await anonymous.GetAsync("/health/ready");
        Assert.That((health.Status, health.Text("status"), health.Text("checks.mails"), health.Text("checks.alarms")), Is.EqualTo((HttpStatusCode.OK, "Degraded", "Degraded", "Healthy")));
        Assert.That(health.Body, Does.Not.Match("[0-9]"), "no numbers");
        (await admin.PostAsync($"{Jobs}/mails/{dead}/actions/retry")).Expect(HttpStatusCode.OK);
        var after = (await admin.PostAsync($"{Jobs}/mails/{bounced}/actions/retry")).Expect(HttpStatusCode.OK);
        Assert.That((after.Text("figures.mailsWaiting"), after.Json["mails"]!.AsArray().Count), Is.EqualTo(("3", 0)));
        Assert.That((await anonymous.GetAsync("/health/ready")).Text("status"), Is.EqualTo("Healthy"));
        (await admin.PostAsync($"{Jobs}/mails/{waiting}/actions/retry")).ExpectProblem(HttpStatusCode.Conflict, "not-dead");
        (await admin.PostAsync($"{Jobs}/mails/{Guid.Empty}/actions/retry")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        Assert.That(await AuditRows.ActionsAsync(app, "OutboxMail", await admin.MyIdAsync()), Is.EqualTo(new[] { "change", "change" }));
        await app.EnsureAuditIntactAsync();
    }

    [Test]
    public async Task A_mail_that_is_dismissed_leaves_the_counts_and_stays_in_the_database_as_failed()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        using var anonymous = app.Anonymous();
        using var liaison = await app.AsAsync("liaison.nl");
        var person = await liaison.MyIdAsync();
        var dead = await app.DeadMailAsync(person);
        var bounced = await app.MailAsync(person, m => m.Bounce("SmtpCommandException", app.Clock.GetUtcNow()));
        var waiting = await app.MailAsync(person, _ => { });
        (await admin.PostAsync($"{Jobs}/mails/{dead}/actions/dismiss")).Expect(HttpStatusCode.OK);
        var after = (await admin.PostAsync($"{Jobs}/mails/{bounced}/actions/dismiss")).Expect(HttpStatusCode.OK);
        Assert.That(
            (after.Text("figures.mailsWaiting"), after.Text("figures.mailsDead"), after.Text("figures.mailsBounced"), after.Json["mails"]!.AsArray().Count),
            Is.EqualTo(("1", "0", "0", 0)));
        Assert.That((await anonymous.GetAsync("/health/ready")).Text("status"), Is.EqualTo("Healthy"));
        (await admin.PostAsync($"{Jobs}/mails/{dead}/actions/dismiss")).ExpectProblem(HttpStatusCode.Conflict, "not-dead");
        (await admin.PostAsync($"{Jobs}/mails/{dead}/actions/retry")).ExpectProblem(HttpStatusCode.Conflict, "not-dead");
        (await admin.PostAsync($"{Jobs}/mails/{waiting}/actions/dismiss")).ExpectProblem(HttpStatusCode.Conflict, "not-dead");
        (await admin.PostAsync($"{Jobs}/mails/{Guid.Empty}/actions/dismiss")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await admin.PostAsync($"{Jobs}/mails/{waiting}/actions/dismiss", new { force = true })).ExpectInvalid("force");
        await using var db = app.Database();
        var row = await db.Set<OutboxMail>().AsNoTracking().SingleAsync(m => m.Id == dead);
        Assert.That((row.DeadAt is not null, row.DroppedAt is not null, row.LastError), Is.EqualTo((true, true, "SocketException")));
        Assert.That(await AuditRows.ActionsAsync(app, "OutboxMail", await admin.MyIdAsync()), Is.EqualTo(new[] { "change", "change" }));
        await app.EnsureAuditIntactAsync();
    }

    [Test]
    public async Task Steps_at_one_instant_say_to_whom_and_what_is_red_says_nothing()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        using var analyst = await app.AsAsync("analyst");
        var (_, request) = await analyst.AskAsync(urgency: "Emergency");
        var steps = (await admin.GetAsync(Jobs)).Json["next"]!.AsArray().Where(a => a!["kind"]!.ToString() == "ChasingStep").ToList();
        Assert.That(steps.Select(s => s!["whom"]!.ToString()), Does.Contain("Liaison").And.Contain("Owner"));
        Assert.That(steps.Select(s => s!["name"]!.ToString()), Does.Contain($"{request}: chasing step at 50 %, to liaison officer").And.Unique);
        app.Break("UPDATE Alarms SET Tlp = 'Red'");
        var hidden = (await admin.GetAsync(Jobs)).Json["next"]!.AsArray().Where(a => a!["kind"]!.ToString() == "ChasingStep").ToList();
        Assert.That(hidden.Select(s => (s!["whom"]?.ToString(), s["name"]!.ToString())), Is.All.Matches<(string? Whom, string Name)>(s => s.Whom is null && Guid.TryParse(s.Name, out _)));
    }

    [Test]
    public async Task The_same_figures_are_metrics_without_a_tag()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        using var analyst = await app.AsAsync("analyst");
        var scope = app.Services.GetRequiredService<IMeterFactory>();
        using var listener = new MeterListener();
        var measured = new Dictionary<string, double>(StringComparer.Ordinal);
        var tagged = 0;
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == "CyberIncidents.Jobs" && instrument.Meter.Scope == scope)
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((i, value, tags, _) => Note(i.Name, value, tags.Length));
        listener.SetMeasurementEventCallback<long>((i, value, tags, _) => Note(i.Name, measured.GetValueOrDefault(i.Name) + value, tags.Length));
        listener.Start();
        var reference = await analyst.ActiveCaseAsync();
        await analyst.ScheduleAsync(reference, DueAt);
        await analyst.ScheduleAsync(reference, DueAt);
        await app.MailAsync(await analyst.MyIdAsync(), _ => { });
        app.Clock.SetUtcNow(DueAt.AddMinutes(1));
        listener.RecordObservableInstruments();
        Assert.That(measured["cyberincidents.jobs.alarms.waiting"], Is.EqualTo((double)(await admin.GetAsync(Jobs)).Json["figures"]!["alarmsWaiting"]!));
        Assert.That(measured["cyberincidents.jobs.alarms.lag"], Is.EqualTo(60).Within(5));
        Assert.That((measured["cyberincidents.jobs.mails.waiting"], measured["cyberincidents.jobs.mails.dead"], measured["cyberincidents.jobs.alarms.given_up"]), Is.EqualTo((1d, 0d, 0d)));
        Assert.That(measured, Does.Not.ContainKey("cyberincidents.jobs.sweep.age"), "nothing is known of it yet");
        await app.FireDueAlarmsAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        listener.RecordObservableInstruments();
        Assert.That(measured["cyberincidents.jobs.alarms.fired"], Is.GreaterThanOrEqualTo(2));
        Assert.That(measured["cyberincidents.jobs.sweep.age"], Is.EqualTo(60).Within(5));
        Assert.That(tagged, Is.Zero);

        void Note(string name, double value, int tags) => (measured[name], tagged) = (value, tagged + tags);
    }

    private static async Task<(Guid FollowUp, Guid Alarm)> PoisonedAsync(TestApp app)
    {
        using var analyst = await app.AsAsync("analyst");
        var id = await analyst.ScheduleAsync(await analyst.ActiveCaseAsync(), DueAt);
        app.Break($"""
            CREATE TRIGGER Poison BEFORE UPDATE OF State ON FollowUps WHEN upper(NEW.Id) = '{id.ToString().ToUpperInvariant()}'
            BEGIN SELECT RAISE(ABORT, 'poison'); END
            """);
        var at = DueAt;
        for (var attempt = 0; attempt < 10; attempt++)
        {
            await app.FireAtAsync(at);
            at = (await app.AlarmAsync(id, AlarmKind.FollowUpDue)).RetryAt!.Value;
        }

        return (id, (await app.AlarmAsync(id, AlarmKind.FollowUpDue)).Id);
    }
}
