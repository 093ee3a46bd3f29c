using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Timeline;

namespace CyberIncidents.FunctionalTests.Visibility;

/// <content>What happened: two entries, one that is RED by itself, and one that is withdrawn.</content>
internal sealed partial class Scene
{
    /// <summary>An entry of the timeline.</summary>
    public string Happened { get; private set; } = string.Empty;

    /// <summary>An entry that is RED by itself, whatever its case is.</summary>
    public string RedHappened { get; private set; } = string.Empty;

    private async Task AddTimelineAsync(ApiClient owner)
    {
        Happened = await owner.HappenedAsync(Incident, $"{Ours} page went up", source: $"{Ours} log");
        await owner.HappenedAsync(Incident, $"{Ours} mail came", precision: "Day");
        RedHappened = await owner.HappenedAsync(Incident, $"{Ours} in red", tlp: "RED");
        await owner.ActAsync($"incidents/{Incident}/timeline/{await owner.HappenedAsync(Incident, $"{Ours} gone")}", "withdraw");
    }
}
