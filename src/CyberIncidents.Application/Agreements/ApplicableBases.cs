using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Agreements;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.Requests;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Agreements;

/// <summary>A legal basis with whether a request may rest on it between two sides today, and why.</summary>
public sealed record ApplicableBasis
{
    /// <summary>The legal basis.</summary>
    public required string Code { get; init; }

    /// <summary>Its name, in the language of the call.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it holds for both sides today.</summary>
    public bool Applies => Verdict == FootingVerdict.Holds;

    /// <summary>Whether it holds, or what stands against it.</summary>
    public required FootingVerdict Verdict { get; init; }

    /// <summary>On what kind of ground a request under it stands.</summary>
    public required FootingGround Ground { get; init; }

    /// <summary>Why it holds or does not, in the language of the call.</summary>
    public required string Reason { get; init; }

    /// <summary>The agreement that it comes from; null for a law, or for free will.</summary>
    public AgreementName? Agreement { get; init; }

    /// <summary>The article of the agreement.</summary>
    public string? Article { get; init; }

    /// <summary>Whether a request may name it only where it holds for both sides.</summary>
    public bool BindingOnly { get; init; }

    /// <summary>How well that was checked, by the weakest of what it rests on: V, S or K.</summary>
    public required string Confidence { get; init; }

    /// <summary>What each request under it has to state.</summary>
    public IReadOnlyList<RequiredFieldDetail> Fields { get; init; } = [];

    /// <summary>How long such requests may take, by the deadline rules.</summary>
    public IReadOnlyList<ProvisionClock> Clocks { get; init; } = [];
}

/// <summary>On what a request of one kind to one side may rest.</summary>
/// <param name="Kind">What is asked.</param>
/// <param name="Country">The country that is asked, ISO 3166-1 alpha-2; null for an international body.</param>
/// <param name="On">The day, in the zone of the house.</param>
/// <param name="Items">First those that hold, the firmest first; then those that do not.</param>
public sealed record ApplicableBases(RequestKind Kind, string? Country, DateOnly On, IReadOnlyList<ApplicableBasis> Items);

/// <summary>Which legal basis applies: on what a request of a kind to a country or an organisation may rest today.</summary>
/// <param name="Kind">What is asked.</param>
/// <param name="Country">The country that is asked, ISO 3166-1 alpha-2; or an organisation.</param>
/// <param name="OrganisationId">The organisation that is asked; or a country.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record ListApplicableBasesQuery(RequestKind? Kind, string? Country, Guid? OrganisationId) : IQuery<ApplicableBases>;

internal sealed class ListApplicableBasesHandler(IAppDb db, ApplicableBasisReading reading) : IQueryHandler<ListApplicableBasesQuery, ApplicableBases>
{
    public async Task<ApplicableBases> Handle(ListApplicableBasesQuery query, CancellationToken cancellationToken)
    {
        if (query.Kind is not { } kind || !Enum.IsDefined(kind))
        {
            throw new InvalidInputException("kind", Words.Get("Error.OneOf", string.Join(", ", Enum.GetNames<RequestKind>())));
        }

        if (query.OrganisationId is { } id)
        {
            var asked = (await db.CounterpartsAsync([id], cancellationToken)).GetValueOrDefault(id)
                ?? throw new InvalidInputException("organisation", Words.Get("Error.UnknownOrganisation"));
            return await reading.ReadAsync(kind, asked, cancellationToken);
        }

        if (!await db.Countries.AnyAsync(c => c.Code == query.Country, cancellationToken))
        {
            throw new InvalidInputException("country", Words.Get("Error.UnknownCode"));
        }

        var there = await db.Organisations.Where(o => o.Country == query.Country && !o.IsHome && o.Kind != OrganisationKind.PlatformOperator)
            .Select(o => o.Id).ToListAsync(cancellationToken);
        return await reading.ReadAsync(kind, new Counterpart(query.Country, new FootingSide(query.Country, there), string.Empty), cancellationToken);
    }
}

