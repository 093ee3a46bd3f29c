using System.Net;
using CyberIncidents.FunctionalTests.Evidence;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;
using CyberIncidents.Infrastructure.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.FunctionalTests.Engagements;

/// <summary>A document whose stored content is damaged.</summary>
public sealed class BrokenDocumentTests
{
    [Test]
    public async Task It_is_noted_in_its_log_and_told_once_to_whoever_brought_it_and_answers_for_the_engagement()
    {
        await using var app = new TestApp();
        using var before = await app.AsAsync("analyst");
        using var lead = await app.AsAsync("manager");
        var reference = await before.EngagedAsync(new { responsible = await lead.MyIdAsync() });
        var id = (await before.BringAsync(reference, "An agenda on paper"u8.ToArray(), "agenda.pdf")).Expect(HttpStatusCode.Created).Text("id");
        await before.BringAsync(reference, "An agenda on paper"u8.ToArray(), "red.pdf", ("tlp", "RED"));
        var file = app.Stored()[0];
        var stored = await File.ReadAllBytesAsync(file);
        stored[^1] ^= 1;
        await File.WriteAllBytesAsync(file, stored);
        app.Clock.SetUtcNow(TestApp.Start.AddDays(8));
        using var analyst = await app.AsAsync("analyst");
        using var manager = await app.AsAsync("manager");
        using var other = await app.HireAsync("other");
        await app.Services.GetRequiredService<EvidenceKeeper>().RunAsync(CancellationToken.None);
        var log = await analyst.GetAsync($"/api/v1/engagements/{reference}/documents/{id}/custody");
        Assert.That(log.Items.Select(l => l!["act"]!.ToString()), Is.EqualTo(new[] { "Received", "Mismatch" }));
        Assert.That(log.Items[1]!["by"], Is.Null);
        var told = (await manager.GetAsync("/api/v1/notifications")).Items.Single()!;
        Assert.That((told["kind"]!.ToString(), told["engagementReference"]!.ToString()), Is.EqualTo(("EvidenceBroken", reference)));
        Assert.That(told["text"]!.ToString(), Is.EqualTo($"{reference}: the stored file agenda.pdf is not what it was"));
        Assert.That((await analyst.GetAsync("/api/v1/notifications")).Items, Has.Count.EqualTo(2), "the RED one is told to its bringer alone");
        Assert.That((await other.GetAsync("/api/v1/notifications")).Items, Is.Empty);
        (await analyst.PatchAsync($"/api/v1/engagements/{reference}", new { tlp = "RED", responsible = (Guid?)null }, "*")).Expect(HttpStatusCode.OK);
        Assert.That((await manager.GetAsync("/api/v1/notifications")).Items, Is.Empty, "whoever does not see it is not told of it");
    }
}
