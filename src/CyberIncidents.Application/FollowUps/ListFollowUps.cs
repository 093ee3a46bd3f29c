using System.Linq.Expressions;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.FollowUps;

/// <summary>Which follow-ups.</summary>
public enum FollowUpScope
{
    /// <summary>Not done and not cancelled.</summary>
    Open,

    /// <summary>Due or overdue.</summary>
    Due,

    /// <summary>Overdue.</summary>
    Overdue,

    /// <summary>Their instant is still to come.</summary>
    Upcoming,

    /// <summary>Done.</summary>
    Done,

    /// <summary>Cancelled.</summary>
    Cancelled,
}

/// <summary>A follow-up.</summary>
public sealed record FollowUpDetail
{
    /// <summary>The follow-up.</summary>
    public required Guid Id { get; init; }

    /// <summary>The case.</summary>
    public required string? IncidentReference { get; init; }

    /// <summary>The case's title.</summary>
    public required string? IncidentTitle { get; init; }

    /// <summary>The request that it is about.</summary>
    public required string? RequestReference { get; init; }

    /// <summary>What it is about instead of a case, where the viewer sees that.</summary>
    public FollowUpAboutDetail? About { get; init; }

    /// <summary>What has to happen.</summary>
    public required string Title { get; init; }

    /// <summary>The instant.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>IANA name of its zone.</summary>
    public required string TimeZone { get; init; }

    /// <summary>ISO 8601 durations before the instant.</summary>
    public required IReadOnlyList<string> Reminders { get; init; }

    /// <summary>Who has to act.</summary>
    public required PersonName Assignee { get; init; }

    /// <summary>Who scheduled it.</summary>
    public required PersonName Creator { get; init; }

    /// <summary>Where it stands.</summary>
    public required FollowUpState State { get; init; }

    /// <summary>Whether it is due and its time of grace is over.</summary>
    public required bool Overdue { get; init; }

    /// <summary>When it was done or cancelled.</summary>
    public required DateTimeOffset? EndedAt { get; init; }

    /// <summary>What was said when it was done, moved or cancelled last.</summary>
    public required string? Note { get; init; }

    /// <summary>The case's marking.</summary>
    public required Tlp Tlp { get; init; }

    /// <summary>What it is for.</summary>
    public required FollowUpPurpose Purpose { get; init; }

    /// <summary>How it recurs, RFC 5545 RRULE; null for once.</summary>
    public required string? Recurrence { get; init; }

    /// <summary>The same for all occurrences of one that recurs.</summary>
    public required Guid? SeriesId { get; init; }

    /// <summary>When the next occurrence falls due; null when none follows, or it stands already.</summary>
    public required DateTimeOffset? NextAt { get; init; }

    /// <summary>When the next occurrence fell due while this one was still open.</summary>
    public required DateTimeOffset? MissedAt { get; init; }

    /// <summary>The version of its row; also the ETag.</summary>
    public required long Version { get; init; }

    /// <summary>The moves that are legal now.</summary>
    public IReadOnlyList<string> AllowedActions { get; init; } = [];

    internal Guid? IncidentId { get; init; }

    internal FollowUpAbout? AboutType { get; init; }

    internal Guid? AboutId { get; init; }
}

/// <summary>Lists the follow-ups that the viewer may see.</summary>
/// <param name="Scope">Which; null for all.</param>
/// <param name="Mine">Only those that the viewer has to act on.</param>
/// <param name="Reference">Only those of one case.</param>
/// <param name="Page">Which page; sorted by <c>dueAt</c>.</param>
/// <param name="About">Only those about one thing that is no case.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record ListFollowUpsQuery(FollowUpScope? Scope, bool Mine, string? Reference, PageRequest Page, Guid? About = null) : IQuery<Page<FollowUpDetail>>;

/// <summary>Reads a follow-up.</summary>
/// <param name="Id">The follow-up.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record GetFollowUpQuery(Guid Id) : IQuery<FollowUpDetail>;

internal sealed class ListFollowUpsHandler(IAppDb db, FollowUpReading reading, IViewerAccessor viewer, TimeProvider time)
    : IQueryHandler<ListFollowUpsQuery, Page<FollowUpDetail>>
{
    private static readonly Dictionary<string, Expression<Func<FollowUp, DateTimeOffset>>> Sorts = new(StringComparer.Ordinal)
    {
        ["dueAt"] = f => f.DueAt,
    };

    public async Task<Page<FollowUpDetail>> Handle(ListFollowUpsQuery query, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var source = db.FollowUps.Where(InScope(query.Scope, now));
        if (query.Mine)
        {
            var me = viewer.Required.UserId;
            source = source.Where(f => f.AssigneeId == me);
        }

        if (query.Reference is { } reference)
        {
            var id = await db.CaseIdAsync(reference, cancellationToken);
            source = source.Where(f => f.IncidentId == id);
        }

        if (query.About is { } about)
        {
            source = source.Where(f => f.AboutId == about);
        }

        var (rows, next, count) = await Keyset.ReadAsync(
            source, query.Page, Sorts, "dueAt", FollowUpReading.Project(db, now), (row, _) => (row.DueAt, row.Id), cancellationToken);
        return new Page<FollowUpDetail>(await reading.WithMovesAsync(rows, cancellationToken), next, count);
    }

    private static Expression<Func<FollowUp, bool>> InScope(FollowUpScope? scope, DateTimeOffset now) => scope switch
    {
        null => f => true,
        FollowUpScope.Open => f => f.State == FollowUpState.Scheduled || f.State == FollowUpState.Due,
        FollowUpScope.Due => f => f.State == FollowUpState.Due,
        FollowUpScope.Overdue => f => f.State == FollowUpState.Due && f.OverdueAt <= now,
        FollowUpScope.Upcoming => f => f.State == FollowUpState.Scheduled,
        FollowUpScope.Done => f => f.State == FollowUpState.Done,
        _ => f => f.State == FollowUpState.Cancelled,
    };
}

