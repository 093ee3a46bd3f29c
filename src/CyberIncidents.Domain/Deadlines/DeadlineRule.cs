using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Requests;

namespace CyberIncidents.Domain.Deadlines;

/// <summary>What starts a clock.</summary>
public enum ClockTrigger
{
    /// <summary>Somebody became aware of the incident.</summary>
    Awareness,

    /// <summary>The incident was classified.</summary>
    Classification,

    /// <summary>The stage before was submitted.</summary>
    PreviousStage,

    /// <summary>The request was received.</summary>
    Receipt,

    /// <summary>The request was sent.</summary>
    Sending,
}

/// <summary>What a question of the requested side does to the clock.</summary>
public enum ClarificationEffect
{
    /// <summary>It stands still until the question is answered.</summary>
    Stops,

    /// <summary>It begins anew when the question is answered (Regulation (EU) 2021/784 Art. 3(8)).</summary>
    Restarts,

    /// <summary>It goes on.</summary>
    Runs,
}

/// <summary>Whose duty it is to act in time. Only a partner's makes the partner overdue.</summary>
public enum ClockDuty
{
    /// <summary>Ours.</summary>
    Ours,

    /// <summary>That of whoever has to report the incident.</summary>
    ReportingEntity,

    /// <summary>The partner's.</summary>
    Partner,
}

/// <summary>What the end of the period means.</summary>
public enum RuleEffect
{
    /// <summary>Something has to be done by then.</summary>
    Answer,

    /// <summary>Something is kept until then, and lapses.</summary>
    Retention,
}

/// <summary>What a deadline rule says: when a clock starts, how long it runs and how it is counted.</summary>
/// <param name="Trigger">What starts it.</param>
/// <param name="Offset">How long it runs.</param>
/// <param name="Counting">How it is counted.</param>
/// <param name="NotAfterAwarenessHours">
/// Not later than so many hours after awareness, unless it started later than that (Del. Reg. (EU) 2025/301 Art. 5(1)(a)).
/// </param>
/// <param name="OnClarification">What a question does to it.</param>
/// <param name="Duty">Whose duty it is.</param>
/// <param name="Effect">What its end means.</param>
public sealed record DeadlineTerms(
    ClockTrigger Trigger,
    Offset Offset,
    CountingRule Counting,
    int? NotAfterAwarenessHours,
    ClarificationEffect OnClarification,
    ClockDuty Duty,
    RuleEffect Effect);

/// <summary>Where a rule belongs and what it says, as an administrator keeps it.</summary>
/// <param name="Regime">The law in short, as people say it: <c>NIS2 Art. 23</c>.</param>
/// <param name="RegimeId">The same in Indonesian; null where it is the same there.</param>
/// <param name="NameEn">English name of the stage.</param>
/// <param name="NameId">Indonesian name of the stage.</param>
/// <param name="DescriptionEn">English explanation.</param>
/// <param name="DescriptionId">Indonesian explanation.</param>
/// <param name="Jurisdiction">ISO 3166-1 alpha-2, <c>EU</c> or <c>INT</c>.</param>
/// <param name="Terms">What it says.</param>
/// <param name="Previous">The code of the stage before; only where that one's submission starts it.</param>
/// <param name="LegalBasis">The legal basis whose requests it times; null for a rule on incidents and for our own defaults.</param>
/// <param name="Kinds">The kinds of request it times; empty for any.</param>
/// <param name="Urgencies">The urgencies it times; empty for any.</param>
/// <param name="Source">Instrument and article.</param>
/// <param name="Confidence">V read in the source, S in a secondary one, K not checked.</param>
/// <param name="VerifiedOn">When it was read in the source.</param>
/// <param name="ValidFrom">First day on which it starts clocks; null for always.</param>
/// <param name="ValidTo">Last day on which it starts clocks; null for no end.</param>
public sealed record DeadlineRuleCard(
    string Regime,
    string? RegimeId,
    string NameEn,
    string NameId,
    string? DescriptionEn,
    string? DescriptionId,
    string Jurisdiction,
    DeadlineTerms Terms,
    string? Previous,
    string? LegalBasis,
    IReadOnlyList<RequestKind> Kinds,
    IReadOnlyList<Urgency> Urgencies,
    string Source,
    string Confidence,
    DateOnly? VerifiedOn,
    DateOnly? ValidFrom,
    DateOnly? ValidTo);

/// <summary>A deadline of law as data. Changing it changes no clock that runs already, unless that is asked for.</summary>
public sealed class DeadlineRule : AggregateRoot
{
    private DeadlineRule() => Code = Regime = NameEn = NameId = Jurisdiction = Source = Confidence = string.Empty;

    /// <summary>Adds a rule.</summary>
    /// <param name="code">Its code, in kebab case; unique.</param>
    /// <param name="card">What it says.</param>
    /// <param name="sortOrder">Its place in lists.</param>
    /// <param name="addedHere">Whether an administrator adds it; the seeds leave it alone then.</param>
    /// <param name="now">The instant.</param>
    public DeadlineRule(string code, DeadlineRuleCard card, int sortOrder, bool addedHere, DateTimeOffset now)
        : base(now)
    {
        Code = code;
        EditedHere = addedHere;
        SortOrder = sortOrder;
        Regime = NameEn = NameId = Jurisdiction = Source = Confidence = string.Empty;
        Apply(card);
        Record("add");
    }

    /// <summary>Its code.</summary>
    public string Code { get; private set; }

    /// <summary>The law in short.</summary>
    public string Regime { get; private set; }

    /// <summary>The law in short in Indonesian; null where it is the same there.</summary>
    public string? RegimeId { get; private set; }

    /// <summary>English name of the stage.</summary>
    public string NameEn { get; private set; }

