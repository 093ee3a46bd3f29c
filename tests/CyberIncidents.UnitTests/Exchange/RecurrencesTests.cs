using System.Diagnostics;
using System.Globalization;
using CyberIncidents.Exchange.Calendars;
using FsCheck;
using FsCheck.Fluent;

namespace CyberIncidents.UnitTests.Exchange;

public sealed class RecurrencesTests
{
    private const string Amsterdam = "Europe/Amsterdam";
    private static readonly DateTimeOffset Start = At("2026-01-05T09:00+01:00");

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static List<DateTimeOffset> Take(string rule, DateTimeOffset start, string zone, int count)
    {
        var found = new List<DateTimeOffset>();
        for (var after = start.AddTicks(-1); found.Count < count && Recurrences.Next(rule, start, zone, after) is { } next; after = next)
        {
            found.Add(next);
        }

        return found;
    }

    [TestCase("FREQ=DAILY")]
    [TestCase("RRULE:FREQ=WEEKLY;BYDAY=MO,TH")]
    [TestCase("freq=monthly;byday=-1fr")]
    [TestCase("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1")]
    [TestCase("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29")]
    [TestCase("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO")]
    [TestCase("FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO")]
    [TestCase("FREQ=DAILY;UNTIL=20260110")]
    [TestCase("FREQ=DAILY;COUNT=1;")]
    [TestCase("FREQ=YEARLY;INTERVAL=5000")]
    [TestCase(" FREQ=DAILY\n")]
    public void A_usual_rule_is_good(string rule) => Assert.That(Recurrences.Check(rule, Start, Amsterdam), Is.Null);

    [TestCase("")]
    [TestCase("nonsense")]
    [TestCase("RRULE:")]
    [TestCase("INTERVAL=2")]
    [TestCase("FREQ=FORTNIGHTLY")]
    [TestCase("FREQ=DAILY;FREQ=WEEKLY")]
    [TestCase("FREQ=DAILY;COUNT=2;UNTIL=20260110")]
    [TestCase("FREQ=DAILY;COUNT=0")]
    [TestCase("FREQ=DAILY;INTERVAL=0")]
    [TestCase("FREQ=DAILY;INTERVAL=2147483647")]
    [TestCase("FREQ=DAILY;INTERVAL=5001")]
    [TestCase("FREQ=DAILY;COUNT=99999999999")]
    [TestCase("FREQ=DAILY;UNTIL=20261399")]
    [TestCase("FREQ=DAILY;UNTIL=tomorrow")]
    [TestCase("FREQ=WEEKLY;BYDAY=MONDAY")]
    [TestCase("FREQ=WEEKLY;BYDAY=1MO")]
    [TestCase("FREQ=MONTHLY;BYDAY=0MO")]
    [TestCase("FREQ=MONTHLY;BYMONTHDAY=0")]
    [TestCase("FREQ=MONTHLY;BYMONTHDAY=32")]
    [TestCase("FREQ=MONTHLY;BYYEARDAY=5")]
    [TestCase("FREQ=MONTHLY;BYWEEKNO=5")]
    [TestCase("FREQ=WEEKLY;BYMONTHDAY=5")]
    [TestCase("FREQ=MONTHLY;BYSETPOS=1")]
    [TestCase("FREQ=DAILY\r\nX-EVIL:1")]
    [TestCase("FREQ=DAILY;X=1")]
    public void What_is_no_rule_is_broken(string rule) =>
        Assert.That(Recurrences.Check(rule, Start, Amsterdam), Is.EqualTo(RecurrenceFault.Broken));

