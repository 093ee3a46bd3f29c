using System.Globalization;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Engagements;
using CyberIncidents.Domain.Sharing;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Engagements;

/// <summary>Notes an engagement.</summary>
/// <param name="Input">What is known of it.</param>
[RequirePermission(Permission.KeepCooperation)]
public sealed record AddEngagementCommand(EngagementInput Input) : ICommand<EngagementKey>;

/// <summary>Edits an engagement.</summary>
/// <param name="Reference">The engagement.</param>
/// <param name="Input">What changes.</param>
/// <param name="ExpectedVersion">The version that was read; see <see cref="ReadVersion"/>; null for any.</param>
[RequirePermission(Permission.KeepCooperation)]
public sealed record EditEngagementCommand(string Reference, EditEngagementInput Input, long? ExpectedVersion) : ICommand<EngagementKey>;

/// <summary>Moves an engagement on.</summary>
/// <param name="Reference">The engagement.</param>
/// <param name="Move">The move.</param>
/// <param name="Input">What the move needs.</param>
/// <param name="ExpectedVersion">The version that was read; null when the caller does not care.</param>
[RequirePermission(Permission.KeepCooperation)]
public sealed record MoveEngagementCommand(string Reference, EngagementMove Move, ActionInput Input, long? ExpectedVersion) : ICommand<EngagementKey>;

internal sealed class AddEngagementValidator : AbstractValidator<AddEngagementCommand>
{
    public AddEngagementValidator() => RuleFor(c => c.Input).SetValidator(new EngagementForm());
}

internal sealed class EditEngagementValidator : AbstractValidator<EditEngagementCommand>
{
    public EditEngagementValidator() => RuleFor(c => c.Input.Tlp.Value).IsInEnum();
}

internal sealed class MoveEngagementValidator : AbstractValidator<MoveEngagementCommand>
{
    public MoveEngagementValidator() => RuleFor(c => c.Input).SetValidator(new ActionInputValidator());
}

