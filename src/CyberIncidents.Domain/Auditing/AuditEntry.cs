using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Domain.Auditing;

/// <summary>
/// One line of a hash chain: who did what to which aggregate. Rows are never rewritten. <see cref="Payload"/> and
/// <see cref="Salt"/> enter the hash as <see cref="PayloadHash"/>, so that disposal may blank them: a blank is a
/// break unless a later line of the chain is that of a <see cref="Retention.Tombstone"/>, or in the chain that all share one of a
/// <see cref="Retention.RequestTombstone"/> that names it.
/// </summary>
public sealed class AuditEntry : IChainLine
{
    private AuditEntry()
    {
        Actor = Action = SubjectType = CorrelationId = PayloadHash = PreviousHash = Hash = string.Empty;
    }

    /// <summary>Writes a line; its hash is sealed afterwards.</summary>
    /// <param name="line">What happened.</param>
    /// <param name="chainId">The chain: the case, or the all-zero id for the rest.</param>
    /// <param name="sequence">Its place, from 1.</param>
    /// <param name="previousHash">The hash of the line before; empty for the first.</param>
    /// <param name="payloadHash">SHA-256 of salt and payload, hex.</param>
    public AuditEntry(AuditLine line, Guid chainId, long sequence, string previousHash, string payloadHash)
    {
        ArgumentNullException.ThrowIfNull(line);
        Id = Guid.CreateVersion7(line.At);
        ChainId = chainId;
        Sequence = sequence;
        At = line.At;
        Actor = line.Actor;
        ActorId = line.ActorId;
        Action = line.Action;
        SubjectType = line.SubjectType;
        SubjectId = line.SubjectId;
        CorrelationId = line.CorrelationId;
        Tlp = line.Tlp;
        Payload = line.Payload;
        Salt = line.Salt;
        PayloadHash = payloadHash;
        PreviousHash = previousHash;
        Hash = string.Empty;
    }

    /// <summary>The key.</summary>
    public Guid Id { get; private set; }

    /// <summary>The chain: the case, or the all-zero id for the rest.</summary>
    public Guid ChainId { get; private set; }

    /// <summary>Its place in the chain, from 1 without gaps.</summary>
    public long Sequence { get; private set; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary><c>User</c> or <c>System</c>.</summary>
    public string Actor { get; private set; }

    /// <summary>Which user; null for the system.</summary>
    public Guid? ActorId { get; private set; }

    /// <summary>What: the acts of the aggregate, in order, separated by commas.</summary>
    public string Action { get; private set; }

    /// <summary>The type of the aggregate.</summary>
    public string SubjectType { get; private set; }

    /// <summary>The key of the aggregate.</summary>
    public Guid SubjectId { get; private set; }

    /// <summary>Ties together what one call did.</summary>
    public string CorrelationId { get; private set; }

    /// <summary>The strictest marking that the aggregate had while this was written; lowering the aggregate does not lower it.</summary>
    public Tlp Tlp { get; private set; }

    /// <summary>Old and new values as JSON; null after disposal.</summary>
    public string? Payload { get; private set; }

    /// <summary>Random bytes, hex; null after disposal.</summary>
    public string? Salt { get; private set; }

    /// <summary>SHA-256 of salt and payload, hex.</summary>
    public string PayloadHash { get; private set; }

    /// <summary>The hash of the line before.</summary>
    public string PreviousHash { get; private set; }

    /// <summary>HMAC-SHA256 over the line before and every other column, hex.</summary>
    public string Hash { get; private set; }

    /// <summary>Sets the hash, once.</summary>
    /// <param name="hash">The hash.</param>
    public void Seal(string hash)
    {
        if (Hash.Length > 0)
        {
            throw new InvalidOperationException("Sealed already.");
        }

        Hash = hash;
    }
}

/// <summary>What an audit line tells.</summary>
/// <param name="At">When.</param>
/// <param name="Actor"><c>User</c> or <c>System</c>.</param>
/// <param name="ActorId">Which user.</param>
/// <param name="Action">What.</param>
/// <param name="SubjectType">The type of the aggregate.</param>
/// <param name="SubjectId">The key of the aggregate.</param>
/// <param name="CorrelationId">Ties together what one call did.</param>
/// <param name="Tlp">The strictest marking of what is told.</param>
/// <param name="Payload">Old and new values as JSON.</param>
/// <param name="Salt">Random bytes, hex.</param>
public sealed record AuditLine(
    DateTimeOffset At, string Actor, Guid? ActorId, string Action, string SubjectType, Guid SubjectId, string CorrelationId, Tlp Tlp, string Payload, string Salt);

/// <summary>
/// The head of a chain; it is locked before a line is added, and a head that disagrees with the last line is a break. It is
/// sealed by the key, so that nobody else can set it back after cutting lines off.
/// </summary>
public sealed class AuditChain
{
    /// <summary>The chain of everything that belongs to no case.</summary>
    public static readonly Guid Rest = Guid.Empty;

    /// <summary>The chain of the read log.</summary>
    public static readonly Guid Reads = new("00000000-0000-0000-0000-000000000001");

    private AuditChain()
    {
        LastHash = Seal = string.Empty;
    }

    /// <summary>Begins a chain.</summary>
    /// <param name="chainId">The case, or the all-zero id for the rest.</param>
    public AuditChain(Guid chainId)
    {
        ChainId = chainId;
        LastHash = Seal = string.Empty;
    }

    /// <summary>The case, or the all-zero id for the rest.</summary>
    public Guid ChainId { get; private set; }

    /// <summary>The place of the last line; 0 before the first.</summary>
    public long LastSequence { get; private set; }

    /// <summary>The hash of the last line; empty before the first.</summary>
    public string LastHash { get; private set; }

    /// <summary>In the head of the chain for the rest, how many chains of cases were begun, that of the read log counted with them; 0 in all others.</summary>
    public long Begun { get; private set; }

    /// <summary>HMAC-SHA256 over every other column, hex; empty on a head of before there were seals.</summary>
    public string Seal { get; private set; }

    /// <summary>Counts chains of cases that were begun.</summary>
    /// <param name="chains">How many more.</param>
    public void Count(long chains) => Begun += chains;

    /// <summary>Sets the seal, after each change.</summary>
    /// <param name="seal">The seal.</param>
    public void SealAs(string seal) => Seal = seal;

    /// <summary>Moves the head to a new last line.</summary>
    /// <param name="entry">The line.</param>
    public void Advance(IChainLine entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        LastSequence = entry.Sequence;
        LastHash = entry.Hash;
    }
}
