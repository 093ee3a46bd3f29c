using CyberIncidents.Domain.FollowUps;
using CyberIncidents.UnitTests.Common;

namespace CyberIncidents.UnitTests.FollowUps;

public sealed class AlarmTests
{
    [TestCase(1, 1)]
    [TestCase(2, 2)]
    [TestCase(3, 4)]
    [TestCase(4, 8)]
    [TestCase(5, 16)]
    [TestCase(6, 32)]
    [TestCase(7, 60)]
    [TestCase(8, 60)]
    [TestCase(9, 60)]
    [TestCase(10, 60)]
    public void A_failed_alarm_waits_a_minute_then_twice_as_long_each_time_up_to_an_hour(int failures, int minutes)
    {
        var alarm = FailedTimes(failures);

        Assert.That(alarm.Attempts, Is.EqualTo(failures));
        Assert.That(alarm.RetryAt, Is.EqualTo(Given.Due.AddHours(failures).AddMinutes(minutes)));
    }

    [Test]
    public void It_is_dead_after_ten_failures_and_not_before()
    {
        Assert.That(FailedTimes(9).DeadAt, Is.Null);
        Assert.That(FailedTimes(10).DeadAt, Is.EqualTo(Given.Due.AddHours(10)));
    }

    [Test]
    public void It_keeps_the_type_of_its_last_failure()
    {
        var alarm = Alarm();
        alarm.Fail("TimeoutException", Given.Due);
        alarm.Fail("DbUpdateException", Given.Due);

        Assert.That(alarm.LastError, Is.EqualTo("DbUpdateException"));
        Assert.That((alarm.FiredAt, alarm.CancelledAt), Is.EqualTo(((DateTimeOffset?)null, (DateTimeOffset?)null)));
    }

    [Test]
    public void Calling_off_a_second_time_keeps_the_first_instant()
    {
        var alarm = Alarm();
        alarm.Cancel(Given.Now);
        alarm.Cancel(Given.Now.AddDays(1));
        Assert.That(alarm.CancelledAt, Is.EqualTo(Given.Now));
    }

    [Test]
    public void What_has_fired_is_not_called_off()
    {
        var alarm = Alarm();
        Given.Fired(alarm, Given.Due);
        alarm.Cancel(Given.Due.AddDays(1));
        Assert.That(alarm.CancelledAt, Is.Null);
    }

    private static Alarm FailedTimes(int failures)
    {
        var alarm = Alarm();
        for (var n = 1; n <= failures; n++)
        {
            alarm.Fail("TimeoutException", Given.Due.AddHours(n));
        }

        return alarm;
    }

    private static Alarm Alarm() => Given.FollowUp().Alarms[0];
}
