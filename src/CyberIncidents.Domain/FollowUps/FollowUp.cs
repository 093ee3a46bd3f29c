using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Domain.FollowUps;

/// <summary>Something that must happen at an instant. Its alarms are written in the same save.</summary>
public sealed class FollowUp : AggregateRoot, ISecured
{
    private readonly List<Alarm> _alarms = [];

    private FollowUp()
    {
        Title = TimeZone = string.Empty;
    }

    /// <summary>Schedules a follow-up with its alarms; a reminder whose instant is past is not planned.</summary>
    /// <param name="plan">What and when.</param>
    /// <param name="creatorId">Who schedules it.</param>
    /// <param name="assigneeId">Who has to act.</param>
    /// <param name="now">The instant.</param>
    public FollowUp(FollowUpPlan plan, Guid creatorId, Guid assigneeId, DateTimeOffset now)
        : base(now)
    {
        ArgumentNullException.ThrowIfNull(plan);
        IncidentId = plan.IncidentId;
        RequestId = plan.RequestId;
        (AboutType, AboutId) = (plan.About?.Type, plan.About?.Id);
        OwnTlp = plan.RequestTlp;
        Tlp = ReleasePolicy.Strictest(plan.Tlp, plan.RequestTlp ?? plan.Tlp);
        Title = plan.Title;
        DueAt = plan.DueAt;
        TimeZone = plan.TimeZone;
        Reminders = [.. plan.Reminders.Distinct(StringComparer.Ordinal)];
        OverdueAt = plan.DueAt + plan.OverdueAfter;
        CreatorId = creatorId;
        AssigneeId = assigneeId;
        Purpose = plan.Purpose;
        if (plan.Recurrence is { } recurrence)
        {
            (Recurrence, SeriesId, SeriesStart, NextAt) = (recurrence.Rule, recurrence.SeriesId, recurrence.SeriesStart, recurrence.NextAt);
        }

        PlanAlarms(now);
        Record(Purpose == FollowUpPurpose.Work ? "schedule" : "remind-of-term");
    }

    /// <summary>The case; null when it is about something else.</summary>
    public Guid? IncidentId { get; private set; }

    /// <summary>The request, when it is about one.</summary>
    public Guid? RequestId { get; private set; }

    /// <summary>The kind of what it is about instead of a case.</summary>
    public FollowUpAbout? AboutType { get; private set; }

    /// <summary>What it is about instead of a case.</summary>
    public Guid? AboutId { get; private set; }

    /// <summary>The stricter of the case's marking and the request's, or that of what else it is about.</summary>
    public Tlp Tlp { get; private set; }

    /// <summary>The marking of the request when it was scheduled; null when it is about none.</summary>
    public Tlp? OwnTlp { get; private set; }

    /// <summary>What has to happen, as somebody typed it; national only. Empty where the program scheduled it: its purpose says it.</summary>
    public string Title { get; private set; }

    /// <summary>Its instant.</summary>
    public DateTimeOffset DueAt { get; private set; }

    /// <summary>When it counts as overdue if nobody acts.</summary>
    public DateTimeOffset OverdueAt { get; private set; }

    /// <summary>IANA name of its zone.</summary>
    public string TimeZone { get; private set; }

    /// <summary>ISO 8601 durations before the instant.</summary>
    public IReadOnlyList<string> Reminders { get; private set; } = [];

    /// <summary>Who scheduled it.</summary>
    public Guid CreatorId { get; private set; }

    /// <summary>Who has to act.</summary>
    public Guid AssigneeId { get; private set; }

    /// <summary>Where it stands.</summary>
    public FollowUpState State { get; private set; } = FollowUpState.Scheduled;

    /// <summary>When it was done or cancelled.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>What was said when it was done, moved or cancelled last.</summary>
    public string? Note { get; private set; }

    /// <summary>What it is for.</summary>
    public FollowUpPurpose Purpose { get; private set; }

    /// <summary>RFC 5545 RRULE; null when it does not recur.</summary>
    public string? Recurrence { get; private set; }

    /// <summary>The series of a recurring one.</summary>
    public Guid? SeriesId { get; private set; }

    /// <summary>The first instant of the series, from which the rule counts; a snooze does not move it.</summary>
    public DateTimeOffset? SeriesStart { get; private set; }

    /// <summary>When the next occurrence falls due; null when there is none, or it has been created.</summary>
    public DateTimeOffset? NextAt { get; private set; }

    /// <summary>When the next occurrence fell due while this one was still open; null when it was done in time.</summary>
    public DateTimeOffset? MissedAt { get; private set; }

    /// <summary>All its alarms, fired and called-off ones included.</summary>
    public IReadOnlyList<Alarm> Alarms => _alarms;

