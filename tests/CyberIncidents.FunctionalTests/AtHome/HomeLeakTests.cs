using System.Net;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;

namespace CyberIncidents.FunctionalTests.AtHome;

/// <summary>
/// The leak matrix for the circle at home. Who of it has no part gets from every surface what a partner without a part gets, to the word;
/// who has one gets its own besides, which is listed here; and no partner reads a word that was written for it.
/// </summary>
public sealed class HomeLeakTests
{
    /// <summary>Words that stand only in what was written for the police at home, and in what it wrote.</summary>
    private const string ForThePolice = "NACHTIGALL";

    /// <summary>Surfaces of which the police, which was told and has a task, sees more than one without a part.</summary>
    private static readonly Dictionary<string, string> OfThePolice = new(StringComparer.Ordinal)
    {
        ["cases"] = "1",
        ["case"] = "ok",
        ["participations"] = "1",
        ["requests of the case"] = "1",
        ["worklist"] = "1",
        ["worklist by case"] = "1",
        ["comments"] = "2",
        ["evidence"] = "0",
        ["observables"] = "0",
        ["timeline"] = "0",
        ["withdrawn observables too"] = "400",
        ["withdrawn entries too"] = "400",
        ["releases"] = "1",
        ["consents of the case"] = "0",
        ["counts of every page"] = "1+3",
        ["notifications"] = "3",
        ["own calendar"] = "1",
    };

    /// <summary>Surfaces for partners alone: nobody at home asks us by a request.</summary>
    private static readonly string[] OfPartnersAlone = ["what may be asked of us"];

    [TestCase("AMBER")]
    [TestCase("AMBER+STRICT")]
    public async Task Everybody_at_home_gets_what_is_theirs_and_no_word_more(string tlp)
    {
        await using var app = new TestApp(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Sharing:SecondApproval"] = "true" });
        using var scene = await Scene.BuildAsync(app, tlp);
        await scene.ReleaseAsync();
        using var police = await app.AsAsync("stakeholder.police");
        using var mfa = await app.AsAsync("stakeholder.mfa");
        await TellThePoliceAsync(scene, police, tlp);
        var faults = new List<string>();
        foreach (var surface in Matrix.Surfaces)
        {
            var none = surface.Read(await surface.AskAsync(scene["liaison.jp"], scene));
            none = OfPartnersAlone.Contains(surface.Name, StringComparer.Ordinal) ? "403" : none;
            var ofMfa = await surface.AskAsync(mfa, scene);
            var ofPolice = await surface.AskAsync(police, scene);
            Compare(faults, surface, "ministry", surface.Read(ofMfa), none);
            Compare(faults, surface, "police", surface.Read(ofPolice), OfThePolice.GetValueOrDefault(surface.Name, none));
            foreach (var (who, answer) in new[] { ("ministry", ofMfa), ("police", ofPolice) })
            {
                faults.AddRange(ForNobodyAtHome(who).Where(w => answer.Whole().Contains(w, StringComparison.OrdinalIgnoreCase)).Select(w => $"{surface.Name} × {who}: tells {w}"));
            }

            foreach (var partner in Scene.Relations.Where(r => r.StartsWith("liaison.", StringComparison.Ordinal)))
            {
                var answer = (await surface.AskAsync(scene[partner], scene)).Whole();
                faults.AddRange(new[] { ForThePolice, "National Police", "Ministry of Foreign", "-ID-" }
                    .Where(w => answer.Contains(w, StringComparison.OrdinalIgnoreCase)).Select(w => $"{surface.Name} × {partner}: tells {w}"));
            }
        }

        Assert.That(faults, Is.Empty, string.Join('\n', faults));
    }

    /// <summary>What an authority at home must not read: what is ours, who takes part abroad, what went to them.</summary>
    private static IEnumerable<string> ForNobodyAtHome(string who) =>
    [
        Scene.Ours, Scene.ForSingapore, "of the Netherlands", "of Singapore", "RQ-2026-NL", "RQ-2026-SG", "RL-2026-NL",
        .. who == "ministry" ? new[] { ForThePolice, "National Police" } : [],
    ];

    private static void Compare(List<string> faults, Surface surface, string who, string seen, string expected)
    {
        if (seen != expected)
        {
            faults.Add($"{surface.Name} × {who}: {seen} instead of {expected}");
        }
    }

    private static async Task TellThePoliceAsync(Scene scene, ApiClient police, string tlp)
    {
        var (manager, organisation) = (scene["manager"], await scene["manager"].AuthorityAsync("Police"));
        var part = await manager.ShareAtHomeAsync(scene.Incident, organisation, title: $"{ForThePolice} title");
        await manager.TaskAsync(scene.Incident, part, $"{ForThePolice} task", TestApp.Start.AddHours(72), tlp);
        await manager.TellAsync(scene["deputy"], scene.Incident, $"{ForThePolice} comment", new { organisations = new[] { organisation } });
        (await police.CommentAsync(scene.Incident, $"{ForThePolice} from the police")).Expect(HttpStatusCode.Created);
    }
}
