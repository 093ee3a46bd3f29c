using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Partners;

/// <summary>How many organisations were asked.</summary>
/// <param name="Checks">Those of this call.</param>
public sealed record ContactChecksPlanned(int Checks);

/// <summary>
/// Asks each organisation whose term is over whether it is there: its last proof is older than the term that it is checked by. Who did
/// not answer is asked again after a week, until somebody does.
/// </summary>
[RequirePermission(Permission.System)]
public sealed record PlanContactChecksCommand : ICommand<ContactChecksPlanned>;

internal sealed class PlanContactChecksHandler(IAppDb db, ContactCheckTelling telling, MailSwitch mail, TimeProvider time) : ICommandHandler<PlanContactChecksCommand, ContactChecksPlanned>
{
    // So many mails at once are a queue; the rest has its turn within the hour.
    private const int AtOnce = 200;

    private static readonly TimeSpan AskedAgainAfter = TimeSpan.FromDays(7);

    public async Task<ContactChecksPlanned> Handle(PlanContactChecksCommand command, CancellationToken cancellationToken)
    {
        var asked = 0;
        foreach (var term in Organisation.CheckTerms)
        {
            foreach (var organisation in await DueAsync(term, cancellationToken))
            {
                await telling.AskAsync(organisation, askedById: null, cancellationToken);
                asked++;
            }
        }

        await db.SaveChangesAsync(cancellationToken);
        return new ContactChecksPlanned(asked);
    }

    private Task<List<Guid>> DueAsync(int term, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var byMail = mail.On;
        var (provenBefore, askedAfter) = (now - TimeSpan.FromDays(term), now - AskedAgainAfter);
        return db.Organisations
            .Where(o => o.CheckEveryDays == term && !o.IsHome && (o.ProvenAt == null || o.ProvenAt <= provenBefore))
            .Where(o => !db.ContactChecks.Any(c => c.OrganisationId == o.Id && c.CreatedAt > askedAfter))
            .Where(o => db.People.Any(p => p.OrganisationId == o.Id && p.Roles == Roles.LiaisonOfficer && p.DisabledAt == null)
                || (byMail && db.ContactPoints.Any(c => c.OrganisationId == o.Id && c.Email != null && c.RetiredAt == null)))
            .OrderBy(o => o.ProvenAt).ThenBy(o => o.Id).Select(o => o.Id).Take(AtOnce).ToListAsync(cancellationToken);
    }
}
