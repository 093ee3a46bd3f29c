using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Retention;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Retention;

/// <summary>
/// Disposes of the content of a closed case whose term has run out. Its row stays without its words, its history without what was
/// said; a tombstone says what went. It cannot be undone.
/// </summary>
/// <param name="Reference">The case.</param>
/// <param name="Input">A reason, when there is one.</param>
/// <param name="ExpectedVersion">The version that was read; null when the caller does not care.</param>
[RequirePermission(Permission.DisposeCases)]
public sealed record DisposeCaseCommand(string Reference, ActionInput Input, long? ExpectedVersion) : ICommand<IncidentKey>;

internal sealed class DisposeCaseValidator : AbstractValidator<DisposeCaseCommand>
{
    public DisposeCaseValidator() => RuleFor(c => c.Input).SetValidator(new ActionInputValidator());
}

internal sealed class DisposeCaseHandler(
    IAppDb db, ICaseParts parts, ICaseDisposal disposal, RetentionTerms terms, IViewerAccessor viewer, TimeProvider time)
    : ICommandHandler<DisposeCaseCommand, IncidentKey>
{
    public async Task<IncidentKey> Handle(DisposeCaseCommand command, CancellationToken cancellationToken)
    {
        var incident = await db.HeldCaseAsync(parts, command.Reference, cancellationToken);
        incident.EnsureVersion(command.ExpectedVersion);
        var now = time.GetUtcNow();
        var rule = await EnsureDueAsync(incident, now, cancellationToken);
        var gone = await disposal.DisposeAsync(incident.Id, now, cancellationToken);
        var me = viewer.Required.UserId;
        db.Tombstones.Add(new Tombstone(incident, rule, me, command.Input.Said, gone.Parts, now));
        db.RequestTombstones.AddRange(gone.Asked.Select(r => new RequestTombstone(r, rule, me, null, now)));
        await db.SaveChangesAsync(cancellationToken);
        return new IncidentKey(incident.Reference);
    }

    /// <summary>The rule under which it goes.</summary>
    private async Task<RetentionRule> EnsureDueAsync(Incident incident, DateTimeOffset now, CancellationToken cancellationToken)
    {
        EnsureNot(Incident.BlocksDisposal(incident.Status, incident.LegalHold, underWay: false));
        var closed = await db.Incidents.Where(i => i.Id == incident.Id).Select(ClosedCase.Of).SingleAsync(cancellationToken);
        var term = (await terms.OfAsync([closed], await terms.RulesAsync(cancellationToken), cancellationToken)).SingleOrDefault();
        EnsureNot(term is null ? "no-retention-rule" : term.Until > now ? "not-due" : Incident.BlocksDisposal(incident.Status, incident.LegalHold, term.UnderWay));
        return term!.Rule;
    }

    private static void EnsureNot(string? code)
    {
        if (code is not null)
        {
            throw new RuleBrokenException(code, "The content of the case is kept.");
        }
    }
}
