using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.BrowserTests.Support;

/// <summary>The program of the functional tests, listening on a port of its own so that a browser can reach it.</summary>
internal sealed class BrowserApp : IAsyncDisposable
{
    private readonly TestApp _app;

    private BrowserApp(TestApp app, Uri address) => (_app, Address) = (app, address);

    public Uri Address { get; }

    /// <summary>Starts it.</summary>
    /// <param name="demoCases">Whether the demo's year of cases is wanted.</param>
    public static BrowserApp Start(bool demoCases)
    {
        var app = new TestApp(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Logging:LogLevel:Default"] = "Warning",
                ["Logging:LogLevel:Microsoft"] = "Warning",
                ["Logging:LogLevel:Hangfire"] = "Warning",
            },
            demoCases);
        app.UseKestrel(0);
        app.StartServer();
        return new BrowserApp(app, app.ClientOptions.BaseAddress);
    }

    /// <summary>Calls the API as somebody, for what a test only begins with.</summary>
    public async Task<ApiClient> AsAsync(string name)
    {
        var client = new ApiClient(new HttpClient { BaseAddress = Address });
        await client.SignInAsync($"{name}@demo.test", TestApp.Password);
        return client;
    }

    /// <summary>Moves the program's clock and fires what has become due.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        _app.Clock.Advance(time);
        await _app.FireDueAlarmsAsync();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
