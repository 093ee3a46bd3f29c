using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Deadlines;
using CyberIncidents.Domain.Requests;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Deadlines;

/// <summary>Finds the deadline rules of a request and computes what they say.</summary>
internal sealed class RuleBook(IAppDb db, CalendarBook calendars, HomeSettings home)
{
    private List<DeadlineRule>? _rules;

    /// <summary>
    /// The rule that binds the partner to answer: that of the request's basis; where the basis has none, our default for its kind
    /// and urgency. Null for what asks nothing.
    /// </summary>
    public async Task<DeadlineRule?> BindingAsync(string? basis, RequestKind kind, Urgency urgency, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (kind == RequestKind.ForInformation)
        {
            return null;
        }

        var valid = await ValidAsync(at, cancellationToken);
        bool Binds(DeadlineRule rule) => rule is { Effect: RuleEffect.Answer, Duty: ClockDuty.Partner, Trigger: ClockTrigger.Receipt or ClockTrigger.Sending };
        return valid.Find(r => r.Times(basis, kind, urgency) && Binds(r)) ?? valid.Find(r => r.Times(null, kind, urgency) && Binds(r));
    }

    /// <summary>The rules of a basis that start with the sending of what only informs: none of them binds anyone to answer.</summary>
    public async Task<IReadOnlyList<DeadlineRule>> InformingAsync(string? basis, DateTimeOffset at, CancellationToken cancellationToken) =>
        basis is null
            ? []
            : (await ValidAsync(at, cancellationToken)).FindAll(r => r.Times(basis, RequestKind.ForInformation, Urgency.Normal)
                && r.Trigger is ClockTrigger.Receipt or ClockTrigger.Sending);

    /// <summary>How long what was preserved is kept: under the request's basis, else by our own default; null where nothing says so.</summary>
    public async Task<DeadlineRule?> RetentionAsync(string? basis, RequestKind kind, Urgency urgency, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var keeping = (await ValidAsync(at, cancellationToken)).FindAll(r => r.Effect == RuleEffect.Retention);
        return keeping.Find(r => r.Times(basis, kind, urgency)) ?? keeping.Find(r => r.Times(null, kind, urgency));
    }

    /// <summary>A rule by its code, valid or not.</summary>
    public async Task<DeadlineRule?> FindAsync(string code, CancellationToken cancellationToken) =>
        (await AllAsync(cancellationToken)).Find(r => r.Code == code);

    /// <summary>The rules for stages of a case that are valid on a day.</summary>
    public async Task<IReadOnlyList<DeadlineRule>> OfCasesAsync(DateTimeOffset at, CancellationToken cancellationToken) =>
        (await ValidAsync(at, cancellationToken)).FindAll(r => !r.IsForRequests);

    /// <summary>The calendar in which a clock runs: the partner's for the partner's duty, else ours.</summary>
    public Task<WorkCalendar> CalendarAsync(ClockDuty duty, Guid? partner, CancellationToken cancellationToken) =>
        duty == ClockDuty.Partner && partner is { } organisation
            ? calendars.OfAsync(organisation, cancellationToken)
            : calendars.HomeAsync(cancellationToken);

    /// <summary>When a clock ends that starts at an instant.</summary>
    /// <param name="terms">What its rule says.</param>
    /// <param name="start">From when it counts.</param>
    /// <param name="awareness">When somebody became aware, for a rule that is capped by it.</param>
    /// <param name="calendar">In which calendar.</param>
    /// <returns>The instant.</returns>
    public static DateTimeOffset DueOf(DeadlineTerms terms, DateTimeOffset start, DateTimeOffset? awareness, WorkCalendar calendar)
    {
        var due = Domain.Calendars.Deadlines.Due(start, terms.Offset, terms.Counting, calendar);
        // Del. Reg. (EU) 2025/301 Art. 5(1)(a): what is classified later than that has its own time from the classification.
        var cap = terms.NotAfterAwarenessHours is { } hours ? awareness?.AddHours(hours) : null;
        return cap is { } latest && start <= latest && latest < due ? latest : due;
    }

    private async Task<List<DeadlineRule>> ValidAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        var day = Zones.DateOf(at, home.TimeZone);
        return (await AllAsync(cancellationToken)).FindAll(r => r.IsValidOn(day));
    }

    private async Task<List<DeadlineRule>> AllAsync(CancellationToken cancellationToken) =>
        _rules ??= await db.DeadlineRules.AsNoTracking().OrderBy(r => r.SortOrder).ThenBy(r => r.Code).ToListAsync(cancellationToken);
}
