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

/// <summary>The keys of holidays in an answer.</summary>
/// <param name="Ids">The holidays.</param>
/// <param name="Several">Whether they were added as a list.</param>
public sealed record HolidayKeys(IReadOnlyList<Guid> Ids, bool Several);

/// <summary>Lists the public holidays by date.</summary>
/// <param name="Country">Only of this country.</param>
/// <param name="Year">Only of this year.</param>
/// <param name="Retired">Those that were taken off the list instead of those on it.</param>
/// <param name="Page">Which page; sorted by <c>date</c>.</param>
[RequirePermission(Permission.SignedIn)]
public sealed record ListHolidaysQuery(string? Country, int? Year, bool? Retired, PageRequest Page) : IQuery<Page<HolidayDetail>>;

/// <summary>Reads a public holiday.</summary>
/// <param name="Id">The holiday.</param>
[RequirePermission(Permission.SignedIn)]
public sealed record GetHolidayQuery(Guid Id) : IQuery<HolidayDetail>;

/// <summary>Adds public holidays; one that was taken off the list comes back under its new names.</summary>
/// <param name="Input">Which.</param>
[RequirePermission(Permission.KeepReference)]
public sealed record AddHolidaysCommand(AddHolidaysInput Input) : ICommand<HolidayKeys>;

/// <summary>Edits a public holiday, takes it off the list or puts it back.</summary>
/// <param name="Id">The holiday.</param>
/// <param name="Input">What changes.</param>
/// <param name="ExpectedVersion">The version that was read; see <see cref="ReadVersion"/>; null for any.</param>
[RequirePermission(Permission.KeepReference)]
public sealed record EditHolidayCommand(Guid Id, EditHolidayInput Input, long? ExpectedVersion) : ICommand<HolidayKeys>;

internal sealed class AddHolidaysValidator : AbstractValidator<AddHolidaysCommand>
{
    public AddHolidaysValidator()
    {
        RuleFor(c => c.Input.Items).NotEmpty().When(c => c.Input.Items is not null);
        RuleFor(c => c.Input.Items!.Count).LessThanOrEqualTo(PageRequest.MaxLimit).When(c => c.Input.Items is not null).OverridePropertyName("items");
        RuleForEach(c => c.Input.Items).NotNull().SetValidator(new HolidayForm());
        RuleFor(c => c.Input.Country).Null().When(c => c.Input.Items is not null);
        RuleFor(c => c.Input.Date).Null().When(c => c.Input.Items is not null);
        RuleFor(c => c.Input.NameEn).Null().When(c => c.Input.Items is not null);
        RuleFor(c => c.Input.NameId).Null().When(c => c.Input.Items is not null);
        RuleFor(c => c.Input.All[0]).SetValidator(new HolidayForm()).When(c => c.Input.Items is null).OverridePropertyName("Input");
    }
}

internal sealed class HolidayForm : AbstractValidator<HolidayInput>
{
    public HolidayForm()
    {
        RuleFor(h => h.Country).RequiredText(2);
        RuleFor(h => h.Date).NotNull();
        RuleFor(h => h.Date).Must(d => d is null or { Year: >= 2000 and <= 2100 }).WithMessage(_ => Words.Get("Rules.Error.Year"));
        RuleFor(h => h.NameEn).RequiredText(Validation.TitleLength);
        RuleFor(h => h.NameId).OptionalText(Validation.TitleLength);
    }
}

internal sealed class EditHolidayValidator : AbstractValidator<EditHolidayCommand>
{
    public EditHolidayValidator()
    {
        RuleFor(c => c.Input.NameEn.Value).RequiredText(Validation.TitleLength).When(c => c.Input.NameEn.IsSet);
        RuleFor(c => c.Input.NameId.Value).RequiredText(Validation.TitleLength).When(c => c.Input.NameId.IsSet);
        RuleFor(c => c.Input.Retired.Value).NotNull().When(c => c.Input.Retired.IsSet);
    }
}

internal sealed class ListHolidaysHandler(IAppDb db) : IQueryHandler<ListHolidaysQuery, Page<HolidayDetail>>
{
    private const string Sort = "date";

    public async Task<Page<HolidayDetail>> Handle(ListHolidaysQuery query, CancellationToken cancellationToken)
    {
        var limit = query.Page.EffectiveLimit;
        if (!string.IsNullOrEmpty(query.Page.Sort) && query.Page.Sort != Sort)
        {
            throw new InvalidInputException("sort", Words.Get("Error.OneOf", Sort));
        }

        var source = Found(query);
        int? count = query.Page.Count == true ? await source.CountAsync(cancellationToken) : null;
        if (Keyset.Decode(query.Page.After, Sort) is var (at, id))
        {
            var day = DateOnly.FromDateTime(at.UtcDateTime);
            source = source.Where(h => h.Date > day || (h.Date == day && h.Id.CompareTo(id) > 0));
        }

        var rows = await source.AsNoTracking().OrderBy(h => h.Date).ThenBy(h => h.Id).Take(limit + 1).ToListAsync(cancellationToken);
        var items = rows.Take(limit).Select(HolidayDetail.Of).ToList();
        return new Page<HolidayDetail>(
            items, rows.Count > limit ? Keyset.Encode(Sort, new DateTimeOffset(items[^1].Date, TimeOnly.MinValue, TimeSpan.Zero), items[^1].Id) : null, count);
    }

