using CyberIncidents.Domain.Common;

namespace CyberIncidents.Domain.People;

/// <summary>What a person may come for. Roles combine, but <see cref="LiaisonOfficer"/> and <see cref="Stakeholder"/> stand alone.</summary>
[Flags]
public enum Roles
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Logs, triages, works, sends, releases up to AMBER.</summary>
    Analyst = 1,

    /// <summary>All that, and approves, lowers a marking, releases above AMBER.</summary>
    Manager = 2,

    /// <summary>Speaks for a partner organisation.</summary>
    LiaisonOfficer = 4,

    /// <summary>Keeps users, organisations, reference data and jobs; sees no case.</summary>
    Administrator = 8,

    /// <summary>Speaks for an authority at home that is not ours: a ministry, the police, a regulator.</summary>
    Stakeholder = 16,
}

/// <summary>Somebody with an account. What proves who they are is kept apart, by the sign-in.</summary>
public sealed class Person : AggregateRoot
{
    private Person()
    {
        Email = DisplayName = string.Empty;
    }

    /// <summary>Registers a person.</summary>
    /// <param name="email">Their address; also their name at sign-in.</param>
    /// <param name="displayName">What others read.</param>
    /// <param name="organisationId">For whom they speak.</param>
    /// <param name="roles">What they come for.</param>
    /// <param name="now">The instant.</param>
    /// <param name="registeredById">Who registers them; null for the program.</param>
    public Person(string email, string displayName, Guid organisationId, Roles roles, DateTimeOffset now, Guid? registeredById = null)
        : base(now)
    {
        EnsureConsistent(roles);
        Email = email;
        DisplayName = displayName;
        OrganisationId = organisationId;
        Roles = roles;
        RegisteredById = registeredById;
        Record("register");
    }

    /// <summary>The roles of those who speak for an organisation that is not ours; a person has one of them and nothing else besides.</summary>
    public static IReadOnlyList<Roles> SpeakerRoles { get; } = [Roles.LiaisonOfficer, Roles.Stakeholder];

    /// <summary>Their address.</summary>
    public string Email { get; private set; }

    /// <summary>What others read.</summary>
    public string DisplayName { get; private set; }

    /// <summary>For whom they speak.</summary>
    public Guid OrganisationId { get; private set; }

    /// <summary>What they come for.</summary>
    public Roles Roles { get; private set; }

    /// <summary>Their own choice of language, <c>en</c> or <c>id</c>; null when they made none.</summary>
    public string? Language { get; private set; }

    /// <summary>Their own zone, IANA; null when they made no choice.</summary>
    public string? TimeZone { get; private set; }

    /// <summary>Whether they want one mail a day with what is due, at 08:00 in their zone on working days.</summary>
    public bool WantsDigest { get; private set; }

    /// <summary>Whether one who speaks for an organisation stands in for the others when they do not act.</summary>
    public bool IsDeputy { get; private set; }

    /// <summary>Until when one who speaks for an organisation is away: those who stand in are turned to instead; null while there.</summary>
    public DateTimeOffset? AbsentUntil { get; private set; }

    /// <summary>When the account was shut; null while it is open.</summary>
    public DateTimeOffset? DisabledAt { get; private set; }

    /// <summary>Since when the account waits for a second person, and is shut until then; null where it does not.</summary>
    public DateTimeOffset? AwaitsSecondSince { get; private set; }

    /// <summary>Who registered it and so held its first link; null where the program did.</summary>
    public Guid? RegisteredById { get; private set; }

    /// <summary>The second person, who let it speak for its organisation.</summary>
    public Guid? ApprovedById { get; private set; }

    /// <summary>Whether they speak for an organisation that is not ours: a partner, or an authority at home.</summary>
    public bool Speaks => SpeakerRoles.Contains(Roles);

    /// <summary>Whether a set of roles makes sense.</summary>
    /// <param name="roles">The roles.</param>
    /// <returns>False for none, and for whoever speaks for another organisation and is something else besides.</returns>
    public static bool AreConsistent(Roles roles) =>
        roles != Roles.None && (!SpeakerRoles.Any(r => roles.HasFlag(r)) || SpeakerRoles.Contains(roles));

