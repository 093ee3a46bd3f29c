using CyberIncidents.Domain.Common;

namespace CyberIncidents.Domain.Partners;

/// <summary>What is known of a membership.</summary>
/// <param name="Network">Its code in the list of networks.</param>
/// <param name="Since">The first day; null where it is not known.</param>
/// <param name="Until">The last day; null while it lasts.</param>
/// <param name="Source">Where that is known from; at most 400 characters.</param>
public sealed record MembershipCard(string Network, DateOnly? Since, DateOnly? Until, string? Source);

/// <summary>That an organisation, or a country as a whole, belongs to a network such as FIRST or INTERPOL.</summary>
public sealed class Membership : AggregateRoot
{
    private Membership() => Network = string.Empty;

    /// <summary>Notes a membership.</summary>
    /// <param name="organisationId">Of which organisation; null for a country.</param>
    /// <param name="country">Of which country, ISO 3166-1 alpha-2; null for an organisation.</param>
    /// <param name="card">What is known of it.</param>
    /// <param name="now">The instant.</param>
    public Membership(Guid? organisationId, string? country, MembershipCard card, DateTimeOffset now)
        : base(now)
    {
        if (organisationId is null == country is null)
        {
            throw new InvalidInputException("organisationId", "An organisation or a country, and not both.");
        }

        (OrganisationId, Country, Network) = (organisationId, country, string.Empty);
        Apply(card);
        Record("register");
    }

    /// <summary>Of which organisation; null for a country.</summary>
    public Guid? OrganisationId { get; private set; }

    /// <summary>Of which country; null for an organisation.</summary>
    public string? Country { get; private set; }

    /// <summary>The code of the network.</summary>
    public string Network { get; private set; }

    /// <summary>The first day; null where it is not known.</summary>
    public DateOnly? Since { get; private set; }

    /// <summary>The last day; null while it lasts.</summary>
    public DateOnly? Until { get; private set; }

    /// <summary>Where that is known from.</summary>
    public string? Source { get; private set; }

    /// <summary>Changes what is known of it.</summary>
    /// <param name="card">What is known now.</param>
    /// <exception cref="InvalidInputException">It ends before it begins.</exception>
    public void Edit(MembershipCard card)
    {
        Apply(card);
        Record(Until is null ? "edit" : "end");
    }

    private void Apply(MembershipCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        if (card.Until < card.Since)
        {
            throw new InvalidInputException("until", "It cannot end before it begins.");
        }

        (Network, Since, Until, Source) = (card.Network, card.Since, card.Until, card.Source);
    }
}

/// <summary>What is known of a constituent.</summary>
/// <param name="Name">At most 200 characters.</param>
/// <param name="Sector">One word or two; null when not known.</param>
/// <param name="Country">ISO 3166-1 alpha-2; null for that of the organisation.</param>
public sealed record ConstituentCard(string Name, string? Sector, string? Country);

/// <summary>A client of an organisation, to whom it may pass on what is AMBER (FIRST TLP 2.0).</summary>
public sealed class Constituent : AggregateRoot
{
    private Constituent() => Name = string.Empty;

    /// <summary>Lists a constituent.</summary>
    /// <param name="organisationId">Whose client it is.</param>
    /// <param name="card">What is known of it.</param>
    /// <param name="now">The instant.</param>
    public Constituent(Guid organisationId, ConstituentCard card, DateTimeOffset now)
        : base(now)
    {
        ArgumentNullException.ThrowIfNull(card);
        OrganisationId = organisationId;
        (Name, Sector, Country) = (card.Name, card.Sector, card.Country);
        Record("list");
    }

    /// <summary>Whose client it is.</summary>
    public Guid OrganisationId { get; private set; }

    /// <summary>Its name.</summary>
    public string Name { get; private set; }

    /// <summary>Its sector.</summary>
    public string? Sector { get; private set; }

    /// <summary>Its country; null for that of the organisation.</summary>
    public string? Country { get; private set; }

    /// <summary>When it left the list.</summary>
    public DateTimeOffset? RetiredAt { get; private set; }

    /// <summary>Takes it off the list, or puts it back.</summary>
    /// <param name="retired">Whether it leaves.</param>
    /// <param name="now">The instant.</param>
    public void Retire(bool retired, DateTimeOffset now)
    {
        RetiredAt = retired ? RetiredAt ?? now : null;
        Record(retired ? "retire" : "restore");
    }
}