internal sealed class AddEngagementHandler(IAppDb db, EngagementCards cards, ItemPeople people, IReferences references, IViewerAccessor viewer, TimeProvider time)
    : ICommandHandler<AddEngagementCommand, EngagementKey>
{
    public async Task<EngagementKey> Handle(AddEngagementCommand command, CancellationToken cancellationToken)
    {
        var card = await cards.ReadAsync(command.Input, [], cancellationToken);
        var reference = await EngagementCards.ReferenceAsync(references, "EN", card.From, cancellationToken);
        var engagement = new Engagement(reference, card, viewer.Required.UserId, time.GetUtcNow());
        db.Engagements.Add(engagement);
        await people.NameAsync((SubjectType.Engagement, engagement.Id), card.ResponsibleId, command.Input.NamedPersons, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return new EngagementKey(engagement.Reference);
    }
}

internal sealed class EditEngagementHandler(
    IAppDb db, IEngagementParts parts, EngagementCards cards, EngagementPeople people, IValidator<EngagementInput> form, IViewerAccessor viewer)
    : ICommandHandler<EditEngagementCommand, EngagementKey>
{
    public async Task<EngagementKey> Handle(EditEngagementCommand command, CancellationToken cancellationToken)
    {
        var engagement = await db.HeldEngagementAsync(parts, command.Reference, cancellationToken);
        if (command.Input.Tlp.Value < engagement.Tlp && !viewer.Required.Holds(Permission.ReleaseAboveAmber))
        {
            throw new ForbiddenException("A marking is lowered by a manager.");
        }

        engagement.EnsureVersion(command.ExpectedVersion);
        var input = Merged.EnsureValid(form, command.Input.On(EngagementInput.Of(engagement)));
        var before = (engagement.Tlp, engagement.ResponsibleId);
        var card = await cards.ReadAsync(input, engagement.InstrumentIds, cancellationToken);
        if (engagement.Agenda.Any(i => !EngagementCards.Holds(card, i.At)))
        {
            throw new InvalidInputException("from", Words.Get("Engagements.Error.AgendaOutside"));
        }

        engagement.Edit(card);
        await people.ChangeAsync(engagement, before, input.NamedPersons, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return new EngagementKey(engagement.Reference);
    }
}

internal sealed class MoveEngagementHandler(IAppDb db, IEngagementParts parts, AboutFollowUps followUps, TimeProvider time)
    : ICommandHandler<MoveEngagementCommand, EngagementKey>
{
    public async Task<EngagementKey> Handle(MoveEngagementCommand command, CancellationToken cancellationToken)
    {
        var engagement = await db.HeldEngagementAsync(parts, command.Reference, cancellationToken);
        engagement.EnsureVersion(command.ExpectedVersion);
        var next = EngagementLifecycle.Table.Next(engagement.State, command.Move);
        var said = command.Move == EngagementMove.Cancel ? Needs.Text(command.Input.Said, "reason") : command.Input.Said;
        if (EngagementLifecycle.IsOver(next))
        {
            await followUps.EndAsync(engagement.Id, null, command.Input, EngagementLifecycle.Table.Allowed(engagement.State).Select(MoveName.Of), cancellationToken);
        }

        engagement.Move(command.Move, said, time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return new EngagementKey(engagement.Reference);
    }
}

/// <summary>Turns what was typed into what is known of an engagement.</summary>
internal sealed class EngagementCards(IAppDb db, Parties parties, Instruments instruments)
{
    public async Task<EngagementCard> ReadAsync(EngagementInput input, IReadOnlyList<Guid> linked, CancellationToken cancellationToken)
    {
        await parties.EnsureCountryAsync(Text(input.Country), "country", cancellationToken);
        var hosts = new List<Party>();
        foreach (var (host, i) in (input.Hosts ?? []).Select((h, i) => (h, i)))
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"hosts[{i}].");
            var party = await parties.FindAsync(Text(host.Country), host.OrganisationId, place, cancellationToken);
            if (hosts.Contains(party))
            {
                throw new InvalidInputException(place + (host.OrganisationId is null ? "country" : "organisationId"), Words.Get("Engagements.Error.Twice"));
            }

            hosts.Add(party);
        }

        if (input.Responsible is { } responsible)
        {
            await db.NationalAsync(responsible, "responsible", cancellationToken);
        }

        return new EngagementCard(
            input.Kind!.Value, input.Cooperation!.Value, input.Title!.Trim(), Text(input.Place), Text(input.Country), input.From!.Value, input.To!.Value,
            ZoneOf(input), hosts, Text(input.Summary), input.Tlp!.Value, input.Responsible,
            await instruments.FindAsync(input.Instruments, linked, cancellationToken));
    }

    /// <summary>The zone of the place: as typed, else the only one that the country has. Of several none is guessed: Bali is not Jakarta.</summary>
    private static string ZoneOf(EngagementInput input) => Text(input.TimeZone) ?? Domain.Calendars.Zones.OnlyOneOf(Text(input.Country)!)
        ?? throw new InvalidInputException("timeZone", Words.Get("Engagements.Error.WhichZone"));

    /// <summary>The next reference of a year, <c>EN-2015-0003</c>.</summary>
    public static async Task<string> ReferenceAsync(IReferences references, string kind, DateOnly day, CancellationToken cancellationToken)
    {
        var series = string.Create(CultureInfo.InvariantCulture, $"{kind}-{day.Year:D4}");
        var number = await references.NextAsync(series, cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"{series}-{number:D4}");
    }

    /// <summary>Whether an instant lies within the days of an engagement.</summary>
    public static bool Holds(EngagementCard card, DateTimeOffset at) =>
        at >= Domain.Calendars.Zones.StartOf(card.From, card.TimeZone) && at < Domain.Calendars.Zones.StartOf(card.To.AddDays(1), card.TimeZone);

    private static string? Text(string? text) => ActionInput.FirstText(text);
}

/// <summary>Loading what a command names.</summary>
internal static class EngagementQueries
{
    /// <summary>An engagement that the viewer sees.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public static async Task<Engagement> EngagementAsync(this IAppDb db, string reference, CancellationToken cancellationToken) =>
        await db.Engagements.SingleOrDefaultAsync(e => e.Reference == reference, cancellationToken) ?? throw new NotFoundException();

    /// <summary>The same, held before it is read: nobody marks it anew, or adds to it, until this is committed.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public static async Task<Engagement> HeldEngagementAsync(this IAppDb db, IEngagementParts parts, string reference, CancellationToken cancellationToken)
    {
        await parts.HoldAsync(await db.EngagementIdAsync(reference, cancellationToken), cancellationToken);
        return await db.EngagementAsync(reference, cancellationToken);
    }

    /// <summary>The key of an engagement that the viewer sees.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public static async Task<Guid> EngagementIdAsync(this IAppDb db, string reference, CancellationToken cancellationToken) =>
        await db.Engagements.Where(e => e.Reference == reference).Select(e => (Guid?)e.Id).SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException();
}
