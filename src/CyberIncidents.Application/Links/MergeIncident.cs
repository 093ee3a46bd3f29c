using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Deadlines;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using FluentValidation;

namespace CyberIncidents.Application.Links;

/// <summary>The case that survives.</summary>
public sealed record MergeInput
{
    /// <summary>The reference of the surviving case; it has to be open.</summary>
    public string? Into { get; init; }
}

/// <summary>
/// Merges a case into another one. Both references keep resolving. Nothing moves: each part stays in its case, with its marking and whoever
/// may see it, so nobody sees anything that was hidden before; the surviving case shows the merged one to who sees both. Legal clocks and
/// follow-ups run on, since no duty ends by it.
/// </summary>
/// <param name="Reference">The case that is merged.</param>
/// <param name="Input">The surviving case.</param>
/// <param name="ExpectedVersion">The version that was read; null when the caller does not care.</param>
[RequirePermission(Permission.WorkCases)]
public sealed record MergeIncidentCommand(string Reference, MergeInput Input, long? ExpectedVersion) : ICommand<IncidentKey>;

/// <summary>Undoes a merge: the case stands where it stood.</summary>
/// <param name="Reference">The case that was merged.</param>
/// <param name="ExpectedVersion">The version that was read; null when the caller does not care.</param>
[RequirePermission(Permission.WorkCases)]
public sealed record UnmergeIncidentCommand(string Reference, long? ExpectedVersion) : ICommand<IncidentKey>;

internal sealed class MergeIncidentValidator : AbstractValidator<MergeIncidentCommand>
{
    public MergeIncidentValidator() => RuleFor(c => c.Input.Into).OptionalText(Validation.ReferenceLength);
}

internal sealed class MergeIncidentHandler(IAppDb db, ICaseParts parts, IViewerAccessor viewer, CaseGivenUp givenUp, TimeProvider time)
    : ICommandHandler<MergeIncidentCommand, IncidentKey>
{
    public async Task<IncidentKey> Handle(MergeIncidentCommand command, CancellationToken cancellationToken)
    {
        var (incident, into) = await db.TwoCasesAsync(parts, command.Reference, command.Input.Into, "into", cancellationToken);
        incident.EnsureVersion(command.ExpectedVersion);
        incident.EnsureAllowed(IncidentMove.MarkDuplicate);
        Needs.Text(command.Input.Into, "into");
        if (into is null)
        {
            throw new InvalidInputException("into", Words.Get("Error.UnknownCase"));
        }

        if (!IncidentLifecycle.IsOpen(into.Status))
        {
            throw new RuleBrokenException("merge-into-ended", "The surviving case is not open.", null, [into.Reference]);
        }

        await givenUp.LeaveNobodyAtWorkAsync(incident, cancellationToken);
        var now = time.GetUtcNow();
        incident.Merge(into.Id, now);
        db.IncidentLinks.AddRange(IncidentLink.Pair(incident, into, LinkKind.MergedInto, viewer.Required.UserId, now));
        await db.SaveChangesAsync(cancellationToken);
        return new IncidentKey(incident.Reference);
    }
}

internal sealed class UnmergeIncidentHandler(IAppDb db, ICaseParts parts, RequestClocks clocks, TimeProvider time)
    : ICommandHandler<UnmergeIncidentCommand, IncidentKey>
{
    public async Task<IncidentKey> Handle(UnmergeIncidentCommand command, CancellationToken cancellationToken)
    {
        var incident = await db.CaseAsync(command.Reference, cancellationToken);
        incident.EnsureVersion(command.ExpectedVersion);
        var now = time.GetUtcNow();
        incident.Unmerge(now);
        // The surviving case may be one that the viewer does not see: it is left, and nothing of it told.
        foreach (var link in await parts.LinksOfPairAsync(incident.Id, null, cancellationToken))
        {
            link.Withdraw(now);
        }

        await clocks.TakenUpAsync(incident.Id, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return new IncidentKey(incident.Reference);
    }
}
