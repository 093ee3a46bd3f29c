using CyberIncidents.Application.Agreements;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Partners;
using CyberIncidents.Application.Reference;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Reference;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Requests;

/// <summary>The key of a request in an answer.</summary>
/// <param name="Reference">For example <c>RQ-2026-NL-0007</c>.</param>
public sealed record RequestKey(string Reference);

/// <summary>What is asked of a partner.</summary>
public sealed record DraftRequestInput
{
    /// <summary>The partner's part in the case; or <see cref="OrganisationId"/>.</summary>
    public Guid? ParticipationId { get; init; }

    /// <summary>
    /// An organisation that may be asked this; when it is no part of the case yet, it is proposed as one that assists, and has to be
    /// notified before anything is sent to it.
    /// </summary>
    public Guid? OrganisationId { get; init; }

    /// <summary>The reference of the preservation request that this one renews; of the same organisation and case.</summary>
    public string? Renews { get; init; }

    /// <summary>What is asked.</summary>
    public RequestKind? Kind { get; init; }

    /// <summary>A code of the legal bases: of one that is on the list and valid today.</summary>
    public string? LegalBasis { get; init; }

    /// <summary>At most 200 characters; leaves the house when it is sent.</summary>
    public string? Subject { get; init; }

    /// <summary>At most 20,000 characters; leaves the house when it is sent.</summary>
    public string? Body { get; init; }

    /// <summary>How pressing; <c>Normal</c> when left out.</summary>
    public Urgency? Urgency { get; init; }

    /// <summary>When an answer is due; in the future. When left out, the rule of the legal basis says it as soon as it is sent.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The marking; not laxer than the case's.</summary>
    public Tlp? Tlp { get; init; }

    /// <summary>The other side's own reference, as far as known.</summary>
    public string? TheirReference { get; init; }

    /// <summary>PAP, handling codes and grading; null when nothing is said.</summary>
    public HandlingValue? Handling { get; init; }

    /// <summary>
    /// What the legal basis demands, by the codes of its fields; each at most 4,000 characters. A draft may leave them out: it cannot be
    /// submitted or sent until all are filled in.
    /// </summary>
    public IReadOnlyDictionary<string, string?>? BasisFields { get; init; }
}

/// <summary>Drafts a request to a partner of a case; nothing leaves yet.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Input">What is asked.</param>
[RequirePermission(Permission.MakeRequests)]
public sealed record DraftRequestCommand(string Reference, DraftRequestInput Input) : ICommand<RequestKey>;

internal sealed class DraftRequestValidator : AbstractValidator<DraftRequestCommand>
{
    public DraftRequestValidator()
    {
        RuleFor(c => c.Input.ParticipationId).NotNull().When(c => c.Input.OrganisationId is null);
        RuleFor(c => c.Input.OrganisationId).Null().When(c => c.Input.ParticipationId is not null);
        RuleFor(c => c.Input.Renews).OptionalText(Validation.ReferenceLength);
        RuleFor(c => c.Input.Kind).NotNull().IsInEnum();
        RuleFor(c => c.Input.LegalBasis).OptionalText(Validation.CodeLength);
        RuleFor(c => c.Input.Subject).RequiredText(Validation.TitleLength);
        RuleFor(c => c.Input.Body).RequiredText(Validation.TextLength);
        RuleFor(c => c.Input.Urgency).IsInEnum();
        RuleFor(c => c.Input.Tlp).NotNull().IsInEnum();
        RuleFor(c => c.Input.TheirReference).OptionalText(Validation.ReferenceLength);
        RuleFor(c => c.Input.Handling!).SetValidator(new HandlingValidator()).When(c => c.Input.Handling is not null);
    }
}

