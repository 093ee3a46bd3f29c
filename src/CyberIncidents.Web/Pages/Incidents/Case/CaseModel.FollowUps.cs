using System.Xml;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.FollowUps;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;

namespace CyberIncidents.Web.Pages.Incidents.Case;

/// <content>Follow-ups.</content>
internal sealed partial class IndexModel
{
    /// <summary>The reminders that a form offers: ISO 8601 durations before the instant.</summary>
    public static IReadOnlyList<string> ReminderChoices { get; } = ["-P7D", "-P1D", "-PT4H", "-PT1H"];

    /// <summary>How long before the instant a reminder comes.</summary>
    public static string ReminderInWords(string reminder) => Here.Span(XmlConvert.ToTimeSpan(reminder));

    /// <summary>What is typed for each follow-up.</summary>
    [BindProperty(Name = nameof(FollowUpForms))]
    public Dictionary<Guid, FollowUpForm> FollowUpForms { get; set; } = [];

    /// <summary>A follow-up to schedule.</summary>
    [BindProperty(Name = nameof(Schedule))]
    public ScheduleForm Schedule { get; set; } = new();

    /// <summary>Which follow-ups are shown; null for all.</summary>
    public FollowUpScope? FollowUpFilter => Show switch
    {
        "due" => FollowUpScope.Due,
        "upcoming" => FollowUpScope.Upcoming,
        "done" => FollowUpScope.Done,
        "cancelled" => FollowUpScope.Cancelled,
        _ => null,
    };

    /// <summary>The zones that a form offers: the reader's, then those of the partners.</summary>
    public IEnumerable<string> ZoneChoices =>
        Detail.Participations.Select(p => p.TimeZone).OfType<string>().Prepend(Shell.Here.Zone).Distinct(StringComparer.Ordinal);

    private string FollowUpSort => FollowUpFilter is FollowUpScope.Done or FollowUpScope.Cancelled ? "-dueAt" : "dueAt";

    public async Task<IActionResult> OnPostScheduleAsync()
    {
        var zone = Schedule.TimeZone is { } wanted && Zones.Exists(wanted) ? wanted : Shell.Here.Zone;
        var dueAt = new Here(Now, zone).Read(Schedule.DueAt);
        var input = new ScheduleFollowUpInput
        {
            Title = Schedule.Title,
            DueAt = dueAt,
            TimeZone = zone,
            Assignee = Schedule.Assignee,
            Reminders = Schedule.Reminders,
            Recurrence = dueAt is { } first ? RecurrenceWords.RuleOf(Schedule.Recurrence, first, zone, Schedule.RecursUntil) : null,
            RequestReference = string.IsNullOrEmpty(Schedule.RequestReference) ? null : Schedule.RequestReference,
        };
        return await TryOnceAsync(() => Send.SendAsync(new ScheduleFollowUpCommand(Reference, input), Gone), nameof(Schedule))
            ? Done(At(CaseTab.FollowUps), Words.Get("Case.FollowUpScheduled"))
            : await ShowAsync("schedule");
    }

    public async Task<IActionResult> OnPostFollowUpAsync(Guid id, string? move)
    {
        var wanted = FollowUpForm.MoveOf(move) ?? throw new NotFoundException();
        var form = FollowUpForms.GetValueOrDefault(id) ?? new FollowUpForm();
        return await TryAsync(() => Send.SendAsync(new MoveFollowUpCommand(id, wanted, form.ToInput(Shell.Here), form.Version), Gone), $"FollowUpForms[{id}]")
            ? Done(At(CaseTab.FollowUps), Words.Get($"Case.FollowUpDone.{move}"))
            : await ShowAsync($"{move}-{id:N}");
    }
}
