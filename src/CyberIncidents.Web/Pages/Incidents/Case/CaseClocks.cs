using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Deadlines;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Deadlines;
using CyberIncidents.Web.Pages.Ui;

namespace CyberIncidents.Web.Pages.Incidents.Case;

/// <summary>A clock in the facts of a case: what falls due, and the law that says so, as one.</summary>
/// <param name="At">Its instant.</param>
/// <param name="Title">What falls due.</param>
/// <param name="Href">Where it is dealt with.</param>
/// <param name="Whose">Whose duty it is, in words.</param>
/// <param name="Zone">The zone in which it is read.</param>
/// <param name="Word">How it stands.</param>
/// <param name="Legal">The clock of law; null for a follow-up, a pause, and what was never timed by a rule.</param>
internal sealed record CaseClock(
    DateTimeOffset At, string Title, string? Href, string Whose, string? Zone, ClockWord Word, LegalClockDetail? Legal)
{
    /// <summary>Law and stage; null when no law says so.</summary>
    public string? Law => Legal is null ? null : ClockSaying.Law(Legal);

    /// <summary>Whether nothing more is expected.</summary>
    public bool Ended => Legal?.EndedAt is not null;
}

/// <summary>Puts what falls due in a case and its clocks of law together: a request and its clock are one.</summary>
internal static class CaseClocks
{
    /// <summary>Open clocks, the soonest first, then those of law that have ended, the last first.</summary>
    /// <param name="dues">What falls due in the case.</param>
    /// <param name="legal">Its clocks of law, and those of its requests.</param>
    /// <param name="subjects">Subjects of its requests, by reference.</param>
    /// <param name="here">The reader's clock.</param>
    /// <param name="clocksTab">Where the clocks of law are.</param>
    /// <param name="followUpsTab">Where the follow-ups are.</param>
    public static IReadOnlyList<CaseClock> Of(
        IReadOnlyList<Clock> dues, IReadOnlyList<LegalClockDetail> legal, IReadOnlyDictionary<string, string> subjects, Here here, string clocksTab, string followUpsTab)
    {
        var binding = legal.Where(IsOpenAnswer).GroupBy(c => c.RequestReference!, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var open = dues.Select(due => FromDue(due, due.RequestReference is { } reference ? binding.GetValueOrDefault(reference) : null, here, followUpsTab)).ToList();
        var told = open.Select(c => c.Legal?.Id).ToHashSet();
        var rest = legal.Where(c => !told.Contains(c.Id)).Select(c => FromLaw(c, subjects, clocksTab)).ToLookup(c => c.Ended);
        return [.. open.Concat(rest[false]).OrderBy(c => c.At), .. rest[true].OrderByDescending(c => c.Legal!.EndedAt)];
    }

    /// <summary>The open clock that binds the partner: the same instant as its request's own.</summary>
    private static bool IsOpenAnswer(LegalClockDetail clock) =>
        clock is { RequestReference: not null, Effect: RuleEffect.Answer, Duty: ClockDuty.Partner, EndedAt: null };

    private static CaseClock FromDue(Clock due, LegalClockDetail? law, Here here, string followUpsTab)
    {
        var title = due.What switch
        {
            ClockKind.HoldUntil => Words.Get("Case.ClockHold"),
            ClockKind.AnswerClarification => Words.Get("Case.ClockAnswer", due.Country ?? Words.Get("Shell.International")),
            ClockKind.RequestDue when due.Country is { } country => $"{due.Title}, {country}",
            _ => due.Title ?? string.Empty,
        };
        var href = due.RequestReference is { } request ? $"/requests/{request}" : due.What == ClockKind.FollowUp ? followUpsTab : null;
        var word = law?.Word ?? (due.What == ClockKind.AnswerClarification ? ClockWord.Stopped : due.At < here.Now ? ClockWord.Late : ClockWord.Running);
        return new CaseClock(due.At, title, href, Words.Get(due.Ours ? "Case.Ours" : "Case.Theirs"), due.TimeZone, word, law);
    }

    private static CaseClock FromLaw(LegalClockDetail law, IReadOnlyDictionary<string, string> subjects, string clocksTab)
    {
        var title = law.Effect == RuleEffect.Retention
            ? Words.Get("Clocks.KeptFor", law.Country ?? Words.Get("Shell.International"))
            : law.RequestReference is { } asked && subjects.TryGetValue(asked, out var subject) ? $"{subject}, {law.Country}".TrimEnd(',', ' ')
            : ClockSaying.Law(law);
        return new CaseClock(
            law.EndedAt ?? law.DueAt, title, law.RequestReference is { } request ? $"/requests/{request}" : $"{clocksTab}#clock-{law.Id:N}",
            ClockSaying.Whose(law.Duty), law.TimeZone, law.Word, law);
    }
}
