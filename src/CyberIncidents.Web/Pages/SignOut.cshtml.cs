using CyberIncidents.Application.Common.Security;
using CyberIncidents.Web.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CyberIncidents.Web.Pages;

/// <summary>Signs a person out; by a form, so that no other site can do it.</summary>
internal sealed class SignOutModel(IViewerAccessor viewer) : PageModel
{
    public bool SignedIn => viewer.Current is not null;

    public async Task<IActionResult> OnPostAsync()
    {
        await HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
        Response.Cookies.Delete(WebServices.FlashCookie);
        return RedirectToPage();
    }
}
