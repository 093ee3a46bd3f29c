using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Requests;

namespace CyberIncidents.Domain.Chasing;

/// <summary>Whom a step of the ladder turns to.</summary>
public enum ChaseWhom
{
    /// <summary>The partner's liaison officers.</summary>
    Liaison,

    /// <summary>The partner's deputies.</summary>
    Deputy,

    /// <summary>The one of ours who answers for the case.</summary>
    Owner,

    /// <summary>Our managers.</summary>
    Manager,

    /// <summary>The partner's 24/7 contact; only for Urgent and Emergency.</summary>
    AroundTheClock,
}

/// <summary>By what a step reaches them.</summary>
public enum ChaseMeans
{
    /// <summary>A notice in the program.</summary>
    InApp,

    /// <summary>A mail.</summary>
    Mail,

    /// <summary>Both.</summary>
    Both,
}

/// <summary>One step.</summary>
/// <param name="Share">Percent of the request's time that is gone, 1 to 400; null when <paramref name="Offset"/> is set.</param>
/// <param name="Offset">ISO 8601 duration after the due instant, <c>PT2H</c>; null when <paramref name="Share"/> is set.</param>
/// <param name="Whom">Whom it turns to.</param>
/// <param name="By">By what.</param>
public sealed record LadderStep(int? Share, string? Offset, ChaseWhom Whom, ChaseMeans By);

/// <summary>What an administrator keeps of a ladder.</summary>
/// <param name="NameEn">English name.</param>
/// <param name="NameId">Indonesian name.</param>
/// <param name="Kinds">The kinds of request it is for; empty for any.</param>
/// <param name="Urgencies">The urgencies it is for; at least one.</param>
/// <param name="Steps">Its steps; at least one.</param>
public sealed record LadderCard(
    string NameEn, string NameId, IReadOnlyList<RequestKind> Kinds, IReadOnlyList<Urgency> Urgencies, IReadOnlyList<LadderStep> Steps);

/// <summary>How a request is chased: at which part of its time whom, and by what. Changing it changes no steps that are planned already.</summary>
public sealed class ChasingLadder : AggregateRoot
{
    private ChasingLadder() => Code = NameEn = NameId = string.Empty;

    /// <summary>Adds a ladder.</summary>
    /// <param name="code">Its code, in kebab case; unique.</param>
    /// <param name="card">What it says.</param>
    /// <param name="addedHere">Whether an administrator adds it; the seeds leave it alone then.</param>
    /// <param name="now">The instant.</param>
    public ChasingLadder(string code, LadderCard card, bool addedHere, DateTimeOffset now)
        : base(now)
    {
        Code = code;
        EditedHere = addedHere;
        NameEn = NameId = string.Empty;
        Apply(card);
        Record("add");
    }

    /// <summary>Its code.</summary>
    public string Code { get; private set; }

    /// <summary>English name.</summary>
    public string NameEn { get; private set; }

    /// <summary>Indonesian name.</summary>
    public string NameId { get; private set; }

    /// <summary>The kinds of request it is for; empty for any.</summary>
    public IReadOnlyList<RequestKind> Kinds { get; private set; } = [];

    /// <summary>The urgencies it is for.</summary>
    public IReadOnlyList<Urgency> Urgencies { get; private set; } = [];

    /// <summary>Its steps.</summary>
    public IReadOnlyList<LadderStep> Steps { get; private set; } = [];

    /// <summary>Whether an administrator has changed it; the seeds leave it alone from then on.</summary>
    public bool EditedHere { get; private set; }

    /// <summary>When it left the list; steps that are planned stay planned.</summary>
    public DateTimeOffset? RetiredAt { get; private set; }

    /// <summary>How well it fits a request: one made for its kind before one for any.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="urgency">The urgency.</param>
    /// <returns>Null when it does not fit.</returns>
    public int? Fits(RequestKind kind, Urgency urgency) =>
        RetiredAt is not null || !Urgencies.Contains(urgency) ? null : Kinds.Contains(kind) ? 2 : Kinds.Count == 0 ? 1 : null;

    /// <summary>An administrator changes it.</summary>
    /// <param name="card">What it says now.</param>
    public void Edit(LadderCard card)
    {
        Apply(card);
        EditedHere = true;
        Record("edit");
    }

    /// <summary>The seeds change it, unless an administrator has.</summary>
    /// <param name="card">What it says now.</param>
    public void Reseed(LadderCard card)
    {
        if (!EditedHere)
        {
            Apply(card);
            RetiredAt = null;
        }
    }

    /// <summary>Takes it off the list, or puts it back.</summary>
    /// <param name="retired">Whether it leaves.</param>
    /// <param name="now">The instant.</param>
    public void Retire(bool retired, DateTimeOffset now)
    {
        RetiredAt = retired ? RetiredAt ?? now : null;
        Record(retired ? "retire" : "restore");
    }

    private void Apply(LadderCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        (NameEn, NameId, Kinds, Urgencies, Steps) = (card.NameEn, card.NameId, card.Kinds, card.Urgencies, card.Steps);
    }
}
