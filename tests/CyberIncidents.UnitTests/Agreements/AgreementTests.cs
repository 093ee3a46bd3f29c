using CyberIncidents.Domain.Agreements;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Requests;
using CyberIncidents.UnitTests.Common;

namespace CyberIncidents.UnitTests.Agreements;

public sealed class AgreementTests
{
    private static readonly DateOnly Day = new(2026, 3, 2);

    [Test]
    public void One_that_ends_before_it_starts_is_refused()
    {
        var refused = Assert.Throws<InvalidInputException>(() => Agreement(Card() with { InForceFrom = Day, InForceTo = Day.AddDays(-1) }))!;
        Assert.That(refused.Errors.Keys, Is.EqualTo(new[] { "inForceTo" }));
        Assert.That(Agreement(Card() with { InForceFrom = Day, InForceTo = Day }).InForceTo, Is.EqualTo(Day));
    }

    [Test]
    public void A_party_stands_in_it_once()
    {
        var agreement = Agreement();
        var refused = Assert.Throws<InvalidInputException>(() => agreement.SetParties([Party("NL"), Party("ID"), Party("NL")], Given.Now))!;
        Assert.That(refused.Errors.Keys, Is.EqualTo(new[] { "parties[2].country" }));
        var wrong = Assert.Throws<InvalidInputException>(() => agreement.SetParties([Party("NL") with { InForceFrom = Day, InForceTo = Day.AddDays(-1) }], Given.Now))!;
        Assert.That(wrong.Errors.Keys, Is.EqualTo(new[] { "parties[0].inForceTo" }));
    }

    [Test]
    public void A_party_that_is_not_named_leaves_the_list_and_comes_back_as_the_same()
    {
        var agreement = Agreement();
        agreement.SetParties([Party("NL"), Party("ID")], Given.Now);
        var first = agreement.Parties[0];
        agreement.SetParties([Party("ID")], Given.Now.AddDays(1));
        Assert.That((first.RemovedAt, agreement.Parties.Count), Is.EqualTo((Given.Now.AddDays(1), 2)));
        agreement.SetParties([Party("ID"), Party("NL") with { Reservations = "Art. 29(4)" }], Given.Now.AddDays(2));
        Assert.That((first.RemovedAt, first.Reservations, agreement.Parties.Count), Is.EqualTo(((DateTimeOffset?)null, "Art. 29(4)", 2)));
    }

    [Test]
    public void A_provision_keeps_its_key_and_its_order_whatever_is_said_of_it()
    {
        var agreement = Agreement();
        agreement.SetProvisions([Provision("29"), Provision("31")], Given.Now);
        var key = agreement.Provisions[0].Id;
        agreement.SetProvisions([Provision("31"), Provision("29") with { TitleEn = "Anew" }], Given.Now);
        Assert.That(agreement.Provisions.OrderBy(p => p.SortOrder).Select(p => p.Article), Is.EqualTo(new[] { "31", "29" }));
        Assert.That((agreement.Provisions[0].Id, agreement.Provisions[0].TitleEn), Is.EqualTo((key, "Anew")));
        var twice = Assert.Throws<InvalidInputException>(() => agreement.SetProvisions([Provision("29"), Provision("29")], Given.Now))!;
        Assert.That(twice.Errors.Keys, Is.EqualTo(new[] { "provisions[1].article" }));
        var fields = Provision("29") with { Fields = [new("a", "A", "A"), new("a", "B", "B")] };
        Assert.That(Assert.Throws<InvalidInputException>(() => agreement.SetProvisions([fields], Given.Now))!.Errors.Keys, Is.EqualTo(new[] { "provisions[0].fields[1].code" }));
    }

    [Test]
    public void The_seeds_leave_alone_what_somebody_here_changed()
    {
        var agreement = Agreement();
        agreement.Reseed(Card() with { TitleEn = "Of the seeds" }, [Party("NL")], [Provision("1")], Given.Now);
        Assert.That((agreement.TitleEn, agreement.Parties.Count, agreement.Provisions.Count, agreement.EditedHere), Is.EqualTo(("Of the seeds", 1, 1, false)));
        agreement.SetParties([Party("NL"), Party("ID")], Given.Now.AddHours(1));
        agreement.Reseed(Card(), [], [], Given.Now);
        Assert.That((agreement.TitleEn, agreement.Parties.Count(p => p.RemovedAt is null), agreement.EditedHere), Is.EqualTo(("Of the seeds", 2, true)));
        Assert.That(agreement.ChangedAt, Is.EqualTo(Given.Now.AddHours(1)), "a change of a part changes the whole");
        Assert.That(agreement.Acts, Is.EqualTo(new[] { "add", "set-parties" }));
    }

