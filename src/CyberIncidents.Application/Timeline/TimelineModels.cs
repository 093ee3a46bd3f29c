using System.Linq.Expressions;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Domain.Timeline;
using FluentValidation;

namespace CyberIncidents.Application.Timeline;

/// <summary>Something that happened in the incident itself.</summary>
public sealed record TimelineEntryInput
{
    /// <summary>When; from 1990 to a day ahead. May be left out only where the precision is <c>Unknown</c>; such an entry comes last.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>How well that is known; <c>Exact</c> when left out. Of an hour or a day the beginning is kept.</summary>
    public TimePrecision? Precision { get; init; }

    /// <summary>The IANA zone in which it was given, whose hours and days count; the home zone when left out.</summary>
    public string? Zone { get; init; }

    /// <summary>From where it is known; at most 300 characters. It never leaves the house.</summary>
    public string? Source { get; init; }

    /// <summary>What happened; at most 4,000 characters.</summary>
    public string? Text { get; init; }

    /// <summary>The marking; the case's when left out, never laxer.</summary>
    public Tlp? Tlp { get; init; }
}

/// <summary>The key of an entry in an answer.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Id">The entry.</param>
public sealed record TimelineKey(string Reference, Guid Id);

/// <summary>What a timeline is filtered by; what is left out filters nothing.</summary>
public sealed record TimelineFilter
{
    /// <summary>May have happened at or after; without those of no known instant.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>May have happened before; without those of no known instant.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Words of text or source.</summary>
    public string? Q { get; init; }

    /// <summary>Any of these precisions; empty for all.</summary>
    public IReadOnlyList<TimePrecision> Precision { get; init; } = [];

    /// <summary>Whether withdrawn entries are listed too.</summary>
    public bool IncludeWithdrawn { get; init; }
}

/// <summary>An entry as the national team reads it.</summary>
public sealed record TimelineEntryDetail
{
    internal Guid IncidentId { get; init; }

    /// <summary>The entry.</summary>
    public required Guid Id { get; init; }

    /// <summary>When it happened; of an hour or a day its beginning; null when nothing is known.</summary>
    public required DateTimeOffset? At { get; init; }

    /// <summary>The last instant at which it may have happened.</summary>
    public required DateTimeOffset? LastAt { get; init; }

    /// <summary>How well that is known.</summary>
    public required TimePrecision Precision { get; init; }

    /// <summary>The IANA zone in which it was given.</summary>
    public required string Zone { get; init; }

    /// <summary>From where it is known.</summary>
    public required string? Source { get; init; }

    /// <summary>What happened.</summary>
    public required string Text { get; init; }

    /// <summary>Its marking.</summary>
    public required Tlp Tlp { get; init; }

    /// <summary>When it was noted.</summary>
    public required DateTimeOffset NotedAt { get; init; }

    /// <summary>Who noted it.</summary>
    public required PersonName NotedBy { get; init; }

    /// <summary>When it was withdrawn; null while it stands.</summary>
    public required DateTimeOffset? WithdrawnAt { get; init; }

    /// <summary>Why it was withdrawn.</summary>
    public required string? WithdrawalReason { get; init; }

    /// <summary>The version of its row; also the ETag.</summary>
    public required long Version { get; init; }

    internal DateTimeOffset SortAt { get; init; }
}

/// <summary>What an entry is called where there is no room for all of it.</summary>
internal static class TimelineName
{
    public const int Length = 80;

    /// <summary>Its beginning, in one line.</summary>
    public static string Of(string text) => Shortened.To(text, Length);
}

/// <summary>The form of an entry, of a new one and of one with its changes.</summary>
internal sealed class TimelineEntryInputValidator : AbstractValidator<TimelineEntryInput>
{
    public TimelineEntryInputValidator(TimeProvider time)
    {
        RuleFor(i => i.At).NotNull().When(i => i.Precision != TimePrecision.Unknown)
            .Must(at => at is null || at >= TimelineMoment.Earliest).WithMessage(_ => Words.Get("Timeline.Error.TooEarly"))
            .Must(at => at is null || at <= time.GetUtcNow() + TimelineMoment.Ahead).WithMessage(_ => Words.Get("Timeline.Error.TooLate"));
        RuleFor(i => i.Precision).IsInEnum();
        RuleFor(i => i.Zone).KnownZone();
        RuleFor(i => i.Source).OptionalText(TimelineEntry.SourceLength);
        RuleFor(i => i.Text).RequiredText(TimelineEntry.TextLength);
        RuleFor(i => i.Tlp).IsInEnum();
    }
}

/// <summary>Reading timelines.</summary>
internal static class TimelineReading
{
    public static TimelineMoment MomentOf(this TimelineEntryInput input, HomeSettings home) =>
        TimelineMoment.Of(input.At, input.Precision ?? TimePrecision.Exact, input.Zone ?? home.TimeZone);

    public static TimelineWords WordsOf(this TimelineEntryInput input) =>
        new(input.Text!.Trim(), ActionInput.FirstText(input.Source));

    public static IQueryable<TimelineEntry> Where(this IQueryable<TimelineEntry> entries, TimelineFilter filter)
    {
        entries = filter.IncludeWithdrawn ? entries : entries.Where(t => t.WithdrawnAt == null);
        entries = filter.From is { } from ? entries.Where(t => t.LastAt >= from) : entries;
        entries = filter.To is { } to ? entries.Where(t => t.At < to) : entries;
        entries = filter.Precision.Count == 0 ? entries : entries.Where(t => filter.Precision.Contains(t.Precision));
        foreach (var word in Incident.Normalise(filter.Q ?? string.Empty).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(10))
        {
            entries = entries.Where(t => t.SearchText.Contains(word));
        }

        return entries;
    }

    public static Expression<Func<TimelineEntry, TimelineEntryDetail>> Project(IAppDb db) => t => new TimelineEntryDetail
    {
        Id = t.Id,
        IncidentId = t.IncidentId,
        At = t.At,
        LastAt = t.LastAt,
        Precision = t.Precision,
        Zone = t.Zone,
        Source = t.Source,
        Text = t.Text,
        Tlp = t.Tlp,
        NotedAt = t.CreatedAt,
        NotedBy = db.People.Where(p => p.Id == t.CreatedById).Select(p => new PersonName(p.Id, p.DisplayName)).First(),
        WithdrawnAt = t.WithdrawnAt,
        WithdrawalReason = t.WithdrawalReason,
        Version = t.Version,
        SortAt = t.SortAt,
    };
}
