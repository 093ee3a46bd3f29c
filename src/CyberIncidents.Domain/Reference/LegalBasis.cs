using CyberIncidents.Domain.Common;

namespace CyberIncidents.Domain.Reference;

/// <summary>What a legal basis says and where it stands, as an administrator keeps it.</summary>
/// <param name="NameEn">English name.</param>
/// <param name="NameId">Indonesian name.</param>
/// <param name="DescriptionEn">English explanation of what it allows.</param>
/// <param name="DescriptionId">Indonesian explanation of what it allows.</param>
/// <param name="Jurisdiction">ISO 3166-1 alpha-2, <c>EU</c> or <c>INT</c>.</param>
/// <param name="Source">Instrument and article.</param>
/// <param name="Confidence">V read in the source, S in a secondary one, K not checked.</param>
/// <param name="VerifiedOn">When it was read in the source.</param>
/// <param name="ValidFrom">First day on which a request may rest on it; null for always.</param>
/// <param name="ValidTo">Last day on which a request may rest on it; null for no end.</param>
public sealed record LegalBasisCard(
    string NameEn,
    string NameId,
    string? DescriptionEn,
    string? DescriptionId,
    string Jurisdiction,
    string Source,
    string Confidence,
    DateOnly? VerifiedOn,
    DateOnly? ValidFrom,
    DateOnly? ValidTo);

/// <summary>On what a request may rest. Requests keep its code: changing or retiring it changes no request that rests on it.</summary>
public sealed class LegalBasis : AggregateRoot
{
    private LegalBasis() => Code = NameEn = NameId = Jurisdiction = Source = Confidence = string.Empty;

    /// <summary>Adds a legal basis.</summary>
    /// <param name="code">Its code, in kebab case; unique.</param>
    /// <param name="card">What it says.</param>
    /// <param name="sortOrder">Its place in lists.</param>
    /// <param name="addedHere">Whether an administrator adds it; the seeds leave it alone then.</param>
    /// <param name="now">The instant.</param>
    public LegalBasis(string code, LegalBasisCard card, int sortOrder, bool addedHere, DateTimeOffset now)
        : base(now)
    {
        Code = code;
        EditedHere = addedHere;
        SortOrder = sortOrder;
        NameEn = NameId = Jurisdiction = Source = Confidence = string.Empty;
        Apply(card);
        Record("add");
    }

    /// <summary>Its code.</summary>
    public string Code { get; private set; }

    /// <summary>English name.</summary>
    public string NameEn { get; private set; }

    /// <summary>Indonesian name.</summary>
    public string NameId { get; private set; }

    /// <summary>English explanation.</summary>
    public string? DescriptionEn { get; private set; }

    /// <summary>Indonesian explanation.</summary>
    public string? DescriptionId { get; private set; }

    /// <summary>ISO 3166-1 alpha-2, <c>EU</c> or <c>INT</c>.</summary>
    public string Jurisdiction { get; private set; }

    /// <summary>Instrument and article.</summary>
    public string Source { get; private set; }

    /// <summary>V, S or K.</summary>
    public string Confidence { get; private set; }

    /// <summary>When it was read in the source.</summary>
    public DateOnly? VerifiedOn { get; private set; }

    /// <summary>First day on which a request may rest on it.</summary>
    public DateOnly? ValidFrom { get; private set; }

    /// <summary>Last day on which a request may rest on it.</summary>
    public DateOnly? ValidTo { get; private set; }

    /// <summary>Its place in lists.</summary>
    public int SortOrder { get; private set; }

    /// <summary>When it left the list; requests that rest on it stay as they are.</summary>
    public DateTimeOffset? RetiredAt { get; private set; }

    /// <summary>Whether an administrator has changed it; the seeds leave it alone from then on.</summary>
    public bool EditedHere { get; private set; }

    /// <summary>Why a new request cannot rest on it on a day.</summary>
    /// <param name="day">The day.</param>
    /// <returns><c>basis-retired</c>, <c>basis-not-valid</c>, or null when it can.</returns>
    public string? BlocksOn(DateOnly day) => Blocks(RetiredAt is not null, ValidFrom, ValidTo, day);

    /// <summary>As <see cref="BlocksOn"/>, of what was read of a basis.</summary>
    /// <param name="retired">Whether it left the list.</param>
    /// <param name="validFrom">Its first day.</param>
    /// <param name="validTo">Its last day.</param>
    /// <param name="day">The day.</param>
    /// <returns><c>basis-retired</c>, <c>basis-not-valid</c>, or null when a request can rest on it.</returns>
    public static string? Blocks(bool retired, DateOnly? validFrom, DateOnly? validTo, DateOnly day) =>
        retired ? "basis-retired" : validFrom > day || validTo < day ? "basis-not-valid" : null;

    /// <summary>An administrator changes it.</summary>
    /// <param name="card">What it says now.</param>
    public void Edit(LegalBasisCard card)
    {
        Apply(card);
        EditedHere = true;
        Record("edit");
    }

    /// <summary>The seeds change it, unless an administrator has.</summary>
    /// <param name="card">What it says now.</param>
    /// <param name="sortOrder">Its place in lists.</param>
    public void Reseed(LegalBasisCard card, int sortOrder)
    {
        SortOrder = sortOrder;
        if (!EditedHere)
        {
            Apply(card);
            RetiredAt = null;
        }
    }

    /// <summary>An administrator takes it off the list, or puts it back; the seeds leave it so.</summary>
    /// <param name="retired">Whether it leaves.</param>
    /// <param name="now">The instant.</param>
    public void Retire(bool retired, DateTimeOffset now)
    {
        RetiredAt = retired ? RetiredAt ?? now : null;
        EditedHere = true;
        Record(retired ? "retire" : "restore");
    }

    /// <summary>The seeds hold it no more: it leaves the list, unless an administrator has changed it.</summary>
    /// <param name="now">The instant.</param>
    public void Unseed(DateTimeOffset now)
    {
        if (!EditedHere && RetiredAt is null)
        {
            RetiredAt = now;
            Record("retire");
        }
    }

    private void Apply(LegalBasisCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        (NameEn, NameId, DescriptionEn, DescriptionId) = (card.NameEn, card.NameId, card.DescriptionEn, card.DescriptionId);
        (Jurisdiction, Source, Confidence) = (card.Jurisdiction, card.Source, card.Confidence);
        (VerifiedOn, ValidFrom, ValidTo) = (card.VerifiedOn, card.ValidFrom, card.ValidTo);
    }
}
