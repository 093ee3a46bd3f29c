using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Exchange.Calendars;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.FollowUps;

/// <summary>The key of a follow-up in an answer.</summary>
/// <param name="Id">The follow-up.</param>
public sealed record FollowUpKey(Guid Id);

/// <summary>What has to happen, and when.</summary>
public sealed record ScheduleFollowUpInput
{
    /// <summary>At most 200 characters; national only.</summary>
    public string? Title { get; init; }

    /// <summary>The instant; in the future.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>IANA name of the zone in which it is read and reminded.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Who has to act; the caller when left out.</summary>
    public Guid? Assignee { get; init; }

    /// <summary>ISO 8601 durations before the instant, <c>-P1D</c>; at most ten. One whose instant is past is not planned.</summary>
    public IReadOnlyList<string>? Reminders { get; init; }

    /// <summary>The request that it is about.</summary>
    public string? RequestReference { get; init; }

    /// <summary>What it is about instead of a case.</summary>
    public FollowUpAboutInput? About { get; init; }

    /// <summary>
    /// How it recurs: an RRULE of RFC 5545, <c>FREQ=WEEKLY;BYDAY=MO</c>, counted from <see cref="DueAt"/> by the wall clock of
    /// <see cref="TimeZone"/>; at most 500 times a year. An UNTIL that is a date lasts to the end of that day there.
    /// </summary>
    public string? Recurrence { get; init; }
}

/// <summary>What a follow-up is about instead of a case.</summary>
public sealed record FollowUpAboutInput
{
    /// <summary>Its kind.</summary>
    public FollowUpAbout? Type { get; init; }

    /// <summary>Its key.</summary>
    public Guid? Id { get; init; }
}

/// <summary>Schedules a follow-up on a case, on a request and its case, or on something else.</summary>
/// <param name="Reference">The case; null to take the request's, or where it is about something else.</param>
/// <param name="Input">What and when.</param>
[RequirePermission(Permission.WorkCases)]
public sealed record ScheduleFollowUpCommand(string? Reference, ScheduleFollowUpInput Input) : ICommand<FollowUpKey>;

internal sealed class ScheduleFollowUpValidator : AbstractValidator<ScheduleFollowUpCommand>
{
    public ScheduleFollowUpValidator()
    {
        RuleFor(c => c.Input).SetValidator(new ScheduleFollowUpInputValidator());
        RuleFor(c => c.Input.RequestReference).NotEmpty().When(c => c.Reference is null && c.Input.About is null).WithMessage(_ => Words.Get("Error.DueForRequest"));
        RuleFor(c => c.Input.About).Null().When(c => c.Reference is not null || c.Input.RequestReference is not null).WithMessage(_ => Words.Get("Error.AboutOne"));
    }
}

internal sealed class ScheduleFollowUpInputValidator : AbstractValidator<ScheduleFollowUpInput>
{
    public ScheduleFollowUpInputValidator()
    {
        RuleFor(f => f.Title).RequiredText(Validation.TitleLength);
        RuleFor(f => f.DueAt).NotNull();
        RuleFor(f => f.TimeZone).NotEmpty().KnownZone();
        RuleFor(f => f.Reminders!.Count).LessThanOrEqualTo(10).When(f => f.Reminders is not null).OverridePropertyName("reminders");
        RuleForEach(f => f.Reminders).Must(Reminder.IsValid).WithMessage(_ => Words.Get("Error.Reminder"));
        RuleFor(f => f.RequestReference).OptionalText(Validation.ReferenceLength);
        RuleFor(f => f.About!.Type).NotNull().IsInEnum().When(f => f.About is not null).OverridePropertyName("about.type");
        RuleFor(f => f.About!.Id).NotNull().When(f => f.About is not null).OverridePropertyName("about.id");
        RuleFor(f => f.Recurrence).OptionalText(FollowUpSeries.RuleLength);
        RuleFor(f => f.Recurrence).Custom(EnsureRecurs).When(f => f.Recurrence is { Length: > 0 and <= FollowUpSeries.RuleLength });
    }

    /// <summary>Judged once it is known from when and by which clock it counts.</summary>
    private static void EnsureRecurs(string? rule, ValidationContext<ScheduleFollowUpInput> context)
    {
        var input = context.InstanceToValidate;
        if (input is { DueAt: { } dueAt, TimeZone: { } zone } && Zones.Exists(zone) && Recurrences.Check(rule!, dueAt, zone) is { } fault)
        {
            context.AddFailure(Words.Get($"Error.Recurrence.{fault}"));
        }
    }
}

internal sealed class ScheduleFollowUpHandler(
    IAppDb db, FollowUpPlaces places, IAccessGrants grants, IViewerAccessor viewer, IAlarmClock clock, HomeSettings home, TimeProvider time)
    : ICommandHandler<ScheduleFollowUpCommand, FollowUpKey>
{
    public async Task<FollowUpKey> Handle(ScheduleFollowUpCommand command, CancellationToken cancellationToken)
    {
        var input = command.Input;
        var place = await PlaceAsync(command, cancellationToken);
        place.EnsureTakesMore();
        var now = time.GetUtcNow();
        var dueAt = Needs.Future(input.DueAt, "dueAt", now);
        var me = viewer.Required.UserId;
        var assignee = input.Assignee ?? me;
        await places.EnsureMayActAsync(assignee, place, cancellationToken);
        var plan = new FollowUpPlan(
            place.Incident?.Id, place.RequestId, place.Tlp, place.RequestTlp, input.Title!.Trim(), dueAt, input.TimeZone!, input.Reminders ?? [], home.OverdueAfter,
            FollowUpSeries.Begin(input.Recurrence, dueAt, input.TimeZone!, now), About: place.Subject);
        var followUp = new FollowUp(plan, me, assignee, now);
        db.FollowUps.Add(followUp);
        FollowUpSeries.NameThoseWhoAct(grants, followUp, place.Incident?.Tlp, now);
        await db.SaveChangesAsync(cancellationToken);
        clock.PlanAfterCommit(followUp.Alarms);
        return new FollowUpKey(followUp.Id);
    }

    private async Task<FollowUpPlace> PlaceAsync(ScheduleFollowUpCommand command, CancellationToken cancellationToken)
    {
        if (command.Input.About is { Type: { } type, Id: { } id })
        {
            return await places.AboutAsync(new FollowUpSubject(type, id), cancellationToken);
        }

        var wanted = command.Input.RequestReference;
        var request = wanted is null
            ? null
            : await db.Requests.Where(r => r.Reference == wanted).Select(r => new { r.Id, r.IncidentId, r.Tlp }).SingleOrDefaultAsync(cancellationToken);
        if (command.Reference is { } reference)
        {
            var incident = await db.CaseAsync(reference, cancellationToken);
            return wanted is null || request?.IncidentId == incident.Id
                ? new FollowUpPlace(incident, request?.Id, request?.Tlp, null)
                : throw new InvalidInputException("requestReference", Words.Get("Error.UnknownCode"));
        }

        var own = request is null
            ? null
            : await db.Incidents.SingleOrDefaultAsync(i => i.Id == request.IncidentId, cancellationToken);
        return own is null
            ? throw new InvalidInputException("requestReference", Words.Get("Error.UnknownCode"))
            : new FollowUpPlace(own, request!.Id, request.Tlp, null);
    }
}
