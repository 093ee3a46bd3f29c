using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Evidence;
using CyberIncidents.Domain.Auditing;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Engagements;
using CyberIncidents.Domain.Evidence;
using CyberIncidents.Domain.Sharing;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Engagements;

/// <summary>Asks, before a byte is read, whether a document may be brought.</summary>
/// <param name="Reference">The engagement.</param>
[RequirePermission(Permission.KeepCooperation)]
public sealed record GetDocumentPlaceQuery(string Reference) : IQuery<UploadPlace>;

/// <summary>Takes a document in once its content lies in the store.</summary>
/// <param name="Reference">The engagement.</param>
/// <param name="Input">What is said of it.</param>
/// <param name="Stored">Where and how its content lies.</param>
[RequirePermission(Permission.KeepCooperation)]
public sealed record AddDocumentCommand(string Reference, AddEvidenceInput Input, StoredContent Stored) : ICommand<EvidenceKey>;

/// <summary>Withdraws a document; its content and its log stay.</summary>
/// <param name="Reference">The engagement.</param>
/// <param name="Id">The document.</param>
/// <param name="Input">A reason, when there is one.</param>
[RequirePermission(Permission.KeepCooperation)]
public sealed record WithdrawDocumentCommand(string Reference, Guid Id, ActionInput Input) : ICommand<EvidenceKey>;

/// <summary>Notes in the custody log that bytes leave; sent before they do.</summary>
/// <param name="Id">The document, found by <see cref="OpenDocumentQuery"/>.</param>
/// <param name="Continues">Whether a later part is asked for: that goes on from a download of the last 24 hours, where there is one.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record NoteDocumentDownloadCommand(Guid Id, bool Continues) : ICommand<DownloadNoted>, IOpensOne<DownloadNoted>
{
    OpenedItem? IOpensOne<DownloadNoted>.Opened(DownloadNoted answer) => answer.Taken;
}

internal sealed class AddDocumentValidator : AbstractValidator<AddDocumentCommand>
{
    public AddDocumentValidator() => RuleFor(c => c.Input).SetValidator(new AddEvidenceInputValidator());
}

internal sealed class WithdrawDocumentValidator : AbstractValidator<WithdrawDocumentCommand>
{
    public WithdrawDocumentValidator() => RuleFor(c => c.Input).SetValidator(new ActionInputValidator());
}

internal sealed class GetDocumentPlaceHandler(IAppDb db, EvidenceSettings settings) : IQueryHandler<GetDocumentPlaceQuery, UploadPlace>
{
    public async Task<UploadPlace> Handle(GetDocumentPlaceQuery query, CancellationToken cancellationToken)
    {
        var engagement = await db.EngagementAsync(query.Reference, cancellationToken);
        engagement.EnsureTakesMore();
        return new UploadPlace(engagement.Reference, engagement.Tlp, settings.MaxFileBytes);
    }
}

internal sealed class AddDocumentHandler(
    IAppDb db, IEngagementParts parts, IAccessGrants grants, EngagementPeople people, IViewerAccessor viewer, TimeProvider time)
    : ICommandHandler<AddDocumentCommand, EvidenceKey>
{
    public async Task<EvidenceKey> Handle(AddDocumentCommand command, CancellationToken cancellationToken)
    {
        var input = command.Input;
        var engagement = await db.HeldEngagementAsync(parts, command.Reference, cancellationToken);
        engagement.EnsureTakesMore();
        if (input.Tlp < engagement.Tlp)
        {
            throw new InvalidInputException("tlp", Words.Get("Engagements.Error.Laxer", TlpLabel.Of(engagement.Tlp)));
        }

        var (me, now) = (viewer.Required.UserId, time.GetUtcNow());
        var blob = await db.BlobAsync(command.Stored, now, cancellationToken);
        var received = new ReceivedFile(
            input.FileName ?? string.Empty, ActionInput.FirstText(input.MediaType), ActionInput.FirstText(input.Description), ActionInput.FirstText(input.ReceivedFrom));
        var document = new EngagementDocument(engagement, input.Tlp, received, blob, me, now);
        db.EngagementDocuments.Add(document);
        var item = (SubjectType.EngagementDocument, document.Id);
        grants.Add(AccessGrant.ToPerson(item, me, GrantReason.Creator, now));
        await people.OpenAsync(engagement, item, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return new EvidenceKey(engagement.Reference, document.Id, blob.StorageKey);
    }
}

internal sealed class WithdrawDocumentHandler(IAppDb db, IViewerAccessor viewer, TimeProvider time) : ICommandHandler<WithdrawDocumentCommand, EvidenceKey>
{
    public async Task<EvidenceKey> Handle(WithdrawDocumentCommand command, CancellationToken cancellationToken)
    {
        var engagement = await db.EngagementAsync(command.Reference, cancellationToken);
        var document = await db.EngagementDocuments.SingleOrDefaultAsync(d => d.Id == command.Id && d.EngagementId == engagement.Id, cancellationToken)
            ?? throw new NotFoundException();
        document.Withdraw(viewer.Required.UserId, command.Input.Said, time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return new EvidenceKey(engagement.Reference, document.Id);
    }
}

internal sealed class NoteDocumentDownloadHandler(IAppDb db, IViewerAccessor viewer, TimeProvider time) : ICommandHandler<NoteDocumentDownloadCommand, DownloadNoted>
{
    private static readonly TimeSpan GoesOnFor = TimeSpan.FromHours(24);

    public async Task<DownloadNoted> Handle(NoteDocumentDownloadCommand command, CancellationToken cancellationToken)
    {
        var document = await db.EngagementDocuments.SingleOrDefaultAsync(d => d.Id == command.Id, cancellationToken) ?? throw new NotFoundException();
        var (me, now) = (viewer.Required.UserId, time.GetUtcNow());
        var since = now - GoesOnFor;
        if (command.Continues && await db.DocumentEntries.AnyAsync(
            c => c.DocumentId == document.Id && c.PersonId == me && c.Act == CustodyAct.Downloaded && c.CreatedAt >= since, cancellationToken))
        {
            return new DownloadNoted(false);
        }

        document.Download(me, now);
        await db.SaveChangesAsync(cancellationToken);
        return new DownloadNoted(true)
        {
            Taken = new OpenedItem(null, SubjectType.EngagementDocument, document.Id, document.Tlp) { Act = ReadAct.Downloaded },
        };
    }
}
