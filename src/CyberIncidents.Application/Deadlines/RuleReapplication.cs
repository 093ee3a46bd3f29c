using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.Deadlines;
using CyberIncidents.Domain.Requests;

namespace CyberIncidents.Application.Deadlines;

/// <summary>Brings clocks that run already in line with their rule; only when that was asked for. It reaches those that the viewer may not see.</summary>
internal sealed class RuleReapplication(ICaseParts parts, RuleBook rules, RequestClocks requests, CaseStages stages, TimeProvider time)
{
    /// <summary>Recomputes the running clocks of a rule; those that were agreed by hand, stand still or stood still keep their instant.</summary>
    /// <returns>How many were changed.</returns>
    public async Task<int> ReapplyAsync(DeadlineRule rule, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var clocks = (await parts.RunningClocksAsync(rule.Code, cancellationToken)).Where(c => c is { State: ClockState.Running, Agreed: false, Stops.Count: 0 }).ToList();
        foreach (var clock in clocks)
        {
            if (clock.RequestId is { } requestId)
            {
                await ReapplyAsync(clock, rule, await parts.RequestAsync(requestId, cancellationToken), cancellationToken);
            }
            else
            {
                var aware = await parts.AwareAtAsync(clock.IncidentId!.Value, cancellationToken);
                var calendar = await rules.CalendarAsync(rule.Duty, null, cancellationToken);
                clock.Reapply(rule.Terms, RuleBook.DueOf(rule.Terms, clock.StartedAt, aware, calendar));
                stages.Plan(clock, calendar, time.GetUtcNow());
            }
        }

        return clocks.Count;
    }

    private async Task ReapplyAsync(LegalClock clock, DeadlineRule rule, Request request, CancellationToken cancellationToken)
    {
        var terms = RequestClocks.TermsOf(rule.Terms, request);
        var calendar = await rules.CalendarAsync(terms.Duty, request.RequestedOrganisationId, cancellationToken);
        clock.Reapply(terms, RuleBook.DueOf(terms, clock.StartedAt, null, calendar));
        if (clock.Effect == RuleEffect.Retention)
        {
            request.Preserve(clock.DueAt);
        }
        else
        {
            await requests.FollowAsync(request, cancellationToken);
        }
    }
}
