using CyberIncidents.Domain.Common;

namespace CyberIncidents.Domain.Partners;

/// <summary>What of a partner's profile is to change.</summary>
public enum ProposalSubject
{
    /// <summary>A contact point is to be registered.</summary>
    NewContact,

    /// <summary>A contact point is to be edited.</summary>
    Contact,

    /// <summary>The duty hours of the organisation are to change.</summary>
    DutyHours,
}

/// <summary>Where a proposal stands.</summary>
public enum ProposalState
{
    /// <summary>It waits for us.</summary>
    Proposed,

    /// <summary>It was done.</summary>
    Approved,

    /// <summary>It was refused.</summary>
    Rejected,

    /// <summary>The partner took it back.</summary>
    Withdrawn,
}

/// <summary>A change of its own profile that a partner proposes: nothing changes until one of ours has approved it.</summary>
public sealed class ProfileProposal : AggregateRoot
{
    private ProfileProposal() => Before = After = string.Empty;

    /// <summary>Proposes a change.</summary>
    /// <param name="organisationId">Whose profile it is.</param>
    /// <param name="subject">What of it, and which contact point.</param>
    /// <param name="change">How it stands and how it is to stand, each as JSON.</param>
    /// <param name="proposedById">Who proposes it.</param>
    /// <param name="now">The instant.</param>
    public ProfileProposal(
        Guid organisationId, (ProposalSubject Subject, Guid? ContactPointId) subject, (string Before, string After) change, Guid proposedById, DateTimeOffset now)
        : base(now)
    {
        (OrganisationId, Subject, ContactPointId) = (organisationId, subject.Subject, subject.ContactPointId);
        (Before, After, ProposedById) = (change.Before, change.After, proposedById);
        Record("propose");
    }

    /// <summary>Whose profile it is.</summary>
    public Guid OrganisationId { get; private set; }

    /// <summary>What of it.</summary>
    public ProposalSubject Subject { get; private set; }

    /// <summary>The contact point that is to be edited.</summary>
    public Guid? ContactPointId { get; private set; }

    /// <summary>How it stood when it was proposed, as JSON.</summary>
    public string Before { get; private set; }

    /// <summary>How it is to stand, as JSON.</summary>
    public string After { get; private set; }

    /// <summary>Who proposed it.</summary>
    public Guid ProposedById { get; private set; }

    /// <summary>Where it stands.</summary>
    public ProposalState State { get; private set; }

    /// <summary>When it was decided.</summary>
    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>Who decided.</summary>
    public Guid? DecidedById { get; private set; }

    /// <summary>Why it was refused; the partner reads it.</summary>
    public string? Reason { get; private set; }

    /// <summary>Throws unless it waits.</summary>
    /// <exception cref="RuleBrokenException"><c>proposal-decided</c>.</exception>
    public void EnsureWaits()
    {
        if (State != ProposalState.Proposed)
        {
            throw new RuleBrokenException("proposal-decided", "That proposal was decided before.");
        }
    }

    /// <summary>Approves, rejects or withdraws it.</summary>
    /// <param name="state">What becomes of it.</param>
    /// <param name="by">Who decides.</param>
    /// <param name="reason">Why it is refused.</param>
    /// <param name="now">The instant.</param>
    /// <exception cref="RuleBrokenException"><c>proposal-decided</c>.</exception>
    public void Decide(ProposalState state, Guid by, string? reason, DateTimeOffset now)
    {
        EnsureWaits();
        (State, DecidedById, Reason, DecidedAt) = (state, by, reason, now);
        Record(state switch
        {
            ProposalState.Approved => "approve",
            ProposalState.Rejected => "reject",
            _ => "withdraw",
        });
    }
}
