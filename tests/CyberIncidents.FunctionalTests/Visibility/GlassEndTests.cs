using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Visibility;

/// <summary>A broken glass ends with its day or with the role, and says when.</summary>
public sealed class GlassEndTests
{
    [Test]
    public async Task A_second_call_tells_the_end_of_the_first()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var chief = await app.HireAsync("chief", "Manager");
        var incident = await analyst.LogAsync(Cases.NewIncident(tlp: "RED"));
        var first = await BreakGlassTests.BreakAsync(chief, incident);
        app.Clock.Advance(TimeSpan.FromHours(23));
        using var later = await app.AsAsync("chief");
        Assert.That((await BreakGlassTests.BreakAsync(later, incident)).Text("until"), Is.EqualTo(first.Text("until")));
        app.Clock.Advance(TimeSpan.FromHours(1));
        using var then = await app.AsAsync("chief");
        await then.EnsureAbsentAsync($"incidents/{incident}");
    }

    [Test]
    public async Task Who_is_no_manager_any_more_reads_nothing_by_it()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var admin = await app.AsAsync("admin");
        using var chief = await app.HireAsync("chief", "Manager");
        var incident = await analyst.ActiveCaseAsync(Cases.NewIncident(tlp: "RED"));
        await BreakGlassTests.BreakAsync(chief, incident);
        await admin.EditUserAsync(await chief.MyIdAsync(), new { roles = new[] { "Analyst" } });
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        using var now = await app.AsAsync("chief");
        await now.EnsureAbsentAsync($"incidents/{incident}");
        Assert.That(await now.RowsAsync("/api/v1/incidents"), Is.Zero);
    }
}
