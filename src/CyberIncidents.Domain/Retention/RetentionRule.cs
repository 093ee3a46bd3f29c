using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Common;

namespace CyberIncidents.Domain.Retention;

/// <summary>To which closed cases a rule applies: to those that meet all that it names.</summary>
/// <param name="Classification">Class of ENISA RSIT; null for any.</param>
/// <param name="TerroristUse">Category of terrorist use of the internet; null for any and none.</param>
/// <param name="LegalBasis">A legal basis on which a request of the case rests; null for any and none.</param>
public sealed record RetentionScope(string? Classification, string? TerroristUse, string? LegalBasis);

/// <summary>What of a case decides which rules apply to it.</summary>
/// <param name="Classification">Its class of ENISA RSIT.</param>
/// <param name="TerroristUse">Its categories of terrorist use of the internet.</param>
/// <param name="LegalBases">The legal bases of its requests.</param>
/// <param name="ClosedAt">When it was closed, rejected or marked a duplicate.</param>
public sealed record RetentionFacts(string Classification, IReadOnlyList<string> TerroristUse, IReadOnlyCollection<string> LegalBases, DateTimeOffset ClosedAt);

/// <summary>
/// How long the content of a closed case is kept. Without a rule that applies it is kept for good; where several apply, until
/// the last of them has run out.
/// </summary>
public sealed class RetentionRule : AggregateRoot
{
    /// <summary>The longest term, in months: a hundred years.</summary>
    public const int LongestTerm = 1200;

    private RetentionRule() => Name = Source = Confidence = string.Empty;

    /// <summary>Adds a rule.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="scope">To which cases it applies.</param>
    /// <param name="months">Calendar months after the close, in the zone of the house; from 1 to <see cref="LongestTerm"/>.</param>
    /// <param name="source">The law, agreement or own decision that says so.</param>
    /// <param name="confidence">V read in the source, S in a secondary one, K not checked.</param>
    /// <param name="now">The instant.</param>
    public RetentionRule(string name, RetentionScope scope, int months, string source, string confidence, DateTimeOffset now)
        : base(now)
    {
        ArgumentNullException.ThrowIfNull(scope);
        Name = name;
        Classification = scope.Classification;
        TerroristUse = scope.TerroristUse;
        LegalBasis = scope.LegalBasis;
        Months = months;
        Source = source;
        Confidence = confidence;
        Record("add");
    }

    /// <summary>What it is called.</summary>
    public string Name { get; private set; }

    /// <inheritdoc cref="RetentionScope.Classification"/>
    public string? Classification { get; private set; }

    /// <inheritdoc cref="RetentionScope.TerroristUse"/>
    public string? TerroristUse { get; private set; }

    /// <inheritdoc cref="RetentionScope.LegalBasis"/>
    public string? LegalBasis { get; private set; }

    /// <summary>Calendar months after the close.</summary>
    public int Months { get; private set; }

    /// <summary>The law, agreement or own decision that says so.</summary>
    public string Source { get; private set; }

    /// <summary>V, S or K.</summary>
    public string Confidence { get; private set; }

    /// <summary>When it was taken off the list; it applies to nothing from then on.</summary>
    public DateTimeOffset? RetiredAt { get; private set; }

    /// <summary>Changes term and wording; to which cases it applies stays: that is another rule.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="months">Calendar months after the close.</param>
    /// <param name="source">The law, agreement or own decision that says so.</param>
    /// <param name="confidence">V, S or K.</param>
    public void Edit(string name, int months, string source, string confidence)
    {
        Name = name;
        Months = months;
        Source = source;
        Confidence = confidence;
        Record("edit");
    }

    /// <summary>Takes it off the list or puts it back.</summary>
    /// <param name="retired">Whether it is taken off.</param>
    /// <param name="now">The instant.</param>
    public void Retire(bool retired, DateTimeOffset now)
    {
        if (retired == RetiredAt is not null)
        {
            return;
        }

        RetiredAt = retired ? now : null;
        Record(retired ? "retire" : "put-back");
    }

    /// <summary>Whether it applies to a case.</summary>
    /// <param name="facts">The case.</param>
    /// <returns>True when the case meets all that the rule names.</returns>
    public bool AppliesTo(RetentionFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return RetiredAt is null
            && (Classification is null || Classification == facts.Classification)
            && (TerroristUse is null || facts.TerroristUse.Contains(TerroristUse))
            && (LegalBasis is null || facts.LegalBases.Contains(LegalBasis));
    }

    /// <summary>Until when the content of a case is kept under it.</summary>
    /// <param name="closedAt">When the case was closed.</param>
    /// <param name="zone">IANA name of the zone in which its months are counted.</param>
    /// <returns>The beginning of the day on which it may go.</returns>
    public DateTimeOffset KeepsUntil(DateTimeOffset closedAt, string zone) =>
        Zones.StartOf(Zones.DateOf(closedAt, zone).AddMonths(Months).AddDays(1), zone);

    /// <summary>Until when a case is kept, and under which rule.</summary>
    /// <param name="rules">All rules.</param>
    /// <param name="facts">The case.</param>
    /// <param name="zone">IANA name of the zone in which months are counted.</param>
    /// <returns>The last of the rules that apply to run out; null when none applies, and the case is kept for good.</returns>
    public static (RetentionRule Rule, DateTimeOffset Until)? LastOf(IEnumerable<RetentionRule> rules, RetentionFacts facts, string zone)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(facts);
        var last = rules.Where(r => r.AppliesTo(facts)).OrderBy(r => r.Months).ThenBy(r => r.Id).LastOrDefault();
        return last is null ? null : (last, last.KeepsUntil(facts.ClosedAt, zone));
    }
}
