using System.Net;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.FunctionalTests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.FunctionalTests.Timeline;

/// <summary>Steps of tests on timelines.</summary>
internal static class TimelineSteps
{
    /// <summary>Notes something and gives the entry's id.</summary>
    public static async Task<string> HappenedAsync(
        this ApiClient client, string reference, string text, DateTimeOffset? at = null, string precision = "Exact", string? tlp = null, string? zone = null, string? source = null) =>
        (await client.PostAsync($"/api/v1/incidents/{reference}/timeline", new { at = at ?? TestApp.Start.AddHours(-5), precision, zone, text, tlp, source }))
            .Expect(HttpStatusCode.Created).Text("id");

    /// <summary>Gives an organisation an item, as a release does.</summary>
    public static async Task GiveAsync(this TestApp app, string reference, SubjectType type, string id, Guid organisation)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IViewerAccessor>().Current = Viewer.System;
        await scope.ServiceProvider.GetRequiredService<ITransactionRunner>().RunAsync(
            async (services, token) =>
            {
                var db = services.GetRequiredService<IAppDb>();
                var incident = await db.Incidents.Where(i => i.Reference == reference).Select(i => i.Id).SingleAsync(token);
                services.GetRequiredService<IAccessGrants>().Add(
                    AccessGrant.ToOrganisation((type, Guid.Parse(id)), incident, organisation, GrantReason.Release, app.Clock.GetUtcNow()));
                return await db.SaveChangesAsync(token);
            },
            CancellationToken.None);
    }
}