    [TestCase("FREQ=SECONDLY")]
    [TestCase("FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30")]
    [TestCase("FREQ=MINUTELY;INTERVAL=3")]
    [TestCase("FREQ=HOURLY")]
    [TestCase("FREQ=HOURLY;COUNT=3")]
    [TestCase("FREQ=DAILY;BYHOUR=9,15")]
    [TestCase("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=9,15")]
    [TestCase("FREQ=YEARLY;INTERVAL=4;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=8,16")]
    [TestCase("FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1;BYHOUR=0,1,2,3,4,5,6,7,8;BYMINUTE=0,5,10,15,20,25,30,35;BYSECOND=1,2,3,4,5,6,7,8,9,10;BYSETPOS=-1")]
    public void More_than_five_hundred_times_a_year_is_too_often(string rule) =>
        Assert.That(Quickly(() => Recurrences.Check(rule, Start, Amsterdam)), Is.EqualTo(RecurrenceFault.TooOften));

    [TestCase("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")]
    [TestCase("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30")]
    [TestCase("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")]
    [TestCase("FREQ=DAILY;BYMONTH=4,6,9,11;BYMONTHDAY=31")]
    [TestCase("FREQ=MONTHLY;BYDAY=6MO")]
    [TestCase("FREQ=WEEKLY;BYDAY=MO;BYSETPOS=3")]
    [TestCase("FREQ=DAILY;UNTIL=20251231")]
    [TestCase("FREQ=DAILY;UNTIL=20260105T075959Z")]
    [TestCase("FREQ=YEARLY;INTERVAL=5000;BYMONTH=2;BYMONTHDAY=29")]
    [TestCase("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=1,2,3,4,5;BYSETPOS=366")]
    public void A_rule_without_an_occurrence_is_found_quickly(string rule) =>
        Assert.Multiple(() =>
        {
            Assert.That(Quickly(() => Recurrences.Check(rule, Start, Amsterdam)), Is.EqualTo(RecurrenceFault.Never));
            Assert.That(Quickly(() => Recurrences.Next(rule, Start, Amsterdam, Start.AddDays(1))), Is.Null);
        });

    [TestCase("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO")]
    [TestCase("FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=0,1,2,3,4,5;BYMINUTE=0,1,2,3,4,5,6,7,8,9;BYSETPOS=-366,-1,1,366")]
    [TestCase("FREQ=YEARLY;INTERVAL=4999;BYYEARDAY=366,-366,1")]
    [TestCase("FREQ=DAILY;INTERVAL=5000;COUNT=999999999")]
    public void A_laborious_rule_is_looked_at_quickly(string rule) =>
        Assert.Multiple(() =>
        {
            Assert.That(Quickly(() => Recurrences.Check(rule, Start, Amsterdam)), Is.Null);
            Assert.That(Quickly(() => Recurrences.Next(rule, Start, Amsterdam, Start.AddYears(20))), Is.Not.Null.Or.Null);
        });

    [Test]
    public void Nine_o_clock_stays_nine_o_clock_when_clocks_change() =>
        Assert.That(
            Take("FREQ=MONTHLY", Start, Amsterdam, 12).Select(o => TimeZoneInfo.ConvertTime(o, TimeZoneInfo.FindSystemTimeZoneById(Amsterdam)).TimeOfDay),
            Has.All.EqualTo(TimeSpan.FromHours(9)).And.Exactly(12).Items);

    [Test]
    public void Hours_of_the_day_are_those_of_the_clock_on_the_day_it_changes() =>
        Assert.That(
            Take("FREQ=WEEKLY;BYDAY=SU;BYHOUR=9", At("2026-03-22T00:30+01:00"), Amsterdam, 2),
            Is.EqualTo(new[] { At("2026-03-22T09:30+01:00"), At("2026-03-29T09:30+02:00") }));

    [Test]
    public void A_time_that_clocks_skip_is_as_much_later() =>
        Assert.Multiple(() =>
        {
            var start = At("2026-03-28T02:30+01:00");
            var later = At("2026-03-29T03:30+02:00");
            Assert.That(Take("FREQ=DAILY", start, Amsterdam, 3), Is.EqualTo(new[] { start, later, At("2026-03-30T02:30+02:00") }));
            // Its own wall clock is before the one that is asked from.
            Assert.That(Recurrences.Next("FREQ=DAILY", start, Amsterdam, At("2026-03-29T03:10+02:00")), Is.EqualTo(later));
        });

