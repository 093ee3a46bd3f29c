using System.Globalization;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Requests;
using CyberIncidents.Domain.Requests;

namespace CyberIncidents.Web.Pages.Incidents.Case;

/// <summary>The first button of a request's card.</summary>
/// <param name="Move">The move that it leads to; null to open only.</param>
/// <param name="Text">What it says.</param>
/// <param name="Icon">Its icon.</param>
/// <param name="Presses">Whether it is our turn.</param>
internal sealed record CardStep(string? Move, string Text, string Icon, bool Presses);

/// <summary>How a request's card is drawn.</summary>
internal static class RequestSteps
{
    private const int BarWidth = 200;

    private static readonly string[] MovesOfOurs = ["clarify", "accept", "approve", "send", "close"];

    /// <summary>Whether nothing more is expected of either side: it is shown in one line.</summary>
    public static bool IsFinished(RequestSummary request) =>
        request.State is RequestState.Accepted or RequestState.Closed or RequestState.Withdrawn;

    /// <summary>What to do next with a request; it is done on its own page.</summary>
    public static CardStep FirstOf(RequestSummary request)
    {
        var move = MovesOfOurs.FirstOrDefault(request.AllowedActions.Contains);
        return move switch
        {
            null => new CardStep(null, Words.Get("Case.OpenRequest"), "arrow-right", false),
            "accept" => new CardStep("accept", Words.Get("Case.CheckThisAnswer"), "message-check", true),
            "clarify" => new CardStep("clarify", Words.Get("Case.AnswerThis"), "message-question", true),
            "close" => new CardStep("close", Words.Get("Terms.RequestMove.close"), "lock", false),
            _ => new CardStep(move, Words.Get($"Terms.RequestMove.{move}"), "send", true),
        };
    }

    /// <summary>The icon of what is asked.</summary>
    public static string IconOf(RequestKind kind) => kind switch
    {
        RequestKind.Information or RequestKind.ForInformation => "info-circle",
        RequestKind.DataPreservation => "device-floppy",
        RequestKind.ContentRemoval => "trash",
        RequestKind.Takedown => "ban",
        RequestKind.JointAction => "users-group",
        RequestKind.LegalAssistanceNotice => "scale",
        RequestKind.Task => "list-check",
        _ => "phone",
    };

    /// <summary>How much of its time is gone, and where its half is; of 200.</summary>
    public static (string Gone, string Half) Bar(RequestSummary request, DateTimeOffset now)
    {
        var sent = request.SentAt!.Value;
        var whole = request.DueAt!.Value - sent;
        return (At(now), At(request.SilentFrom ?? sent + (whole / 2)));

        string At(DateTimeOffset instant) =>
            Math.Clamp((int)(BarWidth * ((instant - sent) / whole)), 0, BarWidth).ToString(CultureInfo.InvariantCulture);
    }
}
