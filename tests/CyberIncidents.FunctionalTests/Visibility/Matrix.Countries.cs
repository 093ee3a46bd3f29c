using CyberIncidents.Application.Countries;
using CyberIncidents.Application.Engagements;

namespace CyberIncidents.FunctionalTests.Visibility;

/// <content>Countries: for the national team, and no number of them counts what the reader does not see.</content>
internal static partial class Matrix
{
    private static IEnumerable<Surface> OfCountries =>
    [
        // One open case with a part of Singapore, and one request to it that waits.
        new("open cases of SG", _ => $"{Api}/countries/SG",         "1 1 1 1/0 403 403 403 403 403 403", a => a.Text("openCases.count"), typeof(GetCountryQuery)),
        new("what SG is asked", _ => $"{Api}/countries/SG",         "1 1 1 1/0 403 403 403 403 403 403", a => a.Text("weAsk.waiting.count")),
        new("engagements with NL", _ => $"{Api}/countries/NL",      "2 2 2 2/1 403 403 403 403 403 403", a => a.Text("engagements.count")) { BehindGlass = "1" },
        new("a country that is not there", _ => $"{Api}/countries/QQ", "404 404 404 404 403 403 403 403 403 403", Ok),
        new("countries with what there is", _ => $"{Api}/countries/standings?q=SGP", "1 1 1 1/0 403 403 403 403 403 403", a => a.Text("items.0.openCases"), typeof(ListCountryStandingsQuery)),
        new("countries by agreements", _ => $"{Api}/programme/matrix?kind=NormSet", "ok ok ok ok 403 403 403 403 403 403", Ok, typeof(GetAgreementMatrixQuery)),
        new("what may be named", _ => $"{Api}/instruments",         "some some some some 403 403 403 403 403 403", Some, typeof(ListInstrumentsQuery)),
    ];
}
