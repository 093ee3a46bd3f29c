using System.Net;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Visibility;

/// <content>What was released: two observables to NL, of which one is withdrawn since; one to SG, which waits for approval.</content>
internal sealed partial class Scene
{
    public string Released { get; private set; } = string.Empty;

    public string ReleasedGone { get; private set; } = string.Empty;

    public string ReleaseNl { get; private set; } = string.Empty;

    public string ReleaseSg { get; private set; } = string.Empty;

    /// <summary>The choice of what was released.</summary>
    public object Choice => new { items = new[] { new { type = "Observable", id = Released } }, receivers = new[] { OrganisationNl } };

    /// <summary>A second manager asks, the first approves what is for NL. Everything waits for approval where <c>Sharing:SecondApproval</c> says so.</summary>
    public async Task ReleaseAsync()
    {
        Released = await this["owner"].ObserveAsync(Incident, "released.example");
        ReleasedGone = await this["owner"].ObserveAsync(Incident, "released-gone.example");
        ReleaseNl = await AskReleaseAsync(OrganisationNl, "A word to those who read it", Released, ReleasedGone);
        await this["manager"].ActAsync($"releases/{ReleaseNl}", "approve");
        await this["owner"].ActAsync($"incidents/{Incident}/observables/{ReleasedGone}", "withdraw", new { reason = $"{Ours} was wrong" });
        ReleaseSg = await AskReleaseAsync(OrganisationSg, $"{ForSingapore} word", Released);
    }

    private async Task<string> AskReleaseAsync(Guid receiver, string note, params string[] observables) =>
        (await this["deputy"].PostAsync($"/api/v1/incidents/{Incident}/releases", new
        {
            items = observables.Select(o => new { type = "Observable", id = o }),
            receivers = new[] { receiver },
            note,
            redactionNote = $"{Ours} left out",
        })).Expect(HttpStatusCode.Created).Text("items.0.id");
}
