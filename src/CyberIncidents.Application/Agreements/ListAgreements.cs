using System.Linq.Expressions;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Agreements;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Requests;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Agreements;

/// <summary>Which agreements.</summary>
public sealed record AgreementFilter
{
    /// <summary>Only these kinds; empty for all.</summary>
    public IReadOnlyList<AgreementKind> Kind { get; init; } = [];

    /// <summary>Only those that hold for us today, or only those that do not; null for both.</summary>
    public bool? InForce { get; init; }

    /// <summary>Only those with this country as a party, ISO 3166-1 alpha-2.</summary>
    public string? Country { get; init; }

    /// <summary>Those that left the register instead of those on it.</summary>
    public bool? Retired { get; init; }
}

/// <summary>Lists the agreements of the register.</summary>
/// <param name="Filter">Which.</param>
/// <param name="Page">Which page; sorted by <c>createdAt</c>.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record ListAgreementsQuery(AgreementFilter Filter, PageRequest Page) : IQuery<Page<AgreementSummary>>;

/// <summary>Reads an agreement with its parties and provisions, also one that left the register.</summary>
/// <param name="Code">The agreement.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record GetAgreementQuery(string Code) : IQuery<AgreementDetail>;

internal sealed class ListAgreementsHandler(IAppDb db, HomeSettings home, TimeProvider time) : IQueryHandler<ListAgreementsQuery, Page<AgreementSummary>>
{
    private static readonly Dictionary<string, Expression<Func<Agreement, DateTimeOffset>>> Sorts = new(StringComparer.Ordinal)
    {
        ["createdAt"] = a => a.CreatedAt,
    };

    public async Task<Page<AgreementSummary>> Handle(ListAgreementsQuery query, CancellationToken cancellationToken)
    {
        var filter = query.Filter;
        var retired = filter.Retired == true;
        var held = HeldByUs(Zones.DateOf(time.GetUtcNow(), home.TimeZone));
        var source = db.Agreements.Where(a => a.RetiredAt != null == retired);
        source = filter.Kind.Count == 0 ? source : source.Where(a => filter.Kind.Contains(a.Kind));
        source = filter.InForce is { } wanted ? source.Where(a => held.Contains(a.Id) == wanted) : source;
        source = filter.Country is { } country
            ? source.Where(a => db.AgreementParties.Any(p => p.AgreementId == a.Id && p.RemovedAt == null && p.Country == country))
            : source;
        var (rows, next, count) = await Keyset.ReadAsync(source, query.Page, Sorts, "-createdAt", Project(held), (row, _) => (row.CreatedAt, row.Id), cancellationToken);
        return new Page<AgreementSummary>(rows, next, count);
    }

    /// <summary>As <see cref="Footing"/> decides for one, for the database: those that hold for our country or our organisation.</summary>
    private IQueryable<Guid> HeldByUs(DateOnly day)
    {
        var parties = db.AgreementParties.Where(p => p.RemovedAt == null && p.Standing == PartyStanding.Party
            && (p.InForceFrom == null || p.InForceFrom <= day) && (p.InForceTo == null || p.InForceTo >= day)
            && (p.Country == home.Country || db.Organisations.Any(o => o.IsHome && o.Id == p.OrganisationId)));
        return db.Agreements
            .Where(a => (a.InForceTo == null || a.InForceTo >= day) && ((a.InForceFrom == null && !a.Binding) || a.InForceFrom <= day))
            .Where(a => a.OpenToAll || parties.Any(p => p.AgreementId == a.Id)).Select(a => a.Id);
    }

    private Expression<Func<Agreement, AgreementSummary>> Project(IQueryable<Guid> held) => a => new AgreementSummary
    {
        Id = a.Id,
        CreatedAt = a.CreatedAt,
        Code = a.Code,
        TitleEn = a.TitleEn,
        TitleId = a.TitleId,
        SummaryEn = a.SummaryEn,
        SummaryId = a.SummaryId,
        Kind = a.Kind,
        Reach = a.Reach,
        Binding = a.Binding,
        OpenToAll = a.OpenToAll,
        OpenedOn = a.OpenedOn,
        InForceFrom = a.InForceFrom,
        InForceTo = a.InForceTo,
        InForceWithUs = held.Contains(a.Id),
        Parties = db.AgreementParties.Count(p => p.AgreementId == a.Id && p.RemovedAt == null),
        Provisions = db.Provisions.Count(p => p.AgreementId == a.Id && p.RemovedAt == null),
        Source = a.Source,
        Confidence = a.Confidence,
        Retired = a.RetiredAt != null,
    };
}

