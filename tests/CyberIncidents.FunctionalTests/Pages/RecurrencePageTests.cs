using System.Globalization;
using System.Net;
using CyberIncidents.Application.FollowUps;
using CyberIncidents.FunctionalTests.FollowUps;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Pages;

/// <summary>What recurs is chosen in a form and read in words; what the program scheduled is read in the reader's language.</summary>
public sealed class RecurrencePageTests
{
    private const string Zone = "Asia/Jakarta";

    [TestCase("daily", "2026-03-02", null, "FREQ=DAILY", "every day", "setiap hari")]
    [TestCase("weekly", "2026-03-02", null, "FREQ=WEEKLY;BYDAY=MO", "every week on Monday", "setiap minggu pada Senin")]
    [TestCase("weekly", "2026-03-08", "2027-03-05", "FREQ=WEEKLY;BYDAY=SU;UNTIL=20270305", "every week on Sunday until 5 Mar 2027", "setiap minggu pada Minggu sampai 5 Mar 2027")]
    [TestCase("monthly", "2026-03-02", null, "FREQ=MONTHLY;BYMONTHDAY=2", "every month on day 2", "setiap bulan pada tanggal 2")]
    [TestCase("monthly", "2026-03-31", null, "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", "every month on day 31, or its last day", "setiap bulan pada tanggal 31, atau hari terakhirnya")]
    [TestCase("yearly", "2026-03-31", null, "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=31", "every year on 31 March", "setiap tahun pada 31 Maret")]
    [TestCase("yearly", "2028-02-29", null, "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1", "every year on 29 February, or the day before", "setiap tahun pada 29 Februari, atau sehari sebelumnya")]
    public void What_the_form_offers_is_a_rule_and_has_words(string choice, string day, string? until, string rule, string english, string indonesian)
    {
        var dueAt = DateTimeOffset.Parse(day + "T09:00+07:00", CultureInfo.InvariantCulture);
        Assert.That(RecurrenceWords.RuleOf(choice, dueAt, Zone, until), Is.EqualTo(rule));
        Assert.That(Exchange.Calendars.Recurrences.Check(rule, dueAt, Zone), Is.Null);
        Assert.That(In("en", () => RecurrenceWords.Of(rule)), Is.EqualTo(english));
        Assert.That(In("id", () => RecurrenceWords.Of(rule)), Is.EqualTo(indonesian));
    }

    [TestCase("FREQ=WEEKLY;BYDAY=MO,TH")]
    [TestCase("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO")]
    [TestCase("FREQ=MONTHLY;BYDAY=-1FR")]
    [TestCase("FREQ=MONTHLY;BYMONTHDAY=-1")]
    [TestCase("FREQ=MONTHLY;BYMONTHDAY=1,2;BYSETPOS=-1")]
    [TestCase("FREQ=DAILY;COUNT=3")]
    [TestCase("FREQ=DAILY;UNTIL=20270305T090000Z")]
    [TestCase("nonsense")]
    public void Any_other_rule_stands_as_it_is(string rule) => Assert.That(In("en", () => RecurrenceWords.Of(rule)), Is.EqualTo(rule));

    [Test]
    public async Task One_that_recurs_is_scheduled_without_script_and_its_end_is_named_as_such()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var browser = new Browser(app);
        await browser.SignInAsync("analyst");
        var path = $"/incidents/{await analyst.ActiveCaseAsync()}/follow-ups";
        var form = new FormPost((await browser.OpenAsync(path)).Page, "form[action*='handler=Schedule']")
            .With("Schedule.Title", "Weekly call").With("Schedule.TimeZone", "Asia/Singapore").With("Schedule.DueAt", "2026-03-05T10:00")
            .With("Schedule.Recurrence", "weekly").With("Schedule.RecursUntil", "2026-03-01");
        var refused = Browser.Parse((await form.SendAsync(browser)).Expect(HttpStatusCode.BadRequest));
        Assert.That(refused.DocumentElement.TextContent, Does.Contain("It never occurs from its first instant on."));
        var again = new FormPost(refused, "form[action*='handler=Schedule']");
        Assert.That((again["Schedule.Recurrence"], again["Schedule.RecursUntil"]), Is.EqualTo(("weekly", "2026-03-01")));
        (await again.With("Schedule.RecursUntil", "2026-04-30").SendAsync(browser)).Expect(HttpStatusCode.Redirect);
        var planned = (await analyst.GetAsync($"/api/v1{path}")).Items.Single()!;
        Assert.That(planned["recurrence"]!.ToString(), Is.EqualTo("FREQ=WEEKLY;BYDAY=TH;UNTIL=20260430"));
        var id = planned["id"]!.ToString();
        Assert.That((await browser.OpenAsync(path)).Page.DocumentElement.TextContent, Does.Contain("every week on Thursday until 30 Apr 2026").And.Contain("End the series"));
        Assert.That((await browser.OpenAsync("/follow-ups")).Page.DocumentElement.TextContent, Does.Contain("every week on Thursday until 30 Apr 2026"));
        var cancel = (await browser.OpenAsync($"/follow-ups?open={id}&move=cancel")).Page.QuerySelector(".follow-up-form")!;
        Assert.That(cancel.TextContent, Does.Contain("End the series"));
        Assert.That((await browser.OpenAsync($"/follow-ups?open={id}&move=complete")).Page.QuerySelector(".follow-up-form")!.TextContent, Does.Contain("The next one is due"));
    }

    [Test]
    public async Task What_the_program_scheduled_is_read_in_the_language_of_its_reader()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (incident, _, request) = await analyst.SentRequestAsync();
        var id = (await analyst.PostAsync($"/api/v1/incidents/{incident}/follow-ups", new
        {
            title = "Stored in the language of whoever acted", dueAt = TestApp.Start.AddHours(1), timeZone = Zone, requestReference = request,
        })).Expect(HttpStatusCode.Created).Text("id");
        app.Break("UPDATE FollowUps SET Purpose = 'SendLegalRequest'");
        await app.FireAtAsync(TestApp.Start.AddHours(1));
        using var reader = await app.AsAsync("analyst");
        reader.Http.DefaultRequestHeaders.Add("Accept-Language", "id");
        var title = $"Kirim permintaan hukum sebelum data yang dipreservasi menurut {request} berakhir";
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await reader.GetAsync($"/api/v1/follow-ups/{id}")).Text("title"), Is.EqualTo(title));
            Assert.That((await reader.GetAsync($"/api/v1/incidents/{incident}/audit?limit=200")).Items.Select(i => i!["subject"]?.ToString()), Does.Contain(title));
            foreach (var place in new[] { "follow-ups", $"incidents/{incident}", "desk", "notifications" })
            {
                var body = (await reader.GetAsync($"/api/v1/{place}")).Expect(HttpStatusCode.OK).Body;
                Assert.That(body, Does.Contain(title), place);
                Assert.That(body, Does.Not.Contain("Stored in the language"), place);
            }

            await reader.ActAsync($"requests/{request}", "withdraw", new { reason = "Not needed" });
            await reader.ActAsync($"incidents/{incident}", "resolve", new { outcome = "Mitigated" });
            var refused = await reader.PostAsync($"/api/v1/incidents/{incident}/actions/close", new { summary = "Over" });
            Assert.That(refused.Status, Is.EqualTo(HttpStatusCode.Conflict));
            Assert.That(refused.Body, Does.Contain(title));
        }
    }

    private static string In(string language, Func<string> read)
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            return read();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }
}
