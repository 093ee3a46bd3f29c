using CyberIncidents.Domain.FollowUps;
using CyberIncidents.UnitTests.Common;
using static CyberIncidents.Domain.FollowUps.FollowUpMove;
using static CyberIncidents.Domain.FollowUps.FollowUpState;

namespace CyberIncidents.UnitTests.FollowUps;

public sealed class FollowUpLifecycleTests
{
    // product.md, "Lifecycles", Follow-up; reassign is an action of api.md and keeps the state, a snoozed one waits for
    // its new instant and is Scheduled.
    private static readonly Lifecycle<FollowUpState, FollowUpMove> Specification = new()
    {
        [Scheduled] = new() { [Complete] = Done, [Snooze] = Scheduled, [Reassign] = Scheduled, [Cancel] = Cancelled, [FallDue] = Due },
        [Due] = new() { [Complete] = Done, [Snooze] = Scheduled, [Reassign] = Due, [Cancel] = Cancelled },
        [Done] = [],
        [Cancelled] = [],
    };

    private static IEnumerable<TestCaseData<FollowUpState, FollowUpMove>> Pairs => Lifecycle<FollowUpState, FollowUpMove>.Pairs;

    [TestCaseSource(nameof(Pairs))]
    public void The_table_is_that_of_the_specification(FollowUpState state, FollowUpMove move) =>
        Specification.MustRule(FollowUpLifecycle.Table, state, move);

    [TestCaseSource(nameof(Pairs))]
    public void The_follow_up_itself_keeps_to_the_table(FollowUpState state, FollowUpMove move)
    {
        var followUp = Given.FollowUp(state);
        Assert.That(followUp.State, Is.EqualTo(state));
        Assert.That(followUp.IsOpen, Is.EqualTo(state is Scheduled or Due));

        if (Specification[state].TryGetValue(move, out var to))
        {
            Assert.DoesNotThrow(() => followUp.EnsureAllowed(move));
            Make(followUp, move);
            Assert.That(followUp.State, Is.EqualTo(to));
            return;
        }

        followUp.ClearActs();
        var legal = Specification.NamesFrom(state).Where(name => !string.Equals(name, "fall-due", StringComparison.Ordinal)).ToArray();
        Refused.AsIllegal(() => followUp.EnsureAllowed(move), legal);
        if (move != FallDue)
        {
            Refused.AsIllegal(() => Make(followUp, move), legal);
        }

        Assert.That(followUp.State, Is.EqualTo(state));
        Assert.That(followUp.Acts, Is.Empty, "a refused move leaves no trace");
    }

    [TestCase(Scheduled)]
    [TestCase(Due)]
    [TestCase(Done)]
    [TestCase(Cancelled)]
    public void Falling_due_is_never_offered_to_a_person(FollowUpState state) =>
        Assert.That(FollowUpLifecycle.MovesOfPeople(state), Is.EquivalentTo(Specification[state].Keys.Where(m => m != FallDue)));

    private static void Make(FollowUp followUp, FollowUpMove move)
    {
        switch (move)
        {
            case Complete: followUp.Complete(null, Given.Now); break;
            case Snooze: followUp.Snooze(Given.Due.AddDays(1), "later", Given.Now); break;
            case Reassign: followUp.Reassign(Given.Manager); break;
            case Cancel: followUp.Cancel(null, Given.Now); break;
            case FallDue: followUp.Fire(AlarmKind.FollowUpDue); break;
            default: Assert.Fail($"No method for {move}."); break;
        }
    }
}
