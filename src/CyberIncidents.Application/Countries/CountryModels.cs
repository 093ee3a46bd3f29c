using CyberIncidents.Application.Agreements;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Partners;
using CyberIncidents.Domain.Agreements;
using CyberIncidents.Domain.Partners;

namespace CyberIncidents.Application.Countries;

/// <summary>Whether somebody is there now.</summary>
/// <param name="Organisation">Of which organisation: the country's national contact.</param>
/// <param name="TimeZone">IANA name of its zone.</param>
/// <param name="OnDuty">Whether it is a working day there and within duty hours, as the clocks reckon.</param>
/// <param name="Always">Whether it works day and night, every day.</param>
/// <param name="NextOpen">When somebody is there next; null while somebody is, and where no working day is known.</param>
public sealed record CountryDuty(OrganisationName Organisation, string TimeZone, bool OnDuty, bool Always, DateTimeOffset? NextOpen);

/// <summary>How an organisation of a country is reached.</summary>
/// <param name="Id">The contact point.</param>
/// <param name="Purpose">What it is for.</param>
/// <param name="Name">A person or a desk.</param>
/// <param name="Email">Where mail goes.</param>
/// <param name="Phone">A number with its country code.</param>
/// <param name="ProvenAt">When it was last proven that somebody answers here.</param>
/// <param name="ProvenBy">By what.</param>
/// <param name="BouncedAt">When mail to it was last refused for good.</param>
public sealed record CountryContact(
    Guid Id, ContactPurpose Purpose, string Name, string? Email, string? Phone, DateTimeOffset? ProvenAt, ProofKind? ProvenBy, DateTimeOffset? BouncedAt);

/// <summary>Somebody with an account who speaks for an organisation of a country.</summary>
/// <param name="Id">The person.</param>
/// <param name="Name">What others read.</param>
/// <param name="Deputy">Whether they stand in for the others.</param>
/// <param name="AbsentUntil">Until when they are away; null for there.</param>
public sealed record CountrySpeaker(Guid Id, string Name, bool Deputy, DateTimeOffset? AbsentUntil);

/// <summary>An organisation of a country.</summary>
/// <param name="Id">The organisation.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="NationalContact">Whether choosing only the country means it.</param>
/// <param name="TimeZone">IANA name of its zone.</param>
/// <param name="ProvenAt">When it was last proven that somebody of it answers.</param>
/// <param name="ProvenBy">By what.</param>
/// <param name="Contacts">How it is reached.</param>
/// <param name="Speakers">Who speaks for it.</param>
public sealed record CountryOrganisation(
    Guid Id, string Name, OrganisationKind Kind, bool NationalContact, string TimeZone, DateTimeOffset? ProvenAt, ProofKind? ProvenBy,
    IReadOnlyList<CountryContact> Contacts, IReadOnlyList<CountrySpeaker> Speakers);

/// <summary>How one side stands to an agreement.</summary>
/// <param name="Standing">Whether it is bound, or has only signed; null where it is named nowhere.</param>
/// <param name="SignedOn">When it signed.</param>
/// <param name="InForceFrom">First day on which the agreement holds for it.</param>
/// <param name="InForceTo">Last day.</param>
/// <param name="Reservations">What it reserved or declared.</param>
/// <param name="Confidence">V, S or K; null where it is named nowhere.</param>
public sealed record CountryStanding(
    PartyStanding? Standing, DateOnly? SignedOn, DateOnly? InForceFrom, DateOnly? InForceTo, string? Reservations, string? Confidence);

/// <summary>An agreement of the register, as it stands between us and a country.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Title">Its title, in the language of the call.</param>
/// <param name="Kind">What kind of text it is.</param>
/// <param name="Binding">Whether it binds its parties by law.</param>
/// <param name="Verdict">Whether it holds between both, or what stands against it.</param>
/// <param name="Reason">Why it holds or does not, in the language of the call.</param>
/// <param name="Confidence">How well the register knows the agreement: V, S or K.</param>
/// <param name="Ours">How we stand to it.</param>
/// <param name="Theirs">How the country stands to it.</param>
/// <param name="Provisions">What can be asked under it and how fast; only where it holds.</param>
public sealed record CountryAgreement(
    string Code, string Title, AgreementKind Kind, bool Binding, FootingVerdict Verdict, string Reason, string Confidence, CountryStanding Ours, CountryStanding Theirs,
    IReadOnlyList<ProvisionDetail> Provisions)
{
    /// <summary>Whether each side has at least signed, though it does not hold between them.</summary>
    public bool SignedByBoth => Verdict != FootingVerdict.Holds && Ours.Standing is not null && Theirs.Standing is not null;
}

