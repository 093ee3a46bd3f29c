using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Domain.Engagements;

/// <summary>
/// A conference, a meeting, an exercise, a training, a project: with who came, what was on the agenda and what came of it. It is national
/// only and belongs to no case.
/// </summary>
public sealed class Engagement : AggregateRoot, ISecured
{
    private Engagement() => Reference = Title = TimeZone = string.Empty;

    /// <summary>Plans an engagement, or notes one of the past.</summary>
    /// <param name="reference">What people call it, <c>EN-2015-0003</c>.</param>
    /// <param name="card">What is known of it.</param>
    /// <param name="creatorId">Who notes it; null for the program itself.</param>
    /// <param name="now">The instant.</param>
    /// <param name="origin">Where its facts were read, when it comes from the seeds.</param>
    public Engagement(string reference, EngagementCard card, Guid? creatorId, DateTimeOffset now, EngagementOrigin? origin = null)
        : base(now)
    {
        Reference = reference;
        CreatedById = creatorId;
        Title = TimeZone = string.Empty;
        Apply(card);
        if (origin is not null)
        {
            (SeedCode, Source, Confidence) = (origin.Code, origin.Source, origin.Confidence);
            State = EngagementState.FollowedUp;
        }

        Record("add");
    }

    /// <summary>What people call it; unique.</summary>
    public string Reference { get; private set; }

    /// <summary>What sort it is.</summary>
    public EngagementKind Kind { get; private set; }

    /// <summary>To which kind of cooperation it belongs.</summary>
    public CooperationKind Cooperation { get; private set; }

    /// <summary>Its title.</summary>
    public string Title { get; private set; }

    /// <summary>The city or the building.</summary>
    public string? Place { get; private set; }

    /// <summary>ISO 3166-1 alpha-2 of the place.</summary>
    public string? Country { get; private set; }

    /// <summary>The first day, by the clock of its zone.</summary>
    public DateOnly From { get; private set; }

    /// <summary>The last day, by the clock of its zone.</summary>
    public DateOnly To { get; private set; }

    /// <summary>IANA name of its zone.</summary>
    public string TimeZone { get; private set; }

    /// <summary>When its first day begins.</summary>
    public DateTimeOffset StartsAt { get; private set; }

    /// <summary>When its last day is over.</summary>
    public DateTimeOffset EndsAt { get; private set; }

    /// <summary>Who holds it.</summary>
    public IReadOnlyList<Party> Hosts { get; private set; } = [];

    /// <summary>All countries that it has to do with: of the place, of the hosts and of the delegations.</summary>
    public IReadOnlyList<string> Countries { get; private set; } = [];

    /// <summary>What it is about.</summary>
    public string? Summary { get; private set; }

    /// <summary>Its marking.</summary>
    public Tlp Tlp { get; private set; }

    /// <summary>Who answers for it at home.</summary>
    public Guid? ResponsibleId { get; private set; }

    /// <summary>Who noted it; null for the program itself.</summary>
    public Guid? CreatedById { get; private set; }

    /// <summary>Where it stands.</summary>
    public EngagementState State { get; private set; } = EngagementState.Planned;

    /// <summary>What was said at the last move.</summary>
    public string? Note { get; private set; }

    /// <summary>Who came.</summary>
    public IReadOnlyList<Delegation> Delegations { get; private set; } = [];

    /// <summary>The agenda, in order.</summary>
    public IReadOnlyList<AgendaItem> Agenda { get; private set; } = [];

    /// <summary>What came of it, in the order in which it was written down.</summary>
    public IReadOnlyList<EngagementOutcome> Outcomes { get; private set; } = [];

    /// <summary>The cases that it has to do with; whoever reads it is told only of those that he sees.</summary>
    public IReadOnlyList<Guid> IncidentIds { get; private set; } = [];

    /// <summary>The agreements and norms that it has to do with.</summary>
    public IReadOnlyList<Guid> InstrumentIds { get; private set; } = [];

    /// <summary>Its code in the seeds; null for one that somebody noted.</summary>
    public string? SeedCode { get; private set; }

    /// <summary>Where its facts were read.</summary>
    public string? Source { get; private set; }

    /// <summary>V, S or K; null for one that somebody noted.</summary>
    public string? Confidence { get; private set; }

    Guid? ISecured.IncidentId => null;

    Tlp? ISecured.OwnTlp => Tlp;

    /// <summary>Changes what is known of it.</summary>
    /// <param name="card">What is known now.</param>
    public void Edit(EngagementCard card)
    {
        Apply(card);
        Record("edit");
    }

    /// <summary>The moves that are legal now: nothing took place before it began.</summary>
    /// <param name="now">The instant.</param>
    /// <returns>The moves, in the order of the table.</returns>
    public IReadOnlyList<EngagementMove> AllowedMoves(DateTimeOffset now) =>
        [.. EngagementLifecycle.Table.Allowed(State).Where(m => m != EngagementMove.MarkHeld || now >= StartsAt)];

