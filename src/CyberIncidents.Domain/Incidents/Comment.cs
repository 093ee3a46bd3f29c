using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Domain.Incidents;

/// <summary>For whom a comment is.</summary>
public enum CommentAudience
{
    /// <summary>The national team only.</summary>
    National,

    /// <summary>All partners that take part when it is written.</summary>
    Participants,

    /// <summary>Named organisations, and the national team.</summary>
    Organisations,
}

/// <summary>A remark on a case, with an explicit audience.</summary>
public sealed class Comment : AggregateRoot, IMarked
{
    private Comment()
    {
        Text = string.Empty;
    }

    /// <summary>Writes a comment.</summary>
    /// <param name="incidentId">The case.</param>
    /// <param name="authorId">Who writes it.</param>
    /// <param name="authorOrganisationId">The partner organisation of the author; null for one of ours.</param>
    /// <param name="text">At most 20,000 characters.</param>
    /// <param name="audience">For whom.</param>
    /// <param name="ownTlp">Its own marking, not laxer than the case's; null to carry the case's.</param>
    /// <param name="caseTlp">The case's marking.</param>
    /// <param name="now">The instant.</param>
    public Comment(
        Guid incidentId,
        Guid authorId,
        Guid? authorOrganisationId,
        string text,
        CommentAudience audience,
        Tlp? ownTlp,
        Tlp caseTlp,
        DateTimeOffset now)
        : base(now)
    {
        IncidentId = incidentId;
        AuthorId = authorId;
        AuthorOrganisationId = authorOrganisationId;
        Text = text;
        Audience = audience;
        OwnTlp = ownTlp;
        Tlp = ownTlp ?? caseTlp;
        Record("comment");
    }

    /// <summary>The case.</summary>
    public Guid IncidentId { get; private set; }

    /// <summary>Who wrote it.</summary>
    public Guid AuthorId { get; private set; }

    /// <summary>The partner organisation of the author; null for one of ours.</summary>
    public Guid? AuthorOrganisationId { get; private set; }

    /// <summary>What it says.</summary>
    public string Text { get; private set; }

    /// <summary>For whom it is.</summary>
    public CommentAudience Audience { get; private set; }

    /// <summary>Its effective marking.</summary>
    public Tlp Tlp { get; private set; }

    /// <summary>The marking that its author gave it; null when it carries the case's.</summary>
    public Tlp? OwnTlp { get; private set; }

    /// <summary>PAP, handling codes and grading; null when nothing is said.</summary>
    public Handling? Handling { get; private set; }

    /// <summary>Why its marking was changed last; null when nobody said.</summary>
    public string? MarkingReason { get; private set; }

    /// <summary>The text that partners read, where an edit was not released to them; null where they read what it says now.</summary>
    public string? SharedText { get; private set; }

    /// <summary>When its text was changed last; null while it stands as it was written.</summary>
    public DateTimeOffset? EditedAt { get; private set; }

    Guid? ISecured.IncidentId => IncidentId;

    Guid? IMarked.Originator => AuthorOrganisationId;

    /// <summary>Changes what it says. What has left stays as it left until the new text is released.</summary>
    /// <param name="text">At most 20,000 characters.</param>
    /// <param name="released">Whether whoever reads it outside reads the new text from now on.</param>
    /// <param name="now">The instant.</param>
    public void Edit(string text, bool released, DateTimeOffset now)
    {
        SharedText = released ? null : SharedText ?? Text;
        Text = text;
        EditedAt = now;
        Record("edit");
    }

    /// <summary>Says what binds a receiver; when it is written.</summary>
    /// <param name="handling">PAP, handling codes and grading.</param>
    public void Bind(Handling? handling) => Handling = handling;

    /// <inheritdoc/>
    public void Reclassify(Tlp own, Tlp caseTlp, Handling? handling, string? reason)
    {
        (OwnTlp, Tlp, Handling, MarkingReason) = (own, ReleasePolicy.Strictest(own, caseTlp), handling, reason);
        Record("remark");
    }

    void ISecured.Remark(Tlp tlp) => Tlp = tlp;
}
