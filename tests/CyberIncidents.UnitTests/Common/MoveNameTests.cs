using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Requests;

namespace CyberIncidents.UnitTests.Common;

public sealed class MoveNameTests
{
    [TestCase(IncidentMove.Triage, "triage")]
    [TestCase(IncidentMove.MarkDuplicate, "mark-duplicate")]
    public void A_move_of_an_incident_is_written_in_kebab_case(IncidentMove move, string name) =>
        Assert.That(MoveName.Of(move), Is.EqualTo(name));

    [TestCase(RequestMove.Send, "send")]
    [TestCase(RequestMove.SetReference, "set-reference")]
    public void A_move_of_a_request_is_written_in_kebab_case(RequestMove move, string name) =>
        Assert.That(MoveName.Of(move), Is.EqualTo(name));

    [Test]
    [SetCulture("tr-TR")]
    public void The_name_does_not_depend_on_the_culture_of_the_server() =>
        Assert.That(Enum.GetValues<RequestMove>().Select(MoveName.Of), Is.EqualTo(new[]
        {
            "submit", "approve", "reject", "send", "acknowledge", "start", "ask", "clarify", "answer", "decline",
            "accept", "return", "close", "withdraw", "set-reference",
        }));

    [Test]
    public void The_actions_of_incidents_participations_and_follow_ups_are_those_of_the_api()
    {
        Assert.That(Enum.GetValues<IncidentMove>().Select(MoveName.Of), Is.EquivalentTo(new[]
        {
            "triage", "activate", "hold", "resume", "resolve", "close", "reject", "mark-duplicate", "reopen",
        }));
        Assert.That(
            Enum.GetValues<ParticipationMove>().Except([ParticipationMove.Engage]).Select(MoveName.Of),
            Is.EquivalentTo(new[] { "notify", "complete", "decline", "withdraw" }));
        Assert.That(
            Enum.GetValues<FollowUpMove>().Except([FollowUpMove.FallDue]).Select(MoveName.Of),
            Is.EquivalentTo(new[] { "complete", "snooze", "cancel", "reassign" }));
    }

    [Test]
    public void A_name_is_read_back_and_nothing_else_is()
    {
        Assert.Multiple(() =>
        {
            foreach (var move in Enum.GetValues<IncidentMove>())
            {
                Assert.That(MoveName.Parse<IncidentMove>(MoveName.Of(move)), Is.EqualTo(move));
            }

            foreach (var name in new[] { null, string.Empty, "Close", "markduplicate", "0", "close,hold", " close" })
            {
                Assert.That(MoveName.Parse<IncidentMove>(name), Is.Null, name);
            }
        });
    }
}
