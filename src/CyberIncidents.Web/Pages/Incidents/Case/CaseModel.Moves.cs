using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Requests;
using Microsoft.AspNetCore.Mvc;

namespace CyberIncidents.Web.Pages.Incidents.Case;

/// <summary>The one thing to do next: a move of the case, or a link to where it is done.</summary>
/// <param name="Text">What the button says.</param>
/// <param name="Icon">Its icon.</param>
/// <param name="Href">Where it leads; null for a move of the case.</param>
/// <param name="Move">The move; null for a link.</param>
internal sealed record NextStep(string Text, string Icon, string? Href, string? Move);

/// <content>The moves of the case itself.</content>
internal sealed partial class IndexModel
{
    private static readonly string[] MainMoves = ["triage", "activate", "resume", "close"];

    /// <summary>Moves that need nothing and are one button.</summary>
    private static readonly string[] BareMoves = ["activate", "resume"];

    /// <summary>What is typed for each move.</summary>
    [BindProperty(Name = nameof(Moves))]
    public Dictionary<string, MoveForm> Moves { get; set; } = [];

    /// <summary>The primary button: what waits for us first, then the main move of the lifecycle.</summary>
    public NextStep? Next => ForRequest() ?? ForCase() ?? ForPartner();

    /// <summary>The moves that are not the primary button.</summary>
    public IEnumerable<string> OtherMoves => Detail.AllowedActions.Where(m => m != Next?.Move);

    /// <summary>The requests that stand in the way of resolving.</summary>
    public IEnumerable<string> WaitingRequests =>
        Requests.Where(r => r.Waiting && r.Direction == RequestDirection.Outbound).Select(r => r.Reference);

    /// <summary>The follow-ups that closing would cancel.</summary>
    public IReadOnlyList<string> OpenFollowUps { get; private set; } = [];

    public static bool IsBare(string move) => BareMoves.Contains(move);

    public async Task<IActionResult> OnPostMoveAsync(string? move)
    {
        var wanted = MoveName.Parse<IncidentMove>(move) ?? throw new NotFoundException();
        var form = Moves.GetValueOrDefault(move!) ?? new MoveForm();
        return await TryAsync(
                () => Send.SendAsync(new MoveIncidentCommand(Reference, wanted, form.ToInput(Shell.Here), form.Version), Gone), $"Moves[{move}]")
            ? Done(At(Tab), Words.Get($"Case.Done.{move}"))
            : await ShowAsync($"move-{move}");
    }

    private NextStep? ForRequest()
    {
        var ours = Requests.FirstOrDefault(r => r.AllowedActions.Contains("clarify"));
        if (ours is not null)
        {
            return new NextStep(Words.Get("Case.AnswerQuestion", WhoseOf(ours)), "message-question", $"/requests/{ours.Reference}", null);
        }

        var came = Requests.FirstOrDefault(r => r.AllowedActions.Contains("accept"));
        return came is null
            ? null
            : new NextStep(Words.Get("Case.CheckAnswer", WhoseOf(came)), "message-check", $"/requests/{came.Reference}", null);
    }

    private NextStep? ForCase()
    {
        var main = Detail.AllowedActions.FirstOrDefault(MainMoves.Contains);
        return main is null ? null : Step(main);
    }

    private NextStep? ForPartner()
    {
        if (Detail.Participations.FirstOrDefault(p => p.AllowedActions.Contains("notify") && p.State == ParticipationState.Proposed) is { } untold)
        {
            return new NextStep(Words.Get("Case.NotifyPartner", NameOf(untold)), "send", $"{At(CaseTab.Partners, $"open=notify-{untold.Id:N}")}#partner-{untold.Id:N}", null);
        }

        return Detail.AllowedActions.Contains("resolve") && Detail.Counts.WaitingRequests == 0 ? Step("resolve")
            : Detail.May.DraftRequest ? new NextStep(Words.Get("Case.NewRequest"), "plus", $"/incidents/{Detail.Reference}/requests/new", null)
            : null;
    }

    /// <summary>The icon of a move.</summary>
    public static string IconOf(string move) => move switch
    {
        "triage" => "gavel",
        "activate" or "resume" => "player-play",
        "hold" => "player-pause",
        "resolve" => "circle-check",
        "close" => "lock",
        "reject" => "ban",
        "mark-duplicate" => "copy",
        _ => "rotate",
    };

    private static NextStep Step(string move) => new(Words.Get($"Terms.IncidentMove.{move}"), IconOf(move), null, move);

    private static string WhoseOf(Application.Requests.RequestSummary request) => request.Country ?? request.Requested.Name;
}
