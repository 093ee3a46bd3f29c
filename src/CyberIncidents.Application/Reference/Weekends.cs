using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Reference;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Reference;

/// <summary>The key of an override in an answer.</summary>
/// <param name="Id">The override.</param>
public sealed record WeekendKey(Guid Id);

/// <summary>Lists days off that are not those of CLDR, retired ones too.</summary>
/// <param name="Country">Only of this country.</param>
[RequirePermission(Permission.SignedIn)]
public sealed record ListWeekendsQuery(string? Country) : IQuery<Page<WeekendDetail>>;

/// <summary>Reads an override.</summary>
/// <param name="Id">The override.</param>
[RequirePermission(Permission.SignedIn)]
public sealed record GetWeekendQuery(Guid Id) : IQuery<WeekendDetail>;

/// <summary>Adds an override; one that was taken off the list comes back.</summary>
/// <param name="Input">Which.</param>
[RequirePermission(Permission.KeepReference)]
public sealed record AddWeekendCommand(WeekendInput Input) : ICommand<WeekendKey>;

/// <summary>Edits an override, takes it off the list or puts it back.</summary>
/// <param name="Id">The override.</param>
/// <param name="Input">What changes.</param>
/// <param name="ExpectedVersion">The version that was read; see <see cref="ReadVersion"/>; null for any.</param>
[RequirePermission(Permission.KeepReference)]
public sealed record EditWeekendCommand(Guid Id, EditWeekendInput Input, long? ExpectedVersion) : ICommand<WeekendKey>;

internal sealed class AddWeekendValidator : AbstractValidator<AddWeekendCommand>
{
    public AddWeekendValidator()
    {
        RuleFor(c => c.Input.Country).RequiredText(2);
        RuleFor(c => c.Input.Area).OptionalText(Validation.TitleLength);
        RuleFor(c => c.Input.Weekend).NotEmpty().DaysOff();
        RuleForEach(c => c.Input.Weekend).IsInEnum();
        RuleFor(c => c.Input.Source).RequiredText(2000);
    }
}

internal sealed class EditWeekendValidator : AbstractValidator<EditWeekendCommand>
{
    public EditWeekendValidator()
    {
        RuleFor(c => c.Input.Weekend.Value).NotEmpty().When(c => c.Input.Weekend.IsSet);
        RuleFor(c => c.Input.Weekend.Value).DaysOff();
        RuleForEach(c => c.Input.Weekend.Value).IsInEnum();
        RuleFor(c => c.Input.Source.Value).RequiredText(2000).When(c => c.Input.Source.IsSet);
        RuleFor(c => c.Input.Retired.Value).NotNull().When(c => c.Input.Retired.IsSet);
    }
}

internal sealed class ListWeekendsHandler(IAppDb db) : IQueryHandler<ListWeekendsQuery, Page<WeekendDetail>>
{
    public async Task<Page<WeekendDetail>> Handle(ListWeekendsQuery query, CancellationToken cancellationToken)
    {
        var rows = await db.WeekendOverrides.AsNoTracking().Where(w => query.Country == null || w.Country == query.Country)
            .OrderBy(w => w.Country).ThenBy(w => w.Area).ToListAsync(cancellationToken);
        return new Page<WeekendDetail>([.. rows.Select(WeekendDetail.Of)], null);
    }
}

internal sealed class GetWeekendHandler(IAppDb db) : IQueryHandler<GetWeekendQuery, WeekendDetail>
{
    public async Task<WeekendDetail> Handle(GetWeekendQuery query, CancellationToken cancellationToken) =>
        await db.WeekendOverrides.AsNoTracking().SingleOrDefaultAsync(w => w.Id == query.Id, cancellationToken) is { } found
            ? WeekendDetail.Of(found)
            : throw new NotFoundException();
}

internal sealed class AddWeekendHandler(IAppDb db, TimeProvider time) : ICommandHandler<AddWeekendCommand, WeekendKey>
{
    public async Task<WeekendKey> Handle(AddWeekendCommand command, CancellationToken cancellationToken)
    {
        var input = command.Input;
        var (country, area, days) = (input.Country!, input.Area?.Trim() ?? string.Empty, DaysOffRules.InOrder(input.Weekend!));
        if (!await db.Countries.AnyAsync(c => c.Code == country && c.RetiredAt == null, cancellationToken))
        {
            throw new InvalidInputException("country", Words.Get("Error.UnknownCode"));
        }

        var found = await db.WeekendOverrides.SingleOrDefaultAsync(w => w.Country == country && w.Area == area, cancellationToken);
        if (found is { RetiredAt: null })
        {
            throw new InvalidInputException(area.Length == 0 ? "country" : "area", Words.Get("Rules.Error.WeekendTwice"));
        }

        if (found is null)
        {
            found = new WeekendOverride(country, area, days, input.Source!.Trim(), time.GetUtcNow());
            db.WeekendOverrides.Add(found);
        }
        else
        {
            found.Edit(days, input.Source!.Trim(), retired: false, time.GetUtcNow());
        }

        await db.SaveChangesAsync(cancellationToken);
        return new WeekendKey(found.Id);
    }
}

internal sealed class EditWeekendHandler(IAppDb db, TimeProvider time) : ICommandHandler<EditWeekendCommand, WeekendKey>
{
    public async Task<WeekendKey> Handle(EditWeekendCommand command, CancellationToken cancellationToken)
    {
        var input = command.Input;
        var found = await db.WeekendOverrides.SingleOrDefaultAsync(w => w.Id == command.Id, cancellationToken) ?? throw new NotFoundException();
        found.EnsureVersion(command.ExpectedVersion);
        found.Edit(
            input.Weekend.Value is { } days ? DaysOffRules.InOrder(days) : found.Weekend, input.Source.Or(found.Source)!.Trim(),
            input.Retired.Or(found.RetiredAt is not null)!.Value, time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return new WeekendKey(found.Id);
    }
}

/// <summary>What days off have to be: a week without a working day would never end a period.</summary>
internal static class DaysOffRules
{
    public static IRuleBuilderOptions<T, IReadOnlyList<DayOfWeek>?> DaysOff<T>(this IRuleBuilder<T, IReadOnlyList<DayOfWeek>?> rule) =>
        rule.Must(days => days is null || days.Distinct().Count() < 7).WithMessage(_ => Words.Get("Rules.Error.AllDaysOff"));

    /// <summary>Each day once, Monday first.</summary>
    public static IReadOnlyList<DayOfWeek> InOrder(IEnumerable<DayOfWeek> days) => [.. days.Distinct().OrderBy(d => ((int)d + 6) % 7)];
}
