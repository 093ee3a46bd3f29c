using CyberIncidents.Domain.Timeline;
using FsCheck;
using FsCheck.Fluent;

namespace CyberIncidents.UnitTests.Timeline;

public sealed class TimelineMomentTests
{
    // Half hours, three quarters of one, clocks that are moved by half an hour, at midnight, at one minute past it, and over a whole day.
    private static readonly string[] Zones =
    [
        "Etc/UTC", "Asia/Jakarta", "Europe/Amsterdam", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "America/St_Johns", "America/Sao_Paulo", "Pacific/Apia",
        "Asia/Kolkata", "Africa/Cairo", "America/Havana", "Pacific/Chatham",
    ];

    private static readonly TimePrecision[] WideFirst = [TimePrecision.Day, TimePrecision.Hour, TimePrecision.Exact, TimePrecision.Unknown];

    private static Gen<DateTimeOffset> Instants =>
        from minutes in Gen.Choose(0, 40 * 366 * 24 * 60)
        from micros in Gen.OneOf(Gen.Constant(0), Gen.Choose(0, 59_999_999))
        select TimelineMoment.Earliest.AddMinutes(minutes).AddMicroseconds(micros);

    private static Arbitrary<(DateTimeOffset At, TimePrecision Precision, string Zone)> Givens =>
        (from at in Instants from precision in Gen.Elements(WideFirst) from zone in Gen.Elements(Zones) select (at, precision, zone)).ToArbitrary();

    private static Arbitrary<TimelineMoment[]> Lines =>
        (from day in Instants
         from count in Gen.Choose(0, 12)
         from moments in Gen.ArrayOf(
             from hours in Gen.Choose(0, 50)
             from exact in Gen.OneOf(Gen.Constant(0), Gen.Choose(0, 3600))
             from precision in Gen.Elements(WideFirst)
             from zone in Gen.Elements(Zones)
             from nothing in Gen.Choose(0, 9)
             select TimelineMoment.Of(precision == TimePrecision.Unknown && nothing > 6 ? null : day.AddHours(hours).AddSeconds(exact), precision, zone), count)
         select moments).ToArbitrary();

    [Test]
    public void What_is_given_lies_in_the_moment_and_the_moment_given_again_is_the_same() => Prop
        .ForAll(Givens, given =>
        {
            var moment = TimelineMoment.Of(given.At, given.Precision, given.Zone);
            return moment.At <= given.At && given.At <= moment.LastAt
                && TimelineMoment.Of(moment.At, moment.Precision, moment.Zone) == moment
                && (given.Precision is TimePrecision.Hour or TimePrecision.Day || moment.At == given.At)
                && (given.Precision != TimePrecision.Hour || moment.LastAt - moment.At < TimeSpan.FromHours(1));
        })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    [Test]
    public void A_line_is_ordered_by_beginning_then_the_wider_first_and_nothing_known_last() => Prop
        .ForAll(Lines, line =>
        {
            var sorted = line.OrderBy(m => m.SortAt).Select(m => (m.At, m.Precision)).ToList();
            var specified = line.OrderBy(m => m.At is null).ThenBy(m => m.At).ThenBy(m => Array.IndexOf(WideFirst, m.Precision)).Select(m => (m.At, m.Precision));
            return sorted.SequenceEqual(specified);
        })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Test]
    public void A_day_and_an_hour_are_those_of_the_zone()
    {
        var at = new DateTimeOffset(2026, 3, 1, 20, 40, 5, TimeSpan.Zero);
        var (day, hour) = (TimelineMoment.Of(at, TimePrecision.Day, "Asia/Jakarta"), TimelineMoment.Of(at, TimePrecision.Hour, "Asia/Kolkata"));
        using var all = Assert.EnterMultipleScope();
        Assert.That(day.At, Is.EqualTo(new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.FromHours(7))), "the second of March there");
        Assert.That(day.LastAt, Is.EqualTo(day.At!.Value.AddDays(1).AddTicks(-1)));
        Assert.That(hour.At, Is.EqualTo(new DateTimeOffset(2026, 3, 1, 20, 30, 0, TimeSpan.Zero)), "two o'clock there");
    }

    [Test]
    public void Only_what_nobody_knows_has_no_instant()
    {
        using var all = Assert.EnterMultipleScope();
        Assert.That(TimelineMoment.Of(null, TimePrecision.Unknown, "Etc/UTC").At, Is.Null);
        Assert.That(() => TimelineMoment.Of(null, TimePrecision.Day, "Etc/UTC"), Throws.ArgumentException);
    }
}
