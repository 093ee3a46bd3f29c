using CyberIncidents.Application.Common.Security;
using Hangfire;
using Hangfire.Dashboard;

namespace CyberIncidents.Web.Hosting;

/// <summary>Hangfire's dashboard, for administrators; its writes need the antiforgery token.</summary>
internal static class JobsDashboard
{
    public static void MapJobsDashboard(this IEndpointRouteBuilder app) =>
        app.MapHangfireDashboard("/hangfire", new DashboardOptions
        {
            Authorization = [new AdministratorsOnly()],
            DashboardTitle = "CyberIncidents",
            DisplayStorageConnectionString = false,
            AppPath = "/",
        }).RequireAuthorization(Policies.RunsSystem);

    private sealed class AdministratorsOnly : IDashboardAuthorizationFilter
    {
        public bool Authorize(DashboardContext context) =>
            context.GetHttpContext().RequestServices.GetRequiredService<IViewerAccessor>().Current?.Holds(Permission.RunSystem) == true;
    }
}
