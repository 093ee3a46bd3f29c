using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Mails;

/// <summary>Who gets a mail, as far as it matters for sending it.</summary>
/// <param name="Viewer">For whom it is written.</param>
/// <param name="To">The addresses.</param>
/// <param name="OrganisationId">Whose they are.</param>
/// <param name="Language"><c>en</c> or <c>id</c>.</param>
/// <param name="TimeZone">IANA name.</param>
/// <param name="HasAccount">Whether the reader can sign in.</param>
/// <param name="BounceAddress">To which address it comes back when it cannot be delivered; null for that of the house.</param>
public sealed record MailAddressee(
    Viewer Viewer, IReadOnlyList<string> To, Guid OrganisationId, string Language, string TimeZone, bool HasAccount, string? BounceAddress);

/// <summary>Finds out, when a mail is sent, to whom it goes then. Its viewer is the program.</summary>
/// <param name="db">The database.</param>
public sealed class MailAddressees(IAppDb db)
{
    private static readonly FixedQuery<Guid, PersonRow> Persons = new((db, id) =>
        from p in db.People
        where p.Id == id && p.DisabledAt == null
        join o in db.Organisations on p.OrganisationId equals o.Id
        select new PersonRow(p, o));

    private static readonly FixedQuery<Guid, PointRow> Points = new((db, id) =>
        from c in db.ContactPoints
        where c.Id == id && c.RetiredAt == null && c.Email != null
        join o in db.Organisations on c.OrganisationId equals o.Id
        select new PointRow(c, o));

    private static readonly FixedQuery<Guid, PersonRow> Liaisons = new((db, organisationId) =>
        from p in db.People
        where p.OrganisationId == organisationId && p.DisabledAt == null && p.Roles == Roles.LiaisonOfficer
        join o in db.Organisations on p.OrganisationId equals o.Id
        orderby p.Id
        select new PersonRow(p, o));

    /// <summary>The addressee of a mail.</summary>
    /// <param name="mail">The mail.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when there is nobody any more: the account is shut, the contact point off the list.</returns>
    public async Task<MailAddressee?> FindAsync(OutboxMail mail, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(mail);
        if (mail.PersonId is { } personId)
        {
            var row = await db.Run(Persons, personId).SingleOrDefaultAsync(cancellationToken);
            return row is null ? null : new MailAddressee(
                Viewer.Of(row.Person), [row.Person.Email], row.Organisation.Id, LanguageOf([row.Person.Language, .. row.Organisation.Languages]),
                row.Person.TimeZone ?? row.Organisation.TimeZone, HasAccount: true, null);
        }

        if (mail.ContactPointId is { } pointId)
        {
            var row = await db.Run(Points, pointId).SingleOrDefaultAsync(cancellationToken);
            return row is null ? null : new MailAddressee(
                Viewer.PreviewAs(row.Organisation.Id), [row.Point.Email!], row.Organisation.Id, LanguageOf([row.Point.Language, .. row.Organisation.Languages]),
                row.Organisation.TimeZone, HasAccount: false, row.Point.BounceAddress);
        }

        var liaisons = await db.Run(Liaisons, mail.RecipientKey).ToListAsync(cancellationToken);
        return liaisons.Count == 0 ? null : new MailAddressee(
            Viewer.PreviewAs(mail.RecipientKey), [.. liaisons.Select(l => l.Person.Email)], mail.RecipientKey, LanguageOf(liaisons[0].Organisation.Languages),
            liaisons[0].Organisation.TimeZone, HasAccount: true, null);
    }

    /// <summary>The first that is a language of ours; English when none is.</summary>
    private static string LanguageOf(IEnumerable<string?> wanted) =>
        wanted.Select(l => l?.Split('-')[0].ToLowerInvariant()).FirstOrDefault(l => Words.Languages.Contains(l)) ?? Words.Languages[0];

    private sealed record PersonRow(Person Person, Organisation Organisation);

    private sealed record PointRow(ContactPoint Point, Organisation Organisation);
}
