using CyberIncidents.Domain.Agreements;
using CyberIncidents.Domain.Auditing;
using CyberIncidents.Domain.Chasing;
using CyberIncidents.Domain.Deadlines;
using CyberIncidents.Domain.Engagements;
using CyberIncidents.Domain.Evidence;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Observables;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.People;
using CyberIncidents.Domain.Reference;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Retention;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Domain.Timeline;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Common.Ports;

/// <summary>
/// The database as a viewer sees it: every secured set passes the filter <c>NeedToKnow</c>. Grants have no set here.
/// </summary>
public interface IAppDb
{
    /// <summary>Cases.</summary>
    DbSet<Incident> Incidents { get; }

    /// <summary>Partners' parts in cases.</summary>
    DbSet<Participation> Participations { get; }

    /// <summary>Requests.</summary>
    DbSet<Request> Requests { get; }

    /// <summary>Moves of requests with what was said.</summary>
    DbSet<RequestEntry> RequestEntries { get; }

    /// <summary>Follow-ups.</summary>
    DbSet<FollowUp> FollowUps { get; }

    /// <summary>Alarms.</summary>
    DbSet<Alarm> Alarms { get; }

    /// <summary>Legal clocks.</summary>
    DbSet<LegalClock> LegalClocks { get; }

    /// <summary>When legal clocks stood still.</summary>
    DbSet<ClockStop> ClockStops { get; }

    /// <summary>Steps of ladders as they were taken.</summary>
    DbSet<ChasingEntry> ChasingEntries { get; }

    /// <summary>Comments.</summary>
    DbSet<Comment> Comments { get; }

    /// <summary>Observables.</summary>
    DbSet<Observable> Observables { get; }

    /// <summary>Entries of timelines.</summary>
    DbSet<TimelineEntry> TimelineEntries { get; }

    /// <summary>Links between cases, each from its own side.</summary>
    DbSet<IncidentLink> IncidentLinks { get; }

    /// <summary>Files of evidence.</summary>
    DbSet<EvidenceFile> EvidenceFiles { get; }

    /// <summary>Lines of custody logs.</summary>
    DbSet<CustodyEntry> CustodyEntries { get; }

    /// <summary>Engagements.</summary>
    DbSet<Engagement> Engagements { get; }

    /// <summary>Documents of engagements.</summary>
    DbSet<EngagementDocument> EngagementDocuments { get; }

    /// <summary>Lines of their custody logs.</summary>
    DbSet<DocumentEntry> DocumentEntries { get; }

    /// <summary>Commitments.</summary>
    DbSet<Commitment> Commitments { get; }

    /// <summary>Stored contents; asked only for that of a file which the viewer sees, since they carry no filter.</summary>
    DbSet<Blob> Blobs { get; }

    /// <summary>Releases.</summary>
    DbSet<Release> Releases { get; }

    /// <summary>What stays of cases that were disposed of.</summary>
    DbSet<Tombstone> Tombstones { get; }

    /// <summary>What stays of what partners asked that was disposed of.</summary>
    DbSet<RequestTombstone> RequestTombstones { get; }

    /// <summary>How long the content of closed cases is kept.</summary>
    DbSet<RetentionRule> RetentionRules { get; }

    /// <summary>Agreements.</summary>
    DbSet<Agreement> Agreements { get; }

    /// <summary>Parties of agreements, also those that were taken off the list.</summary>
    DbSet<AgreementParty> AgreementParties { get; }

    /// <summary>Provisions of agreements, also those that were taken off the list.</summary>
    DbSet<Provision> Provisions { get; }

    /// <summary>Norms that cases cite.</summary>
    DbSet<NormCitation> NormCitations { get; }

    /// <summary>What is done to live up to norms.</summary>
    DbSet<ImplementationMeasure> ImplementationMeasures { get; }

    /// <summary>Released items.</summary>
    DbSet<ReleaseItem> ReleaseItems { get; }

