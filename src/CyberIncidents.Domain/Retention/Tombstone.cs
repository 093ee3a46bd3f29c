using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Domain.Retention;

/// <summary>How many rows of a kind went.</summary>
/// <param name="Kind">The kind, for example <c>Request</c>.</param>
/// <param name="Count">How many.</param>
public sealed record DisposedPart(string Kind, int Count);

/// <summary>
/// What stays when the content of a case is disposed of: that there was a case, under which rule it went, and what went. Its line in
/// the history is the sealed one behind which the lines before may be blank.
/// </summary>
public sealed class Tombstone : AggregateRoot, ISecured
{
    private Tombstone() => RuleName = RuleSource = string.Empty;

    /// <summary>Sets it.</summary>
    /// <param name="incident">The case.</param>
    /// <param name="rule">The rule under which it goes.</param>
    /// <param name="disposedById">Who does it; null for the program.</param>
    /// <param name="reason">In their own words; null for none.</param>
    /// <param name="parts">What goes.</param>
    /// <param name="now">The instant.</param>
    public Tombstone(Incident incident, RetentionRule rule, Guid? disposedById, string? reason, IEnumerable<DisposedPart> parts, DateTimeOffset now)
        : base(now)
    {
        ArgumentNullException.ThrowIfNull(incident);
        ArgumentNullException.ThrowIfNull(rule);
        IncidentId = incident.Id;
        Tlp = incident.Tlp;
        RuleId = rule.Id;
        RuleName = rule.Name;
        RuleSource = rule.Source;
        DisposedById = disposedById;
        Reason = reason;
        Parts = [.. parts];
        Record("dispose");
    }

    /// <summary>The case.</summary>
    public Guid IncidentId { get; private set; }

    /// <summary>The marking that the case had.</summary>
    public Tlp Tlp { get; private set; }

    /// <summary>The rule under which it went.</summary>
    public Guid RuleId { get; private set; }

    /// <summary>What the rule was called then.</summary>
    public string RuleName { get; private set; }

    /// <summary>What the rule rested on then.</summary>
    public string RuleSource { get; private set; }

    /// <summary>Who did it; null for the program.</summary>
    public Guid? DisposedById { get; private set; }

    /// <summary>In their own words.</summary>
    public string? Reason { get; private set; }

    /// <summary>What went; of a case that was not RED, without its RED parts.</summary>
    public IReadOnlyList<DisposedPart> Parts { get; private set; } = [];

    Guid? ISecured.IncidentId => IncidentId;

    Tlp? ISecured.OwnTlp => null;

    void ISecured.Remark(Tlp tlp) => Tlp = tlp;
}
