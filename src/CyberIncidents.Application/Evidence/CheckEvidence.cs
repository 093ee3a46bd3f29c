using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Engagements;
using CyberIncidents.Application.Notices;
using CyberIncidents.Domain.Evidence;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Evidence;

/// <summary>Who wanted a file compared, and which.</summary>
/// <param name="EvidenceId">The file.</param>
/// <param name="PersonId">Who.</param>
public sealed record CheckAsked(Guid EvidenceId, Guid PersonId);

/// <summary>How many files were told of a check, and how many for the first time that they are broken.</summary>
/// <param name="Files">Files with a new line in their log.</param>
/// <param name="Broken">Those of which it is news.</param>
public sealed record CheckNoted(int Files, int Broken);

/// <summary>
/// Notes what a reading of stored content found, in the log of every file that holds it; where somebody asked about one file and
/// all is well, in that one's alone, since a line at that moment would tell others that the content is shared.
/// </summary>
/// <param name="Stored">What was read.</param>
/// <param name="Check">What was found.</param>
/// <param name="Asked">Who asked; null for the job.</param>
[RequirePermission(Permission.System)]
public sealed record NoteCheckCommand(StoredContent Stored, ContentCheck Check, CheckAsked? Asked) : ICommand<CheckNoted>;

internal sealed class NoteCheckHandler(IAppDb db, IEvidenceParts parts, DocumentChecks documents, NoticeWriter notices, TimeProvider time)
    : ICommandHandler<NoteCheckCommand, CheckNoted>
{
    public async Task<CheckNoted> Handle(NoteCheckCommand command, CancellationToken cancellationToken)
    {
        var (stored, check, asked) = (command.Stored, command.Check, command.Asked);
        var now = time.GetUtcNow();
        // Meanwhile a fresh copy may have taken the place of the one that was read.
        if (await db.Blobs.SingleOrDefaultAsync(b => b.StorageKey == stored.Key, cancellationToken) is not { } blob)
        {
            return new CheckNoted(0, 0);
        }

        var known = blob.State == BlobState.Broken;
        blob.Check(check.Intact, now);
        var files = (await parts.OfContentAsync(stored.Sha256, cancellationToken))
            .Where(f => asked is null || !check.Intact || f.Id == asked.EvidenceId).ToList();
        var broken = 0;
        foreach (var file in files)
        {
            if (file.Check(check, file.Id == asked?.EvidenceId ? asked.PersonId : null, now))
            {
                broken++;
                await RaiseAsync(file, cancellationToken);
            }
        }

        var papers = check.Intact ? 0 : await documents.NoteAsync(blob.Id, check.Fault, !known, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return new CheckNoted(files.Count + papers, broken + (known ? 0 : papers));
    }

    private async Task RaiseAsync(EvidenceFile file, CancellationToken cancellationToken)
    {
        var told = new List<Guid>(await notices.ManagersAsync(file.IncidentId, file.Tlp, cancellationToken));
        if (await db.OwnerOfAsync(file.IncidentId, cancellationToken) is { } owner)
        {
            told.Add(owner);
        }

        notices.Write(
            NoticeKind.EvidenceBroken, told, file.Custody[^1].Id, (SubjectType.Evidence, file.Id), file.IncidentId, file.Tlp, file.OwnTlp);
    }
}
