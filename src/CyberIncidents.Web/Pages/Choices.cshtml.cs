using System.Globalization;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Web.Hosting;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CyberIncidents.Web.Pages;

/// <summary>Keeps, in this browser, the theme and the language before sign-in.</summary>
internal sealed class ChoicesModel : PageModel
{
    private const string ThemeCookie = "theme";

    public IActionResult OnGet() => LocalRedirect("/");

    public IActionResult OnPost(string? language, string? theme, string? returnUrl)
    {
        if (Words.Languages.Contains(language, StringComparer.Ordinal))
        {
            Keep(WebServices.LanguageCookie, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(CultureInfo.GetCultureInfo(language!))));
        }

        if (theme is "light" or "dark")
        {
            Keep(ThemeCookie, theme);
        }
        else if (theme is "auto")
        {
            Response.Cookies.Delete(ThemeCookie);
        }

        return LocalRedirect(Url.IsLocalUrl(returnUrl) ? returnUrl : "/");
    }

    private void Keep(string name, string value) => Response.Cookies.Append(name, value, new CookieOptions
    {
        HttpOnly = true,
        IsEssential = true,
        MaxAge = TimeSpan.FromDays(365),
        SameSite = SameSiteMode.Lax,
        Secure = Request.IsHttps,
    });
}
