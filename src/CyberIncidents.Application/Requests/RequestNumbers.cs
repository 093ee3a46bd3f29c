using System.Globalization;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.Calendars;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Requests;

/// <summary>
/// Each counterpart has a series of its own, for what it is asked and for what it asks, so that nobody learns how many others there are: a
/// country's national contact counts from 1, any other organisation behind three digits that are its own.
/// </summary>
internal sealed class RequestNumbers(IAppDb db, IReferences references, HomeSettings home)
{
    /// <summary>The next reference: <c>RQ-2026-NL-0007</c>, <c>XX</c> for an international body.</summary>
    public async Task<string> NextAsync(string? country, Guid organisationId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var isContact = await db.Organisations.AnyAsync(o => o.Id == organisationId && o.NationalContact, cancellationToken);
        var own = isContact ? string.Empty : (100 + (BitConverter.ToUInt16(organisationId.ToByteArray(), 14) % 900)).ToString(CultureInfo.InvariantCulture);
        var series = string.Create(CultureInfo.InvariantCulture, $"RQ-{Zones.YearOf(at, home.TimeZone)}-{country ?? "XX"}-{own}");
        var number = await references.NextAsync(series.TrimEnd('-'), cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"{series}{number:D4}");
    }
}
