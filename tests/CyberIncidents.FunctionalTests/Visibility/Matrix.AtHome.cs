using CyberIncidents.Application.Dashboards;

namespace CyberIncidents.FunctionalTests.Visibility;

/// <content>The circle at home. Nobody of it has a part in the scene; who of it sees what of the rest: HomeLeakTests.</content>
internal static partial class Matrix
{
    private static IEnumerable<Surface> OfHome() =>
    [
        new("figures at home", _ => $"{Api}/dashboard/at-home",     "0 0 0 0 403 403 403 403 403 403", Rows, typeof(GetHomeFiguresQuery)),
    ];
}
