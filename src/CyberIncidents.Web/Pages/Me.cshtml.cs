using CyberIncidents.Application.Calendars;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.People;
using CyberIncidents.Web.Api;
using CyberIncidents.Web.Hosting;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CyberIncidents.Web.Pages;

/// <summary>The reader's own choices: language, time zone, daily mail and theme, which hold from the next page on; and the address of the calendar.</summary>
internal sealed class MeModel(Shell shell, IDispatcher send, SiteSettings site) : AppPage(shell, send)
{
    /// <summary>Set by a save; the next page says so, in the language that was chosen.</summary>
    [TempData]
    public bool Saved { get; set; }

    [BindProperty]
    [ValidateNever]
    public PreferForm Input { get; set; } = new();

    /// <summary>The theme of this browser.</summary>
    public string Theme => Request.Cookies["theme"] is "light" or "dark" ? Request.Cookies["theme"]! : "auto";

    /// <summary>Whether it is offered: the daily mail of the national team. That of a partner goes to all of its liaison officers.</summary>
    public bool AsksForDigest => Shell.Me.Permissions.Contains(Permission.ReadCases);

    /// <summary>Whether the reader's calendar has an address.</summary>
    public CalendarKeyDetail CalendarKey { get; private set; } = new(false, null);

    /// <summary>The address, on the one page that shows it.</summary>
    public string? CalendarAddress { get; private set; }

    public Task OnGetAsync() => LoadAsync();

    /// <summary>The answer itself shows the address: nothing keeps it until a next page.</summary>
    public async Task<IActionResult> OnPostCalendarAsync()
    {
        var token = CalendarToken.New();
        if (await TryAsync(() => Send.SendAsync(new MakeCalendarKeyCommand(token.Hash), Gone)))
        {
            CalendarAddress = CalendarEndpoints.AddressOf(token, site);
        }

        await LoadAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostRevokeCalendarAsync()
    {
        await Send.SendAsync(new RevokeCalendarKeyCommand(), Gone);
        return Done("/me", Words.Get("Admin.Me.CalendarRevoked"));
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var language = string.IsNullOrEmpty(Input.Language) ? null : Input.Language;
        var zone = string.IsNullOrWhiteSpace(Input.TimeZone) ? null : Input.TimeZone.Trim();
        var choices = new PreferInput
        {
            Language = new(true, language),
            TimeZone = new(true, zone),
            Digest = new(AsksForDigest, Input.Digest),
            AbsentUntil = new(Shell.IsPartner, Shell.Here.Read(Input.AbsentUntil)),
        };
        CheckInstant(Input.AbsentUntil, "Input.AbsentUntil");
        if (!ModelState.IsValid || !await TryAsync(() => Send.SendAsync(new PreferCommand(choices), Gone)))
        {
            Response.StatusCode = Response.StatusCode == StatusCodes.Status200OK ? StatusCodes.Status400BadRequest : Response.StatusCode;
            CalendarKey = await Send.SendAsync(new GetCalendarKeyQuery(), Gone);
            return Page();
        }

        // "As the browser" would otherwise go on meaning the language that was chosen at sign-in.
        Response.Cookies.Delete(WebServices.LanguageCookie);
        Saved = true;
        return LocalRedirect("/me");
    }

    private async Task LoadAsync()
    {
        Input = new PreferForm { Language = Shell.Me.Language, TimeZone = Shell.Me.ChosenTimeZone, Digest = Shell.Me.Digest, AbsentUntil = Shell.Me.AbsentUntil is { } until ? Shell.Here.Field(until) : null };
        CalendarKey = await Send.SendAsync(new GetCalendarKeyQuery(), Gone);
    }
}

/// <summary>What a person may choose.</summary>
internal sealed class PreferForm
{
    /// <summary>Empty for the browser's.</summary>
    public string? Language { get; set; }

    /// <summary>Empty for the organisation's.</summary>
    public string? TimeZone { get; set; }

    /// <summary>One mail a working day.</summary>
    public bool Digest { get; set; }

    /// <summary>Until when a liaison officer is away, by the own clock; empty for there.</summary>
    public string? AbsentUntil { get; set; }
}