    /// <summary>Moves it on.</summary>
    /// <param name="move">The move.</param>
    /// <param name="note">What is said; null for nothing.</param>
    /// <param name="now">The instant.</param>
    /// <exception cref="RuleBrokenException"><c>illegal-move</c>; <c>not-begun</c>: nothing took place before it began.</exception>
    public void Move(EngagementMove move, string? note, DateTimeOffset now)
    {
        var next = EngagementLifecycle.Table.Next(State, move);
        if (move == EngagementMove.MarkHeld && now < StartsAt)
        {
            throw new RuleBrokenException("not-begun", "It has not begun yet.");
        }

        State = next;
        Note = note;
        Record(MoveName.Of(move));
    }

    /// <summary>Throws when it is over and takes nothing more.</summary>
    /// <exception cref="RuleBrokenException"><c>ended</c>, with the moves that are legal.</exception>
    public void EnsureTakesMore()
    {
        if (EngagementLifecycle.IsOver(State))
        {
            throw new RuleBrokenException("ended", "It is over and takes nothing more.", [.. EngagementLifecycle.Table.Allowed(State).Select(MoveName.Of)]);
        }
    }

    /// <summary>A delegation comes.</summary>
    /// <param name="delegation">Who.</param>
    /// <returns>False when that side has one already.</returns>
    public bool TryAdd(Delegation delegation)
    {
        ArgumentNullException.ThrowIfNull(delegation);
        if (Delegations.Any(d => d.Side == delegation.Side))
        {
            return false;
        }

        Delegations = [.. Delegations, delegation];
        Name();
        Record("add-delegation");
        return true;
    }

    /// <summary>An item comes onto the agenda.</summary>
    /// <param name="item">The item.</param>
    /// <returns>False when it lies outside the days of the engagement.</returns>
    public bool TryAdd(AgendaItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (item.At < StartsAt || item.At >= EndsAt)
        {
            return false;
        }

        Agenda = [.. Agenda.Append(item).OrderBy(i => i.At).ThenBy(i => i.Id)];
        Record("add-agenda-item");
        return true;
    }

    /// <summary>Writes down what came of it.</summary>
    /// <param name="outcome">What.</param>
    public void Add(EngagementOutcome outcome)
    {
        Outcomes = [.. Outcomes, outcome];
        Record("add-outcome");
    }

    /// <summary>It has to do with a case.</summary>
    /// <param name="incidentId">The case.</param>
    /// <returns>False when that is known already.</returns>
    public bool TryLink(Guid incidentId)
    {
        if (IncidentIds.Contains(incidentId))
        {
            return false;
        }

        IncidentIds = [.. IncidentIds, incidentId];
        Record("link");
        return true;
    }

    /// <summary>It has nothing to do with a case after all.</summary>
    /// <param name="incidentId">The case.</param>
    /// <returns>False when it had not before.</returns>
    public bool TryUnlink(Guid incidentId)
    {
        if (!IncidentIds.Contains(incidentId))
        {
            return false;
        }

        IncidentIds = [.. IncidentIds.Where(i => i != incidentId)];
        Record("unlink");
        return true;
    }

    /// <summary>Takes away a delegation, an item of the agenda or an outcome that was a mistake; the history keeps it.</summary>
    /// <param name="id">Which.</param>
    /// <returns>False when there is none.</returns>
    public bool TryRemove(Guid id)
    {
        var before = Delegations.Count + Agenda.Count + Outcomes.Count;
        Delegations = Delegations.Any(d => d.Id == id) ? [.. Delegations.Where(d => d.Id != id)] : Delegations;
        Agenda = Agenda.Any(a => a.Id == id) ? [.. Agenda.Where(a => a.Id != id)] : Agenda;
        Outcomes = Outcomes.Any(o => o.Id == id) ? [.. Outcomes.Where(o => o.Id != id)] : Outcomes;
        if (Delegations.Count + Agenda.Count + Outcomes.Count == before)
        {
            return false;
        }

        Name();
        Record("remove-part");
        return true;
    }

    void ISecured.Remark(Tlp tlp) => Tlp = tlp;

    private void Apply(EngagementCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        (Kind, Cooperation, Title, Place, Country) = (card.Kind, card.Cooperation, card.Title, card.Place, card.Country);
        (From, To, TimeZone) = (card.From, card.To, card.TimeZone);
        (StartsAt, EndsAt) = (Zones.StartOf(From, TimeZone), Zones.StartOf(To.AddDays(1), TimeZone));
        (Hosts, Summary, Tlp, ResponsibleId) = (card.Hosts, card.Summary, card.Tlp, card.ResponsibleId);
        InstrumentIds = card.InstrumentIds ?? InstrumentIds;
        Name();
    }

    private void Name() =>
        Countries = [.. Hosts.Select(h => h.Country).Concat(Delegations.Select(d => d.Side.Country)).Prepend(Country)
            .OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
