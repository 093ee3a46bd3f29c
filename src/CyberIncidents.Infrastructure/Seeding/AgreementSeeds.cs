using CyberIncidents.Application.Agreements;
using CyberIncidents.Domain.Agreements;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Infrastructure.Seeding;

/// <summary>Loads agreements with parties and provisions. What somebody has changed or added stays as it is; what left its file is retired.</summary>
internal sealed class AgreementSeeds(DateTimeOffset now)
{
    /// <summary>Those of which somebody may be reminded otherwise from now on, as they stood before.</summary>
    public IReadOnlyList<RegisterBefore> Changed { get; private set; } = [];

    public async Task LoadAsync(AppDbContext db, IReadOnlyList<Item> items, CancellationToken cancellationToken)
    {
        var known = await db.Set<Agreement>().Include(a => a.Parties).Include(a => a.Provisions).AsSplitQuery()
            .ToDictionaryAsync(a => a.Code, StringComparer.Ordinal, cancellationToken);
        var before = known.Values.Select(a => (Agreement: a, Before: RegisterBefore.Of(a))).ToList();
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];
            if (!known.TryGetValue(item.Code, out var agreement))
            {
                // Each a tick before the one above it: the register shows the newest first, and so these in the order of the file.
                agreement = new Agreement(item.Code, item.Card, addedHere: false, now.AddTicks(-i));
                db.Add(agreement);
            }

            agreement.Reseed(item.Card, [.. item.Parties.Select(p => p.Card)], [.. item.Provisions.Select(p => p.Card)], now.AddMilliseconds(i));
        }

        foreach (var gone in known.Values.Where(a => items.All(i => i.Code != a.Code)))
        {
            gone.Unseed(now);
        }

        Changed = [.. before.Where(b => b.Before.Differs(b.Agreement)).Select(b => b.Before)];
    }

    internal sealed record Item(
        string Code,
        string TitleEn,
        string TitleId,
        string? SummaryEn,
        string? SummaryId,
        AgreementKind Kind,
        AgreementReach Reach,
        bool Binding,
        bool OpenToAll,
        DateOnly? OpenedOn,
        DateOnly? InForceFrom,
        DateOnly? InForceTo,
        string Source,
        string Confidence,
        DateOnly? VerifiedOn,
        string? Notes,
        IReadOnlyList<PartyItem> Parties,
        IReadOnlyList<ProvisionItem> Provisions)
    {
        public AgreementCard Card => new(
            TitleEn, TitleId, SummaryEn, SummaryId, Kind, Reach, Binding, OpenToAll, OpenedOn, InForceFrom, InForceTo, Source, Confidence, VerifiedOn, Notes);
    }

    internal sealed record PartyItem(
        string Country, PartyStanding Standing, DateOnly? SignedOn, DateOnly? InForceFrom, DateOnly? InForceTo, string? Reservations, string Confidence)
    {
        public PartyCard Card => new(Country, null, Standing, SignedOn, InForceFrom, InForceTo, Reservations, Confidence);
    }

    internal sealed record ProvisionItem(
        string Article,
        string TitleEn,
        string TitleId,
        string? SummaryEn,
        string? SummaryId,
        IReadOnlyList<RequestKind> Kinds,
        string? LegalBasis,
        bool BindingOnly,
        IReadOnlyList<RequiredField> Fields,
        string Confidence)
    {
        public ProvisionCard Card => new(Article, TitleEn, TitleId, SummaryEn, SummaryId, [.. Kinds.Order()], LegalBasis, BindingOnly, Fields, Confidence);
    }
}
