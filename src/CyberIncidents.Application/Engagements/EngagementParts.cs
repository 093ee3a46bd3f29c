using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Engagements;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Engagements;

/// <summary>Adds a delegation; a side has one.</summary>
/// <param name="Reference">The engagement.</param>
/// <param name="Input">Who came.</param>
[RequirePermission(Permission.KeepCooperation)]
public sealed record AddDelegationCommand(string Reference, DelegationInput Input) : ICommand<EngagementKey>;

/// <summary>Adds an item to the agenda.</summary>
/// <param name="Reference">The engagement.</param>
/// <param name="Input">The item.</param>
[RequirePermission(Permission.KeepCooperation)]
public sealed record AddAgendaItemCommand(string Reference, AgendaItemInput Input) : ICommand<EngagementKey>;

/// <summary>Writes down what came of it.</summary>
/// <param name="Reference">The engagement.</param>
/// <param name="Input">What.</param>
[RequirePermission(Permission.KeepCooperation)]
public sealed record AddOutcomeCommand(string Reference, OutcomeInput Input) : ICommand<EngagementKey>;

/// <summary>Takes away a delegation, an item of the agenda or an outcome that was a mistake.</summary>
/// <param name="Reference">The engagement.</param>
/// <param name="Id">Which.</param>
[RequirePermission(Permission.KeepCooperation)]
public sealed record RemoveEngagementPartCommand(string Reference, Guid Id) : ICommand<EngagementKey>;

/// <summary>Says that an engagement has to do with a case.</summary>
/// <param name="Reference">The engagement.</param>
/// <param name="Input">The case.</param>
[RequirePermission(Permission.KeepCooperation)]
public sealed record LinkIncidentToEngagementCommand(string Reference, LinkedIncidentInput Input) : ICommand<EngagementKey>;

/// <summary>Says that an engagement has nothing to do with a case.</summary>
/// <param name="Reference">The engagement.</param>
/// <param name="Incident">The case.</param>
[RequirePermission(Permission.KeepCooperation)]
public sealed record UnlinkIncidentFromEngagementCommand(string Reference, string Incident) : ICommand<EngagementKey>;

internal sealed class AddDelegationValidator : AbstractValidator<AddDelegationCommand>
{
    public AddDelegationValidator() => RuleFor(c => c.Input).SetValidator(new DelegationForm());
}

internal sealed class AddAgendaItemValidator : AbstractValidator<AddAgendaItemCommand>
{
    public AddAgendaItemValidator()
    {
        RuleFor(c => c.Input.At).NotNull();
        RuleFor(c => c.Input.Title).RequiredText(Validation.TitleLength);
        RuleFor(c => c.Input.Speaker).OptionalText(Validation.TitleLength);
    }
}

internal sealed class AddOutcomeValidator : AbstractValidator<AddOutcomeCommand>
{
    private const int OutcomeLength = 4_000;

    public AddOutcomeValidator() => RuleFor(c => c.Input.Text).RequiredText(OutcomeLength);
}

internal sealed class LinkIncidentToEngagementValidator : AbstractValidator<LinkIncidentToEngagementCommand>
{
    public LinkIncidentToEngagementValidator() => RuleFor(c => c.Input.Reference).RequiredText(Validation.ReferenceLength);
}

internal sealed class AddDelegationHandler(IAppDb db, Parties parties, TimeProvider time) : ICommandHandler<AddDelegationCommand, EngagementKey>
{
    public async Task<EngagementKey> Handle(AddDelegationCommand command, CancellationToken cancellationToken)
    {
        var input = command.Input;
        var engagement = await db.EngagementAsync(command.Reference, cancellationToken);
        engagement.EnsureTakesMore();
        engagement.EnsureRoom(engagement.Delegations.Count, "country");
        var side = await parties.FindAsync(input.Country, input.OrganisationId, string.Empty, cancellationToken);
        var members = (input.Members ?? []).Select(m => new DelegationMember(m.Name!.Trim(), ActionInput.FirstText(m.Role))).ToList();
        var delegation = new Delegation(Guid.CreateVersion7(time.GetUtcNow()), side, ActionInput.FirstText(input.Head), members);
        return engagement.TryAdd(delegation)
            ? await db.SavedAsync(engagement, cancellationToken)
            : throw new InvalidInputException(input.OrganisationId is null ? "country" : "organisationId", Words.Get("Engagements.Error.Twice"));
    }
}

