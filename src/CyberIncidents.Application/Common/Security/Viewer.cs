using CyberIncidents.Domain.People;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Application.Common.Security;

/// <summary>Who looks. Everything that is read or written is read or written for a viewer.</summary>
public sealed class Viewer
{
    private readonly IReadOnlySet<Permission> _permissions;

    private Viewer(bool isSystem, Person? person, IReadOnlySet<Permission> permissions)
    {
        IsSystem = isSystem;
        _permissions = permissions;
        if (person is not null)
        {
            UserId = person.Id;
            OrganisationId = person.OrganisationId;
            Roles = person.Roles;
        }
    }

    private Viewer(Guid organisation, Guid? person)
    {
        _permissions = new HashSet<Permission> { Permission.ReadShared };
        UserId = person ?? Guid.Empty;
        OrganisationId = organisation;
        Roles = Roles.LiaisonOfficer;
        IsPreview = true;
    }

    /// <summary>The program itself: jobs, sign-in, seeding.</summary>
    public static Viewer System { get; } = new(true, null, new HashSet<Permission> { Permission.System });

    /// <summary>Whether it is the program itself.</summary>
    public bool IsSystem { get; }

    /// <summary>Whether nobody looks in person: through the eyes of an organisation, for reading only.</summary>
    public bool IsPreview { get; }

    /// <summary>
    /// Whether the person looks at pages or the API now. Mails, calendars and whatever else is written for somebody are not that.
    /// </summary>
    public bool LooksInPerson { get; private init; }

    /// <summary>Whether a broken glass counts: for a manager who looks in person. Who is no manager any more has none.</summary>
    public bool SeesByBrokenGlass => LooksInPerson && Holds(Permission.BreakGlass);

    /// <summary>The person; the all-zero id for the program and for a preview.</summary>
    public Guid UserId { get; }

    /// <summary>For whom the person speaks; the all-zero id for the program.</summary>
    public Guid OrganisationId { get; }

    /// <summary>What the person may come for.</summary>
    public Roles Roles { get; }

    /// <summary>One of the national team: sees all cases that are not RED.</summary>
    public bool IsNational => (Roles & (Roles.Analyst | Roles.Manager)) != Roles.None;

    /// <summary>A liaison officer, or one who speaks for an authority at home: sees what was shared with the organisation.</summary>
    public bool IsPartner => Person.SpeakerRoles.Contains(Roles);

    /// <summary>All permissions.</summary>
    public IEnumerable<Permission> Permissions => _permissions;

    /// <summary>The viewer that a person is.</summary>
    /// <param name="person">Somebody whose account is open.</param>
    /// <returns>The viewer.</returns>
    public static Viewer Of(Person person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return new Viewer(false, person, RolePermissions.Of(person.Roles));
    }

    /// <summary>The viewer that a person is who is signed in and looks.</summary>
    /// <param name="person">Somebody whose account is open.</param>
    /// <returns>The viewer.</returns>
    public static Viewer InPerson(Person person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return new Viewer(false, person, RolePermissions.Of(person.Roles)) { LooksInPerson = true };
    }

    /// <summary>
    /// What an organisation would see: what was granted to the organisation and, where one of its persons is named, to that
    /// person, whom RED asks for. It writes nothing.
    /// </summary>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="personId">A person of it; null for the organisation alone.</param>
    /// <returns>The viewer.</returns>
    public static Viewer PreviewAs(Guid organisationId, Guid? personId = null) => new(organisationId, personId);

    /// <summary>Whether one of the roles holds a permission.</summary>
    /// <param name="permission">The permission.</param>
    /// <returns>True when one does.</returns>
    public bool Holds(Permission permission) => _permissions.Contains(permission);

    /// <summary>Whether the roles may let something of a marking leave: above AMBER a manager's.</summary>
    /// <param name="tlp">The marking of what leaves.</param>
    /// <returns>True when they may.</returns>
    public bool MayRelease(Tlp tlp) => ReleasePolicy.AnalystMayRelease(tlp) || Holds(Permission.ReleaseAboveAmber);

    /// <summary>Whether one of the roles holds one of several permissions.</summary>
    /// <param name="anyOf">The permissions.</param>
    /// <returns>True when one does.</returns>
    public bool HoldsAny(IEnumerable<Permission> anyOf) => anyOf.Any(Holds);
}

/// <summary>Holds the viewer of a scope. Unset means that nothing may be read or written.</summary>
public interface IViewerAccessor
{
    /// <summary>The viewer; null before anyone is known.</summary>
    Viewer? Current { get; set; }

    /// <summary>The viewer; there has to be one.</summary>
    Viewer Required { get; }
}

internal sealed class ViewerAccessor : IViewerAccessor
{
    public Viewer? Current { get; set; }

    public Viewer Required => Current ?? throw new InvalidOperationException("No viewer: sign-in has not been looked at.");
}
