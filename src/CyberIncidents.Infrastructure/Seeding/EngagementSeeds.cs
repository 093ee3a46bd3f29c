using System.Globalization;
using CyberIncidents.Domain.Engagements;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Infrastructure.Seeding;

/// <summary>Notes the engagements of the past: each once, by its code. What is there already is left alone, since it is a record and no reference data.</summary>
internal sealed class EngagementSeeds(DateTimeOffset now)
{
    internal sealed record Item(
        string Code, EngagementKind Kind, CooperationKind Cooperation, string Title, string? Place, string? Country, DateOnly From, DateOnly To, string TimeZone,
        IReadOnlyList<string> Hosts, string? Summary, string Source, string Confidence);

    public async Task AddAsync(AppDbContext db, IReadOnlyList<Item> items, CancellationToken cancellationToken)
    {
        var known = await db.Set<Engagement>().Where(e => e.SeedCode != null).Select(e => e.SeedCode!).ToListAsync(cancellationToken);
        foreach (var item in items.Where(i => !known.Contains(i.Code)).OrderBy(i => i.From))
        {
            var card = new EngagementCard(
                item.Kind, item.Cooperation, item.Title, item.Place, item.Country, item.From, item.To, item.TimeZone,
                [.. item.Hosts.Select(h => new Party(h, null))], item.Summary, Tlp.Clear, null);
            var reference = await NextAsync(db, item.From.Year, cancellationToken);
            db.Add(new Engagement(reference, card, null, now, new EngagementOrigin(item.Code, item.Source, item.Confidence)));
        }
    }

    /// <summary>As references are counted elsewhere; nobody else counts while seeds are loaded.</summary>
    private static async Task<string> NextAsync(AppDbContext db, int year, CancellationToken cancellationToken)
    {
        var series = string.Create(CultureInfo.InvariantCulture, $"EN-{year:D4}");
        var counter = await db.Set<ReferenceCounter>().FindAsync([series], cancellationToken);
        if (counter is null)
        {
            db.Add(counter = new ReferenceCounter { Series = series, Value = 0 });
        }

        counter.Value++;
        return string.Create(CultureInfo.InvariantCulture, $"{series}-{counter.Value:D4}");
    }
}
