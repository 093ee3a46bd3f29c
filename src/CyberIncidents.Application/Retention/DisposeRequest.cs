using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Requests;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Retention;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Retention;

/// <summary>
/// Disposes of the content of what a partner asked, when no case ever took it in and its term has run out, with the tasks at home for it and what
/// left with it. Its row stays without its words, its history without what was said; a tombstone says what went. It cannot be undone.
/// </summary>
/// <param name="Reference">The request.</param>
/// <param name="Input">A reason, when there is one.</param>
/// <param name="ExpectedVersion">The version that was read; null when the caller does not care.</param>
[RequirePermission(Permission.DisposeCases)]
public sealed record DisposeRequestCommand(string Reference, ActionInput Input, long? ExpectedVersion) : ICommand<RequestKey>;

internal sealed class DisposeRequestValidator : AbstractValidator<DisposeRequestCommand>
{
    public DisposeRequestValidator() => RuleFor(c => c.Input).SetValidator(new ActionInputValidator());
}

internal sealed class DisposeRequestHandler(
    IAppDb db, IRequestDisposal disposal, RetentionTerms rules, RequestTerms terms, IViewerAccessor viewer, TimeProvider time)
    : ICommandHandler<DisposeRequestCommand, RequestKey>
{
    public async Task<RequestKey> Handle(DisposeRequestCommand command, CancellationToken cancellationToken)
    {
        var request = await db.RequestAsync(command.Reference, cancellationToken);
        request.EnsureVersion(command.ExpectedVersion);
        request.EnsureDisposable();
        var now = time.GetUtcNow();
        var ended = await terms.Ended(null, only: request.Id).ToListAsync(cancellationToken);
        var term = (await terms.OfAsync(ended, await rules.RulesAsync(cancellationToken), cancellationToken)).SingleOrDefault();
        if ((term is null ? "no-retention-rule" : term.Until > now ? "not-due" : term.UnderWay ? "under-way" : null) is { } code)
        {
            throw new RuleBrokenException(code, "The content of the request is kept.");
        }

        var gone = await disposal.DisposeAsync(request.Id, request.Version, now, cancellationToken);
        db.RequestTombstones.Add(new RequestTombstone(gone, term!.Rule, viewer.Required.UserId, command.Input.Said, now));
        await db.SaveChangesAsync(cancellationToken);
        return new RequestKey(request.Reference);
    }
}
