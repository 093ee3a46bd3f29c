using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Links;

/// <summary>Links a case to another one; it shows in both.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Input">The other one, and what it is to this.</param>
[RequirePermission(Permission.WorkCases)]
public sealed record AddLinkCommand(string Reference, LinkInput Input) : ICommand<LinkKey>;

internal sealed class AddLinkValidator : AbstractValidator<AddLinkCommand>
{
    public AddLinkValidator()
    {
        RuleFor(c => c.Input.Incident).RequiredText(Validation.ReferenceLength);
        RuleFor(c => c.Input.Kind).NotNull().Must(k => k is null || IncidentLink.ByHand.Contains(k.Value))
            .WithMessage(_ => Words.Get("Error.OneOf", string.Join(", ", IncidentLink.ByHand)));
    }
}

internal sealed class AddLinkHandler(IAppDb db, ICaseParts parts, IViewerAccessor viewer, TimeProvider time) : ICommandHandler<AddLinkCommand, LinkKey>
{
    public async Task<LinkKey> Handle(AddLinkCommand command, CancellationToken cancellationToken)
    {
        var (here, there) = await db.TwoCasesAsync(parts, command.Reference, command.Input.Incident!, "incident", cancellationToken);
        here.EnsureTakesMore();
        if (there is null)
        {
            throw new InvalidInputException("incident", Words.Get("Error.UnknownCase"));
        }

        // Who may set a link sees each that there is between the two, so no refusal tells of a hidden one.
        if (await db.IncidentLinks.AnyAsync(
            l => l.IncidentId == here.Id && l.OtherId == there.Id && l.WithdrawnAt == null && l.Kind != LinkKind.Merged && l.Kind != LinkKind.MergedInto, cancellationToken))
        {
            throw new RuleBrokenException("link-known", "The cases are linked already.", null, [there.Reference]);
        }

        await EnsureNoCircleAsync(here.Id, there.Id, command.Input.Kind!.Value, cancellationToken);
        var pair = IncidentLink.Pair(here, there, command.Input.Kind.Value, viewer.Required.UserId, time.GetUtcNow());
        db.IncidentLinks.AddRange(pair);
        await db.SaveChangesAsync(cancellationToken);
        return new LinkKey(here.Reference, pair[0].Id);
    }

    /// <summary>
    /// No case is above itself, as far as the viewer sees: a circle by way of a hidden case is neither told nor refused, and nothing that
    /// reads links follows them further than one step.
    /// </summary>
    private async Task EnsureNoCircleAsync(Guid here, Guid there, LinkKind kind, CancellationToken cancellationToken)
    {
        if (kind == LinkKind.Related)
        {
            return;
        }

        var (parent, child) = kind == LinkKind.Parent ? (there, here) : (here, there);
        var above = new HashSet<Guid> { parent };
        for (var next = new List<Guid> { parent }; next.Count > 0;)
        {
            var level = next;
            var found = await db.IncidentLinks.Where(l => level.Contains(l.IncidentId) && l.Kind == LinkKind.Parent && l.WithdrawnAt == null)
                .Select(l => l.OtherId).Distinct().ToListAsync(cancellationToken);
            next = [.. found.Where(above.Add)];
        }

        if (above.Contains(child))
        {
            throw new RuleBrokenException("link-circle", "A case would be above itself.");
        }
    }
}

/// <summary>Finding two cases that something is said of.</summary>
internal static class TwoCases
{
    /// <summary>
    /// Holds both, always in the same order, and then reads them: their markings and states stay as they are until the commit. The second
    /// is null when the viewer sees none of that reference, or when it is the first.
    /// </summary>
    public static async Task<(Incident Here, Incident? There)> TwoCasesAsync(
        this IAppDb db, ICaseParts parts, string reference, string? other, string field, CancellationToken cancellationToken)
    {
        var here = await db.CaseIdAsync(reference, cancellationToken);
        var wanted = other?.Trim();
        if (wanted == reference)
        {
            throw new InvalidInputException(field, Words.Get("Links.Error.Itself"));
        }

        var there = await db.Incidents.Where(i => i.Reference == wanted).Select(i => (Guid?)i.Id).SingleOrDefaultAsync(cancellationToken);
        foreach (var id in new[] { here, there }.OfType<Guid>().Order())
        {
            await parts.HoldAsync(id, cancellationToken);
        }

        return (await db.CaseAsync(reference, cancellationToken), await db.Incidents.SingleOrDefaultAsync(i => i.Id == there, cancellationToken));
    }
}
