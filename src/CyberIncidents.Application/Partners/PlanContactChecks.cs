using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Mails;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Partners;

/// <summary>Whether an organisation was asked.</summary>
/// <param name="Asked">False where its turn was over meanwhile.</param>
public sealed record ContactCheckPlanned(bool Asked);

/// <summary>Whose turn it is.</summary>
/// <param name="Organisations">Their keys, the longest unproven first.</param>
public sealed record DueOrganisations(IReadOnlyList<Guid> Organisations);

/// <summary>
/// Lists the organisations that are to be asked whether they are there: the last proof of them, or of a contact of theirs that is on the list, is
/// older than the term that they are checked by. Who did not answer is asked again after a week, until somebody does.
/// </summary>
[RequirePermission(Permission.System)]
public sealed record ListDueContactChecksQuery : IQuery<DueOrganisations>;

/// <summary>Asks one of them, if it is still its turn.</summary>
/// <param name="OrganisationId">Whom.</param>
[RequirePermission(Permission.System)]
public sealed record PlanContactCheckCommand(Guid OrganisationId) : ICommand<ContactCheckPlanned>;

internal sealed class ListDueContactChecksHandler(DueContactChecks due) : IQueryHandler<ListDueContactChecksQuery, DueOrganisations>
{
    // So many mails at once are a queue; the rest has its turn within the hour.
    private const int AtOnce = 200;

    public async Task<DueOrganisations> Handle(ListDueContactChecksQuery query, CancellationToken cancellationToken)
    {
        var found = new List<Guid>();
        foreach (var term in Organisation.CheckTerms)
        {
            found.AddRange(await due.Of(term).OrderBy(o => o.ProvenAt).ThenBy(o => o.Id).Select(o => o.Id).Take(AtOnce).ToListAsync(cancellationToken));
        }

        return new DueOrganisations(found);
    }
}

internal sealed class PlanContactCheckHandler(IAppDb db, ContactCheckTelling telling, DueContactChecks due) : ICommandHandler<PlanContactCheckCommand, ContactCheckPlanned>
{
    public async Task<ContactCheckPlanned> Handle(PlanContactCheckCommand command, CancellationToken cancellationToken)
    {
        foreach (var term in Organisation.CheckTerms)
        {
            if (await due.Of(term).AnyAsync(o => o.Id == command.OrganisationId, cancellationToken))
            {
                await telling.AskAsync(command.OrganisationId, askedById: null, cancellationToken);
                await db.SaveChangesAsync(cancellationToken);
                return new ContactCheckPlanned(true);
            }
        }

        return new ContactCheckPlanned(false);
    }
}

/// <summary>Whose turn it is to be asked, term by term.</summary>
internal sealed class DueContactChecks(IAppDb db, MailSwitch mail, TimeProvider time)
{
    private static readonly TimeSpan AskedAgainAfter = TimeSpan.FromDays(7);

    /// <summary>Those of one term.</summary>
    public IQueryable<Organisation> Of(int term)
    {
        var now = time.GetUtcNow();
        var byMail = mail.On;
        var told = db.ContactPoints.Where(PartnerContacts.TakesWords);
        var (provenBefore, askedAfter) = (now - TimeSpan.FromDays(term), now - AskedAgainAfter);
        return db.Organisations
            .Where(o => o.CheckEveryDays == term && !o.IsHome)
            // Who acts is there, and yet may be written to where nobody reads any more.
            .Where(o => o.ProvenAt == null || o.ProvenAt <= provenBefore
                || db.ContactPoints.Any(c => c.OrganisationId == o.Id && c.RetiredAt == null && (c.ProvenAt == null || c.ProvenAt <= provenBefore)))
            .Where(o => !db.ContactChecks.Any(c => c.OrganisationId == o.Id && c.CreatedAt > askedAfter))
            .Where(o => db.People.Any(p => p.OrganisationId == o.Id && Person.SpeakerRoles.Contains(p.Roles) && p.DisabledAt == null)
                || (byMail && told.Any(c => c.OrganisationId == o.Id)));
    }
}
