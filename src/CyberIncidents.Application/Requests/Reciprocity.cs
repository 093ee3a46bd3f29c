using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Requests;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Requests;

/// <summary>How one side answers the other: of what was asked for an answer and has been sent, withdrawn requests left out.</summary>
/// <param name="Asked">How many.</param>
/// <param name="Open">Those without an answer.</param>
/// <param name="Overdue">Those of them past due.</param>
/// <param name="Answered">Those that were answered.</param>
/// <param name="Declined">Those that were declined.</param>
/// <param name="ToFirstAct">The median from sending to the first act of the side that is asked; null when there was none.</param>
/// <param name="ToAnswer">The median from sending to the answer or refusal; null when there was none.</param>
/// <param name="OnTime">The share, 0 to 1, of those with a due instant that were answered or declined by it, of all that were or are past it; null when there are none.</param>
public sealed record AnsweringFigures(int Asked, int Open, int Overdue, int Answered, int Declined, TimeSpan? ToFirstAct, TimeSpan? ToAnswer, double? OnTime);

/// <summary>What passes between us and one country, in both directions, counted alike.</summary>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Theirs">How they answer us.</param>
/// <param name="Ours">How we answer them.</param>
public sealed record Reciprocity(string Country, AnsweringFigures Theirs, AnsweringFigures Ours);

/// <summary>Reads how we and a country answer each other; what the viewer may not see is not counted.</summary>
/// <param name="Country">ISO 3166-1 alpha-2; one from or to which nothing was asked has zeros.</param>
[RequirePermission(Permission.ReadDashboard)]
public sealed record GetReciprocityQuery(string Country) : IQuery<Reciprocity>;

/// <summary>Reads the same for every country with which something was asked, by code.</summary>
[RequirePermission(Permission.ReadDashboard)]
public sealed record ListReciprocityQuery : IQuery<IReadOnlyList<Reciprocity>>;

internal sealed class ReciprocityHandler(IAppDb db, TimeProvider time)
    : IQueryHandler<GetReciprocityQuery, Reciprocity>, IQueryHandler<ListReciprocityQuery, IReadOnlyList<Reciprocity>>
{
    public async Task<Reciprocity> Handle(GetReciprocityQuery query, CancellationToken cancellationToken) =>
        await db.Countries.AnyAsync(c => c.Code == query.Country, cancellationToken)
            ? Of(query.Country, await ReadAsync(query.Country, cancellationToken))
            : throw new NotFoundException();

    public async Task<IReadOnlyList<Reciprocity>> Handle(ListReciprocityQuery query, CancellationToken cancellationToken) =>
        [.. (await ReadAsync(null, cancellationToken)).GroupBy(a => a.Country, StringComparer.Ordinal).Select(g => Of(g.Key, [.. g])).OrderBy(r => r.Country, StringComparer.Ordinal)];

    private Task<List<Asked>> ReadAsync(string? country, CancellationToken cancellationToken) => (
        from r in db.Requests
        where r.SentAt != null && r.State != RequestState.Withdrawn && r.Kind != RequestKind.ForInformation && r.Kind != RequestKind.ContactCheck
        join o in db.Organisations on (r.Direction == RequestDirection.Inbound ? r.RequesterOrganisationId : r.RequestedOrganisationId) equals o.Id
        where o.Country != null && (country == null || o.Country == country)
        select new Asked(o.Country!, r.Direction, r.SentAt!.Value, r.FirstActAt, r.AnsweredAt, r.DueAt, r.DeclineGround != null)).ToListAsync(cancellationToken);

    private Reciprocity Of(string country, IReadOnlyList<Asked> asked) => new(
        country, Of([.. asked.Where(a => a.Direction == RequestDirection.Outbound)]), Of([.. asked.Where(a => a.Direction == RequestDirection.Inbound)]));

    private AnsweringFigures Of(IReadOnlyList<Asked> asked)
    {
        var now = time.GetUtcNow();
        var judged = asked.Where(a => a.DueAt is not null && (a.AnsweredAt is not null || a.DueAt < now)).ToList();
        return new AnsweringFigures(
            asked.Count,
            asked.Count(a => a.AnsweredAt is null),
            asked.Count(a => a.AnsweredAt is null && a.DueAt < now),
            asked.Count(a => a is { AnsweredAt: not null, Declined: false }),
            asked.Count(a => a is { AnsweredAt: not null, Declined: true }),
            Median(asked.Where(a => a.FirstActAt is not null).Select(a => a.FirstActAt!.Value - a.SentAt)),
            Median(asked.Where(a => a.AnsweredAt is not null).Select(a => a.AnsweredAt!.Value - a.SentAt)),
            judged.Count == 0 ? null : (double)judged.Count(a => a.AnsweredAt <= a.DueAt) / judged.Count);
    }

    private static TimeSpan? Median(IEnumerable<TimeSpan> spans)
    {
        List<TimeSpan> sorted = [.. spans.Order()];
        return sorted.Count == 0 ? null : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private sealed record Asked(
        string Country, RequestDirection Direction, DateTimeOffset SentAt, DateTimeOffset? FirstActAt, DateTimeOffset? AnsweredAt, DateTimeOffset? DueAt, bool Declined);
}
