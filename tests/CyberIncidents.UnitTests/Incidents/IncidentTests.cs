using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.UnitTests.Common;
using static CyberIncidents.Domain.Incidents.IncidentStatus;

namespace CyberIncidents.UnitTests.Incidents;

public sealed class IncidentTests
{
    private static readonly DateTimeOffset Later = Given.Now.AddDays(3);

    [Test]
    public void A_logged_incident_is_reported_and_has_no_owner()
    {
        var incident = Given.Incident();

        Assert.That(incident.Status, Is.EqualTo(Reported));
        Assert.That(incident.OwnerId, Is.Null);
        Assert.That(incident.CreatedById, Is.EqualTo(Given.Analyst));
        Assert.That((incident.Title, incident.ClassCode, incident.TypeCode), Is.EqualTo(("Recruitment channel", "abusive-content", "harmful-speech")));
        Assert.That(incident.TerroristUse, Is.EqualTo(new[] { "recruitment" }));
        Assert.That(incident.UpdatedAt, Is.EqualTo(Given.Now));
        Assert.That(incident.Acts, Is.EqualTo(new[] { "log" }));
    }

    [Test]
    public void Triage_names_the_owner_and_leaves_its_act()
    {
        var incident = Given.Incident();
        incident.Triage(Given.Manager, Later);

        Assert.That(incident.OwnerId, Is.EqualTo(Given.Manager));
        Assert.That(incident.UpdatedAt, Is.EqualTo(Later));
        Assert.That(incident.Acts, Is.EqualTo(new[] { "log", "triage" }));
    }

    [Test]
    public void Hold_keeps_reason_and_instant_and_resume_clears_them()
    {
        var incident = Given.Incident(Active);
        incident.Hold("waiting for the court", Given.Due, Later);
        Assert.That((incident.StatusReason, incident.HoldUntil), Is.EqualTo(("waiting for the court", (DateTimeOffset?)Given.Due)));

        incident.Resume(Later);
        Assert.That(incident.StatusReason, Is.Null);
        Assert.That(incident.HoldUntil, Is.Null);
    }

    [TestCase(Triaged)]
    [TestCase(Active)]
    [TestCase(OnHold)]
    public void Resolving_sets_outcome_and_instant_and_ends_a_hold(IncidentStatus from)
    {
        var incident = Given.Incident(from);
        incident.Resolve(IncidentOutcome.HandedOver, null, Later);

        Assert.That(incident.Outcome, Is.EqualTo(IncidentOutcome.HandedOver));
        Assert.That(incident.ResolvedAt, Is.EqualTo(Later));
        Assert.That(incident.HoldUntil, Is.Null);
        Assert.That(incident.StatusReason, Is.Null);
        Assert.That(incident.ClosedAt, Is.Null);
    }

    [Test]
    public void Resolving_over_a_waiting_request_keeps_the_reason()
    {
        var incident = Given.Incident(Active);
        incident.Resolve(IncidentOutcome.Mitigated, "the partner has no staff this week", Later);
        Assert.That(incident.StatusReason, Is.EqualTo("the partner has no staff this week"));
    }

    [Test]
    public void Closing_keeps_the_summary_and_the_outcome()
    {
        var incident = Given.Incident(Resolved);
        incident.Close("The channel is gone.", Later);

        Assert.That(incident.ClosingSummary, Is.EqualTo("The channel is gone."));
        Assert.That(incident.ClosedAt, Is.EqualTo(Later));
        Assert.That(incident.Outcome, Is.EqualTo(IncidentOutcome.ContentRemoved));
        Assert.That(incident.ResolvedAt, Is.EqualTo(Given.Now.AddHours(1)));
    }

    [Test]
    public void Rejecting_keeps_reason_and_instant()
    {
        var incident = Given.Incident();
        incident.Reject("not ours", Later);
        Assert.That((incident.StatusReason, incident.ClosedAt), Is.EqualTo(("not ours", (DateTimeOffset?)Later)));
    }

    [Test]
    public void A_duplicate_points_to_the_other_case()
    {
        var incident = Given.Incident(Active);
        incident.MarkDuplicate(Given.CaseId, Later);
        Assert.That((incident.DuplicateOfId, incident.ClosedAt), Is.EqualTo(((Guid?)Given.CaseId, (DateTimeOffset?)Later)));
    }

    [TestCase(Resolved, Active)]
    [TestCase(Closed, Active)]
    [TestCase(Rejected, Triaged)]
    [TestCase(Duplicate, Triaged)]
    public void Reopening_keeps_only_its_reason(IncidentStatus from, IncidentStatus to)
    {
        var incident = Given.Incident(from);
        incident.Reopen("new evidence", Later);

        Assert.That(incident.Status, Is.EqualTo(to));
        Assert.That(incident.StatusReason, Is.EqualTo("new evidence"));
        Assert.That(incident.Outcome, Is.Null);
        Assert.That(incident.ClosingSummary, Is.Null);
        Assert.That(incident.DuplicateOfId, Is.Null);
        Assert.That(incident.ResolvedAt, Is.Null);
        Assert.That(incident.ClosedAt, Is.Null);
        Assert.That(incident.HoldUntil, Is.Null);
        Assert.That(incident.UpdatedAt, Is.EqualTo(Later));
    }

