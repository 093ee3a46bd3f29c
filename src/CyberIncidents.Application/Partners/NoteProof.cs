using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Partners;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Partners;

/// <summary>That a contact point was reached.</summary>
public sealed record NoteProofInput
{
    /// <summary>By what: <c>MailAnswered</c> or <c>NotedByHand</c>; the others note themselves.</summary>
    public ProofKind? By { get; init; }

    /// <summary>How it is known; at most 400 characters.</summary>
    public string? Note { get; init; }

    /// <summary>When somebody answered; now, when left out.</summary>
    public DateTimeOffset? At { get; init; }
}

/// <summary>Notes that a contact point was reached.</summary>
/// <param name="ContactPointId">The contact point.</param>
/// <param name="Input">By what and when.</param>
/// <param name="ExpectedVersion">The version that was read; null when the caller does not care.</param>
[RequirePermission(Permission.KeepCooperation, Permission.KeepOrganisations)]
public sealed record NoteProofCommand(Guid ContactPointId, NoteProofInput Input, long? ExpectedVersion) : ICommand<ContactPointKey>;

internal sealed class NoteProofValidator : AbstractValidator<NoteProofCommand>
{
    public NoteProofValidator()
    {
        RuleFor(c => c.Input.By).NotNull().IsInEnum();
        RuleFor(c => c.Input.By).Must(by => by is not (ProofKind.ContactCheck or ProofKind.ActedOnRequest)).WithMessage(_ => Words.Get("Directory.Error.ProofKind"));
        RuleFor(c => c.Input.Note).RequiredText(400);
    }
}

internal sealed class NoteProofHandler(IAppDb db, IViewerAccessor viewer, Reachability reachability, TimeProvider time) : ICommandHandler<NoteProofCommand, ContactPointKey>
{
    public async Task<ContactPointKey> Handle(NoteProofCommand command, CancellationToken cancellationToken)
    {
        var contact = await db.ContactPoints.SingleOrDefaultAsync(c => c.Id == command.ContactPointId, cancellationToken) ?? throw new NotFoundException();
        contact.EnsureVersion(command.ExpectedVersion);
        if (contact.RetiredAt is not null)
        {
            throw new RuleBrokenException("contact-retired", "That contact point was taken off the list.");
        }

        var now = time.GetUtcNow();
        var at = command.Input.At ?? now;
        if (at > now)
        {
            throw new InvalidInputException("at", Words.Get("Directory.Error.Future"));
        }

        await reachability.NotedAsync(contact, command.Input.By!.Value, command.Input.Note!.Trim(), at, viewer.Required.UserId, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return new ContactPointKey(contact.Id);
    }
}
