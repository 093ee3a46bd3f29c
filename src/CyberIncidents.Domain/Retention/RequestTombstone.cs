using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Domain.Retention;

/// <summary>What goes of a request that a partner filed.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="Tlp">The marking that it had.</param>
/// <param name="Parts">What goes; of one that was not RED, without its RED parts.</param>
/// <param name="Lines">The places of the lines that are blanked in the chain that all share, in order.</param>
public sealed record DisposedRequest(Guid RequestId, Tlp Tlp, IReadOnlyList<DisposedPart> Parts, IReadOnlyList<long> Lines);

/// <summary>
/// What stays when the content of what a partner asked is disposed of, by itself or with the case that took it in. Its history stands,
/// all of it or that of before the case, in the chain that all share: so its line names the lines that may be blank, and excuses no others.
/// </summary>
public sealed class RequestTombstone : AggregateRoot, ISecured
{
    private RequestTombstone() => RuleName = RuleSource = string.Empty;

    /// <summary>Sets it.</summary>
    /// <param name="gone">What goes.</param>
    /// <param name="rule">The rule under which it goes.</param>
    /// <param name="disposedById">Who does it; null for the program.</param>
    /// <param name="reason">In their own words; null for none.</param>
    /// <param name="now">The instant.</param>
    public RequestTombstone(DisposedRequest gone, RetentionRule rule, Guid? disposedById, string? reason, DateTimeOffset now)
        : base(now)
    {
        ArgumentNullException.ThrowIfNull(gone);
        ArgumentNullException.ThrowIfNull(rule);
        RequestId = gone.RequestId;
        Tlp = gone.Tlp;
        RuleId = rule.Id;
        RuleName = rule.Name;
        RuleSource = rule.Source;
        DisposedById = disposedById;
        Reason = reason;
        Parts = [.. gone.Parts];
        Lines = [.. gone.Lines];
        Record("dispose");
    }

    /// <summary>The request.</summary>
    public Guid RequestId { get; private set; }

    /// <summary>The marking that the request had.</summary>
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

    /// <summary>What went; nothing where it went as a part of its case, whose tombstone says that.</summary>
    public IReadOnlyList<DisposedPart> Parts { get; private set; } = [];

    /// <summary>The places of the lines that it excuses, in the chain of what belongs to no case.</summary>
    public IReadOnlyList<long> Lines { get; private set; } = [];

    Guid? ISecured.IncidentId => null;

    Tlp? ISecured.OwnTlp => null;

    void ISecured.Remark(Tlp tlp) => Tlp = tlp;
}
