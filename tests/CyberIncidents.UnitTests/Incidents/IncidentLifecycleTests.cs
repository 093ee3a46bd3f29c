using CyberIncidents.Domain.Incidents;
using CyberIncidents.UnitTests.Common;
using static CyberIncidents.Domain.Incidents.IncidentMove;
using static CyberIncidents.Domain.Incidents.IncidentStatus;

namespace CyberIncidents.UnitTests.Incidents;

public sealed class IncidentLifecycleTests
{
    // product.md, "Lifecycles", Incident.
    private static readonly Lifecycle<IncidentStatus, IncidentMove> Specification = new()
    {
        [Reported] = new() { [Triage] = Triaged, [Reject] = Rejected, [MarkDuplicate] = Duplicate },
        [Triaged] = new() { [Activate] = Active, [Resolve] = Resolved, [Reject] = Rejected, [MarkDuplicate] = Duplicate },
        [Active] = new() { [Hold] = OnHold, [Resolve] = Resolved, [MarkDuplicate] = Duplicate },
        [OnHold] = new() { [Resume] = Active, [Resolve] = Resolved, [MarkDuplicate] = Duplicate },
        [Resolved] = new() { [Close] = Closed, [Reopen] = Active },
        [Closed] = new() { [Reopen] = Active },
        [Rejected] = new() { [Reopen] = Triaged },
        [Duplicate] = new() { [Reopen] = Triaged },
    };

    private static IEnumerable<TestCaseData<IncidentStatus, IncidentMove>> Pairs => Lifecycle<IncidentStatus, IncidentMove>.Pairs;

    [TestCaseSource(nameof(Pairs))]
    public void The_table_is_that_of_the_specification(IncidentStatus status, IncidentMove move) =>
        Specification.MustRule(IncidentLifecycle.Table, status, move);

    [TestCaseSource(nameof(Pairs))]
    public void The_incident_itself_keeps_to_the_table(IncidentStatus status, IncidentMove move)
    {
        var incident = Given.Incident(status);
        Assert.That(incident.Status, Is.EqualTo(status));
        Assert.That(incident.AllowedMoves, Is.EquivalentTo(Specification[status].Keys));

        if (Specification[status].TryGetValue(move, out var to))
        {
            Assert.DoesNotThrow(() => incident.EnsureAllowed(move));
            Make(incident, move);
            Assert.That(incident.Status, Is.EqualTo(to));
            return;
        }

        incident.ClearActs();
        Refused.AsIllegal(() => incident.EnsureAllowed(move), Specification.NamesFrom(status));
        Refused.AsIllegal(() => Make(incident, move), Specification.NamesFrom(status));
        Assert.That(incident.Status, Is.EqualTo(status));
        Assert.That(incident.Acts, Is.Empty, "a refused move leaves no trace");
    }

    [TestCase(Reported, true, false)]
    [TestCase(Triaged, true, false)]
    [TestCase(Active, true, false)]
    [TestCase(OnHold, true, false)]
    [TestCase(Resolved, false, false)]
    [TestCase(Closed, false, true)]
    [TestCase(Rejected, false, true)]
    [TestCase(Duplicate, false, true)]
    public void Open_and_closed_are_the_named_states_and_resolved_is_neither(IncidentStatus status, bool open, bool closed)
    {
        Assert.That(IncidentLifecycle.IsOpen(status), Is.EqualTo(open));
        Assert.That(IncidentLifecycle.Open.Contains(status), Is.EqualTo(open));
        Assert.That(IncidentLifecycle.IsClosed(status), Is.EqualTo(closed));
    }

    private static void Make(Incident incident, IncidentMove move)
    {
        switch (move)
        {
            case Triage: incident.Triage(Given.Analyst, Given.Now); break;
            case Activate: incident.Activate(Given.Now); break;
            case Hold: incident.Hold("why", Given.Due, Given.Now); break;
            case Resume: incident.Resume(Given.Now); break;
            case Resolve: incident.Resolve(IncidentOutcome.Mitigated, null, Given.Now); break;
            case Close: incident.Close("summary", Given.Now); break;
            case Reject: incident.Reject("why", Given.Now); break;
            case MarkDuplicate: incident.MarkDuplicate(Given.CaseId, Given.Now); break;
            case Reopen: incident.Reopen("why", Given.Now); break;
            default: Assert.Fail($"No method for {move}."); break;
        }
    }
}