    /// <summary>Changes name, roles and whether the account is open.</summary>
    /// <param name="displayName">What others read.</param>
    /// <param name="roles">What they come for.</param>
    /// <param name="disabled">Whether the account is shut.</param>
    /// <param name="now">The instant.</param>
    public void Edit(string displayName, Roles roles, bool disabled, DateTimeOffset now)
    {
        EnsureConsistent(roles);
        if (!disabled && AwaitsSecondSince is not null)
        {
            throw new RuleBrokenException("needs-second", "Another person has to approve this account before it opens.");
        }

        DisplayName = displayName;
        Roles = roles;
        DisabledAt = disabled ? DisabledAt ?? now : null;
        IsDeputy &= Speaks;
        Record(disabled ? "disable" : "edit");
    }

    /// <summary>Chooses a language and a zone.</summary>
    /// <param name="language"><c>en</c>, <c>id</c> or null.</param>
    /// <param name="timeZone">IANA name or null.</param>
    public void Prefer(string? language, string? timeZone)
    {
        Language = language;
        TimeZone = timeZone;
        Record("prefer");
    }

    /// <summary>Wants the daily mail, or does not.</summary>
    /// <param name="wanted">Whether they want it.</param>
    public void Subscribe(bool wanted)
    {
        WantsDigest = wanted;
        Record("digest");
    }

    /// <summary>Stands in for the others who speak for the same organisation, or does not.</summary>
    /// <param name="deputy">Whether they do.</param>
    /// <exception cref="InvalidInputException">The person speaks for no other organisation.</exception>
    public void MakeDeputy(bool deputy)
    {
        if (deputy && !Speaks)
        {
            throw new InvalidInputException("deputy", "Only who speaks for an organisation stands in for others who do.");
        }

        IsDeputy = deputy;
        Record("deputy");
    }

    /// <summary>Shuts a new account until somebody else than who registered it approves it.</summary>
    /// <param name="first">Who wants it open; counts as who registered it where nobody did.</param>
    /// <param name="now">The instant.</param>
    public void AwaitSecond(Guid first, DateTimeOffset now)
    {
        (RegisteredById, AwaitsSecondSince, DisabledAt) = (RegisteredById ?? first, now, now);
        Record("await-second");
    }

    /// <summary>Whether it opens by one hand alone: whoever speaks for another organisation and was never approved needs two.</summary>
    /// <returns>False for one whom no second person let in.</returns>
    public bool OpensByOne() => !Speaks || ApprovedById is not null;

    /// <summary>Does not let a waiting account in: it stays shut, and no approval opens it until it is put to a second person anew.</summary>
    /// <exception cref="RuleBrokenException"><c>not-waiting</c>.</exception>
    public void Refuse()
    {
        EnsureWaits();
        AwaitsSecondSince = null;
        Record("refuse");
    }

    /// <summary>Opens an account that waits for a second person.</summary>
    /// <param name="by">The second person.</param>
    /// <param name="letInBy">Who registered the second person: one hand that holds the links of both is no two.</param>
    /// <exception cref="RuleBrokenException"><c>not-waiting</c>; <c>own-registration</c>.</exception>
    public void Approve(Guid by, Guid? letInBy)
    {
        EnsureWaits();
        if (by == RegisteredById || (letInBy is not null && letInBy == RegisteredById))
        {
            throw new RuleBrokenException("own-registration", "Somebody else than who registered it, and whom that one did not register, has to approve it.");
        }

        (AwaitsSecondSince, DisabledAt, ApprovedById) = (null, null, by);
        Record("approve");
    }

    /// <summary>Is away until an instant, or there again.</summary>
    /// <param name="until">Until when; null for there.</param>
    public void BeAway(DateTimeOffset? until)
    {
        AbsentUntil = until;
        Record(until is null ? "return" : "absence");
    }

    /// <summary>Notes something that the sign-in did, for the audit.</summary>
    /// <param name="act">A verb in kebab case.</param>
    public void Note(string act) => Record(act);

    private void EnsureWaits()
    {
        if (AwaitsSecondSince is null)
        {
            throw new RuleBrokenException("not-waiting", "This account waits for nobody.");
        }
    }

    private static void EnsureConsistent(Roles roles)
    {
        if (!AreConsistent(roles))
        {
            throw new InvalidInputException("roles", "At least one role; LiaisonOfficer and Stakeholder stand alone.");
        }
    }
}
