using CyberIncidents.Domain.Common;

namespace CyberIncidents.Domain.Agreements;

/// <summary>A country or an organisation as one side of an agreement.</summary>
public sealed class AgreementParty : Entity, IPartOf
{
    private AgreementParty() => Confidence = string.Empty;

    internal AgreementParty(Guid agreementId, PartyCard card, DateTimeOffset now)
        : base(now)
    {
        AgreementId = agreementId;
        (Country, OrganisationId) = (card.Country, card.OrganisationId);
        Confidence = string.Empty;
        Apply(card);
    }

    /// <summary>The agreement.</summary>
    public Guid AgreementId { get; private set; }

    /// <inheritdoc cref="PartyCard.Country"/>
    public string? Country { get; private set; }

    /// <inheritdoc cref="PartyCard.OrganisationId"/>
    public Guid? OrganisationId { get; private set; }

    /// <inheritdoc cref="PartyCard.Standing"/>
    public PartyStanding Standing { get; private set; }

    /// <inheritdoc cref="PartyCard.SignedOn"/>
    public DateOnly? SignedOn { get; private set; }

    /// <inheritdoc cref="PartyCard.InForceFrom"/>
    public DateOnly? InForceFrom { get; private set; }

    /// <inheritdoc cref="PartyCard.InForceTo"/>
    public DateOnly? InForceTo { get; private set; }

    /// <inheritdoc cref="PartyCard.Reservations"/>
    public string? Reservations { get; private set; }

    /// <inheritdoc cref="PartyCard.Confidence"/>
    public string Confidence { get; private set; }

    /// <summary>When it was taken off the list; null while it stands there.</summary>
    public DateTimeOffset? RemovedAt { get; private set; }

    (string Type, Guid Id) IPartOf.Aggregate => (nameof(Agreement), AgreementId);

    /// <summary>Whether the agreement holds for it on a day.</summary>
    /// <param name="day">The day.</param>
    /// <returns>False for one that has only signed, whose time has not come, or is over.</returns>
    public bool HoldsOn(DateOnly day) => Holds(Standing, InForceFrom, InForceTo, day);

    /// <summary>As <see cref="HoldsOn"/>, of what was read of a party.</summary>
    /// <param name="standing">Whether it is bound, or has only signed.</param>
    /// <param name="from">Its first day; null when that is not known.</param>
    /// <param name="to">Its last day.</param>
    /// <param name="day">The day.</param>
    /// <returns>Whether the agreement holds for it.</returns>
    public static bool Holds(PartyStanding standing, DateOnly? from, DateOnly? to, DateOnly day) =>
        standing == PartyStanding.Party && !(from > day) && !(to < day);

    internal bool Is(PartyCard card) => Country == card.Country && OrganisationId == card.OrganisationId;

    internal void Set(PartyCard card)
    {
        Apply(card);
        RemovedAt = null;
    }

    internal void Remove(DateTimeOffset now) => RemovedAt ??= now;

    private void Apply(PartyCard card)
    {
        (Standing, SignedOn, InForceFrom, InForceTo) = (card.Standing, card.SignedOn, card.InForceFrom, card.InForceTo);
        (Reservations, Confidence) = (card.Reservations, card.Confidence);
    }
}
