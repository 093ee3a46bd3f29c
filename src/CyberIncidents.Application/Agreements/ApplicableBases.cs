using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Agreements;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Common;
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
            var asked = await db.Organisations.Where(o => o.Id == id).Select(o => new { o.Country, o.Name }).SingleOrDefaultAsync(cancellationToken)
                ?? throw new InvalidInputException("organisation", Words.Get("Error.UnknownOrganisation"));
            return await reading.ReadAsync(kind, new FootingSide(asked.Country, [id]), asked.Name, cancellationToken);
        }

        if (!await db.Countries.AnyAsync(c => c.Code == query.Country, cancellationToken))
        {
            throw new InvalidInputException("country", Words.Get("Error.UnknownCode"));
        }

        var there = await db.Organisations.Where(o => o.Country == query.Country && !o.IsHome).Select(o => o.Id).ToListAsync(cancellationToken);
        return await reading.ReadAsync(kind, new FootingSide(query.Country, there), string.Empty, cancellationToken);
    }
}

/// <summary>Sets what agreements, laws and free will offer against who is asked.</summary>
internal sealed class ApplicableBasisReading(IAppDb db, HomeSettings home, TimeProvider time)
{
    /// <summary>All legal bases of a kind of request, those that hold first.</summary>
    public async Task<ApplicableBases> ReadAsync(RequestKind kind, FootingSide other, string otherName, CancellationToken cancellationToken)
    {
        var day = Zones.DateOf(time.GetUtcNow(), home.TimeZone);
        var bases = (await db.LegalBases.AsNoTracking().OrderBy(b => b.SortOrder).ThenBy(b => b.Id).ToListAsync(cancellationToken))
            .Select(b => new Basis(b.Code, Words.Pick(b.NameEn, b.NameId), b.Jurisdiction, b.Confidence, b.RetiredAt is not null, b.BlocksOn(day)));
        var offers = await OffersAsync(cancellationToken);
        var names = await NamesAsync(other, otherName, cancellationToken);
        var ours = await db.HomeSideAsync(home, cancellationToken);
        var rules = await db.BasisRulesAsync(cancellationToken);
        var rows = new List<ApplicableBasis>();
        foreach (var basis in bases)
        {
            var under = offers.Where(o => o.LegalBasis == basis.Code).ToList();
            var rated = under.Count > 0 ? under.Select(o => ByAgreement(basis, o, kind, ours, other, names, day))
                : basis.Retired ? []
                : [ByLaw(basis, SpeaksOf(rules[basis.Code], kind), other, names)];
            rows.AddRange(InOrder(rated).Take(1));
        }

        return new ApplicableBases(
            kind, other.Country, day,
            [.. InOrder(rows)
                .Select(r => r with { Clocks = [.. rules[r.Code].Where(c => c.Kinds.Count == 0 || c.Kinds.Contains(kind)).Select(c => c.Clock)] })]);
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
        if (basis is null || !await db.IsBindingOnlyAsync(basis, cancellationToken))
        {
            return;
        }

        var asked = await db.Organisations.Where(o => o.Id == organisationId).Select(o => new { o.Country, o.Name }).SingleAsync(cancellationToken);
        var known = await ReadAsync(kind, new FootingSide(asked.Country, [organisationId]), asked.Name, cancellationToken);
        var found = known.Items.FirstOrDefault(i => i.Code == basis);
        if (found is not { Applies: true })
        {
            throw new InvalidInputException("legalBasis", found?.Reason ?? Words.Get("Agreements.Error.NotOfKind"));
        }
    }

    private static ApplicableBasis ByAgreement(
        Basis basis, Offer offer, RequestKind kind, FootingSide ours, FootingSide other, SideNames names, DateOnly day)
    {
        var verdict = basis.Blocked switch
        {
            "basis-retired" => FootingVerdict.BasisRetired,
            not null => FootingVerdict.BasisNotValid,
            null => offer.Kinds.Contains(kind) ? offer.Footing.Between(offer.Parties, ours, other, day) : FootingVerdict.NotOfKind,
        };
        var title = Words.Pick(offer.TitleEn, offer.TitleId);
        var reason = verdict == FootingVerdict.Holds ? $"Agreements.Holds.{offer.Footing.Ground}" : $"Agreements.Not.{verdict}";
        return new ApplicableBasis
        {
            Code = basis.Code,
            Name = basis.Name,
            Verdict = verdict,
            Ground = offer.Footing.Ground,
            Reason = Words.Get(reason, verdict == FootingVerdict.NotOfKind ? $"{title}, {offer.Article}" : title, names.Home, names.Other),
            Agreement = new AgreementName(offer.AgreementCode, title),
            Article = offer.Article,
            BindingOnly = offer.BindingOnly,
            Confidence = Weakest([basis.Confidence, offer.Confidence, offer.AgreementConfidence]),
            Fields = [.. offer.Fields.Select(RequiredFieldDetail.Of)],
        };
    }

