using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Web.Api;
using CyberIncidents.Web.Pages.Ui;

namespace CyberIncidents.Web.Pages.Liaison;

/// <summary>The cases that were shared with the reader's organisation.</summary>
internal sealed class SharedModel(Shell shell, IDispatcher send) : AppPage(shell, send)
{
    public Page<SharedIncident> Cases { get; private set; } = null!;

    /// <summary>How many there are, where the page holds them all; all that was ever shared is not counted for a page of it.</summary>
    public int? Count => Cases.Next is null && string.IsNullOrEmpty(Request.Query["after"]) ? Cases.Items.Count : null;

    public async Task OnGetAsync() => Cases = await Send.SendAsync(new ListSharedIncidentsQuery(Request.Page()), Gone);
}
