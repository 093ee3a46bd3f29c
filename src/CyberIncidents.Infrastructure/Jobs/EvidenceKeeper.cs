using System.Diagnostics.Metrics;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Evidence;
using CyberIncidents.Domain.Evidence;
using CyberIncidents.Infrastructure.Files;
using CyberIncidents.Infrastructure.Persistence;
using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.Infrastructure.Jobs;

/// <summary>Jobs on stored evidence, as the engine calls them.</summary>
public sealed class EvidenceJobs
{
    private readonly EvidenceKeeper _keeper;

    internal EvidenceJobs(EvidenceKeeper keeper) => _keeper = keeper;

    /// <summary>Makes the hashes of new files, and compares what nobody has looked at for a week.</summary>
    /// <param name="cancellationToken">The server stops.</param>
    /// <returns>When done.</returns>
    [JobDisplayName("Check evidence")]
    [AutomaticRetry(Attempts = 0)]
    [DisableConcurrentExecution(60)]
    public Task CheckAsync(CancellationToken cancellationToken) => _keeper.RunAsync(cancellationToken);

    /// <summary>Takes away content that no row holds.</summary>
    /// <param name="cancellationToken">The server stops.</param>
    /// <returns>When done.</returns>
    [JobDisplayName("Sweep evidence")]
    [AutomaticRetry(Attempts = 0)]
    [DisableConcurrentExecution(60)]
    public Task SweepAsync(CancellationToken cancellationToken) => _keeper.SweepAsync(EvidenceKeeper.Orphaned, cancellationToken);
}

/// <summary>How stored evidence fares, as metrics without tags.</summary>
internal sealed class EvidenceMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _checked;
    private readonly Counter<long> _broken;

    public EvidenceMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(JobsMetrics.Name);
        _checked = _meter.CreateCounter<long>("cyberincidents.evidence.checked", "{content}", "Stored contents that were read whole and compared");
        _broken = _meter.CreateCounter<long>("cyberincidents.evidence.mismatches", "{content}", "Stored contents that were not what they were");
    }

    public void Checked(bool intact)
    {
        _checked.Add(1);
        _broken.Add(intact ? 0 : 1);
    }

    public void Dispose() => _meter.Dispose();
}

/// <summary>Reads stored evidence whole, outside any transaction, and has what it finds noted by the ordinary command.</summary>
internal sealed class EvidenceKeeper(IServiceScopeFactory scopes, IEvidenceStore store, IBlobFiles files, EvidenceMetrics metrics, TimeProvider time)
    : IEvidenceChecks
{
    /// <summary>How long content without a row is left alone: an upload writes its row a moment after its content.</summary>
    public static readonly TimeSpan Orphaned = TimeSpan.FromHours(24);

    private static readonly TimeSpan Trusted = TimeSpan.FromDays(7);

    /// <summary>Checks what is due, one content after the other.</summary>
    /// <returns>How many were read.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var count = 0;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (await NextAsync(seen, cancellationToken) is { } stored)
        {
            seen.Add(stored.Key);
            await CheckAsync(stored, null, cancellationToken);
            count++;
        }

        return count;
    }

    public Task<ContentCheck> CheckAsync(Guid evidenceId, StoredContent stored, Guid askedBy, CancellationToken cancellationToken) =>
        CheckAsync(stored, new CheckAsked(evidenceId, askedBy), cancellationToken);

    /// <summary>Takes away content that is old enough and that no row holds.</summary>
    /// <returns>How many were taken away.</returns>
    public async Task<int> SweepAsync(TimeSpan olderThan, CancellationToken cancellationToken)
    {
        var swept = 0;
        await foreach (var key in files.ListAsync(olderThan, cancellationToken))
        {
            if (!await AsSystemAsync(s => s.GetRequiredService<ContextLease>().Context.Set<Blob>().AnyAsync(b => b.StorageKey == key, cancellationToken)))
            {
                await files.DeleteAsync(key, cancellationToken);
                swept++;
            }
        }

        return swept;
    }

    private async Task<ContentCheck> CheckAsync(StoredContent stored, CheckAsked? asked, CancellationToken cancellationToken)
    {
        var check = await store.CheckAsync(stored, cancellationToken);
        await AsSystemAsync(s => s.GetRequiredService<IDispatcher>().SendAsync(new NoteCheckCommand(stored, check, asked), cancellationToken));
        metrics.Checked(check.Intact);
        return check;
    }

    /// <summary>First those of which some file has no hashes yet, then those that were looked at longest ago.</summary>
    private Task<StoredContent?> NextAsync(HashSet<string> seen, CancellationToken cancellationToken) => AsSystemAsync(async s =>
    {
        var db = s.GetRequiredService<ContextLease>().Context;
        var before = time.GetUtcNow() - Trusted;
        var due = db.Set<Blob>().Where(b => b.CheckedAt < before
            || (b.State == BlobState.Intact && db.Set<EvidenceFile>().Any(e => e.BlobId == b.Id && e.Md5 == null)));
        var rows = await due.OrderBy(b => b.CheckedAt).ThenBy(b => b.Id).Take(seen.Count + 1).ToListAsync(cancellationToken);
        return rows.Find(b => !seen.Contains(b.StorageKey))?.Stored;
    });

    private async Task<T> AsSystemAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IViewerAccessor>().Current = Viewer.System;
        return await work(scope.ServiceProvider);
    }
}
