using CyberIncidents.Domain.Common;

namespace CyberIncidents.UnitTests.Common;

/// <summary>
/// A lifecycle written down by hand from product.md, state by state (the code lists it move by move), and the walk
/// that compares a table with it.
/// </summary>
internal sealed class Lifecycle<TState, TMove> : Dictionary<TState, Dictionary<TMove, TState>>
    where TState : struct, Enum
    where TMove : struct, Enum
{
    public static IEnumerable<TestCaseData<TState, TMove>> Pairs =>
        from state in Enum.GetValues<TState>()
        from move in Enum.GetValues<TMove>()
        select new TestCaseData<TState, TMove>(state, move);

    public string[] NamesFrom(TState state) => [.. this[state].Keys.Select(MoveName.Of)];

    public void MustRule(TransitionTable<TState, TMove> table, TState state, TMove move)
    {
        Assert.That(table.Allowed(state), Is.EquivalentTo(this[state].Keys), $"what {state} allows");
        if (this[state].TryGetValue(move, out var to))
        {
            Assert.That(table.Next(state, move), Is.EqualTo(to));
            return;
        }

        Refused.AsIllegal(() => table.Next(state, move), NamesFrom(state));
    }
}

/// <summary>What a refusal must look like.</summary>
internal static class Refused
{
    public static RuleBrokenException With(string code, Action act)
    {
        var broken = Assert.Throws<RuleBrokenException>(() => act())!;
        Assert.That(broken.Code, Is.EqualTo(code));
        return broken;
    }

    public static void AsIllegal(Action act, IEnumerable<string> legal)
    {
        var broken = With("illegal-move", act);
        Assert.That(broken.Allowed, Is.EquivalentTo(legal), "the legal moves that the refusal names");
    }
}
