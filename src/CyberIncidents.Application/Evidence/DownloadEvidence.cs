using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Auditing;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Evidence;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Evidence;

/// <summary>Finds the bytes of a file that the viewer may take.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Id">The file.</param>
/// <param name="AsZip">Whether they leave as a zip with a password.</param>
[RequirePermission(Permission.ReadCases, Permission.ReadShared)]
public sealed record OpenEvidenceQuery(string Reference, Guid Id, bool AsZip) : IQuery<EvidenceContent>;

/// <summary>Finds the bytes of a file that somebody of ours wants compared.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Id">The file.</param>
[RequirePermission(Permission.WorkCases)]
public sealed record GetEvidenceToVerifyQuery(string Reference, Guid Id) : IQuery<EvidenceContent>;

/// <summary>Whether a download was noted, or goes on from one that was.</summary>
/// <param name="Noted">Whether a line was added.</param>
public sealed record DownloadNoted(bool Noted)
{
    internal OpenedItem? Taken { get; init; }
}

/// <summary>Notes in the custody log that bytes leave; sent before they do.</summary>
/// <param name="Id">The file, found by <see cref="OpenEvidenceQuery"/>.</param>
/// <param name="Continues">Whether the caller asked for a later part: that goes on from a download of the last 24 hours, where there is one.</param>
/// <param name="AsZip">Whether they leave as a zip with a password.</param>
[RequirePermission(Permission.ReadCases, Permission.ReadShared)]
public sealed record NoteDownloadCommand(Guid Id, bool Continues, bool AsZip) : ICommand<DownloadNoted>, IOpensOne<DownloadNoted>
{
    OpenedItem? IOpensOne<DownloadNoted>.Opened(DownloadNoted answer) => answer.Taken;
}

internal sealed class OpenEvidenceHandler(IAppDb db, IBrokenGlass glass, IViewerAccessor viewer)
    : IQueryHandler<OpenEvidenceQuery, EvidenceContent>, IQueryHandler<GetEvidenceToVerifyQuery, EvidenceContent>
{
    public async Task<EvidenceContent> Handle(OpenEvidenceQuery query, CancellationToken cancellationToken)
    {
        var partner = viewer.Required.IsPartner;
        var content = await FindAsync(query.Reference, query.Id, standing: partner, cancellationToken);
        return content.Quarantined && (partner || !query.AsZip)
            ? throw new RuleBrokenException("quarantined", "The file is in quarantine: the national team may take it as a zip with a password.")
            : content;
    }

    public async Task<EvidenceContent> Handle(GetEvidenceToVerifyQuery query, CancellationToken cancellationToken)
    {
        var content = await FindAsync(query.Reference, query.Id, standing: false, cancellationToken);
        var marking = await db.EvidenceFiles.Where(e => e.Id == query.Id).Select(e => new { e.IncidentId, e.Tlp }).SingleAsync(cancellationToken);
        return (await glass.OnlyReadAsync([(marking.IncidentId, marking.Tlp)], cancellationToken)).Count == 0 ? content : throw new NotFoundException();
    }

    private async Task<EvidenceContent> FindAsync(string reference, Guid id, bool standing, CancellationToken cancellationToken)
    {
        var incident = await db.CaseIdAsync(reference, cancellationToken);
        return await (
            from e in db.EvidenceFiles
            where e.IncidentId == incident && e.Id == id && (!standing || e.WithdrawnAt == null)
            join b in db.Blobs on e.BlobId equals b.Id
            select new EvidenceContent(
                e.Id, e.FileName, e.CreatedAt, e.QuarantinedAt != null, new StoredContent(b.StorageKey, b.Sha256, b.Size, b.WrappedKey, b.ChunkSize)))
            .SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException();
    }
}

internal sealed class NoteDownloadHandler(IAppDb db, IEvidenceParts parts, IBrokenGlass glass, IViewerAccessor viewer, TimeProvider time)
    : ICommandHandler<NoteDownloadCommand, DownloadNoted>
{
    private static readonly TimeSpan GoesOnFor = TimeSpan.FromHours(24);

    public async Task<DownloadNoted> Handle(NoteDownloadCommand command, CancellationToken cancellationToken)
    {
        var file = await parts.FindAsync(command.Id, cancellationToken) ?? throw new NotFoundException();
        await EnsureSeenAsync(file, cancellationToken);
        var (me, now) = (viewer.Required.UserId, time.GetUtcNow());
        if (command.Continues && await parts.WasDownloadedAsync(file.Id, me, now - GoesOnFor, cancellationToken))
        {
            return new DownloadNoted(false);
        }

        file.Download(me, command.AsZip ? "As a zip with a password." : null, now);
        await db.SaveChangesAsync(cancellationToken);
        return new DownloadNoted(true)
        {
            Taken = new OpenedItem(file.IncidentId, SubjectType.Evidence, file.Id, file.Tlp)
            {
                Act = ReadAct.Downloaded,
                Own = file.OriginatorId == viewer.Required.OrganisationId,
            },
        };
    }

    /// <summary>A broken glass opens for reading, and no save sees by it: here it counts.</summary>
    private async Task EnsureSeenAsync(EvidenceFile file, CancellationToken cancellationToken)
    {
        if (!await db.EvidenceFiles.AnyAsync(e => e.Id == file.Id, cancellationToken)
            && (await glass.OnlyReadAsync([(file.IncidentId, Tlp.Red)], cancellationToken)).Count == 0)
        {
            throw new NotFoundException();
        }
    }
}
