using CyberIncidents.Domain.Common;

namespace CyberIncidents.Application.Common;

/// <summary>
/// A move that the lifecycle allows and something else forbids for now. The code is the one that a refusal would carry
/// (<c>not-notified</c>, <c>no-contact</c>, <c>no-named-person</c>, <c>already-participant</c>, <c>incident-not-triaged</c>,
/// <c>incident-not-open</c>, <c>incident-closed</c>, <c>due-passed</c>, <c>basis-retired</c>, <c>basis-not-valid</c>), or
/// <c>needs-manager</c>, <c>own-draft</c> or <c>own-release</c> where it would be a 403.
/// </summary>
/// <param name="Action">The move, as the API names it.</param>
/// <param name="Code">Why not now.</param>
public sealed record BlockedAction(string Action, string Code)
{
    /// <summary>Only a manager may let that leave, or approve.</summary>
    internal const string NeedsManager = "needs-manager";

    /// <summary>Whoever drafted a request does not approve it.</summary>
    internal const string OwnDraft = "own-draft";

    /// <summary>Not to be told: what stands in the way does not exist for the viewer.</summary>
    internal const string Hidden = "";
}

/// <summary>The legal moves of a row, parted into those that may be made now and those that are blocked.</summary>
internal sealed record Offer(IReadOnlyList<string> Allowed, IReadOnlyList<BlockedAction> Blocked)
{
    public static Offer Of<TMove>(IEnumerable<TMove> legal, Func<TMove, string?> blockOf)
        where TMove : struct, Enum
    {
        var allowed = new List<string>();
        var blocked = new List<BlockedAction>();
        foreach (var move in legal)
        {
            switch (blockOf(move))
            {
                case null:
                    allowed.Add(MoveName.Of(move));
                    break;
                case BlockedAction.Hidden:
                    break;
                case var code:
                    blocked.Add(new BlockedAction(MoveName.Of(move), code));
                    break;
            }
        }

        return new Offer(allowed, blocked);
    }
}
