using System.Globalization;
using System.Text.Json.Nodes;
using CyberIncidents.Application.Admin;
using CyberIncidents.Application.Audit;
using CyberIncidents.Application.Calendars;
using CyberIncidents.Application.Chasing;
using CyberIncidents.Application.Consents;
using CyberIncidents.Application.Dashboards;
using CyberIncidents.Application.Deadlines;
using CyberIncidents.Application.Engagements;
using CyberIncidents.Application.Evidence;
using CyberIncidents.Application.FollowUps;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Links;
using CyberIncidents.Application.Notices;
using CyberIncidents.Application.Observables;
using CyberIncidents.Application.Partners;
using CyberIncidents.Application.People;
using CyberIncidents.Application.Reference;
using CyberIncidents.Application.Requests;
using CyberIncidents.Application.Revisions;
using CyberIncidents.Application.Retention;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Application.Timeline;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Visibility;

/// <summary>
/// A read surface and what each relation gets from it, one word for each of <see cref="Scene.Relations"/>: a status that
/// is not 200, else how much was seen. A word <c>5/0</c> says 5, and 0 when the case is RED.
/// </summary>
internal sealed record Surface(string Name, Func<Scene, string> Path, string Expected, Func<Answer, string> Seen, params Type[] Queries)
{
    public bool IsWrite { get; init; }

    /// <summary>What a manager reads who broke the glass of the case, where that is not what a colleague reads of an AMBER one.</summary>
    public string? BehindGlass { get; init; }

    public object? Body { get; init; }

    /// <summary>A body that names what stands in the scene.</summary>
    public Func<Scene, object>? BodyOf { get; init; }

    public IReadOnlyList<string> For(string tlp) =>
        [.. Expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => w.Split('/')).Select(w => tlp == "RED" ? w[^1] : w[0])];

    public async Task<Answer> AskAsync(ApiClient client, Scene scene) =>
        IsWrite ? await client.PostAsync(Path(scene), BodyOf?.Invoke(scene) ?? Body) : await client.GetAsync(Path(scene));

    public string Read(Answer answer) =>
        (int)answer.Status == 200 ? Seen(answer) : ((int)answer.Status).ToString(CultureInfo.InvariantCulture);
}

/// <summary>The leak matrix: every read surface by every relation; each marking is a run of its own.</summary>
internal static partial class Matrix
{
    private const string Api = "/api/v1";

    // In other letters than the case has it, since the words of the question come back.
    private const string LookAlike = "waldkauz%20title";

