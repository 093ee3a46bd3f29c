namespace CyberIncidents.Domain.Agreements;

/// <summary>On what kind of ground a request would stand, the firmest first.</summary>
public enum FootingGround
{
    /// <summary>An agreement that binds both sides.</summary>
    Binding,

    /// <summary>A regional agreement that binds both sides.</summary>
    RegionalBinding,

    /// <summary>An arrangement of both sides that does not bind.</summary>
    Arrangement,

    /// <summary>A norm or a confidence-building measure that does not bind.</summary>
    Norm,

    /// <summary>The law of our own country, which binds no other.</summary>
    OwnLaw,

    /// <summary>The law of the other country, which says what it may do.</summary>
    TheirLaw,

    /// <summary>Free will.</summary>
    Voluntary,
}

/// <summary>Whether a legal basis holds between two sides on a day, or what stands against it.</summary>
public enum FootingVerdict
{
    /// <summary>It holds for both.</summary>
    Holds,

    /// <summary>The agreement is not in force, or nothing says that it is.</summary>
    NotInForce,

    /// <summary>The agreement has ended.</summary>
    Ended,

    /// <summary>Neither side is a party.</summary>
    NeitherParty,

    /// <summary>We are no party.</summary>
    HomeNoParty,

    /// <summary>The other side is no party.</summary>
    OtherNoParty,

    /// <summary>It is the law of somewhere else.</summary>
    ElsewhereLaw,

    /// <summary>This kind of request cannot be asked under it.</summary>
    NotOfKind,

    /// <summary>The legal basis has left the list.</summary>
    BasisRetired,

    /// <summary>No request may rest on the legal basis today.</summary>
    BasisNotValid,
}

/// <summary>One of two sides: a country, an organisation, or both.</summary>
/// <param name="Country">ISO 3166-1 alpha-2; null for an international body.</param>
/// <param name="Organisations">The organisations that speak for it here.</param>
public sealed record FootingSide(string? Country, IReadOnlyCollection<Guid> Organisations);

/// <summary>What of a party decides.</summary>
/// <param name="Country">ISO 3166-1 alpha-2; null for an organisation.</param>
/// <param name="OrganisationId">The organisation; null for a country.</param>
/// <param name="Standing">Whether it is bound, or has only signed.</param>
/// <param name="InForceFrom">First day for this side.</param>
/// <param name="InForceTo">Last day for this side.</param>
/// <param name="Confidence">How well that was checked: V, S or K.</param>
public sealed record FootingParty(
    string? Country, Guid? OrganisationId, PartyStanding Standing, DateOnly? InForceFrom, DateOnly? InForceTo, string Confidence)
{
    /// <summary>Whether it is that side or speaks for it, whether or not it is bound.</summary>
    /// <param name="side">The side.</param>
    /// <returns>True where its country or its organisation is that of the side.</returns>
    public bool Names(FootingSide side)
    {
        ArgumentNullException.ThrowIfNull(side);
        return (Country is not null && Country == side.Country) || (OrganisationId is { } id && side.Organisations.Contains(id));
    }

    internal bool StandsFor(FootingSide side, DateOnly day) => AgreementParty.Holds(Standing, InForceFrom, InForceTo, day) && Names(side);
}

/// <summary>What of an agreement decides whether it holds between two sides, and how firmly.</summary>
/// <param name="Kind">What kind of text it is.</param>
/// <param name="Reach">For how many states it is meant.</param>
/// <param name="Binding">Whether it binds its parties by law.</param>
/// <param name="OpenToAll">Whether it holds for every state.</param>
/// <param name="InForceFrom">First day on which it binds.</param>
/// <param name="InForceTo">Last day on which it holds.</param>
public sealed record Footing(AgreementKind Kind, AgreementReach Reach, bool Binding, bool OpenToAll, DateOnly? InForceFrom, DateOnly? InForceTo)
{
    /// <summary>How firm it is where it holds.</summary>
    public FootingGround Ground => (Binding, Reach) switch
    {
        (true, AgreementReach.Regional) => FootingGround.RegionalBinding,
        (true, _) => FootingGround.Binding,
        _ => Agreement.OfNorms.Contains(Kind) ? FootingGround.Norm : FootingGround.Arrangement,
    };

    /// <summary>Whether it is in force by itself on a day, whoever its parties are.</summary>
    /// <param name="day">The day.</param>
    /// <returns>Null when it is; else what stands against it. What does not bind needs no entry into force.</returns>
    public FootingVerdict? BlockedOn(DateOnly day) =>
        InForceTo < day ? FootingVerdict.Ended
        : InForceFrom > day || (Binding && InForceFrom is null) ? FootingVerdict.NotInForce
        : null;

    /// <summary>Whether it holds between two sides on a day.</summary>
    /// <param name="parties">Its parties.</param>
    /// <param name="home">Our side.</param>
    /// <param name="other">The other side.</param>
    /// <param name="day">The day.</param>
    /// <returns>The verdict. A body of no country takes part in what is open to all states only by being named.</returns>
    public FootingVerdict Between(IReadOnlyCollection<FootingParty> parties, FootingSide home, FootingSide other, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(parties);
        return BlockedOn(day) ?? (HasSide(parties, home, day), HasSide(parties, other, day)) switch
        {
            (true, true) => FootingVerdict.Holds,
            (true, false) => FootingVerdict.OtherNoParty,
            (false, true) => FootingVerdict.HomeNoParty,
            _ => FootingVerdict.NeitherParty,
        };
    }

    /// <summary>Whether it holds for one side on a day.</summary>
    /// <param name="parties">Its parties.</param>
    /// <param name="side">The side.</param>
    /// <param name="day">The day.</param>
    /// <returns>True where it is in force and the side is a party.</returns>
    public bool HoldsFor(IReadOnlyCollection<FootingParty> parties, FootingSide side, DateOnly day) => BlockedOn(day) is null && HasSide(parties, side, day);

    /// <summary>How well it was checked whether a side is a party.</summary>
    /// <param name="parties">Its parties.</param>
    /// <param name="side">The side.</param>
    /// <param name="day">The day.</param>
    /// <returns>
    /// The marks of the parties that decide it. K for a side that is not named, since lists of many parties are not complete; none where the
    /// agreement itself says it, being open to all or of two sides.
    /// </returns>
    public IReadOnlyList<string> MarksOf(IReadOnlyCollection<FootingParty> parties, FootingSide side, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(side);
        if (OpenToAll && side.Country is not null)
        {
            return [];
        }

        List<FootingParty> named = [.. parties.Where(p => p.Names(side))];
        List<FootingParty> bound = [.. named.Where(p => p.StandsFor(side, day))];
        return named.Count > 0 ? [.. (bound.Count > 0 ? bound : named).Select(p => p.Confidence)]
            : OpenToAll || Reach == AgreementReach.Bilateral ? []
            : ["K"];
    }

    private bool HasSide(IReadOnlyCollection<FootingParty> parties, FootingSide side, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(side);
        return (OpenToAll && side.Country is not null) || parties.Any(p => p.StandsFor(side, day));
    }
}
