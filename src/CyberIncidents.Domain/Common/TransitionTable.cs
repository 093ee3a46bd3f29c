using System.Text;

namespace CyberIncidents.Domain.Common;

/// <summary>One legal move of a state machine.</summary>
/// <typeparam name="TState">The states.</typeparam>
/// <typeparam name="TMove">The moves.</typeparam>
/// <param name="Move">The move.</param>
/// <param name="From">The states it may start from.</param>
/// <param name="To">The state it leads to.</param>
public sealed record Transition<TState, TMove>(TMove Move, IReadOnlyList<TState> From, TState To)
    where TState : struct, Enum
    where TMove : struct, Enum;

/// <summary>
/// All legal moves of one aggregate. Errors, buttons and links are read from the same table.
/// </summary>
/// <typeparam name="TState">The states.</typeparam>
/// <typeparam name="TMove">The moves.</typeparam>
/// <param name="transitions">The rows of the table, in the order in which moves are offered.</param>
public sealed class TransitionTable<TState, TMove>(params Transition<TState, TMove>[] transitions)
    where TState : struct, Enum
    where TMove : struct, Enum
{
    /// <summary>The moves that are legal from a state, in the table's order.</summary>
    /// <param name="from">The state.</param>
    /// <returns>Each legal move once.</returns>
    public IReadOnlyList<TMove> Allowed(TState from) =>
        [.. transitions.Where(t => t.From.Contains(from)).Select(t => t.Move).Distinct()];

    /// <summary>The state after a move.</summary>
    /// <param name="from">The state before.</param>
    /// <param name="move">The move.</param>
    /// <param name="offered">The legal moves to name in the error; by default all of <see cref="Allowed"/>.</param>
    /// <returns>The state to go to.</returns>
    /// <exception cref="RuleBrokenException"><c>illegal-move</c>, with the legal moves.</exception>
    public TState Next(TState from, TMove move, IReadOnlyList<TMove>? offered = null)
    {
        foreach (var transition in transitions)
        {
            if (EqualityComparer<TMove>.Default.Equals(transition.Move, move) && transition.From.Contains(from))
            {
                return transition.To;
            }
        }

        throw Illegal(from, move, offered ?? Allowed(from));
    }

    private static RuleBrokenException Illegal(TState from, TMove move, IReadOnlyList<TMove> offered) =>
        new("illegal-move",
            $"'{MoveName.Of(move)}' is not possible in state {from}.",
            [.. offered.Select(MoveName.Of)]);
}

/// <summary>The names of moves as the API writes them.</summary>
public static class MoveName
{
    /// <summary><c>MarkDuplicate</c> becomes <c>mark-duplicate</c>.</summary>
    /// <typeparam name="TMove">An enum of moves.</typeparam>
    /// <param name="move">The move.</param>
    /// <returns>The name in kebab case.</returns>
    public static string Of<TMove>(TMove move)
        where TMove : struct, Enum
    {
        var name = move.ToString();
        var text = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0)
            {
                text.Append('-');
            }

            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }

    /// <summary>The move of a name; only these very names, in this very case.</summary>
    /// <typeparam name="TMove">An enum of moves.</typeparam>
    /// <param name="name">For example <c>mark-duplicate</c>.</param>
    /// <returns>Null when no move has that name.</returns>
    public static TMove? Parse<TMove>(string? name)
        where TMove : struct, Enum
    {
        foreach (var move in Enum.GetValues<TMove>())
        {
            if (Of(move) == name)
            {
                return move;
            }
        }

        return null;
    }
}
