using System.Linq.Expressions;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Sharing;

/// <summary>A recall as the national team reads it.</summary>
/// <param name="Id">The recall.</param>
/// <param name="ReleaseId">The release.</param>
/// <param name="ReleaseNumber">Its number.</param>
/// <param name="Organisation">The receiver.</param>
/// <param name="MarkedAs">Under which marking it left.</param>
/// <param name="At">When it was recalled.</param>
/// <param name="RecalledBy">Who recalled it.</param>
/// <param name="Reason">Why.</param>
/// <param name="DueAt">Until when it is to be confirmed.</param>
/// <param name="State">What the receiver says.</param>
/// <param name="AnsweredAt">When it said so last.</param>
/// <param name="AnsweredBy">Who said so.</param>
/// <param name="Ground">On which ground it is kept, or was.</param>
/// <param name="GroundText">The ground in its own words.</param>
public sealed record RecallDetail(
    Guid Id,
    Guid ReleaseId,
    string ReleaseNumber,
    OrganisationName Organisation,
    Tlp MarkedAs,
    DateTimeOffset At,
    PersonName RecalledBy,
    string Reason,
    DateTimeOffset DueAt,
    RecallState State,
    DateTimeOffset? AnsweredAt,
    PersonName? AnsweredBy,
    KeepGround? Ground,
    string? GroundText)
{
    /// <summary>Its date has passed and nobody has confirmed it.</summary>
    public bool Overdue { get; init; }

    /// <summary>How many of its items the receiver still sees, because another release that stands gave them too.</summary>
    public int Staying { get; init; }
}

/// <summary>Lists the recalls of a case, the newest first: who has confirmed and who has not.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Page">Which page; sorted by <c>createdAt</c>.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record ListCaseRecallsQuery(string Reference, PageRequest Page) : IQuery<Page<RecallDetail>>;

/// <summary>Reads a recall.</summary>
/// <param name="Id">The recall.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record GetRecallQuery(Guid Id) : IQuery<RecallDetail>;

internal sealed class ListCaseRecallsHandler(IAppDb db, IRecalls recalls, TimeProvider time)
    : IQueryHandler<ListCaseRecallsQuery, Page<RecallDetail>>, IQueryHandler<GetRecallQuery, RecallDetail>
{
    internal static readonly Dictionary<string, Expression<Func<Recall, DateTimeOffset>>> Sorts = new(StringComparer.Ordinal)
    {
        ["createdAt"] = r => r.CreatedAt,
    };

    public async Task<Page<RecallDetail>> Handle(ListCaseRecallsQuery query, CancellationToken cancellationToken)
    {
        var id = await db.CaseIdAsync(query.Reference, cancellationToken);
        var (rows, next, count) = await Keyset.ReadAsync(
            db.Recalls.Where(r => r.IncidentId == id), query.Page, Sorts, "-createdAt", Project(), (row, _) => (row.At, row.Id), cancellationToken);
        return new Page<RecallDetail>(await FinishAsync(rows, cancellationToken), next, count);
    }

    public async Task<RecallDetail> Handle(GetRecallQuery query, CancellationToken cancellationToken) =>
        (await FinishAsync(
            [await db.Recalls.Where(r => r.Id == query.Id).Select(Project()).SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException()], cancellationToken))[0];

    private async Task<IReadOnlyList<RecallDetail>> FinishAsync(IReadOnlyList<RecallDetail> rows, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var seen = await recalls.StillSeenAsync([.. rows.Select(r => r.ReleaseId)], cancellationToken);
        return [.. rows.Select(r => r with
        {
            Overdue = r.State == RecallState.Open && r.DueAt < now,
            Staying = seen.GetValueOrDefault(r.ReleaseId),
        })];
    }

    private Expression<Func<Recall, RecallDetail>> Project() => r => new RecallDetail(
        r.Id, r.ReleaseId, r.ReleaseNumber,
        db.Organisations.Where(o => o.Id == r.OrganisationId).Select(o => new OrganisationName(o.Id, o.Name)).First(),
        r.MarkedAs, r.CreatedAt,
        db.People.Where(p => p.Id == r.RecalledById).Select(p => new PersonName(p.Id, p.DisplayName)).First(),
        r.Reason, r.DueAt, r.State, r.AnsweredAt,
        db.People.Where(p => p.Id == r.AnsweredById).Select(p => new PersonName(p.Id, p.DisplayName)).FirstOrDefault(),
        r.Ground, r.GroundText);
}
