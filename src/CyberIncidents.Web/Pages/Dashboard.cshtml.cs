using System.Globalization;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Dashboards;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Web.Pages.Ui;

namespace CyberIncidents.Web.Pages;

/// <summary>The figures of managers and analysts; each leads to the list of what it counts.</summary>
internal sealed class DashboardModel(Shell shell, IDispatcher send, HomeSettings home) : AppPage(shell, send)
{
    public Dashboard Figures { get; private set; } = null!;

    /// <summary>The house's own country: an outline on the map.</summary>
    public string Home => home.Country;

    public Classes CountryClasses { get; private set; } = Classes.For(0);

    public IReadOnlyList<BarGroup> Groups { get; private set; } = [];

    /// <summary>The tasks of organisations at home, which no figure of a country holds.</summary>
    public IReadOnlyList<HomeFigure> AtHome { get; private set; } = [];

    public async Task OnGetAsync()
    {
        AtHome = (await Send.SendAsync(new GetHomeFiguresQuery(), Gone)).Items;
        Figures = await Send.SendAsync(new GetDashboardQuery(), Gone);
        CountryClasses = Classes.For(Figures.OpenByCountry.Select(c => c.Count).DefaultIfEmpty().Max());
        Groups =
        [
            new("status", Figures.OpenByStatus, f => Words.Get($"Terms.IncidentStatus.{f.Key}")),
            new("severity", Figures.OpenBySeverity, f => Words.Get($"Terms.Severity.{f.Key}")) { SeverityOf = f => Enum.Parse<Severity>(f.Key) },
            new("age", Figures.OpenByAge, f => Words.Get($"Figures.Age.{f.Key}")) { InSteps = true },
            new("class", Figures.OpenByClass, f => Shell.Names.Class(f.Key)),
            new("terrorist-use", Figures.OpenByTerroristUse, f => Shell.Names.TerroristUse(f.Key)) { Overlap = true },
        ];
    }

    /// <summary>The page that lists what a figure counts: the address of the API's list without its prefix.</summary>
    public static string ListOf(Figure figure)
    {
        const string api = "/api/v1";
        return figure.Query.StartsWith(api, StringComparison.Ordinal) ? figure.Query[api.Length..] : figure.Query;
    }

    /// <summary>All that a row of figures by month counts: from the first month on.</summary>
    public static Figure Since(IReadOnlyList<Figure> months)
    {
        var first = months[0].Query;
        return new Figure("since", months.Sum(m => m.Count), first[..first.IndexOf('&', StringComparison.Ordinal)]);
    }

    /// <summary>Silent requests to a country; null where it has none.</summary>
    public Figure? SilentIn(string country) => Figures.SilentByCountry.FirstOrDefault(f => f.Key == country);

    /// <summary>The day to which the running month is counted, in the reader's zone.</summary>
    public string Today => DateTime.Parse(Shell.Here.Field(Figures.AsOf), CultureInfo.InvariantCulture).ToString("d MMM", CultureInfo.CurrentCulture);

    /// <summary>The name of a month, in full or short.</summary>
    public static string MonthName(string month, string pattern) =>
        DateTime.ParseExact(month, "yyyy-MM", CultureInfo.InvariantCulture).ToString(pattern, CultureInfo.CurrentCulture);
}

/// <summary>Figures that are shown as bars, one below the other.</summary>
/// <param name="Id">Names the card; its words are <c>Figures.{Id}</c>.</param>
/// <param name="Figures">What is counted.</param>
/// <param name="NameOf">What a figure is called.</param>
internal sealed record BarGroup(string Id, IReadOnlyList<Figure> Figures, Func<Figure, string> NameOf)
{
    /// <summary>One case may be in several.</summary>
    public bool Overlap { get; init; }

    /// <summary>From pale to dark, for what has an order.</summary>
    public bool InSteps { get; init; }

    /// <summary>The severity that a figure stands for.</summary>
    public Func<Figure, Severity>? SeverityOf { get; init; }

    public int Total => Figures.Sum(f => f.Count);

    /// <summary>The length of a bar, against the longest one.</summary>
    public string Width(Figure figure) => Share.Of(figure.Count, Figures.Max(f => f.Count));

    /// <summary>Which of the pale to dark colours; 0 for the one colour of bars without an order.</summary>
    public int Step(int index) => InSteps ? index + 2 : 0;
}

/// <summary>The colours of bars and of the map's key, pale to dark.</summary>
internal static class Steps
{
    /// <summary>The class that fills a mark.</summary>
    public static string Fill(int step) => step switch
    {
        1 => "step-1",
        2 => "step-2",
        3 => "step-3",
        4 => "step-4",
        5 => "step-5",
        _ => "step-plain",
    };
}

/// <summary>Parts of a whole.</summary>
internal static class Share
{
    /// <summary>In percent, as an SVG attribute has it; a count that is not 0 can be seen.</summary>
    public static string Of(int count, int whole) =>
        count == 0 ? "0" : Math.Max(1.5, 100.0 * count / Math.Max(1, whole)).ToString("0.#", CultureInfo.InvariantCulture) + "%";
}

/// <summary>Four classes of counts, so that a map can be read: their bounds grow with the largest count.</summary>
internal sealed record Classes(IReadOnlyList<int> From)
{
    private static readonly int[][] Scales = [[1, 3, 6, 11], [1, 11, 26, 51], [1, 51, 101, 251], [1, 251, 501, 1001], [1, 1001, 2501, 5001]];

    /// <summary>The finest classes of which the last does not hold nearly all.</summary>
    public static Classes For(int largest) => new(Array.Find(Scales, s => largest < 4 * s[^1]) ?? Scales[^1]);

    /// <summary>1 to 4; 0 for none.</summary>
    public int Of(int count) => From.Count(f => f <= count);

    /// <summary>The words of a class, 0 to 4.</summary>
    public string Name(int step)
    {
        if (step == 0)
        {
            return Words.Get("Figures.ClassNone");
        }

        var from = From[step - 1];
        var to = step < From.Count ? From[step] - 1 : from;
        return step == From.Count ? Words.Get("Figures.ClassAndMore", from)
            : Words.Get(to - from == 1 ? "Figures.ClassOr" : "Figures.ClassTo", from, to);
    }
}
