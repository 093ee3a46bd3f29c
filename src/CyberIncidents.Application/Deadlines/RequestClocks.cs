using CyberIncidents.Domain.Requests;

namespace CyberIncidents.Application.Deadlines;

/// <summary>Keeps the clock of a request in step with its moves, and plans its ladder anew.</summary>
internal sealed class RequestClocks
{
    /// <summary>Word of the request reached the requested side: a clock that runs from receipt begins.</summary>
    public Task ReceivedAsync(Request request, CancellationToken cancellationToken) => Task.CompletedTask;
}
