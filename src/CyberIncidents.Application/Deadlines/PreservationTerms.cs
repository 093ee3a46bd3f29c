using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.Deadlines;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Deadlines;

/// <summary>
/// What a partner preserves lapses: the term of its basis runs, and two follow-ups remind the owner in time, one to send the legal
/// request for which the data are kept (Budapest Convention Art. 29(2)(f), (7)), one to ask for renewal.
/// </summary>
internal sealed class PreservationTerms(
    IAppDb db, ICaseParts parts, IAccessGrants grants, RuleBook rules, IAlarmClock clock, HomeSettings home, TimeProvider time)
{
    private static readonly TimeSpan LegalRequestBefore = TimeSpan.FromDays(14);
    private static readonly TimeSpan RenewalBefore = TimeSpan.FromDays(7);

    /// <summary>A fulfilled request whose basis keeps something: its term runs from receipt, or from the answer.</summary>
    public async Task BeginAsync(Request request, CancellationToken cancellationToken)
    {
        if (request.State != RequestState.Answered || request.Outcome is not (AnswerOutcome.Fulfilled or AnswerOutcome.Partly))
        {
            return;
        }

        var now = time.GetUtcNow();
        // What we keep for a partner lapses too; to send the legal request, or to renew, is the partner's to remember.
        var rule = await rules.RetentionAsync(request.LegalBasis, request.Kind, request.Urgency, now, cancellationToken);
        if (rule is null)
        {
            return;
        }

        var start = rule.Trigger == ClockTrigger.PreviousStage ? now : request.DeliveredAt ?? request.SentAt!.Value;
        var until = RuleBook.DueOf(rule.Terms, start, null, await rules.CalendarAsync(rule.Duty, request.RequestedOrganisationId, cancellationToken));
        var subject = new ClockSubject(request.IncidentId, request.Id, request.Tlp, request.OwnTlp);
        db.LegalClocks.Add(new LegalClock(subject, rule.Code, rule.Terms, start, until, agreed: false, now));
        request.Preserve(until);
        if (request.Kind == RequestKind.DataPreservation && !request.IsInbound)
        {
            await RemindAsync(request, until, now, cancellationToken);
        }

        await EndRenewedAsync(request, now, cancellationToken);
    }

    /// <summary>The answer was given back: nothing is preserved as far as we know.</summary>
    public async Task EndAsync(Request request, CancellationToken cancellationToken)
    {
        if (request.PreservedUntil is null)
        {
            return;
        }

        var now = time.GetUtcNow();
        request.Preserve(null);
        foreach (var term in (await parts.ClocksOfAsync(request.Id, cancellationToken)).Where(c => c is { IsOpen: true, Effect: RuleEffect.Retention }))
        {
            term.Cancel(now);
        }

        foreach (var followUp in await RemindersOfAsync(request.Id, cancellationToken))
        {
            followUp.Cancel(null, now);
        }
    }

    private async Task RemindAsync(Request request, DateTimeOffset until, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var owner = await db.OwnerOfAsync(request.IncidentId, cancellationToken) ?? request.OwnerId!.Value;
        Schedule(request, FollowUpPurpose.SendLegalRequest, Before(until, LegalRequestBefore, now), owner, now);
        Schedule(request, FollowUpPurpose.RenewPreservation, Before(until, RenewalBefore, now), owner, now);
    }

    private void Schedule(Request request, FollowUpPurpose purpose, DateTimeOffset dueAt, Guid owner, DateTimeOffset now)
    {
        // Its purpose says what it is for, in the language of whoever reads it.
        var plan = new FollowUpPlan(
            request.IncidentId, request.Id, request.Tlp, request.OwnTlp, string.Empty, dueAt, home.TimeZone, ["-P7D", "-P1D"], home.OverdueAfter, null, purpose);
        var followUp = new FollowUp(plan, owner, owner, now);
        db.FollowUps.Add(followUp);
        if (ReleasePolicy.NeedsNamedPersons(followUp.Tlp))
        {
            grants.Add(AccessGrant.ToPerson((SubjectType.FollowUp, followUp.Id), request.IncidentId!.Value, owner, GrantReason.Creator, now));
        }

        clock.PlanAfterCommit(followUp.Alarms);
    }

    /// <summary>A term that is shorter than the notice is reminded of at its middle.</summary>
    private static DateTimeOffset Before(DateTimeOffset until, TimeSpan notice, DateTimeOffset now) =>
        until - notice > now ? until - notice : now + ((until - now) / 2);

    /// <summary>It renews another: what was preserved there is preserved here now, and its own reminders follow. Nobody did what those of the other ask for.</summary>
    private async Task EndRenewedAsync(Request request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (request.RenewsId is not { } renewed)
        {
            return;
        }

        foreach (var term in (await parts.ClocksOfAsync(renewed, cancellationToken)).Where(c => c is { IsOpen: true, Effect: RuleEffect.Retention }))
        {
            term.Cancel(now);
        }

        foreach (var followUp in await RemindersOfAsync(renewed, cancellationToken))
        {
            followUp.Cancel(request.Reference, now);
        }
    }

    private async Task<List<FollowUp>> RemindersOfAsync(Guid requestId, CancellationToken cancellationToken) =>
        [.. (await parts.FollowUpsOfAsync(requestId, cancellationToken)).Where(f => f.IsOpen && f.Purpose != FollowUpPurpose.Work)];
}
