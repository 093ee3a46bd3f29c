using System.Net;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Visibility;

/// <content>A norm at issue, and what is done to live up to it.</content>
internal sealed partial class Scene
{
    /// <summary>The citation of a norm.</summary>
    public string CitedNorm { get; private set; } = string.Empty;

    /// <summary>A measure that carries the norm out.</summary>
    public string Measure { get; private set; } = string.Empty;

    private async Task AddNormsAsync(ApiClient owner)
    {
        CitedNorm = (await owner.PostAsync($"/api/v1/incidents/{Incident}/norms", new { agreement = "un-norms", article = "d", note = $"{Ours} calls for it" }))
            .Expect(HttpStatusCode.Created).Text("id");
        Measure = (await owner.PostAsync("/api/v1/norms/un-norms/d/measures", new { title = "A duty desk for the whole day" })).Expect(HttpStatusCode.Created).Text("id");
    }
}
