using System.Buffers.Text;
using System.Globalization;
using System.Linq.Expressions;
using System.Text;
using System.Text.Json.Serialization;
using CyberIncidents.Domain.Common;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Common.Paging;

/// <summary>A page of a list.</summary>
/// <typeparam name="T">The rows.</typeparam>
/// <param name="Items">At most the limit that was asked.</param>
/// <param name="Next">What to pass as <c>after</c> for the next page; null on the last.</param>
/// <param name="Count">All rows of the list; null unless asked.</param>
public sealed record Page<T>(
    IReadOnlyList<T> Items, string? Next, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Count = null);

/// <summary>Which page.</summary>
/// <param name="Limit">1 to 200; 50 when left out.</param>
/// <param name="After">The opaque <c>next</c> of the page before.</param>
/// <param name="Sort">A field's name, with a minus for descending.</param>
/// <param name="Count">Whether to count all rows.</param>
public sealed record PageRequest(int? Limit = null, string? After = null, string? Sort = null, bool? Count = null)
{
    /// <summary>The largest page.</summary>
    public const int MaxLimit = 200;

    /// <summary>The limit that holds.</summary>
    /// <exception cref="InvalidInputException">Out of range.</exception>
    public int EffectiveLimit => Limit switch
    {
        null => 50,
        >= 1 and <= MaxLimit => Limit.Value,
        _ => throw new InvalidInputException("limit", "Between 1 and 200."),
    };
}

/// <summary>Keyset paging: by an instant and the key, never by offset.</summary>
internal static class Keyset
{
    /// <summary>The key of a row without an instant: it comes last.</summary>
    public static readonly DateTimeOffset Never = new(9999, 12, 31, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Reads one page of keys in order; children are read by a second query.</summary>
    public static async Task<(IReadOnlyList<TRow> Rows, string? Next, int? Count)> ReadAsync<TEntity, TRow>(
        IQueryable<TEntity> source,
        PageRequest page,
        IReadOnlyDictionary<string, Expression<Func<TEntity, DateTimeOffset>>> sorts,
        string defaultSort,
        Expression<Func<TEntity, TRow>> project,
        Func<TRow, string, (DateTimeOffset At, Guid Id)> keyOf,
        CancellationToken cancellationToken,
        params string[] otherSorts)
        where TEntity : Entity
    {
        var limit = page.EffectiveLimit;
        var sort = string.IsNullOrEmpty(page.Sort) ? defaultSort : page.Sort;
        var descending = sort.StartsWith('-');
        var name = descending ? sort[1..] : sort;
        if (!sorts.TryGetValue(name, out var key))
        {
            var others = otherSorts.Length == 0 ? string.Empty : $"; or {string.Join(", ", otherSorts)}";
            throw new InvalidInputException("sort", $"One of {string.Join(", ", sorts.Keys)}, with a minus for descending{others}.");
        }

        int? count = page.Count == true ? await source.CountAsync(cancellationToken) : null;
        var ordered = Order(After(source, key, descending, Decode(page.After, sort)), key, descending);
        var rows = await ordered.Take(limit + 1).Select(project).ToListAsync(cancellationToken);
        if (rows.Count <= limit)
        {
            return (rows, null, count);
        }

        rows.RemoveAt(limit);
        var (at, id) = keyOf(rows[^1], name);
        return (rows, Encode(sort, at, id), count);
    }

    private static IQueryable<T> Order<T>(IQueryable<T> source, Expression<Func<T, DateTimeOffset>> key, bool descending)
        where T : Entity =>
        descending ? source.OrderByDescending(key).ThenByDescending(e => e.Id) : source.OrderBy(key).ThenBy(e => e.Id);

    private static IQueryable<T> After<T>(
        IQueryable<T> source, Expression<Func<T, DateTimeOffset>> key, bool descending, (DateTimeOffset At, Guid Id)? cursor)
        where T : Entity
    {
        if (cursor is not { } after)
        {
            return source;
        }

        var entity = key.Parameters[0];
        var position = new Position(after.At, after.Id);
        var at = Expression.Property(Expression.Constant(position), nameof(Position.At));
        var id = Expression.Property(Expression.Constant(position), nameof(Position.Id));
        var compareIds = Expression.Call(
            Expression.Property(entity, nameof(Entity.Id)), typeof(Guid).GetMethod(nameof(Guid.CompareTo), [typeof(Guid)])!, id);
        var zero = Expression.Constant(0);
        var beyond = descending ? Expression.LessThan(key.Body, at) : Expression.GreaterThan(key.Body, at);
        var idBeyond = descending ? Expression.LessThan(compareIds, zero) : Expression.GreaterThan(compareIds, zero);
        var body = Expression.OrElse(beyond, Expression.AndAlso(Expression.Equal(key.Body, at), idBeyond));
        return source.Where(Expression.Lambda<Func<T, bool>>(body, entity));
    }

    public static string Encode(string sort, DateTimeOffset at, Guid id) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{sort}|{at.UtcTicks}|{id:N}")));

    public static (DateTimeOffset At, Guid Id)? Decode(string? after, string sort)
    {
        if (string.IsNullOrEmpty(after))
        {
            return null;
        }

        try
        {
            var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(after)).Split('|');
            if (parts.Length == 3 && parts[0] == sort
                && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
                && ticks <= DateTimeOffset.MaxValue.Ticks && Guid.TryParseExact(parts[2], "N", out var id))
            {
                return (new DateTimeOffset(ticks, TimeSpan.Zero), id);
            }
        }
        catch (FormatException)
        {
            // Falls through to the one answer for anything that is no cursor of this list.
        }

        throw new InvalidInputException("after", "Not a cursor of this list.");
    }

    private sealed record Position(DateTimeOffset At, Guid Id);
}
