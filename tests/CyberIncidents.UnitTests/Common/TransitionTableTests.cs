using CyberIncidents.Domain.Common;

namespace CyberIncidents.UnitTests.Common;

public sealed class TransitionTableTests
{
    private enum Light
    {
        Red,
        Green,
        Broken,
    }

    private enum Act
    {
        Go,
        StopHere,
        TurnOffNow,
    }

    private static readonly TransitionTable<Light, Act> Table = new(
        new Transition<Light, Act>(Act.StopHere, [Light.Green], Light.Red),
        new Transition<Light, Act>(Act.Go, [Light.Red], Light.Green),
        new Transition<Light, Act>(Act.TurnOffNow, [Light.Red, Light.Green], Light.Broken));

    [Test]
    public void Moves_are_offered_in_the_order_of_the_table() =>
        Assert.That(Table.Allowed(Light.Green), Is.EqualTo(new[] { Act.StopHere, Act.TurnOffNow }));

    [Test]
    public void A_state_without_moves_allows_nothing() => Assert.That(Table.Allowed(Light.Broken), Is.Empty);

    [Test]
    public void A_move_that_stands_twice_for_a_state_is_offered_once()
    {
        var table = new TransitionTable<Light, Act>(
            new Transition<Light, Act>(Act.Go, [Light.Red], Light.Green),
            new Transition<Light, Act>(Act.Go, [Light.Red], Light.Broken));

        Assert.That(table.Allowed(Light.Red), Is.EqualTo(new[] { Act.Go }));
        Assert.That(table.Next(Light.Red, Act.Go), Is.EqualTo(Light.Green), "the first row wins");
    }

    [Test]
    public void A_move_leads_to_a_state_that_depends_on_where_it_starts()
    {
        var table = new TransitionTable<Light, Act>(
            new Transition<Light, Act>(Act.Go, [Light.Red], Light.Green),
            new Transition<Light, Act>(Act.Go, [Light.Broken], Light.Red));

        Assert.That(table.Next(Light.Red, Act.Go), Is.EqualTo(Light.Green));
        Assert.That(table.Next(Light.Broken, Act.Go), Is.EqualTo(Light.Red));
    }

    [Test]
    public void An_illegal_move_names_the_legal_ones_in_kebab_case()
    {
        var broken = Refused.With("illegal-move", () => Table.Next(Light.Green, Act.Go));

        Assert.That(broken.Allowed, Is.EqualTo(new[] { "stop-here", "turn-off-now" }));
        Assert.That(broken.Message, Does.Contain("'go'").And.Contain("Green"));
        Assert.That(broken.Details, Is.Null);
    }

    [Test]
    public void An_illegal_move_from_a_dead_end_names_no_move_at_all() =>
        Refused.AsIllegal(() => Table.Next(Light.Broken, Act.Go), []);

    [Test]
    public void The_caller_may_narrow_what_the_refusal_names() =>
        Refused.AsIllegal(() => Table.Next(Light.Green, Act.Go, [Act.StopHere]), ["stop-here"]);

    [Test]
    public void Narrowing_what_is_named_forbids_nothing_that_is_legal() =>
        Assert.That(Table.Next(Light.Green, Act.TurnOffNow, []), Is.EqualTo(Light.Broken));
}
