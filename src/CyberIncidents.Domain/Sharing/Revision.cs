using CyberIncidents.Domain.Common;

namespace CyberIncidents.Domain.Sharing;

/// <summary>Where a revision belongs, and who sees it.</summary>
/// <param name="IncidentId">The case.</param>
/// <param name="Type">The kind of thing whose text it is: a comment, a case or a participation.</param>
/// <param name="Id">Which one.</param>
/// <param name="Tlp">Its effective marking.</param>
/// <param name="OwnTlp">Its own marking; null when it carries the case's.</param>
public sealed record RevisedText(Guid IncidentId, SubjectType Type, Guid Id, Tlp Tlp, Tlp? OwnTlp);

/// <summary>
/// One version of a text: of a comment, of a case's summary, of what was written for a partner. The first is kept with the first change,
/// so a text that was never changed has none. Never seen by a partner.
/// </summary>
public sealed class Revision : Entity, ISecured, IPartOf
{
    private Revision()
    {
        Text = string.Empty;
    }

    /// <summary>Keeps a version.</summary>
    /// <param name="of">Of what.</param>
    /// <param name="number">Its number, from 1.</param>
    /// <param name="text">What it said.</param>
    /// <param name="authorId">Who wrote it; null when that is not known any more.</param>
    /// <param name="at">When.</param>
    public Revision(RevisedText of, int number, string text, Guid? authorId, DateTimeOffset at)
        : base(at)
    {
        ArgumentNullException.ThrowIfNull(of);
        (IncidentId, SubjectType, SubjectId, Tlp, OwnTlp) = (of.IncidentId, of.Type, of.Id, of.Tlp, of.OwnTlp);
        (Number, Text, AuthorId) = (number, text, authorId);
    }

    /// <summary>The case.</summary>
    public Guid IncidentId { get; private set; }

    /// <summary>The kind of thing whose text it is.</summary>
    public SubjectType SubjectType { get; private set; }

    /// <summary>Which one.</summary>
    public Guid SubjectId { get; private set; }

    /// <summary>The effective marking of the text.</summary>
    public Tlp Tlp { get; private set; }

    /// <summary>The text's own marking.</summary>
    public Tlp? OwnTlp { get; private set; }

    /// <summary>Its number, from 1; unique for its text.</summary>
    public int Number { get; private set; }

    /// <summary>What it said.</summary>
    public string Text { get; private set; }

    /// <summary>Who wrote it; null when that is not known any more.</summary>
    public Guid? AuthorId { get; private set; }

    Guid? ISecured.IncidentId => IncidentId;

    (string Type, Guid Id) IPartOf.Aggregate => (SubjectType.ToString(), SubjectId);

    void ISecured.Remark(Tlp tlp) => Tlp = tlp;
}
