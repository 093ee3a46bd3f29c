using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Notices;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Evidence;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Sharing;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Evidence;

/// <summary>What is said of a file beside its bytes.</summary>
public sealed record AddEvidenceInput
{
    /// <summary>The marking; the case's when left out, never laxer.</summary>
    public Tlp? Tlp { get; init; }

    /// <summary>At most 2,000 characters.</summary>
    public string? Description { get; init; }

    /// <summary>From whom it was received; at most 200 characters.</summary>
    public string? ReceivedFrom { get; init; }

    /// <summary>The name as it was sent.</summary>
    public string? FileName { get; init; }

    /// <summary>The media type as declared.</summary>
    public string? MediaType { get; init; }
}

/// <summary>Asks, before a byte is read, whether a file may be brought into a case.</summary>
/// <param name="Reference">The case.</param>
[RequirePermission(Permission.UploadEvidence)]
public sealed record GetUploadPlaceQuery(string Reference) : IQuery<UploadPlace>;

/// <summary>Takes a file into a case once its content lies in the store.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Input">What is said of it.</param>
/// <param name="Stored">Where and how its content lies.</param>
[RequirePermission(Permission.UploadEvidence)]
public sealed record AddEvidenceCommand(string Reference, AddEvidenceInput Input, StoredContent Stored) : ICommand<EvidenceKey>;

internal sealed class AddEvidenceInputValidator : AbstractValidator<AddEvidenceInput>
{
    public AddEvidenceInputValidator()
    {
        RuleFor(i => i.Tlp).IsInEnum();
        RuleFor(i => i.Description).OptionalText(EvidenceFile.DescriptionLength);
        RuleFor(i => i.ReceivedFrom).OptionalText(200);
        RuleFor(i => i.MediaType).OptionalText(100);
    }
}

internal sealed class AddEvidenceValidator : AbstractValidator<AddEvidenceCommand>
{
    public AddEvidenceValidator() => RuleFor(c => c.Input).SetValidator(new AddEvidenceInputValidator());
}

internal sealed class GetUploadPlaceHandler(IAppDb db, IBrokenGlass glass, IViewerAccessor viewer, EvidenceSettings settings)
    : IQueryHandler<GetUploadPlaceQuery, UploadPlace>
{
    public async Task<UploadPlace> Handle(GetUploadPlaceQuery query, CancellationToken cancellationToken)
    {
        var incident = await db.CaseAsync(query.Reference, cancellationToken);
        if ((await glass.OnlyReadAsync([(incident.Id, incident.Tlp)], cancellationToken)).Count > 0)
        {
            throw new NotFoundException();
        }

        await Uploading.EnsureAsync(db, viewer.Required, incident, cancellationToken);
        return new UploadPlace(incident.Reference, incident.Tlp, settings.MaxFileBytes);
    }
}

internal sealed class AddEvidenceHandler(
    IAppDb db, ICaseParts parts, IAccessGrants grants, IViewerAccessor viewer, NoticeWriter notices, TimeProvider time)
    : ICommandHandler<AddEvidenceCommand, EvidenceKey>
{
    public async Task<EvidenceKey> Handle(AddEvidenceCommand command, CancellationToken cancellationToken)
    {
        var incident = await db.HeldCaseAsync(parts, command.Reference, cancellationToken);
        var participation = await Uploading.EnsureAsync(db, viewer.Required, incident, cancellationToken);
        var input = command.Input;
        incident.EnsureNotLaxer(input.Tlp);
        var (me, now) = (viewer.Required, time.GetUtcNow());
        var blob = await db.BlobAsync(command.Stored, now, cancellationToken);
        var place = new ItemPlace(incident.Id, incident.Tlp, me.IsPartner ? input.Tlp ?? incident.Tlp : input.Tlp, me.UserId, me.IsPartner ? me.OrganisationId : null);
        var file = new EvidenceFile(
            place, new ReceivedFile(input.FileName ?? string.Empty, ActionInput.FirstText(input.MediaType), ActionInput.FirstText(input.Description), ActionInput.FirstText(input.ReceivedFrom)), blob, now);
        db.EvidenceFiles.Add(file);
        Grant(incident.Id, file.Id, now);
        if (participation is not null)
        {
            participation.PartnerActed(now);
            await TellAsync(incident, file, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
        return new EvidenceKey(incident.Reference, file.Id, blob.StorageKey);
    }

    private void Grant(Guid incidentId, Guid fileId, DateTimeOffset now)
    {
        var me = viewer.Required;
        var item = (SubjectType.Evidence, fileId);
        if (me.IsPartner)
        {
            grants.Add(AccessGrant.ToOrganisation(item, incidentId, me.OrganisationId, GrantReason.OwnItem, now));
        }

        grants.Add(AccessGrant.ToPerson(item, incidentId, me.UserId, me.IsPartner ? GrantReason.OwnItem : GrantReason.Creator, now));
    }

    private async Task TellAsync(Incident incident, EvidenceFile file, CancellationToken cancellationToken)
    {
        IReadOnlyList<Guid> told = incident.OwnerId is { } owner ? [owner] : await notices.ManagersAsync(incident.Id, file.Tlp, cancellationToken);
        notices.Write(NoticeKind.EvidenceReceived, told, file.Id, (SubjectType.Evidence, file.Id), incident.Id, file.Tlp, file.OwnTlp);
    }
}

/// <summary>The rows of stored contents.</summary>
internal static class StoredBlobs
{
    /// <summary>The same content is stored once; a broken copy is mended by a fresh one. What is answered is the same either way.</summary>
    public static async Task<Blob> BlobAsync(this IAppDb db, StoredContent stored, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var blob = await db.Blobs.SingleOrDefaultAsync(b => b.Sha256 == stored.Sha256, cancellationToken);
        if (blob is null)
        {
            blob = new Blob(stored, now);
            db.Blobs.Add(blob);
        }
        else if (blob.State == BlobState.Broken)
        {
            blob.Replace(stored, now);
        }

        return blob;
    }
}

/// <summary>Who may bring a file, asked before its bytes are read and again in the command.</summary>
internal static class Uploading
{
    /// <summary>The case is open; a partner takes part in it.</summary>
    /// <returns>The partner's participation; null for ours.</returns>
    public static async Task<Participation?> EnsureAsync(IAppDb db, Viewer me, Incident incident, CancellationToken cancellationToken)
    {
        if (!me.IsPartner)
        {
            incident.EnsureTakesMore();
            return null;
        }

        var participation = await db.Participations
            .SingleOrDefaultAsync(p => p.IncidentId == incident.Id && p.OrganisationId == me.OrganisationId, cancellationToken);
        if (participation is null || !ParticipationLifecycle.Shares(participation.State))
        {
            throw new NotFoundException();
        }

        participation.EnsureMaySpeak();
        return IncidentLifecycle.IsClosed(incident.Status) ? throw new RuleBrokenException("case-closed", "The case takes nothing more.") : participation;
    }
}
