using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Domain.Auditing;

/// <summary>How something was read.</summary>
public enum ReadAct
{
    /// <summary>It was opened: noted once for a person, an item and an hour.</summary>
    Opened,

    /// <summary>It was downloaded: noted each time.</summary>
    Downloaded,
}

/// <summary>A line of a hash chain.</summary>
public interface IChainLine
{
    /// <summary>The chain.</summary>
    Guid ChainId { get; }

    /// <summary>Its place in the chain, from 1 without gaps.</summary>
    long Sequence { get; }

    /// <summary>The hash of the line before; empty for the first.</summary>
    string PreviousHash { get; }

    /// <summary>The hash of this line.</summary>
    string Hash { get; }
}

/// <summary>Who read what.</summary>
/// <param name="PersonId">The person.</param>
/// <param name="OrganisationId">For which organisation.</param>
/// <param name="IncidentId">The case of the item; null when it belongs to none.</param>
/// <param name="SubjectType">The kind of item.</param>
/// <param name="SubjectId">The item.</param>
/// <param name="Tlp">Its marking when it was read.</param>
/// <param name="Act">How it was read.</param>
public sealed record Reading(Guid PersonId, Guid OrganisationId, Guid? IncidentId, SubjectType SubjectType, Guid SubjectId, Tlp Tlp, ReadAct Act);

/// <summary>
/// One line of the read log, which is one chain of its own: who opened or downloaded what was released to them, or what is RED.
/// Rows are never rewritten; they hold keys and no content, so that nothing of them ever has to be blanked.
/// </summary>
public sealed class ReadEntry : IChainLine
{
    private ReadEntry()
    {
        PreviousHash = Hash = string.Empty;
    }

    /// <summary>Writes a line; its hash is sealed afterwards.</summary>
    /// <param name="reading">Who read what.</param>
    /// <param name="at">When.</param>
    /// <param name="sequence">Its place, from 1.</param>
    /// <param name="previousHash">The hash of the line before; empty for the first.</param>
    public ReadEntry(Reading reading, DateTimeOffset at, long sequence, string previousHash)
    {
        ArgumentNullException.ThrowIfNull(reading);
        Id = Guid.CreateVersion7(at);
        Sequence = sequence;
        At = at;
        Hour = reading.Act == ReadAct.Opened ? HourOf(at) : null;
        PersonId = reading.PersonId;
        OrganisationId = reading.OrganisationId;
        IncidentId = reading.IncidentId;
        SubjectType = reading.SubjectType;
        SubjectId = reading.SubjectId;
        Tlp = reading.Tlp;
        Act = reading.Act;
        PreviousHash = previousHash;
        Hash = string.Empty;
    }

    /// <summary>The key.</summary>
    public Guid Id { get; private set; }

    /// <inheritdoc/>
    public Guid ChainId => AuditChain.Reads;

    /// <inheritdoc/>
    public long Sequence { get; private set; }

    /// <summary>When; of an opening the first of its hour.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>The hour (UTC) that an opening stands for; null for a download.</summary>
    public DateTimeOffset? Hour { get; private set; }

    /// <summary>Who read.</summary>
    public Guid PersonId { get; private set; }

    /// <summary>The organisation for which that person spoke then.</summary>
    public Guid OrganisationId { get; private set; }

    /// <summary>The case of the item; null when it belongs to none.</summary>
    public Guid? IncidentId { get; private set; }

    /// <summary>The kind of item.</summary>
    public SubjectType SubjectType { get; private set; }

    /// <summary>The item.</summary>
    public Guid SubjectId { get; private set; }

    /// <summary>Its marking when it was read.</summary>
    public Tlp Tlp { get; private set; }

    /// <summary>How it was read.</summary>
    public ReadAct Act { get; private set; }

    /// <inheritdoc/>
    public string PreviousHash { get; private set; }

    /// <summary>HMAC-SHA256 over the line before and every other column, hex.</summary>
    public string Hash { get; private set; }

    /// <summary>The hour that an instant falls into, in UTC.</summary>
    /// <param name="at">The instant.</param>
    /// <returns>Its full hour.</returns>
    public static DateTimeOffset HourOf(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);

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
