using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.UnitTests.Common;

/// <summary>Aggregates in a wanted state, brought there by legal moves only.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    public static readonly DateTimeOffset Due = Now.AddDays(10);

    public static readonly Guid Analyst = Guid.Parse("00000000-0000-0000-0000-00000000000a");

    public static readonly Guid Manager = Guid.Parse("00000000-0000-0000-0000-00000000000b");

    public static readonly Guid Liaison = Guid.Parse("00000000-0000-0000-0000-00000000000c");

    public static readonly Guid Home = Guid.Parse("00000000-0000-0000-0000-0000000000a0");

    public static readonly Guid Partner = Guid.Parse("00000000-0000-0000-0000-0000000000b0");

    public static readonly Guid CaseId = Guid.Parse("00000000-0000-0000-0000-0000000000c0");

    public static IncidentFacts Facts(string title = "Recruitment channel", string summary = "A channel that recruits.") => new(
        title, summary, "abusive-content", "harmful-speech", ["recruitment"], Severity.High, Pap.Amber,
        Now.AddDays(-2), Now.AddDays(-1), "hotline", ["channel"]);

    public static Incident Incident(IncidentStatus status = IncidentStatus.Reported)
    {
        var incident = new Incident("CI-2026-000042", Facts(), Tlp.Amber, Analyst, Now);
        switch (status)
        {
            case IncidentStatus.Reported:
                return incident;
            case IncidentStatus.Rejected:
                incident.Reject("spam", Now);
                return incident;
            case IncidentStatus.Duplicate:
                incident.MarkDuplicate(CaseId, Now);
                return incident;
        }

        incident.Triage(Analyst, Now);
        if (status == IncidentStatus.Triaged)
        {
            return incident;
        }

        incident.Activate(Now);
        switch (status)
        {
            case IncidentStatus.OnHold:
                incident.Hold("waiting for the court", Due, Now);
                break;
            case IncidentStatus.Resolved or IncidentStatus.Closed:
                incident.Resolve(IncidentOutcome.ContentRemoved, "one still waits", Now.AddHours(1));
                break;
        }

        if (status == IncidentStatus.Closed)
        {
            incident.Close("The channel is gone.", Now.AddHours(2));
        }

        return incident;
    }

    public static Participation Participation(ParticipationState state = ParticipationState.Proposed)
    {
        var part = new Participation(CaseId, Tlp.Amber, "NL", Partner, [ParticipationRole.HostsInfrastructure], Now);
        if (state == ParticipationState.Proposed)
        {
            return part;
        }

        part.Notify(Partner, "Harmful speech", null, Now);
        switch (state)
        {
            case ParticipationState.Engaged:
                part.PartnerActed(Now);
                break;
            case ParticipationState.Completed:
                part.Complete("done", Now);
                break;
            case ParticipationState.Declined:
                part.Decline("not ours", Now);
                break;
            case ParticipationState.Withdrawn:
                part.Withdraw("wrong country", Now);
                break;
        }

        return part;
    }

    public static RequestText Text(RequestKind kind = RequestKind.Information, DateTimeOffset? dueAt = null, Tlp tlp = Tlp.Amber) =>
        new(kind, "domestic", "Who runs it?", "Please tell us who runs the channel.", Urgency.Normal, dueAt, tlp, null);

    public static Request Draft(RequestKind kind = RequestKind.Information, bool needsApproval = false, DateTimeOffset? dueAt = null) =>
        new("RQ-2026-NL-0007", new(RequestDirection.Outbound, CaseId, null, Home, Partner), Text(kind, dueAt), needsApproval, Analyst, Analyst, Now);

    public static Request Request(
        RequestState state, RequestKind kind = RequestKind.Information, bool needsApproval = false, DateTimeOffset? dueAt = null)
    {
        var request = Draft(kind, needsApproval, dueAt);
        foreach (var move in PathTo(state, needsApproval))
        {
            Make(request, move, Now);
        }

        return request;
    }

    /// <summary>Makes a move through the method of the aggregate that is meant for it.</summary>
    public static void Make(Request request, RequestMove move, DateTimeOffset now)
    {
        switch (move)
        {
            case RequestMove.Submit or RequestMove.Reject:
                request.Prepare(move, Analyst, "a note", now);
                break;
            case RequestMove.Send or RequestMove.Approve:
                request.Dispatch(move, Manager, now);
                break;
            case RequestMove.Acknowledge or RequestMove.Start or RequestMove.Ask or RequestMove.SetReference:
                request.Respond(move, Liaison, new("a note", null, null, null), now);
                break;
            case RequestMove.Answer:
                request.Respond(move, Liaison, new("Nobody.", AnswerOutcome.NothingFound, null, null), now);
                break;
            case RequestMove.Decline:
                request.Respond(move, Liaison, new("No.", null, "sovereignty", null), now);
                break;
            default:
                request.FollowThrough(move, Analyst, "a note", now);
                break;
        }
    }

    public static FollowUp FollowUp(FollowUpState state = FollowUpState.Scheduled, params string[] reminders)
    {
        var followUp = new FollowUp(Plan(Due, reminders), Analyst, Analyst, Now);
        switch (state)
        {
            case FollowUpState.Due:
                followUp.Fire(AlarmKind.FollowUpDue);
                break;
            case FollowUpState.Done:
                followUp.Complete("called them", Now);
                break;
            case FollowUpState.Cancelled:
                followUp.Cancel("not needed", Now);
                break;
        }

        return followUp;
    }

    public static FollowUpPlan Plan(DateTimeOffset dueAt, params string[] reminders) => new(
        CaseId, null, Tlp.Amber, null, "Call the partner", dueAt, "Asia/Jakarta", reminders, TimeSpan.FromHours(24));

    /// <summary>What the claim of the alarm clock does in the database.</summary>
    public static void Fired(Alarm alarm, DateTimeOffset at) => typeof(Alarm).GetProperty(nameof(Alarm.FiredAt))!.SetValue(alarm, at);

    private static RequestMove[] PathTo(RequestState state, bool needsApproval)
    {
        RequestMove[] sent = needsApproval ? [RequestMove.Submit, RequestMove.Approve] : [RequestMove.Send];
        return state switch
        {
            RequestState.Draft => [],
            RequestState.PendingApproval => [RequestMove.Submit],
            RequestState.Sent => sent,
            RequestState.Acknowledged => [.. sent, RequestMove.Acknowledge],
            RequestState.InProgress => [.. sent, RequestMove.Start],
            RequestState.ClarificationAsked => [.. sent, RequestMove.Ask],
            RequestState.Answered => [.. sent, RequestMove.Answer],
            RequestState.Declined => [.. sent, RequestMove.Decline],
            RequestState.Accepted => [.. sent, RequestMove.Answer, RequestMove.Accept],
            RequestState.Closed => [.. sent, RequestMove.Answer, RequestMove.Accept, RequestMove.Close],
            RequestState.Withdrawn => [.. sent, RequestMove.Withdraw],
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No such state."),
        };
    }
}