    private IQueryable<Holiday> Found(ListHolidaysQuery query)
    {
        var retired = query.Retired == true;
        var source = db.Holidays.Where(h => h.RetiredAt != null == retired && (query.Country == null || h.Country == query.Country));
        if (query.Year is not { } year)
        {
            return source;
        }

        if (year is < 1 or > 9999)
        {
            throw new InvalidInputException("year", Words.Get("Rules.Error.Year"));
        }

        var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        return source.Where(h => h.Date >= first && h.Date <= last);
    }
}

internal sealed class GetHolidayHandler(IAppDb db) : IQueryHandler<GetHolidayQuery, HolidayDetail>
{
    public async Task<HolidayDetail> Handle(GetHolidayQuery query, CancellationToken cancellationToken) =>
        await db.Holidays.AsNoTracking().SingleOrDefaultAsync(h => h.Id == query.Id, cancellationToken) is { } holiday
            ? HolidayDetail.Of(holiday)
            : throw new NotFoundException();
}

internal sealed class AddHolidaysHandler(IAppDb db, TimeProvider time) : ICommandHandler<AddHolidaysCommand, HolidayKeys>
{
    public async Task<HolidayKeys> Handle(AddHolidaysCommand command, CancellationToken cancellationToken)
    {
        var input = command.Input;
        await EnsureCountriesAsync(input, cancellationToken);
        var days = input.All.Select(h => h.Date!.Value).Distinct().ToList();
        var present = (await db.Holidays.Where(h => days.Contains(h.Date)).ToListAsync(cancellationToken)).ToDictionary(h => (h.Country, h.Date));
        var added = new List<Guid>();
        for (var i = 0; i < input.All.Count; i++)
        {
            var (country, date, nameEn, nameId) = input.All[i];
            var (key, en, other) = ((Country: country!, Date: date!.Value), nameEn!.Trim(), string.IsNullOrWhiteSpace(nameId) ? nameEn.Trim() : nameId.Trim());
            if (!present.TryGetValue(key, out var holiday))
            {
                present[key] = holiday = new Holiday(key.Country, key.Date, en, other, time.GetUtcNow());
                db.Holidays.Add(holiday);
            }
            else if (holiday.RetiredAt is not null)
            {
                holiday.Edit(en, other, retired: false, time.GetUtcNow());
            }
            else
            {
                throw new InvalidInputException(input.FieldOf(i, "date"), Words.Get("Rules.Error.HolidayTwice"));
            }

            added.Add(holiday.Id);
        }

        await db.SaveChangesAsync(cancellationToken);
        return new HolidayKeys(added, input.Items is not null);
    }

    private async Task EnsureCountriesAsync(AddHolidaysInput input, CancellationToken cancellationToken)
    {
        var asked = input.All.Select(h => h.Country!).Distinct(StringComparer.Ordinal).ToList();
        var known = await db.Countries.Where(c => asked.Contains(c.Code) && c.RetiredAt == null).Select(c => c.Code).ToListAsync(cancellationToken);
        var wrong = Enumerable.Range(0, input.All.Count).Where(i => !known.Contains(input.All[i].Country!, StringComparer.Ordinal)).ToList();
        if (wrong.Count > 0)
        {
            throw InvalidInputException.Same(wrong.Select(i => input.FieldOf(i, "country")), Words.Get("Error.UnknownCode"));
        }
    }
}

internal sealed class EditHolidayHandler(IAppDb db, TimeProvider time) : ICommandHandler<EditHolidayCommand, HolidayKeys>
{
    public async Task<HolidayKeys> Handle(EditHolidayCommand command, CancellationToken cancellationToken)
    {
        var input = command.Input;
        var holiday = await db.Holidays.SingleOrDefaultAsync(h => h.Id == command.Id, cancellationToken) ?? throw new NotFoundException();
        holiday.EnsureVersion(command.ExpectedVersion);
        holiday.Edit(
            input.NameEn.Or(holiday.NameEn)!.Trim(), input.NameId.Or(holiday.NameId)!.Trim(), input.Retired.Or(holiday.RetiredAt is not null)!.Value, time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return new HolidayKeys([holiday.Id], false);
    }
}
