using CyberIncidents.Application.Deadlines;

namespace CyberIncidents.Web.Pages.Ui;

/// <summary>What would be due, and until when data would be kept, if a request were sent now.</summary>
/// <param name="Preview">What the rules say.</param>
/// <param name="ByHand">The instant that was agreed by hand; it goes before the rule's.</param>
internal sealed record WouldBe(DeadlinePreview Preview, DateTimeOffset? ByHand)
{
    /// <summary>When an answer would be due; null when nothing would.</summary>
    public DateTimeOffset? DueAt => ByHand ?? Preview.DueAt;
}
