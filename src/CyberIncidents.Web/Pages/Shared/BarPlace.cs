using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Web.Pages.Ui;

namespace CyberIncidents.Web.Pages.Shared;

/// <summary>A place that the bar leads to.</summary>
/// <param name="Path">Its address.</param>
/// <param name="Icon">Its icon, shown on a phone.</param>
/// <param name="Name">Its name.</param>
/// <param name="Count">What waits there.</param>
/// <param name="Alert">Whether what waits is pressing.</param>
/// <param name="WideOnly">Not among the few places of a phone's bar; there it stands in the menu.</param>
/// <param name="MenuOnly">In the menu only: what those who work cases keep besides.</param>
/// <param name="Says">What the count counts, in words.</param>
internal sealed record BarPlace(string Path, string Icon, string Name, int Count = 0, bool Alert = false, bool WideOnly = false, bool MenuOnly = false, string? Says = null)
{
    /// <summary>Other addresses that belong to this place of the bar; in the menu they stand by themselves.</summary>
    public IReadOnlyList<BarPlace> Beside { get; init; } = [];

    /// <summary>Whether a page belongs to this place, or to one beside it.</summary>
    public bool Embraces(string path) => Holds(path) || Beside.Any(b => b.Holds(path));

    /// <summary>Whether a page belongs to this place.</summary>
    public bool Holds(string path) =>
        path.Equals(Path, StringComparison.OrdinalIgnoreCase) || path.StartsWith(Path + "/", StringComparison.OrdinalIgnoreCase);

    /// <summary>The places of the reader, by what the roles may do.</summary>
    public static IReadOnlyList<BarPlace> For(Shell shell)
    {
        if (!shell.SignedIn)
        {
            return [];
        }

        var counts = shell.Navigation;
        var places = new List<BarPlace>();
        if (shell.IsPartner)
        {
            places.Add(new("/action", "alert-triangle", Words.Get("Shell.ActionShort"), counts.ActionRequired ?? 0, Alert: true, Says: Words.Get("Shell.CountAction", counts.ActionRequired ?? 0)));
            places.Add(new("/requests", "list-check", Words.Get(shell.SpeaksAtHome ? "AtHome.Tasks" : "Shell.Requests")));
            places.Add(new("/shared", "package-export", Words.Get("Shell.SharedShort")));
            places.Add(new("/notices", "bell", Words.Get("Shell.Notices"), counts.UnreadNotices, Says: Words.Get("Shell.CountNotices", counts.UnreadNotices)));
            places.Add(new("/profile", "building", Words.Get("Directory.Profile"), MenuOnly: true));
        }

        if (shell.Holds(Permission.ReadCases))
        {
            places.Add(new("/desk", "inbox", Words.Get("Shell.Desk"), counts.Desk ?? 0, Says: Words.Get("Shell.CountDesk", counts.Desk ?? 0)));
            places.Add(new("/incidents", "shield-half", Words.Get("Shell.Incidents")));
            places.Add(new("/requests", "send", Words.Get("Shell.Requests")));
            places.Add(new("/organisations", "building", Words.Get("Directory.Title"), WideOnly: true)
            {
                Beside = [new("/directory", "alert-triangle", Words.Get("Directory.Problems"), MenuOnly: true), new("/countries", "flag", Words.Get("Countries.Title"), MenuOnly: true)],
            });
            places.Add(new("/follow-ups", "calendar-event", Words.Get("Shell.FollowUps"), counts.FollowUpsDue ?? 0, Says: Words.Get("Shell.CountFollowUps", counts.FollowUpsDue ?? 0)));
        }

        if (shell.Holds(Permission.ReadCases))
        {
            places.Add(new("/programme", "users-group", Words.Get("Engagements.BarName"), WideOnly: true)
            {
                Beside =
                [
                    new("/engagements", "users-group", Words.Get("Engagements.Heading")), new("/commitments", "list-check", Words.Get("Engagements.Commitments")),
                    .. OfRegister(),
                ],
            });
        }

        if (shell.Holds(Permission.ReadDashboard))
        {
            places.Add(new("/dashboard", "chart-bar", Words.Get("Shell.Dashboard"), WideOnly: true));
        }

        if (shell.Holds(Permission.ReadCases))
        {
            places.Add(new("/countries", "flag", Words.Get("Countries.Title"), MenuOnly: true));
            places.AddRange(OfRegister());
        }

        if (shell.Holds(Permission.DisposeCases))
        {
            places.Add(new("/retention", "archive", Words.Get("Retention.Title"), MenuOnly: true));
        }

        return shell.Holds(Permission.KeepUsers) ? [.. places, .. OfAdministrator(menuOnly: shell.Holds(Permission.ReadCases))] : places;
    }

    /// <summary>The register of agreements; it belongs to cooperation, and stands in the menu by itself.</summary>
    private static BarPlace[] OfRegister() =>
    [
        new("/agreements", "gavel", Words.Get("Agreements.Title"), MenuOnly: true),
        new("/norms", "world", Words.Get("Agreements.Norms"), MenuOnly: true),
        new("/legal-bases", "scale", Words.Get("Agreements.WhichApplies"), MenuOnly: true),
    ];

    private static IEnumerable<BarPlace> OfAdministrator(bool menuOnly)
    {
        BarPlace[] beside =
        [
            new("/admin/bases", "scale", Words.Get("Rules.Bases"), MenuOnly: true),
            new("/admin/ladders", "bell-ringing", Words.Get("Rules.Ladders"), MenuOnly: true),
            new("/admin/holidays", "calendar-event", Words.Get("Rules.DaysOff"), MenuOnly: true),
            new("/admin/retention", "archive", Words.Get("Retention.Title"), MenuOnly: true),
        ];
        return
        [
            new("/admin/users", "users", Words.Get("Shell.Users"), MenuOnly: menuOnly),
            new("/admin/organisations", "building", Words.Get("Shell.Organisations"), MenuOnly: menuOnly),
            new("/admin/audit", "shield-lock", Words.Get("Shell.AuditCheck"), MenuOnly: menuOnly),
            new("/admin/rules", "gavel", Words.Get("Shell.Deadlines"), WideOnly: true, MenuOnly: menuOnly) { Beside = beside },
            .. beside,
            new("/admin/jobs", "progress", Words.Get("Shell.Jobs"), MenuOnly: menuOnly),
        ];
    }
}
