using System.Linq.Expressions;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Mails;

/// <summary>
/// Decides to which contact point of a partner a mail goes where nobody of it has an account, for first words and for reminders. A contact
/// point is no named person, so what is RED goes to none. One whose mail came back is the last resort.
/// </summary>
internal sealed class PartnerContacts(IAppDb db)
{
    // In this order; a reminder does not wake the contact that is there around the clock.
    private static readonly ContactPurpose[] ForReminders = [ContactPurpose.Technical, ContactPurpose.Diplomatic];
    private static readonly ContactPurpose[] ForWords = [.. ForReminders, ContactPurpose.AroundTheClock];

    /// <summary>Who can be told of something new: what is asked of any other contact reaches nobody.</summary>
    public static readonly Expression<Func<ContactPoint, bool>> TakesWords = c => c.Email != null && c.RetiredAt == null && Enumerable.Contains(ForWords, c.Purpose);

    private static readonly FixedQuery<Guid, ContactPoint> Reachable = new((db, organisationId) => db.ContactPoints.Where(c =>
        c.OrganisationId == organisationId && c.Email != null && c.RetiredAt == null));

    /// <summary>Who is told of something new; null for nobody.</summary>
    public async Task<ContactPoint?> ForWordAsync(Guid organisationId, Tlp tlp, CancellationToken cancellationToken) =>
        (await InOrderAsync(organisationId, tlp, ForWords, cancellationToken)).FirstOrDefault();

    /// <summary>Who is reminded; null for nobody.</summary>
    public async Task<ContactPoint?> ForReminderAsync(Guid organisationId, Tlp tlp, CancellationToken cancellationToken) =>
        (await InOrderAsync(organisationId, tlp, ForReminders, cancellationToken)).FirstOrDefault();

    /// <summary>All that are there around the clock, for what cannot wait.</summary>
    public async Task<IReadOnlyList<ContactPoint>> AroundTheClockAsync(Guid organisationId, Tlp tlp, CancellationToken cancellationToken) =>
        [.. await InOrderAsync(organisationId, tlp, [ContactPurpose.AroundTheClock], cancellationToken)];

    private async Task<IEnumerable<ContactPoint>> InOrderAsync(
        Guid organisationId, Tlp tlp, ContactPurpose[] purposes, CancellationToken cancellationToken) =>
        ReleasePolicy.NeedsNamedPersons(tlp)
            ? []
            : (await db.Run(Reachable, organisationId).ToListAsync(cancellationToken)).Where(c => purposes.Contains(c.Purpose))
                .OrderBy(c => c.BouncedAt is not null).ThenBy(c => Array.IndexOf(purposes, c.Purpose)).ThenBy(c => c.Id);
}
