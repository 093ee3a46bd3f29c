using CyberIncidents.Application.Common.Security;
using CyberIncidents.Infrastructure.Identity;
using CyberIncidents.Infrastructure.Persistence.Conventions;
using CyberIncidents.Infrastructure.Persistence.Visibility;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Infrastructure.Persistence;

/// <summary>The one model for both databases. A context is leased for a viewer; without one it shows and saves nothing.</summary>
public sealed class AppDbContext(DbContextOptions<AppDbContext> options) : IdentityUserContext<Account, Guid>(options)
{
    /// <summary>Set by the factory on every lease.</summary>
    internal Viewer? Viewer { get; set; }

    /// <summary>Ties together, in the audit, what one call did.</summary>
    internal string CorrelationId { get; set; } = string.Empty;

    /// <summary>Whether it works inside a transaction of the runner; only then may it save.</summary>
    internal bool MayWrite { get; set; }

    /// <summary>A grant with an end counts while its end is after this. A save has the end of time here, and so never sees by one.</summary>
    internal DateTimeOffset GlassEndsAfter { get; set; } = DateTimeOffset.MaxValue;

    // The query filter reads these and nothing else of the viewer; EF sends them as parameters.
    internal bool SeesAll => Viewer is { IsSystem: true };

    internal bool SeesNational => Viewer is { IsNational: true };

    internal bool SeesShared => Viewer is { IsPartner: true };

    internal Guid ViewerUser => Viewer?.UserId ?? Guid.Empty;

    internal Guid ViewerOrganisation => Viewer?.OrganisationId ?? Guid.Empty;

    /// <summary>Called once when this lease is given back.</summary>
    internal Action? GivenBack { get; set; }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        EndLease();
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        EndLease();
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(AppDbContext).Assembly);
        NeedToKnow.Apply(builder, this);
        ModelConventions.Finish(builder, Database.ProviderName);
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        base.ConfigureConventions(configurationBuilder);
        ModelConventions.Configure(configurationBuilder);
    }

    private void EndLease()
    {
        var givenBack = GivenBack;
        GivenBack = null;
        givenBack?.Invoke();
    }
}

/// <summary>A file of the reference data that has been loaded.</summary>
public sealed class SeedHistory
{
    /// <summary>The file's name.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of what was loaded, hex.</summary>
    public required string Hash { get; set; }

    /// <summary>When.</summary>
    public required DateTimeOffset LoadedAt { get; set; }
}

/// <summary>The last number of a series of references.</summary>
public sealed class ReferenceCounter
{
    /// <summary>For example <c>CI-2026</c>.</summary>
    public required string Series { get; init; }

    /// <summary>The last number given.</summary>
    public required long Value { get; set; }
}

/// <summary>The answer kept for a call with an idempotency key.</summary>
public sealed class IdempotencyRecord
{
    /// <summary>The key of the row.</summary>
    public required Guid Id { get; init; }

    /// <summary>Who called.</summary>
    public required Guid UserId { get; init; }

    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The path.</summary>
    public required string Path { get; init; }

    /// <summary>What the caller chose.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 of the body, hex.</summary>
    public required string BodyHash { get; set; }

    /// <summary>The answer as JSON; null while the first call runs.</summary>
    public string? Answer { get; set; }

    /// <summary>When the first call came.</summary>
    public required DateTimeOffset CreatedAt { get; set; }
}

/// <summary>A key of the data protection, encrypted by the key of <c>Storage:KeyPath</c>.</summary>
public sealed class DataProtectionKey
{
    /// <summary>The key of the row.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its name.</summary>
    public required string FriendlyName { get; init; }

    /// <summary>The key as XML.</summary>
    public required string Xml { get; init; }
}
