using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Partners;

namespace CyberIncidents.Application.Partners;

/// <summary>The key of a proposal in an answer.</summary>
/// <param name="Id">The proposal.</param>
public sealed record ProposalKey(Guid Id);

/// <summary>One field that is to change.</summary>
/// <param name="Field">Its name in the API.</param>
/// <param name="Before">How it stood.</param>
/// <param name="After">How it is to stand.</param>
public sealed record ProposedChange(string Field, string? Before, string? After);

/// <summary>A change of its own profile that a partner proposes.</summary>
public sealed record ProposalDetail
{
    /// <summary>The proposal.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose profile it is.</summary>
    public required OrganisationName Organisation { get; init; }

    /// <summary>What of it.</summary>
    public required ProposalSubject Subject { get; init; }

    /// <summary>The contact point that is to be edited.</summary>
    public required Guid? ContactPointId { get; init; }

    /// <summary>What is to change, field by field.</summary>
    public IReadOnlyList<ProposedChange> Changes { get; init; } = [];

    /// <summary>Who proposed it.</summary>
    public required PersonName? ProposedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset ProposedAt { get; init; }

    /// <summary>Where it stands.</summary>
    public required ProposalState State { get; init; }

    /// <summary>When it was decided.</summary>
    public required DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Why it was refused.</summary>
    public required string? Reason { get; init; }

    internal string Before { get; init; } = string.Empty;

    internal string After { get; init; } = string.Empty;
}

/// <summary>What a partner proposes: a new contact point, the change of one, or other duty hours.</summary>
public sealed record ProposeInput
{
    /// <summary>What of the profile.</summary>
    public ProposalSubject? Subject { get; init; }

    /// <summary>The contact point that is to be edited.</summary>
    public Guid? ContactPointId { get; init; }

    /// <summary>The contact point as it is to stand, whole; its organisation is the own one and is left out.</summary>
    public ContactPointInput? Contact { get; init; }

    /// <summary>The duty hours as they are to stand; none for the default of the house.</summary>
    public DutyHoursInput? DutyHours { get; init; }
}

/// <summary>A contact point as a proposal keeps it.</summary>
/// <param name="Contact">It, with the fingerprint of its key.</param>
/// <param name="KeyExpiresAt">When that key expires; null for never.</param>
internal sealed record KeptContact(ContactPointInput Contact, DateTimeOffset? KeyExpiresAt)
{
    /// <summary>Whom that key says that it belongs to; null where it has none, and in proposals of earlier versions.</summary>
    public IReadOnlyList<string>? KeyUserIds { get; init; }

    /// <summary>The key as it was read; null where it has to be read again.</summary>
    [JsonIgnore]
    public OpenPgpKey? Key =>
        this is { Contact: { OpenPgpKey: { } armored, Fingerprint: { } fingerprint }, KeyUserIds: { } users } ? new OpenPgpKey(armored, fingerprint, users, KeyExpiresAt) : null;
}

/// <summary>A profile as it is kept with a proposal, and compared field by field.</summary>
internal static class ProposedProfile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Json);

    public static T? Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Json);

    /// <summary>The fields that differ.</summary>
    public static IReadOnlyList<ProposedChange> Changes(ProposalSubject subject, string before, string after)
    {
        var (one, other) = (Fields(subject, before), Fields(subject, after));
        return [.. one.Zip(other).Where(p => p.First != p.Second).Select(p => new ProposedChange(p.First.Name, p.First.Value, p.Second.Value))];
    }

    private static List<Field> Fields(ProposalSubject subject, string text) =>
        subject == ProposalSubject.DutyHours
            ? [new("dutyHours", Hours(Read<DutyHoursInput>(text)))]
            : Fields(Read<KeptContact>(text) ?? new KeptContact(new ContactPointInput(), null));

    private static List<Field> Fields(KeptContact kept)
    {
        var c = kept.Contact;
        return [.. Words(c).Select(w => new Field(w.Name, w.Value)), new Field("fingerprint", KeyOf(kept), c.OpenPgpKey)];
    }

    private static List<(string Name, string? Value)> Words(ContactPointInput c) =>
    [
        ("purpose", c.Purpose?.ToString()), ("name", c.Name), ("email", c.Email), ("phone", c.Phone), ("web", c.Web),
        ("secureChannel", c.SecureChannel is { } s ? $"{s.Kind}: {s.Address}" : null), ("language", c.Language),
        ("accepts", c.Accepts is { Count: > 0 } tags ? string.Join(", ", tags) : null), ("dutyHours", Hours(c.DutyHours)), ("timeZone", c.TimeZone),
        ("bounceAddress", c.BounceAddress),
    ];

    /// <summary>A renewed key has the fingerprint that it had.</summary>
    private static string? KeyOf(KeptContact kept) =>
        kept.KeyExpiresAt is { } end ? string.Create(CultureInfo.InvariantCulture, $"{kept.Contact.Fingerprint} ({end.UtcDateTime:yyyy-MM-dd})") : kept.Contact.Fingerprint;

    private static string? Hours(DutyHoursInput? hours) =>
        hours is { From: { } from, To: { } to } ? string.Create(CultureInfo.InvariantCulture, $"{from:HH\\:mm} – {to:HH\\:mm}") : null;

    /// <param name="Name">Its name in the API.</param>
    /// <param name="Value">What is shown of it.</param>
    /// <param name="Whole">What is compared besides.</param>
    private sealed record Field(string Name, string? Value, string? Whole = null);
}
