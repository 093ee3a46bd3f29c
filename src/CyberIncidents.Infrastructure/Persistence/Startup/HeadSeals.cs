using CyberIncidents.Domain.Auditing;
using CyberIncidents.Infrastructure.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CyberIncidents.Infrastructure.Persistence.Startup;

/// <summary>
/// Once for each installation: heads of before there were seals get theirs, and the chains of cases are counted. It is told aloud,
/// since at any other time it means that somebody has blanked the seals.
/// </summary>
internal sealed partial class HeadSeals(SecretKeys keys, AuditHash hash, ILogger<HeadSeals> logger)
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
        Sealed(logger, heads.Count);
    }

    public void Remember()
    {
        if (!keys.HeadsAreSealed && !keys.RememberSealedHeads())
        {
            NotRemembered(logger);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sealed {Count} heads of audit chains that had no seal. That is right once, at the first start after an upgrade; at any other, somebody has blanked them (docs/decisions/015)")]
    private static partial void Sealed(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The folder of the keys (Storage:KeyPath) cannot keep audit.sealed, so that blanked seals would be made anew at each start. Put an empty file of that name there")]
    private static partial void NotRemembered(ILogger logger);
}
