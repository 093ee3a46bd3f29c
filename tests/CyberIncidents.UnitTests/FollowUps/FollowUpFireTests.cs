using CyberIncidents.Domain.FollowUps;
using CyberIncidents.UnitTests.Common;
using static CyberIncidents.Domain.FollowUps.AlarmKind;

namespace CyberIncidents.UnitTests.FollowUps;

public sealed class FollowUpFireTests
{
    [Test]
    public void A_reminder_tells_and_moves_nothing()
    {
        var followUp = Given.FollowUp();
        followUp.ClearActs();

        Assert.That(followUp.Fire(FollowUpReminder), Is.True);
        Assert.That(followUp.State, Is.EqualTo(FollowUpState.Scheduled));
        Assert.That(followUp.Acts, Is.EqualTo(new[] { "remind" }));
    }

    [Test]
    public void The_due_alarm_makes_it_due_and_tells()
    {
        var followUp = Given.FollowUp();
        followUp.ClearActs();

        Assert.That(followUp.Fire(FollowUpDue), Is.True);
        Assert.That(followUp.State, Is.EqualTo(FollowUpState.Due));
        Assert.That(followUp.Acts, Is.EqualTo(new[] { "fall-due", "tell-due" }));
    }

    [Test]
    public void The_overdue_alarm_tells_of_one_that_is_due()
    {
        var followUp = Given.FollowUp(FollowUpState.Due);
        followUp.ClearActs();

        Assert.That(followUp.Fire(FollowUpOverdue), Is.True);
        Assert.That(followUp.State, Is.EqualTo(FollowUpState.Due));
        Assert.That(followUp.Acts, Is.EqualTo(new[] { "tell-overdue" }));
    }

    [Test]
    public void After_a_night_without_server_the_overdue_alarm_that_comes_first_makes_it_due()
    {
        var followUp = Given.FollowUp();
        followUp.ClearActs();

        Assert.That(followUp.Fire(FollowUpOverdue), Is.True);
        Assert.That(followUp.State, Is.EqualTo(FollowUpState.Due));
        Assert.That(followUp.Fire(FollowUpDue), Is.True);
        Assert.That(followUp.Acts, Is.EqualTo(new[] { "fall-due", "tell-overdue", "tell-due" }), "it falls due once");
    }

    [Test]
    public void Firing_does_not_call_the_other_alarms_off()
    {
        var followUp = Given.FollowUp(reminders: "-P1D");
        followUp.Fire(FollowUpDue);
        Assert.That(followUp.Alarms.Select(a => a.CancelledAt), Is.All.Null);
    }

    [TestCase(FollowUpState.Done, FollowUpReminder)]
    [TestCase(FollowUpState.Done, FollowUpDue)]
    [TestCase(FollowUpState.Done, FollowUpOverdue)]
    [TestCase(FollowUpState.Cancelled, FollowUpReminder)]
    [TestCase(FollowUpState.Cancelled, FollowUpDue)]
    [TestCase(FollowUpState.Cancelled, FollowUpOverdue)]
    public void Nothing_fires_for_one_that_is_done_or_cancelled(FollowUpState state, AlarmKind kind)
    {
        var followUp = Given.FollowUp(state);
        followUp.ClearActs();

        Assert.That(followUp.Fire(kind), Is.False);
        Assert.That(followUp.State, Is.EqualTo(state));
        Assert.That(followUp.Acts, Is.Empty);
    }

    [Test]
    public void A_snoozed_one_falls_due_a_second_time()
    {
        var followUp = Given.FollowUp(FollowUpState.Due);
        followUp.Snooze(Given.Due.AddDays(1), "later", Given.Due);
        followUp.ClearActs();

        Assert.That(followUp.Fire(FollowUpDue), Is.True);
        Assert.That(followUp.Acts, Is.EqualTo(new[] { "fall-due", "tell-due" }));
    }
}
