using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Common;

/// <summary>Counts rows by stretches of time in one pass.</summary>
internal static class Buckets
{
    /// <summary>How many rows lie between each bound, included, and the next, excluded.</summary>
    public static async Task<IReadOnlyList<int>> CountAsync<T>(
        IQueryable<T> source, Expression<Func<T, DateTimeOffset>> at, IReadOnlyList<DateTimeOffset> bounds, CancellationToken cancellationToken)
    {
        var row = at.Parameters[0];
        var within = Expression.AndAlso(
            Expression.GreaterThanOrEqual(at.Body, Value(bounds[0])), Expression.LessThan(at.Body, Value(bounds[^1])));
        Expression index = Expression.Constant(bounds.Count - 2);
        for (var i = bounds.Count - 3; i >= 0; i--)
        {
            index = Expression.Condition(Expression.LessThan(at.Body, Value(bounds[i + 1])), Expression.Constant(i), index);
        }

        var groups = await source.Where(Expression.Lambda<Func<T, bool>>(within, row))
            .GroupBy(Expression.Lambda<Func<T, int>>(index, row)).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        return [.. Enumerable.Range(0, bounds.Count - 1).Select(i => groups.GetValueOrDefault(i))];
    }

    private static MemberExpression Value(DateTimeOffset at) => Expression.Property(Expression.Constant(new Bound(at)), nameof(Bound.At));

    private sealed record Bound(DateTimeOffset At);
}
