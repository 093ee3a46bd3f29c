using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Partners;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.People;

namespace CyberIncidents.ArchitectureTests.Translation;

/// <content>The directory.</content>
internal static partial class QuerySamples
{
    // What was proposed is stored as JSON.
    private static readonly Dictionary<string, string> Proposal = new(StringComparer.Ordinal) { ["Before"] = "null", ["After"] = "null", ["Subject"] = "DutyHours" };

    private static IEnumerable<QuerySample> Directory() =>
    [
        Of(new ListOrganisationChoicesQuery(), 1),
        Of(new ListOrganisationsQuery("NL", "two words", new PageRequest(Count: true), OrganisationKind.Csirt, "Government", AtHome: true), 2),
        Of(new ListNetworksQuery(), 1),
        .. Pages("createdAt").Select(p => Of(new ListMembershipsQuery(Key, "NL", "first", p), 2)),
        Of(new GetMembershipQuery(Key), 1),
        .. Pages("createdAt").Select(p => Of(new ListConstituentsQuery(Key, p), 2)),
        Of(new GetConstituentQuery(Key), 1),
        .. new[] { Roles.Analyst, Roles.LiaisonOfficer }.SelectMany(r => Pages("createdAt").Select(p => Of(new ListContactChecksQuery(Key, true, p), 1, r))),
        .. new[] { Roles.Analyst, Roles.LiaisonOfficer }.Select(r => Of(new GetContactCheckQuery(Key), 1, r)),
        .. new[] { Roles.Analyst, Roles.LiaisonOfficer }.SelectMany(r => Pages("createdAt").Select(p => Of(new ListProposalsQuery(Key, true, p), 1, r, Proposal))),
        Of(new GetProposalQuery(Key), 1, Roles.Analyst, Proposal),
        Of(new GetOrganisationProfileQuery(Key), 7),
        Of(new ListDueContactChecksQuery(), 3, Roles.None),
        Of(new ListProofsQuery([Key]), 1),
        Of(new CountDirectoryProblemsQuery(), 9),
        .. Enum.GetValues<DirectoryProblemKind>().SelectMany(k => Pages("createdAt").Select(p => Of(new ListDirectoryProblemsQuery(k, p), 1))),
    ];
}
