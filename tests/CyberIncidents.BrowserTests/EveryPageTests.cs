using CyberIncidents.BrowserTests.Support;

namespace CyberIncidents.BrowserTests;

/// <summary>Each page of each role, on the demo's year of cases: nothing serious from axe, no complaint of the console, no sideways scroll.</summary>
[Parallelizable(ParallelScope.Children)]
public sealed class EveryPageTests
{
    /// <summary>In CSS pixels; measured beside the wide look, since a look of its own would visit each page once more.</summary>
    private const int LaptopWidth = 1024;

    private static readonly Look[] Looks = [new(), new(Dark: true), new(360, "id")];

    /// <summary>
    /// For the eye alone: on a phone the dark theme moves nothing, and its colours are those of the wide page; longer words are found out
    /// on the phone first, and they are the Indonesian ones.
    /// </summary>
    private static readonly Look[] LooksOfPictures = Pictures.Folder is null ? [] : [new(360), new(360, Dark: true), new(Language: "id")];

    private static BrowserApp App { get; set; } = null!;

    [OneTimeSetUp]
    public static void Start() => App = BrowserApp.Start(demoCases: true);

    [OneTimeTearDown]
    public static async Task StopAsync() => await App.DisposeAsync();

    [Test]
    public async Task Signed_out() => await VisitAsync(null, ["/sign-in", "/sign-out", "/set-up/none", "/not-allowed", "/no-such-page"]);

    [Test]
    public async Task Axe_finds_what_is_wrong_with_a_page()
    {
        await using var person = await Person.ComeAsync(App, new Look());
        await person.OpenAsync("/sign-in");
        await person.Page.EvaluateAsync("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"/favicon.svg\"><p id=\"pale\">pale</p>')");
        await person.Page.EvaluateAsync("Object.assign(document.querySelector('#pale').style, { color: '#ddd', background: '#fff' })");
        Assert.That(await Axe.FaultsAsync(person), Has.Some.StartsWith("image-alt").And.Some.StartsWith("color-contrast"));
    }

    [Test]
    public async Task Analyst() => await VisitAsync("analyst", [
        "/desk", "/desk/due", "/incidents", "/incidents?open=true&sort=-createdAt", "/incidents/new", "{case}", "{case}/partners", "{case}/follow-ups",
        "{case}/clocks", "{case}/timeline", "{case}/observables", "{case}/evidence", "{case}/evidence/add", "{case}/sharing", "{case}/history", "{case}/history?show=reads", "{case}/versions", "{case}/edit", "{case}/requests/new", "{case}/requests/new?kind=DataPreservation&basis=budapest-29",
        "{preview}", "/requests", "{request}", "{chased}", "/follow-ups", "/notices", "/me"]);

    [Test]
    public async Task Analyst_of_cooperation() => await VisitAsync("analyst", [
        "/programme", "/programme?year=2015", "/programme/matrix", "/programme/matrix?all=true&kind=Convention", "/countries", "/countries?q=belanda", "/countries/NL", "/countries/ID", "/engagements", "/engagements/new", "/engagements/EN-2015-0001", "/engagements/EN-2015-0001/edit", "/engagements/EN-2015-0001/documents/add",
        "/commitments", "/commitments/new?engagement=EN-2015-0001", "{commitment}",
        "/agreements", "/agreements/new", "/agreements/budapest", "/agreements/budapest/edit", "/agreements/budapest/party?country=NL", "/agreements/budapest/provision?article=29",
        "/norms", "/norms/un-norms/d", "/legal-bases", "/legal-bases?kind=DataPreservation&country=NL",
        "/organisations", "/organisations?kind=Csirt&q=national", "{partner}", "/directory/problems"]);

    [Test]
    public async Task Analyst_who_is_asked() => await VisitAsync("analyst", ["/requests?direction=inbound", "{untriaged}", "{untriaged}/case", "{untriaged}/at-home", "{inbound}", "{inbound}/history", "/organisations?atHome=true"]);

    [Test]
    public async Task Liaison_officer_who_asks() => await VisitAsync("liaison.sg", ["/action", "/requests/ask", "/requests?direction=inbound", "{inbound}"]);

    [Test]
    public async Task Manager() => await VisitAsync("manager", ["/dashboard", "/programme", "/programme/matrix", "/countries/SG", "/incidents?status=Closed", "/requests?waiting=true", "/break-glass", "/retention"]);

    [Test]
    public async Task Liaison_officer() => await VisitAsync("liaison.nl", ["/action", "/requests", "{asked}", "/shared", "{shared}", "/notices", "/me", "/profile"]);

    [Test]
    public async Task Stakeholder_at_home() => await VisitAsync("stakeholder.police", ["/action", "/requests", "{asked}", "/shared", "{shared}", "/notices", "/me", "/profile"]);

    [Test]
    public async Task Administrator() => await VisitAsync("admin", [
        "/admin/users", "/admin/organisations", "{organisation}", "/organisations", "{partner}", "/directory/problems?kind=NoLiaison", "/admin/rules", "/admin/rules/new", "/admin/rules/nis2-early-warning", "/admin/bases", "/admin/bases/budapest-29", "/admin/ladders", "/admin/ladders/new",
        "/admin/ladders/any-urgent", "/admin/holidays", "/admin/retention", "/admin/jobs", "/admin/audit", "/notices", "/me", "/incidents"]);

    private static async Task VisitAsync(string? name, IReadOnlyList<string> paths)
    {
        using var all = Assert.EnterMultipleScope();
        foreach (var look in Looks.Concat(LooksOfPictures))
        {
            await using var person = name is null ? await Person.ComeAsync(App, look) : await Person.SignedInAsync(App, name, look);
            foreach (var path in paths)
            {
                await LookAtAsync(person, name ?? "nobody", path);
            }
        }
    }

    private static async Task LookAtAsync(Person person, string name, string template)
    {
        var path = await PlacesOf.ResolveAsync(person, template);
        await person.OpenAsync(path);
        if (template == "/dashboard")
        {
            // The map comes after the page.
            await person.Page.WaitForLoadStateAsync(Microsoft.Playwright.LoadState.NetworkIdle);
        }

        var place = $"{name} {path} {person.Look}";
        await person.PictureAsync($"{name}{template}".Replace('/', '-').Replace('?', '-').Replace('{', '-').Replace("}", string.Empty, StringComparison.Ordinal));
        Assert.That(await person.SidewaysAsync(), Is.Zero, $"{place}: scrolls sideways");
        if (person.Look == Looks[0])
        {
            Assert.That(await person.SidewaysAsync(LaptopWidth), Is.Zero, $"{place}: scrolls sideways on a small laptop");
        }

        Assert.That(await person.Page.TitleAsync(), Does.EndWith("CyberIncidents").And.Length.GreaterThan("· CyberIncidents".Length), place);
        if (Looks.Contains(person.Look))
        {
            // Colours do not depend on the width, nor names and roles on the theme.
            Assert.That(await Axe.FaultsAsync(person), Is.Empty, place);
        }

        Assert.That(person.Complaints.Where(c => !Expected(c)), Is.Empty, place);
        person.Complaints.Clear();
    }

    /// <summary>The browser itself notes a page that is refused or not found; the tests ask for some on purpose.</summary>
    private static bool Expected(string complaint) =>
        complaint.Contains("status of 404", StringComparison.Ordinal) || complaint.Contains("status of 403", StringComparison.Ordinal);
}
