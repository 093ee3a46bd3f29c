using System.Globalization;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.Calendars;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Sharing;

/// <summary>Numbers releases per counterpart, so that nobody learns how much went to others.</summary>
internal sealed class ReleaseNumbers(IAppDb db, IReferences references, HomeSettings home)
{
    private static readonly FixedQuery<Guid, string?> CountryOf = new((db, organisationId) =>
        db.Organisations.Where(o => o.Id == organisationId).Select(o => o.Country));

    /// <summary>The next number: <c>RL-2026-NL-0003</c>, <c>XX</c> for an international body.</summary>
    public async Task<string> NextAsync(Guid organisationId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var country = await db.Run(CountryOf, organisationId).SingleAsync(cancellationToken);
        var series = string.Create(CultureInfo.InvariantCulture, $"RL-{Zones.YearOf(at, home.TimeZone)}-{country ?? "XX"}");
        var number = await references.NextAsync(series, cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"{series}-{number:D4}");
    }
}
