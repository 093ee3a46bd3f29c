using CyberIncidents.Application.Common.Ports;
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

namespace CyberIncidents.Infrastructure.Persistence;

/// <summary>What of the context the application sees. It owns nothing, so the container cannot give a lease back twice.</summary>
internal sealed class AppDb(ContextLease lease) : IAppDb
{
    public DbSet<Incident> Incidents => lease.Context.Set<Incident>();

    public DbSet<Participation> Participations => lease.Context.Set<Participation>();

    public DbSet<Request> Requests => lease.Context.Set<Request>();

    public DbSet<RequestEntry> RequestEntries => lease.Context.Set<RequestEntry>();

    public DbSet<FollowUp> FollowUps => lease.Context.Set<FollowUp>();

    public DbSet<Alarm> Alarms => lease.Context.Set<Alarm>();

    public DbSet<LegalClock> LegalClocks => lease.Context.Set<LegalClock>();

    public DbSet<ClockStop> ClockStops => lease.Context.Set<ClockStop>();

    public DbSet<ChasingEntry> ChasingEntries => lease.Context.Set<ChasingEntry>();

    public DbSet<Comment> Comments => lease.Context.Set<Comment>();

    public DbSet<Observable> Observables => lease.Context.Set<Observable>();

    public DbSet<TimelineEntry> TimelineEntries => lease.Context.Set<TimelineEntry>();

    public DbSet<IncidentLink> IncidentLinks => lease.Context.Set<IncidentLink>();

    public DbSet<EvidenceFile> EvidenceFiles => lease.Context.Set<EvidenceFile>();

    public DbSet<CustodyEntry> CustodyEntries => lease.Context.Set<CustodyEntry>();

    public DbSet<Engagement> Engagements => lease.Context.Set<Engagement>();

    public DbSet<EngagementDocument> EngagementDocuments => lease.Context.Set<EngagementDocument>();

    public DbSet<DocumentEntry> DocumentEntries => lease.Context.Set<DocumentEntry>();

    public DbSet<Commitment> Commitments => lease.Context.Set<Commitment>();

    public DbSet<Blob> Blobs => lease.Context.Set<Blob>();

    public DbSet<Release> Releases => lease.Context.Set<Release>();

    public DbSet<Tombstone> Tombstones => lease.Context.Set<Tombstone>();

    public DbSet<RequestTombstone> RequestTombstones => lease.Context.Set<RequestTombstone>();

    public DbSet<RetentionRule> RetentionRules => lease.Context.Set<RetentionRule>();

    public DbSet<Agreement> Agreements => lease.Context.Set<Agreement>();

    public DbSet<AgreementParty> AgreementParties => lease.Context.Set<AgreementParty>();

    public DbSet<Provision> Provisions => lease.Context.Set<Provision>();

    public DbSet<NormCitation> NormCitations => lease.Context.Set<NormCitation>();

    public DbSet<ImplementationMeasure> ImplementationMeasures => lease.Context.Set<ImplementationMeasure>();

    public DbSet<ReleaseItem> ReleaseItems => lease.Context.Set<ReleaseItem>();

    public DbSet<Recall> Recalls => lease.Context.Set<Recall>();

    public DbSet<Consent> Consents => lease.Context.Set<Consent>();

    public DbSet<Revision> Revisions => lease.Context.Set<Revision>();

    public DbSet<Notice> Notices => lease.Context.Set<Notice>();

    public DbSet<OutboxMail> OutboxMails => lease.Context.Set<OutboxMail>();

    public DbSet<DigestRun> DigestRuns => lease.Context.Set<DigestRun>();

    public DbSet<Organisation> Organisations => lease.Context.Set<Organisation>();

    public DbSet<Person> People => lease.Context.Set<Person>();

    public DbSet<ContactPoint> ContactPoints => lease.Context.Set<ContactPoint>();

    public DbSet<ContactCheck> ContactChecks => lease.Context.Set<ContactCheck>();

    public DbSet<ProfileProposal> ProfileProposals => lease.Context.Set<ProfileProposal>();

    public DbSet<Membership> Memberships => lease.Context.Set<Membership>();

    public DbSet<Constituent> Constituents => lease.Context.Set<Constituent>();

    public DbSet<CalendarKey> CalendarKeys => lease.Context.Set<CalendarKey>();

    public DbSet<Country> Countries => lease.Context.Set<Country>();

    public DbSet<CodeEntry> CodeEntries => lease.Context.Set<CodeEntry>();

    public DbSet<LegalBasis> LegalBases => lease.Context.Set<LegalBasis>();

    public DbSet<RequestKindRule> RequestKindRules => lease.Context.Set<RequestKindRule>();

    public DbSet<DeadlineRule> DeadlineRules => lease.Context.Set<DeadlineRule>();

    public DbSet<ChasingLadder> ChasingLadders => lease.Context.Set<ChasingLadder>();

    public DbSet<Holiday> Holidays => lease.Context.Set<Holiday>();

    public DbSet<WeekendOverride> WeekendOverrides => lease.Context.Set<WeekendOverride>();

    public DbSet<AuditEntry> AuditEntries => lease.Context.Set<AuditEntry>();

    public DbSet<ReadEntry> ReadEntries => lease.Context.Set<ReadEntry>();

    public DbSet<AuditChain> AuditChains => lease.Context.Set<AuditChain>();

    public IAsyncEnumerable<TRow> Run<TArgument, TRow>(FixedQuery<TArgument, TRow> query, TArgument argument) =>
        CompiledQueries.Of(query)(lease.Context, argument);

    public IAsyncEnumerable<TRow> Run<TFirst, TSecond, TRow>(FixedQuery<TFirst, TSecond, TRow> query, TFirst first, TSecond second) =>
        CompiledQueries.Of(query)(lease.Context, first, second);

    public Task<int> SaveChangesAsync(CancellationToken cancellationToken) => lease.Context.SaveChangesAsync(cancellationToken);
}
