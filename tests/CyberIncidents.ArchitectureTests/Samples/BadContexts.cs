using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.ArchitectureTests.Samples;

internal abstract class SecuredSample : ISecured
{
    public Guid Id { get; set; }

    public Guid? IncidentId { get; set; }

    public Tlp Tlp { get; set; }

    public Tlp? OwnTlp { get; set; }

    public void Remark(Tlp tlp) => Tlp = tlp;
}

/// <summary>Carries no filter.</summary>
internal sealed class Unfiltered : SecuredSample;

/// <summary>Carries a filter whose name EF accepts and nobody lifts or finds.</summary>
internal sealed class Misfiltered : SecuredSample;

/// <summary>Its filter reads a set that is filtered itself.</summary>
internal sealed class Entangled : SecuredSample;

/// <summary>Belongs to a case and says nothing about who may see it.</summary>
internal sealed class Unsecured
{
    public Guid Id { get; set; }

    public Guid IncidentId { get; set; }
}

internal sealed class Trunk
{
    public Guid Id { get; set; }
}

internal sealed class Branch
{
    public Guid Id { get; set; }

    public Guid TrunkId { get; set; }
}

/// <summary>Two cascades lead here from the trunk.</summary>
internal sealed class Leaf
{
    public Guid Id { get; set; }

    public Guid TrunkId { get; set; }

    public Guid BranchId { get; set; }
}

/// <summary>A model in which every rule is broken.</summary>
internal sealed class BadContext(DbContextOptions<BadContext> options) : DbContext(options)
{
    public static BadContext OnSqlServer() =>
        new(new DbContextOptionsBuilder<BadContext>().UseSqlServer(Support.Models.NoServer).Options);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.Entity<Unfiltered>();
        modelBuilder.Entity<Misfiltered>().HasQueryFilter("NeedToKnwo", m => m.Tlp != Tlp.Red);
        modelBuilder.Entity<Entangled>().HasQueryFilter("NeedToKnow", e => Set<Misfiltered>().Any(m => m.Id == e.Id));
        modelBuilder.Entity<Unsecured>();
        modelBuilder.Entity<Trunk>();
        modelBuilder.Entity<Branch>().HasOne<Trunk>().WithMany().HasForeignKey(b => b.TrunkId).OnDelete(DeleteBehavior.Cascade);
        modelBuilder.Entity<Leaf>().HasOne<Trunk>().WithMany().HasForeignKey(l => l.TrunkId).OnDelete(DeleteBehavior.Cascade);
        modelBuilder.Entity<Leaf>().HasOne<Branch>().WithMany().HasForeignKey(l => l.BranchId).OnDelete(DeleteBehavior.Cascade);
    }
}
