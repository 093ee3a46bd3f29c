using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Sharing;

/// <summary>An item that can be released by itself, with exactly what its receiver would get.</summary>
/// <param name="Type">What kind of item.</param>
/// <param name="Id">Which one.</param>
/// <param name="Tlp">Its marking.</param>
/// <param name="OriginatorId">The partner organisation that it came from; null for ours.</param>
/// <param name="Name">What it is called in a list to choose from.</param>
/// <param name="Content">What leaves; written to the log of releases as JSON.</param>
/// <param name="Handling">What binds its receiver beside the TLP.</param>
internal sealed record Releasable(SubjectType Type, Guid Id, Tlp Tlp, Guid? OriginatorId, string Name, object Content, Handling? Handling = null);

/// <summary>One kind of item that can be released by itself. Each kind has one, registered by scanning.</summary>
internal interface IReleasableKind
{
    /// <summary>The kind.</summary>
    SubjectType Type { get; }

    /// <summary>Items of a case that stand and that the viewer sees, the oldest first; all, or those of some keys.</summary>
    Task<IReadOnlyList<Releasable>> ReadAsync(Guid incidentId, IReadOnlyCollection<Guid>? ids, CancellationToken cancellationToken);
}

internal sealed class ReleasableObservables(IAppDb db) : IReleasableKind
{
    public SubjectType Type => SubjectType.Observable;

    public async Task<IReadOnlyList<Releasable>> ReadAsync(Guid incidentId, IReadOnlyCollection<Guid>? ids, CancellationToken cancellationToken)
    {
        var source = db.Observables.Where(o => o.IncidentId == incidentId && o.WithdrawnAt == null);
        source = ids is null ? source : source.Where(o => ids.Contains(o.Id));
        var rows = await source.OrderBy(o => o.CreatedAt).ThenBy(o => o.Id)
            .Select(o => new { o.Id, o.Tlp, o.OriginatorId, o.Type, o.Value, o.Handling }).ToListAsync(cancellationToken);
        return [.. rows.Select(o => new Releasable(
            Type, o.Id, o.Tlp, o.OriginatorId, o.Value, new { Type = o.Type.ToString(), o.Value, Tlp = TlpLabel.Of(o.Tlp), Handling = o.Handling?.ForPartner?.ToString() }, o.Handling))];
    }
}

internal sealed class ReleasableComments(IAppDb db) : IReleasableKind
{
    private const int NameLength = 80;

    public SubjectType Type => SubjectType.Comment;

    public async Task<IReadOnlyList<Releasable>> ReadAsync(Guid incidentId, IReadOnlyCollection<Guid>? ids, CancellationToken cancellationToken)
    {
        var source = db.Comments.Where(c => c.IncidentId == incidentId);
        source = ids is null ? source : source.Where(c => ids.Contains(c.Id));
        var rows = await source.OrderBy(c => c.CreatedAt).ThenBy(c => c.Id).AsNoTracking().ToListAsync(cancellationToken);
        return [.. rows.Select(c => (Comment: c, Left: CommentLeaving.Of(c)))
            .Select(c => new Releasable(Type, c.Comment.Id, c.Comment.Tlp, c.Comment.AuthorOrganisationId, Shortened.To(c.Comment.Text, NameLength), c.Left.Content, c.Left.Handling))];
    }
}
