using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Application.Links;

/// <summary>A case to link to.</summary>
public sealed record LinkInput
{
    /// <summary>The reference of the other case.</summary>
    public string? Incident { get; init; }

    /// <summary>What the other case is to this one: <c>Related</c>, <c>Parent</c> or <c>Child</c>. The other kinds follow from moves.</summary>
    public LinkKind? Kind { get; init; }
}

/// <summary>The key of a link in an answer.</summary>
/// <param name="Reference">The case in which it was set.</param>
/// <param name="Id">The link, as it stands there.</param>
public sealed record LinkKey(string Reference, Guid Id);

/// <summary>The other case of a link.</summary>
/// <param name="Reference">The reference.</param>
/// <param name="Title">Our title.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Tlp">Its marking.</param>
public sealed record LinkedCase(string Reference, string Title, IncidentStatus Status, Severity Severity, Tlp Tlp);

/// <summary>What another case is to this one, for who sees both.</summary>
public sealed record LinkDetail
{
    /// <summary>The link as it stands in this case; null where it follows from a case that is marked as a duplicate.</summary>
    public required Guid? Id { get; init; }

    /// <summary>What the other case is to this one.</summary>
    public required LinkKind Kind { get; init; }

    /// <summary>The other case.</summary>
    public required LinkedCase Incident { get; init; }

    /// <summary>Since when; of a duplicate, when it was marked so.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who linked them; null where the history says it.</summary>
    public required PersonName? CreatedBy { get; init; }

    /// <summary>When it was withdrawn; null while it stands.</summary>
    public DateTimeOffset? WithdrawnAt { get; init; }

    /// <summary>Whether the viewer may withdraw it; what follows from a move is undone by one.</summary>
    public bool MayWithdraw { get; init; }

    /// <summary>The version of its row; also the ETag. Zero where it has none.</summary>
    public required long Version { get; init; }
}