    [Test]
    public void The_seeds_bring_back_what_they_took_off_and_not_what_somebody_here_did()
    {
        var agreement = Agreement();
        agreement.Unseed(Given.Now);
        Assert.That((agreement.RetiredAt, agreement.EditedHere), Is.EqualTo(((DateTimeOffset?)Given.Now, false)));
        agreement.Reseed(Card(), [], [], Given.Now);
        Assert.That(agreement.RetiredAt, Is.Null);
        agreement.Retire(retired: true, Given.Now.AddHours(1));
        agreement.Reseed(Card(), [], [], Given.Now.AddHours(2));
        Assert.That((agreement.RetiredAt, agreement.EditedHere), Is.EqualTo(((DateTimeOffset?)Given.Now.AddHours(1), true)));
        agreement.Retire(retired: false, Given.Now.AddHours(3));
        agreement.Unseed(Given.Now.AddHours(4));
        Assert.That(agreement.RetiredAt, Is.Null);
        Assert.That(agreement.Acts, Is.EqualTo(new[] { "add", "retire", "retire", "restore" }));
    }

    [Test]
    public void Whoever_sees_to_its_renewal_is_reminded_of_that_day_else_of_its_last()
    {
        var agreement = Agreement(Card() with { InForceTo = Day.AddYears(1) });
        Assert.That(agreement.RemindedOn, Is.Null, "nobody sees to it");
        agreement.Entrust(Given.Analyst, null, Given.Now);
        Assert.That(agreement.RemindedOn, Is.EqualTo(Day.AddYears(1)));
        agreement.Entrust(Given.Analyst, Day.AddMonths(6), Given.Now);
        Assert.That((agreement.RemindedOn, agreement.EditedHere), Is.EqualTo(((DateOnly?)Day.AddMonths(6), false)), "the seeds go on writing what it says");
        var refused = Assert.Throws<InvalidInputException>(() => agreement.Entrust(Given.Analyst, Day.AddYears(2), Given.Now))!;
        Assert.That(refused.Errors.Keys, Is.EqualTo(new[] { "renewOn" }));
        agreement.Retire(retired: true, Given.Now);
        Assert.That(agreement.RemindedOn, Is.Null);
        Assert.That(agreement.Acts, Is.EqualTo(new[] { "add", "entrust", "entrust", "retire" }));
    }

    [Test]
    public void Seeds_that_let_it_end_before_its_day_of_renewal_leave_its_last_day_to_say_it()
    {
        var agreement = Agreement(Card() with { InForceTo = Day.AddYears(1) });
        agreement.Entrust(Given.Analyst, Day.AddMonths(6), Given.Now);
        agreement.Reseed(Card() with { InForceTo = Day.AddMonths(3) }, [], [], Given.Now);
        Assert.That((agreement.RenewOn, agreement.RemindedOn), Is.EqualTo(((DateOnly?)null, (DateOnly?)Day.AddMonths(3))));
    }

    [Test]
    public void A_provision_remembers_the_bases_that_it_named_before()
    {
        var agreement = Agreement();
        agreement.SetProvisions([Provision("29") with { LegalBasis = "old", BindingOnly = true }], Given.Now);
        agreement.SetProvisions([Provision("29") with { LegalBasis = "new" }], Given.Now);
        Assert.That((agreement.Provisions[0].FormerBases, agreement.Provisions[0].FormerBindingBases), Is.EqualTo((new[] { "old" }, new[] { "old" })));
        agreement.SetProvisions([Provision("29") with { LegalBasis = null }], Given.Now);
        Assert.That((agreement.Provisions[0].FormerBases, agreement.Provisions[0].FormerBindingBases), Is.EqualTo((new[] { "old", "new" }, new[] { "old" })));
        agreement.SetProvisions([Provision("29") with { LegalBasis = "old" }], Given.Now);
        Assert.That(agreement.Provisions[0].FormerBases, Does.Contain("new"));
    }

    [Test]
    public void Nobody_is_reminded_of_the_review_of_a_measure_that_is_over()
    {
        var card = new MeasureCard("A list", null, Given.Analyst, MeasureState.Underway, Day);
        var measure = new ImplementationMeasure(Guid.NewGuid(), card, Given.Now);
        Assert.That(measure.RemindedOn, Is.EqualTo(Day));
        measure.Edit(card with { State = MeasureState.Dropped });
        Assert.That((measure.RemindedOn, measure.IsOver), Is.EqualTo(((DateOnly?)null, true)));
    }

    [Test]
    public void A_citation_is_withdrawn_once()
    {
        var citation = new NormCitation(Given.CaseId, Domain.Sharing.Tlp.Amber, Guid.NewGuid(), null, Given.Analyst, Given.Now);
        citation.Withdraw(Given.Now);
        Assert.That(Assert.Throws<RuleBrokenException>(() => citation.Withdraw(Given.Now))!.Code, Is.EqualTo("illegal-move"));
        Assert.That(citation.Acts, Is.EqualTo(new[] { "cite", "withdraw" }));
    }

    private static Agreement Agreement(AgreementCard? card = null) => new("test", card ?? Card(), addedHere: false, Given.Now);

    private static AgreementCard Card() => new(
        "Treaty", "Traktat", null, null, AgreementKind.Treaty, AgreementReach.Bilateral, true, false, null, null, null, "Treaty, 2026", "K", null, null);

    private static PartyCard Party(string country) => new(country, null, PartyStanding.Party, null, null, null, null, "K");

    private static ProvisionCard Provision(string article) => new(article, "Title", "Judul", null, null, [RequestKind.Information], null, false, [], "K");
}
