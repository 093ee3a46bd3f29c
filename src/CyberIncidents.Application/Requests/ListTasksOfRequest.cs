using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Requests;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Requests;

/// <summary>The task of an authority at home for our answer to a partner.</summary>
public sealed record RequestTask
{
    /// <summary>The task.</summary>
    public required string Reference { get; init; }

    /// <summary>Whose it is.</summary>
    public required OrganisationName Organisation { get; init; }

    /// <summary>Where it stands.</summary>
    public required RequestState State { get; init; }

    /// <summary>How it stands in one word.</summary>
    public RequestWord Word { get; init; }

    /// <summary>When an answer is due.</summary>
    public required DateTimeOffset? DueAt { get; init; }

    /// <summary>When it was answered or declined.</summary>
    public required DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>How it was answered.</summary>
    public required AnswerOutcome? Outcome { get; init; }

    /// <summary>What it answered, a draft for our own answer; null before. We answer the partner, nothing goes by itself.</summary>
    public string? Answer { get; init; }

    internal Guid Id { get; init; }

    internal RequestFacts Facts { get; init; } = null!;
}

/// <summary>Lists the tasks at home for our answer to what a partner asks.</summary>
/// <param name="Reference">The partner's request.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record ListTasksOfRequestQuery(string Reference) : IQuery<Page<RequestTask>>;

internal sealed class ListTasksOfRequestHandler(IAppDb db, TimeProvider time) : IQueryHandler<ListTasksOfRequestQuery, Page<RequestTask>>
{
    public async Task<Page<RequestTask>> Handle(ListTasksOfRequestQuery query, CancellationToken cancellationToken)
    {
        var asked = await db.RequestAsync(query.Reference, cancellationToken);
        var now = time.GetUtcNow();
        var tasks = await db.Requests.Where(r => r.AnswersRequestId == asked.Id).OrderBy(r => r.CreatedAt).ThenBy(r => r.Id).Take(PageRequest.MaxLimit)
            .Select(r => new RequestTask
            {
                Id = r.Id,
                Reference = r.Reference,
                Organisation = db.Organisations.Where(o => o.Id == r.RequestedOrganisationId).Select(o => new OrganisationName(o.Id, o.Name)).First(),
                State = r.State,
                DueAt = r.DueAt,
                AnsweredAt = r.AnsweredAt,
                Outcome = r.Outcome,
                Facts = new RequestFacts(r.Kind, r.State, r.DueAt, r.SeenAt, r.FirstActAt, r.SilentFrom, r.Outcome, r.DeclineGround),
            })
            .ToListAsync(cancellationToken);
        var answered = tasks.FindAll(t => t.Outcome is not null).ConvertAll(t => t.Id);
        var said = await db.RequestEntries.Where(e => answered.Contains(e.RequestId) && e.Move == RequestMove.Answer)
            .OrderBy(e => e.CreatedAt).Select(e => new { e.RequestId, e.Note }).ToListAsync(cancellationToken);
        return new Page<RequestTask>(
            [.. tasks.Select(t => t with { Word = t.Facts.Word(now), Answer = said.FindLast(s => s.RequestId == t.Id)?.Note })], null);
    }
}
