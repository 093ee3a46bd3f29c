using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Domain.Incidents;

/// <summary>What the other case is to this one.</summary>
public enum LinkKind
{
    /// <summary>It has to do with it.</summary>
    Related,

    /// <summary>It is what this one is a part of.</summary>
    Parent,

    /// <summary>It is a part of this one.</summary>
    Child,

    /// <summary>It is the one that this is a duplicate of: by the move of this case.</summary>
    DuplicateOf,

    /// <summary>It is a duplicate of this one: by its move.</summary>
    Duplicate,

    /// <summary>This one was merged into it.</summary>
    MergedInto,

    /// <summary>It was merged into this one.</summary>
    Merged,
}

/// <summary>
/// What one case is to another, as it reads in the one. There are two of each, one in either case, so that the history of both tells of it
/// and each is found from its own side. Seen only by who sees both cases, and never by partners.
/// </summary>
public sealed class IncidentLink : AggregateRoot, ISecured
{
    private IncidentLink()
    {
    }

    private IncidentLink(Guid pairId, Incident here, Incident there, LinkKind kind, Guid createdById, DateTimeOffset now)
        : base(now)
    {
        PairId = pairId;
        (IncidentId, Tlp) = (here.Id, here.Tlp);
        (OtherId, OtherTlp) = (there.Id, there.Tlp);
        Kind = kind;
        CreatedById = createdById;
        Record(IsMerge ? "merge" : "link");
    }

    /// <summary>The kinds that people set by hand; the others follow from moves.</summary>
    public static IReadOnlyList<LinkKind> ByHand { get; } = [LinkKind.Related, LinkKind.Parent, LinkKind.Child];

    /// <summary>The case in which it stands.</summary>
    public Guid IncidentId { get; private set; }

    /// <summary>The other case.</summary>
    public Guid OtherId { get; private set; }

    /// <summary>What the other case is to this one.</summary>
    public LinkKind Kind { get; private set; }

    /// <summary>The marking of the case in which it stands.</summary>
    public Tlp Tlp { get; private set; }

    /// <summary>The marking of the other case: it hides the link as well.</summary>
    public Tlp OtherTlp { get; private set; }

    /// <summary>What this one and its counterpart in the other case have in common.</summary>
    public Guid PairId { get; private set; }

    /// <summary>Who linked them.</summary>
    public Guid CreatedById { get; private set; }

    /// <summary>When it was withdrawn; null while it stands.</summary>
    public DateTimeOffset? WithdrawnAt { get; private set; }

    /// <summary>Whether it tells of a merge.</summary>
    public bool IsMerge => Kind is LinkKind.Merged or LinkKind.MergedInto;

    Guid? ISecured.IncidentId => IncidentId;

    Tlp? ISecured.OwnTlp => null;

    /// <summary>Links two cases, in both.</summary>
    /// <param name="here">The one.</param>
    /// <param name="there">The other.</param>
    /// <param name="kind">What the other is to the one.</param>
    /// <param name="createdById">Who links them.</param>
    /// <param name="now">The instant.</param>
    /// <returns>The one of this case first.</returns>
    public static IReadOnlyList<IncidentLink> Pair(Incident here, Incident there, LinkKind kind, Guid createdById, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(here);
        ArgumentNullException.ThrowIfNull(there);
        var pair = Guid.CreateVersion7(now);
        return
        [
            new IncidentLink(pair, here, there, kind, createdById, now),
            new IncidentLink(pair, there, here, Opposite(kind), createdById, now),
        ];
    }

    /// <summary>The same link as it reads in the other case.</summary>
    /// <param name="kind">How it reads in the one.</param>
    /// <returns>How it reads in the other.</returns>
    public static LinkKind Opposite(LinkKind kind) => kind switch
    {
        LinkKind.Parent => LinkKind.Child,
        LinkKind.Child => LinkKind.Parent,
        LinkKind.DuplicateOf => LinkKind.Duplicate,
        LinkKind.Duplicate => LinkKind.DuplicateOf,
        LinkKind.MergedInto => LinkKind.Merged,
        LinkKind.Merged => LinkKind.MergedInto,
        _ => LinkKind.Related,
    };

    /// <summary>Withdraws it; nothing is deleted.</summary>
    /// <param name="now">The instant.</param>
    /// <exception cref="RuleBrokenException"><c>illegal-move</c>: it is withdrawn already.</exception>
    public void Withdraw(DateTimeOffset now)
    {
        if (WithdrawnAt is not null)
        {
            throw new RuleBrokenException("illegal-move", "It is withdrawn already.", []);
        }

        WithdrawnAt = now;
        Record(IsMerge ? "unmerge" : "unlink");
    }

    /// <summary>The other case has another marking now.</summary>
    /// <param name="tlp">Its marking.</param>
    public void RemarkOther(Tlp tlp) => OtherTlp = tlp;

    void ISecured.Remark(Tlp tlp) => Tlp = tlp;
}
