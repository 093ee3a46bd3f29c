using CyberIncidents.Application.Dashboards;
using CyberIncidents.Application.Requests;
using CyberIncidents.Application.Sharing;

namespace CyberIncidents.FunctionalTests.Visibility;

/// <content>The circle at home. Nobody of it has a part in the scene; who of it sees what of the rest: HomeLeakTests.</content>
internal static partial class Matrix
{
    private static IEnumerable<Surface> OfHome() =>
    [
        // The requests of the scene are ours; who sees the tasks for a partner's: AssignmentTests.
        new("tasks for the request to NL", s => $"{Api}/requests/{s.RequestNl}/tasks", "0 0 0 0/404 403 403 403 403 403 403", Rows, typeof(ListTasksOfRequestQuery)),
        new("releases of the request to NL", s => $"{Api}/requests/{s.RequestNl}/releases?count=true", "1 1 1 1/404 403 403 403 403 403 403", Rows, typeof(ListRequestReleasesQuery)),
        new("figures at home", _ => $"{Api}/dashboard/at-home",     "0 0 0 0 403 403 403 403 403 403", Rows, typeof(GetHomeFiguresQuery)),
    ];
}
