using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Requests;

namespace CyberIncidents.Application.Incidents;

/// <summary>What the rows of cases need of one of their requests.</summary>
internal sealed record CaseRequest(
    Guid IncidentId, Guid? ParticipationId, string Reference, string Subject, RequestFacts Facts, string? Country, string TimeZone);

/// <summary>How the requests to one partner stand.</summary>
internal sealed record PartnerStanding(IReadOnlyList<RequestWord> Words, int Waiting, int Silent, int Overdue)
{
    public RequestWord Word(ParticipationState state) => PartnerWord.Of(state, Words);

    public PartnerPill Pill(Guid participationId, string? country, OrganisationName? organisation, ParticipationState state) =>
        new(participationId, country, organisation, state, Word(state), Waiting, Silent, Overdue);
}

/// <summary>The requests of some cases by one query: pills and clocks come from them.</summary>
internal sealed class CaseRequests(IReadOnlyList<CaseRequest> all)
{
    private readonly ILookup<Guid, CaseRequest> _byCase = all.ToLookup(r => r.IncidentId);
    private readonly ILookup<Guid?, CaseRequest> _byPartner = all.ToLookup(r => r.ParticipationId);

    public IEnumerable<CaseRequest> Of(Guid incidentId) => _byCase[incidentId];

    public PartnerStanding Standing(Guid participationId, DateTimeOffset now)
    {
        var facts = _byPartner[participationId].Select(r => r.Facts).ToList();
        return new PartnerStanding(
            [.. facts.Select(f => f.Word(now))], facts.Count(f => f.IsWaiting), facts.Count(f => f.IsSilent(now)), facts.Count(f => f.IsOverdue(now)));
    }
}

/// <summary>Reading the requests of cases in one way.</summary>
internal static class CaseRequestReading
{
    private static readonly FixedQuery<IReadOnlyList<Guid>, CaseRequest> Rows = new((db, incidentIds) =>
        from r in db.Requests
        where r.IncidentId != null && incidentIds.Contains(r.IncidentId.Value) && r.Direction == RequestDirection.Outbound
        join o in db.Organisations on r.RequestedOrganisationId equals o.Id
        select new CaseRequest(
            r.IncidentId!.Value, r.ParticipationId, r.Reference, r.Subject,
            new RequestFacts(r.Kind, r.State, r.DueAt, r.SeenAt, r.FirstActAt, r.SilentFrom, r.Outcome, r.DeclineGround),
            o.Country, o.TimeZone));

    public static async Task<CaseRequests> CaseRequestsAsync(this IAppDb db, IReadOnlyList<Guid> incidentIds, CancellationToken cancellationToken) =>
        new(await db.Run(Rows, incidentIds).ToListAsync(cancellationToken));
}
