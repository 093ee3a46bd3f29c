using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Domain.Incidents;

/// <summary>The case, owned by one national team.</summary>
public sealed partial class Incident : AggregateRoot, ISecured
{
    private Incident()
    {
        Reference = Title = Summary = ClassCode = SearchText = string.Empty;
    }

    /// <summary>Logs a case as <see cref="IncidentStatus.Reported"/>.</summary>
    /// <param name="reference">What people call it: <c>CI-2026-000042</c>.</param>
    /// <param name="facts">What is known.</param>
    /// <param name="tlp">Its marking.</param>
    /// <param name="createdById">Who logs it.</param>
    /// <param name="now">The instant.</param>
    public Incident(string reference, IncidentFacts facts, Tlp tlp, Guid createdById, DateTimeOffset now)
        : base(now)
    {
        ArgumentNullException.ThrowIfNull(facts);
        Reference = reference;
        Tlp = tlp;
        CreatedById = createdById;
        UpdatedAt = now;
        Title = Summary = ClassCode = SearchText = string.Empty;
        Apply(facts);
        Record("log");
    }

    /// <summary>What people call it and what URLs hold: <c>CI-2026-000042</c>.</summary>
    public string Reference { get; private set; }

    /// <summary>Our title; never leaves the house.</summary>
    public string Title { get; private set; }

    /// <summary>Our account of it; never leaves the house.</summary>
    public string Summary { get; private set; }

    /// <summary>Class of ENISA RSIT 1003.</summary>
    public string ClassCode { get; private set; }

    /// <summary>Type of ENISA RSIT 1003; null when not known yet.</summary>
    public string? TypeCode { get; private set; }

    /// <summary>Categories of terrorist use of the internet (UNODC 2012).</summary>
    public IReadOnlyList<string> TerroristUse { get; private set; } = [];

    /// <summary>How bad it is.</summary>
    public Severity Severity { get; private set; }

    /// <summary>Its marking.</summary>
    public Tlp Tlp { get; private set; }

    /// <summary>What recipients may do.</summary>
    public Pap? Pap { get; private set; }

    /// <summary>Handling codes and grading; its PAP stands beside it. Null when nothing is said.</summary>
    public Handling? Handling { get; private set; }

    /// <summary>Where it stands.</summary>
    public IncidentStatus Status { get; private set; } = IncidentStatus.Reported;

    /// <summary>Who answers for it; null before triage.</summary>
    public Guid? OwnerId { get; private set; }

    /// <summary>Who logged it.</summary>
    public Guid CreatedById { get; private set; }

    /// <summary>When it happened, as far as known.</summary>
    public DateTimeOffset? OccurredAt { get; private set; }

    /// <summary>When it was found.</summary>
    public DateTimeOffset? DetectedAt { get; private set; }

    /// <summary>Where the report came from.</summary>
    public string? Source { get; private set; }

    /// <summary>Free words.</summary>
    public IReadOnlyList<string> Tags { get; private set; } = [];

    /// <summary>Until when it is on hold.</summary>
    public DateTimeOffset? HoldUntil { get; private set; }

    /// <summary>Why it was put on hold, rejected or reopened last.</summary>
    public string? StatusReason { get; private set; }

    /// <summary>How it came out.</summary>
    public IncidentOutcome? Outcome { get; private set; }

    /// <summary>What was written at its close.</summary>
    public string? ClosingSummary { get; private set; }

    /// <summary>The case that it is a duplicate of.</summary>
    public Guid? DuplicateOfId { get; private set; }

    /// <summary>Whether its partners see one another.</summary>
    public bool Joint { get; private set; }

    /// <summary>Why it was made joint, or is not any more.</summary>
    public string? JointReason { get; private set; }

    /// <summary>When it was resolved last.</summary>
    public DateTimeOffset? ResolvedAt { get; private set; }

    /// <summary>When it was closed, rejected or marked a duplicate last.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>When its own row changed last.</summary>
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Reference, title and summary in one normal form, for search.</summary>
    public string SearchText { get; private set; }

