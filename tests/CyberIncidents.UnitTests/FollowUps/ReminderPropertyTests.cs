using System.Globalization;
using CyberIncidents.Domain.FollowUps;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace CyberIncidents.UnitTests.FollowUps;

public sealed class ReminderPropertyTests
{
    private static readonly string[] Places =
    [
        "Asia/Jakarta", "Europe/Amsterdam", "America/New_York", "America/St_Johns", "Australia/Lord_Howe", "Africa/Casablanca",
        "Antarctica/Troll", "Asia/Kathmandu", "Pacific/Kiritimati", "America/Santiago", "Pacific/Auckland", "Etc/UTC",
    ];

    private static readonly DateTimeOffset From = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static Arbitrary<Sample> Samples =>
        (from months in Gen.Choose(0, 11)
         from days in Gen.Choose(0, 366)
         from hours in Gen.Choose(0, 48)
         from minutes in Gen.Choose(0, 1440)
         from parts in Gen.Choose(1, 15)
         from dueIn in Gen.Choose(0, 40 * 365 * 24 * 60)
         from place in Gen.Elements(Places)
         select new Sample(
             (parts & 1) > 0 ? months : 0, (parts & 2) > 0 ? days : 0, (parts & 4) > 0 ? hours : 0, (parts & 8) > 0 ? minutes : 0,
             From.AddMinutes(dueIn), place)).ToArbitrary();

    [Test]
    public void A_reminder_is_always_before_the_instant_it_reminds_of() => Prop
        .ForAll(Samples, s => !Reminder.IsValid(s.Text) || Reminder.Before(s.Text, s.Due, s.Place) < s.Due)
        .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Test]
    public void Any_length_above_zero_and_up_to_366_days_is_a_reminder() => Prop
        .ForAll(Samples, s => Reminder.IsValid((s with { Months = 0 }).Text) == (s.WithoutMonths > TimeSpan.Zero && s.WithoutMonths.TotalDays <= 366))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Test]
    public void Whole_days_before_are_at_the_same_wall_clock_unless_that_hour_is_missing() => Prop
        .ForAll(Samples, s =>
        {
            var days = (s.Days % 30) + 1;
            var before = Local(Reminder.Before(string.Create(CultureInfo.InvariantCulture, $"-P{days}D"), s.Due, s.Place), s.Place);
            var wanted = Local(s.Due, s.Place).PlusDays(-days);
            var missing = DateTimeZoneProviders.Tzdb[s.Place].MapLocal(wanted).Count == 0;
            return missing ? before > wanted : before == wanted;
        })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Test]
    public void Where_clocks_never_change_hours_and_minutes_before_are_exactly_that_long() => Prop
        .ForAll(Samples, s =>
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"-PT{s.Hours}H{s.Minutes}M");
            return s.Due - Reminder.Before(text, s.Due, "Asia/Jakarta") == new TimeSpan(s.Hours, s.Minutes, 0);
        })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    private static LocalDateTime Local(DateTimeOffset instant, string place) =>
        Instant.FromDateTimeOffset(instant).InZone(DateTimeZoneProviders.Tzdb[place]).LocalDateTime;

    private sealed record Sample(int Months, int Days, int Hours, int Minutes, DateTimeOffset Due, string Place)
    {
        public string Text => string.Create(CultureInfo.InvariantCulture, $"-P{Months}M{Days}DT{Hours}H{Minutes}M");

        public TimeSpan WithoutMonths => new(Days, Hours, Minutes, 0);
    }
}
