using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.People;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CyberIncidents.Web.Pages;

/// <summary>Says where the API and its documentation are.</summary>
internal sealed class IndexModel(IViewerAccessor viewer, IDispatcher send) : PageModel
{
    public string? Name { get; private set; }

    public async Task OnGetAsync()
    {
        if (viewer.Current is not null)
        {
            Name = (await send.SendAsync(new GetMeQuery(), HttpContext.RequestAborted)).Name;
        }
    }
}
