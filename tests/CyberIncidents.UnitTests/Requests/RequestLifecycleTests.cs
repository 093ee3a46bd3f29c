using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Requests;
using CyberIncidents.UnitTests.Common;
using static CyberIncidents.Domain.Requests.RequestMove;
using static CyberIncidents.Domain.Requests.RequestState;

namespace CyberIncidents.UnitTests.Requests;

public sealed class RequestLifecycleTests
{
    private static IEnumerable<TestCaseData<RequestState, RequestMove>> Pairs => Lifecycle<RequestState, RequestMove>.Pairs;

    private static IEnumerable<TestCaseData<RequestKind, RequestState>> KindsAndStates =>
        from kind in Enum.GetValues<RequestKind>()
        from state in Enum.GetValues<RequestState>()
        select new TestCaseData<RequestKind, RequestState>(kind, state);

    [TestCaseSource(nameof(Pairs))]
    public void An_ordinary_kind_follows_the_specification(RequestState state, RequestMove move) =>
        RequestSpecification.Ordinary.MustRule(RequestLifecycle.TableOf(RequestKind.Information, false), state, move);

    [TestCaseSource(nameof(Pairs))]
    public void A_kind_with_approval_follows_the_specification(RequestState state, RequestMove move) =>
        RequestSpecification.ByApproval.MustRule(RequestLifecycle.TableOf(RequestKind.DataPreservation, true), state, move);

    [TestCaseSource(nameof(Pairs))]
    public void For_information_follows_the_specification(RequestState state, RequestMove move) =>
        RequestSpecification.ForInformation.MustRule(RequestLifecycle.TableOf(RequestKind.ForInformation, false), state, move);

    [Test]
    public void Every_kind_belongs_to_one_of_the_three_groups() => Assert.That(
        RequestSpecification.OrdinaryKinds.Concat(RequestSpecification.ApprovalKinds).Append(RequestKind.ForInformation),
        Is.EquivalentTo(Enum.GetValues<RequestKind>()));

    [TestCaseSource(nameof(KindsAndStates))]
    public void A_request_of_any_kind_keeps_to_the_table_of_its_group(RequestKind kind, RequestState state)
    {
        var specification = RequestSpecification.Of(kind)[state];
        foreach (var move in Enum.GetValues<RequestMove>())
        {
            var request = Given.Request(state, kind, RequestSpecification.NeedsApproval(kind));
            Assert.That(request.State, Is.EqualTo(state));
            Assert.That(request.AllowedMoves(), Is.EquivalentTo(specification.Keys));
            request.ClearActs();
            var entries = request.Entries.Count;

            if (specification.TryGetValue(move, out var to))
            {
                Assert.DoesNotThrow(() => request.EnsureAllowed(move));
                Given.Make(request, move, Given.Now);
                Assert.That(request.State, Is.EqualTo(to));
                Assert.That(request.Acts, Is.EqualTo(new[] { MoveName.Of(move) }));
                Assert.That(request.Entries, Has.Count.EqualTo(entries + 1));
                continue;
            }

            var legal = specification.Keys.Where(m => IsOfRequested(m) == IsOfRequested(move)).Select(MoveName.Of).ToArray();
            Refused.AsIllegal(() => request.EnsureAllowed(move), legal);
            Refused.AsIllegal(() => Given.Make(request, move, Given.Now), legal);
            Assert.That(request.State, Is.EqualTo(state));
            Assert.That(request.Acts, Is.Empty, "a refused move leaves no trace");
            Assert.That(request.Entries, Has.Count.EqualTo(entries));
        }
    }

    [TestCaseSource(nameof(KindsAndStates))]
    public void Each_side_is_offered_its_own_moves_only(RequestKind kind, RequestState state)
    {
        var specification = RequestSpecification.Of(kind)[state].Keys;
        var request = Given.Request(state, kind, RequestSpecification.NeedsApproval(kind));

        Assert.That(request.AllowedMoves(RequestSide.Requested), Is.EquivalentTo(specification.Where(IsOfRequested)));
        Assert.That(request.AllowedMoves(RequestSide.Requester), Is.EquivalentTo(specification.Where(m => !IsOfRequested(m))));
    }

    [Test]
    public void The_requested_side_may_only_acknowledge_start_ask_answer_decline_and_set_its_reference()
    {
        foreach (var move in Enum.GetValues<RequestMove>())
        {
            var side = IsOfRequested(move) ? RequestSide.Requested : RequestSide.Requester;
            Assert.That(RequestLifecycle.SideOf(move), Is.EqualTo(side), move.ToString());
        }

        Assert.That(RequestLifecycle.OfRequested, Is.EquivalentTo(RequestSpecification.OfRequestedSide));
    }

    [Test]
    public void Approving_and_rejecting_need_a_second_person() =>
        Assert.That(RequestLifecycle.OfApprover, Is.EquivalentTo(new[] { Approve, Reject }));

    [Test]
    public void Before_an_answer_a_request_is_unanswered() => Assert.That(
        RequestLifecycle.Unanswered,
        Is.EquivalentTo(new[] { Draft, PendingApproval, Sent, Acknowledged, InProgress, ClarificationAsked }));

    [Test]
    public void Answering_a_withdrawn_request_is_refused() =>
        Refused.AsIllegal(() => Given.Make(Given.Request(Withdrawn), Answer, Given.Now), []);

    [TestCaseSource(typeof(RequestSpecification), nameof(RequestSpecification.ApprovalKinds))]
    public void Sending_a_kind_that_needs_approval_is_refused_and_submit_is_named(RequestKind kind) =>
        Refused.AsIllegal(() => Given.Draft(kind, true).Dispatch(Send, Given.Analyst, Given.Now), ["submit", "withdraw"]);

    private static bool IsOfRequested(RequestMove move) => RequestSpecification.OfRequestedSide.Contains(move);
}