/// <summary>A ground on which requests were declined.</summary>
/// <param name="Ground">Its code.</param>
/// <param name="Count">How often.</param>
/// <param name="Query">Path and query of the list of them.</param>
public sealed record RefusalFigure(string Ground, int Count, string Query);

/// <summary>A number with the query that lists what it counts.</summary>
/// <param name="Count">How many the viewer may see.</param>
/// <param name="Query">Path and query of the list that has that many rows.</param>
public sealed record CountryFigure(int Count, string Query);

/// <summary>
/// How the requests of one direction between us and the organisations of a country fared: what is open now, and of those sent in the last
/// twelve months how fast they were acted on and answered. What is for information only asks for nothing and is not counted.
/// </summary>
/// <param name="Waiting">Those on which an answer is expected now.</param>
/// <param name="Overdue">Of these, those past due.</param>
/// <param name="Silent">Of these, those on which nothing came and half the time is gone; null of what they ask, where we are never silent but late.</param>
/// <param name="Sent">Those sent in the last twelve months.</param>
/// <param name="Answered">Of these, those that were answered or declined.</param>
/// <param name="OnTime">Of these, those answered by their due instant.</param>
/// <param name="Late">Those sent in that time and answered after their due instant, or past it and not answered.</param>
/// <param name="OnTimeShare">On time among those with a due instant that has come or was met, 0 to 1; null where there is none.</param>
/// <param name="MedianToAcknowledge">The middle time from sending to the first act, in hours; null where nothing was acted on.</param>
/// <param name="MedianToAnswer">The middle time from sending to the answer, in hours; null where nothing was answered.</param>
/// <param name="Refusals">What was declined, by ground, the most frequent first.</param>
public sealed record ResponseFigures(
    CountryFigure Waiting, CountryFigure Overdue, CountryFigure? Silent, CountryFigure Sent, CountryFigure Answered, CountryFigure OnTime, CountryFigure Late,
    double? OnTimeShare, double? MedianToAcknowledge, double? MedianToAnswer, IReadOnlyList<RefusalFigure> Refusals);

/// <summary>What belongs to a country, as far as the viewer may see it.</summary>
public sealed record CountryProfile
{
    /// <summary>ISO 3166-1 alpha-2.</summary>
    public required string Code { get; init; }

    /// <summary>Its name, in the language of the call.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it is ours.</summary>
    public required bool IsHome { get; init; }

    /// <summary>The instant for which the figures hold.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>From when the response figures count.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Whether its national contact is there now; null where it has none.</summary>
    public required CountryDuty? Duty { get; init; }

    /// <summary>The zones in which its organisations sit, IANA names, the national contact's first.</summary>
    public required IReadOnlyList<string> TimeZones { get; init; }

    /// <summary>Its organisations, the national contact first; at most twenty-five.</summary>
    public required IReadOnlyList<CountryOrganisation> Organisations { get; init; }

    /// <summary>All of its organisations.</summary>
    public required int OrganisationCount { get; init; }

    /// <summary>The networks that it or one of its organisations belongs to; at most fifty.</summary>
    public required IReadOnlyList<MembershipDetail> Memberships { get; init; }

    /// <summary>The agreements of the register, those that hold between us first.</summary>
    public required IReadOnlyList<CountryAgreement> Agreements { get; init; }

    /// <summary>How it answers what we ask.</summary>
    public required ResponseFigures WeAsk { get; init; }

    /// <summary>How we answer what it asks.</summary>
    public required ResponseFigures TheyAsk { get; init; }

    /// <summary>Its open cases.</summary>
    public required CountryFigure OpenCases { get; init; }

    /// <summary>All its cases.</summary>
    public required CountryFigure AllCases { get; init; }

    /// <summary>Engagements with it.</summary>
    public required CountryFigure Engagements { get; init; }

    /// <summary>Open commitments with it on either side, those between it and a third too.</summary>
    public required CountryFigure Commitments { get; init; }

    /// <summary>What it owes us and has not kept.</summary>
    public required CountryFigure OwedToUs { get; init; }

    /// <summary>What we owe it and have not kept.</summary>
    public required CountryFigure WeOwe { get; init; }
}
