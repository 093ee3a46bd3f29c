namespace CyberIncidents.FunctionalTests.Visibility.Histories;

/// <content>Observables, files with their bytes, releases and recalls.</content>
internal sealed partial class Surfaces
{
    private async Task SharedAsync(Actor who, Case c, HashSet<string> knows, IReadOnlyList<Item> items)
    {
        var (path, sees) = ($"incidents/{c.Reference}", Rules.SeesCase(who, c));
        foreach (var list in new[] { "observables", "evidence" })
        {
            var words = items.Where(i => i.List == list).SelectMany(i => Rules.OfItem(who, c, i));
            await LookAsync(who, $"{path}/{list}?limit=200", knows, words, sees);
        }

        foreach (var file in c.Items.Where(i => i.List == "evidence"))
        {
            await LookAsync(who, $"{path}/evidence/{file.Key}/content", knows, [file.Word], sees && items.Contains(file));
        }

        var seen = c.Releases.Where(r => Rules.SeesRelease(who, c, r)).Select(r => r.Number);
        Numbers(who, $"{path}/releases", seen, await LookAsync(who, $"{path}/releases?limit=200", knows, null, sees), c);
        var recalled = c.Releases.Where(r => Rules.SeesRecall(who, c, r)).Select(r => r.Number);
        Numbers(who, "recalls", recalled, await LookAsync(who, who.IsNational ? $"{path}/recalls?limit=200" : "recalls?limit=200", knows, null, sees || !who.IsNational), c);
        foreach (var release in c.Releases.Where(r => r.RecallId is not null))
        {
            await LookAsync(who, $"recalls/{release.RecallId}", knows, null, Rules.SeesRecall(who, c, release) && (sees || !who.IsNational));
        }
    }

    /// <summary>Of the case's releases exactly these stand in the answer.</summary>
    private void Numbers(Actor who, string where, IEnumerable<string> expected, Support.Answer? answer, Case c)
    {
        if (answer is not null)
        {
            Same(who, where, expected, WordsIn(answer.Body).Intersect(c.Releases.Select(r => r.Number), StringComparer.Ordinal));
        }
    }
}
