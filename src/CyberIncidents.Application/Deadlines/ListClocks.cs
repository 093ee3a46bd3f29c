using System.Linq.Expressions;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Deadlines;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Deadlines;

/// <summary>How a clock stands, in one word.</summary>
public enum ClockWord
{
    /// <summary>It is past its instant, or was met too late.</summary>
    Late,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>A question waits for its answer.</summary>
    Stopped,

    /// <summary>What was due was done in time.</summary>
    Met,

    /// <summary>What was kept has lapsed.</summary>
    Lapsed,

    /// <summary>Nothing is due any more.</summary>
    Cancelled,
}

/// <summary>A time in which a clock stood still.</summary>
/// <param name="From">From when.</param>
/// <param name="To">Until when; null while it stands still.</param>
public sealed record ClockPause(DateTimeOffset From, DateTimeOffset? To);

/// <summary>A legal clock of a case or of one of its requests.</summary>
public sealed record LegalClockDetail
{
    /// <summary>The clock.</summary>
    public required Guid Id { get; init; }

    /// <summary>The request; null for a stage of the case itself.</summary>
    public required string? RequestReference { get; init; }

    /// <summary>The country of the organisation that is asked, ISO 3166-1 alpha-2.</summary>
    public required string? Country { get; init; }

    /// <summary>IANA name of the zone in which it is read: the partner's for the partner's duty, else that of the house.</summary>
    public required string? TimeZone { get; init; }

    /// <summary>The code of its rule; null when its instant was agreed by hand.</summary>
    public required string? Rule { get; init; }

    /// <summary>The law in short; null when its instant was agreed by hand.</summary>
    public string? Regime { get; init; }

    /// <summary>The stage; null when its instant was agreed by hand.</summary>
    public string? Stage { get; init; }

    /// <summary>Instrument and article.</summary>
    public string? Source { get; init; }

    /// <summary>V read in the source, S in a secondary one, K not checked.</summary>
    public string? Confidence { get; init; }

    /// <summary>Whose duty it is.</summary>
    public required ClockDuty Duty { get; init; }

    /// <summary>What its end means.</summary>
    public required RuleEffect Effect { get; init; }

    /// <summary>What a question does to it.</summary>
    public required ClarificationEffect OnClarification { get; init; }

    /// <summary>How it is counted.</summary>
    public required CountingRule Counting { get; init; }

    /// <summary>From when it counts.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ends.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Whether its end was set by hand.</summary>
    public required bool Agreed { get; init; }

    /// <summary>Where it stands.</summary>
    public required ClockState State { get; init; }

    /// <summary>When it was met, late or cancelled.</summary>
    public required DateTimeOffset? EndedAt { get; init; }

    /// <summary>The version of its row.</summary>
    public required long Version { get; init; }

    /// <summary>How it stands now.</summary>
    public ClockWord Word { get; init; }

    /// <summary>Hours that are left while it is stopped, in its own counting.</summary>
    public double? RemainingHours { get; init; }

    /// <summary>When it stood still.</summary>
    public IReadOnlyList<ClockPause> Stops { get; init; } = [];

    /// <summary>What the viewer may do with it now.</summary>
    public IReadOnlyList<string> AllowedActions { get; init; } = [];

    internal TimeSpan? Remaining { get; init; }

    internal Guid? IncidentId { get; init; }

    internal Tlp Tlp { get; init; }
}

/// <summary>Lists the legal clocks of a case, those of its requests too: open ones first, the soonest first.</summary>
/// <param name="Reference">The case.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record ListClocksQuery(string Reference) : IQuery<IReadOnlyList<LegalClockDetail>>;

internal sealed class ListClocksHandler(IAppDb db, ClockReading reading) : IQueryHandler<ListClocksQuery, IReadOnlyList<LegalClockDetail>>
{
    public async Task<IReadOnlyList<LegalClockDetail>> Handle(ListClocksQuery query, CancellationToken cancellationToken)
    {
        var id = await db.CaseIdAsync(query.Reference, cancellationToken);
        return await reading.ReadAsync(c => c.IncidentId == id, cancellationToken);
    }
}

