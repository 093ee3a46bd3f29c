using System.Net;
using CyberIncidents.FunctionalTests.Mail;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;

namespace CyberIncidents.FunctionalTests.Sharing;

/// <summary>Word of a release: it says that there is something, and more only where the marking lets it travel in clear.</summary>
public sealed class ReleaseMailTests
{
    [TestCase("GREEN", true)]
    [TestCase("AMBER", false)]
    public async Task A_receiver_is_told_and_reads_the_note_only_where_it_may_travel(string tlp, bool told)
    {
        await using var scene = await MailScene.BuildAsync();
        var (incident, _) = await scene.SendAsync(tlp: tlp);
        await scene.PumpAsync();
        var item = await scene.Analyst.ObserveAsync(incident, "feldlerche.example");
        var number = (await scene.Analyst.PostAsync($"/api/v1/incidents/{incident}/releases", new
        {
            items = new[] { new { type = "Observable", id = item } },
            receivers = new[] { Guid.Parse((await scene.Analyst.ParticipationAsync(incident, "NL"))["organisation"]!["id"]!.ToString()) },
            note = $"{MailScene.Canary} note",
            redactionNote = "KIEBITZ left out",
        })).Expect(HttpStatusCode.Created).Text("items.0.number");
        Assert.That(await scene.PumpAsync(), Is.EqualTo(1));
        var mail = scene.Server.Mails[^1];
        using var all = Assert.EnterMultipleScope();
        Assert.That(mail.Subject, Is.EqualTo($"[TLP:{tlp}] {incident}: Released to you"));
        Assert.That(mail.To.Single(), Is.EqualTo("liaison.nl@demo.test"));
        Assert.That(mail.Text.Contains($"{MailScene.Canary} note", StringComparison.Ordinal), Is.EqualTo(told));
        Assert.That(mail.Text.Contains(number, StringComparison.Ordinal), Is.EqualTo(told));
        Assert.That(mail.Text, Does.Contain($"https://incidents.csirt.test/shared/{incident}"));
        Assert.That(mail.Text + mail.Message.HtmlBody, Does.Not.Contain("feldlerche.example").And.Not.Contain("KIEBITZ"));
    }
}
