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
        return [.. one.Zip(other, (b, a) => new ProposedChange(b.Name, b.Value, a.Value)).Where(c => c.Before != c.After)];
    }

    private static List<(string Name, string? Value)> Fields(ProposalSubject subject, string text) =>
        subject == ProposalSubject.DutyHours
            ? [("dutyHours", Hours(Read<DutyHoursInput>(text)))]
            : Fields(Read<ContactPointInput>(text) ?? new ContactPointInput());

    private static List<(string Name, string? Value)> Fields(ContactPointInput c) =>
    [
        ("purpose", c.Purpose?.ToString()), ("name", c.Name), ("email", c.Email), ("phone", c.Phone), ("web", c.Web),
        ("secureChannel", c.SecureChannel is { } s ? $"{s.Kind}: {s.Address}" : null), ("language", c.Language),
        ("accepts", c.Accepts is { Count: > 0 } tags ? string.Join(", ", tags) : null), ("dutyHours", Hours(c.DutyHours)), ("timeZone", c.TimeZone),
        ("bounceAddress", c.BounceAddress), ("fingerprint", c.Fingerprint),
    ];

    private static string? Hours(DutyHoursInput? hours) =>
        hours is { From: { } from, To: { } to } ? string.Create(CultureInfo.InvariantCulture, $"{from:HH\\:mm} – {to:HH\\:mm}") : null;
}
