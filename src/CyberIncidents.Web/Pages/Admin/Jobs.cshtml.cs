using System.Globalization;
using CyberIncidents.Application.Admin;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;

namespace CyberIncidents.Web.Pages.Admin;

/// <summary>How the work behind the scenes stands, and what may be tried again or dismissed.</summary>
internal sealed class JobsModel(Shell shell, IDispatcher send) : AdminPage(shell, send)
{
    public JobsDetail Jobs { get; private set; } = null!;

    /// <summary>For how long the oldest due alarm has waited, as one reads it.</summary>
    public string Lag => Jobs.Figures.LagSeconds <= 0 ? Words.Get("Jobs.NoLag")
        : Jobs.Figures.LagSeconds < 60 ? Words.Get("Admin.Seconds", Jobs.Figures.LagSeconds.ToString("0", CultureInfo.CurrentCulture))
        : Here.Age(TimeSpan.FromSeconds(Jobs.Figures.LagSeconds));

    public async Task OnGetAsync() => await LoadAsync();

    public Task<IActionResult> OnPostAlarmAsync(Guid id) => DoAsync(() => Send.SendAsync(new RetryAlarmCommand(id), Gone), "Jobs.Retried");

    public Task<IActionResult> OnPostMailAsync(Guid id) => DoAsync(() => Send.SendAsync(new RetryMailCommand(id), Gone), "Jobs.Retried");

    public Task<IActionResult> OnPostDismissAsync(Guid id) => DoAsync(() => Send.SendAsync(new DismissMailCommand(id), Gone), "Jobs.Dismissed");

    /// <summary>The reference in front, then the step and to whom it turns in the reader's language; of what is RED the id alone.</summary>
    public static string NameOf(AlarmJob alarm)
    {
        ArgumentNullException.ThrowIfNull(alarm);
        var step = alarm.Share is { } share ? Words.Get("Jobs.AtShare", share) : Words.Get($"Jobs.Alarm.{alarm.Kind}");
        step = alarm.Whom is { } whom ? Words.Get("Jobs.StepTo", step, Words.Get($"Clocks.Whom.{whom}")) : step;
        var colon = alarm.Name.IndexOf(": ", StringComparison.Ordinal);
        return colon < 0 ? alarm.Name : $"{alarm.Name[..colon]}: {step}";
    }

    /// <summary>The jobs that have no reference are known by their own names.</summary>
    public static string Of(string name) => Words.Find($"Jobs.Name.{name}") ?? name;

    public static string Number(long number) => number.ToString("N0", CultureInfo.CurrentCulture);

    private async Task<IActionResult> DoAsync(Func<Task> act, string said)
    {
        if (await TryAsync(act))
        {
            return Done("/admin/jobs", Words.Get(said));
        }

        await LoadAsync();
        return Page();
    }

    private async Task LoadAsync() => Jobs = await Send.SendAsync(new GetJobsQuery(), Gone);
}
