using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.People;
using CyberIncidents.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Admin;

/// <summary>Lets somebody speak for an organisation whom another person registered.</summary>
/// <param name="Id">The person.</param>
[RequirePermission(Permission.KeepUsers, Permission.ApproveRequests)]
public sealed record ApproveSpeakerCommand(Guid Id) : ICommand<PersonKey>;

internal sealed class ApproveSpeakerHandler(IAppDb db, IViewerAccessor viewer, IAccounts accounts) : ICommandHandler<ApproveSpeakerCommand, PersonKey>
{
    public async Task<PersonKey> Handle(ApproveSpeakerCommand command, CancellationToken cancellationToken)
    {
        var person = await db.People.SingleOrDefaultAsync(p => p.Id == command.Id && Person.SpeakerRoles.Contains(p.Roles), cancellationToken) ?? throw new NotFoundException();
        var me = viewer.Required.UserId;
        person.Approve(me, await db.People.Where(p => p.Id == me).Select(p => p.RegisteredById).SingleAsync(cancellationToken));
        // A link that was made while it waited is known to who registered it.
        await accounts.EndSessionsAsync(person.Id, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return new PersonKey(person.Id);
    }
}