    /// <summary>Indonesian name of the stage.</summary>
    public string NameId { get; private set; }

    /// <summary>English explanation.</summary>
    public string? DescriptionEn { get; private set; }

    /// <summary>Indonesian explanation.</summary>
    public string? DescriptionId { get; private set; }

    /// <summary>ISO 3166-1 alpha-2, <c>EU</c> or <c>INT</c>.</summary>
    public string Jurisdiction { get; private set; }

    /// <summary>What starts a clock.</summary>
    public ClockTrigger Trigger { get; private set; }

    /// <summary>How many units it runs.</summary>
    public int Amount { get; private set; }

    /// <summary>The unit.</summary>
    public OffsetUnit Unit { get; private set; }

    /// <summary>How it is counted.</summary>
    public CountingRule Counting { get; private set; }

    /// <summary>Not later than so many hours after awareness.</summary>
    public int? NotAfterAwarenessHours { get; private set; }

    /// <summary>The code of the stage before.</summary>
    public string? Previous { get; private set; }

    /// <summary>What a question does to a clock.</summary>
    public ClarificationEffect OnClarification { get; private set; }

    /// <summary>Whose duty it is.</summary>
    public ClockDuty Duty { get; private set; }

    /// <summary>What the end of the period means.</summary>
    public RuleEffect Effect { get; private set; }

    /// <summary>The legal basis whose requests it times.</summary>
    public string? LegalBasis { get; private set; }

    /// <summary>The kinds of request it times; empty for any.</summary>
    public IReadOnlyList<RequestKind> Kinds { get; private set; } = [];

    /// <summary>The urgencies it times; empty for any.</summary>
    public IReadOnlyList<Urgency> Urgencies { get; private set; } = [];

    /// <summary>Instrument and article.</summary>
    public string Source { get; private set; }

    /// <summary>V, S or K.</summary>
    public string Confidence { get; private set; }

    /// <summary>When it was read in the source.</summary>
    public DateOnly? VerifiedOn { get; private set; }

    /// <summary>First day on which it starts clocks.</summary>
    public DateOnly? ValidFrom { get; private set; }

    /// <summary>Last day on which it starts clocks.</summary>
    public DateOnly? ValidTo { get; private set; }

    /// <summary>Its place in lists.</summary>
    public int SortOrder { get; private set; }

    /// <summary>When it left the list; clocks that it started run on.</summary>
    public DateTimeOffset? RetiredAt { get; private set; }

    /// <summary>Whether an administrator has changed it; the seeds leave it alone from then on.</summary>
    public bool EditedHere { get; private set; }

    /// <summary>Whether it times requests; else it times incidents.</summary>
    public bool IsForRequests => LegalBasis is not null || Kinds.Count > 0;

    /// <summary>What it says.</summary>
    public DeadlineTerms Terms =>
        new(Trigger, new Offset(Amount, Unit), Counting, NotAfterAwarenessHours, OnClarification, Duty, Effect);

    /// <summary>Whether it starts clocks on a day.</summary>
    /// <param name="day">The day.</param>
    /// <returns>True between its first and last day, while it is on the list.</returns>
    public bool IsValidOn(DateOnly day) => RetiredAt is null && !(ValidFrom > day) && !(ValidTo < day);

    /// <summary>Whether it times a request.</summary>
    /// <param name="legalBasis">The request's basis.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="urgency">Its urgency.</param>
    /// <returns>True when all three fit.</returns>
    public bool Times(string? legalBasis, RequestKind kind, Urgency urgency) =>
        IsForRequests && LegalBasis == legalBasis && (Kinds.Count == 0 || Kinds.Contains(kind)) && (Urgencies.Count == 0 || Urgencies.Contains(urgency));

    /// <summary>An administrator changes it.</summary>
    /// <param name="card">What it says now.</param>
    public void Edit(DeadlineRuleCard card)
    {
        Apply(card);
        EditedHere = true;
        Record("edit");
    }

    /// <summary>The seeds change it, unless an administrator has.</summary>
    /// <param name="card">What it says now.</param>
    /// <param name="sortOrder">Its place in lists.</param>
    public void Reseed(DeadlineRuleCard card, int sortOrder)
    {
        SortOrder = sortOrder;
        if (!EditedHere)
        {
            Apply(card);
            RetiredAt = null;
        }
    }

    /// <summary>Takes it off the list, or puts it back.</summary>
    /// <param name="retired">Whether it leaves.</param>
    /// <param name="now">The instant.</param>
    public void Retire(bool retired, DateTimeOffset now)
    {
        RetiredAt = retired ? RetiredAt ?? now : null;
        Record(retired ? "retire" : "restore");
    }

    private void Apply(DeadlineRuleCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        (Regime, RegimeId, NameEn, NameId) = (card.Regime, card.RegimeId, card.NameEn, card.NameId);
        (DescriptionEn, DescriptionId) = (card.DescriptionEn, card.DescriptionId);
        (Jurisdiction, Previous, LegalBasis, Kinds, Urgencies) = (card.Jurisdiction, card.Previous, card.LegalBasis, card.Kinds, card.Urgencies);
        (Source, Confidence, VerifiedOn, ValidFrom, ValidTo) = (card.Source, card.Confidence, card.VerifiedOn, card.ValidFrom, card.ValidTo);
        var terms = card.Terms;
        (Trigger, Amount, Unit, Counting) = (terms.Trigger, terms.Offset.Amount, terms.Offset.Unit, terms.Counting);
        (NotAfterAwarenessHours, OnClarification, Duty, Effect) = (terms.NotAfterAwarenessHours, terms.OnClarification, terms.Duty, terms.Effect);
    }
}
