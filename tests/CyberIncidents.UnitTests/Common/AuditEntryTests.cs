using CyberIncidents.Domain.Auditing;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.UnitTests.Common;

public sealed class AuditEntryTests
{
    [Test]
    public void A_line_holds_what_it_was_given_and_is_not_sealed()
    {
        var entry = Entry(3, "before");

        Assert.That(entry.ChainId, Is.EqualTo(Given.CaseId));
        Assert.That(entry.Sequence, Is.EqualTo(3));
        Assert.That(entry.At, Is.EqualTo(Given.Now));
        Assert.That((entry.Actor, entry.ActorId), Is.EqualTo(("User", (Guid?)Given.Analyst)));
        Assert.That((entry.SubjectType, entry.SubjectId), Is.EqualTo(("Incident", Given.CaseId)));
        Assert.That(entry.Action, Is.EqualTo("triage,edit"));
        Assert.That(entry.CorrelationId, Is.EqualTo("call-1"));
        Assert.That((entry.Payload, entry.Salt), Is.EqualTo(("{}", "00ff")));
        Assert.That((entry.PreviousHash, entry.PayloadHash, entry.Hash), Is.EqualTo(("before", "payload", string.Empty)));
    }

    [Test]
    public void A_line_is_sealed()
    {
        var entry = Entry(1, string.Empty);
        entry.Seal("abc");
        Assert.That(entry.Hash, Is.EqualTo("abc"));
    }

    [TestCase("abc")]
    [TestCase("def")]
    public void A_line_is_sealed_only_once(string again)
    {
        var entry = Entry(1, string.Empty);
        entry.Seal("abc");

        Assert.Throws<InvalidOperationException>(() => entry.Seal(again));
        Assert.That(entry.Hash, Is.EqualTo("abc"));
    }

    [Test]
    public void A_chain_begins_empty_and_its_head_follows_the_last_line()
    {
        var chain = new AuditChain(Given.CaseId);
        Assert.That((chain.ChainId, chain.LastSequence, chain.LastHash), Is.EqualTo((Given.CaseId, 0L, string.Empty)));

        foreach (var sequence in new[] { 1, 2 })
        {
            var entry = Entry(sequence, chain.LastHash);
            entry.Seal($"hash-{sequence}");
            chain.Advance(entry);
        }

        Assert.That((chain.LastSequence, chain.LastHash), Is.EqualTo((2L, "hash-2")));
    }

    [Test]
    public void A_head_counts_chains_and_keeps_its_last_seal()
    {
        var rest = new AuditChain(AuditChain.Rest);
        Assert.That((rest.Begun, rest.Seal), Is.EqualTo((0L, string.Empty)));

        rest.Count(3);
        rest.Count(1);
        rest.SealAs("one");
        rest.SealAs("two");

        Assert.That((rest.Begun, rest.Seal), Is.EqualTo((4L, "two")));
    }

    private static AuditEntry Entry(long sequence, string previous) => new(
        new AuditLine(Given.Now, "User", Given.Analyst, "triage,edit", "Incident", Given.CaseId, "call-1", Tlp.Amber, "{}", "00ff"),
        Given.CaseId, sequence, previous, "payload");
}
