using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Retention;

namespace CyberIncidents.UnitTests.Retention;

public sealed class RetentionRuleTests
{
    private const string Zone = "Asia/Jakarta";
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 3, 0, 0, TimeSpan.Zero);

    [TestCase(null, null, null, ExpectedResult = true)]
    [TestCase("fraud", null, null, ExpectedResult = true)]
    [TestCase("fraud", "recruitment", "budapest-29", ExpectedResult = true)]
    [TestCase("malicious-code", null, null, ExpectedResult = false)]
    [TestCase("fraud", "financing", null, ExpectedResult = false)]
    [TestCase("fraud", null, "eu-2021-784", ExpectedResult = false)]
    public bool A_rule_applies_to_cases_that_meet_all_it_names(string? classification, string? use, string? basis) =>
        Rule(12, new RetentionScope(classification, use, basis)).AppliesTo(Facts());

    [Test]
    public void One_that_was_taken_off_applies_to_nothing()
    {
        var rule = Rule(12);
        rule.Retire(true, Now);
        Assert.That(rule.AppliesTo(Facts()), Is.False);
        rule.Retire(false, Now);
        Assert.That(rule.AppliesTo(Facts()), Is.True);
    }

    [Test]
    public void Months_are_counted_in_the_zone_of_the_house_and_the_last_day_is_whole()
    {
        // 23:30 on 31 January in Jakarta; one month later is 28 February, which is kept to its end.
        var closed = new DateTimeOffset(2027, 1, 31, 16, 30, 0, TimeSpan.Zero);
        Assert.That(Rule(1).KeepsUntil(closed, Zone), Is.EqualTo(new DateTimeOffset(2027, 2, 28, 17, 0, 0, TimeSpan.Zero)));
    }

    [Test]
    public void Of_several_rules_the_longest_counts_and_without_one_the_case_is_kept_for_good()
    {
        var (short_, long_) = (Rule(6), Rule(60, new RetentionScope(null, null, "budapest-29")));
        Assert.That(RetentionRule.LastOf([long_, short_], Facts(), Zone)!.Value.Rule, Is.SameAs(long_));
        Assert.That(RetentionRule.LastOf([short_, long_], Facts() with { LegalBases = [] }, Zone)!.Value.Rule, Is.SameAs(short_));
        Assert.That(RetentionRule.LastOf([], Facts(), Zone), Is.Null);
    }

    [TestCase(IncidentStatus.Active, null, false, ExpectedResult = "incident-open")]
    [TestCase(IncidentStatus.Resolved, null, false, ExpectedResult = "incident-open")]
    [TestCase(IncidentStatus.Closed, "Trial", true, ExpectedResult = "legal-hold")]
    [TestCase(IncidentStatus.Rejected, null, true, ExpectedResult = "under-way")]
    [TestCase(IncidentStatus.Duplicate, null, false, ExpectedResult = null)]
    public string? What_keeps_a_case_apart_from_the_rules(IncidentStatus status, string? hold, bool underWay) =>
        Incident.BlocksDisposal(status, hold, underWay);

    private static RetentionRule Rule(int months, RetentionScope? scope = null) =>
        new("Rule", scope ?? new RetentionScope(null, null, null), months, "Own decision", "K", Now);

    private static RetentionFacts Facts() => new("fraud", ["recruitment"], ["budapest-29", "voluntary"], Now);
}
