using System.Globalization;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Timeline;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Domain.Timeline;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;

namespace CyberIncidents.Web.Pages.Incidents.Case;

/// <summary>An entry that is noted or changed.</summary>
internal sealed class HappenedForm
{
    /// <summary>Day and time on the clock of the zone.</summary>
    public string? At { get; set; }

    public string? Precision { get; set; }

    public string? Zone { get; set; }

    public string? Text { get; set; }

    public string? Source { get; set; }

    public string? Tlp { get; set; }

    public long? Version { get; set; }

    /// <summary>How an entry stands in the form.</summary>
    public static HappenedForm Of(TimelineEntryDetail entry, DateTimeOffset now) => new()
    {
        At = entry.At is { } at ? new Here(now, entry.Zone).FieldToTheSecond(at) : null,
        Precision = entry.Precision.ToString(),
        Zone = entry.Zone,
        Text = entry.Text,
        Source = entry.Source,
        Version = entry.Version,
    };

    public TimePrecision? PrecisionOf() => Enum.GetNames<TimePrecision>().Contains(Precision, StringComparer.Ordinal) ? Enum.Parse<TimePrecision>(Precision!) : null;

    /// <summary>The instant, on the clock of the zone where there is such a one.</summary>
    public DateTimeOffset? AtOf(Here here) => (Zones.Exists(Zone) ? new Here(here.Now, Zone!) : here).Read(At);

    public TimelineEntryInput ToInput(Here here) => new()
    {
        At = AtOf(here), Precision = PrecisionOf(), Zone = Zone, Text = Text, Source = Source, Tlp = TlpLabel.Parse(Tlp),
    };

    /// <summary>What was changed; an instant that was left as it stood keeps what a form cannot show.</summary>
    public EditTimelineEntryInput ToEdit(TimelineEntryDetail entry, Here here)
    {
        var before = Of(entry, here.Now);
        var sameMoment = (At, Precision, Zone) == (before.At, before.Precision, before.Zone);
        return new EditTimelineEntryInput
        {
            At = new Optional<DateTimeOffset?>(!sameMoment, AtOf(here)),
            Precision = new Optional<TimePrecision?>(true, PrecisionOf()),
            Zone = new Optional<string>(true, Zone),
            Text = new Optional<string>(true, Text),
            Source = new Optional<string>(true, Source),
        };
    }
}

/// <content>The timeline of what happened.</content>
internal sealed partial class IndexModel
{
    /// <summary>The timeline; on its tab.</summary>
    public Page<TimelineEntryDetail> Timeline { get; private set; } = new([], null);

    /// <summary>The entry that is being changed; null when none is.</summary>
    public TimelineEntryDetail? Edited { get; private set; }

    /// <summary>An entry to note, or the changes of one.</summary>
    [BindProperty(Name = nameof(Happened))]
    public HappenedForm Happened { get; set; } = new();

    /// <summary>What the timeline is filtered by.</summary>
    public TimelineFilter TimelineFilter => new()
    {
        From = DayOf("from") is { } from ? Zones.StartOf(from, Shell.Here.Zone) : null,
        To = DayOf("to") is { } to ? Zones.StartOf(to.AddDays(1), Shell.Here.Zone) : null,
        Q = One("q") is { Length: <= 200 } words && !words.Contains('\uFFFE', StringComparison.Ordinal) ? words : null,
        Precision = Enum.GetValues<TimePrecision>().Where(p => p.ToString() == One("precision")).ToList(),
        IncludeWithdrawn = ShowsWithdrawn,
    };

    private static readonly string[] TimelineFields = ["from", "to", "q", "precision", "withdrawn"];

    /// <summary>The first day of the filter, as its field has it.</summary>
    public string? TimelineFrom => DayOf("from") is null ? null : One("from");

    /// <summary>The last day of the filter, as its field has it.</summary>
    public string? TimelineTo => DayOf("to") is null ? null : One("to");

    /// <summary>The filter as it stands in the address.</summary>
    public string TimelineKeep => string.Concat(
        TimelineFields.Where(n => One(n) is not null).Select(n => $"{n}={Uri.EscapeDataString(One(n)!)}&"));

    /// <summary>The address of the file with the entries of the filter.</summary>
    public string TimelineFileAddress
    {
        get
        {
            var filter = TimelineFilter;
            string?[] parts =
            [
                filter.From is { } from ? $"from={Uri.EscapeDataString(Rfc(from))}" : null, filter.To is { } to ? $"to={Uri.EscapeDataString(Rfc(to))}" : null,
                filter.Q is { } words ? $"q={Uri.EscapeDataString(words)}" : null, filter.Precision is [var only] ? $"precision={only}" : null,
                filter.IncludeWithdrawn ? "includeWithdrawn=true" : null,
            ];
            return $"/api/v1/incidents/{Detail.Reference}/timeline/export?{string.Join('&', parts.OfType<string>())}".TrimEnd('?');
        }
    }

    /// <summary>An entry in words.</summary>
    public TimelineSaying Saying(TimelineEntryDetail entry) => new(Shell.Here, entry.At, entry.LastAt, entry.Precision, entry.Zone);

    public async Task<IActionResult> OnPostHappenedAsync()
    {
        CheckInstant(Happened.At, $"{nameof(Happened)}.{nameof(HappenedForm.At)}");
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return await ShowAsync("happened");
        }

        return await TryOnceAsync(() => Send.SendAsync(new AddTimelineEntryCommand(Reference, Happened.ToInput(Shell.Here)), Gone), nameof(Happened))
            ? Done(At(CaseTab.Timeline), Words.Get("Timeline.Added"))
            : await ShowAsync("happened");
    }

    public async Task<IActionResult> OnPostEditHappenedAsync(Guid id)
    {
        CheckInstant(Happened.At, $"{nameof(Happened)}.{nameof(HappenedForm.At)}");
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return await ShowAsync($"edit-{id:N}");
        }

        var entry = await Send.SendAsync(new GetTimelineEntryQuery(Reference, id), Gone);
        return await TryAsync(
                () => Send.SendAsync(new EditTimelineEntryCommand(Reference, id, Happened.ToEdit(entry, Shell.Here), Happened.Version), Gone), nameof(Happened))
            ? Done(At(CaseTab.Timeline), Words.Get("Timeline.Edited"))
            : await ShowAsync($"edit-{id:N}");
    }

    public async Task<IActionResult> OnPostWithdrawHappenedAsync(Guid id, string? reason, long? version) =>
        await TryAsync(() => Send.SendAsync(new WithdrawTimelineEntryCommand(Reference, id, new ActionInput { Reason = reason }, version), Gone), string.Empty)
            ? Done(At(CaseTab.Timeline), Words.Get("Timeline.Withdrawn"))
            : await ShowAsync($"withdraw-{id:N}");

    private async Task LoadTimelineAsync()
    {
        Timeline = await Send.SendAsync(new ListTimelineQuery(Reference, TimelineFilter, new PageRequest(RowsAtOnce, One("after"))), Gone);
        Edited = Timeline.Items.FirstOrDefault(e => e.WithdrawnAt is null && IsOpen($"edit-{e.Id:N}"));
        if (Edited is not null && Open is null)
        {
            Happened = HappenedForm.Of(Edited, Now);
        }
    }

    private DateOnly? DayOf(string name) =>
        DateOnly.TryParseExact(One(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1900 and < 3000 ? day : null;

    private static string Rfc(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
