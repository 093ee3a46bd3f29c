using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Sharing;
using MediatR;

namespace CyberIncidents.Application.Common.Behaviors;

/// <summary>
/// Notes what a person opens or downloads: what was released to a partner, and what is RED, whoever reads it. The answer
/// leaves after the line is committed; where it cannot be written, nothing is read. Previews and the program note nothing.
/// </summary>
internal sealed class ReadLogBehavior<TRequest, TResponse>(IViewerAccessor viewer, IReadLog log) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var answer = await next();
        if (request is IOpensOne<TResponse> opening && viewer.Current is { LooksInPerson: true } me
            && opening.Opened(answer) is { } item && (me.IsPartner ? !item.Own : item.Tlp == Tlp.Red))
        {
            await log.NoteAsync(item, cancellationToken);
        }

        return answer;
    }
}
