using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Domain.Agreements;

/// <summary>Says that a norm is at issue in a case. It carries the marking of its case, and partners never see it.</summary>
public sealed class NormCitation : AggregateRoot, ISecured
{
    private NormCitation()
    {
    }

    /// <summary>Cites a norm.</summary>
    /// <param name="incidentId">The case.</param>
    /// <param name="tlp">The marking of the case.</param>
    /// <param name="provisionId">The norm.</param>
    /// <param name="note">Why; null for no word.</param>
    /// <param name="createdById">Who cites it.</param>
    /// <param name="now">The instant.</param>
    public NormCitation(Guid incidentId, Tlp tlp, Guid provisionId, string? note, Guid createdById, DateTimeOffset now)
        : base(now)
    {
        (IncidentId, Tlp, ProvisionId, Note, CreatedById) = (incidentId, tlp, provisionId, note, createdById);
        Record("cite");
    }

    /// <summary>The case.</summary>
    public Guid IncidentId { get; private set; }

    /// <summary>The marking of the case.</summary>
    public Tlp Tlp { get; private set; }

    /// <summary>The norm.</summary>
    public Guid ProvisionId { get; private set; }

    /// <summary>Why it is at issue.</summary>
    public string? Note { get; private set; }

    /// <summary>Who cited it.</summary>
    public Guid CreatedById { get; private set; }

    /// <summary>When it was withdrawn; null while it stands.</summary>
    public DateTimeOffset? WithdrawnAt { get; private set; }

    Guid? ISecured.IncidentId => IncidentId;

    Tlp? ISecured.OwnTlp => null;

    /// <summary>Withdraws it; nothing is deleted.</summary>
    /// <param name="now">The instant.</param>
    /// <exception cref="RuleBrokenException"><c>illegal-move</c>: it is withdrawn already.</exception>
    public void Withdraw(DateTimeOffset now)
    {
        if (WithdrawnAt is not null)
        {
            throw new RuleBrokenException("illegal-move", "It is withdrawn already.", []);
        }

        WithdrawnAt = now;
        Record("withdraw");
    }

    void ISecured.Remark(Tlp tlp) => Tlp = tlp;
}
