using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Domain.Partners;

/// <summary>Where a contact check stands.</summary>
public enum ContactCheckState
{
    /// <summary>It waits for an answer, and is not due yet.</summary>
    Asked,

    /// <summary>It is past due and may still be answered.</summary>
    Missed,

    /// <summary>Somebody answered.</summary>
    Answered,

    /// <summary>A newer one took its place.</summary>
    Superseded,
}

/// <summary>
/// Are you there? A question to an organisation that belongs to no case and says nothing of any: whoever speaks for it answers with one
/// tap, and its contacts are proven. The time until the answer is kept.
/// </summary>
public sealed class ContactCheck : AggregateRoot, ISecured
{
    private const double HalfWay = 0.5;
    private readonly List<Alarm> _alarms = [];

    private ContactCheck()
    {
    }

    /// <summary>Asks.</summary>
    /// <param name="organisationId">Whom.</param>
    /// <param name="askedById">Who asks; null where it was planned.</param>
    /// <param name="dueAt">Until when an answer is expected.</param>
    /// <param name="now">The instant.</param>
    public ContactCheck(Guid organisationId, Guid? askedById, DateTimeOffset dueAt, DateTimeOffset now)
        : base(now)
    {
        (OrganisationId, AskedById, DueAt) = (organisationId, askedById, dueAt);
        _alarms.Add(new Alarm(this, AlarmKind.ContactCheckReminder, now + ((dueAt - now) * HalfWay), now));
        _alarms.Add(new Alarm(this, AlarmKind.ContactCheckDue, dueAt, now));
        Record("ask");
    }

    /// <summary>Whom it asks.</summary>
    public Guid OrganisationId { get; private set; }

    /// <summary>Who asked; null where it was planned.</summary>
    public Guid? AskedById { get; private set; }

    /// <summary>Until when an answer is expected.</summary>
    public DateTimeOffset DueAt { get; private set; }

    /// <summary>When it was answered.</summary>
    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>Who answered; of ours, where it was noted by hand.</summary>
    public Guid? AnsweredById { get; private set; }

    /// <summary>How long the answer took, in whole seconds.</summary>
    public long? AnswerSeconds { get; private set; }

    /// <summary>When a newer check took its place.</summary>
    public DateTimeOffset? SupersededAt { get; private set; }

    /// <summary>GREEN, always: that we ask whether somebody is there is no secret among partners.</summary>
    public Tlp Tlp { get; private set; } = Tlp.Green;

    /// <summary>The reminder half-way, and the end of its time.</summary>
    public IReadOnlyList<Alarm> Alarms => _alarms;

    /// <summary>Whether it can still be answered.</summary>
    public bool IsOpen => AnsweredAt is null && SupersededAt is null;

    Guid? ISecured.IncidentId => null;

    Tlp? ISecured.OwnTlp => null;

    void ISecured.Remark(Tlp tlp)
    {
        // It belongs to no case, so no case ever raises it.
    }

    /// <summary>Where it stands at an instant.</summary>
    /// <param name="answeredAt">When it was answered.</param>
    /// <param name="supersededAt">When a newer one took its place.</param>
    /// <param name="dueAt">Until when an answer was expected.</param>
    /// <param name="now">The instant.</param>
    /// <returns>The state.</returns>
    public static ContactCheckState StateAt(DateTimeOffset? answeredAt, DateTimeOffset? supersededAt, DateTimeOffset dueAt, DateTimeOffset now) =>
        answeredAt is not null ? ContactCheckState.Answered
        : supersededAt is not null ? ContactCheckState.Superseded
        : dueAt <= now ? ContactCheckState.Missed
        : ContactCheckState.Asked;

    /// <summary>Somebody is there. A late answer is an answer.</summary>
    /// <param name="personId">Who says so.</param>
    /// <param name="now">The instant.</param>
    /// <exception cref="RuleBrokenException"><c>check-answered</c>: it was answered before, or a newer one took its place.</exception>
    public void Answer(Guid personId, DateTimeOffset now)
    {
        if (!IsOpen)
        {
            throw new RuleBrokenException("check-answered", "That contact check does not wait for an answer any more.");
        }

        (AnsweredAt, AnsweredById, AnswerSeconds) = (now, personId, (long)(now - CreatedAt).TotalSeconds);
        CallOff(now);
        Record("answer");
    }

    /// <summary>A newer one takes its place, unless it was answered.</summary>
    /// <param name="now">The instant.</param>
    public void Supersede(DateTimeOffset now)
    {
        if (IsOpen)
        {
            SupersededAt = now;
            CallOff(now);
            Record("supersede");
        }
    }

    /// <summary>Notes that somebody was told of it by an alarm.</summary>
    public void NoteChased() => Record("chase");

    private void CallOff(DateTimeOffset now) => _alarms.ForEach(a => a.Cancel(now));
}
