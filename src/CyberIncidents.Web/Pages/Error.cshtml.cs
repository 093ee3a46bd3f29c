using System.Diagnostics;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Common;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Web.Pages;

/// <summary>What a page could not do, in words; the exception's own text never shows.</summary>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true)]
internal sealed class ErrorModel : PageModel
{
    public string Title { get; private set; } = string.Empty;

    public string Hint { get; private set; } = string.Empty;

    public void OnGet(int? status) => Show(status);

    public void OnPost(int? status) => Show(status);

    private void Show(int? status)
    {
        Response.StatusCode = HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error is { } error ? StatusOf(error) : status ?? Response.StatusCode;
        (Title, Hint) = Response.StatusCode switch
        {
            StatusCodes.Status400BadRequest => (Words.Get("Page.BadRequest"), Words.Get("Page.BadRequestHint")),
            StatusCodes.Status403Forbidden => (Words.Get("Page.NotAllowed"), Words.Get("Page.NotAllowedHint")),
            StatusCodes.Status404NotFound => (Words.Get("Shell.NotFound"), Words.Get("Shell.NotFoundHint")),
            StatusCodes.Status409Conflict => (Words.Get("Page.Conflict"), Words.Get("Page.ConflictHint")),
            StatusCodes.Status429TooManyRequests => (Words.Get("Page.Busy"), Words.Get("Shell.TooManyRequests")),
            _ => (Words.Get("Page.Error"), Words.Get("Page.ErrorHint", Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier)),
        };
    }

    private static int StatusOf(Exception error) => error switch
    {
        NotFoundException => StatusCodes.Status404NotFound,
        ForbiddenException => StatusCodes.Status403Forbidden,
        InvalidInputException or BadHttpRequestException => StatusCodes.Status400BadRequest,
        RuleBrokenException or StaleVersionException or IdempotencyConflictException or DbUpdateConcurrencyException => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status500InternalServerError,
    };
}