internal sealed class GetFollowUpHandler(IAppDb db, FollowUpReading reading, TimeProvider time) : IQueryHandler<GetFollowUpQuery, FollowUpDetail>
{
    public async Task<FollowUpDetail> Handle(GetFollowUpQuery query, CancellationToken cancellationToken)
    {
        var row = await db.FollowUps.Where(f => f.Id == query.Id).Select(FollowUpReading.Project(db, time.GetUtcNow()))
            .SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException();
        return (await reading.WithMovesAsync([row], cancellationToken))[0];
    }
}

/// <summary>Reading follow-ups in one way.</summary>
internal sealed class FollowUpReading(FollowUpSubjects subjects, IBrokenGlass glass)
{
    public static Expression<Func<FollowUp, FollowUpDetail>> Project(IAppDb db, DateTimeOffset now) => f => new FollowUpDetail
    {
        Id = f.Id,
        IncidentId = f.IncidentId,
        AboutType = f.AboutType,
        AboutId = f.AboutId,
        IncidentReference = db.Incidents.Where(i => i.Id == f.IncidentId).Select(i => i.Reference).FirstOrDefault(),
        IncidentTitle = db.Incidents.Where(i => i.Id == f.IncidentId).Select(i => i.Title).FirstOrDefault(),
        RequestReference = db.Requests.Where(r => r.Id == f.RequestId).Select(r => r.Reference).FirstOrDefault(),
        Title = f.Title,
        DueAt = f.DueAt,
        TimeZone = f.TimeZone,
        Reminders = f.Reminders,
        Assignee = db.People.Where(p => p.Id == f.AssigneeId).Select(p => new PersonName(p.Id, p.DisplayName)).First(),
        Creator = db.People.Where(p => p.Id == f.CreatorId).Select(p => new PersonName(p.Id, p.DisplayName)).First(),
        State = f.State,
        Overdue = f.State == FollowUpState.Due && f.OverdueAt <= now,
        EndedAt = f.EndedAt,
        Note = f.Note,
        Tlp = f.Tlp,
        Purpose = f.Purpose,
        Recurrence = f.Recurrence,
        SeriesId = f.SeriesId,
        NextAt = f.NextAt,
        MissedAt = f.MissedAt,
        Version = f.Version,
    };

    /// <summary>Adds what needs more than the row: what it is about, its name and its moves.</summary>
    public async Task<IReadOnlyList<FollowUpDetail>> WithMovesAsync(IReadOnlyList<FollowUpDetail> rows, CancellationToken cancellationToken)
    {
        var abouts = await subjects.FindAsync(rows.Select(r => FollowUpSubjects.Of(r.AboutType, r.AboutId)), cancellationToken);
        var onlyRead = await glass.OnlyReadAsync(rows.Select(r => (r.IncidentId, r.Tlp)), cancellationToken);
        return [.. rows.Select(row => row with
        {
            About = row.AboutId is { } about ? abouts.GetValueOrDefault(about) : null,
            Title = FollowUpTitle.Of(row.Purpose, row.Title, row.RequestReference),
            AllowedActions = row is { Tlp: Tlp.Red, IncidentId: { } id } && onlyRead.Contains(id)
                ? []
                : [.. FollowUpLifecycle.MovesOfPeople(row.State).Where(m => m != FollowUpMove.Reassign || Sees(row)).Select(MoveName.Of)],
        })];

        // Whom else it might go to, only somebody who sees what it is about can say.
        bool Sees(FollowUpDetail row) => row.AboutId is not { } id || abouts.ContainsKey(id);
    }
}

/// <summary>What a follow-up is called.</summary>
internal static class FollowUpTitle
{
    /// <summary>
    /// What somebody typed; of what the program scheduled, its purpose in the reader's language, without the request's reference where the
    /// reader does not see the request. A title that is stored with such a one is not read.
    /// </summary>
    public static string Of(FollowUpPurpose purpose, string typed, string? requestReference) => (purpose, requestReference) switch
    {
        (FollowUpPurpose.Work, _) => typed,
        (_, { } reference) => Words.Get($"FollowUp.{purpose}", reference),
        _ => Words.Get($"FollowUp.{purpose}Unnamed"),
    };
}