    /// <summary>What it is about instead of a case; null when it is about one.</summary>
    public FollowUpSubject? About => this is { AboutType: { } type, AboutId: { } id } ? new FollowUpSubject(type, id) : null;

    /// <summary>Whether somebody still has to act.</summary>
    public bool IsOpen => State is FollowUpState.Scheduled or FollowUpState.Due;

    Guid? ISecured.IncidentId => IncidentId;

    /// <summary>Throws unless the move is legal now; the error names the legal ones.</summary>
    /// <param name="move">The move.</param>
    /// <exception cref="RuleBrokenException"><c>illegal-move</c>.</exception>
    public void EnsureAllowed(FollowUpMove move) =>
        FollowUpLifecycle.Table.Next(State, move, FollowUpLifecycle.MovesOfPeople(State));

    /// <summary>It is done.</summary>
    /// <param name="note">What came of it.</param>
    /// <param name="now">The instant.</param>
    public void Complete(string? note, DateTimeOffset now) => End(FollowUpMove.Complete, note, now);

    /// <summary>It is not needed any more; of a recurring one the series ends.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="now">The instant.</param>
    public void Cancel(string? reason, DateTimeOffset now)
    {
        if (NextAt is not null)
        {
            StopRecurring(now);
        }

        End(FollowUpMove.Cancel, reason, now);
    }

    /// <summary>Moves it: the alarms that have not fired are called off and new ones planned.</summary>
    /// <param name="until">The new instant; in the future.</param>
    /// <param name="reason">Why.</param>
    /// <param name="now">The instant.</param>
    public void Snooze(DateTimeOffset until, string reason, DateTimeOffset now)
    {
        Move(FollowUpMove.Snooze);
        var grace = OverdueAt - DueAt;
        CancelAlarms(now);
        DueAt = until;
        OverdueAt = until + grace;
        Note = reason;
        PlanAlarms(now);
    }

    /// <summary>Somebody else has to act.</summary>
    /// <param name="assigneeId">Who.</param>
    public void Reassign(Guid assigneeId)
    {
        Move(FollowUpMove.Reassign);
        AssigneeId = assigneeId;
    }

    /// <summary>What an alarm of its own does to it. An alarm that comes too late for its state only says so.</summary>
    /// <param name="kind">The alarm's kind.</param>
    /// <returns>Whether people are to be told.</returns>
    public bool Fire(AlarmKind kind)
    {
        if (!IsOpen)
        {
            return false;
        }

        if (State == FollowUpState.Scheduled && kind != AlarmKind.FollowUpReminder)
        {
            Move(FollowUpMove.FallDue);
        }

        Record(kind switch
        {
            AlarmKind.FollowUpReminder => "remind",
            AlarmKind.FollowUpDue => "tell-due",
            _ => "tell-overdue",
        });
        return true;
    }

    /// <summary>The next occurrence has come into being; whoever has not done this one by its instant has missed it.</summary>
    /// <param name="now">The instant.</param>
    public void PassOn(DateTimeOffset now)
    {
        if (State == FollowUpState.Due && NextAt <= now)
        {
            MissedAt ??= NextAt;
            Record("miss");
        }

        NextAt = null;
        foreach (var alarm in _alarms.Where(a => a.Kind == AlarmKind.FollowUpRecurs))
        {
            alarm.Cancel(now);
        }
    }

    /// <summary>The series ends with this occurrence.</summary>
    /// <param name="now">The instant.</param>
    public void StopRecurring(DateTimeOffset now)
    {
        PassOn(now);
        Record("stop-recurring");
    }

    void ISecured.Remark(Tlp tlp) => Tlp = tlp;

    private void End(FollowUpMove move, string? note, DateTimeOffset now)
    {
        Move(move);
        EndedAt = now;
        Note = note;
        CancelAlarms(now);
    }

    private void Move(FollowUpMove move)
    {
        State = FollowUpLifecycle.Table.Next(State, move, FollowUpLifecycle.MovesOfPeople(State));
        Record(MoveName.Of(move));
    }

    private void PlanAlarms(DateTimeOffset now)
    {
        foreach (var reminder in Reminders)
        {
            var at = Reminder.Before(reminder, DueAt, TimeZone);
            if (at > now)
            {
                _alarms.Add(new Alarm(this, AlarmKind.FollowUpReminder, at, now));
            }
        }

        if (NextAt is { } next)
        {
            _alarms.Add(new Alarm(this, AlarmKind.FollowUpRecurs, next, now));
        }

        _alarms.Add(new Alarm(this, AlarmKind.FollowUpDue, DueAt, now));
        _alarms.Add(new Alarm(this, AlarmKind.FollowUpOverdue, OverdueAt, now));
    }

    private void CancelAlarms(DateTimeOffset now)
    {
        foreach (var alarm in _alarms)
        {
            alarm.Cancel(now);
        }
    }
}
