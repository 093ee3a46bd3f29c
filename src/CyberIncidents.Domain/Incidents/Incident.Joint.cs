using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Domain.Incidents;

/// <content>Whether its partners see one another.</content>
public sealed partial class Incident
{
    /// <summary>Why it cannot be made joint now.</summary>
    /// <param name="status">Where it stands.</param>
    /// <param name="tlp">Its marking.</param>
    /// <returns>A stable code; null when nothing is in the way.</returns>
    public static string? BlocksJoining(IncidentStatus status, Tlp tlp) =>
        ReleasePolicy.NeedsNamedPersons(tlp) ? "red-not-joint" : IncidentLifecycle.BlocksMore(status);

    /// <summary>Throws unless it can be made joint, or parted again, now.</summary>
    /// <param name="joint">Which of the two.</param>
    /// <exception cref="RuleBrokenException"><c>illegal-move</c>, <c>red-not-joint</c> or <c>incident-closed</c>.</exception>
    public void EnsureMaySwitch(bool joint)
    {
        if (Joint == joint)
        {
            throw new RuleBrokenException("illegal-move", joint ? "It is joint already." : "It is not joint.", [joint ? "unjoin" : "join"]);
        }

        if (joint)
        {
            if (ReleasePolicy.NeedsNamedPersons(Tlp))
            {
                throw new RuleBrokenException("red-not-joint", "A RED case is open to named persons only and is never joint.", []);
            }

            EnsureTakesMore();
        }
    }

    /// <summary>Lets its partners see one another: names, countries, parts and where they stand; or ends that.</summary>
    /// <param name="joint">Which of the two.</param>
    /// <param name="reason">Why.</param>
    /// <param name="now">The instant.</param>
    /// <exception cref="RuleBrokenException">As <see cref="EnsureMaySwitch"/>.</exception>
    public void SwitchJoint(bool joint, string reason, DateTimeOffset now)
    {
        EnsureMaySwitch(joint);
        Joint = joint;
        JointReason = reason;
        Touch(joint ? "join" : "unjoin", now);
    }

    /// <summary>It became RED, so it is not joint any more; lowering it later does not join it again.</summary>
    /// <param name="now">The instant.</param>
    public void EndJoint(DateTimeOffset now)
    {
        if (Joint)
        {
            Joint = false;
            JointReason = null;
            Touch("unjoin", now);
        }
    }
}
