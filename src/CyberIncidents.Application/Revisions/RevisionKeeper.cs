using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Revisions;

/// <summary>What a text said before anybody changed it.</summary>
internal sealed record FirstVersion(string Text, Guid? AuthorId, DateTimeOffset At);

/// <summary>Keeps every version of a text; the first is kept together with the first change.</summary>
internal sealed class RevisionKeeper(IAppDb db, IViewerAccessor viewer, TimeProvider time)
{
    /// <summary>Keeps a new version, in the save that makes it.</summary>
    public async Task KeepAsync(RevisedText of, FirstVersion first, string text, CancellationToken cancellationToken)
    {
        var last = await db.Revisions.Where(r => r.SubjectId == of.Id && r.SubjectType == of.Type).MaxAsync(r => (int?)r.Number, cancellationToken) ?? 0;
        if (last == 0)
        {
            db.Revisions.Add(new Revision(of, ++last, first.Text, first.AuthorId, first.At));
        }

        db.Revisions.Add(new Revision(of, last + 1, text, viewer.Required.UserId, time.GetUtcNow()));
    }
}
