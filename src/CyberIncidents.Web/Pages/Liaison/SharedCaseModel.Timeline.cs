using CyberIncidents.Application.Timeline;
using CyberIncidents.Web.Pages.Ui;

namespace CyberIncidents.Web.Pages.Liaison;

/// <content>The entries of the timeline that were released.</content>
internal abstract partial class SharedCaseModel
{
    /// <summary>All of them: what was let go one by one is not much.</summary>
    public IReadOnlyList<SharedTimelineEntry> Timeline { get; private set; } = [];

    /// <summary>An entry in words.</summary>
    public TimelineSaying Saying(SharedTimelineEntry entry) => new(Shell.Here, entry.At, entry.LastAt, entry.Precision, entry.Zone);

    private async Task LoadTimelineAsync() => Timeline = await AllAsync(page => new ListSharedTimelineQuery(Reference, page));
}
