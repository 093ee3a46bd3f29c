using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.FollowUps;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Requests;

namespace CyberIncidents.Application.Incidents;

/// <summary>What falls due.</summary>
public enum ClockKind
{
    /// <summary>Theirs: an answer to a request.</summary>
    RequestDue,

    /// <summary>Ours: the answer to a question that they asked back; its instant is when the request is due.</summary>
    AnswerClarification,

    /// <summary>Ours: a follow-up.</summary>
    FollowUp,

    /// <summary>Ours: the end of a pause.</summary>
    HoldUntil,

    /// <summary>Ours: the end of a legal clock of the case; it stands on desks, and beside the rest in the case's own list of clocks.</summary>
    LegalClock,
}

/// <summary>Something that falls due in a case.</summary>
/// <param name="At">When.</param>
/// <param name="What">What.</param>
/// <param name="Country">The partner's country, ISO 3166-1 alpha-2; null when no partner is concerned, or it is an international body.</param>
/// <param name="TimeZone">IANA name: the partner's zone, that of the follow-up, else the home zone.</param>
/// <param name="RequestReference">The request.</param>
/// <param name="FollowUpId">The follow-up.</param>
/// <param name="Title">The subject of the request, or the title of the follow-up.</param>
public sealed record Clock(
    DateTimeOffset At, ClockKind What, string? Country, string TimeZone, string? RequestReference, Guid? FollowUpId, string? Title)
{
    /// <summary>Whether it is our turn; else the partner's.</summary>
    public bool Ours => What != ClockKind.RequestDue;
}

/// <summary>An open follow-up of a case.</summary>
internal sealed record CaseFollowUp(
    Guid IncidentId, Guid Id, FollowUpPurpose Purpose, string Title, string? RequestReference, DateTimeOffset DueAt, string TimeZone);

/// <summary>What falls due in cases: the one place, for rows and for their order.</summary>
internal static class CaseClocks
{
    private static readonly FixedQuery<IReadOnlyList<Guid>, CaseFollowUp> OpenFollowUps = new((db, incidentIds) => db.FollowUps
        .Where(f => f.IncidentId != null && incidentIds.Contains(f.IncidentId.Value)
            && (f.State == FollowUpState.Scheduled || f.State == FollowUpState.Due))
        .Select(f => new CaseFollowUp(
            f.IncidentId!.Value, f.Id, f.Purpose, f.Title, db.Requests.Where(r => r.Id == f.RequestId).Select(r => r.Reference).FirstOrDefault(),
            f.DueAt, f.TimeZone)));

    /// <summary>The clocks of a case, the soonest first.</summary>
    public static IEnumerable<Clock> Of(
        Guid incidentId, CaseRequests requests, ILookup<Guid, CaseFollowUp> followUps, DateTimeOffset? holdUntil, string homeZone)
    {
        var clocks = requests.Of(incidentId).Where(r => r.Facts.DueAt is not null && Runs(r.Facts))
            .Select(r => new Clock(
                r.Facts.DueAt!.Value, r.Facts.IsWaiting ? ClockKind.RequestDue : ClockKind.AnswerClarification,
                r.Country, r.TimeZone, r.Reference, null, r.Subject))
            .Concat(followUps[incidentId].Select(f => new Clock(f.DueAt, ClockKind.FollowUp, null, f.TimeZone, null, f.Id, FollowUpTitle.Of(f.Purpose, f.Title, f.RequestReference))));
        if (holdUntil is { } until)
        {
            clocks = clocks.Append(new Clock(until, ClockKind.HoldUntil, null, homeZone, null, null, null));
        }

        return clocks.OrderBy(c => c.At);
    }

    /// <summary>The open follow-ups of some cases.</summary>
    public static async Task<ILookup<Guid, CaseFollowUp>> CaseFollowUpsAsync(
        this IAppDb db, IReadOnlyList<Guid> incidentIds, CancellationToken cancellationToken) =>
        (await db.Run(OpenFollowUps, incidentIds).ToListAsync(cancellationToken)).ToLookup(f => f.IncidentId);

    /// <summary>The requests of cases whose clock runs for them or for us; as <see cref="Runs"/>.</summary>
    public static IQueryable<Request> Running(this IQueryable<Request> requests) => requests.Dated().Where(r => r.IncidentId != null);

    /// <summary>The same, with the tasks at home that belong to no case: they are due for whoever answers for them.</summary>
    public static IQueryable<Request> Dated(this IQueryable<Request> requests) => requests.Where(RequestStanding.Running).Where(r =>
        r.Direction == RequestDirection.Outbound && r.DueAt != null && r.Kind != RequestKind.ForInformation);

    private static bool Runs(RequestFacts facts) =>
        facts.IsWaiting || (facts.Kind != RequestKind.ForInformation && facts.State == RequestState.ClarificationAsked);
}
