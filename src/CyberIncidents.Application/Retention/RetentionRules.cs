using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Reference;
using CyberIncidents.Domain.Retention;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Retention;

/// <summary>Lists the retention rules, those on the list first.</summary>
[RequirePermission(Permission.KeepReference, Permission.ReadCases)]
public sealed record ListRetentionRulesQuery : IQuery<Page<RetentionRuleDetail>>;

/// <summary>Reads a retention rule.</summary>
/// <param name="Id">The rule.</param>
[RequirePermission(Permission.KeepReference, Permission.ReadCases)]
public sealed record GetRetentionRuleQuery(Guid Id) : IQuery<RetentionRuleDetail>;

/// <summary>Adds a retention rule.</summary>
/// <param name="Input">The rule.</param>
[RequirePermission(Permission.KeepReference)]
public sealed record AddRetentionRuleCommand(RetentionRuleInput Input) : ICommand<Guid>;

/// <summary>Edits a retention rule, takes it off the list or puts it back.</summary>
/// <param name="Id">The rule.</param>
/// <param name="Input">What changes.</param>
/// <param name="ExpectedVersion">The version that was read; null for any.</param>
[RequirePermission(Permission.KeepReference)]
public sealed record EditRetentionRuleCommand(Guid Id, EditRetentionRuleInput Input, long? ExpectedVersion) : ICommand<Guid>;

internal sealed class RetentionRuleForm : AbstractValidator<RetentionRuleInput>
{
    public RetentionRuleForm()
    {
        RuleFor(r => r.Name).RequiredText(Validation.TitleLength);
        RuleFor(r => r.Classification).MaximumLength(Validation.CodeLength);
        RuleFor(r => r.TerroristUse).MaximumLength(Validation.CodeLength);
        RuleFor(r => r.LegalBasis).MaximumLength(Validation.CodeLength);
        RuleFor(r => r.Months).NotNull().InclusiveBetween(1, RetentionRule.LongestTerm);
        RuleFor(r => r.Source).RequiredText(2000);
        RuleFor(r => r.Confidence).Must(c => c is null or "V" or "S" or "K").WithMessage(_ => Words.Get("Error.OneOf", "V, S, K"));
    }
}

internal sealed class AddRetentionRuleValidator : AbstractValidator<AddRetentionRuleCommand>
{
    public AddRetentionRuleValidator() => RuleFor(c => c.Input).SetValidator(new RetentionRuleForm());
}

internal sealed class EditRetentionRuleValidator : AbstractValidator<EditRetentionRuleCommand>
{
    public EditRetentionRuleValidator() => RuleFor(c => c.Input.Retired.Value).NotNull().When(c => c.Input.Retired.IsSet);
}

internal sealed class ListRetentionRulesHandler(IAppDb db)
    : IQueryHandler<ListRetentionRulesQuery, Page<RetentionRuleDetail>>, IQueryHandler<GetRetentionRuleQuery, RetentionRuleDetail>
{
    public async Task<Page<RetentionRuleDetail>> Handle(ListRetentionRulesQuery query, CancellationToken cancellationToken)
    {
        var rules = await db.RetentionRules.AsNoTracking().OrderBy(r => r.Name).ThenBy(r => r.Id).ToListAsync(cancellationToken);
        return new Page<RetentionRuleDetail>([.. rules.OrderBy(r => r.RetiredAt is not null).Select(RetentionRuleDetail.Of)], null);
    }

    public async Task<RetentionRuleDetail> Handle(GetRetentionRuleQuery query, CancellationToken cancellationToken) =>
        await db.RetentionRules.AsNoTracking().SingleOrDefaultAsync(r => r.Id == query.Id, cancellationToken) is { } rule
            ? RetentionRuleDetail.Of(rule)
            : throw new NotFoundException();
}

internal sealed class AddRetentionRuleHandler(IAppDb db, TimeProvider time) : ICommandHandler<AddRetentionRuleCommand, Guid>
{
    public async Task<Guid> Handle(AddRetentionRuleCommand command, CancellationToken cancellationToken)
    {
        var input = command.Input;
        var scope = new RetentionScope(ActionInput.FirstText(input.Classification), ActionInput.FirstText(input.TerroristUse), ActionInput.FirstText(input.LegalBasis));
        await EnsureKnownAsync(scope, cancellationToken);
        var rule = new RetentionRule(input.Name!.Trim(), scope, input.Months!.Value, input.Source!.Trim(), input.Confidence ?? "K", time.GetUtcNow());
        db.RetentionRules.Add(rule);
        await db.SaveChangesAsync(cancellationToken);
        return rule.Id;
    }

    private async Task EnsureKnownAsync(RetentionScope scope, CancellationToken cancellationToken)
    {
        var wanted = new List<WantedCode>();
        if (scope.Classification is { } classification)
        {
            wanted.Add(new WantedCode(CodeLists.RsitClass, classification, null, "classification"));
        }

        if (scope.TerroristUse is { } terroristUse)
        {
            wanted.Add(new WantedCode(CodeLists.TerroristUse, terroristUse, null, "terroristUse"));
        }

        await db.EnsureCodesAsync(wanted, cancellationToken);
        // A basis that was retired is known too: requests of before rest on it.
        if (scope.LegalBasis is not null && !await db.LegalBases.AnyAsync(b => b.Code == scope.LegalBasis, cancellationToken))
        {
            throw new InvalidInputException("legalBasis", Words.Get("Error.UnknownCode"));
        }
    }
}

internal sealed class EditRetentionRuleHandler(IAppDb db, IValidator<RetentionRuleInput> form, TimeProvider time) : ICommandHandler<EditRetentionRuleCommand, Guid>
{
    public async Task<Guid> Handle(EditRetentionRuleCommand command, CancellationToken cancellationToken)
    {
        var input = command.Input;
        var rule = await db.RetentionRules.SingleOrDefaultAsync(r => r.Id == command.Id, cancellationToken) ?? throw new NotFoundException();
        rule.EnsureVersion(command.ExpectedVersion);
        var now = Merged.EnsureValid(form, new RetentionRuleInput
        {
            Name = input.Name.Or(rule.Name), Months = input.Months.Or(rule.Months), Source = input.Source.Or(rule.Source), Confidence = input.Confidence.Or(rule.Confidence),
        });
        if (input.Name.IsSet || input.Months.IsSet || input.Source.IsSet || input.Confidence.IsSet)
        {
            rule.Edit(now.Name!.Trim(), now.Months!.Value, now.Source!.Trim(), now.Confidence ?? "K");
        }

        rule.Retire(input.Retired.Or(rule.RetiredAt is not null)!.Value, time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return rule.Id;
    }
}
