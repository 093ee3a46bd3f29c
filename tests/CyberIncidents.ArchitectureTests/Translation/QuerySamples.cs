using System.Text;
using CyberIncidents.Application.Admin;
using CyberIncidents.Application.Audit;
using CyberIncidents.Application.Calendars;
using CyberIncidents.Application.Chasing;
using CyberIncidents.Application.Common.Paging;
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
using CyberIncidents.Domain.Engagements;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Observables;
using CyberIncidents.Domain.People;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Domain.Timeline;
using MediatR;

namespace CyberIncidents.ArchitectureTests.Translation;

/// <summary>A query to run, for whom, with the texts that its rows hold, and the least number of commands it comes to.</summary>
internal sealed record QuerySample(IBaseRequest Query, Roles Roles, int Commands, IReadOnlyDictionary<string, string> Texts);

/// <summary>Every query with every filter and order, so that each of their LINQ expressions is translated.</summary>
internal static partial class QuerySamples
{
    private const string Case = "CI-2026-0001";
    private static readonly Guid Key = PlausibleRow.Key;

    private static readonly Dictionary<string, string> NoTexts = new(StringComparer.Ordinal);

    // The roles of a person are one column of flags, those of a participation a list.
    private static readonly Dictionary<string, string> Person = new(StringComparer.Ordinal) { ["Roles"] = "3" };

    // Steps are stored as JSON.
    private static readonly Dictionary<string, string> Ladder = new(StringComparer.Ordinal)
    {
        ["Steps"] = """[{"Share":50,"Offset":null,"Whom":"Liaison","By":"Both"}]""",
    };

    private static readonly Dictionary<string, string> Digests = new(StringComparer.Ordinal) { ["Digests"] = "[]" };

    private static readonly Dictionary<string, string> Parts = new(StringComparer.Ordinal) { ["Parts"] = """[{"Kind":"Request","Count":1}]""" };

    private static readonly Dictionary<string, string> Zone = new(StringComparer.Ordinal) { ["TimeZone"] = "Asia/Jakarta", ["Reminders"] = "[]", ["Recurrence"] = "FREQ=DAILY" };

    public static IEnumerable<QuerySample> All =>
    [
        .. Cases(), .. Markings(), .. Observables(), .. Evidence(), .. Timeline(), .. Links(), .. Requests(), .. FollowUps(), .. Shared(), .. Notices(), .. Own(), .. ReadsAndRecalls(), .. Organisations(), .. Administration(), .. Rules(), .. Agreements(), .. Engagements(), .. Directory(), .. Countries(),
    ];

