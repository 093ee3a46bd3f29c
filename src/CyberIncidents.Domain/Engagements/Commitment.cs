using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Sharing;
using static CyberIncidents.Domain.Engagements.CommitmentMove;
using static CyberIncidents.Domain.Engagements.CommitmentState;

namespace CyberIncidents.Domain.Engagements;

/// <summary>Where a commitment stands.</summary>
public enum CommitmentState
{
    /// <summary>It is owed.</summary>
    Open,

    /// <summary>It was kept.</summary>
    Fulfilled,

    /// <summary>Nobody expects it any more.</summary>
    Dropped,
}

/// <summary>What can be done with a commitment.</summary>
public enum CommitmentMove
{
    /// <summary>It was kept.</summary>
    Fulfil,

    /// <summary>Nobody expects it any more.</summary>
    Drop,

    /// <summary>It is owed after all.</summary>
    Reopen,
}

/// <summary>The transition table of the commitment.</summary>
public static class CommitmentLifecycle
{
    /// <summary>All legal moves.</summary>
    public static TransitionTable<CommitmentState, CommitmentMove> Table { get; } = new(
        new(Fulfil, [Open], Fulfilled),
        new(Drop, [Open], Dropped),
        new(Reopen, [Fulfilled, Dropped], Open));
}

/// <summary>Who owes, or to whom something is owed: we, a country, or an organisation with the country it has.</summary>
/// <param name="Us">Whether it is we.</param>
/// <param name="Country">ISO 3166-1 alpha-2; null for us and for an international body.</param>
/// <param name="OrganisationId">The organisation; null where the country as such is meant.</param>
public sealed record CommitmentParty(bool Us, string? Country, Guid? OrganisationId);

/// <summary>What a commitment says.</summary>
/// <param name="OwedBy">Who owes.</param>
/// <param name="OwedTo">To whom; another side.</param>
/// <param name="Title">At most 200 characters.</param>
/// <param name="Text">What exactly; null for nothing more.</param>
/// <param name="DueOn">The last day, by the home clock.</param>
/// <param name="TimeZone">IANA name of the home zone.</param>
/// <param name="EngagementId">The engagement that it comes from; null for none.</param>
/// <param name="LinkedIncidentId">The case that it has to do with; null for none.</param>
/// <param name="Basis">The norm or the agreement that it keeps, as people name it; at most 200 characters; null for none.</param>
/// <param name="ResponsibleId">Who sees to it at home.</param>
/// <param name="Tlp">Its marking; not laxer than that of its engagement.</param>
/// <param name="InstrumentIds">The agreements and norms of the register that it keeps; null leaves those that it has.</param>
public sealed record CommitmentCard(
    CommitmentParty OwedBy,
    CommitmentParty OwedTo,
    string Title,
    string? Text,
    DateOnly DueOn,
    string TimeZone,
    Guid? EngagementId,
    Guid? LinkedIncidentId,
    string? Basis,
    Guid ResponsibleId,
    Tlp Tlp,
    IReadOnlyList<Guid>? InstrumentIds = null);

/// <summary>What one side owes another until a day. It is national only; the one who sees to it is reminded by a follow-up.</summary>
public sealed class Commitment : AggregateRoot, ISecured
{
    /// <summary>When, on its last day, the one who sees to it is told that it is due.</summary>
    private static readonly TimeSpan Morning = TimeSpan.FromHours(9);

    private Commitment() => Reference = Title = TimeZone = string.Empty;

    /// <summary>Notes a commitment.</summary>
    /// <param name="reference">What people call it, <c>CM-2015-0001</c>.</param>
    /// <param name="card">What it says.</param>
    /// <param name="creatorId">Who notes it.</param>
    /// <param name="now">The instant.</param>
    public Commitment(string reference, CommitmentCard card, Guid creatorId, DateTimeOffset now)
        : base(now)
    {
        Reference = reference;
        CreatedById = creatorId;
        Title = TimeZone = string.Empty;
        Apply(card);
        Record("add");
    }

    /// <summary>What people call it; unique.</summary>
    public string Reference { get; private set; }

    /// <summary>Whether we owe it.</summary>
    public bool OwedByUs { get; private set; }

    /// <summary>The country that owes it.</summary>
    public string? OwedByCountry { get; private set; }

    /// <summary>The organisation that owes it.</summary>
    public Guid? OwedByOrganisationId { get; private set; }

