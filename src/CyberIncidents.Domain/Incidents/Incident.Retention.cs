using CyberIncidents.Domain.Common;

namespace CyberIncidents.Domain.Incidents;

/// <content>How long its content is kept.</content>
public sealed partial class Incident
{
    /// <summary>Why it is kept whatever the rules say; null when it is not.</summary>
    public string? LegalHold { get; private set; }

    /// <summary>When its content was disposed of; the row stays, so that its reference and the figures do.</summary>
    public DateTimeOffset? DisposedAt { get; private set; }

    /// <summary>Keeps it whatever the rules say, until that is lifted; a closed case too.</summary>
    /// <param name="reason">Why.</param>
    /// <exception cref="RuleBrokenException"><c>legal-hold</c>: it is kept already.</exception>
    public void PlaceLegalHold(string reason)
    {
        if (LegalHold is not null)
        {
            throw new RuleBrokenException("legal-hold", "It is under a legal hold already.", []);
        }

        LegalHold = reason;
        Record("place-legal-hold");
    }

    /// <summary>Lifts the legal hold.</summary>
    /// <exception cref="RuleBrokenException"><c>no-legal-hold</c>: there is none.</exception>
    public void LiftLegalHold()
    {
        if (LegalHold is null)
        {
            throw new RuleBrokenException("no-legal-hold", "It is under no legal hold.", []);
        }

        LegalHold = null;
        Record("lift-legal-hold");
    }

    /// <summary>Why the content of a case may not be disposed of, apart from the rules.</summary>
    /// <param name="status">Where it stands.</param>
    /// <param name="legalHold">Why it is held; null when it is not.</param>
    /// <param name="underWay">Whether something of it still runs.</param>
    /// <returns><c>incident-open</c>, <c>legal-hold</c>, <c>under-way</c>, or null when it may.</returns>
    public static string? BlocksDisposal(IncidentStatus status, string? legalHold, bool underWay) =>
        !IncidentLifecycle.IsClosed(status) ? "incident-open" : legalHold is not null ? "legal-hold" : underWay ? "under-way" : null;

    /// <summary>Throws when its content is gone.</summary>
    /// <exception cref="RuleBrokenException"><c>disposed</c>.</exception>
    public void EnsureThere()
    {
        if (DisposedAt is not null)
        {
            throw new RuleBrokenException("disposed", "The content of the case was disposed of.", []);
        }
    }
}
