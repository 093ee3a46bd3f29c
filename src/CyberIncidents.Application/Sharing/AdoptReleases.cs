using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Sharing;

/// <summary>How many releases got a number.</summary>
/// <param name="Releases">Those of this call; 0 when all have one.</param>
public sealed record ReleasesAdopted(int Releases);

/// <summary>Gives releases of an earlier version, the oldest first, their numbers and digests; some at a time, at the first start.</summary>
[RequirePermission(Permission.System)]
public sealed record AdoptReleasesCommand : ICommand<ReleasesAdopted>;

internal sealed class AdoptReleasesHandler(IAppDb db, ReleaseNumbers numbers) : ICommandHandler<AdoptReleasesCommand, ReleasesAdopted>
{
    private const int AtOnce = 500;

    public async Task<ReleasesAdopted> Handle(AdoptReleasesCommand command, CancellationToken cancellationToken)
    {
        var old = await db.Releases.Include(r => r.Items).Where(r => r.Number == string.Empty).OrderBy(r => r.CreatedAt).ThenBy(r => r.Id)
            .Take(AtOnce).ToListAsync(cancellationToken);
        foreach (var release in old)
        {
            release.Adopt(await numbers.NextAsync(release.OrganisationId, release.CreatedAt, cancellationToken));
        }

        await db.SaveChangesAsync(cancellationToken);
        return new ReleasesAdopted(old.Count);
    }
}
