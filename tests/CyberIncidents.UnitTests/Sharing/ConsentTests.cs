using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.UnitTests.Common;

namespace CyberIncidents.UnitTests.Sharing;

public sealed class ConsentTests
{
    private static readonly DateTimeOffset Due = Given.Now.AddDays(4);

    [Test]
    public void It_is_reminded_half_way_and_ends_at_its_instant() =>
        Assert.That(Asked().Alarms.Select(a => (a.Kind, a.FireAt)), Is.EqualTo(new[] { (AlarmKind.ConsentReminder, Given.Now.AddDays(2)), (AlarmKind.ConsentDue, Due) }));

    [TestCase(ConsentMove.Grant, ConsentState.Granted)]
    [TestCase(ConsentMove.Deny, ConsentState.Denied)]
    [TestCase(ConsentMove.Withdraw, ConsentState.Withdrawn)]
    public void An_answer_calls_off_its_alarms_and_is_the_last_word(ConsentMove move, ConsentState state)
    {
        var consent = Asked();
        consent.Decide(move, Given.Analyst, "Why", Given.Now.AddDays(1));
        Assert.That((consent.State, consent.Ground, consent.Alarms.Any(a => a.Stands), consent.Lapse()), Is.EqualTo((state, "Why", false, false)));
        foreach (var other in Enum.GetValues<ConsentMove>())
        {
            Assert.That(() => consent.Decide(other, Given.Analyst, null, Given.Now), Throws.TypeOf<RuleBrokenException>());
        }
    }

    [TestCase(-1, ConsentState.Asked)]
    [TestCase(0, ConsentState.Lapsed)]
    [TestCase(1, ConsentState.Lapsed)]
    public void Silence_is_no_consent_whether_or_not_an_alarm_has_fired(int seconds, ConsentState state)
    {
        var consent = Asked();
        var at = Due.AddSeconds(seconds);
        Assert.That(Consent.StateAt(consent.State, consent.DueAt, at), Is.EqualTo(state));
        if (state == ConsentState.Lapsed)
        {
            Assert.That(() => consent.Decide(ConsentMove.Grant, Given.Analyst, null, at), Throws.TypeOf<RuleBrokenException>());
        }
    }

    [Test]
    public void Its_time_runs_out_once()
    {
        var consent = Asked();
        Assert.That((consent.Lapse(), consent.State, consent.Lapse()), Is.EqualTo((true, ConsentState.Lapsed, false)));
    }

    private static Consent Asked() => new(
        new ConsentSubject(Given.CaseId, (SubjectType.Comment, Given.CaseId), Tlp.AmberStrict, Tlp.AmberStrict, Given.Partner, "What they wrote"),
        new ConsentWish(Tlp.Amber, null, false, "Why we ask", Due), Given.Analyst, Given.Now);
}
