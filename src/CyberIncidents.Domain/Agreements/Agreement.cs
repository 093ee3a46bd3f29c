using CyberIncidents.Domain.Common;

namespace CyberIncidents.Domain.Agreements;

/// <summary>
/// What states, or their organisations, agreed on: a treaty, a memorandum, a set of norms. It has parties and provisions; who is a party
/// and since when decides on what a request may rest.
/// </summary>
public sealed class Agreement : AggregateRoot
{
    private readonly List<AgreementParty> _parties = [];
    private readonly List<Provision> _provisions = [];

    private Agreement() => Code = TitleEn = TitleId = Source = Confidence = string.Empty;

    /// <summary>Adds an agreement.</summary>
    /// <param name="code">Its code, in kebab case; unique.</param>
    /// <param name="card">What it says.</param>
    /// <param name="addedHere">Whether somebody here adds it; the seeds leave it alone then.</param>
    /// <param name="now">The instant.</param>
    /// <exception cref="InvalidInputException">It ends before it starts; names <c>inForceTo</c>.</exception>
    public Agreement(string code, AgreementCard card, bool addedHere, DateTimeOffset now)
        : base(now)
    {
        Code = code;
        EditedHere = addedHere;
        ChangedAt = now;
        TitleEn = TitleId = Source = Confidence = string.Empty;
        Apply(card);
        Record("add");
    }

    /// <summary>The kinds whose provisions are norms: they are listed as such, and cases cite them.</summary>
    public static IReadOnlyList<AgreementKind> OfNorms { get; } = [AgreementKind.NormSet, AgreementKind.ConfidenceBuildingMeasures];

    /// <summary>Its code.</summary>
    public string Code { get; private set; }

    /// <inheritdoc cref="AgreementCard.TitleEn"/>
    public string TitleEn { get; private set; }

    /// <inheritdoc cref="AgreementCard.TitleId"/>
    public string TitleId { get; private set; }

    /// <inheritdoc cref="AgreementCard.SummaryEn"/>
    public string? SummaryEn { get; private set; }

    /// <inheritdoc cref="AgreementCard.SummaryId"/>
    public string? SummaryId { get; private set; }

    /// <inheritdoc cref="AgreementCard.Kind"/>
    public AgreementKind Kind { get; private set; }

    /// <inheritdoc cref="AgreementCard.Reach"/>
    public AgreementReach Reach { get; private set; }

    /// <inheritdoc cref="AgreementCard.Binding"/>
    public bool Binding { get; private set; }

    /// <inheritdoc cref="AgreementCard.OpenToAll"/>
    public bool OpenToAll { get; private set; }

    /// <inheritdoc cref="AgreementCard.OpenedOn"/>
    public DateOnly? OpenedOn { get; private set; }

    /// <inheritdoc cref="AgreementCard.InForceFrom"/>
    public DateOnly? InForceFrom { get; private set; }

    /// <inheritdoc cref="AgreementCard.InForceTo"/>
    public DateOnly? InForceTo { get; private set; }

    /// <inheritdoc cref="AgreementCard.Source"/>
    public string Source { get; private set; }

    /// <inheritdoc cref="AgreementCard.Confidence"/>
    public string Confidence { get; private set; }

    /// <inheritdoc cref="AgreementCard.VerifiedOn"/>
    public DateOnly? VerifiedOn { get; private set; }

    /// <inheritdoc cref="AgreementCard.Notes"/>
    public string? Notes { get; private set; }

    /// <summary>Who sees to its renewal, or to its end; null for nobody.</summary>
    public Guid? OwnerId { get; private set; }

    /// <summary>By which day it has to be renewed or given notice of, in the zone of the house; null where its last day says it.</summary>
    public DateOnly? RenewOn { get; private set; }

    /// <summary>The follow-up that reminds the owner; the last, where there were several.</summary>
    public Guid? FollowUpId { get; private set; }

