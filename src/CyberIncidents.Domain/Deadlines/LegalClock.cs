using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Domain.Deadlines;

/// <summary>Where a clock stands.</summary>
public enum ClockState
{
    /// <summary>It runs; past its instant it is late.</summary>
    Running,

    /// <summary>A question waits for its answer, and time does not count.</summary>
    Stopped,

    /// <summary>What was due was done in time.</summary>
    Met,

    /// <summary>What was due was done, too late.</summary>
    Late,

    /// <summary>Nothing is due any more.</summary>
    Cancelled,
}

/// <summary>On what a clock runs.</summary>
/// <param name="IncidentId">The case; null for what a partner asks of us and no case has taken in.</param>
/// <param name="RequestId">The request; null for a stage of the case itself.</param>
/// <param name="Tlp">The effective marking.</param>
/// <param name="OwnTlp">The request's own marking; null when it carries the case's.</param>
public sealed record ClockSubject(Guid? IncidentId, Guid? RequestId, Tlp Tlp, Tlp? OwnTlp);

/// <summary>
/// A clock of law that runs on a case or on a request. It keeps what its rule said when it was started, so that a later change
/// of the rule leaves it alone.
/// </summary>
public sealed class LegalClock : AggregateRoot, ISecured
{
    private readonly List<ClockStop> _stops = [];
    private readonly List<Alarm> _alarms = [];

    private LegalClock()
    {
    }

    /// <summary>Starts a clock.</summary>
    /// <param name="subject">On what it runs.</param>
    /// <param name="ruleCode">The rule; null when the instant was agreed by hand.</param>
    /// <param name="terms">What the rule says.</param>
    /// <param name="startedAt">From when it counts.</param>
    /// <param name="dueAt">When it ends.</param>
    /// <param name="agreed">Whether the instant was set by hand instead of computed.</param>
    /// <param name="now">The instant.</param>
    public LegalClock(
        ClockSubject subject, string? ruleCode, DeadlineTerms terms, DateTimeOffset startedAt, DateTimeOffset dueAt, bool agreed, DateTimeOffset now)
        : base(now)
    {
        ArgumentNullException.ThrowIfNull(subject);
        (IncidentId, RequestId, Tlp, OwnTlp) = (subject.IncidentId, subject.RequestId, subject.Tlp, subject.OwnTlp);
        RuleCode = ruleCode;
        StartedAt = startedAt;
        DueAt = dueAt;
        Agreed = agreed;
        Apply(terms);
        Record("start-clock");
    }

    /// <summary>The case.</summary>
    public Guid? IncidentId { get; private set; }

    /// <summary>The request; null for a stage of the case itself.</summary>
    public Guid? RequestId { get; private set; }

    /// <summary>The effective marking.</summary>
    public Tlp Tlp { get; private set; }

    /// <summary>The request's own marking; null when it carries the case's.</summary>
    public Tlp? OwnTlp { get; private set; }

    /// <summary>The rule that started it; null when none did.</summary>
    public string? RuleCode { get; private set; }

    /// <summary>What started it.</summary>
    public ClockTrigger Trigger { get; private set; }

    /// <summary>How many units it runs.</summary>
    public int Amount { get; private set; }

    /// <summary>The unit.</summary>
    public OffsetUnit Unit { get; private set; }

    /// <summary>How it is counted.</summary>
    public CountingRule Counting { get; private set; }

    /// <summary>What a question does to it.</summary>
    public ClarificationEffect OnClarification { get; private set; }

    /// <summary>Whose duty it is.</summary>
    public ClockDuty Duty { get; private set; }

    /// <summary>What its end means.</summary>
    public RuleEffect Effect { get; private set; }

    /// <summary>From when it counts.</summary>
    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>When it ends; while it is stopped, when it would have ended.</summary>
    public DateTimeOffset DueAt { get; private set; }

    /// <summary>Whether its end was set by hand.</summary>
    public bool Agreed { get; private set; }

    /// <summary>Where it stands.</summary>
    public ClockState State { get; private set; } = ClockState.Running;

    /// <summary>What is left of its time while it is stopped, or was when it ended so, in its own counting.</summary>
    public TimeSpan? Remaining { get; private set; }

    /// <summary>When it was met, late or cancelled.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>When it stood still.</summary>
    public IReadOnlyList<ClockStop> Stops => _stops;

    /// <summary>Its alarms; those of a request's clock hang on the request.</summary>
    public IReadOnlyList<Alarm> Alarms => _alarms;

    /// <summary>Whether it runs or stands still.</summary>
    public bool IsOpen => State is ClockState.Running or ClockState.Stopped;

    /// <summary>What its rule said when it was started.</summary>
    public DeadlineTerms Terms => new(Trigger, new Offset(Amount, Unit), Counting, null, OnClarification, Duty, Effect);

    /// <summary>Throws when it has ended.</summary>
    /// <exception cref="RuleBrokenException"><c>clock-ended</c>.</exception>
    public void EnsureOpen()
    {
        if (!IsOpen)
        {
            throw new RuleBrokenException("clock-ended", "That clock has ended.");
        }
    }

