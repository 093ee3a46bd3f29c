using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.Agreements;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.Requests;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Agreements;

/// <summary>A provision that names a legal basis, with what of its agreement decides about it.</summary>
internal sealed record BasisOffer(
    string LegalBasis, string Article, IReadOnlyList<RequestKind> Kinds, bool BindingOnly, IReadOnlyList<RequiredField> Fields, string Confidence,
    Guid AgreementId, string AgreementCode, string TitleEn, string TitleId, string AgreementConfidence, Footing Footing, bool Removed, bool Retired)
{
    /// <summary>The parties of its agreement; none where those were not read.</summary>
    public IReadOnlyList<FootingParty> Parties { get; init; } = [];

    /// <summary>Whether it stands on the register.</summary>
    public bool OnRegister => !Removed && !Retired;

    /// <summary>Whether its agreement speaks to a side: to every one, or to that one by name.</summary>
    public bool Concerns(FootingSide side) => Footing.OpenToAll || Parties.Any(p => p.Names(side));
}

/// <summary>Who is asked.</summary>
/// <param name="Country">The country under whose law it lives, ISO 3166-1 alpha-2; null for an international body.</param>
/// <param name="Side">The side that agreements know.</param>
/// <param name="Name">Its name; empty for a country.</param>
internal sealed record Counterpart(string? Country, FootingSide Side, string Name);

/// <summary>Reading what the register offers, and to whom.</summary>
internal static class BasisOffers
{
    private static readonly FixedQuery<IReadOnlyList<string>, BasisOffer> ByBasis = new((db, codes) =>
        from p in db.Provisions
        where p.LegalBasis != null && codes.Contains(p.LegalBasis)
        join a in db.Agreements on p.AgreementId equals a.Id
        orderby a.Code, p.SortOrder
        select new BasisOffer(
            p.LegalBasis!, p.Article, p.Kinds, p.BindingOnly, p.Fields, p.Confidence, a.Id, a.Code, a.TitleEn, a.TitleId, a.Confidence,
            new Footing(a.Kind, a.Reach, a.Binding, a.OpenToAll, a.InForceFrom, a.InForceTo), p.RemovedAt != null, a.RetiredAt != null));

    private static readonly FixedQuery<IReadOnlyList<string>, FormerRow> ByFormerBasis = new((db, codes) =>
        from p in db.Provisions
        where p.FormerBases.Any(b => codes.Contains(b))
        join a in db.Agreements on p.AgreementId equals a.Id
        orderby a.Code, p.SortOrder
        select new FormerRow(p.FormerBases, p.FormerBindingBases, new BasisOffer(
            string.Empty, p.Article, p.Kinds, false, p.Fields, p.Confidence, a.Id, a.Code, a.TitleEn, a.TitleId, a.Confidence,
            new Footing(a.Kind, a.Reach, a.Binding, a.OpenToAll, a.InForceFrom, a.InForceTo), true, a.RetiredAt != null)));

    private static readonly FixedQuery<IReadOnlyList<Guid>, PartyRow> ByAgreement = new((db, ids) =>
        from p in db.AgreementParties
        where ids.Contains(p.AgreementId) && p.RemovedAt == null
        select new PartyRow(p.AgreementId, new FootingParty(p.Country, p.OrganisationId, p.Standing, p.InForceFrom, p.InForceTo, p.Confidence)));

    private static readonly FixedQuery<IReadOnlyList<Guid>, AskedRow> Asked = new((db, ids) =>
        db.Organisations.Where(o => ids.Contains(o.Id)).Select(o => new AskedRow(o.Id, o.Country, o.Kind, o.Name)));

    /// <summary>
    /// All provisions that name one of some bases, also those that left the register, or name another one now; without parties. What a
    /// provision named before it offers no more: that counts as removed.
    /// </summary>
    public static async Task<IReadOnlyList<BasisOffer>> OffersAsync(this IAppDb db, IEnumerable<string?> bases, CancellationToken cancellationToken)
    {
        List<string> codes = [.. bases.OfType<string>().Distinct(StringComparer.Ordinal)];
        if (codes.Count == 0)
        {
            return [];
        }

        var offers = await db.Run(ByBasis, codes).ToListAsync(cancellationToken);
        var former = await db.Run(ByFormerBasis, codes).ToListAsync(cancellationToken);
        return [.. offers, .. former.SelectMany(f => f.Bases.Where(codes.Contains).Select(b => f.Offer with { LegalBasis = b, BindingOnly = f.Binding.Contains(b) }))];
    }

    /// <summary>The same with the parties of their agreements.</summary>
    public static async Task<IReadOnlyList<BasisOffer>> WithPartiesAsync(this IAppDb db, IReadOnlyList<BasisOffer> offers, CancellationToken cancellationToken)
    {
        List<Guid> agreements = [.. offers.Select(o => o.AgreementId).Distinct()];
        var rows = agreements.Count == 0 ? [] : await db.Run(ByAgreement, agreements).ToListAsync(cancellationToken);
        var parties = rows.ToLookup(r => r.AgreementId, r => r.Party);
        return [.. offers.Select(o => o with { Parties = [.. parties[o.AgreementId]] })];
    }

    /// <summary>Organisations as those who are asked. What states agreed on among each other binds no operator of a platform, wherever it sits.</summary>
    public static async Task<IReadOnlyDictionary<Guid, Counterpart>> CounterpartsAsync(
        this IAppDb db, IEnumerable<Guid> organisations, CancellationToken cancellationToken)
    {
        List<Guid> ids = [.. organisations.Distinct()];
        return (await db.Run(Asked, ids).ToListAsync(cancellationToken)).ToDictionary(
            o => o.Id, o => new Counterpart(o.Country, new FootingSide(o.Kind == OrganisationKind.PlatformOperator ? null : o.Country, [o.Id]), o.Name));
    }

    private sealed record FormerRow(IReadOnlyList<string> Bases, IReadOnlyList<string> Binding, BasisOffer Offer);

    private sealed record PartyRow(Guid AgreementId, FootingParty Party);

    private sealed record AskedRow(Guid Id, string? Country, OrganisationKind Kind, string Name);
}
