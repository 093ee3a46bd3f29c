using System.Net;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;

namespace CyberIncidents.FunctionalTests.Sharing;

/// <summary>A case that NL and SG were told of, AU was told and taken out, MY is only proposed; two managers and an analyst.</summary>
internal sealed class ReleaseScene : IAsyncDisposable
{
    private readonly List<ApiClient> _clients = [];

    private ReleaseScene(TestApp app) => App = app;

    public TestApp App { get; }

    public ApiClient Analyst => _clients[0];

    public ApiClient Manager => _clients[1];

    public ApiClient Deputy => _clients[2];

    public ApiClient Nl => _clients[3];

    public ApiClient Sg => _clients[4];

    public string Incident { get; private set; } = string.Empty;

    public string Path => $"/api/v1/incidents/{Incident}/releases";

    public IReadOnlyDictionary<string, Guid> Organisations { get; private set; } = new Dictionary<string, Guid>(StringComparer.Ordinal);

    public static async Task<ReleaseScene> BuildAsync(bool second = false, string tlp = "AMBER", bool named = true)
    {
        var scene = new ReleaseScene(new TestApp(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Sharing:SecondApproval"] = second ? "true" : "false" }));
        scene._clients.AddRange([await scene.App.AsAsync("analyst"), await scene.App.AsAsync("manager"), await scene.App.HireAsync("deputy", "Manager")]);
        scene._clients.AddRange([await scene.App.AsAsync("liaison.nl"), await scene.App.AsAsync("liaison.sg")]);
        var persons = new List<Guid> { await scene.Manager.MyIdAsync(), await scene.Deputy.MyIdAsync() };
        if (named)
        {
            persons.Add(await scene.Nl.MyIdAsync());
        }

        scene.Incident = await scene.Analyst.ActiveCaseAsync(Cases.NewIncident(tlp: tlp, countries: ["NL", "SG", "AU", "MY"], named: [.. persons]));
        foreach (var country in new[] { "NL", "SG", "AU" })
        {
            await scene.Manager.NotifyAsync(scene.Incident, country);
        }

        var au = await scene.Manager.ParticipationAsync(scene.Incident, "AU");
        await scene.Manager.ActAsync($"incidents/{scene.Incident}/participations/{au["id"]}", "withdraw", new { reason = "Not needed" });
        using var admin = await scene.App.AsAsync("admin");
        var organisations = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var country in new[] { "NL", "SG", "AU", "MY", "JP" })
        {
            organisations[country] = await admin.OrganisationAsync(country);
        }

        organisations["ID"] = Guid.Parse((await scene.Analyst.GetAsync("/api/v1/me")).Text("organisation.id"));
        scene.Organisations = organisations;
        return scene;
    }

    public object Body(string[] observables, string[] countries, string? note = null, string? redactionNote = null) => new
    {
        items = observables.Select(o => new { type = "Observable", id = o }),
        receivers = countries.Select(c => Organisations[c]),
        note,
        redactionNote,
    };

    /// <summary>Asks for a release of observables, and expects it to be made.</summary>
    public async Task<Answer> ReleaseAsync(ApiClient who, string observable, string country, string? note = null, string? redactionNote = null) =>
        (await who.PostAsync(Path, Body([observable], [country], note, redactionNote))).Expect(HttpStatusCode.Created);

    public Task<int> LoggedAsync() => Manager.RowsAsync(Path);

    public ValueTask DisposeAsync()
    {
        _clients.ForEach(c => c.Dispose());
        return App.DisposeAsync();
    }
}
