using CyberIncidents.Application.Agreements;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.Agreements;
using CyberIncidents.Domain.Partners;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Countries;

/// <summary>A party of an agreement, by the country that it is or comes from.</summary>
internal sealed record RegisterParty(
    Guid AgreementId, string Country, bool IsOrganisation, PartyStanding Standing, DateOnly? SignedOn, DateOnly? InForceFrom, DateOnly? InForceTo, string? Reservations,
    string Confidence);

/// <summary>An agreement with those who are named as its parties.</summary>
internal sealed record RegisterEntry(Agreement Agreement, Footing Footing, bool InForceWithUs, ILookup<string, RegisterParty> Parties);

/// <summary>The register as a whole: which agreements, and which country stands to each; two queries, however many countries there are.</summary>
internal static class RegisterReading
{
    /// <summary>The agreements on the register, by code.</summary>
    public static async Task<IReadOnlyList<RegisterEntry>> RegisterAsync(this IAppDb db, HomeSettings home, DateOnly day, CancellationToken cancellationToken)
    {
        var agreements = await db.Agreements.AsNoTracking().Where(a => a.RetiredAt == null).OrderBy(a => a.Code).ToListAsync(cancellationToken);
        // A platform's operator is no state, wherever it sits; an international body has no country; of ours only our own organisation speaks for us.
        var parties = (await (
            from p in db.AgreementParties
            where p.RemovedAt == null
            join o in db.Organisations on p.OrganisationId equals o.Id into organisations
            from o in organisations.DefaultIfEmpty()
            where p.Country != null || (o.Country != null && o.Kind != OrganisationKind.PlatformOperator && (o.IsHome || o.Country != home.Country))
            select new RegisterParty(
                p.AgreementId, p.Country ?? o.Country!, p.OrganisationId != null, p.Standing, p.SignedOn, p.InForceFrom, p.InForceTo, p.Reservations, p.Confidence))
            .ToListAsync(cancellationToken)).ToLookup(p => p.AgreementId);
        return [.. agreements.Select(a => Entry(a, parties[a.Id], home, day))];
    }

    /// <summary>Of a country's several parties, being itself and organisations of it, the one that is bound tells.</summary>
    public static RegisterParty? StandingOf(this RegisterEntry entry, string country, DateOnly day) =>
        entry.Parties[country].OrderByDescending(p => HoldsOn(p, day)).ThenBy(p => p.Standing).ThenBy(p => p.IsOrganisation).FirstOrDefault();

    /// <summary>Whether the agreement holds for a party on a day, if it is in force at all.</summary>
    public static bool HoldsOn(RegisterParty party, DateOnly day) => AgreementParty.Holds(party.Standing, party.InForceFrom, party.InForceTo, day);

    /// <summary>Whether the agreement holds for a country on a day.</summary>
    public static bool HoldsFor(this RegisterEntry entry, string country, DateOnly day) =>
        entry.Footing.BlockedOn(day) is null && (entry.Footing.OpenToAll || entry.Parties[country].Any(p => HoldsOn(p, day)));

    private static RegisterEntry Entry(Agreement a, IEnumerable<RegisterParty> parties, HomeSettings home, DateOnly day)
    {
        var entry = new RegisterEntry(
            a, new Footing(a.Kind, a.Reach, a.Binding, a.OpenToAll, a.InForceFrom, a.InForceTo), false, parties.ToLookup(p => p.Country, StringComparer.Ordinal));
        return entry with { InForceWithUs = entry.HoldsFor(home.Country, day) };
    }
}
