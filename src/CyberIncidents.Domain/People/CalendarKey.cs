using CyberIncidents.Domain.Common;

namespace CyberIncidents.Domain.People;

/// <summary>The key of a person's calendar address; only its hash is kept. A new one ends the old one.</summary>
public sealed class CalendarKey : AggregateRoot
{
    private CalendarKey() => Hash = string.Empty;

    /// <summary>Makes a key.</summary>
    /// <param name="personId">Whose calendar it opens.</param>
    /// <param name="hash">SHA-256 of the token, hex.</param>
    /// <param name="now">The instant.</param>
    public CalendarKey(Guid personId, string hash, DateTimeOffset now)
        : base(now)
    {
        (PersonId, Hash) = (personId, hash);
        Record("issue");
    }

    /// <summary>Whose calendar it opens.</summary>
    public Guid PersonId { get; private set; }

    /// <summary>SHA-256 of the token, hex.</summary>
    public string Hash { get; private set; }

    /// <summary>When it was taken back.</summary>
    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>Takes it back.</summary>
    /// <param name="now">The instant.</param>
    public void Revoke(DateTimeOffset now)
    {
        RevokedAt ??= now;
        Record("revoke");
    }
}
