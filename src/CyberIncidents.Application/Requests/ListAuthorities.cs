using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.Requests;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Requests;

/// <summary>An organisation that may be asked something in a case.</summary>
/// <param name="Organisation">The organisation.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Country">ISO 3166-1 alpha-2; null for an international body.</param>
/// <param name="TimeZone">IANA name of its zone.</param>
/// <param name="ParticipationId">Its part in the case; null when it has none yet.</param>
/// <param name="State">Where that part stands; null when it has none yet.</param>
/// <param name="ProvenAt">When it was last proven that somebody of it answers; null for never.</param>
public sealed record AuthorityDetail(
    OrganisationName Organisation, OrganisationKind Kind, string? Country, string TimeZone, Guid? ParticipationId, ParticipationState? State, DateTimeOffset? ProvenAt);

/// <summary>Who issues a kind of request at home, and who may be asked it in a case.</summary>
/// <param name="Issuing">The kinds of home authority in whose name it goes out.</param>
/// <param name="Receiving">The kinds of organisation that may be asked.</param>
/// <param name="Approval">Whether a second person approves it for the home authority.</param>
/// <param name="Items">The organisations of those kinds in the partner countries of the case, those that take part first.</param>
public sealed record AuthorityList(
    IReadOnlyList<OrganisationKind> Issuing, IReadOnlyList<OrganisationKind> Receiving, bool Approval, IReadOnlyList<AuthorityDetail> Items);

/// <summary>Finds who may be asked a kind of request in a case.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Kind">What is asked.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record ListAuthoritiesQuery(string Reference, RequestKind Kind) : IQuery<AuthorityList>;

internal sealed class ListAuthoritiesHandler(IAppDb db, HomeSettings home) : IQueryHandler<ListAuthoritiesQuery, AuthorityList>
{
    private const int Most = 200;

    public async Task<AuthorityList> Handle(ListAuthoritiesQuery query, CancellationToken cancellationToken)
    {
        var id = await db.CaseIdAsync(query.Reference, cancellationToken);
        var rule = await db.RequestKindRules.AsNoTracking().SingleOrDefaultAsync(k => k.Kind == query.Kind, cancellationToken) ?? throw new NotFoundException();
        var kinds = rule.Receiving.ToList();
        var parts = await db.Participations.Where(p => p.IncidentId == id)
            .Select(p => new { p.Id, p.OrganisationId, p.Country, p.State }).ToListAsync(cancellationToken);
        var countries = parts.Where(p => p.Country is not null).Select(p => p.Country!).Distinct(StringComparer.Ordinal).ToList();
        var partners = parts.Where(p => p.OrganisationId is not null).Select(p => p.OrganisationId!.Value).ToList();
        var onlyAtHome = RequestLifecycle.OnlyAtHome(query.Kind);
        var found = await db.Organisations
            .Where(o => !onlyAtHome || o.Country == home.Country)
            .Where(o => !o.IsHome && kinds.Contains(o.Kind) && (partners.Contains(o.Id) || (o.Country != null && countries.Contains(o.Country))))
            .OrderBy(o => o.Country).ThenBy(o => o.Name).Take(Most)
            .Select(o => new { o.Id, o.Name, o.Kind, o.Country, o.TimeZone, o.ProvenAt }).ToListAsync(cancellationToken);
        var items = found.Select(o =>
        {
            var part = parts.Find(p => p.OrganisationId == o.Id);
            return new AuthorityDetail(new OrganisationName(o.Id, o.Name), o.Kind, o.Country, o.TimeZone, part?.Id, part?.State, o.ProvenAt);
        });
        return new AuthorityList(rule.Issuing, rule.Receiving, rule.Approval, [.. items.OrderBy(i => i.ParticipationId is null)]);
    }
}
