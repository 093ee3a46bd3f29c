using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Partners;
using CyberIncidents.UnitTests.Common;

namespace CyberIncidents.UnitTests.Partners;

public sealed class ContactCheckTests
{
    private static readonly DateTimeOffset Due = Given.Now.AddDays(2);

    [Test]
    public void It_is_reminded_half_way_and_ends_at_its_instant() =>
        Assert.That(Asked().Alarms.Select(a => (a.Kind, a.FireAt)), Is.EqualTo(new[]
        {
            (AlarmKind.ContactCheckReminder, Given.Now.AddDays(1)), (AlarmKind.ContactCheckDue, Due),
        }));

    [TestCase(1, 3600)]
    [TestCase(240, 864_000)]
    public void An_answer_keeps_its_time_whether_or_not_it_was_late(int hours, long seconds)
    {
        var check = Asked();
        check.Answer(Given.Liaison, Given.Now.AddHours(hours));
        Assert.That((check.AnswerSeconds, check.IsOpen, check.Alarms.Any(a => a.Stands)), Is.EqualTo(((long?)seconds, false, false)));
        Assert.That(() => check.Answer(Given.Liaison, Due), Throws.TypeOf<RuleBrokenException>().With.Property("Code").EqualTo("check-answered"));
    }

    [Test]
    public void A_newer_one_takes_its_place_unless_it_was_answered()
    {
        var (open, answered) = (Asked(), Asked());
        answered.Answer(Given.Liaison, Due);
        open.Supersede(Due);
        answered.Supersede(Due);
        Assert.That((open.SupersededAt, open.IsOpen, answered.SupersededAt), Is.EqualTo(((DateTimeOffset?)Due, false, (DateTimeOffset?)null)));
    }

    [TestCase(-1, ContactCheckState.Asked)]
    [TestCase(0, ContactCheckState.Missed)]
    [TestCase(1, ContactCheckState.Missed)]
    public void It_is_missed_from_its_instant_on(int seconds, ContactCheckState state) =>
        Assert.That(ContactCheck.StateAt(null, null, Due, Due.AddSeconds(seconds)), Is.EqualTo(state));

    private static ContactCheck Asked() => new(Given.Partner, Given.Analyst, Due, Given.Now);
}
