using CyberIncidents.Domain.Auditing;
using CyberIncidents.Infrastructure.Identity;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Infrastructure.Persistence.Startup;

/// <summary>Once for each installation: heads of before there were seals get theirs, and the chains of cases are counted.</summary>
internal sealed class HeadSeals(SecretKeys keys, AuditHash hash)
{
    public async Task SealAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        if (keys.HeadsAreSealed)
        {
            return;
        }

        var heads = await db.Set<AuditChain>().ToListAsync(cancellationToken);
        if (heads.Exists(h => h.Seal.Length > 0) || heads.Find(h => h.ChainId == AuditChain.Rest) is not { } rest)
        {
            return;
        }

        rest.Count(heads.Count - 1);
        heads.ForEach(h => h.SealAs(hash.Of(h)));
        await db.SaveChangesAsync(cancellationToken);
    }

    public void Remember()
    {
        if (!keys.HeadsAreSealed)
        {
            keys.RememberSealedHeads();
        }
    }
}
