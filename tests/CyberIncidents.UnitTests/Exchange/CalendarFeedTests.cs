using System.Globalization;
using System.Text;
using CyberIncidents.Exchange.Calendars;

namespace CyberIncidents.UnitTests.Exchange;

public sealed class CalendarFeedTests
{
    private static readonly DateTimeOffset Now = At("2026-01-02T03:04:05Z");

    private static readonly CalendarEntry Plain = new(
        "request-42@ci", 3, At("2026-06-03T16:00+02:00"), "Europe/Amsterdam", "INC-2026-000042 TLP:AMBER answer due", null,
        new Uri("https://ci.example/go/INC-2026-000042?tab=requests&x=1,2;3"), At("2026-01-01T00:00:00Z"), null, false, []);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static string Write(params CalendarEntry[] entries) => CalendarFeed.Write("Our follow-ups", entries, Now);

    private static IcalCheck.Event Read(CalendarEntry entry) => IcalCheck.Read(Write(entry)).Events.Single();

    [OneTimeTearDown]
    public void Remove_the_reader() => IcalCheck.Remove();

    [Test]
    public void Another_program_reads_what_was_written()
    {
        var read = IcalCheck.Read(Write(Plain with { RemindersBefore = [TimeSpan.FromDays(2), TimeSpan.FromMinutes(30), TimeSpan.Zero] }));
        var one = read.Events.Single();
        Assert.Multiple(() =>
        {
            Assert.That((read.Version, read.Method, read.Name), Is.EqualTo(("2.0", "PUBLISH", "Our follow-ups")));
            Assert.That(read.Zones, Is.EqualTo(new[] { "Europe/Amsterdam" }));
            Assert.That((one.Uid, one.Sequence, one.Title, one.Description), Is.EqualTo((Plain.Uid, 3, Plain.Title, (string?)null)));
            Assert.That((one.At, one.Zone, one.Link), Is.EqualTo((Plain.At, "Europe/Amsterdam", Plain.Link.AbsoluteUri)));
            Assert.That((one.Stamp, one.Modified), Is.EqualTo(("2026-01-02T03:04:05Z", "2026-01-01T00:00:00Z")));
            Assert.That((one.Confidentiality, one.Status, one.Rule), Is.EqualTo(("PRIVATE", "CONFIRMED", (string?)null)));
            Assert.That(one.Reminders, Is.EqualTo(new[] { -2 * 86400, -1800, 0 }));
        });
    }

    [Test]
    public void A_cancelled_entry_says_so_and_reminds_of_nothing()
    {
        var read = Read(Plain with { Cancelled = true, RemindersBefore = [TimeSpan.FromHours(1)] });
        Assert.That((read.Status, read.Reminders.Length), Is.EqualTo(("CANCELLED", 0)));
    }

    [Test]
    public void Whole_days_have_no_zone_and_end_the_day_after_the_last()
    {
        var text = Write(Plain with { Days = (new DateOnly(2026, 4, 16), new DateOnly(2026, 4, 17)), Location = "The Hague, Netherlands", Tentative = true, ModifiedAt = null });
        Assert.That(text, Does.Contain("DTSTART;VALUE=DATE:20260416\r\nDTEND;VALUE=DATE:20260418\r\n").And.Contain("LOCATION:The Hague\\, Netherlands\r\n").And.Contain("STATUS:TENTATIVE"));
        Assert.That(text, Does.Not.Contain("VTIMEZONE").And.Not.Contain("LAST-MODIFIED"));
        Assert.That(IcalCheck.Read(text).Events.Single().Title, Is.EqualTo(Plain.Title));
    }

    [TestCase("a; b, c\\n d \\ e: \"f\"")]
    [TestCase("line one\nline two\r\nline three\rBEGIN:VEVENT")]
    [TestCase("Überfällig: 逾期 จัดการ 🇮🇩🚨 🧑‍🚒 and on and on until the line is far longer than seventy-five octets 🚨🚨🚨🚨🚨🚨🚨🚨🚨🚨🚨🚨🚨🚨🚨🚨🚨🚨🚨🚨")]
    [TestCase("")]
    public void Every_text_comes_out_as_it_went_in(string text)
    {
        var read = Read(Plain with { Title = text, Description = text + "." });
        var expected = text.ReplaceLineEndings("\n");
        Assert.That((read.Title, read.Description), Is.EqualTo((expected, expected + ".")));
    }

    [Test]
    public void A_control_character_ends_no_line() =>
        Assert.That(Read(Plain with { Title = "a\u000bb\u0000c\u0085d\u2028e" }).Title, Is.EqualTo("abc\nd\ne"));

