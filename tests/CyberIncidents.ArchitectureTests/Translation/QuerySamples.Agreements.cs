using CyberIncidents.Application.Agreements;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Domain.Agreements;
using CyberIncidents.Domain.Requests;

namespace CyberIncidents.ArchitectureTests.Translation;

/// <content>Agreements and norms.</content>
internal static partial class QuerySamples
{
    private static IEnumerable<QuerySample> Agreements() =>
    [
        .. Pages("createdAt").Select(p => Of(new ListAgreementsQuery(new AgreementFilter(), p), 1)),
        Of(new ListAgreementsQuery(new AgreementFilter { Kind = [AgreementKind.Treaty, AgreementKind.NormSet], InForce = true, Country = "NL", Retired = true }, new PageRequest(Count: true)), 2),
        Of(new GetAgreementQuery("budapest"), 6),
        Of(new ListApplicableBasesQuery(RequestKind.ForInformation, "NL", null), 7),
        Of(new ListApplicableBasesQuery(RequestKind.ForInformation, null, Key), 6),
        .. Pages("createdAt").Select(p => Of(new ListNormsQuery("un-norms", p), 1)),
        Of(new GetNormQuery("un-norms", "d"), 1),
        .. Pages("createdAt").Select(p => Of(new ListCitingCasesQuery("un-norms", "d", p), 2)),
        .. Pages("createdAt").Select(p => Of(new ListMeasuresQuery("un-norms", "d", p), 2)),
        Of(new GetMeasureQuery(Key), 1),
        .. Pages("createdAt").Select(p => Of(new ListCaseNormsQuery(Case, p), 2)),
        Of(new GetCaseNormQuery(Case, Key), 2),
    ];
}