    /// <summary>The day of which the owner is reminded; null where there is no such day, nobody to remind, or it left the register.</summary>
    public DateOnly? RemindedOn => OwnerId is null || RetiredAt is not null ? null : RenewOn ?? InForceTo;

    /// <summary>When it left the register; what rests on it stays as it is.</summary>
    public DateTimeOffset? RetiredAt { get; private set; }

    /// <summary>Whether somebody here has changed it; the seeds leave it alone from then on.</summary>
    public bool EditedHere { get; private set; }

    /// <summary>When it, a party or a provision of it was changed last; by it a change of a part raises the version of the whole.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Its parties, also those that were taken off the list.</summary>
    public IReadOnlyList<AgreementParty> Parties => _parties;

    /// <summary>Its provisions, also those that were taken off the list.</summary>
    public IReadOnlyList<Provision> Provisions => _provisions;

    /// <summary>Of these, by key, those that stand on the register; none once the agreement left it.</summary>
    public IReadOnlyList<Guid> Standing => RetiredAt is null ? [.. _provisions.Where(p => p.RemovedAt is null).Select(p => p.Id)] : [];

    /// <summary>Somebody here changes what it says.</summary>
    /// <param name="card">What it says now.</param>
    /// <param name="now">The instant.</param>
    /// <exception cref="InvalidInputException">It ends before it starts; names <c>inForceTo</c>.</exception>
    public void Edit(AgreementCard card, DateTimeOffset now)
    {
        Apply(card);
        Touch("edit", now);
    }

    /// <summary>Somebody here changes who its parties are; those that are not named leave the list.</summary>
    /// <param name="parties">All of them.</param>
    /// <param name="now">The instant.</param>
    /// <exception cref="InvalidInputException">One is named twice, or ends before it starts; names the field.</exception>
    public void SetParties(IReadOnlyList<PartyCard> parties, DateTimeOffset now)
    {
        Replace(parties, now);
        Touch("set-parties", now);
    }

    /// <summary>Somebody here changes its provisions; those that are not named leave the list.</summary>
    /// <param name="provisions">All of them, in order.</param>
    /// <param name="now">The instant.</param>
    /// <exception cref="InvalidInputException">One is named twice; names the field.</exception>
    public void SetProvisions(IReadOnlyList<ProvisionCard> provisions, DateTimeOffset now)
    {
        Replace(provisions, now);
        Touch("set-provisions", now);
    }

    /// <summary>Somebody here takes it off the register, or puts it back; the seeds leave it so.</summary>
    /// <param name="retired">Whether it leaves.</param>
    /// <param name="now">The instant.</param>
    public void Retire(bool retired, DateTimeOffset now)
    {
        RetiredAt = retired ? RetiredAt ?? now : null;
        Touch(retired ? "retire" : "restore", now);
    }

    /// <summary>Somebody sees to its renewal. The seeds know nothing of that, and go on writing what it says.</summary>
    /// <param name="ownerId">Who; null for nobody.</param>
    /// <param name="renewOn">By which day; null where its last day says it.</param>
    /// <param name="now">The instant.</param>
    /// <exception cref="InvalidInputException">That day comes after its last; names <c>renewOn</c>.</exception>
    public void Entrust(Guid? ownerId, DateOnly? renewOn, DateTimeOffset now)
    {
        EnsureRenewal(renewOn, InForceTo, "renewOn");
        (OwnerId, RenewOn, ChangedAt) = (ownerId, renewOn, now);
        Record("entrust");
    }

    /// <summary>A follow-up reminds its owner from now on.</summary>
    /// <param name="followUpId">The follow-up; null for none yet.</param>
    public void Chase(Guid? followUpId) => FollowUpId = followUpId;

    /// <summary>The seeds hold it no more: it leaves the register, unless somebody here has changed it.</summary>
    /// <param name="now">The instant.</param>
    public void Unseed(DateTimeOffset now)
    {
        if (!EditedHere && RetiredAt is null)
        {
            RetiredAt = now;
            Record("retire");
        }
    }