/// <summary>Sets what agreements, laws and free will offer against who is asked.</summary>
internal sealed class ApplicableBasisReading(IAppDb db, HomeSettings home, TimeProvider time)
{
    /// <summary>All legal bases of a kind of request, those that hold first.</summary>
    public async Task<ApplicableBases> ReadAsync(RequestKind kind, Counterpart other, CancellationToken cancellationToken)
    {
        var day = Zones.DateOf(time.GetUtcNow(), home.TimeZone);
        List<Basis> bases =
        [
            .. (await db.LegalBases.AsNoTracking().OrderBy(b => b.SortOrder).ThenBy(b => b.Id).ToListAsync(cancellationToken))
                .Select(b => new Basis(b.Code, Words.Pick(b.NameEn, b.NameId), b.Jurisdiction, b.Confidence, b.RetiredAt is not null, b.BlocksOn(day))),
        ];
        var offers = await db.WithPartiesAsync(await db.OffersAsync(bases.Select(b => b.Code), cancellationToken), cancellationToken);
        var between = new Between(
            kind, await db.HomeSideAsync(home, cancellationToken), other, await NamesAsync(other, cancellationToken), day);
        var rules = await db.BasisRulesAsync(cancellationToken);
        var rows = bases.SelectMany(basis =>
        {
            List<BasisOffer> named = [.. offers.Where(o => o.LegalBasis == basis.Code)];
            return InOrder(Rated(basis, named, between, rules[basis.Code])).Take(1).Select(r => r with
            {
                BindingOnly = BasisDemands.IsBindingOnly(named),
                Fields = [.. BasisDemands.Of(named, basis.Code, kind, other.Side).Select(RequiredFieldDetail.Of)],
                Clocks = [.. rules[basis.Code].Where(c => c.Kinds.Count == 0 || c.Kinds.Contains(kind)).Select(c => c.Clock)],
            });
        });
        return new ApplicableBases(kind, other.Country, day, [.. InOrder(rows)]);
    }

    /// <summary>By each agreement that speaks of it. A law, or free will, is only what none has ever spoken of: leaving the register makes nothing hold.</summary>
    private IEnumerable<ApplicableBasis> Rated(Basis basis, List<BasisOffer> named, Between between, IEnumerable<BasisRule> rules)
    {
        List<BasisOffer> standing = [.. named.Where(o => o.OnRegister)];
        return standing.Count > 0 ? standing.Select(o => ByAgreement(basis, o, between))
            : basis.Retired ? []
            : named.Count > 0 ? named.Select(o => ByAgreement(basis, o, between))
            : [ByLaw(basis, SpeaksOf(rules, between.Kind), between)];
    }

    /// <summary>What holds, the firmest first; then what does not, and last under what that cannot be asked at all.</summary>
    private static IEnumerable<ApplicableBasis> InOrder(IEnumerable<ApplicableBasis> rows) =>
        rows.OrderBy(r => !r.Applies).ThenBy(r => r.Verdict == FootingVerdict.NotOfKind).ThenBy(r => r.Ground);

    /// <summary>Where the deadline rules time only some kinds of request under a law, it speaks of those alone.</summary>
    private static bool SpeaksOf(IEnumerable<BasisRule> rules, RequestKind kind) =>
        rules.SelectMany(r => r.Kinds).ToList() is var kinds && (kinds.Count == 0 || kinds.Contains(kind));

    /// <summary>What may be relied on only where it is in force for both is refused where it is not; anything else may be named, and the page warns.</summary>
    /// <exception cref="InvalidInputException">It does not hold between us and that organisation; names <c>legalBasis</c>.</exception>
    public async Task EnsureMayRestAsync(string? basis, RequestKind kind, Guid organisationId, CancellationToken cancellationToken)
    {
        if (basis is null || !BasisDemands.IsBindingOnly(await db.OffersAsync([basis], cancellationToken)))
        {
            return;
        }

        var asked = (await db.CounterpartsAsync([organisationId], cancellationToken))[organisationId];
        var known = await ReadAsync(kind, asked, cancellationToken);
        var found = known.Items.FirstOrDefault(i => i.Code == basis);
        if (found is not { Applies: true })
        {
            throw new InvalidInputException("legalBasis", found?.Reason ?? Words.Get("Agreements.Error.NotOfKind"));
        }
    }

