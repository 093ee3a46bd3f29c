using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Engagements;
using CyberIncidents.Web.Api;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Http.Extensions;

namespace CyberIncidents.Web.Pages.Engagements;

/// <summary>The engagements. The filters are those of the API; an empty one is none.</summary>
internal sealed class IndexModel(Shell shell, IDispatcher send) : AppPage(shell, send)
{
    public EngagementFilter Filter { get; private set; } = new();

    public Page<EngagementSummary> List { get; private set; } = new([], null);

    public async Task OnGetAsync()
    {
        Request.EnsureOnly(EngagementEndpoints.Filters);
        Filter = Request.EngagementFilter();
        List = await Send.SendAsync(new ListEngagementsQuery(Filter, Request.Page() with { Count = true }), Gone);
    }

    /// <summary>This list from a later place.</summary>
    public string Address(string after)
    {
        var query = new QueryBuilder(Request.Query.Where(q => q.Key != "after" && !string.IsNullOrEmpty(q.Value))) { { "after", after } };
        return $"/engagements{query.ToQueryString()}";
    }
}