/// <summary>Reading clocks in one way.</summary>
internal sealed class ClockReading(IAppDb db, IBrokenGlass glass, IViewerAccessor viewer, HomeSettings home, TimeProvider time)
{
    public async Task<IReadOnlyList<LegalClockDetail>> ReadAsync(Expression<Func<LegalClock, bool>> which, CancellationToken cancellationToken)
    {
        var rows = await db.LegalClocks.Where(which).Select(Project(db)).ToListAsync(cancellationToken);
        var ids = rows.ConvertAll(r => r.Id);
        var stops = (await db.ClockStops.Where(s => ids.Contains(s.LegalClockId)).OrderBy(s => s.StartedAt)
            .Select(s => new { s.LegalClockId, Pause = new ClockPause(s.StartedAt, s.EndedAt) }).ToListAsync(cancellationToken)).ToLookup(s => s.LegalClockId, s => s.Pause);
        var codes = rows.Where(r => r.Rule is not null).Select(r => r.Rule!).Distinct(StringComparer.Ordinal).ToList();
        var rules = (await db.DeadlineRules.AsNoTracking().Where(r => codes.Contains(r.Code)).ToListAsync(cancellationToken)).ToDictionary(r => r.Code, StringComparer.Ordinal);
        var now = time.GetUtcNow();
        var onlyRead = await glass.OnlyReadAsync(rows.Select(r => (r.IncidentId, r.Tlp)), cancellationToken);
        return [.. rows.Select(r => Complete(r, rules.GetValueOrDefault(r.Rule ?? string.Empty), [.. stops[r.Id]], now))
            .Select(r => r is { Tlp: Tlp.Red, IncidentId: { } id } && onlyRead.Contains(id) ? r with { AllowedActions = [] } : r)
            .OrderBy(r => r.State is not (ClockState.Running or ClockState.Stopped)).ThenBy(r => r.DueAt)];
    }

    private LegalClockDetail Complete(LegalClockDetail row, DeadlineRule? rule, IReadOnlyList<ClockPause> stops, DateTimeOffset now) => row with
    {
        Regime = rule?.LawInShort(),
        Stage = rule is null ? null : Words.Pick(rule.NameEn, rule.NameId),
        Source = rule?.Source,
        Confidence = rule?.Confidence,
        TimeZone = row.Duty == ClockDuty.Partner && row.TimeZone is not null ? row.TimeZone : home.TimeZone,
        Word = WordOf(row, now),
        // One that begins anew has its whole time again once we answer.
        RemainingHours = row.State != ClockState.Stopped ? null
            : row.OnClarification == ClarificationEffect.Restarts ? (row.DueAt - row.StartedAt).TotalHours
            : row.Remaining?.TotalHours,
        Stops = stops,
        AllowedActions = row.RequestReference is null && row.State == ClockState.Running && viewer.Required.Holds(Permission.WorkCases) ? ["submit", "cancel"] : [],
    };

    private static ClockWord WordOf(LegalClockDetail row, DateTimeOffset now) => row.State switch
    {
        ClockState.Running when row.Effect == RuleEffect.Retention => row.DueAt < now ? ClockWord.Lapsed : ClockWord.Running,
        ClockState.Running => row.DueAt < now ? ClockWord.Late : ClockWord.Running,
        ClockState.Stopped => ClockWord.Stopped,
        ClockState.Met => ClockWord.Met,
        ClockState.Late => ClockWord.Late,
        _ => ClockWord.Cancelled,
    };

    private static Expression<Func<LegalClock, LegalClockDetail>> Project(IAppDb db) => c => new LegalClockDetail
    {
        Id = c.Id,
        IncidentId = c.IncidentId,
        Tlp = c.Tlp,
        RequestReference = db.Requests.Where(r => r.Id == c.RequestId).Select(r => r.Reference).FirstOrDefault(),
        Country = db.Organisations.Where(o => db.Requests.Any(r => r.Id == c.RequestId && r.RequestedOrganisationId == o.Id)).Select(o => o.Country).FirstOrDefault(),
        TimeZone = db.Organisations.Where(o => db.Requests.Any(r => r.Id == c.RequestId && r.RequestedOrganisationId == o.Id)).Select(o => o.TimeZone).FirstOrDefault(),
        Rule = c.RuleCode,
        Duty = c.Duty,
        Effect = c.Effect,
        OnClarification = c.OnClarification,
        Counting = c.Counting,
        StartedAt = c.StartedAt,
        DueAt = c.DueAt,
        Agreed = c.Agreed,
        State = c.State,
        EndedAt = c.EndedAt,
        Version = c.Version,
        Remaining = c.Remaining,
    };
}
