using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;

namespace CyberIncidents.Domain.Partners;

/// <summary>What kind of organisation it is; decides what it may ask and be asked.</summary>
public enum OrganisationKind
{
    /// <summary>A computer security incident response team.</summary>
    Csirt,

    /// <summary>A foreign ministry.</summary>
    ForeignMinistry,

    /// <summary>Another ministry.</summary>
    Ministry,

    /// <summary>A ministry of defence, or armed forces.</summary>
    Defence,

    /// <summary>A police unit.</summary>
    Police,

    /// <summary>A public prosecutor.</summary>
    Prosecutor,

    /// <summary>A central authority for mutual legal assistance.</summary>
    CentralAuthority,

    /// <summary>A 24/7 contact point (Budapest Convention Art. 35).</summary>
    ContactPoint247,

    /// <summary>A regulator.</summary>
    Regulator,

    /// <summary>A platform operator; no organ of a state.</summary>
    PlatformOperator,

    /// <summary>An international body; it has no country.</summary>
    InternationalBody,
}

/// <summary>What an administrator keeps of an organisation.</summary>
/// <param name="Name">At most 200 characters.</param>
/// <param name="Country">ISO 3166-1 alpha-2; null for an international body.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Sector">One word or two; null when not known.</param>
/// <param name="NationalContact">Whether choosing only its country means this organisation; one per country.</param>
/// <param name="TimeZone">IANA name of its zone.</param>
/// <param name="Languages">BCP 47 tags, preferred first.</param>
/// <param name="Duty">Its duty hours in its zone; null for the default of the house.</param>
/// <param name="Weekend">Its own days off, where they are not those of its country; null for those of its country.</param>
public sealed record OrganisationCard(
    string Name,
    string? Country,
    OrganisationKind Kind,
    string? Sector,
    bool NationalContact,
    string TimeZone,
    IReadOnlyList<string> Languages,
    DutyHours? Duty = null,
    IReadOnlyList<DayOfWeek>? Weekend = null)
{
    /// <summary>After how many days without a proof it is asked whether it is there: one of <see cref="Organisation.CheckTerms"/>; null for never.</summary>
    public int? CheckEveryDays { get; init; }
}

/// <summary>A CSIRT, ministry, police unit, regulator, platform operator or international body.</summary>
public sealed class Organisation : AggregateRoot
{
    private Organisation()
    {
        Name = TimeZone = SearchText = string.Empty;
    }

    /// <summary>Registers an organisation.</summary>
    /// <param name="card">What is known of it.</param>
    /// <param name="isHome">Whether it is ours; exactly one is.</param>
    /// <param name="now">The instant.</param>
    public Organisation(OrganisationCard card, bool isHome, DateTimeOffset now)
        : base(now)
    {
        Name = TimeZone = SearchText = string.Empty;
        IsHome = isHome;
        Apply(card);
        Record("register");
    }

    /// <summary>Its name.</summary>
    public string Name { get; private set; }

    /// <summary>ISO 3166-1 alpha-2; null for an international body.</summary>
    public string? Country { get; private set; }

    /// <summary>What it is.</summary>
    public OrganisationKind Kind { get; private set; }

    /// <summary>Its sector.</summary>
    public string? Sector { get; private set; }

    /// <summary>Whether it is ours.</summary>
    public bool IsHome { get; private set; }

    /// <summary>Whether choosing only its country means this organisation.</summary>
    public bool NationalContact { get; private set; }

    /// <summary>IANA name of its zone.</summary>
    public string TimeZone { get; private set; }

    /// <summary>BCP 47 tags, preferred first.</summary>
    public IReadOnlyList<string> Languages { get; private set; } = [];

    /// <summary>When its duty hours begin, in its zone; null for the default of the house.</summary>
    public TimeOnly? DutyFrom { get; private set; }

    /// <summary>When its duty hours end.</summary>
    public TimeOnly? DutyTo { get; private set; }

    /// <summary>Its own days off; empty for those of its country.</summary>
    public IReadOnlyList<DayOfWeek> Weekend { get; private set; } = [];

    /// <summary>After how many days without a proof it is asked whether it is there; null for never.</summary>
    public int? CheckEveryDays { get; private set; }

    /// <summary>When it was last proven that somebody of it answers; null for never.</summary>
    public DateTimeOffset? ProvenAt { get; private set; }

    /// <summary>By what.</summary>
    public ProofKind? ProvenBy { get; private set; }

    /// <summary>Name and sector, normalised for search.</summary>
    public string SearchText { get; private set; }

    /// <summary>The terms that contact checks are planned by, in days.</summary>
    public static IReadOnlyList<int> CheckTerms { get; } = [30, 90, 180];

    /// <summary>Its duty hours; null for the default of the house.</summary>
    public DutyHours? Duty => DutyFrom is { } from && DutyTo is { } to ? new DutyHours(from, to) : null;

    /// <summary>Changes what is known of it.</summary>
    /// <param name="card">What is known now.</param>
    public void Edit(OrganisationCard card)
    {
        Apply(card);
        Record("edit");
    }

    /// <summary>Somebody of it answered. A proof that is older than the one that is known changes nothing.</summary>
    /// <param name="by">By what it is proven.</param>
    /// <param name="at">When it was answered.</param>
    public void Prove(ProofKind by, DateTimeOffset at)
    {
        if (!(ProvenAt >= at))
        {
            (ProvenAt, ProvenBy) = (at, by);
            Record("prove");
        }
    }

    /// <summary>Changes its duty hours alone.</summary>
    /// <param name="duty">The duty hours; null for the default of the house.</param>
    public void SetDuty(DutyHours? duty)
    {
        (DutyFrom, DutyTo) = (duty?.From, duty?.To);
        Record("edit");
    }

    /// <summary>Makes what is sought in anew.</summary>
    public void Index() => SearchText = Incident.Normalise($"{Name} {Sector}");

    private void Apply(OrganisationCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        Name = card.Name;
        Country = card.Country;
        Kind = card.Kind;
        Sector = card.Sector;
        NationalContact = card.NationalContact;
        TimeZone = card.TimeZone;
        Languages = [.. card.Languages];
        (DutyFrom, DutyTo) = (card.Duty?.From, card.Duty?.To);
        Weekend = [.. card.Weekend ?? []];
        CheckEveryDays = card.CheckEveryDays;
        Index();
    }
}
