using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Deadlines;
using CyberIncidents.Domain.Incidents;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Deadlines;

/// <summary>The keys of clocks in an answer.</summary>
/// <param name="Ids">The clocks.</param>
public sealed record ClockKeys(IReadOnlyList<Guid> Ids);

/// <summary>Which stages of law begin to run on a case.</summary>
public sealed record StartClocksInput
{
    /// <summary>Codes of deadline rules for cases; one to ten.</summary>
    public IReadOnlyList<string>? Rules { get; init; }

    /// <summary>From when they count; when the case was detected or logged if left out. Not in the future.</summary>
    public DateTimeOffset? At { get; init; }
}

/// <summary>Starts legal clocks on a case, for example the 24 hours, 72 hours and one month of NIS2 Art. 23.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Input">Which.</param>
[RequirePermission(Permission.WorkCases)]
public sealed record StartClocksCommand(string Reference, StartClocksInput Input) : ICommand<ClockKeys>;

internal sealed class StartClocksValidator : AbstractValidator<StartClocksCommand>
{
    public StartClocksValidator(TimeProvider time)
    {
        RuleFor(c => c.Input.Rules).NotEmpty();
        RuleFor(c => c.Input.Rules!.Count).LessThanOrEqualTo(10).When(c => c.Input.Rules is not null).OverridePropertyName("rules");
        RuleFor(c => c.Input.At).Must(at => at is null || at <= time.GetUtcNow()).WithMessage(_ => Words.Get("Error.Future"))
            .Must(at => at is null || at > time.GetUtcNow().AddYears(-5)).WithMessage(_ => Words.Get("Error.TooLongAgo"));
    }
}

internal sealed class StartClocksHandler(IAppDb db, RuleBook rules, CaseStages stages, TimeProvider time) : ICommandHandler<StartClocksCommand, ClockKeys>
{
    public async Task<ClockKeys> Handle(StartClocksCommand command, CancellationToken cancellationToken)
    {
        var incident = await db.CaseAsync(command.Reference, cancellationToken);
        incident.EnsureTakesMore();
        var known = await rules.OfCasesAsync(time.GetUtcNow(), cancellationToken);
        var wanted = command.Input.Rules!.Distinct(StringComparer.Ordinal).ToList();
        var found = wanted.ConvertAll(code => known.FirstOrDefault(r => r.Code == code) ?? throw new InvalidInputException("rules", Words.Get("Error.UnknownCode")));
        if (command.Input.At is null && found.Exists(r => r.Trigger == ClockTrigger.PreviousStage))
        {
            throw new InvalidInputException("at", Words.Get("Error.StageNeedsInstant"));
        }

        var running = await db.LegalClocks
            .Where(c => c.IncidentId == incident.Id && c.RequestId == null && wanted.Contains(c.RuleCode!) && (c.State == ClockState.Running || c.State == ClockState.Stopped))
            .Select(c => c.RuleCode!).ToListAsync(cancellationToken);
        if (running.Count > 0)
        {
            throw new RuleBrokenException("clock-runs", "These clocks run on the case already.", null, running);
        }

        var start = command.Input.At ?? incident.DetectedAt ?? incident.CreatedAt;
        var begun = new List<LegalClock>();
        foreach (var rule in found)
        {
            begun.Add(await stages.BeginAsync(incident, rule, start, cancellationToken));
        }

        await db.SaveChangesAsync(cancellationToken);
        return new ClockKeys(begun.ConvertAll(c => c.Id));
    }
}