    private static ApplicableBasis ByAgreement(Basis basis, BasisOffer offer, Between between)
    {
        var verdict = VerdictOf(basis, offer, between);
        var title = Words.Pick(offer.TitleEn, offer.TitleId);
        var reason = verdict == FootingVerdict.Holds ? $"Agreements.Holds.{offer.Footing.Ground}" : $"Agreements.Not.{verdict}";
        return new ApplicableBasis
        {
            Code = basis.Code,
            Name = basis.Name,
            Verdict = verdict,
            Ground = offer.Footing.Ground,
            Reason = Words.Get(
                reason, verdict == FootingVerdict.NotOfKind ? $"{title}, {offer.Article}" : title, between.Names.Home, between.Names.Other),
            Agreement = new AgreementName(offer.AgreementCode, title),
            Article = offer.Article,
            Confidence = Weakest([basis.Confidence, offer.Confidence, offer.AgreementConfidence, .. PartyMarks(verdict, offer, between)]),
        };
    }

    private static FootingVerdict VerdictOf(Basis basis, BasisOffer offer, Between between) => basis.Blocked switch
    {
        "basis-retired" => FootingVerdict.BasisRetired,
        not null => FootingVerdict.BasisNotValid,
        null => !offer.Kinds.Contains(between.Kind) ? FootingVerdict.NotOfKind
            : offer.OnRegister ? offer.Footing.Between(offer.Parties, between.Ours, between.Other.Side, between.Day)
            : FootingVerdict.NotInForce,
    };

    /// <summary>How well it was checked who the parties are, where that decides.</summary>
    private static IEnumerable<string> PartyMarks(FootingVerdict verdict, BasisOffer offer, Between between) =>
        verdict is FootingVerdict.Holds or FootingVerdict.NeitherParty or FootingVerdict.HomeNoParty or FootingVerdict.OtherNoParty
            ? new[] { between.Ours, between.Other.Side }.SelectMany(side => offer.Footing.MarksOf(offer.Parties, side, between.Day))
            : [];

    /// <summary>What no agreement speaks of is a law, or free will.</summary>
    private ApplicableBasis ByLaw(Basis basis, bool speaksOf, Between between)
    {
        var ground = basis.Jurisdiction == home.Country ? FootingGround.OwnLaw
            : basis.Jurisdiction == "INT" ? FootingGround.Voluntary
            : FootingGround.TheirLaw;
        var verdict = basis.Blocked is not null ? FootingVerdict.BasisNotValid
            : !speaksOf ? FootingVerdict.NotOfKind
            : ground == FootingGround.TheirLaw && basis.Jurisdiction != between.Other.Country ? FootingVerdict.ElsewhereLaw
            : FootingVerdict.Holds;
        var other = ground == FootingGround.TheirLaw ? between.Names.Country : between.Names.Other;
        return new ApplicableBasis
        {
            Code = basis.Code,
            Name = basis.Name,
            Verdict = verdict,
            Ground = ground,
            Reason = Words.Get(verdict == FootingVerdict.Holds ? $"Agreements.Holds.{ground}" : $"Agreements.Not.{verdict}", basis.Name, between.Names.Home, other),
            Confidence = basis.Confidence,
        };
    }

    private static string Weakest(IReadOnlyCollection<string> marks) => marks.Contains("K") ? "K" : marks.Contains("S") ? "S" : "V";

    /// <summary>Who stands for a country goes by its name; who stands for none, by its own.</summary>
    private async Task<SideNames> NamesAsync(Counterpart other, CancellationToken cancellationToken)
    {
        var codes = new[] { home.Country, other.Country ?? string.Empty };
        var countries = await db.Countries.Where(c => codes.Contains(c.Code)).Select(c => new { c.Code, c.NameEn, c.NameId }).ToListAsync(cancellationToken);
        string Of(string? code, string otherwise) => countries.Find(c => c.Code == code) is { } known ? Words.Pick(known.NameEn, known.NameId) : otherwise;
        return new SideNames(Of(home.Country, home.Country), Of(other.Side.Country, other.Name), Of(other.Country, other.Name));
    }

    private sealed record SideNames(string Home, string Other, string Country);

    private sealed record Between(RequestKind Kind, FootingSide Ours, Counterpart Other, SideNames Names, DateOnly Day);

    private sealed record Basis(string Code, string Name, string Jurisdiction, string Confidence, bool Retired, string? Blocked);
}
