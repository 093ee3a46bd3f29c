using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Domain.Observables;

/// <summary>What was seen.</summary>
/// <param name="Type">What kind of trace it is.</param>
/// <param name="Value">Its normal form; see <see cref="ObservableValue.Normalise"/>.</param>
/// <param name="Original">What was entered; at most 2,000 characters.</param>
/// <param name="Note">At most 2,000 characters; null for none.</param>
public sealed record SeenObservable(ObservableType Type, string Value, string Original, string? Note);

/// <summary>A trace that a case left: an address, a name, a hash. National only until it is released.</summary>
public sealed class Observable : AggregateRoot, ISecured
{
    private Observable()
    {
        Value = ValueKey = Original = string.Empty;
    }

    /// <summary>Notes an observable.</summary>
    /// <param name="incidentId">The case.</param>
    /// <param name="seen">What was seen.</param>
    /// <param name="ownTlp">Its own marking, not laxer than the case's; null to carry the case's.</param>
    /// <param name="caseTlp">The case's marking.</param>
    /// <param name="createdById">Who notes it.</param>
    /// <param name="now">The instant.</param>
    public Observable(Guid incidentId, SeenObservable seen, Tlp? ownTlp, Tlp caseTlp, Guid createdById, DateTimeOffset now)
        : base(now)
    {
        ArgumentNullException.ThrowIfNull(seen);
        IncidentId = incidentId;
        Type = seen.Type;
        Value = seen.Value;
        ValueKey = ObservableValue.KeyOf(seen.Type, seen.Value);
        Original = seen.Original;
        Note = seen.Note;
        OwnTlp = ownTlp;
        Tlp = ReleasePolicy.Strictest(ownTlp ?? caseTlp, caseTlp);
        CreatedById = createdById;
        Record("add");
    }

    /// <summary>The case.</summary>
    public Guid IncidentId { get; private set; }

    /// <summary>What kind of trace it is.</summary>
    public ObservableType Type { get; private set; }

    /// <summary>Its normal form.</summary>
    public string Value { get; private set; }

    /// <summary>SHA-256 of type and value in hex: equal exactly where both are, and short enough for an index.</summary>
    public string ValueKey { get; private set; }

    /// <summary>What was entered, for example <c>evil[.]example</c>.</summary>
    public string Original { get; private set; }

    /// <summary>What somebody said of it.</summary>
    public string? Note { get; private set; }

    /// <summary>Its effective marking.</summary>
    public Tlp Tlp { get; private set; }

    /// <summary>The marking that it was given itself; null when it carries the case's.</summary>
    public Tlp? OwnTlp { get; private set; }

    /// <summary>Who noted it.</summary>
    public Guid CreatedById { get; private set; }

    /// <summary>When it was withdrawn; null while it stands.</summary>
    public DateTimeOffset? WithdrawnAt { get; private set; }

    /// <summary>Why it was withdrawn.</summary>
    public string? WithdrawalReason { get; private set; }

    Guid? ISecured.IncidentId => IncidentId;

    /// <summary>Withdraws it; nothing is deleted.</summary>
    /// <param name="reason">Why; null for no word.</param>
    /// <param name="now">The instant.</param>
    /// <exception cref="RuleBrokenException"><c>illegal-move</c>: it is withdrawn already.</exception>
    public void Withdraw(string? reason, DateTimeOffset now)
    {
        if (WithdrawnAt is not null)
        {
            throw new RuleBrokenException("illegal-move", "It is withdrawn already.", []);
        }

        WithdrawnAt = now;
        WithdrawalReason = reason;
        Record("withdraw");
    }

    void ISecured.Remark(Tlp tlp) => Tlp = tlp;
}
