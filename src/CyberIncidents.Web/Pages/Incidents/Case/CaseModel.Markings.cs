using CyberIncidents.Application.Consents;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Sharing;

namespace CyberIncidents.Web.Pages.Incidents.Case;

/// <content>Markings and consents.</content>
internal sealed partial class IndexModel
{
    private const int ConsentsAtOnce = 100;

    /// <summary>What originators were asked; on the tab of what left.</summary>
    public IReadOnlyList<ConsentDetail> Consents { get; private set; } = [];

    /// <summary>What a partner reads of the case's handling: how a source is graded stays ours.</summary>
    public HandlingValue? PartnerHandling => Detail.Handling is { } all && (all.Pap is not null || all.Codes is { Count: > 0 }) ? all with { Grading = null } : null;

    private async Task LoadConsentsAsync() =>
        Consents = (await Send.SendAsync(new ListConsentsQuery(Reference, false, new PageRequest(ConsentsAtOnce)), Gone)).Items;
}
