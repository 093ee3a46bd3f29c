using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Reference;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Deadlines;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Deadlines;

/// <summary>The key of a rule in an answer.</summary>
/// <param name="Code">The rule.</param>
/// <param name="Reapplied">How many running clocks were recomputed; null where that was not asked for.</param>
public sealed record DeadlineRuleKey(string Code, int? Reapplied = null);

/// <summary>Adds a deadline rule.</summary>
/// <param name="Input">What it says.</param>
[RequirePermission(Permission.KeepReference)]
public sealed record AddDeadlineRuleCommand(DeadlineRuleInput Input) : ICommand<DeadlineRuleKey>;

/// <summary>Edits a deadline rule; running clocks change only where that is asked for.</summary>
/// <param name="Code">The rule.</param>
/// <param name="Input">What changes.</param>
/// <param name="ExpectedVersion">The version that was read; see <see cref="ReadVersion"/>; null for any.</param>
[RequirePermission(Permission.KeepReference)]
public sealed record EditDeadlineRuleCommand(string Code, EditDeadlineRuleInput Input, long? ExpectedVersion) : ICommand<DeadlineRuleKey>;

internal sealed class AddDeadlineRuleValidator : AbstractValidator<AddDeadlineRuleCommand>
{
    public AddDeadlineRuleValidator() => RuleFor(c => c.Input).SetValidator(new DeadlineRuleForm());
}

internal sealed class EditDeadlineRuleValidator : AbstractValidator<EditDeadlineRuleCommand>
{
    public EditDeadlineRuleValidator() => RuleFor(c => c.Input.Retired.Value).NotNull().When(c => c.Input.Retired.IsSet);
}

internal sealed class AddDeadlineRuleHandler(IAppDb db, TimeProvider time) : ICommandHandler<AddDeadlineRuleCommand, DeadlineRuleKey>
{
    public async Task<DeadlineRuleKey> Handle(AddDeadlineRuleCommand command, CancellationToken cancellationToken)
    {
        var input = command.Input;
        if (await db.DeadlineRules.AnyAsync(r => r.Code == input.Code, cancellationToken))
        {
            throw new InvalidInputException("code", Words.Get("Rules.Error.CodeTaken"));
        }

        await new DeadlineRuleSurroundings(db).EnsureFitsAsync(input, null, cancellationToken);
        var last = await db.DeadlineRules.MaxAsync(r => (int?)r.SortOrder, cancellationToken) ?? -1;
        var rule = new DeadlineRule(input.Code!, input.ToCard(), last + 1, addedHere: true, time.GetUtcNow());
        db.DeadlineRules.Add(rule);
        await db.SaveChangesAsync(cancellationToken);
        return new DeadlineRuleKey(rule.Code);
    }
}

internal sealed class EditDeadlineRuleHandler(IAppDb db, IValidator<DeadlineRuleInput> form, RuleReapplication running, TimeProvider time)
    : ICommandHandler<EditDeadlineRuleCommand, DeadlineRuleKey>
{
    public async Task<DeadlineRuleKey> Handle(EditDeadlineRuleCommand command, CancellationToken cancellationToken)
    {
        var rule = await db.DeadlineRules.SingleOrDefaultAsync(r => r.Code == command.Code, cancellationToken) ?? throw new NotFoundException();
        rule.EnsureVersion(command.ExpectedVersion);
        var merged = Merged.EnsureValid(form, command.Input.On(DeadlineRuleInput.Of(rule)));
        await new DeadlineRuleSurroundings(db).EnsureFitsAsync(merged, rule, cancellationToken);
        rule.Edit(merged.ToCard());
        if (command.Input.Retired is { IsSet: true, Value: { } retired } && retired != rule.RetiredAt is not null)
        {
            rule.Retire(retired, time.GetUtcNow());
        }

        await db.SaveChangesAsync(cancellationToken);
        if (command.Input.ApplyToRunning != true)
        {
            return new DeadlineRuleKey(rule.Code);
        }

        var changed = await running.ReapplyAsync(rule, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return new DeadlineRuleKey(rule.Code, changed);
    }
}

/// <summary>What a rule points to has to be there, and its stages have to begin somewhere.</summary>
internal sealed class DeadlineRuleSurroundings(IAppDb db)
{
    /// <summary>Checks what the form cannot know; what a rule says already it may go on saying.</summary>
    public async Task EnsureFitsAsync(DeadlineRuleInput input, DeadlineRule? now, CancellationToken cancellationToken)
    {
        await db.EnsureJurisdictionAsync(input.Jurisdiction, now?.Jurisdiction, cancellationToken);
        var basis = input.LegalBasis;
        if (basis is not null && basis != now?.LegalBasis
            && !await db.LegalBases.AnyAsync(b => b.Code == basis && b.RetiredAt == null, cancellationToken))
        {
            throw new InvalidInputException("legalBasis", Words.Get("Error.UnknownCode"));
        }

        if (input.Previous is not null)
        {
            await EnsureEndsAsync(input.Code!, input.Previous, cancellationToken);
        }
    }

    private async Task EnsureEndsAsync(string code, string previous, CancellationToken cancellationToken)
    {
        var stages = await db.DeadlineRules.Select(r => new { r.Code, r.Previous }).ToDictionaryAsync(r => r.Code, r => r.Previous, StringComparer.Ordinal, cancellationToken);
        if (previous != code && !stages.ContainsKey(previous))
        {
            throw new InvalidInputException("previous", Words.Get("Error.UnknownCode"));
        }

        stages[code] = previous;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var at = code; at is not null; at = stages.GetValueOrDefault(at))
        {
            if (!seen.Add(at))
            {
                throw new InvalidInputException("previous", Words.Get("Rules.Error.NeverEnds"));
            }
        }
    }
}