    private static IEnumerable<QuerySample> Cases() =>
    [
        Of(new GetIncidentQuery(Case), 7),
        .. Pages("createdAt", "updatedAt").Select(p => Of(new ListIncidentsQuery(new IncidentFilter(), p), 4)),
        .. Filters().Select(f => Of(new ListIncidentsQuery(f, new PageRequest(Count: true)), 5)),
        .. Filters().Select(f => Of(new ListIncidentsQuery(f, new PageRequest(1, null, "nextClock", true)), 7)),
        Of(new ListIncidentsQuery(new IncidentFilter(), new PageRequest(1, Cursor("nextClock"), "nextClock")), 6),
        Of(new ListIncidentsQuery(new IncidentFilter(), new PageRequest(1, Cursor("nextClock-none"), "nextClock")), 5),
        Of(new ListParticipationsQuery(Case), 4),
        .. Pages("createdAt").Select(p => Of(new ListCommentsQuery(Case, p), 3)),
        Of(new GetCommentQuery(Case, Key), 2),
        .. Pages("createdAt").Select(p => Of(new ListReleasesQuery(Case, p), 3)),
        .. Pages("createdAt").Select(p => Of(new ListRequestReleasesQuery("RQ-2026-0001", p), 3)),
        Of(new GetReleaseQuery(Key), 2),
        Of(new ListReleasableQuery(Case), 4),
        Of(new CheckReleaseQuery(Case, new ReleaseChoice { Items = [new ItemInput { Type = SubjectType.Observable, Id = Key }], Receivers = [Key] }), 4),
        Of(new GetIncidentAuditQuery(Case, new PageRequest(After: Key.ToString("N"))), 3),
        .. new[] { SubjectType.Request, SubjectType.FollowUp, SubjectType.Participation, SubjectType.Release, SubjectType.Observable, SubjectType.Evidence, SubjectType.TimelineEntry, SubjectType.Recall, SubjectType.Consent }.Select(t => Of(
            new GetIncidentAuditQuery(Case, new PageRequest(After: Key.ToString("N")), t, NewestFirst: true), 4, Roles.Analyst,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["SubjectType"] = t.ToString() })),
        Of(new GetRequestAuditQuery("RQ-2026-0001", new PageRequest(After: Key.ToString("N"))), 7),
        Of(new ListNameablePersonsQuery(Case), 2),
        Of(new CountIncidentsQuery(), 1),
        Of(new FindLookAlikesQuery("Recruitment of members through an encrypted chat"), 2),
        Of(new GetDashboardQuery(), 7),
        Of(new GetHomeFiguresQuery(), 3),
        Of(new ListTasksOfRequestQuery("RQ-2026-0001"), 3),
        Of(new GetDeskQuery(true), 14),
        Of(new GetDeskQuery(false), 14),
        Of(new ListDueQuery(true, new PageRequest(Count: true)), 4),
        Of(new ListDueQuery(false, new PageRequest()), 4),
    ];

    private static IEnumerable<QuerySample> Markings() =>
    [
        .. new[] { SubjectType.Comment, SubjectType.Incident, SubjectType.Participation }
            .SelectMany(t => Pages("at").Select(p => Of(new ListRevisionsQuery(Case, t, Key, p), 3))),
        .. new[] { SubjectType.Comment, SubjectType.Observable, SubjectType.Request }.Select(t => Of(new GetItemMarkingQuery(Case, t, Key), 2)),
        .. Pages("createdAt").Select(p => Of(new ListConsentsQuery(Case, true, p), 2)),
        Of(new GetConsentQuery(Key), 1),
        .. Pages("createdAt").Select(p => Of(new ListSharedConsentsQuery(Case, true, p), 2, Roles.LiaisonOfficer)),
        Of(new GetSharedConsentQuery(Key), 1, Roles.LiaisonOfficer),
    ];

    private static IEnumerable<IncidentFilter> Filters() =>
    [
        new() { Status = [IncidentStatus.Reported, IncidentStatus.Closed], Severity = [Severity.High], Tlp = [Tlp.Red, Tlp.Amber], Unowned = true },
        new() { Classification = "fraud/phishing", TerroristUse = "recruitment", Tag = "bank", Owner = Key, Q = "two words" },
        new() { Country = "NL", Overdue = true, Silent = true, From = DateTimeOffset.UnixEpoch, To = DateTimeOffset.UnixEpoch },
        new() { Overdue = false, Silent = false, Open = true, ClosedFrom = DateTimeOffset.UnixEpoch, ClosedTo = DateTimeOffset.UnixEpoch },
        new() { Open = false },
    ];

    private static IEnumerable<QuerySample> Observables() =>
    [
        .. Pages("createdAt").Select(p => Of(new ListObservablesQuery(Case, [], true, p), 4)),
        Of(new ListObservablesQuery(Case, [ObservableType.Url, ObservableType.Domain], false, new PageRequest(Count: true)), 5),
        Of(new GetObservableQuery(Case, Key), 4),
        Of(new RecogniseObservablesQuery(Case, new RecogniseObservablesInput { Text = "evil.example" }), 2),
    ];

    private static IEnumerable<QuerySample> Timeline()
    {
        var filter = new TimelineFilter { From = DateTimeOffset.UnixEpoch, To = DateTimeOffset.UnixEpoch, Q = "two words", Precision = [TimePrecision.Day, TimePrecision.Hour] };
        return
        [
            .. Pages("at").Select(p => Of(new ListTimelineQuery(Case, new TimelineFilter { IncludeWithdrawn = true }, p), 2)),
            Of(new ListTimelineQuery(Case, filter, new PageRequest(Count: true)), 3),
            Of(new GetTimelineEntryQuery(Case, Key), 2),
            Of(new ExportTimelineQuery(Case, filter), 2),
            .. Pages("at").Select(p => Of(new ListSharedTimelineQuery(Case, p), 2, Roles.LiaisonOfficer)),
            Of(new GetSharedTimelineEntryQuery(Case, Key), 2, Roles.LiaisonOfficer),
        ];
    }

    private static IEnumerable<QuerySample> Links() => [Of(new ListLinksQuery(Case), 3), Of(new GetLinkQuery(Case, Key), 2)];

    private static IEnumerable<QuerySample> Evidence() =>
    [
        .. Pages("createdAt").Select(p => Of(new ListEvidenceQuery(Case, true, p), 2)),
        Of(new ListEvidenceQuery(Case, false, new PageRequest(Count: true)), 3),
        Of(new GetEvidenceQuery(Case, Key), 2),
        .. Pages("at").Select(p => Of(new ListCustodyQuery(Case, Key, p), 3)),
        Of(new OpenEvidenceQuery(Case, Key, true), 2),
        Of(new GetEvidenceToVerifyQuery(Case, Key), 3),
        Of(new GetUploadPlaceQuery(Case), 1),
        .. Pages("createdAt").Select(p => Of(new ListSharedEvidenceQuery(Case, p), 3, Roles.LiaisonOfficer)),
        Of(new GetSharedEvidenceQuery(Case, Key), 3, Roles.LiaisonOfficer),
    ];

    private static IEnumerable<QuerySample> Requests() =>
    [
        Of(new GetRequestQuery("RQ-2026-0001"), 7),
        Of(new ListClocksQuery(Case), 4),
        Of(new ListAuthoritiesQuery(Case, RequestKind.DataPreservation), 4),
        Of(new PreviewDeadlineQuery(Key, RequestKind.Information, "voluntary", Urgency.Normal), 4, Roles.Analyst, Zone),
        .. Pages("createdAt", "dueAt").Select(p => Of(new ListRequestsQuery(new RequestFilter(), p), 2)),
        Of(new ListRequestsQuery(RequestsOf(), new PageRequest(Count: true)), 4),
        .. Pages("createdAt", "dueAt").Select(p => Of(new ListSharedRequestsQuery(new RequestFilter(), p), 2, Roles.LiaisonOfficer)),
        Of(new ListSharedRequestsQuery(RequestsOf(), new PageRequest(Count: true)), 4, Roles.LiaisonOfficer),
        Of(new GetSharedRequestQuery("RQ-2026-0001"), 2, Roles.LiaisonOfficer),
        Of(new GetFilingOptionsQuery(RequestKind.DataPreservation, "budapest-29"), 3, Roles.LiaisonOfficer),
    ];

    private static RequestFilter RequestsOf() => new()
    {
        State = [RequestState.Sent], Kind = [RequestKind.Information], Waiting = true, Silent = true, Overdue = true, Country = "NL", Incident = Case, Owner = Key,
        AtHome = true, Answered = true,
    };

    private static IEnumerable<QuerySample> FollowUps() =>
    [
        Of(new GetFollowUpQuery(Key), 1),
        .. Pages("dueAt").Select(p => Of(new ListFollowUpsQuery(null, false, null, p), 1)),
        .. Enum.GetValues<FollowUpScope>().Select(s => Of(new ListFollowUpsQuery(s, true, Case, new PageRequest(Count: true)), 3)),
    ];

    private static IEnumerable<QuerySample> Shared() =>
    [
        .. Pages("notifiedAt").Select(p => Of(new ListSharedIncidentsQuery(p), 1, Roles.LiaisonOfficer)),
        Of(new GetSharedIncidentQuery(Case), 2, Roles.LiaisonOfficer),
        Of(new PreviewIncidentQuery(Case, new PreviewEyes(Key, null, null), null), 5),
        Of(new PreviewIncidentQuery(Case, new PreviewEyes(null, Key, null), null), 6),
        Of(new ListOwnParticipationsQuery(Case), 1, Roles.LiaisonOfficer),
        .. Pages("createdAt").Select(p => Of(new ListSharedCommentsQuery(Case, p), 2, Roles.LiaisonOfficer)),
        Of(new GetSharedCommentQuery(Case, Key), 2, Roles.LiaisonOfficer),
        .. Pages("createdAt").Select(p => Of(new ListSharedReleasesQuery(Case, p), 3, Roles.LiaisonOfficer)),
        .. Pages("createdAt").Select(p => Of(new ListSharedObservablesQuery(Case, [ObservableType.Url], p), 2, Roles.LiaisonOfficer)),
        Of(new GetSharedObservableQuery(Case, Key), 2, Roles.LiaisonOfficer),
    ];

    private static IEnumerable<QuerySample> Notices() =>
        from role in new[] { Roles.Analyst, Roles.LiaisonOfficer, Roles.Administrator }
        from subject in Enum.GetNames<SubjectType>()
        from query in (IBaseRequest[])[new GetNoticeQuery(Key), .. Pages("at").Select(p => new ListNoticesQuery(true, p))]
        select Of(query, 6, role, new Dictionary<string, string>(StringComparer.Ordinal) { ["SubjectType"] = subject });

    private static IEnumerable<QuerySample> Own() =>
    [
        .. new[] { Roles.Analyst, Roles.LiaisonOfficer, Roles.Administrator }.Select(r => Of(new GetMeQuery(), 1, r)),
        .. new[] { Roles.Analyst, Roles.LiaisonOfficer, Roles.Administrator }.Select(r => Of(new GetNavigationQuery(), r == Roles.Administrator ? 1 : 2, r)),
        Of(new GetCalendarKeyQuery(), 1),
        .. new[] { Roles.Analyst, Roles.LiaisonOfficer }.Select(r => Of(new GetCalendarQuery(), 1, r, Zone)),
        Of(new ListAssigneesQuery("0"), 1, Roles.Analyst, Person),
        Of(new ListCountriesQuery(), 2),
        Of(new GetClassificationsQuery(), 3),
        Of(new ListLegalBasesQuery("EU", true), 1),
        Of(new ListLegalBasesQuery("EU", true), 1, Roles.LiaisonOfficer),
        Of(new ListAllLegalBasesQuery(), 1, Roles.None),
        Of(new GetLegalBasisQuery("voluntary"), 1),
        Of(new ListRefusalGroundsQuery(), 1),
        Of(new ListRequestKindsQuery(), 1),
    ];

    private static IEnumerable<QuerySample> ReadsAndRecalls() =>
    [
        Of(new ListReadsQuery(Case, Key, new PageRequest(After: Key.ToString("N"))), 7, Roles.Manager),
        Of(new ListReadsQuery(Case, null, new PageRequest()), 6, Roles.Manager),
        Of(new ExportReadsQuery(Case, Key, ExportFormat.Csv), 7, Roles.Manager),
        Of(new ExportReleasesQuery(Case, ExportFormat.JsonLines), 3),
        Of(new GetSigningKeyQuery(), 0),
        .. Pages("createdAt").Select(p => Of(new ListCaseRecallsQuery(Case, p), 2, Roles.Analyst, Digests)),
        Of(new GetRecallQuery(Key), 1, Roles.Analyst, Digests),
        .. Pages("createdAt").Select(p => Of(new ListSharedRecallsQuery(RecallState.Open, p), 1, Roles.LiaisonOfficer, Digests)),
        Of(new ListSharedRecallsQuery(null, new PageRequest()), 1, Roles.LiaisonOfficer, Digests),
        Of(new GetSharedRecallQuery(Key), 1, Roles.LiaisonOfficer, Digests),
        Of(new GetRecallOfReleaseQuery(Key), 1, Roles.LiaisonOfficer, Digests),
    ];

    private static IEnumerable<QuerySample> Organisations() =>
        from role in new[] { Roles.Analyst, Roles.LiaisonOfficer, Roles.Administrator }
        from query in (IBaseRequest[])[new GetOrganisationQuery(Key), .. Pages("createdAt").Select(p => new ListOrganisationsQuery("NL", "cert", p))]
        select Of(query, 1, role);

    private static IEnumerable<QuerySample> Administration() =>
    [
        Of(new GetUserQuery(Key), 1, Roles.Administrator, Person),
        .. Pages("createdAt").Select(p => Of(new ListUsersQuery("a_b", p), 1, Roles.Administrator, Person)),
        Of(new ListUsersQuery("a", new PageRequest(Count: true), Roles.Administrator, Key, true), 2, Roles.Administrator, Person),
        Of(new VerifyAuditQuery(), 7, Roles.Administrator),
        Of(new GetJobsQuery(), 11, Roles.Administrator),
    ];

    private static IEnumerable<QuerySample> Rules() =>
    [
        Of(new ListDeadlineRulesQuery("voluntary", "EU", "DORA", true, true), 1),
        Of(new ListDeadlineRulesQuery("voluntary", "EU", "DORA", true, true), 1, Roles.LiaisonOfficer),
        Of(new GetDeadlineRuleQuery("nis2-early-warning"), 1),
        Of(new ListLaddersQuery(false), 1, Roles.Analyst, Ladder),
        Of(new GetLadderQuery("any-low"), 1, Roles.Analyst, Ladder),
        Of(new ListHolidaysQuery("NL", 2027, false, new PageRequest(20, Cursor("date"), "date", true)), 2),
        Of(new GetHolidayQuery(Key), 1),
        Of(new ListWeekendsQuery("MY"), 1),
        Of(new GetWeekendQuery(Key), 1),
        Of(new ListRetentionRulesQuery(), 1),
        Of(new GetRetentionRuleQuery(Key), 1),
        Of(new PreviewRetentionQuery(new DateOnly(2030, 1, 1), new PageRequest(1, Cursor("closedAt"))), 6, Roles.Manager),
        .. Pages("createdAt").Select(p => Of(new ListTombstonesQuery(Case, p), 1, Roles.Analyst, Parts)),
        Of(new PreviewRequestRetentionQuery(new DateOnly(2030, 1, 1), new PageRequest(1, Cursor("endedAt"))), 4, Roles.Manager),
        .. Pages("createdAt").Select(p => Of(new ListRequestTombstonesQuery(Case, p), 1, Roles.Analyst, Parts)),
        .. new[] { Roles.Analyst, Roles.LiaisonOfficer }.SelectMany(r => Pages("createdAt").Select(p => Of(new ListContactPointsQuery(Key, p), 1, r))),
        .. new[] { Roles.Analyst, Roles.LiaisonOfficer }.Select(r => Of(new GetContactPointQuery(Key), 1, r)),
    ];

    private static QuerySample Of(IBaseRequest query, int commands, Roles roles = Roles.Analyst, IReadOnlyDictionary<string, string>? texts = null) =>
        new(query, roles, commands, texts ?? NoTexts);

    /// <summary>The first page by default, and a later one up and down by each field.</summary>
    private static IEnumerable<PageRequest> Pages(params string[] fields) =>
        fields.SelectMany(f => new[] { f, "-" + f }).Select(s => new PageRequest(20, Cursor(s), s, true)).Prepend(new PageRequest());

    private static string Cursor(string sort) =>
        System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{sort}|639000000000000000|{Key:N}"));
}
