using System.Net.Mail;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Infrastructure.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CyberIncidents.Web.Pages;

/// <summary>Makes the first administrator, or lets a registered person choose a password; by a one-time link.</summary>
internal sealed class SetUpModel(SetUpService setUp) : PageModel
{
    private const int MaximumPassword = 200;

    [BindProperty(SupportsGet = true)]
    [ValidateNever]
    public string Token { get; set; } = string.Empty;

    [BindProperty]
    [ValidateNever]
    public string? Email { get; set; }

    [BindProperty]
    [ValidateNever]
    public string? Name { get; set; }

    [BindProperty]
    [ValidateNever]
    public string? Password { get; set; }

    [BindProperty]
    [ValidateNever]
    public string? PasswordAgain { get; set; }

    public SetUpFor? For { get; private set; }

    public async Task OnGetAsync()
    {
        Response.Headers["Referrer-Policy"] = "no-referrer";
        For = await setUp.ReadAsync(Token, HttpContext.RequestAborted);
        if (For is null)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await OnGetAsync();
        if (For is null)
        {
            return Page();
        }

        if (For.PersonId is null)
        {
            Check(nameof(Email), MailAddress.TryCreate(Email, out _) && Email!.Length <= 256, "Page.EmailInvalid");
            Check(nameof(Name), !string.IsNullOrWhiteSpace(Name) && Name.Length <= 200, "Page.Required");
        }

        Check(nameof(Password), Password is { Length: >= SetUpService.MinimumPassword and <= MaximumPassword }, "Page.PasswordRule");
        Check(nameof(PasswordAgain), Password == PasswordAgain, "Page.PasswordsDiffer");
        if (!ModelState.IsValid)
        {
            return Page();
        }

        if (await setUp.UseAsync(Token, Email, Name, Password!, HttpContext.RequestAborted))
        {
            return RedirectToPage("/SignIn");
        }

        For = null;
        Response.StatusCode = StatusCodes.Status404NotFound;
        return Page();
    }

    private void Check(string field, bool holds, string text)
    {
        if (!holds)
        {
            ModelState.AddModelError(field, Words.Get(text));
        }
    }
}
