using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Common;

namespace CyberIncidents.Domain.Partners;

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

    /// <summary>An address of the web where it takes reports.</summary>
    public string? Web { get; private set; }

    /// <summary>The closed network by which it is reached.</summary>
    public SecureChannelKind? SecureKind { get; private set; }

    /// <summary>How it is found in that network.</summary>
    public string? SecureAddress { get; private set; }

    /// <summary>BCP 47 tag of the language in which it is written to.</summary>
    public string? Language { get; private set; }

    /// <summary>BCP 47 tags of the languages that it takes; empty for those of its organisation.</summary>
    public IReadOnlyList<string> Accepts { get; private set; } = [];

    /// <summary>To which address the mail server returns what it cannot deliver.</summary>
    public string? BounceAddress { get; private set; }

    /// <summary>When its own duty hours begin, in its zone; null for those of its organisation.</summary>
    public TimeOnly? DutyFrom { get; private set; }

    /// <summary>When its own duty hours end.</summary>
    public TimeOnly? DutyTo { get; private set; }

    /// <summary>IANA name of its own zone; null for that of its organisation.</summary>
    public string? TimeZone { get; private set; }

    /// <summary>Its OpenPGP public key as text.</summary>
    public string? OpenPgpKey { get; private set; }

    /// <summary>The fingerprint of the key: upper-case hexadecimal.</summary>
    public string? Fingerprint { get; private set; }

    /// <summary>Whom the key says that it belongs to.</summary>
    public IReadOnlyList<string> KeyUserIds { get; private set; } = [];

    /// <summary>When the key expires; null for never, and without a key.</summary>
    public DateTimeOffset? KeyExpiresAt { get; private set; }

    /// <summary>When mail to it was last refused for good; null when it never was, or was changed since.</summary>
    public DateTimeOffset? BouncedAt { get; private set; }

    /// <summary>When it was last proven that somebody answers here; null for never.</summary>
    public DateTimeOffset? ProvenAt { get; private set; }

    /// <summary>By what.</summary>
    public ProofKind? ProvenBy { get; private set; }

    /// <summary>What whoever noted it by hand said.</summary>
    public string? ProofNote { get; private set; }

    /// <summary>When it was taken off the list.</summary>
    public DateTimeOffset? RetiredAt { get; private set; }

    /// <summary>Its own duty hours; null for those of its organisation.</summary>
    public DutyHours? Duty => DutyFrom is { } from && DutyTo is { } to ? new DutyHours(from, to) : null;

    /// <summary>What is known of it.</summary>
    public ContactPointCard Card => new(Purpose, Name, Email, Phone, Language, BounceAddress)
    {
        Web = Web,
        Secure = SecureKind is { } kind ? new SecureChannel(kind, SecureAddress ?? string.Empty) : null,
        Duty = Duty,
        TimeZone = TimeZone,
        Accepts = Accepts,
        Key = OpenPgpKey is { } text ? new OpenPgpKey(text, Fingerprint ?? string.Empty, KeyUserIds, KeyExpiresAt) : null,
    };

    /// <summary>Changes what is known of it. Where it is reached elsewhere now, what was proven before proves nothing.</summary>
    /// <param name="card">What is known now.</param>
    public void Edit(ContactPointCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        var elsewhere = (Email, Phone, Web, SecureAddress) != (card.Email, card.Phone, card.Web, card.Secure?.Address);
        Apply(card);
        BouncedAt = null;
        if (elsewhere)
        {
            (ProvenAt, ProvenBy, ProofNote) = (null, null, null);
        }

        Record("edit");
    }

    /// <summary>Mail to it was refused for good.</summary>
    /// <param name="now">The instant.</param>
    public void Bounced(DateTimeOffset now)
    {
        BouncedAt = now;
        Record("bounce");
    }

    /// <summary>Somebody answered here. A proof that is older than the one that is known changes nothing.</summary>
    /// <param name="by">By what it is proven.</param>
    /// <param name="note">What whoever notes it by hand says.</param>
    /// <param name="at">When it was answered.</param>
    public void Prove(ProofKind by, string? note, DateTimeOffset at)
    {
        if (ProvenAt >= at)
        {
            return;
        }

        (ProvenAt, ProvenBy, ProofNote) = (at, by, note);
        if (BouncedAt <= at)
        {
            BouncedAt = null;
        }

        Record("prove");
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
        (Web, SecureKind, SecureAddress, TimeZone) = (card.Web, card.Secure?.Kind, card.Secure?.Address, card.TimeZone);
        (DutyFrom, DutyTo, Accepts) = (card.Duty?.From, card.Duty?.To, [.. card.Accepts]);
        (OpenPgpKey, Fingerprint, KeyExpiresAt) = (card.Key?.Armored, card.Key?.Fingerprint, card.Key?.ExpiresAt);
        KeyUserIds = [.. card.Key?.UserIds ?? []];
    }
}
