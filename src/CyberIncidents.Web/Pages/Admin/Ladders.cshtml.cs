using CyberIncidents.Application.Chasing;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;

namespace CyberIncidents.Web.Pages.Admin;

/// <summary>The ladders with their steps.</summary>
internal sealed class LaddersModel(Shell shell, IDispatcher send) : AdminPage(shell, send)
{
    [BindProperty(SupportsGet = true)]
    public bool Retired { get; set; }

    public IReadOnlyList<LadderDetail> Ladders { get; private set; } = [];

    public async Task OnGetAsync() => Ladders = (await Send.SendAsync(new ListLaddersQuery(Retired), Gone)).Items;
}
