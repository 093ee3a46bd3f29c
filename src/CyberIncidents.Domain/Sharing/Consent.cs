using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.FollowUps;

namespace CyberIncidents.Domain.Sharing;

/// <summary>What an originator is asked.</summary>
/// <param name="IncidentId">The case.</param>
/// <param name="Item">The item that came from it.</param>
/// <param name="Tlp">The item's effective marking.</param>
/// <param name="OwnTlp">The item's own marking; null when it carries the case's.</param>
/// <param name="OriginatorId">The organisation that is asked.</param>
/// <param name="About">What the item is, in the originator's own words; at most 400 characters.</param>
public sealed record ConsentSubject(Guid IncidentId, (SubjectType Type, Guid Id) Item, Tlp Tlp, Tlp? OwnTlp, Guid OriginatorId, string About);

/// <summary>What is wanted of it.</summary>
/// <param name="LowerTo">The marking to lower it to; null for passing it on.</param>
/// <param name="ReceiverId">The organisation to pass it to; null for lowering.</param>
/// <param name="NameReceiver">Whether the originator is told which organisation that is, and not its country alone.</param>
/// <param name="Reason">Why; the originator reads it. At most 2,000 characters.</param>
/// <param name="DueAt">Until when it may answer.</param>
public sealed record ConsentWish(Tlp? LowerTo, Guid? ReceiverId, bool NameReceiver, string Reason, DateTimeOffset DueAt);

/// <summary>
/// A question to the organisation that something came from: may its marking be lowered, or may it be passed to another state (FIRST
/// TLP 2.0: wider sharing than the label needs explicit permission of the source). Silence is no consent.
/// </summary>
public sealed class Consent : AggregateRoot, ISecured
{
    private const double HalfWay = 0.5;
    private readonly List<Alarm> _alarms = [];

    private Consent()
    {
        About = Reason = string.Empty;
    }

    /// <summary>Asks.</summary>
    /// <param name="subject">About what.</param>
    /// <param name="wish">What is wanted.</param>
    /// <param name="askedById">Who asks.</param>
    /// <param name="now">The instant.</param>
    public Consent(ConsentSubject subject, ConsentWish wish, Guid askedById, DateTimeOffset now)
        : base(now)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(wish);
        (IncidentId, SubjectType, SubjectId) = (subject.IncidentId, subject.Item.Type, subject.Item.Id);
        (Tlp, OwnTlp, OriginatorId, About) = (subject.Tlp, subject.OwnTlp, subject.OriginatorId, subject.About);
        Purpose = wish.LowerTo is null ? ConsentPurpose.PassOn : ConsentPurpose.Lower;
        (LowerTo, ReceiverId, NameReceiver, Reason, DueAt) = (wish.LowerTo, wish.ReceiverId, wish.NameReceiver, wish.Reason, wish.DueAt);
        AskedById = askedById;
        _alarms.Add(new Alarm(this, AlarmKind.ConsentReminder, now + ((DueAt - now) * HalfWay), now));
        _alarms.Add(new Alarm(this, AlarmKind.ConsentDue, DueAt, now));
        Record("ask");
    }

    /// <summary>The case.</summary>
    public Guid IncidentId { get; private set; }

    /// <summary>What kind of item it is about.</summary>
    public SubjectType SubjectType { get; private set; }

    /// <summary>Which one.</summary>
    public Guid SubjectId { get; private set; }

    /// <summary>The item's effective marking.</summary>
    public Tlp Tlp { get; private set; }

    /// <summary>The item's own marking.</summary>
    public Tlp? OwnTlp { get; private set; }

    /// <summary>The organisation that is asked.</summary>
    public Guid OriginatorId { get; private set; }

    /// <summary>What the item is, in the originator's own words.</summary>
    public string About { get; private set; }

    /// <summary>What is wanted.</summary>
    public ConsentPurpose Purpose { get; private set; }

    /// <summary>The marking to lower it to.</summary>
    public Tlp? LowerTo { get; private set; }

    /// <summary>The organisation to pass it to.</summary>
    public Guid? ReceiverId { get; private set; }

    /// <summary>Whether the originator is told which organisation that is.</summary>
    public bool NameReceiver { get; private set; }

    /// <summary>Why it is asked.</summary>
    public string Reason { get; private set; }

    /// <summary>Until when it may answer; from then on it has lapsed.</summary>
    public DateTimeOffset DueAt { get; private set; }

    /// <summary>Who asked.</summary>
    public Guid AskedById { get; private set; }

    /// <summary>Where it stands; see <see cref="StateAt"/> for what its instant makes of it.</summary>
    public ConsentState State { get; private set; } = ConsentState.Asked;

    /// <summary>When it was granted, denied or withdrawn.</summary>
    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>Who did that.</summary>
    public Guid? DecidedById { get; private set; }

    /// <summary>Why; of a denial always.</summary>
    public string? Ground { get; private set; }

    /// <summary>The reminder half-way, and the end of its time.</summary>
    public IReadOnlyList<Alarm> Alarms => _alarms;

    Guid? ISecured.IncidentId => IncidentId;

    /// <summary>Where it stands at an instant: what was not answered in time has lapsed, whether or not a server was there to note it.</summary>
    /// <param name="state">The stored state.</param>
    /// <param name="dueAt">Until when it may be answered.</param>
    /// <param name="now">The instant.</param>
    /// <returns>The state.</returns>
    public static ConsentState StateAt(ConsentState state, DateTimeOffset dueAt, DateTimeOffset now) =>
        state == ConsentState.Asked && dueAt <= now ? ConsentState.Lapsed : state;

    /// <summary>Grants, denies or withdraws it.</summary>
    /// <param name="move">The move.</param>
    /// <param name="by">Who.</param>
    /// <param name="ground">Why.</param>
    /// <param name="now">The instant.</param>
    /// <exception cref="RuleBrokenException"><c>illegal-move</c>, also when its time is over.</exception>
    public void Decide(ConsentMove move, Guid by, string? ground, DateTimeOffset now)
    {
        EnsureAllowed(move, now);
        State = ConsentLifecycle.Table.Next(State, move);
        (DecidedAt, DecidedById, Ground) = (now, by, ground);
        _alarms.ForEach(a => a.Cancel(now));
        Record(MoveName.Of(move));
    }

    /// <summary>Throws unless the move is legal now.</summary>
    /// <param name="move">The move.</param>
    /// <param name="now">The instant.</param>
    /// <exception cref="RuleBrokenException"><c>illegal-move</c>.</exception>
    public void EnsureAllowed(ConsentMove move, DateTimeOffset now)
    {
        var state = StateAt(State, DueAt, now);
        ConsentLifecycle.Table.Next(state, move, ConsentLifecycle.Allowed(state, ConsentLifecycle.OfOriginator.Contains(move)));
    }

    /// <summary>Its time is over; a consent that was answered stays as it is.</summary>
    /// <returns>Whether it lapsed.</returns>
    public bool Lapse()
    {
        if (State != ConsentState.Asked)
        {
            return false;
        }

        State = ConsentState.Lapsed;
        Record("lapse");
        return true;
    }

    /// <summary>Notes that the originator was reminded.</summary>
    public void NoteReminded() => Record("remind");

    void ISecured.Remark(Tlp tlp) => Tlp = tlp;
}
