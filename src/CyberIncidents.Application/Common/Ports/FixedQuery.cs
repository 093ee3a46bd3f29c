using System.Linq.Expressions;

namespace CyberIncidents.Application.Common.Ports;

/// <summary>
/// A query of which only the argument changes from call to call. It is translated once and kept; any other is taken apart and
/// compared with those known on every call, which costs more than the database does. It passes the same filter.
/// </summary>
/// <typeparam name="TArgument">What changes.</typeparam>
/// <typeparam name="TRow">What is read.</typeparam>
/// <param name="query">The query over the sets of the port.</param>
public sealed class FixedQuery<TArgument, TRow>(Expression<Func<IAppDb, TArgument, IQueryable<TRow>>> query)
{
    /// <summary>The query over the sets of the port.</summary>
    public Expression<Func<IAppDb, TArgument, IQueryable<TRow>>> Query { get; } = query;
}

/// <summary>As <see cref="FixedQuery{TArgument, TRow}"/>, with two arguments.</summary>
/// <typeparam name="TFirst">What changes.</typeparam>
/// <typeparam name="TSecond">What changes too.</typeparam>
/// <typeparam name="TRow">What is read.</typeparam>
/// <param name="query">The query over the sets of the port.</param>
public sealed class FixedQuery<TFirst, TSecond, TRow>(Expression<Func<IAppDb, TFirst, TSecond, IQueryable<TRow>>> query)
{
    /// <summary>The query over the sets of the port.</summary>
    public Expression<Func<IAppDb, TFirst, TSecond, IQueryable<TRow>>> Query { get; } = query;
}