    /// <summary>The seeds write it, unless somebody here has changed it.</summary>
    /// <param name="card">What it says.</param>
    /// <param name="parties">Its parties.</param>
    /// <param name="provisions">Its provisions.</param>
    /// <param name="now">The instant.</param>
    public void Reseed(AgreementCard card, IReadOnlyList<PartyCard> parties, IReadOnlyList<ProvisionCard> provisions, DateTimeOffset now)
    {
        if (!EditedHere)
        {
            Apply(card);
            Replace(parties, now);
            Replace(provisions, now);
            RetiredAt = null;
            // It ends before somebody's day of renewal: then its last day says it.
            RenewOn = RenewOn > InForceTo ? null : RenewOn;
        }
    }

    private static void EnsureOrder(DateOnly? from, DateOnly? to, string field)
    {
        if (to < from)
        {
            throw new InvalidInputException(field, "It would end before it starts.");
        }
    }

    private static void EnsureRenewal(DateOnly? renewOn, DateOnly? to, string field)
    {
        if (renewOn > to)
        {
            throw new InvalidInputException(field, "It would have ended by then.");
        }
    }

    private static void EnsureOnce<T>(IReadOnlyList<T> rows, Func<T, object> keyOf, Func<int, string> field)
    {
        var seen = new HashSet<object>();
        for (var i = 0; i < rows.Count; i++)
        {
            if (!seen.Add(keyOf(rows[i])))
            {
                throw new InvalidInputException(field(i), "It is named twice.");
            }
        }
    }

    private void Replace(IReadOnlyList<PartyCard> parties, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(parties);
        EnsureOnce(parties, p => (p.Country, p.OrganisationId), i => parties[i].Country is null ? $"parties[{i}].organisationId" : $"parties[{i}].country");
        for (var i = 0; i < parties.Count; i++)
        {
            EnsureOrder(parties[i].InForceFrom, parties[i].InForceTo, $"parties[{i}].inForceTo");
            if (_parties.Find(p => p.Is(parties[i])) is { } known)
            {
                known.Set(parties[i]);
            }
            else
            {
                _parties.Add(new AgreementParty(Id, parties[i], now.AddTicks(i)));
            }
        }

        foreach (var gone in _parties.Where(p => !parties.Any(p.Is)))
        {
            gone.Remove(now);
        }
    }

    private void Replace(IReadOnlyList<ProvisionCard> provisions, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(provisions);
        EnsureOnce(provisions, p => p.Article, i => $"provisions[{i}].article");
        for (var i = 0; i < provisions.Count; i++)
        {
            EnsureOnce(provisions[i].Fields, f => f.Code, j => $"provisions[{i}].fields[{j}].code");
            var provision = _provisions.Find(p => p.Article == provisions[i].Article);
            if (provision is null)
            {
                // Each a tick after the one before it: lists go by the instant.
                provision = new Provision(Id, provisions[i], now.AddTicks(i));
                _provisions.Add(provision);
            }

            provision.Set(provisions[i], i);
        }

        foreach (var gone in _provisions.Where(p => provisions.All(c => c.Article != p.Article)))
        {
            gone.Remove(now);
        }
    }

    private void Touch(string act, DateTimeOffset now)
    {
        EditedHere = true;
        ChangedAt = now;
        Record(act);
    }

    private void Apply(AgreementCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        EnsureOrder(card.InForceFrom, card.InForceTo, "inForceTo");
        (TitleEn, TitleId, SummaryEn, SummaryId) = (card.TitleEn, card.TitleId, card.SummaryEn, card.SummaryId);
        (Kind, Reach, Binding, OpenToAll) = (card.Kind, card.Reach, card.Binding, card.OpenToAll);
        (OpenedOn, InForceFrom, InForceTo) = (card.OpenedOn, card.InForceFrom, card.InForceTo);
        (Source, Confidence, VerifiedOn, Notes) = (card.Source, card.Confidence, card.VerifiedOn, card.Notes);
    }
}
