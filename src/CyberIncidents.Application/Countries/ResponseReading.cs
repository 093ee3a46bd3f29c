using System.Globalization;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Requests;
using CyberIncidents.Domain.Requests;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Countries;

/// <summary>
/// Reads how requests between us and the organisations of a country fare, in either direction alike, so that both can be set beside each
/// other. Each number is counted by the filter of the list that it leads to.
/// </summary>
internal sealed class ResponseReading(IAppDb db)
{
    private static readonly IReadOnlyList<RequestKind> Asking = [.. Enum.GetValues<RequestKind>().Where(k => k != RequestKind.ForInformation)];

    /// <summary>From when response figures count: a year, so that they tell how a partner answers and not how it did long ago.</summary>
    public static DateTimeOffset Since(DateTimeOffset now) => new(now.AddYears(-1).UtcDateTime.Date, TimeSpan.Zero);

    /// <summary>The figures of one direction.</summary>
    public async Task<ResponseFigures> ReadAsync(
        string country, RequestDirection direction, DateTimeOffset since, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var between = new RequestFilter { Country = country, StatesOnly = true, Direction = direction };
        var open = await OpenAsync(db.Requests.Where(between with { Waiting = true }, db, now), now, cancellationToken);
        var sent = db.Requests.Where(between with { Kind = Asking, SentFrom = since }, db, now);
        var past = await PastAsync(sent, now, cancellationToken);
        var acknowledged = await sent.Where(r => r.FirstActAt != null).Select(r => new Span(r.SentAt!.Value, r.FirstActAt!.Value)).ToListAsync(cancellationToken);
        var answered = await sent.Where(RequestStanding.Answered).Select(r => new Span(r.SentAt!.Value, r.AnsweredAt!.Value)).ToListAsync(cancellationToken);
        var refusals = await sent.Where(RequestStanding.Answered).Where(r => r.DeclineGround != null).GroupBy(r => r.DeclineGround!)
            .Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        var list = $"/api/v1/requests?direction={direction}&country={country}&statesOnly=true";
        var ofYear = $"{list}&kind={string.Join(',', Asking)}&sentFrom={since.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}";
        return new ResponseFigures(
            new(open.Waiting, $"{list}&waiting=true"), new(open.Overdue, $"{list}&overdue=true"), direction == RequestDirection.Outbound ? new(open.Silent, $"{list}&silent=true") : null,
            new(past.Sent, ofYear), new(past.Answered, $"{ofYear}&answered=true"), new(past.OnTime, $"{ofYear}&onTime=true"), new(past.Late, $"{ofYear}&onTime=false"),
            past.OnTime + past.Late == 0 ? null : (double)past.OnTime / (past.OnTime + past.Late), Median.HoursOf(acknowledged.Select(s => s.To - s.From)), Median.HoursOf(answered.Select(s => s.To - s.From)),
            [.. refusals.OrderByDescending(r => r.Count).ThenBy(r => r.Key, StringComparer.Ordinal)
                .Select(r => new RefusalFigure(r.Key, r.Count, $"{ofYear}&ground={Uri.EscapeDataString(r.Key)}"))]);
    }

    private static async Task<Open> OpenAsync(IQueryable<Request> waiting, DateTimeOffset now, CancellationToken cancellationToken) =>
        await waiting.GroupBy(r => r.Direction)
            .Select(g => new Open(g.Count(), g.AsQueryable().Count(RequestStanding.Overdue(now)), g.AsQueryable().Count(RequestStanding.Silent(now))))
            .SingleOrDefaultAsync(cancellationToken) ?? new Open(0, 0, 0);

    private static async Task<Past> PastAsync(IQueryable<Request> sent, DateTimeOffset now, CancellationToken cancellationToken) =>
        await sent.GroupBy(r => r.Direction)
            .Select(g => new Past(
                g.Count(), g.AsQueryable().Count(RequestStanding.Answered), g.AsQueryable().Count(RequestStanding.OnTime), g.AsQueryable().Count(RequestStanding.Late(now))))
            .SingleOrDefaultAsync(cancellationToken) ?? new Past(0, 0, 0, 0);

    /// <summary>From one instant to another.</summary>
    private sealed record Span(DateTimeOffset From, DateTimeOffset To);

    private sealed record Open(int Waiting, int Overdue, int Silent);

    private sealed record Past(int Sent, int Answered, int OnTime, int Late);
}
