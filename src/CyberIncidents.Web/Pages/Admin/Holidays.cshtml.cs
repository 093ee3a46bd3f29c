using System.Globalization;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Reference;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CyberIncidents.Web.Pages.Admin;

/// <summary>The holidays of a country in a year, and days off that are not those of its weekend.</summary>
internal sealed class HolidaysModel(Shell shell, IDispatcher send, HomeSettings home) : AdminPage(shell, send)
{
    [BindProperty(SupportsGet = true)]
    [ValidateNever]
    public string? Country { get; set; }

    [BindProperty(SupportsGet = true)]
    [ValidateNever]
    public string? Year { get; set; }

    /// <summary>A day and its names in each line.</summary>
    [BindProperty]
    [ValidateNever]
    public string? Lines { get; set; }

    [BindProperty]
    [ValidateNever]
    public WeekendForm Weekend { get; set; } = new();

    public IReadOnlyList<HolidayDetail> Holidays { get; private set; } = [];

    public IReadOnlyList<HolidayDetail> TakenOff { get; private set; } = [];

    public IReadOnlyList<WeekendDetail> Weekends { get; private set; } = [];

    public bool WeekendOpen { get; private set; }

    public string Place => Shell.Names.Countries.Any(c => c.Code == Country) ? Country! : home.Country;

    public int InYear => int.TryParse(Year, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 2000 and <= 2100 ? year : Shell.Here.Now.Year;

    public IEnumerable<int> Years => Enumerable.Range(Shell.Here.Now.Year - 2, 8).Append(InYear).Distinct().Order();

    public string Example => string.Create(CultureInfo.InvariantCulture, $"{InYear}-12-25 Christmas Day / Hari Raya Natal");

    public string UsualWeekend => DaysIn(Shell.Names.Countries.First(c => c.Code == Place).Weekend);

    private string Address => string.Create(CultureInfo.InvariantCulture, $"/admin/holidays?country={Place}&year={InYear}");

    public static string DaysIn(IEnumerable<DayOfWeek> days) => string.Join(", ", days.OrderBy(d => ((int)d + 6) % 7).Select(RuleWords.Day));

    public static string Date(DateOnly date) => date.ToString("ddd d MMM yyyy", CultureInfo.CurrentCulture);

    public async Task OnGetAsync()
    {
        OnceKey = NewOnceKey();
        await LoadAsync();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var (items, wrong) = HolidayLines.Read(Lines, Place);
        if (wrong.Count > 0 || items.Count == 0)
        {
            ModelState.AddModelError(nameof(Lines), wrong.Count == 0 ? Words.Get("Error.Required") : Words.Get("Rules.Error.Line", string.Join(", ", wrong)));
            return await AgainAsync();
        }

        if (await TryOnceAsync(() => Send.SendAsync(new AddHolidaysCommand(new AddHolidaysInput { Items = items }), Gone), string.Empty))
        {
            return Done(Address, Words.Get("Rules.HolidaysAdded", items.Count));
        }

        HolidayLines.ToTheField(ModelState, nameof(Lines));
        return await AgainAsync();
    }

    public async Task<IActionResult> OnPostRetireAsync(Guid id, long? version, bool retired)
    {
        var edit = new EditHolidayInput { Retired = new(true, retired) };
        return await TryAsync(() => Send.SendAsync(new EditHolidayCommand(id, edit, version), Gone))
            ? Done(Address, Words.Get(retired ? "Rules.IsTakenOff" : "Rules.IsBack"))
            : await AgainAsync();
    }

    public async Task<IActionResult> OnPostWeekendAsync(Guid id, long? version, bool retired)
    {
        var edit = new EditWeekendInput { Retired = new(true, retired) };
        return await TryAsync(() => Send.SendAsync(new EditWeekendCommand(id, edit, version), Gone))
            ? Done(Address, Words.Get(retired ? "Rules.IsTakenOff" : "Rules.IsBack"))
            : await AgainAsync();
    }

    public async Task<IActionResult> OnPostAddWeekendAsync()
    {
        var input = new WeekendInput { Country = Place, Area = TypedFields.OrNull(Weekend.Area), Weekend = Weekend.Days, Source = Weekend.Source };
        WeekendOpen = true;
        var done = await TryAsync(() => Send.SendAsync(new AddWeekendCommand(input), Gone), nameof(Weekend));
        ModelState.Rename("Weekend.weekend", "Weekend.Days");
        ModelState.Rename("Weekend.country", "Weekend.Area");
        return done ? Done(Address, Words.Get("Rules.Added")) : await AgainAsync();
    }

    private async Task<IActionResult> AgainAsync()
    {
        if (Stale)
        {
            Refuse("conflict");
        }

        Response.StatusCode = Response.StatusCode == StatusCodes.Status200OK ? StatusCodes.Status400BadRequest : Response.StatusCode;
        OnceKey ??= NewOnceKey();
        await LoadAsync();
        return Page();
    }

    private async Task LoadAsync()
    {
        var page = new PageRequest(PageRequest.MaxLimit);
        Holidays = (await Send.SendAsync(new ListHolidaysQuery(Place, InYear, false, page), Gone)).Items;
        TakenOff = (await Send.SendAsync(new ListHolidaysQuery(Place, InYear, true, page), Gone)).Items;
        Weekends = (await Send.SendAsync(new ListWeekendsQuery(Place), Gone)).Items;
    }
}

/// <summary>What is typed of days off.</summary>
internal sealed class WeekendForm
{
    public string? Area { get; set; }

    public List<DayOfWeek> Days { get; set; } = [];

    public string? Source { get; set; }
}
