using System.Net;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.FollowUps;
using CyberIncidents.Infrastructure.Persistence.Startup;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.FunctionalTests.AtHome;

/// <summary>Who spoke for an authority at home in an earlier version was a liaison officer.</summary>
[RequiresSqlite]
public sealed class EarlierOfficerTests
{
    [Test]
    public async Task Who_spoke_for_an_authority_at_home_can_be_shut_and_is_a_stakeholder_after_the_next_start()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        app.Break("UPDATE People SET Roles = 'LiaisonOfficer' WHERE Email = 'stakeholder.police@demo.test'");
        var user = (await admin.GetAsync("/api/v1/users?q=stakeholder.police")).Items.Single()!;
        Assert.That(user["roles"]!.AsArray().Single()!.ToString(), Is.EqualTo("LiaisonOfficer"));
        var path = $"/api/v1/users/{user["id"]}";
        var shut = (await admin.PatchAsync(path, new { disabled = true }, (await admin.GetAsync(path)).ETag)).Expect(HttpStatusCode.OK);
        Assert.That(shut.Text("disabled"), Is.EqualTo("true"));
        await app.Services.GetRequiredService<DatabaseStartup>().RunAsync(demo: false, CancellationToken.None);
        var after = (await admin.GetAsync(path)).Expect(HttpStatusCode.OK);
        Assert.That((after.Text("roles.0"), after.Text("disabled")), Is.EqualTo(("Stakeholder", "true")));
        Assert.That((await admin.GetAsync("/api/v1/users?q=liaison.sg")).Text("items.0.roles.0"), Is.EqualTo("LiaisonOfficer"));
    }
}
