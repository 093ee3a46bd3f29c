using System.Collections.Concurrent;
using System.Globalization;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.FunctionalTests.Support;
using Microsoft.Playwright;

namespace CyberIncidents.BrowserTests.Support;

/// <summary>How a person looks at the pages.</summary>
/// <param name="Width">Of the window, in CSS pixels.</param>
/// <param name="Language"><c>en</c> or <c>id</c>.</param>
/// <param name="Dark">Whether the system is dark.</param>
/// <param name="Scripts">Whether scripts run.</param>
internal sealed record Look(int Width = 1440, string Language = "en", bool Dark = false, bool Scripts = true)
{
    public bool Phone => Width < 768;

    public override string ToString() => $"{Width}-{Language}-{(Dark ? "dark" : "light")}{(Scripts ? string.Empty : "-noscript")}";
}

/// <summary>Somebody with a browser of their own. Whatever the console, the content policy or the network complains of is kept.</summary>
internal sealed class Person : IAsyncDisposable
{
    private const string ReportPolicy = """
        window.addEventListener('securitypolicyviolation', (e) => console.error(`CSP: ${e.violatedDirective} ${e.blockedURI} ${e.sourceFile ?? ''}`));
        """;

    /// <summary>Milliseconds that a busy machine may take for one step.</summary>
    private const int Patience = 60_000;

    private readonly IBrowserContext _context;

    private Person(IBrowserContext context, IPage page, Look look)
    {
        (_context, Page, Look) = (context, page, look);
        page.Console += (_, message) => Keep(message.Type is "error" or "warning", $"console: {message.Text}");
        page.PageError += (_, error) => Complaints.Enqueue($"script: {error}");
        page.Response += (_, response) => Keep(response.Status >= 500, $"{response.Status} {response.Url}");
        page.RequestFailed += (_, request) => Keep(
            request.Failure is not "net::ERR_ABORTED", $"{request.Failure} {request.Url}");
    }

    public IPage Page { get; }

    public Look Look { get; }

    /// <summary>Everything that went wrong and would not show on the page.</summary>
    public ConcurrentQueue<string> Complaints { get; } = new();

    public static async Task<Person> ComeAsync(BrowserApp app, Look look)
    {
        var context = await Chromium.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = app.Address.ToString(),
            ViewportSize = new ViewportSize { Width = look.Width, Height = Height(look) },
            Locale = look.Language == "id" ? "id-ID" : "en-GB",
            ColorScheme = look.Dark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = look.Scripts,
            HasTouch = look.Phone,
            TimezoneId = "Asia/Jakarta",
        });
        context.SetDefaultTimeout(Patience);
        context.SetDefaultNavigationTimeout(Patience);
        await context.AddInitScriptAsync(ReportPolicy);
        return new Person(context, await context.NewPageAsync(), look);
    }

    /// <summary>A person who has signed in; <paramref name="name"/> as in <c>liaison.nl</c>.</summary>
    public static async Task<Person> SignedInAsync(BrowserApp app, string name, Look look)
    {
        var person = await ComeAsync(app, look);
        await person.OpenAsync("/sign-in");
        await person.Page.Locator("#Email").FillAsync($"{name}@demo.test");
        await person.Page.Locator("#Password").FillAsync(TestApp.Password);
        await person.Page.Locator("main button").First.ClickAsync();
        await person.Page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal), new() { WaitUntil = Microsoft.Playwright.WaitUntilState.Commit });
        return person;
    }

    /// <summary>A text of the pages in this person's language.</summary>
    public string Say(string key, params object?[] arguments)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(Look.Language);
            return Words.Get(key, arguments);
        }
        finally
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = before;
        }
    }

    public async Task<IResponse> OpenAsync(string path) =>
        await Page.GotoAsync(path) ?? throw new InvalidOperationException($"No answer from {path}.");

    /// <summary>Keeps a picture of the page where <c>PICTURES</c> says; without it none is taken, since 300 of them take minutes.</summary>
    public async Task PictureAsync(string name)
    {
        if (Pictures.Folder is not { } folder)
        {
            return;
        }

        var file = Path.Combine(folder, $"{name}-{Look}.png");
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = file, FullPage = true, Animations = ScreenshotAnimations.Disabled });
        TestContext.AddTestAttachment(file);
    }

    /// <summary>By how much the page is wider than the window, in CSS pixels.</summary>
    public Task<int> SidewaysAsync() =>
        Page.EvaluateAsync<int>("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - document.documentElement.clientWidth");

    /// <summary>The same in a window of another width; it is as wide as it was again afterwards.</summary>
    public async Task<int> SidewaysAsync(int width)
    {
        await Page.SetViewportSizeAsync(width, Height(Look));
        var sideways = await SidewaysAsync();
        await Page.SetViewportSizeAsync(Look.Width, Height(Look));
        return sideways;
    }

    public async ValueTask DisposeAsync() => await _context.CloseAsync();

    private static int Height(Look look) => look.Phone ? 780 : 1000;

    private void Keep(bool wrong, string complaint)
    {
        if (wrong)
        {
            Complaints.Enqueue(complaint);
        }
    }
}

/// <summary>Where the pictures of the run are kept; null where nobody asked for them.</summary>
internal static class Pictures
{
    public static string? Folder { get; } = Environment.GetEnvironmentVariable("PICTURES") is { Length: > 0 } named
        ? Directory.CreateDirectory(named).FullName
        : null;
}
