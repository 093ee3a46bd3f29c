using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Countries;
using CyberIncidents.Application.Requests;
using CyberIncidents.Domain.Agreements;
using CyberIncidents.Domain.People;
using CyberIncidents.Domain.Requests;

namespace CyberIncidents.ArchitectureTests.Translation;

/// <content>Countries.</content>
internal static partial class QuerySamples
{
    private static IEnumerable<QuerySample> Countries() =>
    [
        Of(new GetCountryQuery("NL"), 34, Roles.Analyst, new Dictionary<string, string>(StringComparer.Ordinal) { ["TimeZone"] = "Asia/Jakarta", ["Weekend"] = "[]" }),
        Of(new ListCountryStandingsQuery("two words", null), 7),
        Of(new ListCountryStandingsQuery(null, null), 7),
        Of(new GetAgreementMatrixQuery([AgreementKind.Treaty], null, true, null), 6),
        .. new[] { true, false }.Select(onTime => Of(
            new ListRequestsQuery(
                new RequestFilter { Country = "NL", StatesOnly = true, Direction = RequestDirection.Inbound, SentFrom = DateTimeOffset.UnixEpoch, OnTime = onTime, Ground = "not-held" },
                new PageRequest(Count: true)),
            4)),
    ];
}
