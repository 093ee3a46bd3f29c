using CyberIncidents.Domain.Auditing;
using CyberIncidents.Domain.Sharing;
using MediatR;

namespace CyberIncidents.Application.Common.Messaging;

/// <summary>Changes something. Its answer is a small key; what there is to read is read by a query.</summary>
/// <typeparam name="T">The answer; kept as JSON for a repeated idempotency key.</typeparam>
public interface ICommand<out T> : IRequest<T>;

/// <summary>Reads something and changes nothing.</summary>
/// <typeparam name="T">The read model.</typeparam>
public interface IQuery<out T> : IRequest<T>;

/// <summary>One thing that a query opened.</summary>
/// <param name="IncidentId">Its case; null when it belongs to none.</param>
/// <param name="Type">What kind of thing.</param>
/// <param name="Id">Which one.</param>
/// <param name="Tlp">Its marking.</param>
public sealed record OpenedItem(Guid? IncidentId, SubjectType Type, Guid Id, Tlp Tlp)
{
    /// <summary>Opened or downloaded.</summary>
    public ReadAct Act { get; init; }

    /// <summary>The reader's own organisation wrote it, so it was not released to it.</summary>
    public bool Own { get; init; }

    /// <summary>A file that holds parts of a case; it is noted on the case, with the strictest marking of what it holds.</summary>
    internal static OpenedItem FileOf(Guid incidentId, Tlp strictest) => new(incidentId, SubjectType.Incident, incidentId, strictest) { Act = ReadAct.Downloaded };
}

/// <summary>A query that opens one thing and says which, for the read log. Lists are none.</summary>
/// <typeparam name="T">The read model.</typeparam>
public interface IOpensOne<in T>
{
    /// <summary>What was opened.</summary>
    /// <param name="answer">What there is to read.</param>
    /// <returns>The item; null when that was nothing to be noted.</returns>
    OpenedItem? Opened(T answer);
}

internal interface ICommandHandler<in TCommand, TAnswer> : IRequestHandler<TCommand, TAnswer>
    where TCommand : ICommand<TAnswer>;

internal interface IQueryHandler<in TQuery, TModel> : IRequestHandler<TQuery, TModel>
    where TQuery : IQuery<TModel>;

/// <summary>Sends a command or a query through the behaviours to its one handler.</summary>
public interface IDispatcher
{
    /// <summary>Sends a command.</summary>
    /// <typeparam name="T">The answer.</typeparam>
    /// <param name="command">The command.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The answer, after the commit.</returns>
    Task<T> SendAsync<T>(ICommand<T> command, CancellationToken cancellationToken);

    /// <summary>Sends a query.</summary>
    /// <typeparam name="T">The read model.</typeparam>
    /// <param name="query">The query.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The read model.</returns>
    Task<T> SendAsync<T>(IQuery<T> query, CancellationToken cancellationToken);
}

internal sealed class Dispatcher(IMediator mediator) : IDispatcher
{
    public Task<T> SendAsync<T>(ICommand<T> command, CancellationToken cancellationToken) =>
        mediator.Send(command, cancellationToken);

    public Task<T> SendAsync<T>(IQuery<T> query, CancellationToken cancellationToken) =>
        mediator.Send(query, cancellationToken);
}

/// <summary>A part of a JSON Merge Patch (RFC 7396): absent, or there with a value that may be null.</summary>
/// <typeparam name="T">The value.</typeparam>
/// <param name="IsSet">Whether it was there.</param>
/// <param name="Value">What it said.</param>
public readonly record struct Optional<T>(bool IsSet, T? Value)
{
    /// <summary>What holds after the patch.</summary>
    /// <param name="current">What held before.</param>
    /// <returns>The new value, or the current one where the patch is silent.</returns>
    public T? Or(T? current) => IsSet ? Value : current;
}
