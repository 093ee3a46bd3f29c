using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Engagements;
using CyberIncidents.Application.FollowUps;
using CyberIncidents.Domain.Engagements;
using CyberIncidents.Domain.People;

namespace CyberIncidents.ArchitectureTests.Translation;

/// <content>Engagements and commitments.</content>
internal static partial class QuerySamples
{
    private static IEnumerable<QuerySample> Engagements()
    {
        // Short lists are stored as JSON.
        var lists = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Hosts"] = "[]", ["Delegations"] = "[]", ["Agenda"] = "[]", ["Outcomes"] = "[]", ["Countries"] = "[]", ["IncidentIds"] = "[]", ["InstrumentIds"] = "[]", ["TimeZone"] = "Asia/Jakarta",
        };
        var filter = new EngagementFilter
        {
            When = EngagementTime.Upcoming, Kind = [EngagementKind.Training], Cooperation = [CooperationKind.Capacity], State = [EngagementState.Held], Country = "NL", Instrument = "budapest", Q = "two words",
        };
        var owed = new CommitmentFilter
        {
            OwedBy = CommitmentSide.Us, State = [CommitmentState.Open], Overdue = true, Country = "NL", Engagement = "EN-2015-0001", Responsible = Key, Instrument = "budapest",
        };
        return
        [
            .. Pages("startsAt").Select(p => Of(new ListEngagementsQuery(new EngagementFilter(), p), 1, Roles.Analyst, lists)),
            Of(new ListEngagementsQuery(filter, new PageRequest(Count: true)), 2, Roles.Analyst, lists),
            Of(new ListEngagementsQuery(new EngagementFilter { When = EngagementTime.Past }, new PageRequest()), 1, Roles.Analyst, lists),
            Of(new GetEngagementQuery("EN-2015-0001"), 7, Roles.Analyst, lists),
            .. Pages("createdAt").Select(p => Of(new ListDocumentsQuery("EN-2015-0001", true, p), 2)),
            Of(new ListDocumentsQuery("EN-2015-0001", false, new PageRequest(Count: true)), 3),
            Of(new GetDocumentQuery("EN-2015-0001", Key), 2),
            .. Pages("at").Select(p => Of(new ListDocumentCustodyQuery("EN-2015-0001", Key, p), 3)),
            Of(new OpenDocumentQuery("EN-2015-0001", Key), 2),
            Of(new GetDocumentPlaceQuery("EN-2015-0001"), 1, Roles.Analyst, new Dictionary<string, string>(lists, StringComparer.Ordinal) { ["State"] = "Planned" }),
            .. Pages("dueAt").Select(p => Of(new ListCommitmentsQuery(new CommitmentFilter { OwedBy = CommitmentSide.Them }, p), 1)),
            Of(new ListCommitmentsQuery(owed, new PageRequest(Count: true)), 3),
            Of(new GetCommitmentQuery("CM-2015-0001"), 1),
            Of(new ListInstrumentsQuery(), 4),
            Of(new GetProgrammeQuery(2026), 5, Roles.Analyst, lists),
            Of(new ListFollowUpsQuery(null, false, null, new PageRequest(), Key), 1),
        ];
    }
}
