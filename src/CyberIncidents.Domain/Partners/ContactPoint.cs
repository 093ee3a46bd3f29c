using CyberIncidents.Domain.Common;

namespace CyberIncidents.Domain.Partners;

/// <summary>What a contact point is for.</summary>
public enum ContactPurpose
{
    /// <summary>Technical work.</summary>
    Technical,

    /// <summary>Diplomatic matters.</summary>
    Diplomatic,

    /// <summary>Day and night.</summary>
    AroundTheClock,

    /// <summary>Legal matters.</summary>
    Legal,

    /// <summary>The press.</summary>
    Press,
}

/// <summary>What an administrator keeps of a contact point.</summary>
/// <param name="Purpose">What it is for.</param>
/// <param name="Name">A person or a desk; at most 200 characters.</param>
/// <param name="Email">Where mail goes.</param>
/// <param name="Phone">A number with its country code.</param>
/// <param name="Language">BCP 47 tag of the language in which it is written to; null for the organisation's first.</param>
/// <param name="BounceAddress">To which address the mail server returns what it cannot deliver; null for that of the house.</param>
public sealed record ContactPointCard(
    ContactPurpose Purpose, string Name, string? Email, string? Phone, string? Language, string? BounceAddress);

/// <summary>How an organisation is reached where nobody of it has an account, and day and night.</summary>
public sealed class ContactPoint : AggregateRoot
{
    private ContactPoint() => Name = string.Empty;

    /// <summary>Registers a contact point.</summary>
    /// <param name="organisationId">Whose it is.</param>
    /// <param name="card">What is known of it.</param>
    /// <param name="now">The instant.</param>
    public ContactPoint(Guid organisationId, ContactPointCard card, DateTimeOffset now)
        : base(now)
    {
        OrganisationId = organisationId;
        Name = string.Empty;
        Apply(card);
        Record("register");
    }

    /// <summary>Whose it is.</summary>
    public Guid OrganisationId { get; private set; }

    /// <summary>What it is for.</summary>
    public ContactPurpose Purpose { get; private set; }

    /// <summary>A person or a desk.</summary>
    public string Name { get; private set; }

    /// <summary>Where mail goes.</summary>
    public string? Email { get; private set; }

    /// <summary>A number with its country code.</summary>
    public string? Phone { get; private set; }

    /// <summary>BCP 47 tag of the language in which it is written to.</summary>
    public string? Language { get; private set; }

    /// <summary>To which address the mail server returns what it cannot deliver.</summary>
    public string? BounceAddress { get; private set; }

    /// <summary>When mail to it was last refused for good; null when it never was, or was changed since.</summary>
    public DateTimeOffset? BouncedAt { get; private set; }

    /// <summary>When it was taken off the list.</summary>
    public DateTimeOffset? RetiredAt { get; private set; }

    /// <summary>Changes what is known of it.</summary>
    /// <param name="card">What is known now.</param>
    public void Edit(ContactPointCard card)
    {
        Apply(card);
        BouncedAt = null;
        Record("edit");
    }

    /// <summary>Mail to it was refused for good.</summary>
    /// <param name="now">The instant.</param>
    public void Bounced(DateTimeOffset now)
    {
        BouncedAt = now;
        Record("bounce");
    }

    /// <summary>Takes it off the list, or puts it back.</summary>
    /// <param name="retired">Whether it leaves.</param>
    /// <param name="now">The instant.</param>
    public void Retire(bool retired, DateTimeOffset now)
    {
        RetiredAt = retired ? RetiredAt ?? now : null;
        Record(retired ? "retire" : "restore");
    }

    private void Apply(ContactPointCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        (Purpose, Name, Email, Phone, Language, BounceAddress) =
            (card.Purpose, card.Name, card.Email, card.Phone, card.Language, card.BounceAddress);
    }
}
