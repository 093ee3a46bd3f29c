using CyberIncidents.Application.Common.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CyberIncidents.Web.Pages;

/// <summary>Leads each person to the work of the role: managers to the figures, analysts to the desk, liaison officers to what waits for them.</summary>
internal sealed class IndexModel(IViewerAccessor viewer) : PageModel
{
    public IActionResult OnGet() => LocalRedirect(HomeOf(viewer.Current));

    private static string HomeOf(Viewer? viewer) => viewer switch
    {
        null => "/sign-in",
        { IsPartner: true } => "/action",
        _ when viewer.Holds(Permission.ApproveRequests) => "/dashboard",
        _ when viewer.Holds(Permission.ReadCases) => "/desk",
        _ => "/admin/users",
    };
}
