using CyberIncidents.Domain.Common;

namespace CyberIncidents.Domain.Sharing;

/// <summary>Why somebody may see something.</summary>
public enum GrantReason
{
    /// <summary>Logged the case or wrote the item.</summary>
    Creator,

    /// <summary>Owns the case.</summary>
    Owner,

    /// <summary>Named for a RED case.</summary>
    NamedPerson,

    /// <summary>The organisation was notified.</summary>
    Notify,

    /// <summary>A request was sent to it.</summary>
    Send,

    /// <summary>An item was released to it.</summary>
    Release,

    /// <summary>It was asked for its consent.</summary>
    Ask,

    /// <summary>It wrote the item itself.</summary>
    OwnItem,

    /// <summary>A manager who is not named opened the case for a day, for reading only.</summary>
    BreakGlass,

    /// <summary>The notice of a recall, which stays with its receiver.</summary>
    Recall,

    /// <summary>The case is joint: its partners see one another's parts.</summary>
    Joint,

    /// <summary>A person of the RED engagement that the item belongs to.</summary>
    Engagement,
}

/// <summary>
/// One line of need to know: who may see which item. Visibility reads this table and nothing else; it is written in
/// the same save as the move that causes it, and revoked, never deleted.
/// </summary>
public sealed class AccessGrant : Entity, IPartOf
{
    private AccessGrant()
    {
    }

    private AccessGrant(Guid? incidentId, GrantReason reason, DateTimeOffset now)
        : base(now)
    {
        IncidentId = incidentId;
        Reason = reason;
    }

    /// <summary>The case; null for an item that belongs to none.</summary>
    public Guid? IncidentId { get; private set; }

    /// <summary>The kind of item; null for a person who sees everything of the case, RED included.</summary>
    public SubjectType? SubjectType { get; private set; }

    /// <summary>The item; null together with <see cref="SubjectType"/>.</summary>
    public Guid? SubjectId { get; private set; }

    /// <summary>The organisation that may see it; it never opens a RED item.</summary>
    public Guid? OrganisationId { get; private set; }

    /// <summary>The person who may see it.</summary>
    public Guid? UserId { get; private set; }

    /// <summary>Why.</summary>
    public GrantReason Reason { get; private set; }

    /// <summary>Why, in the person's own words; only of a broken glass.</summary>
    public string? Note { get; private set; }

    /// <summary>When it was taken back; null while it holds. That of a broken glass is given with its end, and holds for reading until then.</summary>
    public DateTimeOffset? RevokedAt { get; private set; }

    /// <inheritdoc/>
    public (string Type, Guid Id) Aggregate => ((SubjectType ?? Sharing.SubjectType.Incident).ToString(), SubjectId ?? IncidentId ?? Id);

    /// <summary>A person of the case: sees all of it as one of the home team, and may be given RED items as a partner.</summary>
    /// <param name="incidentId">The case.</param>
    /// <param name="userId">The person.</param>
    /// <param name="reason">Why.</param>
    /// <param name="now">The instant.</param>
    /// <returns>The grant.</returns>
    public static AccessGrant ToPerson(Guid incidentId, Guid userId, GrantReason reason, DateTimeOffset now) =>
        new(incidentId, reason, now) { UserId = userId };

    /// <summary>One item for one person.</summary>
    /// <param name="item">The item.</param>
    /// <param name="incidentId">The case.</param>
    /// <param name="userId">The person.</param>
    /// <param name="reason">Why.</param>
    /// <param name="now">The instant.</param>
    /// <returns>The grant.</returns>
    public static AccessGrant ToPerson(
        (SubjectType Type, Guid Id) item, Guid incidentId, Guid userId, GrantReason reason, DateTimeOffset now) =>
        new(incidentId, reason, now) { UserId = userId, SubjectType = item.Type, SubjectId = item.Id };

    /// <summary>An item that belongs to no case, for one person.</summary>
    /// <param name="item">The item.</param>
    /// <param name="userId">The person.</param>
    /// <param name="reason">Why.</param>
    /// <param name="now">The instant.</param>
    /// <returns>The grant.</returns>
    public static AccessGrant ToPerson((SubjectType Type, Guid Id) item, Guid userId, GrantReason reason, DateTimeOffset now) =>
        new(null, reason, now) { UserId = userId, SubjectType = item.Type, SubjectId = item.Id };

    /// <summary>One item for one organisation.</summary>
    /// <param name="item">The item.</param>
    /// <param name="incidentId">The case.</param>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="reason">Why.</param>
    /// <param name="now">The instant.</param>
    /// <returns>The grant.</returns>
    public static AccessGrant ToOrganisation(
        (SubjectType Type, Guid Id) item, Guid incidentId, Guid organisationId, GrantReason reason, DateTimeOffset now) =>
        new(incidentId, reason, now) { OrganisationId = organisationId, SubjectType = item.Type, SubjectId = item.Id };

    /// <summary>An item that belongs to no case, for one organisation.</summary>
    /// <param name="item">The item.</param>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="reason">Why.</param>
    /// <param name="now">The instant.</param>
    /// <returns>The grant.</returns>
    public static AccessGrant ToOrganisation((SubjectType Type, Guid Id) item, Guid organisationId, GrantReason reason, DateTimeOffset now) =>
        new(null, reason, now) { OrganisationId = organisationId, SubjectType = item.Type, SubjectId = item.Id };

    /// <summary>A RED case, or one RED item of another, for a person who is not named; for reading only and until an end.</summary>
    /// <param name="incidentId">The case; null for an item that belongs to none.</param>
    /// <param name="item">The item; null for the whole case.</param>
    /// <param name="userId">The person.</param>
    /// <param name="reason">Why.</param>
    /// <param name="now">The instant.</param>
    /// <param name="until">Its end.</param>
    /// <returns>The grant.</returns>
    public static AccessGrant OfBrokenGlass(
        Guid? incidentId, (SubjectType Type, Guid Id)? item, Guid userId, string reason, DateTimeOffset now, DateTimeOffset until) =>
        new(incidentId, GrantReason.BreakGlass, now) { UserId = userId, SubjectType = item?.Type, SubjectId = item?.Id, Note = reason, RevokedAt = until };

    /// <summary>Takes it back; a second time changes nothing.</summary>
    /// <param name="now">The instant.</param>
    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;
}