internal sealed class GetAgreementHandler(IAppDb db, HomeSettings home, TimeProvider time) : IQueryHandler<GetAgreementQuery, AgreementDetail>
{
    public async Task<AgreementDetail> Handle(GetAgreementQuery query, CancellationToken cancellationToken)
    {
        var a = await db.Agreements.AsNoTracking().SingleOrDefaultAsync(a => a.Code == query.Code, cancellationToken) ?? throw new NotFoundException();
        var day = Zones.DateOf(time.GetUtcNow(), home.TimeZone);
        var parties = await db.AgreementParties.AsNoTracking().Where(p => p.AgreementId == a.Id && p.RemovedAt == null).ToListAsync(cancellationToken);
        var footing = new Footing(a.Kind, a.Reach, a.Binding, a.OpenToAll, a.InForceFrom, a.InForceTo);
        var ours = await db.HomeSideAsync(home, cancellationToken);
        return new AgreementDetail
        {
            Id = a.Id,
            Code = a.Code,
            TitleEn = a.TitleEn,
            TitleId = a.TitleId,
            SummaryEn = a.SummaryEn,
            SummaryId = a.SummaryId,
            Kind = a.Kind,
            Reach = a.Reach,
            Binding = a.Binding,
            OpenToAll = a.OpenToAll,
            OpenedOn = a.OpenedOn,
            InForceFrom = a.InForceFrom,
            InForceTo = a.InForceTo,
            InForce = footing.BlockedOn(day) is null,
            InForceWithUs = footing.HoldsFor([.. parties.Select(AgreementReading.ForFooting)], ours, day),
            Source = a.Source,
            Confidence = a.Confidence,
            VerifiedOn = a.VerifiedOn,
            Notes = a.Notes,
            Owner = await db.People.Where(p => p.Id == a.OwnerId).Select(p => new PersonName(p.Id, p.DisplayName)).SingleOrDefaultAsync(cancellationToken),
            RenewOn = a.RenewOn,
            FollowUpId = a.FollowUpId,
            Parties = await PartiesAsync(parties, footing.BlockedOn(day) is null, day, cancellationToken),
            Provisions = await ProvisionsAsync(a.Id, cancellationToken),
            Retired = a.RetiredAt is not null,
            EditedHere = a.EditedHere,
            Version = a.Version,
        };
    }

    private async Task<IReadOnlyList<PartyDetail>> PartiesAsync(List<AgreementParty> parties, bool inForce, DateOnly day, CancellationToken cancellationToken)
    {
        var ids = parties.Select(p => p.OrganisationId).OfType<Guid>().ToList();
        var organisations = await db.Organisations.Where(o => ids.Contains(o.Id)).Select(o => new OrganisationName(o.Id, o.Name)).ToDictionaryAsync(o => o.Id, cancellationToken);
        return
        [
            .. parties.OrderBy(p => p.Country is null).ThenBy(p => p.Country, StringComparer.Ordinal).ThenBy(p => p.CreatedAt).Select(p => new PartyDetail(
                p.Country, p.OrganisationId is { } id ? organisations[id] : null, p.Standing, p.SignedOn, p.InForceFrom, p.InForceTo, p.Reservations, p.Confidence,
                inForce && p.HoldsOn(day))),
        ];
    }

    private async Task<IReadOnlyList<ProvisionDetail>> ProvisionsAsync(Guid agreementId, CancellationToken cancellationToken)
    {
        var provisions = await db.Provisions.AsNoTracking().Where(p => p.AgreementId == agreementId && p.RemovedAt == null)
            .OrderBy(p => p.SortOrder).ThenBy(p => p.Id).ToListAsync(cancellationToken);
        var rules = await db.BasisRulesAsync(cancellationToken);
        return [.. provisions.Select(p => AgreementReading.Detail(p) with { Clocks = p.LegalBasis is { } basis ? [.. rules[basis].Select(r => r.Clock)] : [] })];
    }
}

/// <summary>Reading agreements in one way.</summary>
internal static class AgreementReading
{
    public static FootingParty ForFooting(AgreementParty party) => new(party.Country, party.OrganisationId, party.Standing, party.InForceFrom, party.InForceTo, party.Confidence);

    public static ProvisionDetail Detail(Provision p) => new()
    {
        Article = p.Article,
        TitleEn = p.TitleEn,
        TitleId = p.TitleId,
        SummaryEn = p.SummaryEn,
        SummaryId = p.SummaryId,
        Kinds = p.Kinds,
        LegalBasis = p.LegalBasis,
        BindingOnly = p.BindingOnly,
        Fields = [.. p.Fields.Select(RequiredFieldDetail.Of)],
        Confidence = p.Confidence,
    };

    /// <summary>Our country and our organisation.</summary>
    public static async Task<FootingSide> HomeSideAsync(this IAppDb db, HomeSettings home, CancellationToken cancellationToken) =>
        new(home.Country, await db.Organisations.Where(o => o.IsHome).Select(o => o.Id).ToListAsync(cancellationToken));

    /// <summary>What the deadline rules on the list say of each legal basis.</summary>
    public static async Task<ILookup<string, BasisRule>> BasisRulesAsync(this IAppDb db, CancellationToken cancellationToken)
    {
        var rules = await db.DeadlineRules.AsNoTracking().Where(r => r.LegalBasis != null && r.RetiredAt == null)
            .OrderBy(r => r.SortOrder).ThenBy(r => r.Id).ToListAsync(cancellationToken);
        return rules.ToLookup(
            r => r.LegalBasis!, r => new BasisRule(new ProvisionClock(r.Code, Words.Pick(r.NameEn, r.NameId), r.Amount, r.Unit), r.Kinds), StringComparer.Ordinal);
    }
}

/// <summary>A deadline rule of a legal basis, and for which kinds of request it is; for any where none is named.</summary>
internal sealed record BasisRule(ProvisionClock Clock, IReadOnlyList<RequestKind> Kinds);
