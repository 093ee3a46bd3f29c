using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Partners;
using CyberIncidents.UnitTests.Common;

namespace CyberIncidents.UnitTests.Partners;

public sealed class MembershipTests
{
    private static readonly MembershipCard Card = new("first", new DateOnly(2020, 1, 1), null, "Their own page");

    [Test]
    public void It_is_that_of_an_organisation_or_of_a_country_and_not_of_both()
    {
        Assert.That(() => new Membership(null, null, Card, Given.Now), Throws.TypeOf<InvalidInputException>());
        Assert.That(() => new Membership(Given.Partner, "NL", Card, Given.Now), Throws.TypeOf<InvalidInputException>());
        Assert.That(new Membership(null, "NL", Card, Given.Now).Country, Is.EqualTo("NL"));
    }

    [Test]
    public void It_does_not_end_before_it_begins()
    {
        var membership = new Membership(Given.Partner, null, Card, Given.Now);
        Assert.That(() => membership.Edit(Card with { Until = new DateOnly(2019, 12, 31) }), Throws.TypeOf<InvalidInputException>());
        membership.Edit(Card with { Until = Card.Since });
        Assert.That((membership.Until, membership.Acts[^1]), Is.EqualTo((Card.Since, "end")));
    }

    [Test]
    public void A_constituent_leaves_the_list_and_comes_back()
    {
        var constituent = new Constituent(Given.Partner, new ConstituentCard("Port", "Transport", null), Given.Now);
        constituent.Retire(retired: true, Given.Now);
        Assert.That(constituent.RetiredAt, Is.EqualTo(Given.Now));
        constituent.Retire(retired: false, Given.Now);
        Assert.That(constituent.RetiredAt, Is.Null);
    }
}
