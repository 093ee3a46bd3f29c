using CyberIncidents.Domain.Common;

namespace CyberIncidents.Domain.Sharing;

/// <summary>What is known of a release when it is asked for.</summary>
/// <param name="Number">What people call it: <c>RL-2026-NL-0003</c>, counted per counterpart.</param>
/// <param name="IncidentId">The case; null for an answer to what a partner asks of us outside any case.</param>
/// <param name="OrganisationId">The receiving organisation.</param>
/// <param name="Tlp">The marking under which it leaves: the strictest of its parts.</param>
/// <param name="Reason">The move that lets it leave.</param>
/// <param name="Note">A word for the receiver, which leaves with it.</param>
/// <param name="RedactionNote">What was left out and why; it stays with us.</param>
public sealed record ReleaseHead(
    string Number, Guid? IncidentId, Guid OrganisationId, Tlp Tlp, GrantReason Reason, string? Note = null, string? RedactionNote = null);

/// <summary>
/// The record of what left the house: to whom, when, under which marking, let go by whom. One that waits for approval lets nothing leave; what would
/// leave is frozen when it is asked for.
/// </summary>
public sealed class Release : AggregateRoot, ISecured
{
    private readonly List<ReleaseItem> _items = [];

    private Release() => Number = string.Empty;

    private Release(ReleaseHead head, Guid askedById, DateTimeOffset now)
        : base(now)
    {
        ArgumentNullException.ThrowIfNull(head);
        Number = head.Number;
        IncidentId = head.IncidentId;
        OrganisationId = head.OrganisationId;
        Tlp = head.Tlp;
        MarkedAs = head.Tlp;
        Reason = head.Reason;
        Note = head.Note;
        RedactionNote = head.RedactionNote;
        ReleasedById = askedById;
    }

    /// <summary>What people call it: <c>RL-2026-NL-0003</c>, counted per counterpart and year of the home zone.</summary>
    public string Number { get; private set; }

    /// <summary>The case; null for an answer to what a partner asks of us outside any case.</summary>
    public Guid? IncidentId { get; private set; }

    /// <summary>The receiving organisation.</summary>
    public Guid OrganisationId { get; private set; }

    /// <summary>Who may see this record now.</summary>
    public Tlp Tlp { get; private set; }

    /// <summary>The marking under which it left.</summary>
    public Tlp MarkedAs { get; private set; }

    /// <summary>The move that let it leave.</summary>
    public GrantReason Reason { get; private set; }

    /// <summary>Where it stands.</summary>
    public ReleaseState State { get; private set; } = ReleaseState.Released;

    /// <summary>Who made that move, or asked for it where another has to approve.</summary>
    public Guid ReleasedById { get; private set; }

    /// <summary>Who approved it; the same person where no second one is asked for; null while it waits, and when it was rejected.</summary>
    public Guid? ApprovedById { get; private set; }

    /// <summary>Who rejected it; null unless it was.</summary>
    public Guid? RejectedById { get; private set; }

    /// <summary>Why it was rejected.</summary>
    public string? RejectionReason { get; private set; }

    /// <summary>When it left or was rejected; null while it waits.</summary>
    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>A word for the receiver, which leaves with it.</summary>
    public string? Note { get; private set; }

    /// <summary>What was left out and why; it stays with us.</summary>
    public string? RedactionNote { get; private set; }

    /// <summary>The strictest marking that one of its items was given later; null while none was.</summary>
    public Tlp? RaisedTo { get; private set; }

    /// <summary>The strictest PAP and the handling codes of what left; null when none was said.</summary>
    public Handling? Handling { get; private set; }

    /// <summary>What left.</summary>
    public IReadOnlyList<ReleaseItem> Items => _items;

    Tlp? ISecured.OwnTlp => ReleasePolicy.Strictest(MarkedAs, RaisedTo ?? MarkedAs);

    /// <summary>Records what leaves now.</summary>
    /// <param name="head">To whom, under which marking, by which move.</param>
    /// <param name="releasedById">Who lets it go.</param>
    /// <param name="now">The instant.</param>
    /// <returns>The release.</returns>
    public static Release LetGo(ReleaseHead head, Guid releasedById, DateTimeOffset now)
    {
        var release = new Release(head, releasedById, now) { ApprovedById = releasedById, DecidedAt = now };
        release.Record("release");
        return release;
    }

