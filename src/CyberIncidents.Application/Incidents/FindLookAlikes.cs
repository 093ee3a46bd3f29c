using System.Linq.Expressions;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Incidents;

/// <summary>How like two cases are, by the words they share.</summary>
public enum Likeness
{
    /// <summary>Two words in three, or more.</summary>
    Very,

    /// <summary>Fewer.</summary>
    Partly,
}

/// <summary>A case that a new one may be the same as.</summary>
public sealed record LookAlike
{
    /// <summary>The reference.</summary>
    public required string Reference { get; init; }

    /// <summary>Our title.</summary>
    public required string Title { get; init; }

    /// <summary>How like it is.</summary>
    public Likeness Likeness { get; init; }

    /// <summary>The words of the asked title that it has in title or summary, as they were written.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Where it stands.</summary>
    public required IncidentStatus Status { get; init; }

    /// <summary>Its marking.</summary>
    public required Tlp Tlp { get; init; }

    /// <summary>Who owns it.</summary>
    public required PersonName? Owner { get; init; }

    /// <summary>When it was logged.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The countries of its partners, ISO 3166-1 alpha-2.</summary>
    public IReadOnlyList<string> Countries { get; init; } = [];

    internal Guid Id { get; init; }

    internal string SearchText { get; init; } = string.Empty;
}

/// <summary>
/// Finds cases like the one that is being typed: at most five, the likest first, among the newest 3,000 that are open or
/// were logged in the last 180 days.
/// </summary>
/// <param name="Title">What was typed so far.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record FindLookAlikesQuery(string? Title) : IQuery<Page<LookAlike>>;

internal sealed class FindLookAlikesHandler(IAppDb db, TimeProvider time) : IQueryHandler<FindLookAlikesQuery, Page<LookAlike>>
{
    private const int MostWords = 10;
    private const int MostCases = 5;
    private const int Newest = 3_000;

    public async Task<Page<LookAlike>> Handle(FindLookAlikesQuery query, CancellationToken cancellationToken)
    {
        var words = SignificantWords.Of(query.Title ?? string.Empty).Take(MostWords).ToList();
        if (words.Count == 0)
        {
            return new Page<LookAlike>([], null);
        }

        var since = time.GetUtcNow().AddDays(-180);
        var score = Score(words);
        var newest = db.Incidents.Where(i => IncidentLifecycle.Open.Contains(i.Status) || i.CreatedAt >= since)
            .OrderByDescending(i => i.CreatedAt).ThenByDescending(i => i.Id).Take(Newest);
        var rows = await newest.Where(AtLeast(score, Math.Min(2, words.Count)))
            .OrderByDescending(score).ThenByDescending(i => i.CreatedAt).ThenByDescending(i => i.Id).Take(MostCases)
            .Select(i => new LookAlike
            {
                Id = i.Id,
                Reference = i.Reference,
                Title = i.Title,
                Status = i.Status,
                Tlp = i.Tlp,
                Owner = db.People.Where(p => p.Id == i.OwnerId).Select(p => new PersonName(p.Id, p.DisplayName)).FirstOrDefault(),
                CreatedAt = i.CreatedAt,
                SearchText = i.SearchText,
            })
            .ToListAsync(cancellationToken);
        var countries = await db.CountriesOfAsync([.. rows.Select(r => r.Id)], cancellationToken);
        return new Page<LookAlike>([.. rows.Select(r => Finish(r, words) with { Countries = [.. countries[r.Id]] })], null);
    }

    private static LookAlike Finish(LookAlike row, List<(string Written, string Normal)> words)
    {
        var shared = words.Where(w => row.SearchText.Contains(w.Normal, StringComparison.Ordinal)).Select(w => w.Written).ToList();
        return row with { Words = shared, Likeness = shared.Count >= 2 && shared.Count * 3 >= words.Count * 2 ? Likeness.Very : Likeness.Partly };
    }

    /// <summary>How many of the words a case has, as an expression that both databases understand.</summary>
    private static Expression<Func<Incident, int>> Score(List<(string Written, string Normal)> words)
    {
        var incident = Expression.Parameter(typeof(Incident), "i");
        var text = Expression.Property(incident, nameof(Incident.SearchText));
        var contains = typeof(string).GetMethod(nameof(string.Contains), [typeof(string)])!;
        Expression sum = Expression.Constant(0);
        foreach (var (_, normal) in words)
        {
            var word = Expression.Property(Expression.Constant(new Sought(normal)), nameof(Sought.Word));
            sum = Expression.Add(sum, Expression.Condition(Expression.Call(text, contains, word), Expression.Constant(1), Expression.Constant(0)));
        }

        return Expression.Lambda<Func<Incident, int>>(sum, incident);
    }

    private static Expression<Func<Incident, bool>> AtLeast(Expression<Func<Incident, int>> score, int least) =>
        Expression.Lambda<Func<Incident, bool>>(Expression.GreaterThanOrEqual(score.Body, Expression.Constant(least)), score.Parameters);

    private sealed record Sought(string Word);
}

/// <summary>The words of a title that say what it is about.</summary>
internal static class SignificantWords
{
    private const int Shortest = 4;

    // Words of four letters and more that stand in any title, English and Indonesian.
    private static readonly HashSet<string> Common = new(
        """
        ABOUT AFTER AGAINST ALSO BEEN BEFORE BEING BETWEEN COULD DURING EACH FROM HAVE HERE INTO MANY MORE MOST ONLY OTHER OVER SAME
        SEVERAL SINCE SOME SUCH THAN THAT THEIR THEM THEN THERE THESE THEY THIS THOSE THREE THROUGH UNDER UNTIL WERE WHAT WHEN WHERE
        WHICH WHILE WILL WITH WITHIN WITHOUT WOULD YOUR
        ADALAH AKAN ANTARA ATAS ATAU BAGI BAHWA BANYAK BARU BEBERAPA BELUM DALAM DAPAT DARI DENGAN HANYA HINGGA JUGA KAMI KARENA KEPADA
        KETIKA LAIN LEBIH MELALUI MEREKA OLEH PADA PARA SAAT SAMA SAMPAI SANGAT SECARA SEJAK SEBELUM SEBUAH SEDANG SEORANG SEPERTI SERTA
        SETELAH SUATU SUDAH TANPA TELAH TENTANG TERHADAP TERSEBUT TIDAK UNTUK YAITU YANG
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries),
        StringComparer.Ordinal);

    public static IEnumerable<(string Written, string Normal)> Of(string title) =>
        Pieces(title).Select(w => (Written: w, Normal: Incident.Normalise(w)))
            .Where(w => w.Normal.Length >= Shortest && !Common.Contains(w.Normal))
            .DistinctBy(w => w.Normal, StringComparer.Ordinal);

    private static IEnumerable<string> Pieces(string title)
    {
        var start = -1;
        for (var i = 0; i <= title.Length; i++)
        {
            var inside = i < title.Length && char.IsLetterOrDigit(title[i]);
            if (inside && start < 0)
            {
                start = i;
            }
            else if (!inside && start >= 0)
            {
                yield return title[start..i];
                start = -1;
            }
        }
    }
}
