using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.UnitTests.Common;
using static CyberIncidents.Domain.FollowUps.AlarmKind;

namespace CyberIncidents.UnitTests.FollowUps;

public sealed class FollowUpTests
{
    private static readonly DateTimeOffset Later = Given.Now.AddDays(3);

    [Test]
    public void Scheduling_plans_each_reminder_the_due_instant_and_the_overdue_one()
    {
        var followUp = Given.FollowUp(reminders: ["-P1D", "-PT1H"]);

        Assert.That(followUp.Alarms.Select(a => (a.Kind, a.FireAt)), Is.EquivalentTo(new[]
        {
            (FollowUpReminder, Given.Due.AddDays(-1)),
            (FollowUpReminder, Given.Due.AddHours(-1)),
            (FollowUpDue, Given.Due),
            (FollowUpOverdue, Given.Due.AddHours(24)),
        }));
        Assert.That(followUp.State, Is.EqualTo(FollowUpState.Scheduled));
        Assert.That(followUp.OverdueAt, Is.EqualTo(Given.Due.AddHours(24)));
        Assert.That(followUp.Acts, Is.EqualTo(new[] { "schedule" }));
    }

    [Test]
    public void Without_reminders_only_due_and_overdue_are_planned() =>
        Assert.That(Given.FollowUp().Alarms.Select(a => a.Kind), Is.EqualTo(new[] { FollowUpDue, FollowUpOverdue }));

    [Test]
    public void An_alarm_is_a_part_of_its_follow_up_and_carries_its_case_and_marking()
    {
        var followUp = Given.FollowUp(reminders: ["-P1D"]);

        foreach (var alarm in followUp.Alarms)
        {
            Assert.That((alarm.FollowUpId, alarm.IncidentId, alarm.Tlp), Is.EqualTo(((Guid?)followUp.Id, followUp.IncidentId, followUp.Tlp)));
            Assert.That(((IPartOf)alarm).Aggregate, Is.EqualTo(("FollowUp", followUp.Id)));
            Assert.That(((ISecured)alarm).OwnTlp, Is.Null);
            Assert.That((alarm.FiredAt, alarm.CancelledAt, alarm.Attempts), Is.EqualTo(((DateTimeOffset?)null, (DateTimeOffset?)null, 0)));
        }
    }

    [TestCase("-P11D", 0)]
    [TestCase("-P10D", 0)]
    [TestCase("-P9D", 1)]
    public void A_reminder_whose_instant_is_past_or_now_is_not_planned(string reminder, int planned)
    {
        var followUp = Given.FollowUp(reminders: reminder);

        Assert.That(followUp.Alarms.Count(a => a.Kind == FollowUpReminder), Is.EqualTo(planned));
        Assert.That(followUp.Reminders, Is.EqualTo(new[] { reminder }), "it may be planned after a snooze");
    }

    [Test]
    public void A_reminder_given_twice_is_planned_once() =>
        Assert.That(Given.FollowUp(reminders: ["-P1D", "-P1D"]).Alarms.Count(a => a.Kind == FollowUpReminder), Is.EqualTo(1));

    [Test]
    public void Reminders_count_by_the_zone_of_the_follow_up()
    {
        // 09:00 in Amsterdam on the day on which clocks went forward; the day before, 09:00 there is 08:00 UTC.
        var due = new DateTimeOffset(2026, 3, 29, 7, 0, 0, TimeSpan.Zero);
        var followUp = new FollowUp(Given.Plan(due, "-P1D") with { TimeZone = "Europe/Amsterdam" }, Given.Analyst, Given.Analyst, Given.Now);

        Assert.That(followUp.Alarms[0].FireAt, Is.EqualTo(new DateTimeOffset(2026, 3, 28, 8, 0, 0, TimeSpan.Zero)));
    }

    [TestCase(FollowUpState.Scheduled)]
    [TestCase(FollowUpState.Due)]
    public void Completing_calls_off_what_has_not_fired_and_nothing_else(FollowUpState from)
    {
        var followUp = Given.FollowUp(from, "-P1D");
        var reminder = followUp.Alarms[0];
        Given.Fired(reminder, Given.Due.AddDays(-1));
        followUp.Complete("called them", Later);

        Assert.That((followUp.State, followUp.EndedAt, followUp.Note), Is.EqualTo((FollowUpState.Done, (DateTimeOffset?)Later, "called them")));
        Assert.That(reminder.CancelledAt, Is.Null);
        Assert.That(followUp.Alarms.Skip(1).Select(a => a.CancelledAt), Is.All.EqualTo(Later));
        Assert.That(followUp.Acts[^1], Is.EqualTo("complete"));
    }

