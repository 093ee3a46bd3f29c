using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Deadlines;
using CyberIncidents.Domain.Requests;
using Microsoft.EntityFrameworkCore;
using Periods = CyberIncidents.Domain.Calendars.Deadlines;

namespace CyberIncidents.Application.Deadlines;

/// <summary>
/// Keeps the clocks of a request in step with its moves and plans its ladder anew after each: the one place. It works whoever
/// moves, also a partner, who sees no clock row.
/// </summary>
internal sealed class RequestClocks(
    IAppDb db, ICaseParts parts, RuleBook rules, RequestLadder ladder, PreservationTerms preservation, TimeProvider time)
{
    /// <summary>
    /// It was sent before there were clocks: its instant is kept as agreed by hand, and it is chased from now on.
    /// </summary>
    public async Task AdoptAsync(Request request, CancellationToken cancellationToken)
    {
        if (request is { SentAt: { } sent, DueAt: { } due } && (await parts.ClocksOfAsync(request.Id, cancellationToken)).Count == 0)
        {
            Add(request, null, Agreement, sent, due, agreed: true);
            await FollowAsync(request, cancellationToken, turnBegins: true);
        }
    }

    /// <summary>Its closed case is taken up again: whoever has not answered is chased again. We ourselves were chased all the while.</summary>
    public async Task TakenUpAsync(Guid incidentId, CancellationToken cancellationToken)
    {
        foreach (var request in (await parts.RunningRequestsAsync(incidentId, cancellationToken)).Where(r => !r.IsInbound && RequestStanding.IsWaiting(r)))
        {
            await FollowAsync(request, cancellationToken, turnBegins: true);
        }
    }

    /// <summary>It was sent: its clocks start. An instant that was set in the draft is agreed by hand and goes before the rule's.</summary>
    public async Task SentAsync(Request request, CancellationToken cancellationToken)
    {
        var now = request.SentAt!.Value;
        if (request.Kind == RequestKind.ForInformation)
        {
            foreach (var informing in request.IsInbound ? [] : await rules.InformingAsync(request.LegalBasis, now, cancellationToken))
            {
                await StartAsync(request, informing, now, cancellationToken);
            }

            return;
        }

        var rule = await rules.BindingAsync(request.LegalBasis, request.Kind, request.Urgency, now, cancellationToken);
        if (request.DueAt is { } agreed && !(request.IsInbound && await EndsBeforeAsync(rule, request, now, agreed, cancellationToken)))
        {
            // What was agreed is an instant and no working time; what a question does to it still comes from the law.
            Add(request, null, rule is null ? Agreement : rule.Terms with { Counting = CountingRule.Continuous }, now, agreed, agreed: true);
        }
        else if (rule is not null)
        {
            await StartAsync(request, rule, now, cancellationToken);
        }

        await FollowAsync(request, cancellationToken);
    }

    /// <summary>A move of the requested side was made.</summary>
    public Task RespondedAsync(Request request, RequestMove move, CancellationToken cancellationToken) => move switch
    {
        RequestMove.Ask => AskedAsync(request, cancellationToken),
        RequestMove.Answer or RequestMove.Decline => AnsweredAsync(request, cancellationToken),
        _ => Task.CompletedTask,
    };

    /// <summary>A move of the requester was made after it was sent.</summary>
    public Task FollowedThroughAsync(Request request, RequestMove move, CancellationToken cancellationToken) => move switch
    {
        RequestMove.Clarify => ClarifiedAsync(request, cancellationToken),
        RequestMove.Return => ReturnedAsync(request, cancellationToken),
        _ => EndedAsync(request, cancellationToken),
    };

    /// <summary>Word of it reached the requested side, by mail or because somebody there opened it; only the first time counts.</summary>
    public async Task ReachedAsync(Request request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (request.Deliver(now))
        {
            await ReceivedAsync(request, cancellationToken);
        }
    }

    /// <summary>A clock that runs from receipt begins there.</summary>
    private async Task ReceivedAsync(Request request, CancellationToken cancellationToken)
    {
        var at = request.DeliveredAt!.Value;
        var clocks = (await parts.ClocksOfAsync(request.Id, cancellationToken))
            .Where(c => c is { State: ClockState.Running, Trigger: ClockTrigger.Receipt, Agreed: false, Effect: RuleEffect.Answer, Stops.Count: 0 } && c.StartedAt < at)
            .ToList();
        foreach (var clock in clocks)
        {
            var calendar = await CalendarAsync(clock, request, cancellationToken);
            clock.Restart(at, RuleBook.DueOf(clock.Terms, at, null, calendar), time.GetUtcNow());
        }

        if (clocks.Count > 0)
        {
            await FollowAsync(request, cancellationToken);
        }
    }

    /// <summary>The requested side asked back: its clocks stand still unless their rule says that they run.</summary>
    public async Task AskedAsync(Request request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var clock in (await BindingAsync(request, cancellationToken)).Where(c => c.OnClarification != ClarificationEffect.Runs))
        {
            var calendar = await CalendarAsync(clock, request, cancellationToken);
            clock.Stop(Periods.Remaining(now, clock.DueAt, clock.Counting, calendar), now);
        }

        await ladder.EndAsync(request, cancellationToken);
    }

    /// <summary>The question was answered: its clocks go on, or begin anew.</summary>
    public async Task ClarifiedAsync(Request request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var clock in (await BindingAsync(request, cancellationToken)).Where(c => c.State == ClockState.Stopped))
        {
            var calendar = await CalendarAsync(clock, request, cancellationToken);
            if (clock.OnClarification == ClarificationEffect.Restarts)
            {
                clock.Restart(now, clock.Agreed ? now + (clock.DueAt - clock.StartedAt) : RuleBook.DueOf(clock.Terms, now, null, calendar), now);
            }
            else
            {
                clock.Resume(NotBefore(clock.DueAt, Periods.Resume(now, clock.Remaining!.Value, clock.Counting, calendar)), now);
            }
        }

        await FollowAsync(request, cancellationToken, turnBegins: true);
    }

    /// <summary>It was answered or declined: its clocks are met, or late; what was preserved has its own term from here.</summary>
    public async Task AnsweredAsync(Request request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var clock in await BindingAsync(request, cancellationToken))
        {
            clock.Meet(now, now);
        }

        await ladder.EndAsync(request, cancellationToken);
        await preservation.BeginAsync(request, cancellationToken);
    }

    /// <summary>The answer was given back: the partner has what was left of its time when it answered.</summary>
    public async Task ReturnedAsync(Request request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var met = (await parts.ClocksOfAsync(request.Id, cancellationToken))
            .Where(c => c is { State: ClockState.Met or ClockState.Late, Effect: RuleEffect.Answer } && c.Duty == DutyOf(request)).MaxBy(c => c.EndedAt);
        if (met is not null)
        {
            var calendar = await CalendarAsync(met, request, cancellationToken);
            // Answered out of a question, it had what was left when it asked.
            var left = met.Remaining ?? Periods.Remaining(met.EndedAt!.Value, met.DueAt, met.Counting, calendar);
            met.Reopen(left > TimeSpan.Zero ? NotBefore(met.DueAt, Periods.Resume(now, left, met.Counting, calendar)) : met.DueAt, now);
        }

        await preservation.EndAsync(request, cancellationToken);
        await FollowAsync(request, cancellationToken, turnBegins: true);
    }

    /// <summary>It ended without an answer: nothing is due any more.</summary>
    public async Task EndedAsync(Request request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var clock in (await parts.ClocksOfAsync(request.Id, cancellationToken)).Where(c => c.IsOpen && c.Effect == RuleEffect.Answer))
        {
            clock.Cancel(now);
        }

        await ladder.EndAsync(request, cancellationToken);
    }

    /// <summary>Somebody sets another due instant by hand; null when nothing is due any more.</summary>
    public async Task MovedAsync(Request request, DateTimeOffset? dueAt, CancellationToken cancellationToken)
    {
        request.EnsureDueMoves();
        if (request.SentAt is not { } sent)
        {
            request.MoveDue(dueAt, null, time.GetUtcNow());
            return;
        }

        var now = time.GetUtcNow();
        var clock = (await BindingAsync(request, cancellationToken)).FirstOrDefault();
        if (dueAt is not { } agreed)
        {
            clock?.Cancel(now);
        }
        else if (clock is null)
        {
            Add(request, null, Agreement, sent, agreed, agreed: true);
        }
        else
        {
            var calendar = await CalendarAsync(clock, request, cancellationToken);
            clock.MoveDue(agreed, Periods.Remaining(now, agreed, clock.Counting, calendar));
        }

        request.MoveDue(dueAt, null, now);
        await FollowAsync(request, cancellationToken);
    }

    /// <summary>
    /// The request takes over what binds the partner now, and its ladder is planned anew. Where it is late when the partner's turn begins
    /// (it was returned, a question answered, the case taken up again), or is so by a due instant that was moved into the past, the overdue
    /// part of the ladder begins anew.
    /// </summary>
    public async Task FollowAsync(Request request, CancellationToken cancellationToken, bool turnBegins = false)
    {
        if (request.Kind == RequestKind.ForInformation)
        {
            // What only informs binds nobody to answer.
            return;
        }

        var now = time.GetUtcNow();
        var clock = (await BindingAsync(request, cancellationToken)).MinBy(c => c.DueAt);
        if (clock is null)
        {
            request.Follow(null, null, request.SentAt is { } sent ? RequestStanding.SilentFrom(sent, null) : null, now);
            await ladder.CancelAsync(request, cancellationToken);
            return;
        }

        var calendar = await CalendarAsync(clock, request, cancellationToken);
        var shares = new ClockTime(clock, calendar);
        var asBefore = !turnBegins && clock.DueAt == request.DueAt;
        if (clock.DueAt <= now && (turnBegins || request.DueAt is null || request.DueAt > now))
        {
            // The steps that were planned for then are gone, or belong to an answer that was given.
            request.ChaseAnew(now);
        }

        request.Follow(clock.Agreed ? null : clock.RuleCode, clock.DueAt, shares.InstantOf(0.5), now);
        if (RequestStanding.IsWaiting(request))
        {
            await ladder.PlanAsync(request, shares, now, keepDue: asBefore, cancellationToken);
        }
    }

    /// <summary>Working days end when the next day opens, and what is left of them when one closes: a stop never shortens anybody's time.</summary>
    private static DateTimeOffset NotBefore(DateTimeOffset before, DateTimeOffset resumed) => resumed < before ? before : resumed;

    /// <summary>What holds of an instant that was agreed by hand where no rule fits: hours count day and night, a question stops them.</summary>
    private static DeadlineTerms Agreement { get; } = new(
        ClockTrigger.Sending, new Offset(1, OffsetUnit.Hours), CountingRule.Continuous, null, ClarificationEffect.Stops, ClockDuty.Partner, RuleEffect.Answer);

    private async Task StartAsync(Request request, DeadlineRule rule, DateTimeOffset start, CancellationToken cancellationToken)
    {
        var due = await DueOfAsync(rule, request, start, cancellationToken);
        Add(request, rule.Code, rule.Terms, start, due, agreed: false);
    }

    private async Task<DateTimeOffset> DueOfAsync(DeadlineRule rule, Request request, DateTimeOffset start, CancellationToken cancellationToken)
    {
        var terms = TermsOf(rule.Terms, request);
        return RuleBook.DueOf(terms, start, null, await rules.CalendarAsync(terms.Duty, request.RequestedOrganisationId, cancellationToken));
    }

    /// <summary>The law goes before the wish of a partner where it gives us less time.</summary>
    private async Task<bool> EndsBeforeAsync(DeadlineRule? rule, Request request, DateTimeOffset start, DateTimeOffset wished, CancellationToken cancellationToken) =>
        rule is not null && await DueOfAsync(rule, request, start, cancellationToken) <= wished;

    /// <summary>What a rule says of a request: one that binds whoever is asked binds us where a partner asks.</summary>
    public static DeadlineTerms TermsOf(DeadlineTerms terms, Request request) =>
        terms.Duty == ClockDuty.Partner ? terms with { Duty = DutyOf(request) } : terms;

    private static ClockDuty DutyOf(Request request) => request.IsInbound ? ClockDuty.Ours : ClockDuty.Partner;

    private void Add(Request request, string? rule, DeadlineTerms terms, DateTimeOffset start, DateTimeOffset due, bool agreed) =>
        db.LegalClocks.Add(new LegalClock(
            new ClockSubject(request.IncidentId, request.Id, request.Tlp, request.OwnTlp), rule,
            TermsOf(terms, request), start, due, agreed, time.GetUtcNow()));

    /// <summary>The open clocks that bind the requested side to answer.</summary>
    private async Task<List<LegalClock>> BindingAsync(Request request, CancellationToken cancellationToken) =>
        [.. (await parts.ClocksOfAsync(request.Id, cancellationToken))
            .Where(c => c is { IsOpen: true, Effect: RuleEffect.Answer } && c.Duty == DutyOf(request))];

    private Task<WorkCalendar> CalendarAsync(LegalClock clock, Request request, CancellationToken cancellationToken) =>
        rules.CalendarAsync(clock.Duty, request.RequestedOrganisationId, cancellationToken);
}
