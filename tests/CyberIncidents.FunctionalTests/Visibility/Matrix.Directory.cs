using CyberIncidents.Application.Partners;

namespace CyberIncidents.FunctionalTests.Visibility;

/// <content>The directory. SG was asked whether it is there, and proposes to change its profile.</content>
internal static partial class Matrix
{
    private static IEnumerable<Surface> OfDirectory() =>
    [
        new("networks", _ => $"{Api}/networks",                     "ok ok ok ok 403 403 403 403 403 ok", Ok, typeof(ListNetworksQuery)),
        new("memberships of SG", s => $"{Api}/memberships?organisation={s.OrganisationSg}&count=true", "3 3 3 3 403 403 403 403 403 3", Rows, typeof(ListMembershipsQuery)),
        new("a membership that is not there", _ => $"{Api}/memberships/{Guid.Empty}", "404 404 404 404 403 403 403 403 403 404", Ok, typeof(GetMembershipQuery)),
        new("constituents of SG", s => $"{Api}/organisations/{s.OrganisationSg}/constituents?count=true", "1 1 1 1 403 403 403 403 403 1", Rows, typeof(ListConstituentsQuery)),
        new("a constituent that is not there", _ => $"{Api}/constituents/{Guid.Empty}", "404 404 404 404 403 403 403 403 403 404", Ok, typeof(GetConstituentQuery)),
        new("contact checks", _ => $"{Api}/contact-checks?count=true", "1 1 1 1 0 1 0 0 0 403", Rows, typeof(ListContactChecksQuery)),
        new("contact checks of SG that are open", s => $"{Api}/contact-checks?organisation={s.OrganisationSg}&open=true&count=true", "1 1 1 1 0 1 0 0 0 403", Rows),
        new("contact check of SG", s => $"{Api}/contact-checks/{s.CheckSg}", "ok ok ok ok 404 ok 404 404 404 403", Ok, typeof(GetContactCheckQuery)),
        new("profile of SG", s => $"{Api}/organisations/{s.OrganisationSg}/profile", "1 1 1 1/0 403 403 403 403 403 403", a => a.Text("caseCount"), typeof(GetOrganisationProfileQuery)),
        new("proof of SG", s => $"{Api}/organisations/proofs?organisation={s.OrganisationSg}", "1 1 1 1 403 403 403 403 403 403", Rows, typeof(ListProofsQuery)),
        new("problems by kind", _ => $"{Api}/directory/problems",   "9 9 9 9 403 403 403 403 403 9", Rows, typeof(CountDirectoryProblemsQuery)),
        new("contacts without a proof", _ => $"{Api}/directory/problems/ProofStale", "some some some some 403 403 403 403 403 some", Some, typeof(ListDirectoryProblemsQuery)),
        new("profile proposals", _ => $"{Api}/profile-proposals?count=true", "1 1 1 1 0 1 0 0 0 1", Rows, typeof(ListProposalsQuery)),
        new("profile proposals of SG that wait", s => $"{Api}/profile-proposals?organisation={s.OrganisationSg}&waiting=true&count=true", "1 1 1 1 0 1 0 0 0 1", Rows),
        new("profile proposal of SG", s => $"{Api}/profile-proposals/{s.ProposalSg}", "ok ok ok ok 404 ok 404 404 404 ok", Ok, typeof(GetProposalQuery)),
        new("proposals that wait", _ => $"{Api}/directory/problems/ProposalWaits?count=true", "1 1 1 1 403 403 403 403 403 1", Rows),
        new("partners only proposed", _ => $"{Api}/directory/problems/PartnerProposed?count=true", "0 0 0 0 403 403 403 403 403 0", Rows),
    ];
}
