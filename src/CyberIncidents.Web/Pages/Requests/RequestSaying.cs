using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Web.Pages.Ui;

namespace CyberIncidents.Web.Pages.Requests;

/// <summary>How pages say where a request stands, beyond its one word.</summary>
internal static class RequestSaying
{
    /// <summary>The text of the pill.</summary>
    public static string Pill(RequestWord word, AnswerOutcome? outcome) => (word, outcome) switch
    {
        (RequestWord.Answered, AnswerOutcome.Partly) => Words.Get("Requests.AnsweredPartly"),
        _ => PillTagHelper.TextOf(word),
    };

    /// <summary>The text of the pill as the requested side says it.</summary>
    public static string PartnerPill(RequestWord word, AnswerOutcome? outcome) =>
        word == RequestWord.ClarificationAsked ? Words.Get("Liaison.YouAsked") : Pill(word, outcome);

    /// <summary>The icon and the colour of a step in the history.</summary>
    /// <param name="move">A move, or a stamp: draft, delivered, seen.</param>
    public static (string Icon, string Class) Look(string move) => move switch
    {
        "draft" => ("pencil", "state-grey"),
        "triage" => ("user-check", "state-grey"),
        "submit" => ("user-check", "state-grey"),
        "approve" => ("checks", "state-blue"),
        "send" => ("send", "state-blue"),
        "delivered" => ("mail", "state-blue"),
        "seen" => ("eye", "state-cyan"),
        "acknowledge" => ("check", "state-cyan"),
        "start" => ("progress", "state-cyan"),
        "clarify" => ("message", "state-cyan"),
        "ask" => ("message-question", "state-amber"),
        "answer" => ("message-check", "state-green"),
        "accept" => ("circle-check", "state-done"),
        "decline" => ("ban", "state-declined"),
        "return" => ("rotate", "state-amber"),
        "close" => ("lock", "state-grey"),
        "set-reference" => ("link", "state-grey"),
        _ => ("arrow-back-up", "state-grey"),
    };

    /// <summary>What a step says, with how it came out.</summary>
    public static string Step(string move, AnswerOutcome? outcome) => (move, outcome) switch
    {
        ("triage", _) => Words.Get("Inbound.StepTaken"),
        ("draft", _) => Words.Get("Requests.Drafted"),
        ("delivered", _) => Words.Get("Requests.Delivered"),
        ("seen", _) => Words.Get("Requests.Seen"),
        (_, { } how) => $"{Words.Get($"Terms.RequestDone.{move}")}: {Words.Get($"Terms.AnswerOutcome.{how}")}",
        _ => Words.Get($"Terms.RequestDone.{move}"),
    };
}