    /// <summary>Records what shall leave once another manager has approved it.</summary>
    /// <param name="head">To whom, under which marking, by which move.</param>
    /// <param name="askedById">Who asks.</param>
    /// <param name="now">The instant.</param>
    /// <returns>The release, which waits.</returns>
    public static Release Ask(ReleaseHead head, Guid askedById, DateTimeOffset now)
    {
        var release = new Release(head, askedById, now) { State = ReleaseState.PendingApproval };
        release.Record("ask-release");
        return release;
    }

    /// <summary>One of its items is marked more strictly now: who may see this record follows, and never goes back.</summary>
    /// <param name="tlp">The item's marking.</param>
    public void Raise(Tlp tlp)
    {
        RaisedTo = ReleasePolicy.Strictest(RaisedTo ?? tlp, tlp);
        Tlp = ReleasePolicy.Strictest(Tlp, tlp);
    }

    /// <summary>Says under what it left, beside the TLP.</summary>
    /// <param name="parts">What binds each part.</param>
    public void Bind(IEnumerable<Handling?> parts) => Handling = Handling.OfPackage(parts);

    /// <summary>Adds an item.</summary>
    /// <param name="type">Its kind.</param>
    /// <param name="subjectId">Its key.</param>
    /// <param name="content">Exactly what left, as JSON.</param>
    /// <param name="now">The instant.</param>
    public void Add(SubjectType type, Guid subjectId, string content, DateTimeOffset now) =>
        _items.Add(new ReleaseItem(this, type, subjectId, content, now));

    /// <summary>Throws unless the move is legal now; the error names the legal ones.</summary>
    /// <param name="move">The move.</param>
    /// <exception cref="RuleBrokenException"><c>illegal-move</c>.</exception>
    public void EnsureAllowed(ReleaseMove move) => ReleaseLifecycle.Table.Next(State, move);

    /// <summary>Another manager lets it leave.</summary>
    /// <param name="approvedById">Who; not whoever asked.</param>
    /// <param name="now">The instant.</param>
    /// <exception cref="RuleBrokenException"><c>illegal-move</c>, or <c>own-release</c>.</exception>
    public void Approve(Guid approvedById, DateTimeOffset now)
    {
        Move(ReleaseMove.Approve, approvedById, now);
        ApprovedById = approvedById;
    }

    /// <summary>Another manager keeps it here.</summary>
    /// <param name="rejectedById">Who; not whoever asked.</param>
    /// <param name="reason">Why.</param>
    /// <param name="now">The instant.</param>
    /// <exception cref="RuleBrokenException"><c>illegal-move</c>, or <c>own-release</c>.</exception>
    public void Reject(Guid rejectedById, string reason, DateTimeOffset now)
    {
        Move(ReleaseMove.Reject, rejectedById, now);
        RejectedById = rejectedById;
        RejectionReason = reason;
    }

    /// <summary>It is asked back. What left by a notification or a request is taken back with these.</summary>
    /// <exception cref="RuleBrokenException"><c>illegal-move</c>, or <c>not-recallable</c>.</exception>
    public void Recall()
    {
        var next = ReleaseLifecycle.Table.Next(State, ReleaseMove.Recall);
        if (Reason != GrantReason.Release)
        {
            throw new RuleBrokenException(
                "not-recallable", "What left by a notification or a request is taken back with it: withdraw the participation or the request.");
        }

        State = next;
        Record("recall");
    }

    /// <summary>Once: a release of before there were numbers gets its own, and what it left unsaid.</summary>
    /// <param name="number">What people call it.</param>
    public void Adopt(string number)
    {
        if (Number.Length > 0)
        {
            return;
        }

        Number = number;
        DecidedAt ??= CreatedAt;
        _items.ForEach(i => i.Adopt());
        Record("number-release");
    }

    void ISecured.Remark(Tlp tlp) => Tlp = tlp;

    private void Move(ReleaseMove move, Guid by, DateTimeOffset now)
    {
        var next = ReleaseLifecycle.Table.Next(State, move);
        if (by == ReleasedById)
        {
            throw new RuleBrokenException("own-release", "Whoever asks for a release does not decide on it.");
        }

        State = next;
        DecidedAt = now;
        Record(MoveName.Of(move));
    }
}
