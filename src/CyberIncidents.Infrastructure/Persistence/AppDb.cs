using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.Auditing;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.People;
using CyberIncidents.Domain.Reference;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
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

    public DbSet<Comment> Comments => lease.Context.Set<Comment>();

    public DbSet<Release> Releases => lease.Context.Set<Release>();

    public DbSet<ReleaseItem> ReleaseItems => lease.Context.Set<ReleaseItem>();

    public DbSet<Notice> Notices => lease.Context.Set<Notice>();

    public DbSet<Organisation> Organisations => lease.Context.Set<Organisation>();

    public DbSet<Person> People => lease.Context.Set<Person>();

    public DbSet<Country> Countries => lease.Context.Set<Country>();

    public DbSet<CodeEntry> CodeEntries => lease.Context.Set<CodeEntry>();

    public DbSet<RequestKindRule> RequestKindRules => lease.Context.Set<RequestKindRule>();

    public DbSet<AuditEntry> AuditEntries => lease.Context.Set<AuditEntry>();

    public DbSet<AuditChain> AuditChains => lease.Context.Set<AuditChain>();

    public IAsyncEnumerable<TRow> Run<TArgument, TRow>(FixedQuery<TArgument, TRow> query, TArgument argument) =>
        CompiledQueries.Of(query)(lease.Context, argument);

    public IAsyncEnumerable<TRow> Run<TFirst, TSecond, TRow>(FixedQuery<TFirst, TSecond, TRow> query, TFirst first, TSecond second) =>
        CompiledQueries.Of(query)(lease.Context, first, second);

    public Task<int> SaveChangesAsync(CancellationToken cancellationToken) => lease.Context.SaveChangesAsync(cancellationToken);
}
