using System.Net;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Visibility;

/// <summary>
/// One case with everything on it, and everybody who may look at it: NL and SG were told, AU was told and taken out
/// after one answer, MY is only proposed, JP has no part. All who may be named are named, but for the stranger.
/// </summary>
internal sealed partial class Scene : IDisposable
{
    /// <summary>A word that stands only in what is ours.</summary>
    public const string Ours = "WALDKAUZ";

    /// <summary>A word that stands only in what was written for Singapore.</summary>
    public const string ForSingapore = "EISVOGEL";

    /// <summary>Who looks, in the order of the matrix.</summary>
    public static readonly IReadOnlyList<string> Relations =
        ["owner", "manager", "named", "stranger", "liaison.nl", "liaison.sg", "liaison.au", "liaison.my", "liaison.jp", "admin"];

    private readonly Dictionary<string, ApiClient> _clients = new(StringComparer.Ordinal);

    public string Incident { get; private set; } = string.Empty;

    public string OurComment { get; private set; } = string.Empty;

    public string SharedComment { get; private set; } = string.Empty;

    public string RequestNl { get; private set; } = string.Empty;

    public string RequestSg { get; private set; } = string.Empty;

    public string Draft { get; private set; } = string.Empty;

    public string AnsweredAu { get; private set; } = string.Empty;

    public string UnansweredAu { get; private set; } = string.Empty;

    public string FollowUp { get; private set; } = string.Empty;

    /// <summary>An observable that is RED by itself, whatever its case is.</summary>
    public const string RedValue = "waldkauz-red.example";

    public string Observable { get; private set; } = string.Empty;

    public string RedObservable { get; private set; } = string.Empty;

    public string NoticeNl { get; private set; } = string.Empty;

    public Guid OrganisationSg { get; private set; }

    public Guid OrganisationNl { get; private set; }

    public Guid OrganisationJp { get; private set; }

    public string ContactSg { get; private set; } = string.Empty;

    public Guid PersonNl { get; private set; }

    public ApiClient this[string relation] => _clients[relation];

