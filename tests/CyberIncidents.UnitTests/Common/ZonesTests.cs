using CyberIncidents.Domain.Calendars;
using NodaTime.TimeZones;

namespace CyberIncidents.UnitTests.Common;

public sealed class ZonesTests
{
    [TestCase("Asia/Jakarta", true)]
    [TestCase("Europe/Amsterdam", true)]
    [TestCase(null, false)]
    [TestCase("", false)]
    [TestCase("UTC+07", false)]
    [TestCase("Asia/Atlantis", false)]
    [TestCase("asia/jakarta", false)]
    public void Only_names_of_places_are_zones(string? name, bool exists) => Assert.That(Zones.Exists(name), Is.EqualTo(exists));

    [Test]
    public void A_zone_that_does_not_exist_is_not_given() =>
        Assert.Throws<DateTimeZoneNotFoundException>(() => Zones.Get("Asia/Atlantis"));

    [TestCase("NL", "Europe/Amsterdam")]
    [TestCase("SG", "Asia/Singapore")]
    [TestCase("US", null)]
    [TestCase("QQ", null)]
    public void A_country_with_one_zone_gives_it(string country, string? zone) => Assert.That(Zones.OnlyOneOf(country), Is.EqualTo(zone));

    [TestCase("Asia/Jakarta", 2027)]
    [TestCase("Europe/London", 2026)]
    public void The_year_of_an_instant_is_that_of_the_zone(string zone, int year) =>
        Assert.That(Zones.YearOf(new DateTimeOffset(2026, 12, 31, 18, 0, 0, TimeSpan.Zero), zone), Is.EqualTo(year));
}
