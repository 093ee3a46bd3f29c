using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.UnitTests.Common;

namespace CyberIncidents.UnitTests.Incidents;

/// <summary>When partners may see one another, and who is only informed.</summary>
public sealed class JointTests
{
    [Test]
    public void A_case_is_made_joint_and_parted_with_a_reason()
    {
        var incident = Given.Incident();
        incident.SwitchJoint(true, "They know each other", Given.Now);
        Assert.That((incident.Joint, incident.JointReason), Is.EqualTo((true, "They know each other")));
        Assert.That(() => incident.EnsureMaySwitch(true), Throws.TypeOf<RuleBrokenException>().With.Property("Code").EqualTo("illegal-move"));
        incident.SwitchJoint(false, "No more", Given.Now);
        Assert.That((incident.Joint, incident.JointReason), Is.EqualTo((false, "No more")));
    }

    [Test]
    public void A_red_case_is_never_joint_and_one_that_becomes_red_is_not_any_more()
    {
        var incident = Given.Incident();
        incident.SwitchJoint(true, "They know each other", Given.Now);
        incident.Reclassify(Tlp.Red, Given.Now);
        incident.EndJoint(Given.Now);
        Assert.That(incident.Joint, Is.False);
        Assert.That(() => incident.EnsureMaySwitch(true), Throws.TypeOf<RuleBrokenException>().With.Property("Code").EqualTo("red-not-joint"));
    }

    [TestCase(true, ParticipationRole.InformedOnly)]
    [TestCase(false, ParticipationRole.InformedOnly, ParticipationRole.Transit)]
    [TestCase(false, ParticipationRole.Transit)]
    public void Only_informed_is_who_has_no_other_part(bool expected, params ParticipationRole[] roles) =>
        Assert.That(ParticipationLifecycle.OnlyInformed(roles), Is.EqualTo(expected));
}
