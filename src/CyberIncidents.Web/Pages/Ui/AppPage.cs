using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Engagements;
using CyberIncidents.Application.Partners;
using CyberIncidents.Domain.Common;
using CyberIncidents.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using System.Security.Cryptography;
using System.Text;

namespace CyberIncidents.Web.Pages.Ui;

/// <summary>
/// A page for signed-in people. It sends the same commands and queries as the API and turns what they refuse into words on
/// the page, with everything that was typed still there.
/// </summary>
[Authorize(Policy = Policies.SignedIn)]
internal abstract class AppPage(Shell shell, IDispatcher send) : PageModel
{
    private const string FlashKey = "flash";

    /// <summary>The reader, the clock and the names.</summary>
    public Shell Shell { get; } = shell;

    /// <summary>Why the last save was refused; null when it was not.</summary>
    public string? Refusal { get; private set; }

    /// <summary>References or names that a refusal is about.</summary>
    public IReadOnlyList<string> RefusalDetails { get; private set; } = [];

    /// <summary>The code of the last refusal.</summary>
    public string? RefusalCode { get; private set; }

    /// <summary>Whether somebody else changed it meanwhile: the page shows both versions.</summary>
    public bool Stale { get; private set; }

    /// <summary>Repeats a form's first answer when the form is sent twice; a field in forms that create something.</summary>
    [BindProperty]
    public string? OnceKey { get; set; }

    protected IDispatcher Send { get; private set; } = send;

    protected CancellationToken Gone => HttpContext.RequestAborted;

    /// <summary>A fresh key for a form that creates something.</summary>
    public static string NewOnceKey() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>Says something on the next page.</summary>
    protected void Flash(string text) => TempData[FlashKey] = text;

    /// <summary>Does something that may be refused; what is refused is put into <c>ModelState</c>, <see cref="Refusal"/> or <see cref="Stale"/>.</summary>
    /// <param name="act">Sends the command.</param>
    /// <param name="prefix">What stands before the API's field names in this page's own, for example <c>Input</c>.</param>
    /// <returns>True when it was done.</returns>
    protected async Task<bool> TryAsync(Func<Task> act, string prefix = "Input")
    {
        try
        {
            await act();
            return true;
        }
        catch (InvalidInputException invalid)
        {
            foreach (var (field, messages) in invalid.Errors)
            {
                Array.ForEach(messages, m => ModelState.AddModelError(prefix.Length == 0 ? field : $"{prefix}.{field}", m));
            }
        }
        catch (RuleBrokenException broken)
        {
            Refuse(broken.Code);
            RefusalDetails = [.. (broken.Details ?? []).Select(InWords)];
        }
        catch (ForbiddenException)
        {
            Refuse("forbidden");
        }
        catch (Exception stale) when (stale is StaleVersionException or DbUpdateConcurrencyException)
        {
            Stale = true;
        }
        catch (DbUpdateException race) when (Api.Problems.IsUniqueViolation(race))
        {
            Refuse("conflict");
        }

        Response.StatusCode = Stale ? StatusCodes.Status412PreconditionFailed
            : Refusal is null ? StatusCodes.Status400BadRequest
            : StatusCodes.Status409Conflict;
        return false;
    }

    /// <summary>
    /// As <see cref="TryAsync"/>, but what the same form has created already is not created again. The key holds for this
    /// one command, and for these very words: with others the form has to be sent again.
    /// </summary>
    protected async Task<bool> TryOnceAsync(Func<Task> act, string prefix = "Input")
    {
        if (OnceKey is not { Length: > 0 and <= 100 } || !OnceKey.All(char.IsAsciiLetterOrDigit))
        {
            return await TryAsync(act, prefix);
        }

        var once = HttpContext.RequestServices.GetRequiredService<IIdempotencyContext>();
        var viewer = HttpContext.RequestServices.GetRequiredService<IViewerAccessor>().Required;
        var address = $"{Request.Path}?handler={RouteData.Values["handler"] ?? Request.Query["handler"]}";
        once.Current = new IdempotencyKey(viewer.UserId, Request.Method, address[..Math.Min(address.Length, 300)], OnceKey, HashOfForm());
        try
        {
            return await TryAsync(act, prefix);
        }
        catch (IdempotencyConflictException)
        {
            ModelState.Remove(nameof(OnceKey));
            OnceKey = NewOnceKey();
            Refuse("sent-before");
            Response.StatusCode = StatusCodes.Status409Conflict;
            return false;
        }
        finally
        {
            once.Current = null;
        }
    }

    private string HashOfForm()
    {
        var fields = Request.Form.Where(f => f.Key is not (nameof(OnceKey) or "__RequestVerificationToken"))
            .OrderBy(f => f.Key, StringComparer.Ordinal).SelectMany(f => f.Value.Select(v => $"{f.Key}={v}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', fields))));
    }

    /// <summary>Says why a save was refused.</summary>
    protected void Refuse(string code)
    {
        RefusalCode = code;
        Refusal = Words.Find($"Terms.Code.{code}") ?? Words.Get("Terms.Code.illegal-move");
    }

    /// <summary>The API names a follow-up by id and title; a reader needs the title.</summary>
    private static string InWords(string detail) =>
        detail.IndexOf(": ", StringComparison.Ordinal) is var end and > 0 && Guid.TryParse(detail.AsSpan(0, end), out _) ? detail[(end + 2)..] : detail;

    /// <summary>An instant that was typed has to be one; what is left empty is none.</summary>
    protected void CheckInstant(string? typed, string field)
    {
        if (!string.IsNullOrWhiteSpace(typed) && Shell.Here.Read(typed) is null)
        {
            ModelState.AddModelError(field, Words.Get("Incidents.NotAnInstant"));
        }
    }

    /// <summary>Reads through the eyes of another: what <paramref name="read"/> sends, the other's dispatcher gets.</summary>
    protected async Task ReadThroughAsync(IDispatcher eyes, Func<Task> read)
    {
        var own = Send;
        Send = eyes;
        try
        {
            await read();
        }
        finally
        {
            Send = own;
        }
    }

    /// <summary>A list to its end: for what belongs to one case.</summary>
    protected async Task<IReadOnlyList<T>> AllAsync<T>(Func<PageRequest, IQuery<Page<T>>> list, string? sort = null)
    {
        var all = new List<T>();
        string? after = null;
        do
        {
            var page = await Send.SendAsync(list(new PageRequest(PageRequest.MaxLimit, after, sort)), Gone);
            all.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);
        return all;
    }

    /// <summary>All organisations by name, ours first: what pickers offer.</summary>
    protected async Task<IReadOnlyList<OrganisationChoice>> OrganisationsAsync() =>
        [.. (await Send.SendAsync(new ListOrganisationChoicesQuery(), Gone)).Items
            .OrderByDescending(o => o.IsHome).ThenBy(o => o.Name, StringComparer.CurrentCulture)];

    /// <summary>The agreements and norms that a form offers, and those that are linked already, so that no choice is lost unseen.</summary>
    protected async Task<IReadOnlyList<InstrumentName>> InstrumentsAsync(IReadOnlyList<InstrumentName> linked) =>
        [.. (await Send.SendAsync(new ListInstrumentsQuery(), Gone)).Items.UnionBy(linked, i => i.Code)];

    /// <summary>A text that has to be filled in.</summary>
    protected void Require(string? value, string field)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            ModelState.AddModelError(field, Words.Get("Page.Required"));
        }
    }

    /// <summary>Leads away after a save, with a word about it.</summary>
    protected IActionResult Done(string to, string text)
    {
        Flash(text);
        return LocalRedirect(to);
    }
}
