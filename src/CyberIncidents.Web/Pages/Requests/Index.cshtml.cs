using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Requests;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Web.Api;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Http.Extensions;

namespace CyberIncidents.Web.Pages.Requests;

/// <summary>A quick filter.</summary>
/// <param name="Key">Its text, <c>Requests.Chip.…</c>.</param>
/// <param name="Query">What it asks for, as the API does.</param>
/// <param name="Icon">Its icon.</param>
/// <param name="Class">Its colour.</param>
internal sealed record RequestChip(string Key, string Query, string? Icon = null, string? Class = null);

/// <summary>The requests: all of them for the national team, its own for a partner. The filters are those of the API.</summary>
internal sealed class IndexModel(Shell shell, IDispatcher send, IViewerAccessor viewer) : AppPage(shell, send)
{
    private static readonly RequestChip[] OurChips =
    [
        new("All", ""), new("Waiting", "waiting=true", "send"), new("Overdue", "overdue=true", "clock-exclamation", "chip-late"),
        new("Silent", "silent=true", "volume-off", "chip-silent"), new("AsksUs", "state=ClarificationAsked", "message-question"),
        new("ToCheck", "state=Answered&state=Declined", "message-check"), new("Drafts", "state=Draft&state=PendingApproval", "pencil"),
        new("Mine", "owner=me", "user-circle"), new("Inbound", "direction=inbound", "inbox"), new("Untriaged", "untriaged=true", "user-off"),
    ];

    private static readonly RequestChip[] PartnerChips =
    [
        new("All", ""), new("OurTurn", "waiting=true", "alert-triangle"), new("Overdue", "overdue=true", "clock-exclamation", "chip-late"),
        new("Asked", "state=ClarificationAsked", "message-question"), new("Answered", "state=Answered&state=Declined", "message-check"),
        new("Ended", "state=Accepted&state=Closed&state=Withdrawn", "lock"), new("YoursAsk", "direction=inbound", "send"),
    ];

    private static readonly string[] Paging = ["limit", "after", "sort", "count"];

    public RequestFilter Filter { get; private set; } = new();

    public string Sort { get; private set; } = string.Empty;

    /// <summary>The national team's page of the list; null for a partner.</summary>
    public Page<RequestSummary>? Ours { get; private set; }

    /// <summary>A partner's page of the list; null for the national team.</summary>
    public Page<SharedRequest>? Theirs { get; private set; }

    /// <summary>How many there are; a partner's past requests are not counted for a page of them.</summary>
    public int? Count => Ours is null ? Theirs?.Count : Ours.Count;

    public bool Empty => Ours is null ? Theirs?.Items.Count == 0 : Ours.Items.Count == 0;

    public string? NextPage => Ours is null ? Theirs?.Next : Ours.Next;

    /// <summary>Whether the reader may ask us something.</summary>
    public bool MayAsk => viewer.Required.Holds(Permission.FileRequests);

    public IReadOnlyList<RequestChip> Chips => Ours is null ? [.. PartnerChips.Where(c => MayAsk || c.Key != "YoursAsk")] : OurChips;

    /// <summary>Whether the list is narrowed in another way than by a chip.</summary>
    public bool Narrowed => Chips.All(c => !IsCurrent(c));

    /// <summary>The states that a list may be narrowed to; a partner never sees what is not sent.</summary>
    public IEnumerable<RequestState> States =>
        Enum.GetValues<RequestState>().Where(s => Ours is not null || s is not (RequestState.Draft or RequestState.PendingApproval));

    public async Task OnGetAsync()
    {
        var me = viewer.Required;
        Request.EnsureOnly(me.IsPartner ? RequestEndpoints.PartnerFilters : RequestEndpoints.Filters);
        Filter = Request.RequestFilter(me, null);
        var asked = Request.Page();
        Sort = asked.Sort ?? (Filter.Waiting || Filter.Silent || Filter.Overdue ? "dueAt" : "-createdAt");
        var page = asked with { Sort = Sort, Count = !me.IsPartner || Filter.Waiting || Filter.Overdue };
        if (me.IsPartner)
        {
            Theirs = await Send.SendAsync(new ListSharedRequestsQuery(Filter, page), Gone);
        }
        else
        {
            Ours = await Send.SendAsync(new ListRequestsQuery(Filter, page), Gone);
        }
    }

    public bool IsCurrent(RequestChip chip) => string.Equals(Narrowing(), chip.Query, StringComparison.Ordinal);

    /// <summary>This list, with another page or order.</summary>
    public string Address(string? after = null, string? sort = null)
    {
        var query = new QueryBuilder(Request.Query.Where(q => !Paging.Contains(q.Key, StringComparer.Ordinal) && !string.IsNullOrEmpty(q.Value)));
        if (sort is not null || !string.IsNullOrEmpty(Request.Query["sort"]))
        {
            query.Add("sort", sort ?? Sort);
        }

        if (!string.IsNullOrEmpty(Request.Query["limit"]))
        {
            query.Add("limit", Request.Query["limit"].ToString());
        }

        if (after is not null)
        {
            query.Add("after", after);
        }

        return $"/requests{query.ToQueryString()}";
    }

    private string Narrowing() => string.Join('&', Request.Query
        .Where(q => !Paging.Contains(q.Key, StringComparer.Ordinal))
        .SelectMany(q => q.Value.SelectMany(v => (v ?? string.Empty).Split(',')).Where(v => v.Length > 0).Select(v => $"{q.Key}={v}")));
}