    public static IReadOnlyList<Surface> Surfaces { get; } =
    [
        //                                                          owner mgr named stranger nl sg au my jp admin
        new("cases", _ => $"{Api}/incidents?count=true",            "1 1 1 1/0 1 1 0 0 0 403", Rows, typeof(ListIncidentsQuery), typeof(ListSharedIncidentsQuery)),
        new("case", s => $"{Api}/incidents/{s.Incident}",           "ok ok ok ok/404 ok ok 404 404 404 403", Ok, typeof(GetIncidentQuery), typeof(GetSharedIncidentQuery)),
        new("participations", s => Of(s, "participations"),         "4 4 4 4/404 1 1 404 404 404 403", Rows, typeof(ListParticipationsQuery), typeof(ListOwnParticipationsQuery)),
        new("requests of the case", s => Of(s, "requests?count=true"), "5 5 5 5/404 1 1 404 404 404 403", Rows, typeof(ListRequestsQuery), typeof(ListSharedRequestsQuery)),
        new("worklist", _ => $"{Api}/requests?count=true",          "5 5 5 5/0 1 1 1 0 0 403", Rows),
        new("worklist by case", s => $"{Api}/requests?incident={s.Incident}", "5 5 5 5/404 1 1 404 404 404 403", Rows),
        new("request to NL", s => Request(s.RequestNl),             "ok ok ok ok/404 ok 404 404 404 404 403", Ok, typeof(GetRequestQuery), typeof(GetSharedRequestQuery)),
        new("request to SG", s => Request(s.RequestSg),             "ok ok ok ok/404 404 ok 404 404 404 403", Ok),
        new("draft to NL", s => Request(s.Draft),                   "ok ok ok ok/404 404 404 404 404 404 403", Ok),
        new("answered by AU", s => Request(s.AnsweredAu),           "ok ok ok ok/404 404 404 ok 404 404 403", Ok),
        new("never answered by AU", s => Request(s.UnansweredAu),   "ok ok ok ok/404 404 404 404 404 404 403", Ok),
        new("comments", s => Of(s, "comments?count=true"),          "3 3 3 3/404 1 1 404 404 404 403", Rows, typeof(ListCommentsQuery), typeof(ListSharedCommentsQuery)),
        new("our comment", s => Of(s, $"comments/{s.OurComment}"),  "ok ok ok ok/404 404 404 404 404 404 403", Ok, typeof(GetCommentQuery), typeof(GetSharedCommentQuery)),
        new("shared comment", s => Of(s, $"comments/{s.SharedComment}"), "ok ok ok ok/404 ok ok 404 404 404 403", Ok),
        new("recalled comment", s => Of(s, $"comments/{s.RecalledComment}"), "ok ok ok ok/404 404 404 404 404 404 403", Ok),
        new("follow-ups", _ => $"{Api}/follow-ups?count=true",      "2 2 2 2/0 403 403 403 403 403 403", Rows, typeof(ListFollowUpsQuery)) { BehindGlass = "1" },
        new("follow-ups of the case", s => Of(s, "follow-ups?count=true"), "1 1 1 1/404 403 403 403 403 403 403", Rows),
        new("follow-up", s => $"{Api}/follow-ups/{s.FollowUp}",     "ok ok ok ok/404 403 403 403 403 403 403", Ok, typeof(GetFollowUpQuery)),
        // Two are withdrawn, and one is RED by itself: that one is the owner's and the named persons'. NL has two, one of them withdrawn since.
        new("observables", s => Of(s, "observables?count=true"),    "4 4 4 3/404 2 0 404 404 404 403", Rows, typeof(ListObservablesQuery), typeof(ListSharedObservablesQuery)),
        new("withdrawn observables too", s => Of(s, "observables?count=true&includeWithdrawn=true"), "6 6 6 5/404 400 400 400 400 400 403", Rows),
        new("observable", s => Of(s, $"observables/{s.Observable}"), "ok ok ok ok/404 404 404 404 404 404 403", Ok, typeof(GetObservableQuery), typeof(GetSharedObservableQuery)),
        new("RED observable", s => Of(s, $"observables/{s.RedObservable}"), "ok ok ok 404 404 404 404 404 404 403", Ok),
        new("observable released to NL", s => Of(s, $"observables/{s.Released}"), "ok ok ok ok/404 ok 404 404 404 404 403", Ok),
        new("observable released to NL and withdrawn", s => Of(s, $"observables/{s.ReleasedGone}"), "ok ok ok ok/404 ok 404 404 404 404 403", Ok),
        // What was asked about comes back: known to whom the case shows it.
        new("recognition", s => Of(s, "observables/recognise"),     "known known known unknown/404 403 403 403 403 403 403", Known, typeof(RecogniseObservablesQuery)) { IsWrite = true, Body = new { text = Scene.RedValue } },
        // Of three files one is RED by itself, and one was brought by NL, whose it is too. Their bytes are read last: each download is noted.
        new("evidence", s => Of(s, "evidence?count=true"),          "3 3 3 2/404 1 0 404 404 404 403", Rows, typeof(ListEvidenceQuery), typeof(ListSharedEvidenceQuery)),
        new("file", s => Of(s, $"evidence/{s.Evidence}"),           "ok ok ok ok/404 404 404 404 404 404 403", Ok, typeof(GetEvidenceQuery), typeof(GetSharedEvidenceQuery)),
        new("RED file", s => Of(s, $"evidence/{s.RedEvidence}"),    "ok ok ok 404 404 404 404 404 404 403", Ok),
        new("file of NL", s => Of(s, $"evidence/{s.EvidenceOfNl}"), "ok ok ok ok/404 ok 404 404 404 404 403", Ok),
        new("custody of a file", s => Of(s, $"evidence/{s.Evidence}/custody?limit=200"), "ok ok ok ok/404 403 403 403 403 403 403", Ok, typeof(ListCustodyQuery)),
        new("custody of a RED file", s => Of(s, $"evidence/{s.RedEvidence}/custody"), "ok ok ok 404 403 403 403 403 403 403", Ok),
        new("bytes of a file", s => Of(s, $"evidence/{s.Evidence}/content"), "bytes bytes bytes bytes/404 404 404 404 404 404 403", Bytes, typeof(OpenEvidenceQuery)),
        new("bytes of a RED file", s => Of(s, $"evidence/{s.RedEvidence}/content"), "bytes bytes bytes 404 404 404 404 404 404 403", Bytes),
        new("bytes of the file of NL", s => Of(s, $"evidence/{s.EvidenceOfNl}/content"), "bytes bytes bytes bytes/404 bytes 404 404 404 404 403", Bytes),
        // Two entries stand and one more is RED by itself; to partners none of them was released. See TimelineLeakTests for what was.
        new("timeline", s => Of(s, "timeline?count=true"),          "3 3 3 2/404 0 0 404 404 404 403", Rows, typeof(ListTimelineQuery), typeof(ListSharedTimelineQuery)),
        new("withdrawn entries too", s => Of(s, "timeline?count=true&includeWithdrawn=true"), "4 4 4 3/404 400 400 400 400 400 403", Rows),
        new("entry", s => Of(s, $"timeline/{s.Happened}"),          "ok ok ok ok/404 404 404 404 404 404 403", Ok, typeof(GetTimelineEntryQuery), typeof(GetSharedTimelineEntryQuery)),
        new("RED entry", s => Of(s, $"timeline/{s.RedHappened}"),   "ok ok ok 404 404 404 404 404 404 403", Ok),
        new("file of the timeline", s => Of(s, "timeline/export"),  "3 3 3 2/404 403 403 403 403 403 403", Lines, typeof(ExportTimelineQuery)),
        // The scene has one case; two of them, and who sees both: LinkLeakTests.
        new("links", s => Of(s, "links"),                           "0 0 0 0/404 403 403 403 403 403 403", Rows, typeof(ListLinksQuery)),
        new("link", s => Of(s, $"links/{Guid.Empty}"),              "404 404 404 404 403 403 403 403 403 403", Ok, typeof(GetLinkQuery)),
        // Three notifications, four requests sent, one comment to each of three, one more to SG, which was recalled.
        // Of the requests to NL and SG and the two to AU, and one of the case itself.
        new("clocks", s => Of(s, "clocks"),                         "5 5 5 5/404 403 403 403 403 403 403", Rows, typeof(ListClocksQuery)),
        new("authorities", s => Of(s, "authorities?kind=Information"), "4 4 4 4/404 403 403 403 403 403 403", Rows, typeof(ListAuthoritiesQuery)),
        new("preview of a deadline", s => $"{Api}/deadlines/preview?organisation={s.OrganisationSg}&kind=Information", "ok ok ok ok 403 403 403 403 403 403", Ok, typeof(PreviewDeadlineQuery)),
        // Those, the one that was recalled, one of items to NL, and one to SG that waits.
        new("releases", s => Of(s, "releases?count=true"),          "13 13 13 13/404 2 1 404 404 404 403", Rows, typeof(ListReleasesQuery), typeof(ListSharedReleasesQuery)),
        new("release to NL", s => $"{Api}/releases/{s.ReleaseNl}",  "ok ok ok ok/404 403 403 403 403 403 403", Ok, typeof(GetReleaseQuery)),
        new("release to SG", s => $"{Api}/releases/{s.ReleaseSg}",  "ok ok ok ok/404 403 403 403 403 403 403", Ok),
        // Four observables that stand, three comments, three files and three entries.
        new("releasable", s => Of(s, "releasable"),                 "13 13 13 10/404 403 403 403 403 403 403", Rows, typeof(ListReleasableQuery)),
        new("check of a release", s => Of(s, "releases/check"),     "ok ok ok ok/404 403 403 403 403 403 403", Ok, typeof(CheckReleaseQuery)) { IsWrite = true, BodyOf = s => s.Choice },
        // Versions and markings are ours alone; what was asked of whom is the originator's (ConsentTests has two of them and what each sees).
        new("revisions of the shared comment", s => Of(s, $"comments/{s.SharedComment}/revisions?count=true"), "1 1 1 1/404 403 403 403 403 403 403", Rows, typeof(ListRevisionsQuery)),
        new("revisions of the summary", s => Of(s, "summary/revisions?count=true"), "1 1 1 1/404 403 403 403 403 403 403", Rows),
        new("marking of a comment", s => Of(s, $"comments/{s.OurComment}/marking"), "ok ok ok ok/404 403 403 403 403 403 403", Ok, typeof(GetItemMarkingQuery)),
        new("marking of the RED observable", s => Of(s, $"observables/{s.RedObservable}/marking"), "ok ok ok 404 403 403 403 403 403 403", Ok),
        new("consents", _ => $"{Api}/consents?count=true",          "0 0 0 0 0 0 0 0 0 403", Rows, typeof(ListConsentsQuery), typeof(ListSharedConsentsQuery)),
        new("consents of the case", s => Of(s, "consents?count=true"), "0 0 0 0/404 0 0 404 404 404 403", Rows),
        new("a consent that is not there", s => $"{Api}/consents/{s.SharedComment}", "404 404 404 404 404 404 404 404 404 403", Ok, typeof(GetConsentQuery), typeof(GetSharedConsentQuery)),
        new("audit", s => Of(s, "audit?limit=200"),                 "some some some some/404 403 403 403 403 403 403", Some, typeof(GetIncidentAuditQuery)),
        // Of the time outside any case there is nothing: InboundHistoryTests has what there is.
        new("history of the request to NL", s => $"{Request(s.RequestNl)}/audit", "0 0 0 0/404 403 403 403 403 403 403", Rows, typeof(GetRequestAuditQuery)),
        // The owner and the manager; of the RED observable, which the owner has opened, the named persons only. A RED case its persons have opened.
        new("who read", s => Of(s, "reads?limit=200"),             "some some 403 403/404 403 403 403 403 403 403", Some, typeof(ListReadsQuery)),
        new("export of who read", s => Of(s, "reads/export"),       "ok ok 403 403/404 403 403 403 403 403 403", Ok, typeof(ExportReadsQuery)),
        new("export of releases", s => Of(s, "releases/export"),    "ok ok ok ok/404 403 403 403 403 403 403", Ok, typeof(ExportReleasesQuery)),
        new("public key of exports", _ => $"{Api}/audit/signing-key", "ok ok ok ok ok ok ok ok ok ok", Ok, typeof(GetSigningKeyQuery)),
        // What the comment to SG left was recalled.
        new("recalls of the case", s => Of(s, "recalls?count=true"), "1 1 1 1/404 403 403 403 403 403 403", Rows, typeof(ListCaseRecallsQuery)),
        new("recalls", _ => $"{Api}/recalls?count=true",            "403 403 403 403 0 1 0 0 0 403", Rows, typeof(ListSharedRecallsQuery)),
        new("recall from SG", s => $"{Api}/recalls/{s.RecallSg}",   "ok ok ok ok/404 404 ok 404 404 404 403", Ok, typeof(GetRecallQuery), typeof(GetSharedRecallQuery)),
        new("answer to the recall", s => $"{Api}/releases/{s.RecalledSg}/actions/keep", "403 403 403 403 404 400 404 404 404 403", Ok, typeof(GetRecallOfReleaseQuery)) { IsWrite = true },
        new("nameable persons", s => Of(s, "nameable-persons"),     "ok ok ok ok/404 403 403 403 403 403 403", Ok, typeof(ListNameablePersonsQuery)),
        new("counts", _ => $"{Api}/incidents/counts",               "1 1 1 1/0 403 403 403 403 403 403", a => a.Text("open.count"), typeof(CountIncidentsQuery)),
        new("look-alikes", _ => $"{Api}/incidents/look-alikes?title={LookAlike}", "1 1 1 1/0 403 403 403 403 403 403", Rows, typeof(FindLookAlikesQuery)),
        // The follow-up, the clock of the case and the requests to NL and SG, which are due by our own default; and the answer of AU.
        new("desk", _ => $"{Api}/desk",                             "4+1 4+1 4+1 4+1/0+0 403 403 403 403 403 403", Desk, typeof(GetDeskQuery)),
        new("all that is due", _ => $"{Api}/desk/due?count=true",   "4 4 4 4/0 403 403 403 403 403 403", Rows, typeof(ListDueQuery)),
        new("counts of every page", _ => $"{Api}/navigation",       "-+2 -+6 -+0 -+0 1+4 2+5 0+0 0+0 0+0 -+0", Counts, typeof(GetNavigationQuery)),
        new("notifications", _ => $"{Api}/notifications?count=true", "2 6 0 0 4 5 0 0 0 0", Rows, typeof(ListNoticesQuery)),
        new("notice of NL", s => $"{Api}/notifications/{s.NoticeNl}/read", "404 404 404 404 ok 404 404 404 404 404", Ok, typeof(GetNoticeQuery)) { IsWrite = true },
        new("dashboard", _ => $"{Api}/dashboard",                   "1+2 1+2 1+2 1+2/0+0 403 403 403 403 403 403", Figures, typeof(GetDashboardQuery)),
        new("organisations", _ => $"{Api}/organisations?country=SG", "3 3 3 3 0 1 0 0 0 3", Rows, typeof(ListOrganisationsQuery)),
        new("organisations of forms", _ => $"{Api}/organisations/choices", "47 47 47 47 2 2 2 2 2 47", Rows, typeof(ListOrganisationChoicesQuery)),
        new("organisation of SG", s => $"{Api}/organisations/{s.OrganisationSg}", "ok ok ok ok 404 ok 404 404 404 ok", Ok, typeof(GetOrganisationQuery)),
        new("assignees", _ => $"{Api}/assignees",                   "ok ok ok ok 403 403 403 403 403 403", Ok, typeof(ListAssigneesQuery)),
        new("users", _ => $"{Api}/users",                           "403 403 403 403 403 403 403 403 403 ok", Ok, typeof(ListUsersQuery)),
        new("user", s => $"{Api}/users/{s.PersonNl}",               "403 403 403 403 403 403 403 403 403 ok", Ok, typeof(GetUserQuery)),
        new("audit check", _ => $"{Api}/audit/verify",              "403 403 403 403 403 403 403 403 403 ok", Ok, typeof(VerifyAuditQuery)),
        new("contact points", _ => $"{Api}/contact-points",         "ok ok ok ok ok ok ok ok ok ok", Ok, typeof(ListContactPointsQuery)),
        new("contact point of SG", s => $"{Api}/contact-points/{s.ContactSg}", "ok ok ok ok 404 ok 404 404 404 ok", Ok, typeof(GetContactPointQuery)),
        new("ladders", _ => $"{Api}/chasing-ladders",               "ok ok ok ok 403 403 403 403 403 ok", Ok, typeof(ListLaddersQuery)),
        new("ladder", _ => $"{Api}/chasing-ladders/any-low",        "ok ok ok ok 403 403 403 403 403 ok", Ok, typeof(GetLadderQuery)),
        // How many alarms wait, and nothing of their cases.
        new("jobs", _ => $"{Api}/jobs",                             "403 403 403 403 403 403 403 403 403 some", a => (int)a.Json["figures"]!["alarmsWaiting"]! > 0 ? "some" : "none", typeof(GetJobsQuery)),
        // The follow-up and the clock of the case, the engagement, the commitment, and what reminded of that.
        new("own calendar", _ => $"{Api}/me/calendar.ics",          "5 0 0 0 1 1 0 0 0 0", Dates, typeof(GetCalendarQuery)),
        new("own calendar's address", _ => $"{Api}/me/calendar",    "ok ok ok ok ok ok ok ok ok ok", Ok, typeof(GetCalendarKeyQuery)),
        // What NL sees, for those who see the case; and what MY would be told.
        new("preview as NL", s => Of(s, $"preview?organisation={s.OrganisationNl}&person={s.PersonNl}"), "shown shown shown shown/404 403 403 403 403 403 403", Shown, typeof(PreviewIncidentQuery)),
        new("preview as JP", s => Of(s, $"preview?organisation={s.OrganisationJp}"), "nothing nothing nothing nothing/404 403 403 403 403 403 403", Shown),
        new("what would be disposed of", _ => $"{Api}/retention/preview?on=2099-01-01", "403 0 403 403 403 403 403 403 403 403", Rows, typeof(PreviewRetentionQuery)),
        new("what partners asked that would be disposed of", _ => $"{Api}/retention/requests/preview?on=2099-01-01", "403 0 403 403 403 403 403 403 403 403", Rows, typeof(PreviewRequestRetentionQuery)),
        new("tombstones of requests", _ => $"{Api}/retention/requests/tombstones?count=true", "0 0 0 0 403 403 403 403 403 403", Rows, typeof(ListRequestTombstonesQuery)),
        new("tombstones", _ => $"{Api}/retention/tombstones?count=true", "0 0 0 0 403 403 403 403 403 403", Rows, typeof(ListTombstonesQuery)),
        .. OfAgreements, .. OfCountries,
        // No glass opens what is of no case.
        .. Cooperation.Select(s => s with { BehindGlass = s.For("RED")[3] }),
        new("own account", _ => $"{Api}/me",                        "ok ok ok ok ok ok ok ok ok ok", Ok, typeof(GetMeQuery)),
        .. OfDirectory(),
        .. OfHome(),
        .. OfInbound(),
    ];

