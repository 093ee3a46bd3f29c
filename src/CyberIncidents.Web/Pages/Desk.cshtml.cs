using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Dashboards;
using CyberIncidents.Application.FollowUps;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;

namespace CyberIncidents.Web.Pages;

/// <summary>The home of analysts: what is due, what is silent, what came back; with one thing to do on each row.</summary>
internal sealed class DeskModel(Shell shell, IDispatcher send) : AppPage(shell, send)
{
    private const int NamedLate = 3;

    /// <summary>The whole team's desk, not only the reader's.</summary>
    [BindProperty(SupportsGet = true)]
    public bool All { get; set; }

    public Application.Dashboards.Desk Desk { get; private set; } = null!;

    /// <summary>The first late things, for the banner.</summary>
    public IReadOnlyList<DeskItem> Late => [.. Desk.DueSoonest.Items.Where(i => i.Overdue).Take(NamedLate)];

    public string Address => All ? "/desk?all=true" : "/desk";

    public async Task<IActionResult> OnGetAsync() => Shell.IsPartner ? LocalRedirect("/action") : await ShowAsync();

    /// <summary>Gives a case that nobody owns to the reader.</summary>
    public Task<IActionResult> OnPostTakeAsync(string reference) => DoAsync(
        async () =>
        {
            var found = await Send.SendAsync(new GetIncidentQuery(reference), Gone);
            if (found.Owner is not null)
            {
                throw new StaleVersionException();
            }

            await Send.SendAsync(
                new EditIncidentCommand(reference, new EditIncidentInput { Owner = new Optional<Guid?>(true, Shell.Me.Id) }, found.Version), Gone);
        },
        Words.Get("Desk.Taken", reference));

    /// <summary>Triages a report, with the reader as its owner.</summary>
    public Task<IActionResult> OnPostTriageAsync(string reference) => DoAsync(
        () => Send.SendAsync(new MoveIncidentCommand(reference, IncidentMove.Triage, new ActionInput(), null), Gone),
        Words.Get("Desk.Triaged", reference));

    /// <summary>A follow-up is done.</summary>
    /// <param name="id">The follow-up.</param>
    /// <param name="at">When the desk said that it is due, UTC, in ticks of 100 ns: one that was moved meanwhile is looked at first.</param>
    public Task<IActionResult> OnPostCompleteAsync(Guid id, long at) => DoAsync(
        async () =>
        {
            var found = await Send.SendAsync(new GetFollowUpQuery(id), Gone);
            if (found.DueAt.UtcTicks != at)
            {
                throw new StaleVersionException();
            }

            await Send.SendAsync(new MoveFollowUpCommand(id, FollowUpMove.Complete, new ActionInput(), found.Version), Gone);
        },
        Words.Get("Desk.Completed"));

    /// <summary>Whether it is a request that is due, in the partner's zone, and not something of ours alone.</summary>
    public static bool IsOfRequest(DeskItem item) => item.What is ClockKind.RequestDue or ClockKind.AnswerClarification;

    /// <summary>The sign of what is due.</summary>
    public static string IconOf(DeskItem item) => item.What switch
    {
        ClockKind.FollowUp => "calendar-event",
        ClockKind.LegalClock => "scale",
        _ => "clock",
    };

    /// <summary>The word for what is due and is no request.</summary>
    public static string KindOf(DeskItem item) => Words.Get(item.Duty is { } duty ? $"Desk.LegalClock.{duty}" : "Desk.FollowUp");

    /// <summary>Where something that is due is worked on.</summary>
    public static string LinkOf(DeskItem item) =>
        IsOfRequest(item) ? $"/requests/{item.RequestReference}"
        : item.LegalClockId is { } clock ? $"/incidents/{item.IncidentReference}/clocks#clock-{clock:N}"
        : item.IncidentReference is { } incident ? $"/incidents/{incident}/follow-ups"
        : item.About is { } about ? $"/{about.Page}"
        : "/follow-ups";

    /// <summary>What something that is due is, in a few words.</summary>
    public static string ShortOf(DeskItem item) => item.What switch
    {
        ClockKind.FollowUp => item.Title,
        ClockKind.AnswerClarification => Words.Get("Desk.ShortAnswer", item.RequestReference),
        _ => item.RequestReference ?? item.Title,
    };

    /// <summary>What is asked of whom, and in which case.</summary>
    public static string UnderOf(DeskItem item)
    {
        var kind = IsOfRequest(item) ? Words.Get($"Terms.RequestKind.{item.Kind}") : KindOf(item);
        return (item.IncidentReference ?? item.About?.Reference ?? item.About?.Title) is { } about ? $"{kind}, {about}" : kind;
    }

    /// <summary>The word of an answer, with its outcome where that says more.</summary>
    public static string? OutcomeOf(DeskRequest request) => request is { Word: RequestWord.Answered, Outcome: AnswerOutcome.Partly }
        ? Words.Get("Desk.AnsweredPartly")
        : null;

    private async Task<IActionResult> ShowAsync()
    {
        Desk = await Send.SendAsync(new GetDeskQuery(!All), Gone);
        return Page();
    }

    private async Task<IActionResult> DoAsync(Func<Task> act, string said)
    {
        try
        {
            return await TryAsync(act) ? Done(Address, said) : await ShowAsync();
        }
        catch (NotFoundException)
        {
            return Done(Address, Words.Get("Shell.NotFoundHint"));
        }
    }
}