    /// <summary>What no agreement speaks of is a law, or free will.</summary>
    private ApplicableBasis ByLaw(Basis basis, bool speaksOf, FootingSide other, SideNames names)
    {
        var ground = basis.Jurisdiction == home.Country ? FootingGround.OwnLaw
            : basis.Jurisdiction == "INT" ? FootingGround.Voluntary
            : FootingGround.TheirLaw;
        var verdict = basis.Blocked is not null ? FootingVerdict.BasisNotValid
            : !speaksOf ? FootingVerdict.NotOfKind
            : ground == FootingGround.TheirLaw && basis.Jurisdiction != other.Country ? FootingVerdict.ElsewhereLaw
            : FootingVerdict.Holds;
        return new ApplicableBasis
        {
            Code = basis.Code,
            Name = basis.Name,
            Verdict = verdict,
            Ground = ground,
            Reason = Words.Get(verdict == FootingVerdict.Holds ? $"Agreements.Holds.{ground}" : $"Agreements.Not.{verdict}", basis.Name, names.Home, names.Other),
            Confidence = basis.Confidence,
        };
    }

    private static string Weakest(IReadOnlyCollection<string> marks) => marks.Contains("K") ? "K" : marks.Contains("S") ? "S" : "V";

    private async Task<IReadOnlyList<Offer>> OffersAsync(CancellationToken cancellationToken)
    {
        var provisions = await (
            from p in db.Provisions
            where p.LegalBasis != null && p.RemovedAt == null
            join a in db.Agreements on p.AgreementId equals a.Id
            where a.RetiredAt == null
            select new Offer(
                p.LegalBasis!, p.Article, p.Kinds, p.BindingOnly, p.Fields, p.Confidence, a.Id, a.Code, a.TitleEn, a.TitleId, a.Confidence,
                new Footing(a.Kind, a.Reach, a.Binding, a.OpenToAll, a.InForceFrom, a.InForceTo)))
            .ToListAsync(cancellationToken);
        var ids = provisions.Select(p => p.AgreementId).Distinct().ToList();
        var parties = (await db.AgreementParties.AsNoTracking().Where(p => ids.Contains(p.AgreementId) && p.RemovedAt == null).ToListAsync(cancellationToken))
            .ToLookup(p => p.AgreementId, AgreementReading.ForFooting);
        return [.. provisions.Select(p => p with { Parties = [.. parties[p.AgreementId]] })];
    }

    private async Task<SideNames> NamesAsync(FootingSide other, string otherName, CancellationToken cancellationToken)
    {
        var codes = new[] { home.Country, other.Country ?? string.Empty };
        var countries = await db.Countries.Where(c => codes.Contains(c.Code)).Select(c => new { c.Code, c.NameEn, c.NameId }).ToListAsync(cancellationToken);
        string Of(string? code, string otherwise) => countries.Find(c => c.Code == code) is { } known ? Words.Pick(known.NameEn, known.NameId) : otherwise;
        return new SideNames(Of(home.Country, home.Country), Of(other.Country, otherName));
    }

    private sealed record SideNames(string Home, string Other);

    private sealed record Basis(string Code, string Name, string Jurisdiction, string Confidence, bool Retired, string? Blocked);

    private sealed record Offer(
        string LegalBasis, string Article, IReadOnlyList<RequestKind> Kinds, bool BindingOnly, IReadOnlyList<RequiredField> Fields, string Confidence,
        Guid AgreementId, string AgreementCode, string TitleEn, string TitleId, string AgreementConfidence, Footing Footing)
    {
        public IReadOnlyList<FootingParty> Parties { get; init; } = [];
    }
}