    /// <summary>Queries that show nothing of any case or person, with the reason.</summary>
    public static IReadOnlyDictionary<Type, string> Exempt { get; } = new Dictionary<Type, string>
    {
        [typeof(ListCountriesQuery)] = "reference data, the same for all",
        [typeof(GetClassificationsQuery)] = "reference data, the same for all",
        [typeof(ListLegalBasesQuery)] = "reference data; a partner gets what its requests rest on: LegalBasisTests",
        [typeof(GetLegalBasisQuery)] = "reference data; a partner gets what its requests rest on: LegalBasisTests",
        [typeof(ListDueContactChecksQuery)] = "only the program asks, to put contact checks one by one",
        [typeof(ListAllLegalBasesQuery)] = "only the program asks, to name them on pages",
        [typeof(ListRefusalGroundsQuery)] = "reference data, the same for all",
        [typeof(ListRequestKindsQuery)] = "reference data, the same for all",
        [typeof(ListDeadlineRulesQuery)] = "reference data; a partner gets the rules of its clocks: LegalBasisTests",
        [typeof(GetDeadlineRuleQuery)] = "reference data; a partner gets the rules of its clocks: LegalBasisTests",
        [typeof(ListHolidaysQuery)] = "reference data, the same for all",
        [typeof(GetHolidayQuery)] = "reference data, the same for all",
        [typeof(ListWeekendsQuery)] = "reference data, the same for all",
        [typeof(GetUploadPlaceQuery)] = "asked before an upload: EvidenceLeakTests sends one as everybody",
        [typeof(GetEvidenceToVerifyQuery)] = "gives nothing out but what the file itself does: EvidenceLeakTests",
        [typeof(ListRetentionRulesQuery)] = "reference data, the same for all who may read it",
        [typeof(GetRetentionRuleQuery)] = "reference data, the same for all who may read it",
        [typeof(GetWeekendQuery)] = "reference data, the same for all",
        [typeof(GetDocumentPlaceQuery)] = "asked before an upload; gives out nothing but the marking of an engagement that is seen: EngagementLeakTests",
    };