internal sealed class AddAgendaItemHandler(IAppDb db, TimeProvider time) : ICommandHandler<AddAgendaItemCommand, EngagementKey>
{
    public async Task<EngagementKey> Handle(AddAgendaItemCommand command, CancellationToken cancellationToken)
    {
        var input = command.Input;
        var engagement = await db.EngagementAsync(command.Reference, cancellationToken);
        engagement.EnsureTakesMore();
        engagement.EnsureRoom(engagement.Agenda.Count, "title");
        var item = new AgendaItem(Guid.CreateVersion7(time.GetUtcNow()), input.At!.Value, input.Title!.Trim(), ActionInput.FirstText(input.Speaker));
        return engagement.TryAdd(item)
            ? await db.SavedAsync(engagement, cancellationToken)
            : throw new InvalidInputException("at", Words.Get("Engagements.Error.NotInDays"));
    }
}

internal sealed class AddOutcomeHandler(IAppDb db, IViewerAccessor viewer, TimeProvider time) : ICommandHandler<AddOutcomeCommand, EngagementKey>
{
    public async Task<EngagementKey> Handle(AddOutcomeCommand command, CancellationToken cancellationToken)
    {
        var engagement = await db.EngagementAsync(command.Reference, cancellationToken);
        engagement.EnsureTakesMore();
        engagement.EnsureRoom(engagement.Outcomes.Count, "text");
        var now = time.GetUtcNow();
        engagement.Add(new EngagementOutcome(Guid.CreateVersion7(now), command.Input.Text!.Trim(), now, viewer.Required.UserId));
        return await db.SavedAsync(engagement, cancellationToken);
    }
}

internal sealed class RemoveEngagementPartHandler(IAppDb db) : ICommandHandler<RemoveEngagementPartCommand, EngagementKey>
{
    public async Task<EngagementKey> Handle(RemoveEngagementPartCommand command, CancellationToken cancellationToken)
    {
        var engagement = await db.EngagementAsync(command.Reference, cancellationToken);
        engagement.EnsureTakesMore();
        return engagement.TryRemove(command.Id) ? await db.SavedAsync(engagement, cancellationToken) : throw new NotFoundException();
    }
}

internal sealed class LinkIncidentHandler(IAppDb db)
    : ICommandHandler<LinkIncidentToEngagementCommand, EngagementKey>, ICommandHandler<UnlinkIncidentFromEngagementCommand, EngagementKey>
{
    public async Task<EngagementKey> Handle(LinkIncidentToEngagementCommand command, CancellationToken cancellationToken)
    {
        var engagement = await db.EngagementAsync(command.Reference, cancellationToken);
        engagement.EnsureRoom(engagement.IncidentIds.Count, "reference");
        var wanted = command.Input.Reference!.Trim();
        var incident = await db.Incidents.Where(i => i.Reference == wanted).Select(i => (Guid?)i.Id).SingleOrDefaultAsync(cancellationToken)
            ?? throw new InvalidInputException("reference", Words.Get("Engagements.Error.NoCase"));
        return engagement.TryLink(incident)
            ? await db.SavedAsync(engagement, cancellationToken)
            : throw new InvalidInputException("reference", Words.Get("Engagements.Error.Twice"));
    }

    public async Task<EngagementKey> Handle(UnlinkIncidentFromEngagementCommand command, CancellationToken cancellationToken)
    {
        var engagement = await db.EngagementAsync(command.Reference, cancellationToken);
        var incident = await db.CaseIdAsync(command.Incident, cancellationToken);
        return engagement.TryUnlink(incident) ? await db.SavedAsync(engagement, cancellationToken) : throw new NotFoundException();
    }
}

/// <summary>What the handlers of parts share.</summary>
internal static class EngagementParts
{
    private const int Most = 200;

    /// <summary>A list of an engagement stands in its row, and so is short.</summary>
    /// <exception cref="InvalidInputException">It is full.</exception>
    public static void EnsureRoom(this Engagement engagement, int count, string field)
    {
        ArgumentNullException.ThrowIfNull(engagement);
        if (count >= Most)
        {
            throw new InvalidInputException(field, Words.Get("Engagements.Error.Full", Most));
        }
    }

    public static async Task<EngagementKey> SavedAsync(this IAppDb db, Engagement engagement, CancellationToken cancellationToken)
    {
        await db.SaveChangesAsync(cancellationToken);
        return new EngagementKey(engagement.Reference);
    }
}
