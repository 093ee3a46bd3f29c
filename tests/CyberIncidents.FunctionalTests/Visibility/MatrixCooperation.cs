using CyberIncidents.Application.Engagements;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Visibility;

/// <content>Engagements and commitments: ours alone. Six engagements of the past come with the program.</content>
internal static partial class Matrix
{
    private static IEnumerable<Surface> Cooperation =>
    [
        // A document that is RED by itself is its bringer's alone while the engagement is laxer, and its persons' when that is RED too.
        new("engagements", _ => $"{Api}/engagements?count=true",        "7 7 7 7/6 403 403 403 403 403 403", Rows, typeof(ListEngagementsQuery)),
        new("engagement", s => Engagement(s, string.Empty),             "ok ok ok ok/404 403 403 403 403 403 403", Ok, typeof(GetEngagementQuery)),
        new("documents", s => Engagement(s, "/documents?count=true"),   "2 1/2 1/2 1/404 403 403 403 403 403 403", Rows, typeof(ListDocumentsQuery)),
        new("document", s => Engagement(s, $"/documents/{s.Document}"), "ok ok ok ok/404 403 403 403 403 403 403", Ok, typeof(GetDocumentQuery)),
        new("RED document", s => Engagement(s, $"/documents/{s.RedDocument}"), "ok 404/ok 404/ok 404 403 403 403 403 403 403", Ok),
        new("custody of a document", s => Engagement(s, $"/documents/{s.Document}/custody"), "ok ok ok ok/404 403 403 403 403 403 403", Ok, typeof(ListDocumentCustodyQuery)),
        new("custody of a RED document", s => Engagement(s, $"/documents/{s.RedDocument}/custody"), "ok 404/ok 404/ok 404 403 403 403 403 403 403", Ok),
        new("bytes of a document", s => Engagement(s, $"/documents/{s.Document}/content"), "bytes bytes bytes bytes/404 403 403 403 403 403 403", Bytes, typeof(OpenDocumentQuery)),
        new("bytes of a RED document", s => Engagement(s, $"/documents/{s.RedDocument}/content"), "bytes 404/bytes 404/bytes 404 403 403 403 403 403 403", Bytes),
        new("commitments", _ => $"{Api}/commitments?count=true",        "1 1 1 1/0 403 403 403 403 403 403", Rows, typeof(ListCommitmentsQuery)),
        new("commitment", s => $"{Api}/commitments/{s.Commitment}",     "ok ok ok ok/404 403 403 403 403 403 403", Ok, typeof(GetCommitmentQuery)),
        // The engagement and the last day of the commitment.
        new("programme", _ => $"{Api}/programme?year=2030",             "2 2 2 2/0 403 403 403 403 403 403", Entries, typeof(GetProgrammeQuery)),
    ];

    private static string Engagement(Scene scene, string part) => $"{Api}/engagements/{scene.Engagement}{part}";

    private static string Entries(Answer answer) =>
        answer.Json["months"]!.AsArray().Sum(m => m!["entries"]!.AsArray().Count).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