    [Test]
    public void Lines_are_at_most_75_octets_of_whole_characters_and_end_with_CRLF()
    {
        var feed = Write(Plain with { Title = string.Concat(Enumerable.Repeat("é🚨x", 100)) });
        var lines = feed.Split("\r\n");
        Assert.Multiple(() =>
        {
            Assert.That(lines[^1], Is.Empty);
            Assert.That(feed.Replace("\r\n", "", StringComparison.Ordinal), Does.Not.Contain('\n').And.Not.Contain('\r'));
            Assert.That(lines.Select(Encoding.UTF8.GetByteCount), Has.All.LessThanOrEqualTo(75));
            Assert.That(lines.Select(l => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(l))), Is.EqualTo(lines), "no half of a surrogate pair");
        });
    }

    [TestCase("Europe/Amsterdam", "2026-01-04T03:00+01:00", "FREQ=WEEKLY;BYDAY=SU")]
    [TestCase("America/New_York", "2026-01-05T09:00-05:00", "FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20270630")]
    [TestCase("Australia/Lord_Howe", "2026-01-05T09:00+11:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;COUNT=30")]
    [TestCase("Africa/Casablanca", "2026-01-05T09:00+01:00", "FREQ=WEEKLY;BYDAY=MO,WE,SU")]
    [TestCase("Asia/Jakarta", "2026-01-31T09:00+07:00", "RRULE:FREQ=MONTHLY;BYMONTHDAY=31")]
    [TestCase("Asia/Kathmandu", "2026-01-05T00:15+05:45", "FREQ=DAILY;INTERVAL=10")]
    [TestCase("America/St_Johns", "2026-01-05T23:59-03:30", "FREQ=WEEKLY")]
    [TestCase("Etc/UTC", "2026-01-05T09:00Z", "FREQ=MONTHLY;BYMONTHDAY=-1,15")]
    public void Another_program_counts_the_same_occurrences(string zone, string start, string rule)
    {
        var entry = Plain with { At = At(start), TimeZone = zone, Recurrence = rule };
        // Not compared: times that clocks skip or show twice, where ical.js leaves 3.3.5, and what is beyond five years, for which the file
        // names no further change of clocks.
        var end = entry.At.AddYears(5);
        var ours = new List<DateTimeOffset>();
        for (var after = entry.At.AddTicks(-1); Recurrences.Next(rule, entry.At, zone, after) is { } next && next < end && ours.Count < 40; after = next)
        {
            ours.Add(next);
        }

        Assert.That(ours, Is.Not.Empty);
        Assert.That(Read(entry).Occurrences.TakeWhile(o => o < end), Is.EqualTo(ours));
    }

    [Test]
    public void An_entry_starts_at_its_first_occurrence() =>
        // Programs show the start of an entry also when its rule does not meet it.
        Assert.That(Read(Plain with { At = At("2026-06-03T16:00+02:00"), Recurrence = "FREQ=WEEKLY;BYDAY=FR" }).At, Is.EqualTo(At("2026-06-05T16:00+02:00")));

    [Test]
    public void A_rule_ends_in_UTC_as_the_standard_wants() =>
        Assert.That(Write(Plain with { Recurrence = "FREQ=DAILY;UNTIL=20260610" }), Does.Contain("\r\nRRULE:FREQ=DAILY;UNTIL=20260610T215959Z\r\n"));

    [TestCase("Europe/Amsterdam", "2026-03-29T01:59:59+01:00")]
    [TestCase("Europe/Amsterdam", "2026-03-29T03:00+02:00")]
    [TestCase("Europe/Amsterdam", "2026-10-25T02:30+02:00")]
    [TestCase("Europe/Amsterdam", "2026-10-25T02:30+01:00", Description = "the hour that is shown twice, the second time")]
    [TestCase("Pacific/Apia", "2011-12-31T00:00+14:00")]
    [TestCase("Pacific/Apia", "2011-12-29T23:59-10:00")]
    [TestCase("America/New_York", "2031-07-01T12:00-04:00")]
    [TestCase("Europe/Dublin", "2026-07-01T12:00+01:00")]
    [TestCase("Asia/Jakarta", "2026-07-01T12:00+07:00")]
    [TestCase("Etc/UTC", "2026-07-01T12:00Z")]
    public void The_instant_is_the_same_for_another_program(string zone, string at) =>
        Assert.That(Read(Plain with { At = At(at), TimeZone = zone }).At, Is.EqualTo(At(at)));

    [Test]
    public void Each_zone_is_described_once()
    {
        var feed = Write(Plain, Plain with { Uid = "b" }, Plain with { Uid = "c", TimeZone = "Asia/Jakarta" });
        Assert.That(IcalCheck.Read(feed).Zones, Is.EqualTo(new[] { "Asia/Jakarta", "Europe/Amsterdam" }));
        Assert.That(feed.Split("BEGIN:VTIMEZONE"), Has.Length.EqualTo(3));
    }

    [Test]
    public void An_empty_calendar_is_one() => Assert.That(IcalCheck.Read(Write()).Events, Is.Empty);

    [Test]
    public void A_broken_rule_leaves_the_entry_and_its_neighbours_readable()
    {
        var read = IcalCheck.Read(Write(Plain with { Recurrence = "nonsense\r\nX-EVIL:1" }, Plain with { Uid = "b" }));
        Assert.That(read.Events.Select(e => (e.Uid, e.Rule)), Is.EqualTo(new[] { (Plain.Uid, (string?)null), ("b", null) }));
    }
}
