using System.Net;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Engagements;

/// <summary>Nobody writes to what he does not see; partners and administrators have no part in engagements.</summary>
public sealed class EngagementLeakTests
{
    [TestCase("liaison.nl", HttpStatusCode.Forbidden)]
    [TestCase("admin", HttpStatusCode.Forbidden)]
    [TestCase("manager", HttpStatusCode.NotFound)]
    public async Task Nobody_writes_to_a_red_engagement_that_he_does_not_see(string who, HttpStatusCode expected)
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var other = await app.AsAsync(who);
        var reference = await analyst.EngagedAsync(new { tlp = "RED" });
        var promise = await analyst.PromisedAsync(new { engagement = reference, tlp = "RED" });
        (await other.BringAsync(reference, "x"u8.ToArray(), "x.txt")).Expect(expected);
        (await other.PostAsync($"/api/v1/engagements/{reference}/outcomes", new { text = "x" })).Expect(expected);
        (await other.PostAsync($"/api/v1/engagements/{reference}/actions/confirm")).Expect(expected);
        (await other.PatchAsync($"/api/v1/engagements/{reference}", new { title = "x" }, "*")).Expect(expected);
        (await other.PostAsync($"/api/v1/commitments/{promise}/actions/fulfil")).Expect(expected);
        (await other.PatchAsync($"/api/v1/commitments/{promise}", new { title = "x" }, "*")).Expect(expected);
    }
}