    /// <summary>Time stands still from now on.</summary>
    /// <param name="remaining">What is left, in its own counting.</param>
    /// <param name="now">The instant.</param>
    public void Stop(TimeSpan remaining, DateTimeOffset now)
    {
        EnsureOpen();
        if (State == ClockState.Running)
        {
            State = ClockState.Stopped;
            Remaining = remaining;
            _stops.Add(new ClockStop(this, now));
            Record("stop-clock");
        }
    }

    /// <summary>Time goes on.</summary>
    /// <param name="dueAt">When it ends now.</param>
    /// <param name="now">The instant.</param>
    public void Resume(DateTimeOffset dueAt, DateTimeOffset now)
    {
        EnsureOpen();
        EndStop(now);
        DueAt = dueAt;
        Record("resume-clock");
    }

    /// <summary>It begins anew.</summary>
    /// <param name="startedAt">From when it counts now.</param>
    /// <param name="dueAt">When it ends now.</param>
    /// <param name="now">The instant.</param>
    public void Restart(DateTimeOffset startedAt, DateTimeOffset dueAt, DateTimeOffset now)
    {
        EnsureOpen();
        EndStop(now);
        StartedAt = startedAt;
        DueAt = dueAt;
        Record("restart-clock");
    }

    /// <summary>Somebody sets another end by hand; what is left of a stopped clock follows.</summary>
    /// <param name="dueAt">The end.</param>
    /// <param name="remaining">What is left, for a clock that stands still.</param>
    public void MoveDue(DateTimeOffset dueAt, TimeSpan? remaining)
    {
        EnsureOpen();
        DueAt = dueAt;
        Agreed = true;
        Remaining = State == ClockState.Stopped ? remaining : null;
        Record("move-clock");
    }

    /// <summary>Takes over what its rule says now; only when that was asked for.</summary>
    /// <param name="terms">What the rule says.</param>
    /// <param name="dueAt">When it ends now.</param>
    public void Reapply(DeadlineTerms terms, DateTimeOffset dueAt)
    {
        EnsureOpen();
        Apply(terms);
        DueAt = dueAt;
        Agreed = false;
        Record("reapply-rule");
    }

    /// <summary>What was due is done: met, or late.</summary>
    /// <param name="at">When it was done.</param>
    /// <param name="now">The instant.</param>
    public void Meet(DateTimeOffset at, DateTimeOffset now)
    {
        EnsureOpen();
        // Whoever asked after its end was late already.
        State = (State == ClockState.Stopped ? Remaining > TimeSpan.Zero : at <= DueAt) ? ClockState.Met : ClockState.Late;
        End(at, now);
        Record("meet-clock");
    }

    /// <summary>Nothing is due any more; an ended clock stays as it is.</summary>
    /// <param name="now">The instant.</param>
    public void Cancel(DateTimeOffset now)
    {
        if (IsOpen)
        {
            State = ClockState.Cancelled;
            End(now, now);
            Record("cancel-clock");
        }
    }

    /// <summary>What was done was given back: it runs again to the end that it had, or to the given one.</summary>
    /// <param name="dueAt">When it ends.</param>
    /// <param name="now">The instant; from the end until now it stood still.</param>
    public void Reopen(DateTimeOffset dueAt, DateTimeOffset now)
    {
        State = ClockState.Running;
        if (EndedAt is { } ended)
        {
            _stops.Add(new ClockStop(this, ended, now));
        }

        EndedAt = null;
        Remaining = null;
        DueAt = dueAt;
        Record("reopen-clock");
    }

    /// <summary>Plans reminders of a stage of the case, and its end; those whose instant is past are not planned.</summary>
    /// <param name="reminders">When to remind.</param>
    /// <param name="now">The instant.</param>
    public void PlanAlarms(IEnumerable<DateTimeOffset> reminders, DateTimeOffset now)
    {
        _alarms.ForEach(a => a.Cancel(now));
        _alarms.AddRange(reminders.Where(at => at > now && at < DueAt).Select(at => new Alarm(this, AlarmKind.ClockReminder, at, now)));
        _alarms.Add(new Alarm(this, AlarmKind.ClockDue, DueAt, now));
    }

    /// <summary>Notes that its alarm told somebody.</summary>
    public void NoteTold() => Record("tell-clock");

    void ISecured.Remark(Tlp tlp) => Tlp = tlp;

    private void End(DateTimeOffset at, DateTimeOffset now)
    {
        _stops.FindLast(s => s.EndedAt is null)?.End(now);
        EndedAt = at;
        _alarms.ForEach(a => a.Cancel(now));
    }

    private void EndStop(DateTimeOffset now)
    {
        State = ClockState.Running;
        Remaining = null;
        _stops.FindLast(s => s.EndedAt is null)?.End(now);
    }

    private void Apply(DeadlineTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        (Trigger, Amount, Unit, Counting) = (terms.Trigger, terms.Offset.Amount, terms.Offset.Unit, terms.Counting);
        (OnClarification, Duty, Effect) = (terms.OnClarification, terms.Duty, terms.Effect);
    }
}
