using CyberIncidents.Domain.Partners;
using CyberIncidents.UnitTests.Common;

namespace CyberIncidents.UnitTests.Partners;

public sealed class ContactPointTests
{
    private static readonly ContactPointCard Card = new(ContactPurpose.Technical, "Desk", "desk@partner.test", "+31 70 555 0100", "en", null);

    [Test]
    public void An_older_proof_than_the_one_that_is_known_changes_nothing()
    {
        var contact = new ContactPoint(Given.Partner, Card, Given.Now);
        contact.Prove(ProofKind.ContactCheck, null, Given.Now.AddDays(2));
        contact.Prove(ProofKind.NotedByHand, "A call", Given.Now.AddDays(1));
        Assert.That((contact.ProvenAt, contact.ProvenBy, contact.ProofNote), Is.EqualTo(((DateTimeOffset?)Given.Now.AddDays(2), (ProofKind?)ProofKind.ContactCheck, (string?)null)));
    }

    [TestCase(1, true)]
    [TestCase(-1, false)]
    public void A_proof_outweighs_a_bounce_before_it_and_no_later_one(int hours, bool mended)
    {
        var contact = new ContactPoint(Given.Partner, Card, Given.Now);
        contact.Bounced(Given.Now);
        contact.Prove(ProofKind.MailAnswered, "They wrote", Given.Now.AddHours(hours));
        Assert.That(contact.BouncedAt is null, Is.EqualTo(mended));
    }

    [Test]
    public void What_was_proven_of_another_address_proves_nothing()
    {
        var contact = new ContactPoint(Given.Partner, Card, Given.Now);
        contact.Prove(ProofKind.ContactCheck, null, Given.Now);
        contact.Edit(Card with { Name = "Night desk" });
        Assert.That(contact.ProvenAt, Is.Not.Null);
        contact.Edit(Card with { Email = "other@partner.test" });
        Assert.That((contact.ProvenAt, contact.ProvenBy), Is.EqualTo(((DateTimeOffset?)null, (ProofKind?)null)));
    }

    [TestCase(89, false)]
    [TestCase(90, true)]
    public void A_proof_is_too_old_from_its_day_on(int days, bool stale) =>
        Assert.That(ProofAge.IsStale(Given.Now, 90, Given.Now.AddDays(days)), Is.EqualTo(stale));

    [Test]
    public void Without_a_proof_it_is_stale() => Assert.That(ProofAge.IsStale(null, 90, Given.Now), Is.True);

    [Test]
    public void What_is_read_back_is_what_was_kept()
    {
        var card = Card with
        {
            Web = "https://partner.test/report",
            Secure = new SecureChannel(SecureChannelKind.Siena, "NL-EC3"),
            Accepts = ["en", "nl"],
            Key = new OpenPgpKey("armor", "ABCD", ["Desk <desk@partner.test>"], Given.Due),
        };
        var read = new ContactPoint(Given.Partner, card, Given.Now).Card;
        Assert.That((read.Web, read.Secure, read.Key?.Fingerprint, read.Key?.ExpiresAt), Is.EqualTo((card.Web, card.Secure, "ABCD", (DateTimeOffset?)Given.Due)));
        Assert.That(read.Accepts, Is.EqualTo(card.Accepts));
    }
}