internal sealed class DraftRequestHandler(
    IAppDb db, IAccessGrants grants, IViewerAccessor viewer, RequestNumbers numbers, PartnerChoice partners, ApplicableBasisReading bases, HomeSettings home,
    TimeProvider time)
    : ICommandHandler<DraftRequestCommand, RequestKey>
{
    public async Task<RequestKey> Handle(DraftRequestCommand command, CancellationToken cancellationToken)
    {
        var input = command.Input;
        var incident = await db.CaseAsync(command.Reference, cancellationToken);
        incident.EnsureTakesMore();
        var participation = await PartnerAsync(incident, input, cancellationToken);
        if (participation.OrganisationId is not { } organisationId)
        {
            throw new RuleBrokenException("no-contact", "That country has no national contact yet.");
        }

        var rule = await db.RuleForAsync(input.Kind!.Value, organisationId, home, cancellationToken);
        var now = time.GetUtcNow();
        var text = await TextAsync(input, incident.Tlp, organisationId, now, cancellationToken);
        _ = input.DueAt is null ? now : Needs.Future(input.DueAt, "dueAt", now);
        var reference = await numbers.NextAsync(participation.Country, organisationId, now, cancellationToken);
        var homeId = await db.Organisations.Where(o => o.IsHome).Select(o => o.Id).SingleAsync(cancellationToken);
        var me = viewer.Required.UserId;
        var request = new Request(
            reference,
            new RequestParties(RequestDirection.Outbound, incident.Id, participation.Id, homeId, organisationId),
            text, rule.Approval, me, incident.OwnerId ?? me, now);
        if (input.Renews is not null)
        {
            request.Renew(await RenewedAsync(input.Renews, request, cancellationToken));
        }

        db.Requests.Add(request);
        grants.Add(AccessGrant.ToPerson((SubjectType.Request, request.Id), incident.Id, me, GrantReason.Creator, now));
        await db.SaveChangesAsync(cancellationToken);
        return new RequestKey(request.Reference);
    }

    private async Task<RequestText> TextAsync(
        DraftRequestInput input, Tlp caseTlp, Guid organisationId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var text = new RequestText(
            input.Kind!.Value, input.LegalBasis, input.Subject!.Trim(), input.Body!.Trim(), input.Urgency ?? Urgency.Normal,
            input.DueAt, input.Tlp!.Value, input.TheirReference?.Trim(), input.Handling?.ToHandling());
        await db.EnsureWritableAsync(text, caseTlp, null, Zones.DateOf(now, home.TimeZone), cancellationToken);
        await bases.EnsureMayRestAsync(text.LegalBasis, text.Kind, organisationId, cancellationToken);
        return text with { BasisFields = await db.FillAsync(new Asking(input.LegalBasis, text.Kind, organisationId), input.BasisFields, [], cancellationToken) };
    }

    private async Task<Participation> PartnerAsync(Incident incident, DraftRequestInput input, CancellationToken cancellationToken)
    {
        var found = await db.Participations.SingleOrDefaultAsync(
            p => p.IncidentId == incident.Id && (p.Id == input.ParticipationId || (input.OrganisationId != null && p.OrganisationId == input.OrganisationId)),
            cancellationToken);
        if (found is not null)
        {
            return found;
        }

        if (input.OrganisationId is not { } organisation)
        {
            throw new InvalidInputException("participationId", Words.Get("Error.NotTakingPart"));
        }

        var chosen = await partners.ResolveAsync([new PartnerInput(null, organisation, [ParticipationRole.Assisting])], string.Empty, cancellationToken);
        var proposed = ChosenPartner.In(incident, chosen, time.GetUtcNow()).Single();
        db.Participations.Add(proposed);
        return proposed;
    }

    private async Task<Guid> RenewedAsync(string reference, Request request, CancellationToken cancellationToken) =>
        await db.Requests
            .Where(r => r.Reference == reference && r.Kind == request.Kind && r.IncidentId == request.IncidentId
                && r.RequestedOrganisationId == request.RequestedOrganisationId && r.PreservedUntil != null)
            .Select(r => (Guid?)r.Id).SingleOrDefaultAsync(cancellationToken)
        ?? throw new InvalidInputException("renews", Words.Get("Error.NothingToRenew"));
}

/// <summary>Checks that a draft shares with its later edits.</summary>
internal static class RequestChecks
{
    /// <summary>The rule of a kind, when that organisation may be asked it.</summary>
    /// <exception cref="RuleBrokenException"><c>wrong-authority</c>: only certain kinds of organisation can be asked.</exception>
    public static async Task<RequestKindRule> RuleForAsync(
        this IAppDb db, RequestKind kind, Guid organisationId, HomeSettings home, CancellationToken cancellationToken)
    {
        var rule = await db.RequestKindRules.SingleAsync(k => k.Kind == kind, cancellationToken);
        if (rule.RetiredAt is not null)
        {
            throw new InvalidInputException("kind", Words.Get("Error.UnknownCode"));
        }

        var asked = await db.Organisations.SingleAsync(o => o.Id == organisationId, cancellationToken);
        if (RequestLifecycle.OnlyAtHome(kind) && !asked.IsAtHome(home))
        {
            throw new RuleBrokenException("wrong-authority", $"{kind} is asked only of authorities at home.", null, [.. rule.Receiving.Select(k => k.ToString())]);
        }

        return rule.Receiving.Contains(asked.Kind)
            ? rule
            : throw new RuleBrokenException(
                "wrong-authority", $"{kind} cannot be asked of a {asked.Kind}.", null, [.. rule.Receiving.Select(k => k.ToString())]);
    }

    /// <summary>Its legal basis may be relied on, unless it is kept as it was, and it is not laxer than its case.</summary>
    public static async Task EnsureWritableAsync(
        this IAppDb db, RequestText text, Tlp caseTlp, string? keptBasis, DateOnly day, CancellationToken cancellationToken)
    {
        if (text.LegalBasis is { } basis && basis != keptBasis)
        {
            await db.EnsureBasisAsync(basis, day, cancellationToken);
        }

        if (text.Tlp < caseTlp)
        {
            throw new InvalidInputException("tlp", Words.Get("Error.Laxer", TlpLabel.Of(caseTlp)));
        }
    }
}