    /// <summary>Recalls.</summary>
    DbSet<Recall> Recalls { get; }

    /// <summary>Questions to originators.</summary>
    DbSet<Consent> Consents { get; }

    /// <summary>Versions of texts.</summary>
    DbSet<Revision> Revisions { get; }

    /// <summary>Notices.</summary>
    DbSet<Notice> Notices { get; }

    /// <summary>Mails that wait, and those that went.</summary>
    DbSet<OutboxMail> OutboxMails { get; }

    /// <summary>Digests that were made.</summary>
    DbSet<DigestRun> DigestRuns { get; }

    /// <summary>Organisations.</summary>
    DbSet<Organisation> Organisations { get; }

    /// <summary>People.</summary>
    DbSet<Person> People { get; }

    /// <summary>Contact points.</summary>
    DbSet<ContactPoint> ContactPoints { get; }

    /// <summary>Contact checks.</summary>
    DbSet<ContactCheck> ContactChecks { get; }

    /// <summary>Changes of their own profiles that partners propose.</summary>
    DbSet<ProfileProposal> ProfileProposals { get; }

    /// <summary>Memberships.</summary>
    DbSet<Membership> Memberships { get; }

    /// <summary>Constituents.</summary>
    DbSet<Constituent> Constituents { get; }

    /// <summary>Keys of calendar addresses.</summary>
    DbSet<CalendarKey> CalendarKeys { get; }

    /// <summary>Countries.</summary>
    DbSet<Country> Countries { get; }

    /// <summary>Code lists.</summary>
    DbSet<CodeEntry> CodeEntries { get; }

    /// <summary>Legal bases.</summary>
    DbSet<LegalBasis> LegalBases { get; }

    /// <summary>Who may ask whom.</summary>
    DbSet<RequestKindRule> RequestKindRules { get; }

    /// <summary>Deadline rules.</summary>
    DbSet<DeadlineRule> DeadlineRules { get; }

    /// <summary>Ladders.</summary>
    DbSet<ChasingLadder> ChasingLadders { get; }

    /// <summary>Public holidays.</summary>
    DbSet<Holiday> Holidays { get; }

    /// <summary>Days off that CLDR cannot express.</summary>
    DbSet<WeekendOverride> WeekendOverrides { get; }

    /// <summary>History; read only by the history query and the chain check.</summary>
    DbSet<AuditEntry> AuditEntries { get; }

    /// <summary>The read log; read only by its own queries and the chain check.</summary>
    DbSet<ReadEntry> ReadEntries { get; }

    /// <summary>Heads of the audit chains.</summary>
    DbSet<AuditChain> AuditChains { get; }

    /// <summary>Runs a query that is translated once.</summary>
    /// <typeparam name="TArgument">What changes from call to call.</typeparam>
    /// <typeparam name="TRow">What is read.</typeparam>
    /// <param name="query">The query.</param>
    /// <param name="argument">What changes.</param>
    /// <returns>The rows that the viewer may see.</returns>
    IAsyncEnumerable<TRow> Run<TArgument, TRow>(FixedQuery<TArgument, TRow> query, TArgument argument);

    /// <summary>Runs a query that is translated once.</summary>
    /// <typeparam name="TFirst">What changes from call to call.</typeparam>
    /// <typeparam name="TSecond">What changes too.</typeparam>
    /// <typeparam name="TRow">What is read.</typeparam>
    /// <param name="query">The query.</param>
    /// <param name="first">What changes.</param>
    /// <param name="second">What changes too.</param>
    /// <returns>The rows that the viewer may see.</returns>
    IAsyncEnumerable<TRow> Run<TFirst, TSecond, TRow>(FixedQuery<TFirst, TSecond, TRow> query, TFirst first, TSecond second);

    /// <summary>Saves; throws outside a transaction of the runner.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The number of rows written.</returns>
    Task<int> SaveChangesAsync(CancellationToken cancellationToken);
}
