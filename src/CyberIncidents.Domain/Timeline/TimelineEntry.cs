using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Domain.Timeline;

/// <summary>What an entry says.</summary>
/// <param name="Text">What happened; at most <see cref="TimelineEntry.TextLength"/> characters.</param>
/// <param name="Source">From where it is known; at most <see cref="TimelineEntry.SourceLength"/> characters; null for none.</param>
public sealed record TimelineWords(string Text, string? Source);

/// <summary>One thing that happened in the incident itself; apart from the history of the case, which tells what we did.</summary>
public sealed class TimelineEntry : CaseItem
{
    /// <summary>The longest text, in characters: one thing that happened, no report.</summary>
    public const int TextLength = 4_000;

    /// <summary>The longest source, in characters.</summary>
    public const int SourceLength = 300;

    private TimelineEntry()
    {
        Zone = Text = SearchText = string.Empty;
    }

    /// <summary>Notes what happened.</summary>
    /// <param name="place">The case, the marking and who notes it.</param>
    /// <param name="moment">When it happened.</param>
    /// <param name="words">What happened.</param>
    /// <param name="now">The instant.</param>
    public TimelineEntry(ItemPlace place, TimelineMoment moment, TimelineWords words, DateTimeOffset now)
        : base(place, now)
    {
        Zone = Text = SearchText = string.Empty;
        Apply(moment, words);
        Record("add");
    }

    /// <summary>When it happened, in UTC; of an hour or a day its beginning; null when nothing is known.</summary>
    public DateTimeOffset? At { get; private set; }

    /// <summary>The last instant at which it may have happened.</summary>
    public DateTimeOffset? LastAt { get; private set; }

    /// <summary>How well that is known.</summary>
    public TimePrecision Precision { get; private set; }

    /// <summary>The IANA zone in which it was given.</summary>
    public string Zone { get; private set; }

    /// <summary>Its place in the order; see <see cref="TimelineMoment.SortAt"/>.</summary>
    public DateTimeOffset SortAt { get; private set; }

    /// <summary>What happened.</summary>
    public string Text { get; private set; }

    /// <summary>From where it is known; stays in the house also when the entry is released.</summary>
    public string? Source { get; private set; }

    /// <summary>Text and source in one normal form, for search.</summary>
    public string SearchText { get; private set; }

    /// <summary>The moment, as it was given.</summary>
    public TimelineMoment Moment => TimelineMoment.Of(At, Precision, Zone);

    /// <summary>Corrects it. That it was not released is checked by the caller.</summary>
    /// <param name="moment">When it happened.</param>
    /// <param name="words">What happened.</param>
    /// <exception cref="RuleBrokenException"><c>illegal-move</c>: it is withdrawn.</exception>
    public void Edit(TimelineMoment moment, TimelineWords words)
    {
        if (WithdrawnAt is not null)
        {
            throw new RuleBrokenException("illegal-move", "It is withdrawn.", []);
        }

        Apply(moment, words);
        Record("edit");
    }

    private void Apply(TimelineMoment moment, TimelineWords words)
    {
        ArgumentNullException.ThrowIfNull(moment);
        ArgumentNullException.ThrowIfNull(words);
        (At, LastAt, Precision, Zone, SortAt) = (moment.At, moment.LastAt, moment.Precision, moment.Zone, moment.SortAt);
        (Text, Source) = (words.Text, words.Source);
        SearchText = Incident.Normalise($"{Text} {Source}");
    }
}
