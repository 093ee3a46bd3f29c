using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Common;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Links;

/// <summary>Withdraws a link, in both cases.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Id">The link as it stands there.</param>
/// <param name="ExpectedVersion">The version that was read; null when the caller does not care.</param>
[RequirePermission(Permission.WorkCases)]
public sealed record WithdrawLinkCommand(string Reference, Guid Id, long? ExpectedVersion) : ICommand<LinkKey>;

internal sealed class WithdrawLinkHandler(IAppDb db, ICaseParts parts, TimeProvider time) : ICommandHandler<WithdrawLinkCommand, LinkKey>
{
    public async Task<LinkKey> Handle(WithdrawLinkCommand command, CancellationToken cancellationToken)
    {
        var incident = await db.CaseAsync(command.Reference, cancellationToken);
        var link = await db.IncidentLinks.SingleOrDefaultAsync(l => l.Id == command.Id && l.IncidentId == incident.Id, cancellationToken)
            ?? throw new NotFoundException();
        link.EnsureVersion(command.ExpectedVersion);
        incident.EnsureTakesMore();
        if (link.IsMerge)
        {
            throw new RuleBrokenException("link-of-merge", "It tells of a merge, which is undone in the merged case.");
        }

        var now = time.GetUtcNow();
        link.Withdraw(now);
        foreach (var other in (await parts.LinksOfPairAsync(incident.Id, link.PairId, cancellationToken)).Where(l => l.WithdrawnAt is null))
        {
            other.Withdraw(now);
        }

        await db.SaveChangesAsync(cancellationToken);
        return new LinkKey(incident.Reference, link.Id);
    }
}
