using CyberIncidents.Application.Agreements;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Deadlines;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Requests;

/// <summary>A JSON Merge Patch of a request: a draft in full; once sent, its due instant.</summary>
public sealed record EditRequestInput
{
    /// <inheritdoc cref="DraftRequestInput.Kind"/>
    public Optional<RequestKind?> Kind { get; init; }

    /// <inheritdoc cref="DraftRequestInput.LegalBasis"/>
    public Optional<string> LegalBasis { get; init; }

    /// <inheritdoc cref="DraftRequestInput.Subject"/>
    public Optional<string> Subject { get; init; }

    /// <inheritdoc cref="DraftRequestInput.Body"/>
    public Optional<string> Body { get; init; }

    /// <inheritdoc cref="DraftRequestInput.Urgency"/>
    public Optional<Urgency?> Urgency { get; init; }

    /// <inheritdoc cref="DraftRequestInput.DueAt"/>
    public Optional<DateTimeOffset?> DueAt { get; init; }

    /// <inheritdoc cref="DraftRequestInput.Tlp"/>
    public Optional<Tlp?> Tlp { get; init; }

    /// <inheritdoc cref="DraftRequestInput.TheirReference"/>
    public Optional<string> TheirReference { get; init; }

    /// <inheritdoc cref="DraftRequestInput.Handling"/>
    public Optional<HandlingValue> Handling { get; init; }

    /// <summary>What the legal basis demands, by the codes of its fields: those that are named change, null empties one, the others stay.</summary>
    public Optional<IReadOnlyDictionary<string, string?>> BasisFields { get; init; }

    internal bool OnlyMovesDue => this == new EditRequestInput { DueAt = DueAt };
}

/// <summary>Edits a request.</summary>
/// <param name="Reference">The request.</param>
/// <param name="Input">What changes.</param>
/// <param name="ExpectedVersion">The version that was read; see <see cref="ReadVersion"/>; null for any.</param>
[RequirePermission(Permission.MakeRequests)]
public sealed record EditRequestCommand(string Reference, EditRequestInput Input, long? ExpectedVersion) : ICommand<RequestKey>;

internal sealed class EditRequestValidator : AbstractValidator<EditRequestCommand>
{
    public EditRequestValidator(TimeProvider time)
    {
        RuleFor(c => c.Input.Kind.Value).NotNull().IsInEnum().When(c => c.Input.Kind.IsSet);
        RuleFor(c => c.Input.LegalBasis.Value).OptionalText(Validation.CodeLength);
        RuleFor(c => c.Input.Subject.Value).RequiredText(Validation.TitleLength).When(c => c.Input.Subject.IsSet);
        RuleFor(c => c.Input.Body.Value).RequiredText(Validation.TextLength).When(c => c.Input.Body.IsSet);
        RuleFor(c => c.Input.Urgency.Value).NotNull().IsInEnum().When(c => c.Input.Urgency.IsSet);
        RuleFor(c => c.Input.DueAt.Value).Must(d => d is null || d > time.GetUtcNow()).WithMessage(_ => Words.Get("Error.Past"))
            .Must(d => d is null || d < time.GetUtcNow().AddYears(50)).WithMessage(_ => Words.Get("Error.TooFar"));
        RuleFor(c => c.Input.Tlp.Value).NotNull().IsInEnum().When(c => c.Input.Tlp.IsSet);
        RuleFor(c => c.Input.TheirReference.Value).OptionalText(Validation.ReferenceLength);
        RuleFor(c => c.Input.Handling.Value!).SetValidator(new HandlingValidator()).When(c => c.Input.Handling.Value is not null).OverridePropertyName("handling");
    }
}

internal sealed class EditRequestHandler(
    IAppDb db, IAccessGrants grants, IViewerAccessor viewer, RequestClocks clocks, ApplicableBasisReading bases, HomeSettings home, TimeProvider time)
    : ICommandHandler<EditRequestCommand, RequestKey>
{
    public async Task<RequestKey> Handle(EditRequestCommand command, CancellationToken cancellationToken)
    {
        var request = await db.Requests.Include(r => r.Entries).SingleOrDefaultAsync(r => r.Reference == command.Reference, cancellationToken)
            ?? throw new NotFoundException();
        var input = command.Input;
        if (input.Tlp.Value < request.Tlp && !viewer.Required.Holds(Permission.ReleaseAboveAmber))
        {
            throw new ForbiddenException("A marking is lowered by a manager.");
        }

        if (request.IsInbound)
        {
            throw new ForbiddenException("What a partner asks of us is not rewritten here.");
        }

        request.EnsureVersion(command.ExpectedVersion);
        if (request.State != RequestState.Draft && input.OnlyMovesDue)
        {
            await clocks.MovedAsync(request, input.DueAt.Or(request.DueAt), cancellationToken);
        }
        else
        {
            await RewriteAsync(request, input, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
        return new RequestKey(request.Reference);
    }

    private async Task RewriteAsync(Request request, EditRequestInput input, CancellationToken cancellationToken)
    {
        var caseTlp = await db.Incidents.Where(i => i.Id == request.IncidentId).Select(i => (Tlp?)i.Tlp).SingleOrDefaultAsync(cancellationToken)
            ?? throw new NotFoundException();
        request.EnsureDraft();
        var kind = input.Kind.Or(request.Kind)!.Value;
        var rule = await db.RuleForAsync(kind, request.RequestedOrganisationId, home, cancellationToken);
        var text = new RequestText(
            kind, input.LegalBasis.Or(request.LegalBasis), input.Subject.Or(request.Subject)!.Trim(), input.Body.Or(request.Body)!.Trim(),
            input.Urgency.Or(request.Urgency)!.Value, input.DueAt.Or(request.DueAt), input.Tlp.Or(request.OwnTlp)!.Value,
            input.TheirReference.Or(request.TheirReference)?.Trim(), input.Handling.IsSet ? input.Handling.Value?.ToHandling() : request.Handling);
        await db.EnsureWritableAsync(
            text, input.Tlp.IsSet ? caseTlp : text.Tlp, request.LegalBasis, Zones.DateOf(time.GetUtcNow(), home.TimeZone), cancellationToken);
        if (text.LegalBasis != request.LegalBasis || kind != request.Kind)
        {
            await bases.EnsureMayRestAsync(text.LegalBasis, kind, request.RequestedOrganisationId, cancellationToken);
        }

        // What was written under one law is not carried under another, even where both call a field the same.
        var stated = input.BasisFields is { IsSet: true, Value: null } || text.LegalBasis != request.LegalBasis ? [] : request.BasisFields;
        var fields = await db.FillAsync(
            new Asking(text.LegalBasis, kind, request.RequestedOrganisationId), input.BasisFields.Value, stated, cancellationToken);
        request.Rewrite(text with { BasisFields = fields }, rule.Approval, caseTlp);
        if (ReleasePolicy.NeedsNamedPersons(request.Tlp))
        {
            grants.Add(AccessGrant.ToPerson(
                (SubjectType.Request, request.Id), request.IncidentId!.Value, viewer.Required.UserId, GrantReason.Creator, time.GetUtcNow()));
        }
    }
}
