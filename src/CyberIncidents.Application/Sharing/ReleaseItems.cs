using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;
using FluentValidation;

namespace CyberIncidents.Application.Sharing;

/// <summary>An item of a case, by its kind and key.</summary>
public sealed record ItemInput
{
    /// <summary>What kind of item.</summary>
    public SubjectType? Type { get; init; }

    /// <summary>Which one.</summary>
    public Guid? Id { get; init; }
}

/// <summary>What shall leave, and to whom.</summary>
public record ReleaseChoice
{
    /// <summary>The items; at most 500.</summary>
    public IReadOnlyList<ItemInput>? Items { get; init; }

    /// <summary>The receiving organisations; at most 50. Each gets a release of its own.</summary>
    public IReadOnlyList<Guid>? Receivers { get; init; }
}

/// <summary>What shall leave, to whom, and with which words.</summary>
public sealed record ReleaseInput : ReleaseChoice
{
    /// <summary>A word for the receivers, which leaves too; at most 20,000 characters.</summary>
    public string? Note { get; init; }

    /// <summary>What was left out and why; it stays with us. At most 20,000 characters.</summary>
    public string? RedactionNote { get; init; }
}

/// <summary>The keys of releases in an answer.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Ids">The releases, in the order of the receivers.</param>
public sealed record ReleaseKeys(string Reference, IReadOnlyList<Guid> Ids);

/// <summary>
/// Releases items to organisations, one release for each; where another has to approve, it asks for that. All go or none.
/// </summary>
/// <param name="Reference">The case.</param>
/// <param name="Input">What, to whom, with which words.</param>
[RequirePermission(Permission.WorkCases)]
public sealed record ReleaseItemsCommand(string Reference, ReleaseInput Input) : ICommand<ReleaseKeys>
{
    /// <summary>Whether it is looked at beforehand: as it will be once it is approved.</summary>
    internal bool AsApproved { get; init; }

    /// <summary>The release as it is looked at in a preview, which is always rolled back.</summary>
    public static PreviewedMove Rehearsed(string reference, ReleaseInput input) => PreviewedMove.Of(new ReleaseItemsCommand(reference, input) { AsApproved = true });
}

internal sealed class ReleaseChoiceValidator : AbstractValidator<ReleaseChoice>
{
    private const int MostItems = 500;
    private const int MostReceivers = 50;

    public ReleaseChoiceValidator()
    {
        RuleFor(c => c.Items).NotEmpty().Must(i => i is not { Count: > MostItems }).WithMessage($"At most {MostItems}.");
        RuleForEach(c => c.Items).ChildRules(item =>
        {
            item.RuleFor(i => i.Type).NotNull().IsInEnum();
            item.RuleFor(i => i.Id).NotNull();
        });
        RuleFor(c => c.Receivers).NotEmpty().Must(r => r is not { Count: > MostReceivers }).WithMessage($"At most {MostReceivers}.");
    }
}

internal sealed class ReleaseItemsValidator : AbstractValidator<ReleaseItemsCommand>
{
    public ReleaseItemsValidator()
    {
        RuleFor(c => c.Input).SetValidator(new ReleaseChoiceValidator());
        RuleFor(c => c.Input.Note).OptionalText(Validation.TextLength);
        RuleFor(c => c.Input.RedactionNote).OptionalText(Validation.TextLength);
    }
}

internal sealed class ReleaseItemsHandler(IAppDb db, ReleaseCheck check, Releases releases, ICaseParts parts, SharingSettings settings)
    : ICommandHandler<ReleaseItemsCommand, ReleaseKeys>
{
    public async Task<ReleaseKeys> Handle(ReleaseItemsCommand command, CancellationToken cancellationToken)
    {
        var incident = await db.HeldCaseAsync(parts, command.Reference, cancellationToken);
        var verdict = await check.JudgeAsync(incident.Id, command.Input, cancellationToken);
        verdict.EnsureMayGo();
        incident.EnsureTakesMore();
        var made = new List<Guid>();
        foreach (var receiver in verdict.Receivers)
        {
            made.Add((await ReleaseAsync(incident, verdict, receiver.Id, command, cancellationToken)).Id);
        }

        await db.SaveChangesAsync(cancellationToken);
        return new ReleaseKeys(incident.Reference, made);
    }

    private Task<Release> ReleaseAsync(
        Incident incident, PackageVerdict verdict, Guid receiver, ReleaseItemsCommand command, CancellationToken cancellationToken)
    {
        var package = new Package(
            incident.Id, receiver, verdict.Tlp, [.. verdict.Items.Select(i => new Leaving(i.Type, i.Id, i.Content, i.Handling))],
            ActionInput.FirstText(command.Input.Note), ActionInput.FirstText(command.Input.RedactionNote));
        return settings.NeedSecondApproval(verdict.Tlp) && !command.AsApproved ? releases.AskAsync(package, cancellationToken) : releases.LetGoAsync(package, cancellationToken);
    }
}