    private static string Of(Scene scene, string part) => $"{Api}/incidents/{scene.Incident}/{part}";

    private static string Request(string reference) => $"{Api}/requests/{reference}";

    private static string Ok(Answer answer) => "ok";

    private static string Rows(Answer answer)
    {
        var rows = answer.Items.Count.ToString(CultureInfo.InvariantCulture);
        return answer.Json["count"] is { } count && count.ToString() != rows ? $"{rows} but counts {count}" : rows;
    }

    private static string Shown(Answer answer) => answer.At("case") is null ? "nothing" : "shown";

    private static string Bytes(Answer answer) => answer.Body.Contains("ytes", StringComparison.Ordinal) ? "bytes" : "nothing";

    private static string Known(Answer answer) => answer.At("items.0.known") is null ? "unknown" : "known";

    private static string Dates(Answer answer) => (answer.Body.Split("BEGIN:VEVENT").Length - 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>Without the line of the marking and that of the names.</summary>
    private static string Lines(Answer answer) => (answer.Body.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length - 2).ToString(CultureInfo.InvariantCulture);

    private static string Some(Answer answer) => answer.Items.Count == 0 ? "none" : "some";

    private static string Desk(Answer answer) => $"{answer.Text("dueSoonest.total")}+{answer.Text("cameBack.total")}";

    private static string Counts(Answer answer) => $"{answer.At("actionRequired")?.ToString() ?? "-"}+{answer.Text("unreadNotices")}";

    private static string Figures(Answer answer) => $"{answer.Json["open"]!["count"]}+{answer.Json["waiting"]!["count"]}" + OtherFigures(answer.Json);

    /// <summary>Says so when another figure knows more than the two that are told.</summary>
    private static string OtherFigures(JsonNode dashboard)
    {
        var open = (int)dashboard["open"]!["count"]!;
        var known = dashboard["openByCountry"]!.AsArray().Count > 0;
        return known == open > 0 ? string.Empty : " but countries";
    }
}
