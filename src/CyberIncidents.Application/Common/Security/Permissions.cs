using CyberIncidents.Domain.People;

namespace CyberIncidents.Application.Common.Security;

/// <summary>What a role may do. A role that never holds one is refused before anything is read.</summary>
public enum Permission
{
    /// <summary>Be signed in, whatever the role.</summary>
    SignedIn,

    /// <summary>Read cases as one of the national team.</summary>
    ReadCases,

    /// <summary>Log, edit and move cases, participations and follow-ups.</summary>
    WorkCases,

    /// <summary>Read figures.</summary>
    ReadDashboard,

    /// <summary>Draft and send requests and follow them through.</summary>
    MakeRequests,

    /// <summary>Approve or reject what another drafted.</summary>
    ApproveRequests,

    /// <summary>Let something leave that is marked above AMBER, and lower a marking.</summary>
    ReleaseAboveAmber,

    /// <summary>Open a RED case without being named, for reading and for a day.</summary>
    BreakGlass,

    /// <summary>Place and lift legal holds, and dispose of the content of closed cases.</summary>
    DisposeCases,

    /// <summary>Read what was shared with one's organisation.</summary>
    ReadShared,

    /// <summary>Make the requested side's moves for a partner or an authority at home.</summary>
    AnswerRequests,

    /// <summary>File a request to us for a partner and follow it through.</summary>
    FileRequests,

    /// <summary>Decline a participation for a partner or an authority at home.</summary>
    SpeakForPartner,

    /// <summary>Bring files of evidence into a case.</summary>
    UploadEvidence,

    /// <summary>Write comments.</summary>
    WriteComments,

    /// <summary>Read notices.</summary>
    ReadNotices,

    /// <summary>Read history.</summary>
    ReadAudit,

    /// <summary>Read who read of a case, also where one does not own it.</summary>
    ReadReaders,

    /// <summary>Keep users.</summary>
    KeepUsers,

    /// <summary>Keep organisations.</summary>
    KeepOrganisations,

    /// <summary>Keep agreements, norms, engagements and commitments, and note who can be reached.</summary>
    KeepCooperation,

    /// <summary>Keep deadline rules, ladders and days off.</summary>
    KeepReference,

    /// <summary>Watch jobs and check the audit chains.</summary>
    RunSystem,

    /// <summary>Held by the program itself and by no role.</summary>
    System,
}

/// <summary>Which role holds which permission: the one table.</summary>
public static class RolePermissions
{
    private static readonly Permission[] Analyst =
    [
        Permission.ReadCases, Permission.WorkCases, Permission.ReadDashboard, Permission.MakeRequests,
        Permission.WriteComments, Permission.ReadNotices, Permission.ReadAudit, Permission.UploadEvidence, Permission.KeepCooperation,
    ];

    // A partner's and a domestic authority's people do the same things, but only partners ask us.
    private static readonly Permission[] Speaker =
    [
        Permission.ReadShared, Permission.AnswerRequests, Permission.SpeakForPartner, Permission.WriteComments, Permission.ReadNotices,
        Permission.UploadEvidence,
    ];

    private static readonly Dictionary<Roles, Permission[]> Table = new()
    {
        [Roles.Analyst] = Analyst,
        [Roles.Manager] = [.. Analyst, Permission.ApproveRequests, Permission.ReleaseAboveAmber, Permission.BreakGlass, Permission.ReadReaders, Permission.DisposeCases],
        [Roles.LiaisonOfficer] = [.. Speaker, Permission.FileRequests],
        [Roles.Stakeholder] = Speaker,
        [Roles.Administrator] =
        [
            Permission.KeepUsers, Permission.KeepOrganisations, Permission.KeepReference, Permission.RunSystem, Permission.ReadNotices,
        ],
    };

    /// <summary>All that a set of roles holds.</summary>
    /// <param name="roles">The roles.</param>
    /// <returns>Each permission once.</returns>
    public static IReadOnlySet<Permission> Of(Roles roles)
    {
        var held = new HashSet<Permission>();
        foreach (var (role, permissions) in Table)
        {
            if (roles.HasFlag(role))
            {
                held.UnionWith(permissions);
                held.Add(Permission.SignedIn);
            }
        }

        return held;
    }
}

/// <summary>Says which permission a command or query needs; one of several is enough.</summary>
/// <param name="anyOf">The permissions.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RequirePermissionAttribute(params Permission[] anyOf) : Attribute
{
    /// <summary>One of these is enough.</summary>
    public IReadOnlyList<Permission> AnyOf { get; } = anyOf;
}

/// <summary>Says that a command or query is for anyone, signed in or not.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class AllowAnonymousRequestAttribute : Attribute;
