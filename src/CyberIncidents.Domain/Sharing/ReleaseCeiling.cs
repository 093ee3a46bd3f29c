namespace CyberIncidents.Domain.Sharing;

/// <summary>How an organisation stands to a case when something shall go to it.</summary>
public enum ReceiverStanding
{
    /// <summary>It sees what is shared with it: Notified, Engaged or Completed.</summary>
    Shares,

    /// <summary>It was not told, or takes no part any more: Proposed, Declined or Withdrawn.</summary>
    SharesNothing,

    /// <summary>It has no part in the case, or there is no such organisation.</summary>
    TakesNoPart,

    /// <summary>It is our own.</summary>
    Oneself,
}

/// <summary>Why an item may not go to a receiver, the first to be told first.</summary>
public enum ReleaseHindrance
{
    /// <summary>Its marking is above AMBER, and a manager has to let it go.</summary>
    NeedsManager,

    /// <summary>The receiver is our own organisation.</summary>
    Oneself,

    /// <summary>The receiver has no part in the case.</summary>
    TakesNoPart,

    /// <summary>The receiver was not told of the case, or takes no part any more.</summary>
    SharesNothing,

    /// <summary>It came from the receiver itself.</summary>
    OwnItem,

    /// <summary>It came from another partner, which has not agreed.</summary>
    OriginatorConsent,

    /// <summary>It is RED, and nobody of the receiver is named.</summary>
    NoNamedPerson,
}

/// <summary>One item on its way to one receiver, as far as the ceiling looks at it.</summary>
/// <param name="Tlp">Its marking.</param>
/// <param name="OriginatorId">The partner that it came from; null for ours.</param>
/// <param name="ReceiverId">To whom it shall go.</param>
/// <param name="Standing">How the receiver stands to the case.</param>
/// <param name="Consents">Whether the originator agreed that this receiver gets it.</param>
/// <param name="NamedPerson">Whether somebody of the receiver is named in the case.</param>
/// <param name="ByManager">Whether a manager lets it go.</param>
public sealed record ReleaseWay(
    Tlp Tlp, Guid? OriginatorId, Guid ReceiverId, ReceiverStanding Standing, bool Consents, bool NamedPerson, bool ByManager);

/// <summary>
/// What may go to whom (FIRST TLP 2.0): CLEAR and GREEN to any partner, AMBER and AMBER+STRICT to the organisation that is chosen, RED to its named
/// persons. Whoever is chosen has to take part in the case, since it reads the item there. AMBER's clients of an organisation are not modelled: an
/// organisation passes it on itself.
/// </summary>
public static class ReleaseCeiling
{
    /// <summary>Judges one item and one receiver; the first hindrance is named.</summary>
    /// <param name="way">Which item, to whom, by whom.</param>
    /// <returns>Why not; null when it may go.</returns>
    public static ReleaseHindrance? Judge(ReleaseWay way)
    {
        ArgumentNullException.ThrowIfNull(way);
        return way.Standing switch
        {
            _ when !way.ByManager && !ReleasePolicy.AnalystMayRelease(way.Tlp) => ReleaseHindrance.NeedsManager,
            ReceiverStanding.Oneself => ReleaseHindrance.Oneself,
            ReceiverStanding.TakesNoPart => ReleaseHindrance.TakesNoPart,
            ReceiverStanding.SharesNothing => ReleaseHindrance.SharesNothing,
            _ when way.OriginatorId == way.ReceiverId => ReleaseHindrance.OwnItem,
            _ when way.OriginatorId is not null && !way.Consents => ReleaseHindrance.OriginatorConsent,
            _ when ReleasePolicy.NeedsNamedPersons(way.Tlp) && !way.NamedPerson => ReleaseHindrance.NoNamedPerson,
            _ => null,
        };
    }

    /// <summary>Whether another manager has to approve, whatever the setting says.</summary>
    /// <param name="tlp">The marking of the package.</param>
    /// <returns>True for AMBER+STRICT and above.</returns>
    public static bool NeedsSecondApproval(Tlp tlp) => tlp >= Tlp.AmberStrict;
}
