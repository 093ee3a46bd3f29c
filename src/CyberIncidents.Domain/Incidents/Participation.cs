using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Domain.Incidents;

/// <summary>One partner organisation's part in one case; unique per case and organisation.</summary>
public sealed class Participation : AggregateRoot, ISecured
{
    private Participation()
    {
    }

    /// <summary>Proposes a partner.</summary>
    /// <param name="incidentId">The case.</param>
    /// <param name="tlp">The case's marking.</param>
    /// <param name="country">ISO 3166-1 alpha-2 of the organisation; null for an international body.</param>
    /// <param name="organisationId">The organisation; null while the country has no national contact.</param>
    /// <param name="roles">The parts it plays.</param>
    /// <param name="now">The instant.</param>
    public Participation(
        Guid incidentId, Tlp tlp, string? country, Guid? organisationId, IEnumerable<ParticipationRole> roles, DateTimeOffset now)
        : base(now)
    {
        IncidentId = incidentId;
        Tlp = tlp;
        Country = country;
        OrganisationId = organisationId;
        Roles = [.. roles.Distinct().Order()];
        Record("propose");
    }

    /// <summary>The case.</summary>
    public Guid IncidentId { get; private set; }

    /// <summary>The case's marking.</summary>
    public Tlp Tlp { get; private set; }

    /// <summary>ISO 3166-1 alpha-2; null for an international body.</summary>
    public string? Country { get; private set; }

    /// <summary>The organisation; null while the country has no national contact.</summary>
    public Guid? OrganisationId { get; private set; }

    /// <summary>The parts it plays.</summary>
    public IReadOnlyList<ParticipationRole> Roles { get; private set; } = [];

    /// <summary>Where it stands.</summary>
    public ParticipationState State { get; private set; } = ParticipationState.Proposed;

    /// <summary>The title written for this partner; null until it is notified.</summary>
    public string? SharedTitle { get; private set; }

    /// <summary>The summary written for this partner.</summary>
    public string? SharedSummary { get; private set; }

    /// <summary>When the partner was told last.</summary>
    public DateTimeOffset? NotifiedAt { get; private set; }

    /// <summary>When it acted first.</summary>
    public DateTimeOffset? EngagedAt { get; private set; }

    /// <summary>When its part ended.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Why its part ended.</summary>
    public string? EndReason { get; private set; }

    /// <summary>Whether the partner sees what was shared with it.</summary>
    public bool Shares => ParticipationLifecycle.Shares(State);

    /// <summary>Whether it is told and nothing more: it can ask, write and upload nothing.</summary>
    public bool OnlyInformed => ParticipationLifecycle.OnlyInformed(Roles);

    Guid? ISecured.IncidentId => IncidentId;

    Tlp? ISecured.OwnTlp => null;

    /// <summary>Throws unless the move is legal now; the error names the legal ones.</summary>
    /// <param name="move">The move.</param>
    /// <exception cref="RuleBrokenException"><c>illegal-move</c>.</exception>
    public void EnsureAllowed(ParticipationMove move) => ParticipationLifecycle.Table.Next(State, move, MovesOfOurs(State));

    /// <summary>Tells the partner.</summary>
    /// <param name="organisationId">The organisation: its own, or the country's national contact.</param>
    /// <param name="sharedTitle">The title written for it.</param>
    /// <param name="sharedSummary">The summary written for it.</param>
    /// <param name="now">The instant.</param>
    public void Notify(Guid organisationId, string sharedTitle, string? sharedSummary, DateTimeOffset now)
    {
        Move(ParticipationMove.Notify);
        OrganisationId ??= organisationId;
        SharedTitle = sharedTitle;
        SharedSummary = sharedSummary;
        NotifiedAt = now;
        EndedAt = null;
        EndReason = null;
    }

    /// <summary>The partner acted; only its first act moves anything.</summary>
    /// <param name="now">The instant.</param>
    public void PartnerActed(DateTimeOffset now)
    {
        if (State == ParticipationState.Notified)
        {
            Move(ParticipationMove.Engage);
            EngagedAt ??= now;
        }
    }

    /// <summary>Its part is done.</summary>
    /// <param name="reason">Why, when somebody says so.</param>
    /// <param name="now">The instant.</param>
    public void Complete(string? reason, DateTimeOffset now) => End(ParticipationMove.Complete, reason, now);

    /// <summary>It takes no part.</summary>
    /// <param name="reason">Why, when somebody says so.</param>
    /// <param name="now">The instant.</param>
    public void Decline(string? reason, DateTimeOffset now) => End(ParticipationMove.Decline, reason, now);

    /// <summary>We take it out.</summary>
    /// <param name="reason">Why, when somebody says so.</param>
    /// <param name="now">The instant.</param>
    public void Withdraw(string? reason, DateTimeOffset now) => End(ParticipationMove.Withdraw, reason, now);

    /// <summary>Throws unless a request may be sent to it.</summary>
    /// <exception cref="RuleBrokenException"><c>not-notified</c>.</exception>
    public void EnsureTakesRequests()
    {
        if (!ParticipationLifecycle.TakesRequests(State))
        {
            throw new RuleBrokenException(
                "not-notified",
                $"The partner's part is {State}; a request goes only to one that is Notified or Engaged.",
                [.. MovesOfOurs(State).Select(MoveName.Of)]);
        }
    }

    /// <summary>Throws when the partner is only informed: it then may not ask back, comment or upload.</summary>
    /// <exception cref="RuleBrokenException"><c>informed-only</c>.</exception>
    public void EnsureMaySpeak()
    {
        if (OnlyInformed)
        {
            throw new RuleBrokenException("informed-only", "Your organisation is informed only.", []);
        }
    }

    /// <summary>The moves that somebody may ask for; <c>engage</c> happens by itself.</summary>
    /// <param name="state">Where it stands.</param>
    /// <returns>The moves.</returns>
    public static IReadOnlyList<ParticipationMove> MovesOfOurs(ParticipationState state) =>
        [.. ParticipationLifecycle.Table.Allowed(state).Where(m => m != ParticipationMove.Engage)];

    /// <summary>Throws unless something is shared with it now.</summary>
    /// <exception cref="RuleBrokenException"><c>not-notified</c>.</exception>
    public void EnsureShares()
    {
        if (!Shares)
        {
            throw new RuleBrokenException("not-notified", $"The partner's part is {State}; nothing is shared with it.", [.. MovesOfOurs(State).Select(MoveName.Of)]);
        }
    }

    /// <summary>Changes what was written for the partner.</summary>
    /// <param name="sharedTitle">At most 200 characters.</param>
    /// <param name="sharedSummary">At most 20,000 characters; null for nothing.</param>
    public void Rewrite(string sharedTitle, string? sharedSummary)
    {
        (SharedTitle, SharedSummary) = (sharedTitle, sharedSummary);
        Record("edit");
    }

    void ISecured.Remark(Tlp tlp) => Tlp = tlp;

    private void End(ParticipationMove move, string? reason, DateTimeOffset now)
    {
        Move(move);
        EndedAt = now;
        EndReason = reason;
    }

    private void Move(ParticipationMove move)
    {
        State = ParticipationLifecycle.Table.Next(State, move, MovesOfOurs(State));
        Record(MoveName.Of(move));
    }
}