    [Test]
    public void A_time_that_falls_on_another_counts_once() =>
        Assert.That(
            Take("FREQ=DAILY;BYHOUR=2,3;BYMINUTE=30;COUNT=5", At("2026-03-28T02:30+01:00"), Amsterdam, 9),
            Is.EqualTo(new[]
            {
                At("2026-03-28T02:30+01:00"), At("2026-03-28T03:30+01:00"), At("2026-03-29T03:30+02:00"), At("2026-03-30T02:30+02:00"),
            }));

    [Test]
    public void A_time_that_is_moved_behind_another_comes_after_it() =>
        // Lord Howe skips the half hour from 02:00 to 02:30: 02:10 is 02:40.
        Assert.That(
            Take("FREQ=DAILY;BYHOUR=2;BYMINUTE=10,35", At("2026-10-03T02:35+10:30"), "Australia/Lord_Howe", 4),
            Is.EqualTo(new[]
            {
                At("2026-10-03T02:35+10:30"), At("2026-10-04T02:35+11:00"), At("2026-10-04T02:40+11:00"), At("2026-10-05T02:10+11:00"),
            }));

    [Test]
    public void A_time_that_clocks_show_twice_is_the_first() =>
        Assert.That(
            Take("FREQ=DAILY", At("2026-10-24T02:30+02:00"), Amsterdam, 3),
            Is.EqualTo(new[] { At("2026-10-24T02:30+02:00"), At("2026-10-25T02:30+02:00"), At("2026-10-26T02:30+01:00") }));

    [Test]
    public void A_date_that_a_zone_skipped_falls_on_the_next_once() =>
        Assert.That(
            Take("FREQ=DAILY", At("2011-12-29T09:00-10:00"), "Pacific/Apia", 3),
            Is.EqualTo(new[] { At("2011-12-29T09:00-10:00"), At("2011-12-31T09:00+14:00"), At("2012-01-01T09:00+14:00") }));

    [Test]
    public void The_thirty_first_is_only_in_months_that_have_one() =>
        Assert.That(
            Take("FREQ=MONTHLY", At("2026-01-31T09:00+07:00"), "Asia/Jakarta", 4).Select(o => o.ToOffset(TimeSpan.FromHours(7)).Month),
            Is.EqualTo(new[] { 1, 3, 5, 7 }));

    [TestCase("FREQ=DAILY;COUNT=3", 3)]
    [TestCase("FREQ=DAILY;UNTIL=20260107T080000Z", 3, Description = "an occurrence at the end counts")]
    [TestCase("FREQ=DAILY;UNTIL=20260107T075959Z", 2)]
    [TestCase("FREQ=DAILY;UNTIL=20260107T090000", 3, Description = "local")]
    [TestCase("FREQ=DAILY;UNTIL=20260107", 3, Description = "the whole day")]
    public void Count_and_until_end_a_rule(string rule, int count) => Assert.That(Take(rule, Start, Amsterdam, 10), Has.Count.EqualTo(count));

    [Test]
    public void The_next_occurrence_is_strictly_after() =>
        Assert.Multiple(() =>
        {
            Assert.That(Recurrences.Next("FREQ=WEEKLY", Start, Amsterdam, Start.AddDays(-100)), Is.EqualTo(Start));
            Assert.That(Recurrences.Next("FREQ=WEEKLY", Start, Amsterdam, Start), Is.EqualTo(Start.AddDays(7)));
            Assert.That(Recurrences.Next("FREQ=WEEKLY;COUNT=1", Start, Amsterdam, Start), Is.Null);
        });

