using Deque.AxeCore.Commons;

namespace CyberIncidents.BrowserTests.Support;

/// <summary>What axe finds serious on a page. It is run in the page itself: Deque's runner for Playwright opens a second page for each.</summary>
internal static class Axe
{
    private const string Run = """
        async (options) => (await axe.run(document, options)).violations
            .filter((v) => v.impact === 'serious' || v.impact === 'critical')
            .map((v) => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => n.html).join(' | ')}`)
        """;

    private static readonly string[] Standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    private static readonly string[] Contrast = ["color-contrast"];
    private static readonly string[] OnlyViolations = ["violations"];

    private static readonly Lazy<string> Script = new(() => new BundledAxeScriptProvider().GetScript());

    /// <summary>Colours do not depend on the width, nor names and roles on the theme: each is looked for once.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(Person person)
    {
        await person.Page.EvaluateAsync(Script.Value);
        return await person.Page.EvaluateAsync<string[]>(Run, new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["runOnly"] = person.Look.Dark ? new { type = "rule", values = Contrast } : new { type = "tag", values = Standards },
            ["rules"] = new Dictionary<string, object>(StringComparer.Ordinal) { ["color-contrast"] = new { enabled = !person.Look.Phone } },
            ["resultTypes"] = OnlyViolations,
        });
    }
}
