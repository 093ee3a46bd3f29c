using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Deadlines;
using CyberIncidents.Domain.Requests;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Deadlines;

/// <summary>What a request would have to keep to if it were sent now.</summary>
/// <param name="Rule">The code of the rule; null when nothing would be due.</param>
/// <param name="Regime">The law in short.</param>
/// <param name="Stage">The stage.</param>
/// <param name="DueAt">When an answer would be due.</param>
/// <param name="TimeZone">IANA name of the partner's zone.</param>
/// <param name="Counting">How it is counted.</param>
/// <param name="OnClarification">What a question does to it.</param>
/// <param name="Source">Instrument and article.</param>
/// <param name="Confidence">V read in the source, S in a secondary one, K not checked.</param>
/// <param name="KeptUntil">Until when what is preserved would be kept.</param>
public sealed record DeadlinePreview(
    string? Rule,
    string? Regime,
    string? Stage,
    DateTimeOffset? DueAt,
    string TimeZone,
    CountingRule? Counting,
    ClarificationEffect? OnClarification,
    string? Source,
    string? Confidence,
    DateTimeOffset? KeptUntil);

/// <summary>Says what would be due if a request were sent to an organisation now.</summary>
/// <param name="OrganisationId">Who would be asked.</param>
/// <param name="Kind">What would be asked.</param>
/// <param name="LegalBasis">On what it would rest.</param>
/// <param name="Urgency">How pressing it would be.</param>
[RequirePermission(Permission.MakeRequests)]
public sealed record PreviewDeadlineQuery(Guid OrganisationId, RequestKind Kind, string? LegalBasis, Urgency Urgency) : IQuery<DeadlinePreview>;

internal sealed class PreviewDeadlineHandler(IAppDb db, RuleBook rules, CalendarBook calendars, TimeProvider time)
    : IQueryHandler<PreviewDeadlineQuery, DeadlinePreview>
{
    public async Task<DeadlinePreview> Handle(PreviewDeadlineQuery query, CancellationToken cancellationToken)
    {
        if (!await db.Organisations.AnyAsync(o => o.Id == query.OrganisationId && !o.IsHome, cancellationToken))
        {
            throw new NotFoundException();
        }

        var now = time.GetUtcNow();
        var calendar = await calendars.OfAsync(query.OrganisationId, cancellationToken);
        var rule = await rules.BindingAsync(query.LegalBasis, query.Kind, query.Urgency, now, cancellationToken);
        var kept = await rules.RetentionAsync(query.LegalBasis, query.Kind, query.Urgency, now, cancellationToken);
        return new DeadlinePreview(
            rule?.Code,
            rule?.LawInShort(),
            rule is null ? null : Words.Pick(rule.NameEn, rule.NameId),
            rule is null ? null : RuleBook.DueOf(rule.Terms, now, null, calendar),
            calendar.TimeZone,
            rule?.Counting,
            rule?.OnClarification,
            rule?.Source,
            rule?.Confidence,
            kept is null ? null : RuleBook.DueOf(kept.Terms, now, null, calendar));
    }
}
