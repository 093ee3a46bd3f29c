using CyberIncidents.Application.Agreements;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Agreements;
using CyberIncidents.Domain.Partners;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Countries;

/// <summary>Sets the register against a country: what holds between it and us, what both have only signed, and to what one is no party.</summary>
internal sealed class CountryAgreements(IAppDb db, HomeSettings home)
{
    /// <summary>Every agreement on the register, those that hold between both first.</summary>
    public async Task<IReadOnlyList<CountryAgreement>> BetweenAsync(string country, DateOnly day, CancellationToken cancellationToken)
    {
        var agreements = await db.Agreements.AsNoTracking().Where(a => a.RetiredAt == null).OrderBy(a => a.Code).ToListAsync(cancellationToken);
        // An operator of a platform is no side of what states agreed on. Of the country's organisations only those that are parties matter.
        var there = await (
            from p in db.AgreementParties
            where p.OrganisationId != null && p.RemovedAt == null
            join o in db.Organisations on p.OrganisationId equals o.Id
            where o.Country == country && !o.IsHome && o.Kind != OrganisationKind.PlatformOperator
            select o.Id).Distinct().ToListAsync(cancellationToken);
        var sides = (Ours: await db.HomeSideAsync(home, cancellationToken), Theirs: new FootingSide(country, there));
        List<Guid> organisations = [.. sides.Ours.Organisations, .. there];
        var codes = new[] { home.Country, country };
        var parties = (await db.AgreementParties.AsNoTracking()
            .Where(p => p.RemovedAt == null && (codes.Contains(p.Country) || (p.OrganisationId != null && organisations.Contains(p.OrganisationId.Value))))
            .ToListAsync(cancellationToken)).ToLookup(p => p.AgreementId);
        var names = await NamesAsync(country, cancellationToken);
        var rows = agreements.ConvertAll(a => (Agreement: a, Row: Of(a, [.. parties[a.Id]], sides, names, day)));
        var provisions = await ProvisionsAsync([.. rows.Where(r => r.Row.Verdict == FootingVerdict.Holds).Select(r => r.Agreement.Id)], cancellationToken);
        return
        [
            .. rows.OrderBy(r => r.Row.Verdict != FootingVerdict.Holds).ThenBy(r => !r.Row.SignedByBoth).ThenBy(r => GroundOf(r.Agreement))
                .ThenBy(r => r.Row.Title, StringComparer.CurrentCulture)
                .Select(r => r.Row with { Provisions = [.. provisions[r.Agreement.Id]] }),
        ];
    }

    private static CountryAgreement Of(
        Agreement a, List<AgreementParty> parties, (FootingSide Ours, FootingSide Theirs) sides, (string Home, string Other) names, DateOnly day)
    {
        List<FootingParty> named = [.. parties.Select(AgreementReading.ForFooting)];
        var footing = FootingOf(a);
        var verdict = footing.Between(named, sides.Ours, sides.Theirs, day);
        var title = Words.Pick(a.TitleEn, a.TitleId);
        var reason = Words.Get(verdict == FootingVerdict.Holds ? $"Agreements.Holds.{footing.Ground}" : $"Agreements.Not.{verdict}", title, names.Home, names.Other);
        return new CountryAgreement(
            a.Code, title, a.Kind, a.Binding, verdict, reason, a.Confidence, StandingOf(a, parties, sides.Ours, day), StandingOf(a, parties, sides.Theirs, day), []);
    }

    /// <summary>Of a country and its organisations the one that is bound tells, else the one that has signed.</summary>
    private static CountryStanding StandingOf(Agreement a, List<AgreementParty> parties, FootingSide side, DateOnly day)
    {
        var party = parties.Where(p => AgreementReading.ForFooting(p).Names(side)).OrderByDescending(p => p.HoldsOn(day)).ThenBy(p => p.Standing).FirstOrDefault();
        return party is not null
            ? new CountryStanding(party.Standing, party.SignedOn, party.InForceFrom, party.InForceTo, party.Reservations, party.Confidence)
            : new CountryStanding(a.OpenToAll ? PartyStanding.Party : null, null, null, null, null, null);
    }

    private static Footing FootingOf(Agreement a) => new(a.Kind, a.Reach, a.Binding, a.OpenToAll, a.InForceFrom, a.InForceTo);

    private static FootingGround GroundOf(Agreement a) => FootingOf(a).Ground;

    /// <summary>Only what can be asked under them: an article that allows nothing, and a norm, stand on the agreement's own page.</summary>
    private async Task<ILookup<Guid, ProvisionDetail>> ProvisionsAsync(IReadOnlyCollection<Guid> agreements, CancellationToken cancellationToken)
    {
        var provisions = await db.Provisions.AsNoTracking().Where(p => agreements.Contains(p.AgreementId) && p.RemovedAt == null && p.Kinds.Any())
            .OrderBy(p => p.SortOrder).ThenBy(p => p.Id).ToListAsync(cancellationToken);
        var rules = await db.BasisRulesAsync(cancellationToken);
        return provisions.ToLookup(
            p => p.AgreementId, p => AgreementReading.Detail(p) with { Clocks = p.LegalBasis is { } basis ? [.. rules[basis].Select(r => r.Clock)] : [] });
    }

    private async Task<(string Home, string Other)> NamesAsync(string country, CancellationToken cancellationToken)
    {
        var codes = new[] { home.Country, country };
        var names = (await db.Countries.Where(c => codes.Contains(c.Code)).Select(c => new { c.Code, c.NameEn, c.NameId }).ToListAsync(cancellationToken))
            .ToDictionary(c => c.Code, c => Words.Pick(c.NameEn, c.NameId), StringComparer.Ordinal);
        return (names.GetValueOrDefault(home.Country, home.Country), names.GetValueOrDefault(country, country));
    }
}
