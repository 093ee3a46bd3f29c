using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Retention;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Retention;

/// <summary>What a partner asked, outside any case, and that has ended, as its term is read off it.</summary>
internal sealed record EndedRequest(
    Guid Id, string Reference, string Subject, OrganisationName Requester, Tlp Tlp, string? LegalBasis, DateTimeOffset EndedAt, long Version);

/// <summary>Until when it is kept, and whether something of it still runs.</summary>
internal sealed record RequestTerm(EndedRequest Request, RetentionRule Rule, DateTimeOffset Until, bool UnderWay);

/// <summary>
/// Reads off the rules until when is kept what partners asked outside any case. It has no class and no category, so only those rules apply that
/// name neither.
/// </summary>
internal sealed class RequestTerms(IAppDb db, IRequestDisposal disposal, HomeSettings home)
{
    /// <summary>Those that ended until an instant, the earliest first: their last move ends them, but for a reference that is noted later.</summary>
    /// <param name="until">The instant; null for any.</param>
    /// <param name="after">Behind which one to go on.</param>
    /// <param name="only">Only this one.</param>
    public IQueryable<EndedRequest> Ended(DateTimeOffset? until, (DateTimeOffset At, Guid Id)? after = null, Guid? only = null)
    {
        var ended = db.Requests.Where(r => r.Direction == RequestDirection.Inbound && r.IncidentId == null && r.DisposedAt == null
            && (only == null || r.Id == only)
            && (r.State == RequestState.Answered || r.State == RequestState.Declined || r.State == RequestState.Accepted || r.State == RequestState.Closed
                || r.State == RequestState.Withdrawn));
        var dated =
            from request in ended
            let at = db.RequestEntries.Where(e => e.RequestId == request.Id && e.Move != RequestMove.SetReference).Max(e => (DateTimeOffset?)e.CreatedAt)
            where at != null && (until == null || at <= until)
            select new { Request = request, At = at!.Value };
        if (after is var (last, id))
        {
            dated = dated.Where(d => d.At > last || (d.At == last && d.Request.Id.CompareTo(id) > 0));
        }

        return dated.OrderBy(d => d.At).ThenBy(d => d.Request.Id).Select(d => new EndedRequest(
            d.Request.Id, d.Request.Reference, d.Request.Subject,
            db.Organisations.Where(o => o.Id == d.Request.RequesterOrganisationId).Select(o => new OrganisationName(o.Id, o.Name)).First(),
            d.Request.Tlp, d.Request.LegalBasis, d.At, d.Request.Version));
    }

    /// <summary>The term of each to which a rule applies; the others are kept for good.</summary>
    public async Task<IReadOnlyList<RequestTerm>> OfAsync(
        IReadOnlyList<EndedRequest> requests, IReadOnlyList<RetentionRule> rules, CancellationToken cancellationToken)
    {
        var running = await disposal.UnderWayAsync([.. requests.Select(r => r.Id)], cancellationToken);
        var terms = new List<RequestTerm>();
        foreach (var ended in requests)
        {
            var facts = new RetentionFacts(string.Empty, [], ended.LegalBasis is { } basis ? [basis] : [], ended.EndedAt);
            if (RetentionRule.LastOf(rules, facts, home.TimeZone) is var (rule, until))
            {
                terms.Add(new RequestTerm(ended, rule, until, running.Contains(ended.Id)));
            }
        }

        return terms;
    }
}