    /// <summary>Whether it is owed to us.</summary>
    public bool OwedToUs { get; private set; }

    /// <summary>The country that it is owed to.</summary>
    public string? OwedToCountry { get; private set; }

    /// <summary>The organisation that it is owed to.</summary>
    public Guid? OwedToOrganisationId { get; private set; }

    /// <summary>Its title.</summary>
    public string Title { get; private set; }

    /// <summary>What exactly.</summary>
    public string? Text { get; private set; }

    /// <summary>The last day, by the home clock.</summary>
    public DateOnly DueOn { get; private set; }

    /// <summary>IANA name of the zone of that clock.</summary>
    public string TimeZone { get; private set; }

    /// <summary>Nine in the morning of the last day: when its follow-up is due.</summary>
    public DateTimeOffset DueAt { get; private set; }

    /// <summary>When the last day is over: from then on it is overdue.</summary>
    public DateTimeOffset OverdueAt { get; private set; }

    /// <summary>The engagement that it comes from.</summary>
    public Guid? EngagementId { get; private set; }

    /// <summary>The case that it has to do with.</summary>
    public Guid? LinkedIncidentId { get; private set; }

    /// <summary>The norm or the agreement that it keeps.</summary>
    public string? Basis { get; private set; }

    /// <summary>The agreements and norms of the register that it keeps.</summary>
    public IReadOnlyList<Guid> InstrumentIds { get; private set; } = [];

    /// <summary>Who sees to it at home.</summary>
    public Guid ResponsibleId { get; private set; }

    /// <summary>Who noted it.</summary>
    public Guid CreatedById { get; private set; }

    /// <summary>Its marking.</summary>
    public Tlp Tlp { get; private set; }

    /// <summary>Where it stands.</summary>
    public CommitmentState State { get; private set; } = CommitmentState.Open;

    /// <summary>When it was kept or dropped.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>What was said at the last move.</summary>
    public string? Note { get; private set; }

    /// <summary>The follow-up that reminds of it; the last, where it was reopened.</summary>
    public Guid? FollowUpId { get; private set; }

    /// <summary>Who owes.</summary>
    public CommitmentParty OwedBy => new(OwedByUs, OwedByCountry, OwedByOrganisationId);

    /// <summary>To whom it is owed.</summary>
    public CommitmentParty OwedTo => new(OwedToUs, OwedToCountry, OwedToOrganisationId);

    Guid? ISecured.IncidentId => null;

    Tlp? ISecured.OwnTlp => Tlp;

    /// <summary>Changes what it says.</summary>
    /// <param name="card">What it says now.</param>
    public void Edit(CommitmentCard card)
    {
        Apply(card);
        Record("edit");
    }

    /// <summary>Moves it on.</summary>
    /// <param name="move">The move.</param>
    /// <param name="note">What is said; null for nothing.</param>
    /// <param name="now">The instant.</param>
    /// <exception cref="RuleBrokenException"><c>illegal-move</c>.</exception>
    public void Move(CommitmentMove move, string? note, DateTimeOffset now)
    {
        State = CommitmentLifecycle.Table.Next(State, move);
        (EndedAt, Note) = (State == CommitmentState.Open ? null : now, note);
        Record(MoveName.Of(move));
    }

    /// <summary>A follow-up reminds of it from now on.</summary>
    /// <param name="followUpId">The follow-up.</param>
    public void Chase(Guid followUpId) => FollowUpId = followUpId;

    void ISecured.Remark(Tlp tlp) => Tlp = tlp;

    private void Apply(CommitmentCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        (OwedByUs, OwedByCountry, OwedByOrganisationId) = (card.OwedBy.Us, card.OwedBy.Country, card.OwedBy.OrganisationId);
        (OwedToUs, OwedToCountry, OwedToOrganisationId) = (card.OwedTo.Us, card.OwedTo.Country, card.OwedTo.OrganisationId);
        (Title, Text, DueOn, TimeZone) = (card.Title, card.Text, card.DueOn, card.TimeZone);
        DueAt = Zones.StartOf(DueOn, TimeZone) + Morning;
        OverdueAt = Zones.StartOf(DueOn.AddDays(1), TimeZone);
        (EngagementId, LinkedIncidentId, Basis) = (card.EngagementId, card.LinkedIncidentId, card.Basis);
        (ResponsibleId, Tlp) = (card.ResponsibleId, card.Tlp);
        InstrumentIds = card.InstrumentIds ?? InstrumentIds;
    }
}