    public void Dispose()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }
    }

    public static async Task<Scene> BuildAsync(TestApp app, string tlp)
    {
        var scene = new Scene();
        await scene.SignInAsync(app);
        var manager = scene["manager"];
        await scene.LogAsync(tlp);
        await scene.TellAsync(manager, tlp);
        await scene.AddOursAsync(tlp);
        var au = await manager.ParticipationAsync(scene.Incident, "AU");
        await scene["liaison.au"].ActAsync($"requests/{scene.AnsweredAu}", "answer", new { outcome = "Fulfilled", note = "Our answer" });
        await manager.ActAsync($"incidents/{scene.Incident}/participations/{au["id"]}", "withdraw", new { reason = $"{Ours} not needed" });
        await scene.RecallAsync();
        await scene.AddDirectoryAsync();
        scene.NoticeNl = (await scene["liaison.nl"].GetAsync("/api/v1/notifications")).Expect(HttpStatusCode.OK).Text("items.0.id");
        return scene;
    }

    private async Task SignInAsync(TestApp app)
    {
        _clients["owner"] = await app.AsAsync("analyst");
        foreach (var name in new[] { "manager", "liaison.nl", "liaison.sg", "liaison.au", "admin" })
        {
            _clients[name] = await app.AsAsync(name);
        }

        _clients["named"] = await app.HireAsync("named");
        _clients["stranger"] = await app.HireAsync("stranger");
        _clients["deputy"] = await app.HireAsync("deputy", "Manager");
        _clients["liaison.my"] = await app.HireAsync("liaison.my", "LiaisonOfficer", "MY");
        _clients["liaison.jp"] = await app.HireAsync("liaison.jp", "LiaisonOfficer", "JP");
    }

    private async Task LogAsync(string tlp)
    {
        var named = new List<Guid>();
        foreach (var name in Relations.Where(r => r is not ("owner" or "stranger" or "admin" or "liaison.jp")))
        {
            named.Add(await this[name].MyIdAsync());
        }

        named.Add(await this["deputy"].MyIdAsync());
        PersonNl = await this["liaison.nl"].MyIdAsync();
        OrganisationSg = await this["admin"].OrganisationAsync("SG");
        OrganisationNl = await this["admin"].OrganisationAsync("NL");
        OrganisationJp = await this["admin"].OrganisationAsync("JP");
        ContactSg = (await this["admin"].PostAsync(
            "/api/v1/contact-points", new { organisationId = OrganisationSg, purpose = "Technical", name = "Desk", phone = "+65 6555 0100" })).Expect(HttpStatusCode.Created).Text("id");
        Incident = await this["owner"].ActiveCaseAsync(new
        {
            title = $"{Ours} title",
            summary = $"{Ours} summary",
            classification = new { @class = "abusive-content", type = "harmful-speech" },
            severity = "High",
            tlp,
            source = $"{Ours} source",
            tags = new[] { Ours },
            partners = new[] { "NL", "SG", "AU", "MY" }.Select(c => new { country = c, roles = new[] { "HostsInfrastructure" } }),
            namedPersons = named,
        });
    }

    private async Task TellAsync(ApiClient manager, string tlp)
    {
        var nl = await manager.NotifyAsync(Incident, "NL");
        var sg = await manager.NotifyAsync(Incident, "SG", $"{ForSingapore} title");
        var au = await manager.NotifyAsync(Incident, "AU");
        RequestNl = await AskAsync(manager, nl, "A question", tlp);
        RequestSg = await AskAsync(manager, sg, $"{ForSingapore} question", tlp);
        AnsweredAu = await AskAsync(manager, au, "A first question", tlp);
        UnansweredAu = await AskAsync(manager, au, "A second question", tlp);
    }

    private async Task<string> AskAsync(ApiClient client, string participationId, string subject, string tlp)
    {
        var reference = await WriteRequestAsync(client, participationId, subject, tlp);
        await client.ActAsync($"requests/{reference}", "send");
        return reference;
    }

    private async Task<string> WriteRequestAsync(ApiClient client, string participationId, string subject, string tlp) =>
        (await client.PostAsync($"/api/v1/incidents/{Incident}/requests", new
        {
            participationId,
            kind = "Information",
            subject,
            body = subject,
            tlp,
        })).Expect(HttpStatusCode.Created).Text("reference");

    private async Task AddOursAsync(string tlp)
    {
        var owner = this["owner"];
        var nl = (await owner.ParticipationAsync(Incident, "NL"))["id"]!.ToString();
        Draft = await WriteRequestAsync(owner, nl, $"{Ours} draft", tlp);
        OurComment = (await owner.CommentAsync(Incident, $"{Ours} for ourselves")).Expect(HttpStatusCode.Created).Text("id");
        SharedComment = await this["manager"].TellAsync(this["deputy"], Incident, "For those who take part", "Participants");
        FollowUp = await owner.FollowUpAsync(Incident, $"{Ours} follow-up");
        Observable = await owner.ObserveAsync(Incident, "waldkauz.example");
        RedObservable = await owner.ObserveAsync(Incident, RedValue, tlp: "RED");
        await owner.ObserveAsync(Incident, "192.0.2.77", "IPv4");
        await owner.ActAsync($"incidents/{Incident}/observables/{await owner.ObserveAsync(Incident, "waldkauz-gone.example")}", "withdraw");
        await AddTimelineAsync(owner);
        await AddNormsAsync(owner);
        (await owner.PostAsync($"/api/v1/incidents/{Incident}/clocks", new { rules = new[] { "id-iiv-report" } })).Expect(HttpStatusCode.Created);
        await AddEvidenceAsync();
        await AddEngagementAsync(tlp);
    }
}
