using System.Text.Json;
using CyberIncidents.Domain.Common;

namespace CyberIncidents.Domain.Sharing;

/// <summary>When a recall is to be confirmed, and when it is chased before and after.</summary>
/// <param name="RemindAt">When the liaison officers are reminded.</param>
/// <param name="DueAt">Until when it is to be confirmed.</param>
/// <param name="EscalateAt">When managers hear that it is not.</param>
public sealed record RecallDates(DateTimeOffset RemindAt, DateTimeOffset DueAt, DateTimeOffset EscalateAt);

/// <summary>
/// A release that was asked back, and the notice of it that the receiver keeps whatever its participation is or becomes. The notice holds the
/// release's number, dates, marking and digests, and nothing of the case; the reason stays with us.
/// </summary>
public sealed class Recall : AggregateRoot, ISecured
{
    private Recall()
    {
        ReleaseNumber = Reason = string.Empty;
        Digests = [];
    }

    /// <summary>Recalls a release.</summary>
    /// <param name="release">The release, in this save recalled.</param>
    /// <param name="recalledById">Who recalls it.</param>
    /// <param name="reason">Why; it stays with us.</param>
    /// <param name="dates">When it is to be confirmed.</param>
    /// <param name="now">The instant.</param>
    public Recall(Release release, Guid recalledById, string reason, RecallDates dates, DateTimeOffset now)
        : base(now)
    {
        ArgumentNullException.ThrowIfNull(release);
        ArgumentNullException.ThrowIfNull(dates);
        ReleaseId = release.Id;
        IncidentId = release.IncidentId!.Value;
        OrganisationId = release.OrganisationId;
        Tlp = release.Tlp;
        MarkedAs = release.MarkedAs;
        ReleaseNumber = release.Number;
        ReleasedAt = release.DecidedAt ?? release.CreatedAt;
        Digests = [.. release.Items.SelectMany(DigestsOf).Distinct(StringComparer.Ordinal)];
        RecalledById = recalledById;
        Reason = reason;
        DueAt = dates.DueAt;
        Record("recall");
    }

    /// <summary>The release.</summary>
    public Guid ReleaseId { get; private set; }

    /// <summary>The case.</summary>
    public Guid IncidentId { get; private set; }

    /// <summary>The receiver.</summary>
    public Guid OrganisationId { get; private set; }

    /// <summary>Who of ours may see it now.</summary>
    public Tlp Tlp { get; private set; }

    /// <summary>The marking under which it left.</summary>
    public Tlp MarkedAs { get; private set; }

    /// <summary>The number of the release.</summary>
    public string ReleaseNumber { get; private set; }

    /// <summary>When it left.</summary>
    public DateTimeOffset ReleasedAt { get; private set; }

    /// <summary>SHA-256 of what left, item by item as it stands in the log of releases, and of files; 64 lower-case hexadecimal digits each.</summary>
    public IReadOnlyList<string> Digests { get; private set; }

    /// <summary>Who recalled it.</summary>
    public Guid RecalledById { get; private set; }

    /// <summary>Why; it stays with us.</summary>
    public string Reason { get; private set; }

    /// <summary>Until when it is to be confirmed.</summary>
    public DateTimeOffset DueAt { get; private set; }

    /// <summary>Where it stands.</summary>
    public RecallState State { get; private set; }

    /// <summary>When the receiver answered last; null until it did.</summary>
    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>Who answered for the receiver.</summary>
    public Guid? AnsweredById { get; private set; }

    /// <summary>On which ground it is kept, or was until it was destroyed.</summary>
    public KeepGround? Ground { get; private set; }

    /// <summary>The ground in the receiver's own words.</summary>
    public string? GroundText { get; private set; }

    Guid? ISecured.IncidentId => IncidentId;

    Tlp? ISecured.OwnTlp => MarkedAs;

    void ISecured.Remark(Tlp tlp) => Tlp = tlp;

    /// <summary>Throws unless the move is legal now; the error names the legal ones.</summary>
    /// <param name="move">The move.</param>
    /// <exception cref="RuleBrokenException"><c>illegal-move</c>.</exception>
    public void EnsureAllowed(RecallMove move) => RecallLifecycle.Table.Next(State, move);

    /// <summary>The receiver has destroyed it.</summary>
    /// <param name="personId">Who says so.</param>
    /// <param name="now">The instant.</param>
    /// <exception cref="RuleBrokenException"><c>illegal-move</c>.</exception>
    public void ConfirmDestroyed(Guid personId, DateTimeOffset now) => Answer(RecallMove.ConfirmDestroyed, personId, now);

    /// <summary>The receiver keeps it.</summary>
    /// <param name="personId">Who says so.</param>
    /// <param name="ground">On which ground.</param>
    /// <param name="text">The ground in its own words.</param>
    /// <param name="now">The instant.</param>
    /// <exception cref="RuleBrokenException"><c>illegal-move</c>.</exception>
    public void Keep(Guid personId, KeepGround ground, string text, DateTimeOffset now)
    {
        Answer(RecallMove.Keep, personId, now);
        (Ground, GroundText) = (ground, text);
    }

    /// <summary>Notes that somebody was told of it by an alarm.</summary>
    public void NoteChased() => Record("chase-recall");

    private void Answer(RecallMove move, Guid personId, DateTimeOffset now)
    {
        State = RecallLifecycle.Table.Next(State, move);
        (AnsweredAt, AnsweredById) = (now, personId);
        Record(MoveName.Of(move));
    }

    /// <summary>The digest of the record, and that of the file where the record names one.</summary>
    private static IEnumerable<string> DigestsOf(ReleaseItem item)
    {
        yield return item.Sha256;
        using var content = JsonDocument.Parse(item.Content);
        if (content.RootElement.ValueKind == JsonValueKind.Object && content.RootElement.TryGetProperty("Sha256", out var file)
            && file.ValueKind == JsonValueKind.String)
        {
            yield return file.GetString()!;
        }
    }
}
