using System.Globalization;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Visibility.Histories;

/// <summary>The program with its people, beside the model of what they may see.</summary>
internal sealed class World : IAsyncDisposable
{
    private static readonly string[] Labels = ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"];

    private readonly TestApp _app;
    private int _words;

    private World(TestApp app) => _app = app;

    public static readonly IReadOnlyList<string> Countries = ["NL", "SG", "MY", "AU"];

    public List<Actor> Actors { get; } = [];

    public Dictionary<string, Guid> Organisations { get; } = new(StringComparer.Ordinal);

    /// <summary>All cases of the run: figures count them all.</summary>
    public List<Case> Cases { get; } = [];

    /// <summary>Those of the present history.</summary>
    public List<Case> Present { get; } = [];

    /// <summary>The numbers of releases that the model follows.</summary>
    public HashSet<string> Numbers { get; } = new(StringComparer.Ordinal);

    public string Tag { get; private set; } = string.Empty;

    public IReadOnlyList<Actor> Nationals => [.. Actors.Where(a => a.IsNational)];

    public IReadOnlyList<Actor> Liaisons => [.. Actors.Where(a => !a.IsNational)];

    public static async Task<World> BuildAsync()
    {
        var app = new TestApp();
        var world = new World(app);
        using var admin = await app.AsAsync("admin");
        foreach (var country in Countries)
        {
            world.Organisations[country] = await admin.OrganisationAsync(country);
        }

        await world.AddAsync("analyst", await app.AsAsync("analyst"), null);
        await world.AddAsync("stranger", await app.HireAsync("stranger"), null);
        await world.AddAsync("manager", await app.AsAsync("manager"), null, true);
        await world.AddAsync("deputy", await app.HireAsync("deputy", "Manager"), null, true);
        await world.AddAsync("liaison.nl", await app.AsAsync("liaison.nl"), "NL");
        await world.AddAsync("second.nl", await app.HireAsync("second.nl", "LiaisonOfficer", "NL"), "NL");
        await world.AddAsync("liaison.sg", await app.AsAsync("liaison.sg"), "SG");
        await world.AddAsync("liaison.my", await app.HireAsync("liaison.my", "LiaisonOfficer", "MY"), "MY");
        return world;
    }

    public void Begin(int number)
    {
        Present.Clear();
        Tag = $"h{number.ToString(CultureInfo.InvariantCulture)}";
    }

    public void Add(Case c)
    {
        Cases.Add(c);
        Present.Add(c);
    }

    /// <summary>A word that stands in one place only.</summary>
    public string NewWord() => $"Qx{(++_words).ToString(CultureInfo.InvariantCulture)}z";

    public static string Label(Mark mark) => Labels[(int)mark];

    public async ValueTask DisposeAsync()
    {
        Actors.ForEach(a => a.Client.Dispose());
        await _app.DisposeAsync();
    }

    private async Task AddAsync(string name, ApiClient client, string? country, bool isManager = false) =>
        Actors.Add(new Actor(name, client, await client.MyIdAsync(), country, isManager));
}
