using System.Net;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Visibility;

/// <content>A comment that went to Singapore alone and was recalled.</content>
internal sealed partial class Scene
{
    /// <summary>The comment that Singapore does not see any more.</summary>
    public string RecalledComment { get; private set; } = string.Empty;

    /// <summary>The release that was recalled.</summary>
    public string RecalledSg { get; private set; } = string.Empty;

    public string RecallSg { get; private set; } = string.Empty;

    private async Task RecallAsync()
    {
        var manager = this["manager"];
        RecalledComment = await manager.TellAsync(this["deputy"], Incident, $"{Ours} sent by mistake", new { organisations = new[] { OrganisationSg } });
        RecalledSg = await manager.ReleaseOfAsync(Incident, RecalledComment);
        RecallSg = (await manager.ActAsync($"releases/{RecalledSg}", "recall", new { reason = $"{Ours} mistake" })).Text("id");
        (await this["owner"].GetAsync($"/api/v1/incidents/{Incident}/observables/{RedObservable}")).Expect(HttpStatusCode.OK);
        (await this["liaison.nl"].GetAsync($"/api/v1/incidents/{Incident}")).Expect(HttpStatusCode.OK);
    }
}