    [Test]
    public void Of_a_stretch_the_last_occurrence_is_given_with_its_end_and_without_its_beginning() =>
        Assert.Multiple(() =>
        {
            Assert.That(Recurrences.LatestUpTo("FREQ=DAILY", Start, Amsterdam, Start.AddDays(3), Start), Is.EqualTo(Start.AddDays(3)));
            Assert.That(Recurrences.LatestUpTo("FREQ=DAILY", Start, Amsterdam, Start.AddDays(3).AddTicks(-1), Start), Is.EqualTo(Start.AddDays(2)));
            Assert.That(Recurrences.LatestUpTo("FREQ=DAILY", Start, Amsterdam, Start.AddHours(23), Start), Is.Null);
            Assert.That(Recurrences.LatestUpTo("FREQ=DAILY", Start, Amsterdam, Start, Start.AddDays(-1)), Is.EqualTo(Start));
            Assert.That(Recurrences.LatestUpTo("FREQ=DAILY;COUNT=2", Start, Amsterdam, Start.AddYears(9), Start), Is.EqualTo(Start.AddDays(1)));
            Assert.That(Recurrences.LatestUpTo("FREQ=DAILY", Start, Amsterdam, Start, Start.AddDays(1)), Is.Null);
        });

    [Test]
    public void Twenty_years_later_the_next_occurrence_is_found_quickly() =>
        Assert.That(Quickly(() => Recurrences.Next("FREQ=DAILY", Start, Amsterdam, Start.AddYears(20))), Is.EqualTo(Start.AddYears(20).AddDays(1)));

    [TestCase("FREQ=SECONDLY")]
    [TestCase("nonsense")]
    public void A_rule_that_was_never_checked_is_refused(string rule) =>
        Assert.Multiple(() =>
        {
            Assert.Throws<ArgumentException>(() => Recurrences.Next(rule, Start, Amsterdam, Start));
            Assert.Throws<ArgumentException>(() => Recurrences.LatestUpTo(rule, Start, Amsterdam, Start, Start));
        });

    [Test]
    public void From_anywhere_the_next_is_the_first_of_all_that_follow()
    {
        string[] rules =
        [
            "FREQ=DAILY;INTERVAL=3", "FREQ=DAILY;BYHOUR=2;BYMINUTE=10",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU", "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=DAILY;COUNT=40",
            "FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU;BYHOUR=2;BYMINUTE=30", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,-1",
        ];
        string[] zones = [Amsterdam, "America/New_York", "Australia/Lord_Howe", "Asia/Jakarta", "America/St_Johns"];
        var all = rules.SelectMany(r => zones.Select(z => (Rule: r, Zone: z, Found: Take(r, Start, z, 110)))).ToList();
        var samples = (from one in Gen.Elements(all.AsEnumerable()) from minutes in Gen.Choose(-1000, 100 * 1440) select (one, After: Start.AddMinutes(minutes))).ToArbitrary();
        Prop.ForAll(samples, s =>
        {
            var next = Recurrences.Next(s.one.Rule, Start, s.one.Zone, s.After);
            var expected = s.one.Found.Where(o => o > s.After).Select(o => (DateTimeOffset?)o).FirstOrDefault();
            var latest = Recurrences.LatestUpTo(s.one.Rule, Start, s.one.Zone, s.After, Start.AddDays(-1));
            return next == expected && latest == s.one.Found.Where(o => o <= s.After).Select(o => (DateTimeOffset?)o).LastOrDefault();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    private static T Quickly<T>(Func<T> ask)
    {
        var clock = Stopwatch.StartNew();
        var answer = ask();
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(5)), "a machine that is busy takes a part of it");
        return answer;
    }

    [TestCase("FREQ=WEEKLY;BYDAY=MO")]
    [TestCase("FREQ=DAILY;COUNT=30")]
    [TestCase("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;COUNT=12")]
    [TestCase("FREQ=MONTHLY;INTERVAL=3;COUNT=9")]
    [TestCase("FREQ=DAILY;UNTIL=20260120")]
    [TestCase("FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1;COUNT=9")]
    public void What_remains_of_a_rule_has_the_occurrences_that_are_left(string rule)
    {
        var all = Take(rule, Start, Amsterdam, 40);
        for (var used = 0; used < Math.Min(all.Count, 8); used++)
        {
            var rest = Recurrences.Remaining(rule, Start, Amsterdam, all[used]);
            Assert.That(Take(rest, all[used], Amsterdam, 40 - used), Is.EqualTo(all.Skip(used)), $"{rule} after {used}: {rest}");
        }
    }
}
