using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using CyberIncidents.Application.Common.Ports;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Infrastructure.Persistence;

/// <summary>Translates each fixed query once, over the context instead of the port.</summary>
internal static class CompiledQueries
{
    public static Func<AppDbContext, TArgument, IAsyncEnumerable<TRow>> Of<TArgument, TRow>(FixedQuery<TArgument, TRow> query) =>
        One<TArgument, TRow>.Kept.GetValue(query, static q => EF.CompileAsyncQuery(
            OverContext<Func<AppDbContext, TArgument, IQueryable<TRow>>>(q.Query)));

    public static Func<AppDbContext, TFirst, TSecond, IAsyncEnumerable<TRow>> Of<TFirst, TSecond, TRow>(FixedQuery<TFirst, TSecond, TRow> query) =>
        Two<TFirst, TSecond, TRow>.Kept.GetValue(query, static q => EF.CompileAsyncQuery(
            OverContext<Func<AppDbContext, TFirst, TSecond, IQueryable<TRow>>>(q.Query)));

    private static Expression<TQuery> OverContext<TQuery>(LambdaExpression query)
    {
        var context = Expression.Parameter(typeof(AppDbContext));
        var body = new SetsOf(query.Parameters[0], context).Visit(query.Body);
        return Expression.Lambda<TQuery>(body, [context, .. query.Parameters.Skip(1)]);
    }

    private static class One<TArgument, TRow>
    {
        public static readonly ConditionalWeakTable<FixedQuery<TArgument, TRow>, Func<AppDbContext, TArgument, IAsyncEnumerable<TRow>>> Kept = [];
    }

    private static class Two<TFirst, TSecond, TRow>
    {
        public static readonly ConditionalWeakTable<FixedQuery<TFirst, TSecond, TRow>, Func<AppDbContext, TFirst, TSecond, IAsyncEnumerable<TRow>>> Kept = [];
    }

    /// <summary>The sets of the port become those of the context.</summary>
    private sealed class SetsOf(ParameterExpression port, ParameterExpression context) : ExpressionVisitor
    {
        protected override Expression VisitMember(MemberExpression node) => node.Expression == port
            ? Expression.Call(context, nameof(DbContext.Set), node.Type.GetGenericArguments())
            : base.VisitMember(node);
    }
}