    /// <summary>The moves that its state allows.</summary>
    public IReadOnlyList<IncidentMove> AllowedMoves => IsMerged ? [] : IncidentLifecycle.Table.Allowed(Status);

    Guid? ISecured.IncidentId => Id;

    Tlp? ISecured.OwnTlp => Tlp;

    /// <summary>The normal form in which text is searched: invariant upper case.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>Its normal form.</returns>
    public static string Normalise(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Trim().Normalize().ToUpperInvariant();
    }

    /// <summary>Throws unless the move is legal now; the error names the legal ones.</summary>
    /// <param name="move">The move.</param>
    /// <exception cref="RuleBrokenException"><c>illegal-move</c> or <c>incident-merged</c>.</exception>
    public void EnsureAllowed(IncidentMove move)
    {
        EnsureNotMerged();
        IncidentLifecycle.Table.Next(Status, move);
    }

    /// <summary>Throws when the case takes nothing more.</summary>
    /// <exception cref="RuleBrokenException"><c>incident-closed</c>.</exception>
    public void EnsureTakesMore()
    {
        if (IncidentLifecycle.BlocksMore(Status) is { } code)
        {
            throw Refused(code, $"The case is {Status}; reopen it first.");
        }
    }

    /// <summary>Throws unless partners may be told of it: triaged or later, and open.</summary>
    /// <exception cref="RuleBrokenException"><c>incident-not-triaged</c>, <c>incident-not-open</c> or <c>incident-closed</c>.</exception>
    public void EnsurePartnersMayBeTold()
    {
        if (IncidentLifecycle.BlocksTelling(Status) is { } code)
        {
            throw Refused(code, Status == IncidentStatus.Reported
                ? "Triage the case before a partner is told."
                : $"The case is {Status}; reopen it first.");
        }
    }

    /// <summary>Edits what is known.</summary>
    /// <param name="facts">The whole of what is known now.</param>
    /// <param name="now">The instant.</param>
    /// <exception cref="RuleBrokenException"><c>incident-closed</c>.</exception>
    public void Edit(IncidentFacts facts, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(facts);
        EnsureTakesMore();
        Apply(facts);
        Touch("edit", now);
    }

    /// <summary>Gives it to somebody else.</summary>
    /// <param name="ownerId">A member of the national team.</param>
    /// <param name="now">The instant.</param>
    public void Assign(Guid ownerId, DateTimeOffset now)
    {
        if (OwnerId == ownerId)
        {
            return;
        }

        EnsureTakesMore();
        OwnerId = ownerId;
        Touch("assign", now);
    }

    /// <summary>Changes its marking. Who may lower it, and what it does to its parts, is decided by the caller; a closed case too may be raised.</summary>
    /// <param name="tlp">The new marking.</param>
    /// <param name="now">The instant.</param>
    public void Reclassify(Tlp tlp, DateTimeOffset now)
    {
        if (Tlp == tlp)
        {
            return;
        }

        if (tlp < Tlp)
        {
            EnsureTakesMore();
        }

        Tlp = tlp;
        Touch("reclassify", now);
    }

    /// <summary>Notes that somebody who is not named opened it for reading. Nothing of the case changes.</summary>
    public void NoteBrokenGlass() => Record("break-glass");

    void ISecured.Remark(Tlp tlp) => Tlp = tlp;

    private RuleBrokenException Refused(string code, string message) => new(code, message, [.. AllowedMoves.Select(MoveName.Of)]);

    private void Touch(string act, DateTimeOffset now)
    {
        UpdatedAt = now;
        Record(act);
    }

    private void Apply(IncidentFacts facts)
    {
        Title = facts.Title;
        Summary = facts.Summary;
        ClassCode = facts.ClassCode;
        TypeCode = facts.TypeCode;
        TerroristUse = [.. facts.TerroristUse];
        Severity = facts.Severity;
        Pap = facts.Pap;
        Handling = Handling.WithPap(facts.Handling, null);
        OccurredAt = facts.OccurredAt;
        DetectedAt = facts.DetectedAt;
        Source = facts.Source;
        Tags = [.. facts.Tags];
        SearchText = Normalise($"{Reference} {Title} {Summary}");
    }
}
