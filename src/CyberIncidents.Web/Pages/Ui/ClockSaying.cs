using System.Globalization;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Deadlines;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Chasing;
using CyberIncidents.Domain.Deadlines;

namespace CyberIncidents.Web.Pages.Ui;

/// <summary>How pages say what a clock of law is and where it stands.</summary>
internal static class ClockSaying
{
    /// <summary>Law and stage, for example <c>NIS2 Art. 23 · Early warning</c>; agreed by hand where no rule says so.</summary>
    public static string Law(LegalClockDetail clock) => Law(clock.Regime, clock.Stage) ?? Words.Get("Clocks.AgreedByHand");

    /// <summary>Law and stage; null when there is no rule.</summary>
    public static string? Law(string? regime, string? stage) =>
        regime is null ? null : IsOwn(regime) ? Words.Get("Clocks.OwnDefault") : $"{regime} · {stage}";

    /// <summary>Whose duty it is.</summary>
    public static string Whose(ClockDuty duty) => Words.Get($"Clocks.Duty.{duty}");

    /// <summary>How it stands; what was done late is not what still waits.</summary>
    public static string Word(LegalClockDetail clock) =>
        clock is { Word: ClockWord.Late, EndedAt: not null } ? Words.Get("Clocks.MetLate") : PillTagHelper.TextOf(clock.Word);

    /// <summary>How it is counted.</summary>
    public static string Counting(CountingRule rule) => Words.Get($"Clocks.Counting.{rule}");

    /// <summary>What a question does to it.</summary>
    public static string OnQuestion(ClarificationEffect effect) => Words.Get($"Clocks.Question.{effect}");

    /// <summary>How far its rule can be relied on.</summary>
    public static string? Confidence(string? mark) => mark is null ? null : Words.Find($"Clocks.Confidence.{mark}") ?? mark;

    /// <summary>A length of time as the law says it, for example 24 hours.</summary>
    public static string Length(int amount, OffsetUnit unit) => Words.Get($"Clocks.Length.{unit}{(amount == 1 ? ".One" : string.Empty)}", amount);

    /// <summary>What is left while it stands still, in its own counting.</summary>
    public static string? Left(LegalClockDetail clock) => clock.RemainingHours is not { } hours ? null
        : hours <= 0 ? Words.Get("Clocks.NothingLeft")
        : clock.Counting == CountingRule.WorkingTime ? Words.Get("Clocks.WorkingLeft", Working(TimeSpan.FromHours(hours)))
        : Words.Get("Shell.Left", Here.Span(TimeSpan.FromHours(hours)));

    /// <summary>How long it stood still altogether.</summary>
    public static TimeSpan Stood(LegalClockDetail clock, DateTimeOffset now) =>
        clock.Stops.Aggregate(TimeSpan.Zero, (sum, s) => sum + ((s.To ?? now) - s.From));

    /// <summary>A step of the chasing: when, and to whom it turns. Who speaks for an authority at home is no liaison officer.</summary>
    public static string Step(int? share, ChaseWhom whom, bool atHome)
    {
        var who = (atHome ? Words.Find($"Clocks.WhomHome.{whom}") : null) ?? Words.Get($"Clocks.Whom.{whom}");
        return $"{(share is { } percent ? Words.Get("Clocks.StepShare", percent) : Words.Get("Clocks.StepAfter"))}: {who}";
    }

    /// <summary>Whether a rule is our own default, for which there is no source to check.</summary>
    public static bool IsOwn(string? regime) => regime == "Default";

    /// <summary>Working time has no days: it is hours and minutes, however many.</summary>
    private static string Working(TimeSpan span)
    {
        var hours = ((int)span.TotalHours).ToString(CultureInfo.CurrentCulture);
        return span.Minutes == 0 ? Words.Get("Shell.Hours", hours) : $"{Words.Get("Shell.Hours", hours)} {Words.Get("Shell.Minutes", span.Minutes)}";
    }
}
