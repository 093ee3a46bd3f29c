using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Notices;
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
    /// <summary>The addressee of a mail.</summary>
    /// <param name="mail">The mail.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when there is nobody any more: the account is shut, the contact point off the list.</returns>
    public async Task<MailAddressee?> FindAsync(OutboxMail mail, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(mail);
        return mail switch
        {
            { PersonId: { } person } => await PersonAsync(person, cancellationToken),
            { ContactPointId: { } point } => await PointAsync(point, cancellationToken),
            _ => await LiaisonsAsync(mail.RecipientKey, cancellationToken),
        };
    }

    private async Task<MailAddressee?> PersonAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await db.People.SingleOrDefaultAsync(p => p.Id == id && p.DisabledAt == null, cancellationToken) is not { } person)
        {
            return null;
        }

        var organisation = await db.Organisations.SingleAsync(o => o.Id == person.OrganisationId, cancellationToken);
        return new MailAddressee(
            Viewer.Of(person), [person.Email], organisation.Id, LanguageOf([person.Language, .. organisation.Languages]),
            person.TimeZone ?? organisation.TimeZone, HasAccount: true, null);
    }

    private async Task<MailAddressee?> PointAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await db.ContactPoints.SingleOrDefaultAsync(c => c.Id == id && c.RetiredAt == null && c.Email != null, cancellationToken) is not { } point)
        {
            return null;
        }

        var organisation = await db.Organisations.SingleAsync(o => o.Id == point.OrganisationId, cancellationToken);
        return new MailAddressee(
            Viewer.PreviewAs(organisation.Id), [point.Email!], organisation.Id, LanguageOf([point.Language, .. organisation.Languages]),
            point.TimeZone ?? organisation.TimeZone, HasAccount: false, point.BounceAddress);
    }

    private async Task<MailAddressee?> LiaisonsAsync(Guid organisationId, CancellationToken cancellationToken)
    {
        var addresses = await db.People.Where(p => p.OrganisationId == organisationId && p.DisabledAt == null && Person.SpeakerRoles.Contains(p.Roles))
            .OrderBy(p => p.Id).Select(p => p.Email).ToListAsync(cancellationToken);
        if (addresses.Count == 0)
        {
            return null;
        }

        var organisation = await db.Organisations.SingleAsync(o => o.Id == organisationId, cancellationToken);
        return new MailAddressee(
            Viewer.PreviewAs(organisationId), addresses, organisationId, LanguageOf(organisation.Languages), organisation.TimeZone, HasAccount: true, null);
    }

    /// <summary>The first that is a language of ours; English when none is.</summary>
    private static string LanguageOf(IEnumerable<string?> wanted) =>
        wanted.Select(l => l?.Split('-')[0].ToLowerInvariant()).FirstOrDefault(l => Words.Languages.Contains(l)) ?? Words.Languages[0];
}
