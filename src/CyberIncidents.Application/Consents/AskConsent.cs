using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Deadlines;
using CyberIncidents.Application.Partners;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Consents;

/// <summary>Asks the organisation that an item came from to let it be lowered, or passed to another state.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Input">What is wanted.</param>
[RequirePermission(Permission.WorkCases)]
public sealed record AskConsentCommand(string Reference, AskConsentInput Input) : ICommand<ConsentKey>;

internal sealed class AskConsentValidator : AbstractValidator<AskConsentCommand>
{
    public AskConsentValidator()
    {
        RuleFor(c => c.Input.SubjectType).NotNull().IsInEnum();
        RuleFor(c => c.Input.SubjectId).NotNull();
        RuleFor(c => c.Input.LowerTo).IsInEnum();
        RuleFor(c => c.Input.LowerTo).NotNull().When(c => c.Input.OrganisationId is null);
        RuleFor(c => c.Input.OrganisationId).Null().When(c => c.Input.LowerTo is not null);
        RuleFor(c => c.Input.Reason).RequiredText(RemarkValidator.ReasonLength);
    }
}

internal sealed class AskConsentHandler(
    IAppDb db, IViewerAccessor viewer, Releases releases, ConsentTelling telling, ConsentTerms terms, HomeSettings home, TimeProvider time)
    : ICommandHandler<AskConsentCommand, ConsentKey>
{
    public async Task<ConsentKey> Handle(AskConsentCommand command, CancellationToken cancellationToken)
    {
        var input = command.Input;
        var incident = await db.CaseAsync(command.Reference, cancellationToken);
        var item = await db.MarkedAsync(incident.Id, input.SubjectType!.Value, input.SubjectId!.Value, cancellationToken)
            ?? throw new InvalidInputException("subjectId", Words.Get("Markings.Error.NoItem"));
        releases.EnsureMayRelease(item.Item.Tlp);
        incident.EnsureTakesMore();
        var originator = item.Item.Originator
            ?? throw new RuleBrokenException("no-originator", "It is ours; nobody else has to consent.");
        await EnsureTakesPartAsync(incident.Id, originator, cancellationToken);
        await EnsureWishAsync(incident, item.Item, originator, input, cancellationToken);
        await EnsureNotAskedAsync(item.Item.Id, input, cancellationToken);
        var now = time.GetUtcNow();
        var due = input.DueAt is null ? await terms.DueAsync(originator, now, cancellationToken) : Needs.Future(input.DueAt, "dueAt", now);
        var consent = new Consent(
            new ConsentSubject(incident.Id, (item.Type, item.Item.Id), item.Item.Tlp, item.Item.OwnTlp, originator, item.Name),
            new ConsentWish(input.LowerTo, input.OrganisationId, input.NameReceiver == true, input.Reason!.Trim(), due),
            viewer.Required.UserId, now);
        await telling.AskAsync(incident, consent, item.Item.Handling, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return new ConsentKey(consent.Id);
    }

    private async Task EnsureTakesPartAsync(Guid incidentId, Guid originator, CancellationToken cancellationToken)
    {
        if (!await db.Participations.Where(ParticipationLifecycle.IsSharing).AnyAsync(
            p => p.IncidentId == incidentId && p.OrganisationId == originator, cancellationToken))
        {
            throw new RuleBrokenException("not-notified", "The originator takes no part in the case now and cannot be asked in it.");
        }
    }

    private async Task EnsureWishAsync(Incident incident, IMarked item, Guid originator, AskConsentInput input, CancellationToken cancellationToken)
    {
        if (input.LowerTo is { } tlp)
        {
            incident.EnsureNotLaxer(tlp, "lowerTo");
            if (tlp >= item.Tlp)
            {
                throw new InvalidInputException("lowerTo", Words.Get("Markings.Error.NotLower"));
            }
        }
        else if (input.OrganisationId == originator
            || !await db.Organisations.AnyAsync(o => o.Id == input.OrganisationId && !o.IsHome, cancellationToken))
        {
            throw new InvalidInputException("organisationId", Words.Get("Markings.Error.NoReceiver"));
        }
        else if (input.NameReceiver == true && await db.StakeholdersOf(home.Country).AnyAsync(o => o.Id == input.OrganisationId, cancellationToken))
        {
            throw new InvalidInputException("nameReceiver", Words.Get("AtHome.Error.NeverNamed"));
        }
    }

    private async Task EnsureNotAskedAsync(Guid itemId, AskConsentInput input, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await db.Consents.AnyAsync(
            c => c.SubjectId == itemId && c.LowerTo == input.LowerTo && c.ReceiverId == input.OrganisationId
                && c.State == ConsentState.Asked && c.DueAt > now,
            cancellationToken))
        {
            throw new RuleBrokenException("consent-asked", "The originator has been asked that already.");
        }
    }
}

/// <summary>How long an originator has: working days where it sits, by its own clock.</summary>
internal sealed class ConsentTerms(CalendarBook calendars, ConsentSettings settings)
{
    public async Task<DateTimeOffset> DueAsync(Guid organisationId, DateTimeOffset now, CancellationToken cancellationToken) =>
        Domain.Calendars.Deadlines.Due(
            now, new Offset(settings.WorkingDays, OffsetUnit.WorkingDays), CountingRule.Continuous,
            await calendars.OfAsync(organisationId, cancellationToken));
}
