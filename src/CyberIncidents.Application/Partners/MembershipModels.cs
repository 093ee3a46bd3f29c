using System.Linq.Expressions;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.Reference;

namespace CyberIncidents.Application.Partners;

/// <summary>The key of a membership in an answer.</summary>
/// <param name="Id">The membership.</param>
public sealed record MembershipKey(Guid Id);

/// <summary>That an organisation, or a country as a whole, belongs to a network.</summary>
public sealed record MembershipDetail
{
    /// <summary>The membership.</summary>
    public required Guid Id { get; init; }

    /// <summary>Of which organisation; null for a country.</summary>
    public required OrganisationName? Organisation { get; init; }

    /// <summary>Of which country; null for an organisation.</summary>
    public required string? Country { get; init; }

    /// <summary>The code of the network.</summary>
    public required string Network { get; init; }

    /// <summary>The name of the network in the language of the call.</summary>
    public string NetworkName { get; init; } = string.Empty;

    /// <summary>The first day; null where it is not known.</summary>
    public required DateOnly? Since { get; init; }

    /// <summary>The last day; null while it lasts.</summary>
    public required DateOnly? Until { get; init; }

    /// <summary>Where that is known from.</summary>
    public required string? Source { get; init; }

    /// <summary>When it was noted.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The version of its row; also the ETag.</summary>
    public required long Version { get; init; }

    internal string NameEn { get; init; } = string.Empty;

    internal string NameId { get; init; } = string.Empty;
}

/// <summary>A membership that is to be noted, and what a patch makes of one.</summary>
public sealed record MembershipInput
{
    /// <summary>Of which organisation; or <see cref="Country"/>.</summary>
    public Guid? OrganisationId { get; init; }

    /// <summary>Of which country, ISO 3166-1 alpha-2.</summary>
    public string? Country { get; init; }

    /// <summary>The code of the network, one of <c>/networks</c>.</summary>
    public string? Network { get; init; }

    /// <summary>The first day; none where it is not known.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>The last day; none while it lasts.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Where that is known from; at most 400 characters.</summary>
    public string? Source { get; init; }

    internal static MembershipInput Of(Membership membership) => new()
    {
        OrganisationId = membership.OrganisationId,
        Country = membership.Country,
        Network = membership.Network,
        Since = membership.Since,
        Until = membership.Until,
        Source = membership.Source,
    };

    internal MembershipCard ToCard() => new(Network!, Since, Until, string.IsNullOrWhiteSpace(Source) ? null : Source.Trim());
}

/// <summary>A JSON Merge Patch of a membership; whose it is and the network stay.</summary>
public sealed record EditMembershipInput
{
    /// <inheritdoc cref="MembershipInput.Since"/>
    public Optional<DateOnly?> Since { get; init; }

    /// <inheritdoc cref="MembershipInput.Until"/>
    public Optional<DateOnly?> Until { get; init; }

    /// <inheritdoc cref="MembershipInput.Source"/>
    public Optional<string> Source { get; init; }

    internal MembershipInput On(MembershipInput now) => now with
    {
        Since = Since.Or(now.Since),
        Until = Until.Or(now.Until),
        Source = Source.Or(now.Source),
    };
}

/// <summary>Reading memberships in one way.</summary>
internal static class MembershipReading
{
    public static Expression<Func<Membership, MembershipDetail>> Project(IAppDb db) => m => new MembershipDetail
    {
        Id = m.Id,
        Organisation = db.Organisations.Where(o => o.Id == m.OrganisationId).Select(o => new OrganisationName(o.Id, o.Name)).FirstOrDefault(),
        Country = m.Country,
        Network = m.Network,
        Since = m.Since,
        Until = m.Until,
        Source = m.Source,
        CreatedAt = m.CreatedAt,
        Version = m.Version,
        NameEn = db.CodeEntries.Where(e => e.List == CodeLists.Network && e.Code == m.Network).Select(e => e.NameEn).FirstOrDefault() ?? m.Network,
        NameId = db.CodeEntries.Where(e => e.List == CodeLists.Network && e.Code == m.Network).Select(e => e.NameId).FirstOrDefault() ?? m.Network,
    };

    public static MembershipDetail Finish(this MembershipDetail row) => row with { NetworkName = Words.Pick(row.NameEn, row.NameId) };
}
