using CyberIncidents.Application.Agreements;

namespace CyberIncidents.FunctionalTests.Visibility;

/// <content>Agreements and norms: the register is for the national team, and a norm at issue goes with its case.</content>
internal static partial class Matrix
{
    private static IEnumerable<Surface> OfAgreements =>
    [
        new("agreements", _ => $"{Api}/agreements?count=true",      "10 10 10 10 403 403 403 403 403 403", Rows, typeof(ListAgreementsQuery)),
        new("agreement", _ => $"{Api}/agreements/budapest",         "ok ok ok ok 403 403 403 403 403 403", Ok, typeof(GetAgreementQuery)),
        new("which basis applies", _ => $"{Api}/legal-bases/applicable?country=NL&kind=Information", "ok ok ok ok 403 403 403 403 403 403", Ok, typeof(ListApplicableBasesQuery)),
        new("norms", _ => $"{Api}/norms?agreement=un-norms&count=true", "11 11 11 11 403 403 403 403 403 403", Rows, typeof(ListNormsQuery)),
        // It counts the cases that cite it.
        new("norm", _ => $"{Api}/norms/un-norms/d",                 "1 1 1 1/0 403 403 403 403 403 403", a => a.Text("cases"), typeof(GetNormQuery)),
        new("cases that cite a norm", _ => $"{Api}/norms/un-norms/d/incidents?count=true", "1 1 1 1/0 403 403 403 403 403 403", Rows, typeof(ListCitingCasesQuery)),
        new("measures", _ => $"{Api}/norms/un-norms/d/measures?count=true", "1 1 1 1 403 403 403 403 403 403", Rows, typeof(ListMeasuresQuery)),
        new("measure", s => $"{Api}/measures/{s.Measure}",          "ok ok ok ok 403 403 403 403 403 403", Ok, typeof(GetMeasureQuery)),
        new("norms at issue", s => Of(s, "norms?count=true"),       "1 1 1 1/404 403 403 403 403 403 403", Rows, typeof(ListCaseNormsQuery)),
        new("norm at issue", s => Of(s, $"norms/{s.CitedNorm}"),    "ok ok ok ok/404 403 403 403 403 403 403", Ok, typeof(GetCaseNormQuery)),
    ];
}