    [Test]
    public void A_reopened_case_can_be_resolved_and_closed_again()
    {
        var incident = Given.Incident(Closed);
        incident.Reopen("new evidence", Later);
        incident.Resolve(IncidentOutcome.Unsolved, null, Later.AddDays(1));
        incident.Close("Nothing more to find.", Later.AddDays(2));

        Assert.That((incident.Status, incident.Outcome), Is.EqualTo((Closed, (IncidentOutcome?)IncidentOutcome.Unsolved)));
        Assert.That(incident.ResolvedAt, Is.EqualTo(Later.AddDays(1)));
        Assert.That(incident.ClosedAt, Is.EqualTo(Later.AddDays(2)));
    }

    [TestCase(Closed, new[] { "reopen" })]
    [TestCase(Rejected, new[] { "reopen" })]
    [TestCase(Duplicate, new[] { "reopen" })]
    public void A_closed_case_takes_nothing_more(IncidentStatus status, string[] legal)
    {
        var incident = Given.Incident(status);
        incident.ClearActs();

        foreach (var act in new Action[]
        {
            incident.EnsureTakesMore,
            incident.EnsurePartnersMayBeTold,
            () => incident.Edit(Given.Facts("Other"), Later),
            () => incident.Assign(Given.Liaison, Later),
            () => incident.Reclassify(Tlp.Green, Later),
        })
        {
            Assert.That(Refused.With("incident-closed", act).Allowed, Is.EqualTo(legal));
        }

        Assert.That(incident.Title, Is.EqualTo("Recruitment channel"));
        Assert.That(incident.Tlp, Is.EqualTo(Tlp.Amber));
        Assert.That(incident.Acts, Is.Empty);
    }

    [TestCase(Reported)]
    [TestCase(Triaged)]
    [TestCase(Active)]
    [TestCase(OnHold)]
    [TestCase(Resolved)]
    public void A_case_that_is_not_closed_still_takes_more(IncidentStatus status)
    {
        var incident = Given.Incident(status);

        Assert.DoesNotThrow(incident.EnsureTakesMore);
        incident.Edit(Given.Facts("Other title"), Later);
        Assert.That((incident.Title, incident.UpdatedAt), Is.EqualTo(("Other title", Later)));
        Assert.That(incident.Acts[^1], Is.EqualTo("edit"));
    }

    [TestCase(Reported, "incident-not-triaged")]
    [TestCase(Resolved, "incident-not-open")]
    [TestCase(Closed, "incident-closed")]
    [TestCase(Rejected, "incident-closed")]
    [TestCase(Duplicate, "incident-closed")]
    public void Partners_may_not_be_told_of_it(IncidentStatus status, string code)
    {
        var incident = Given.Incident(status);
        Assert.That(Refused.With(code, incident.EnsurePartnersMayBeTold).Allowed, Is.Not.Empty);
    }

    [TestCase(Triaged)]
    [TestCase(Active)]
    [TestCase(OnHold)]
    public void Partners_may_be_told_of_a_triaged_open_case(IncidentStatus status) =>
        Assert.DoesNotThrow(Given.Incident(status).EnsurePartnersMayBeTold);

    [Test]
    public void Assigning_and_marking_leave_an_act_only_when_something_changes()
    {
        var incident = Given.Incident(Triaged);
        incident.ClearActs();
        incident.Assign(Given.Analyst, Later);
        incident.Reclassify(Tlp.Amber, Later);
        Assert.That(incident.Acts, Is.Empty);
        Assert.That(incident.UpdatedAt, Is.EqualTo(Given.Now));

        incident.Assign(Given.Manager, Later);
        incident.Reclassify(Tlp.Red, Later);
        Assert.That(incident.Acts, Is.EqualTo(new[] { "assign", "reclassify" }));
        Assert.That((incident.OwnerId, incident.Tlp), Is.EqualTo(((Guid?)Given.Manager, Tlp.Red)));
    }

    [TestCase("  ransomware  ", "RANSOMWARE")]
    [TestCase("Cafe\u0301", "CAF\u00c9")]
    [TestCase("caf\u00e9", "CAF\u00c9")]
    [TestCase("", "")]
    [TestCase(" \t\n", "")]
    public void Text_is_searched_in_composed_invariant_capitals(string text, string expected) =>
        Assert.That(Incident.Normalise(text), Is.EqualTo(expected));

    [Test]
    [SetCulture("tr-TR")]
    public void The_search_form_does_not_depend_on_the_culture_of_the_server() =>
        Assert.That(Incident.Normalise("incident"), Is.EqualTo("INCIDENT"));

    [Test]
    public void Reference_title_and_summary_are_searched_and_follow_an_edit()
    {
        var incident = Given.Incident();
        Assert.That(incident.SearchText, Is.EqualTo("CI-2026-000042 RECRUITMENT CHANNEL A CHANNEL THAT RECRUITS."));

        incident.Edit(Given.Facts("Botnet", "Cafe\u0301 network"), Later);
        Assert.That(incident.SearchText, Is.EqualTo("CI-2026-000042 BOTNET CAF\u00c9 NETWORK"));
    }

    [TestCase(IncidentStatus.Closed)]
    [TestCase(IncidentStatus.Rejected)]
    [TestCase(IncidentStatus.Duplicate)]
    public void The_marking_of_a_closed_case_may_be_raised(IncidentStatus status)
    {
        var incident = Given.Incident(status);
        incident.Reclassify(Tlp.Red, Later);
        Assert.That(incident.Tlp, Is.EqualTo(Tlp.Red));
    }
}