    [TestCase(FollowUpState.Scheduled)]
    [TestCase(FollowUpState.Due)]
    public void Cancelling_calls_off_what_has_not_fired_and_nothing_else(FollowUpState from)
    {
        var followUp = Given.FollowUp(from, "-P1D");
        var reminder = followUp.Alarms[0];
        Given.Fired(reminder, Given.Due.AddDays(-1));
        followUp.Cancel("not needed", Later);

        Assert.That((followUp.State, followUp.EndedAt, followUp.Note), Is.EqualTo((FollowUpState.Cancelled, (DateTimeOffset?)Later, "not needed")));
        Assert.That(reminder.CancelledAt, Is.Null);
        Assert.That(followUp.Alarms.Skip(1).Select(a => a.CancelledAt), Is.All.EqualTo(Later));
        Assert.That(followUp.Acts[^1], Is.EqualTo("cancel"));
    }

    [Test]
    public void Snoozing_calls_off_the_old_alarms_and_plans_new_ones()
    {
        var followUp = Given.FollowUp(reminders: "-P1D");
        var old = followUp.Alarms.ToArray();
        var until = Given.Due.AddDays(7);
        followUp.Snooze(until, "they are on holiday", Later);

        Assert.That(old.Select(a => a.CancelledAt), Is.All.EqualTo(Later));
        Assert.That(followUp.Alarms.Except(old).Select(a => (a.Kind, a.FireAt, a.CancelledAt)), Is.EqualTo(new[]
        {
            (FollowUpReminder, until.AddDays(-1), (DateTimeOffset?)null),
            (FollowUpDue, until, null),
            (FollowUpOverdue, until.AddHours(24), null),
        }));
        Assert.That((followUp.DueAt, followUp.OverdueAt, followUp.Note), Is.EqualTo((until, until.AddHours(24), "they are on holiday")));
        Assert.That(followUp.Acts, Is.EqualTo(new[] { "schedule", "snooze" }));
        Assert.That(followUp.EndedAt, Is.Null);
    }

    [Test]
    public void A_due_follow_up_that_is_snoozed_waits_again_and_keeps_what_has_fired()
    {
        var followUp = Given.FollowUp(FollowUpState.Due);
        var due = followUp.Alarms[0];
        Given.Fired(due, Given.Due);
        followUp.Snooze(Given.Due.AddDays(7), "later", Given.Due.AddHours(1));

        Assert.That(followUp.State, Is.EqualTo(FollowUpState.Scheduled));
        Assert.That((due.FiredAt, due.CancelledAt), Is.EqualTo(((DateTimeOffset?)Given.Due, (DateTimeOffset?)null)));
        Assert.That(followUp.Alarms.Count(a => a is { FiredAt: null, CancelledAt: null }), Is.EqualTo(2));
    }

    [Test]
    public void Snoozing_to_a_near_instant_plans_no_reminder_that_would_be_past()
    {
        var followUp = Given.FollowUp(reminders: "-P1D");
        followUp.Snooze(Later.AddHours(2), "in two hours", Later);

        Assert.That(
            followUp.Alarms.Where(a => a.CancelledAt is null).Select(a => a.Kind),
            Is.EqualTo(new[] { FollowUpDue, FollowUpOverdue }));
    }

    [Test]
    public void Snoozing_twice_keeps_the_first_calling_off_and_the_grace()
    {
        var followUp = Given.FollowUp();
        followUp.Snooze(Given.Due.AddDays(1), "once", Given.Now.AddHours(1));
        followUp.Snooze(Given.Due.AddDays(2), "twice", Given.Now.AddHours(2));

        Assert.That(followUp.Alarms.Take(2).Select(a => a.CancelledAt), Is.All.EqualTo(Given.Now.AddHours(1)));
        Assert.That(followUp.Alarms.Skip(2).Take(2).Select(a => a.CancelledAt), Is.All.EqualTo(Given.Now.AddHours(2)));
        Assert.That(followUp.Alarms.Count(a => a.CancelledAt is null), Is.EqualTo(2));
        Assert.That(followUp.OverdueAt - followUp.DueAt, Is.EqualTo(TimeSpan.FromHours(24)));
    }

    [TestCase(FollowUpState.Done)]
    [TestCase(FollowUpState.Cancelled)]
    public void Snoozing_one_that_has_ended_is_refused_and_plans_nothing(FollowUpState state)
    {
        var followUp = Given.FollowUp(state);
        Refused.AsIllegal(() => followUp.Snooze(Given.Due.AddDays(1), "again", Later), []);

        Assert.That(followUp.Alarms, Has.Count.EqualTo(2));
        Assert.That(followUp.DueAt, Is.EqualTo(Given.Due));
    }

    [TestCase(FollowUpState.Scheduled)]
    [TestCase(FollowUpState.Due)]
    public void Reassigning_keeps_state_and_alarms(FollowUpState state)
    {
        var followUp = Given.FollowUp(state);
        followUp.Reassign(Given.Manager);

        Assert.That((followUp.AssigneeId, followUp.CreatorId, followUp.State), Is.EqualTo((Given.Manager, Given.Analyst, state)));
        Assert.That(followUp.Alarms.Select(a => a.CancelledAt), Is.All.Null);
        Assert.That(followUp.Acts[^1], Is.EqualTo("reassign"));
    }
}
