using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Notices;
using CyberIncidents.Domain.Engagements;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Engagements;

/// <summary>Notes in the logs of documents that their content is not what it was; the program itself does, and sees all of them.</summary>
internal sealed class DocumentChecks(IAppDb db, IAccessGrants grants, NoticeWriter notices, TimeProvider time)
{
    /// <summary>A line for each document of a content; of news, whoever brought it and whoever answers for the engagement is told.</summary>
    /// <returns>How many there are.</returns>
    public async Task<int> NoteAsync(Guid blobId, string? fault, bool news, CancellationToken cancellationToken)
    {
        var documents = await db.EngagementDocuments.Where(d => d.BlobId == blobId).OrderBy(d => d.CreatedAt).ToListAsync(cancellationToken);
        foreach (var document in documents)
        {
            document.FindBroken(fault, time.GetUtcNow());
            if (news)
            {
                await TellAsync(document, cancellationToken);
            }
        }

        return documents.Count;
    }

    private async Task TellAsync(EngagementDocument document, CancellationToken cancellationToken)
    {
        var responsible = await db.Engagements.Where(e => e.Id == document.EngagementId).Select(e => e.ResponsibleId).SingleAsync(cancellationToken);
        var told = new Guid?[] { document.CreatedById, responsible }.OfType<Guid>();
        if (ReleasePolicy.NeedsNamedPersons(document.Tlp))
        {
            var named = (await grants.PersonsOfItemAsync(document.Id, cancellationToken)).Select(g => g.UserId).ToHashSet();
            told = told.Where(p => named.Contains(p));
        }

        notices.Write(
            NoticeKind.EvidenceBroken, told, document.Custody[^1].Id, (SubjectType.EngagementDocument, document.Id), null, document.Tlp, document.OwnTlp);
    }
}
