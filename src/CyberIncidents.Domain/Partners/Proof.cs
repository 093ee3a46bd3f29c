namespace CyberIncidents.Domain.Partners;

/// <summary>By what it is proven that somebody answers.</summary>
public enum ProofKind
{
    /// <summary>A contact check was answered.</summary>
    ContactCheck,

    /// <summary>A mail was answered.</summary>
    MailAnswered,

    /// <summary>Somebody of ours spoke with them and says so.</summary>
    NotedByHand,

    /// <summary>A liaison officer acted on a request, or filed one: proves the organisation, no contact point.</summary>
    ActedOnRequest,
}

/// <summary>How old a proof may be.</summary>
public static class ProofAge
{
    /// <summary>How old a proof has to be before an act on a request takes its place: whoever is busy here is not written down move by move.</summary>
    public static TimeSpan BeforeAnotherAct { get; } = TimeSpan.FromHours(1);

    /// <summary>Whether nothing proves it any more: there never was a proof, or it is too old.</summary>
    /// <param name="provenAt">The last proof; null for none.</param>
    /// <param name="staleAfterDays">After how many days a proof is too old.</param>
    /// <param name="now">The instant.</param>
    /// <returns>True from the instant on at which it is that old.</returns>
    public static bool IsStale(DateTimeOffset? provenAt, int staleAfterDays, DateTimeOffset now) =>
        provenAt is not { } at || now - at >= TimeSpan.FromDays(staleAfterDays);
}
