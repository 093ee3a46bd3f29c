using System.Net;
using CyberIncidents.FunctionalTests.Engagements;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Visibility;

/// <content>An engagement marked as the case is, with two documents, one of them RED by itself, and a commitment that was kept.</content>
internal sealed partial class Scene
{
    public string Engagement { get; private set; } = string.Empty;

    public string Document { get; private set; } = string.Empty;

    public string RedDocument { get; private set; } = string.Empty;

    public string Commitment { get; private set; } = string.Empty;

    private async Task AddEngagementAsync(string tlp)
    {
        var owner = this["owner"];
        var named = new[] { await this["manager"].MyIdAsync(), await this["named"].MyIdAsync() };
        Engagement = (await owner.EngageAsync(new { title = $"{Ours} meeting", tlp, namedPersons = named, summary = $"{Ours} agenda" })).Expect(HttpStatusCode.Created).Text("reference");
        Document = (await owner.BringAsync(Engagement, "Our bytes of paper"u8.ToArray(), $"{Ours}.pdf")).Expect(HttpStatusCode.Created).Text("id");
        RedDocument = (await owner.BringAsync(Engagement, "Our red bytes of paper"u8.ToArray(), $"{Ours}-red.pdf", ("tlp", "RED"))).Expect(HttpStatusCode.Created).Text("id");
        Commitment = (await owner.PromiseAsync(new { title = $"{Ours} promise", engagement = Engagement, tlp, namedPersons = named })).Expect(HttpStatusCode.Created).Text("reference");
        await owner.ActAsync($"commitments/{Commitment}", "fulfil");
    }
}
