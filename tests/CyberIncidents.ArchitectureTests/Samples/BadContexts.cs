using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.ArchitectureTests.Samples;

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

/// <summary>
/// A model in which every rule is broken: comments carry no filter, alarms one whose name EF accepts and nobody finds,
/// and that of notices reads a set which is filtered itself.
/// </summary>
internal sealed class BadContext(DbContextOptions<BadContext> options) : DbContext(options)
{
    public static BadContext OnSqlServer() =>
        new(new DbContextOptionsBuilder<BadContext>().UseSqlServer(Support.Models.NoServer).Options);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.Entity<Comment>().Ignore(c => c.Handling);
        modelBuilder.Entity<Alarm>().HasQueryFilter("NeedToKnwo", a => a.Tlp != Tlp.Red);
        modelBuilder.Entity<Notice>().HasQueryFilter("NeedToKnow", n => Set<Alarm>().Any(a => a.Id == n.CauseId));
        modelBuilder.Entity<Unsecured>();
        modelBuilder.Entity<Trunk>();
        modelBuilder.Entity<Branch>().HasOne<Trunk>().WithMany().HasForeignKey(b => b.TrunkId).OnDelete(DeleteBehavior.Cascade);
        modelBuilder.Entity<Leaf>().HasOne<Trunk>().WithMany().HasForeignKey(l => l.TrunkId).OnDelete(DeleteBehavior.Cascade);
        modelBuilder.Entity<Leaf>().HasOne<Branch>().WithMany().HasForeignKey(l => l.BranchId).OnDelete(DeleteBehavior.Cascade);
    }
}
