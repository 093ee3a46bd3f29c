using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Requests;
using CyberIncidents.UnitTests.Common;

namespace CyberIncidents.UnitTests.Requests;

public sealed class RequestWordTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 3, 0, 0, TimeSpan.Zero);

    [TestCase(RequestState.Draft, RequestWord.Draft)]
    [TestCase(RequestState.PendingApproval, RequestWord.PendingApproval)]
    [TestCase(RequestState.Sent, RequestWord.Sent)]
    [TestCase(RequestState.Acknowledged, RequestWord.Acknowledged)]
    [TestCase(RequestState.InProgress, RequestWord.InProgress)]
    [TestCase(RequestState.ClarificationAsked, RequestWord.ClarificationAsked)]
    [TestCase(RequestState.Answered, RequestWord.Answered)]
    [TestCase(RequestState.Declined, RequestWord.Declined)]
    [TestCase(RequestState.Accepted, RequestWord.Accepted)]
    [TestCase(RequestState.Closed, RequestWord.Closed)]
    [TestCase(RequestState.Withdrawn, RequestWord.Withdrawn)]
    public void Each_state_has_its_word(RequestState state, RequestWord word) =>
        Assert.That(Facts(state).Word(Now), Is.EqualTo(word));

    [Test]
    public void Opened_is_seen() =>
        Assert.That((Facts(RequestState.Sent) with { SeenAt = Now }).Word(Now), Is.EqualTo(RequestWord.Seen));

    [Test]
    public void Past_due_is_overdue_before_it_is_silent()
    {
        var facts = Facts(RequestState.Sent) with { SilentFrom = Now.AddHours(-2), DueAt = Now.AddHours(-1) };
        Assert.Multiple(() =>
        {
            Assert.That(facts.IsSilent(Now), Is.True);
            Assert.That(facts.Word(Now), Is.EqualTo(RequestWord.Overdue));
            Assert.That((facts with { DueAt = null }).Word(Now), Is.EqualTo(RequestWord.Silent));
        });
    }

    [Test]
    public void Nobody_calls_himself_silent() =>
        Assert.That((Facts(RequestState.Sent) with { SilentFrom = Now.AddHours(-2) }).WordForRequested(Now), Is.EqualTo(RequestWord.Sent));

    [Test]
    public void Nothing_found_is_an_answer_and_a_refusal_that_was_noted_stays_one()
    {
        Assert.That((Facts(RequestState.Answered) with { Outcome = AnswerOutcome.NothingFound }).Word(Now), Is.EqualTo(RequestWord.NothingFound));
        Assert.That((Facts(RequestState.Accepted) with { DeclineGround = "other" }).Word(Now), Is.EqualTo(RequestWord.Declined));
    }

    [Test]
    public void What_is_only_for_information_is_never_late()
    {
        var facts = Facts(RequestState.Sent) with { Kind = RequestKind.ForInformation, DueAt = Now.AddDays(-1), SilentFrom = Now.AddDays(-2) };
        Assert.That(facts.Word(Now), Is.EqualTo(RequestWord.Sent));
    }

    [Test]
    public void A_partner_has_the_most_pressing_word_of_its_requests()
    {
        Assert.Multiple(() =>
        {
            Assert.That(PartnerWord.Of(ParticipationState.Engaged, [RequestWord.Accepted, RequestWord.Silent, RequestWord.Seen]), Is.EqualTo(RequestWord.Silent));
            Assert.That(PartnerWord.Of(ParticipationState.Proposed, []), Is.EqualTo(RequestWord.NotNotified));
            Assert.That(PartnerWord.Of(ParticipationState.Proposed, [RequestWord.Draft]), Is.EqualTo(RequestWord.Draft));
            Assert.That(PartnerWord.Of(ParticipationState.Notified, [RequestWord.Withdrawn]), Is.EqualTo(RequestWord.NotifiedOnly));
        });
    }

    [Test]
    public void In_memory_it_stands_as_in_the_database(
        [Values] RequestKind kind, [Values] RequestState state, [Values] bool dated, [Values(0, 4, 6, 400)] int days)
    {
        var request = Given.Request(state, kind, dueAt: dated ? Given.Due : null);
        var now = Given.Now.AddDays(days);
        var facts = new RequestFacts(
            request.Kind, request.State, request.DueAt, request.SeenAt, request.FirstActAt, request.SilentFrom, request.Outcome, request.DeclineGround);
        Assert.Multiple(() =>
        {
            Assert.That(facts.IsWaiting, Is.EqualTo(RequestStanding.Waiting.Compile()(request)));
            Assert.That(facts.IsOverdue(now), Is.EqualTo(RequestStanding.Overdue(now).Compile()(request)));
            Assert.That(facts.IsSilent(now), Is.EqualTo(RequestStanding.Silent(now).Compile()(request)));
        });
    }

    private static RequestFacts Facts(RequestState state) => new(RequestKind.Information, state, null, null, null, null, null, null);
}
