using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Infrastructure.Identity;
using CyberIncidents.Web.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CyberIncidents.Web.Pages;

/// <summary>Signs a person in by cookie.</summary>
internal sealed class SignInModel(SignInService signIn, SignInLimiter limiter) : PageModel
{
    [BindProperty]
    [ValidateNever]
    public string? Email { get; set; }

    [BindProperty]
    [ValidateNever]
    public string? Password { get; set; }

    [BindProperty(SupportsGet = true)]
    [ValidateNever]
    public string? ReturnUrl { get; set; }

    public async Task<IActionResult> OnPostAsync()
    {
        if (string.IsNullOrWhiteSpace(Email))
        {
            ModelState.AddModelError(nameof(Email), Words.Get("Page.Required"));
        }

        if (string.IsNullOrEmpty(Password))
        {
            ModelState.AddModelError(nameof(Password), Words.Get("Page.Required"));
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        if (limiter.RetryAfter(HttpContext) is { } wait)
        {
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            Response.Headers.RetryAfter = ((int)wait.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
            ModelState.AddModelError(string.Empty, Words.Get("Page.TooMany", (int)wait.TotalSeconds));
            return Page();
        }

        var principal = await signIn.SignInAsync(Email!, Password!, IdentityConstants.ApplicationScheme, HttpContext.RequestAborted);
        if (principal is null)
        {
            limiter.CountFailure(HttpContext);
            ModelState.AddModelError(string.Empty, Words.Get("Page.SignInFailed"));
            return Page();
        }

        await HttpContext.SignInAsync(IdentityConstants.ApplicationScheme, principal);
        return LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/");
    }
}
