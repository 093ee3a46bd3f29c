using System.Globalization;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.FollowUps;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.People;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Web.Api;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.AspNetCore.WebUtilities;

namespace CyberIncidents.Web.Pages;

/// <summary>
/// The follow-ups that the reader may see, by day. A move's form opens in its row: by a link that works without script, and
/// in place with it.
/// </summary>
internal sealed class FollowUpsModel(Shell shell, IDispatcher send) : AppPage(shell, send)
{
    private const int PageSize = 30;

    private static readonly FollowUpScope[] Ended = [FollowUpScope.Done, FollowUpScope.Cancelled];

    /// <summary>Which follow-ups, in the words of the API; the open ones when left out.</summary>
    [BindProperty(SupportsGet = true)]
    [ValidateNever]
    public string? State { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Mine { get; set; }

    /// <summary>Only those of one case.</summary>
    [BindProperty(SupportsGet = true)]
    [ValidateNever]
    public string? Incident { get; set; }

    [BindProperty(SupportsGet = true)]
    [ValidateNever]
    public string? After { get; set; }

    /// <summary>The follow-up that is looked at; it stands above the list when it is not in it.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Open { get; set; }

    /// <summary>The move whose form is open in its row.</summary>
    [BindProperty(SupportsGet = true)]
    [ValidateNever]
    public string? Move { get; set; }

    [BindProperty]
    [ValidateNever]
    public FollowUpForm Input { get; set; } = new();

    public FollowUpScope Scope { get; private set; } = FollowUpScope.Open;

    public IReadOnlyList<IGrouping<string, FollowUpDetail>> Days { get; private set; } = [];

    public string? Next { get; private set; }

    /// <summary>The follow-up that is looked at, where the list does not hold it.</summary>
    public FollowUpDetail? Apart { get; private set; }

    public IReadOnlyList<PersonName> People { get; private set; } = [];

    public IReadOnlyDictionary<FollowUpScope, int> Counts { get; private set; } = new Dictionary<FollowUpScope, int>();

    /// <summary>Whether a refusal belongs above the list, because no form is open that could show it.</summary>
    public bool RefusedApart => (Refusal is not null || Stale) && OpenRow is null;

    private FollowUpDetail? OpenRow => Days.SelectMany(d => d).Append(Apart).FirstOrDefault(f => f is not null && HasForm(f));

    public Task OnGetAsync() => LoadAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        if (Open is not { } id || FollowUpForm.MoveOf(Move) is not { } move)
        {
            return BadRequest();
        }

        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            await LoadAsync();
            return Page();
        }

        if (await TryAsync(() => Send.SendAsync(new MoveFollowUpCommand(id, move, Input.ToInput(Shell.Here), Input.Version), Gone)))
        {
            return Done(Address(Scoped(State), Mine, After), Words.Get($"FollowUps.Did.{MoveName.Of(move)}"));
        }

        await LoadAsync();
        return Page();
    }

    /// <summary>Whether the form of a move is open in a row.</summary>
    public bool HasForm(FollowUpDetail followUp) => followUp.Id == Open && Move is not null && followUp.AllowedActions.Contains(Move, StringComparer.Ordinal);

    /// <summary>The address of this page with other filters.</summary>
    public string Address(FollowUpScope scope, bool mine, string? after = null) => AddressOf(scope, mine, after, null, null);

    /// <summary>The address of this page with a row's form open, or only that row looked at.</summary>
    public string AddressOf(FollowUpDetail followUp, string? move) =>
        InPlace(followUp, move) + $"#f-{followUp.Id:N}";

    /// <summary>As <see cref="AddressOf(FollowUpDetail, string?)"/>, for what is put in place by script: nothing is scrolled to.</summary>
    public string InPlace(FollowUpDetail followUp, string? move) =>
        AddressOf(Scope, Mine, After, move is null && Apart?.Id != followUp.Id ? null : followUp.Id, move);

    /// <summary>The address that a row's form is sent to.</summary>
    public string PostAddress(FollowUpDetail followUp) => AddressOf(Scope, Mine, After, followUp.Id, Move) + $"#f-{followUp.Id:N}";

    /// <summary>Colour, icon and word of where a follow-up stands.</summary>
    public static (string Kind, string Icon, string Word) Standing(FollowUpDetail followUp) => followUp switch
    {
        { Overdue: true } => ("state-red", "clock-exclamation", Words.Get("Terms.FollowUpState.Overdue")),
        { State: FollowUpState.Due } => ("state-amber", "bell-ringing", Words.Get("Terms.FollowUpState.Due")),
        { State: FollowUpState.Done } => ("state-green", "check", Words.Get("Terms.FollowUpState.Done")),
        { State: FollowUpState.Cancelled } => ("state-declined", "ban", Words.Get("Terms.FollowUpState.Cancelled")),
        _ => ("state-grey", "calendar-event", Words.Get("Terms.FollowUpState.Scheduled")),
    };

    private static FollowUpScope Scoped(string? state) => FollowUpEndpoints.ScopeOf(state) ?? FollowUpScope.Open;

    private async Task LoadAsync()
    {
        Scope = Scoped(State);
        var sort = Ended.Contains(Scope) ? "-dueAt" : "dueAt";
        var page = await ListAsync(Scope, new PageRequest(PageSize, After, sort));
        Days = [.. page.Items.GroupBy(f => Shell.Here.NamedDay(f.DueAt), StringComparer.Ordinal)];
        Next = page.Next;
        var counts = new Dictionary<FollowUpScope, int>();
        foreach (var scope in new[] { FollowUpScope.Overdue, FollowUpScope.Due })
        {
            counts[scope] = (await ListAsync(scope, new PageRequest(1, Count: true))).Count ?? 0;
        }

        Counts = counts;
        await OpenAsync(page.Items);
    }

    private Task<Page<FollowUpDetail>> ListAsync(FollowUpScope scope, PageRequest page) =>
        Send.SendAsync(new ListFollowUpsQuery(scope, Mine, Incident, page), Gone);

    /// <summary>What the open form needs; after a stale save the version that is saved against is the present one.</summary>
    private async Task OpenAsync(IReadOnlyList<FollowUpDetail> shown)
    {
        if (Open is not { } id)
        {
            return;
        }

        var row = shown.FirstOrDefault(f => f.Id == id);
        Apart = row is null ? await Send.SendAsync(new GetFollowUpQuery(id), Gone) : null;
        var now = row ?? Apart!;
        ModelState.Remove($"{nameof(Input)}.{nameof(Input.Version)}");
        Input.Version = now.Version;
        if (Move == "reassign")
        {
            People = (await Send.SendAsync(new ListAssigneesQuery(null), Gone)).Items;
        }
        else if (Move == "snooze" && Input.Until is null)
        {
            Input.Until = Shell.Here.NextMorning();
        }
    }

    private string AddressOf(FollowUpScope scope, bool mine, string? after, Guid? open, string? move)
    {
        var parts = new Dictionary<string, string?>(StringComparer.Ordinal);
        if (scope != FollowUpScope.Open)
        {
            parts["state"] = scope.ToString().ToLower(CultureInfo.InvariantCulture);
        }

        parts["mine"] = mine ? "true" : null;
        parts["incident"] = Incident;
        parts["after"] = after;
        parts["open"] = open?.ToString();
        parts["move"] = move;
        return QueryHelpers.AddQueryString("/follow-ups", parts.Where(p => p.Value is not null));
    }
}
