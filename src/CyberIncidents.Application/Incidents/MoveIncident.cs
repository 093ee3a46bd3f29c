using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Deadlines;
using CyberIncidents.Application.FollowUps;
using CyberIncidents.Application.Notices;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Requests;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Incidents;

/// <summary>Moves a case along its lifecycle.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Move">The move.</param>
/// <param name="Input">What the move needs.</param>
/// <param name="ExpectedVersion">The version that was read; null when the caller does not care.</param>
[RequirePermission(Permission.WorkCases)]
public sealed record MoveIncidentCommand(string Reference, IncidentMove Move, ActionInput Input, long? ExpectedVersion) : ICommand<IncidentKey>;

internal sealed class MoveIncidentValidator : AbstractValidator<MoveIncidentCommand>
{
    public MoveIncidentValidator() => RuleFor(c => c.Input).SetValidator(new ActionInputValidator());
}

internal sealed class MoveIncidentHandler(
    IAppDb db, IViewerAccessor viewer, CasePeople people, NoticeWriter notices, CaseStages stages, RequestClocks clocks, CaseGivenUp givenUp, TimeProvider time)
    : ICommandHandler<MoveIncidentCommand, IncidentKey>
{
    public async Task<IncidentKey> Handle(MoveIncidentCommand command, CancellationToken cancellationToken)
    {
        var incident = await db.CaseAsync(command.Reference, cancellationToken);
        incident.EnsureVersion(command.ExpectedVersion);
        incident.EnsureAllowed(command.Move);
        await MoveAsync(incident, command.Move, command.Input, time.GetUtcNow(), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return new IncidentKey(incident.Reference);
    }

    private Task MoveAsync(Incident incident, IncidentMove move, ActionInput input, DateTimeOffset now, CancellationToken cancellationToken)
    {
        switch (move)
        {
            case IncidentMove.Activate:
                incident.Activate(now);
                return Task.CompletedTask;
            case IncidentMove.Hold:
                incident.Hold(Needs.Text(input.Reason, "reason"), Needs.Future(input.Until, "until", now), now);
                return Task.CompletedTask;
            case IncidentMove.Resume:
                incident.Resume(now);
                return Task.CompletedTask;
            case IncidentMove.Triage:
                return TriageAsync(incident, input, now, cancellationToken);
            case IncidentMove.Resolve:
                return ResolveAsync(incident, input, now, cancellationToken);
            case IncidentMove.Close:
                return CloseAsync(incident, input, now, cancellationToken);
            case IncidentMove.Reject:
                return RejectAsync(incident, input, now, cancellationToken);
            case IncidentMove.MarkDuplicate:
                return MarkDuplicateAsync(incident, input, now, cancellationToken);
            case IncidentMove.Reopen:
                return ReopenAsync(incident, input, now, cancellationToken);
            default:
                throw new ArgumentOutOfRangeException(nameof(move), move, "Unknown move.");
        }
    }

    private async Task TriageAsync(Incident incident, ActionInput input, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var owner = input.Owner ?? viewer.Required.UserId;
        await db.NationalAsync(owner, "owner", cancellationToken);
        incident.Triage(owner, now);
        await people.AssignAsync(incident, owner, cancellationToken);
        notices.TellAssigned(incident, viewer.Required.UserId);
    }

    private async Task ResolveAsync(Incident incident, ActionInput input, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var waiting = await db.Requests.Where(r => r.IncidentId == incident.Id && r.Direction == RequestDirection.Outbound)
            .Where(RequestStanding.Waiting).OrderBy(r => r.Reference).Select(r => r.Reference).ToListAsync(cancellationToken);
        if (waiting.Count > 0 && input.Override != true)
        {
            throw new RuleBrokenException(
                "requests-waiting", "Requests still wait for an answer; withdraw them, or override with a reason.",
                [.. incident.AllowedMoves.Select(MoveName.Of)], waiting);
        }

        var outcome = Needs.Word<IncidentOutcome>(input.Outcome, "outcome");
        var reason = waiting.Count > 0 ? Needs.Text(input.Reason, "reason") : input.Reason;
        incident.Resolve(outcome, reason, now);
    }

    private async Task CloseAsync(Incident incident, ActionInput input, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var open = await db.FollowUps.Include(f => f.Alarms)
            .Where(f => f.IncidentId == incident.Id && (f.State == FollowUpState.Scheduled || f.State == FollowUpState.Due))
            .OrderBy(f => f.DueAt).ToListAsync(cancellationToken);
        var running = await stages.OpenAsync(incident, cancellationToken);
        if (open.Count + running.Count > 0 && input.CancelFollowUps != true)
        {
            var references = await db.Requests.Where(r => r.IncidentId == incident.Id).Select(r => new { r.Id, r.Reference })
                .ToDictionaryAsync(r => r.Id, r => r.Reference, cancellationToken);
            string TitleOf(FollowUp f) => FollowUpTitle.Of(f.Purpose, f.Title, f.RequestId is { } request ? references.GetValueOrDefault(request) : null);
            throw new RuleBrokenException(
                "open-follow-ups", "Follow-ups or legal clocks are still open; finish them, or close with cancelFollowUps.",
                [.. incident.AllowedMoves.Select(MoveName.Of)], [.. open.Select(f => $"{f.Id}: {TitleOf(f)}"), .. running.Select(c => $"{c.Id}: {c.Stage}")]);
        }

        incident.Close(Needs.Text(input.Summary, "summary"), now);
        foreach (var followUp in open)
        {
            followUp.Cancel(input.Reason, now);
        }

        await stages.CancelAsync(incident, cancellationToken);
    }

    private async Task RejectAsync(Incident incident, ActionInput input, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var reason = Needs.Text(input.Reason, "reason");
        await givenUp.LeaveNobodyAtWorkAsync(incident, cancellationToken);
        incident.Reject(reason, now);
        await stages.CancelAsync(incident, cancellationToken);
    }

    private async Task ReopenAsync(Incident incident, ActionInput input, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var wasClosed = IncidentLifecycle.IsClosed(incident.Status);
        incident.Reopen(Needs.Text(input.Reason, "reason"), now);
        if (wasClosed)
        {
            // While it was only resolved the chasing went on.
            await clocks.TakenUpAsync(incident.Id, cancellationToken);
        }
    }

    private async Task MarkDuplicateAsync(Incident incident, ActionInput input, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var reference = Needs.Text(input.DuplicateOf, "duplicateOf");
        var other = await db.Incidents.Where(i => i.Reference == reference && i.Id != incident.Id)
            .Select(i => (Guid?)i.Id).SingleOrDefaultAsync(cancellationToken)
            ?? throw new InvalidInputException("duplicateOf", Words.Get("Error.UnknownCase"));
        await givenUp.LeaveNobodyAtWorkAsync(incident, cancellationToken);
        incident.MarkDuplicate(other, now);
        await stages.CancelAsync(incident, cancellationToken);
    }
}
