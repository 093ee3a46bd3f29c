namespace CyberIncidents.BrowserTests.Support;

/// <summary>Somebody who plays a part of the story.</summary>
internal sealed class Player : IAsyncDisposable
{
    private readonly By _by;

    private Player(string name, Person person, By by) => (Name, Person, Hand, _by) = (name, person, new Hand(person, by), by);

    public string Name { get; }

    public Person Person { get; }

    public Hand Hand { get; }

    public static async Task<Player> ComeAsync(BrowserApp app, string name, Look look, By by) =>
        new(name, await Person.SignedInAsync(app, name, look), by);

    /// <summary>Makes a move of the case whose page is open.</summary>
    public async Task MoveCaseAsync(string move)
    {
        var before = $"form[action*='move={move}']";
        await Hand.PressAsync($"{before} button:not([type=button])");
        await Person.Page.Locator(before).WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Detached });
    }

    /// <summary>Keeps a picture and checks that the page does not scroll sideways.</summary>
    public async Task SeeAsync(string moment)
    {
        await Person.Page.Locator("h1").First.WaitForAsync();
        await Person.PictureAsync($"story-{_by}-{Name}-{moment}");
        Assert.That(await Person.SidewaysAsync(), Is.Zero, $"{Name} at {moment}, {Person.Look}: scrolls sideways");
    }

    /// <summary>A country's name in this person's language.</summary>
    public string CountryName(string english, string indonesian) => Person.Look.Language == "id" ? indonesian : english;

    /// <summary>A last picture before leaving, for whoever has to find out why a test failed.</summary>
    public async ValueTask DisposeAsync()
    {
        await Person.PictureAsync($"story-{_by}-{Name}-last");
        await Person.DisposeAsync();
    }
}
