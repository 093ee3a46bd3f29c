using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Visibility.Histories;

/// <summary>
/// Looks at every surface as everybody and compares it with the rules: which words and references stand in it, who else takes part, and
/// what is counted. A surface is added by one line; whatever it is, no word may stand in it that its reader may not know.
/// </summary>
internal sealed partial class Surfaces(World world)
{
    private readonly ConcurrentQueue<string> _faults = new();
    private int _looked;

    /// <summary>How many answers were looked at.</summary>
    public int Looked => _looked;

    public async Task<IReadOnlyList<string>> CompareAsync()
    {
        _faults.Clear();
        await Task.WhenAll(world.Actors.Select(who => Task.Run(() => LookAsAsync(who))));
        return [.. _faults];
    }

    private async Task LookAsAsync(Actor who)
    {
        var knows = Rules.Words(who, world.Cases);
        foreach (var c in world.Present)
        {
            await CaseAsync(who, c, knows);
        }

        await (who.IsNational ? OfNationalAsync(who, knows) : OfPartnerAsync(who, knows));
        foreach (var path in new[] { "notifications?limit=200", "me/calendar.ics", "navigation" })
        {
            await LookAsync(who, path, knows, null);
        }
    }

    private async Task CaseAsync(Actor who, Case c, HashSet<string> knows)
    {
        var sees = Rules.SeesCase(who, c);
        var items = c.Items.Where(i => Rules.SeesItem(who, c, i)).ToList();
        var path = $"incidents/{c.Reference}";
        // Ours also tells what falls due, by the subjects of requests.
        var read = await LookAsync(who, path, knows, who.IsNational ? null : Rules.OfCase(who, c), sees);
        if (sees && read is not null && who.IsNational)
        {
            Same(who, $"{path}: titles", Rules.OfCase(who, c), WordsIn(read.Body).Intersect(Rules.OfCase(who, c), StringComparer.Ordinal));
        }
        else if (sees && read is not null)
        {
            Same(who, $"{path}: partners", Rules.Others(who, c), read.Json["partners"]!.AsArray().Select(p => p!["country"]!.ToString()));
        }

        await LookAsync(who, $"{path}/comments?limit=200", knows, items.Where(i => i.List == "comments" && !i.IsRequest).Select(i => i.Word), sees);
        await SharedAsync(who, c, knows, items);
        await LookAsync(who, $"{path}/requests?limit=200", knows, null, sees, references: items.Where(i => i.IsRequest).Select(i => i.Key));
        await LookAsync(who, $"{path}/participations", knows, null, sees);
        foreach (var item in c.Items)
        {
            var seen = items.Contains(item) && (item.IsRequest || sees);
            await LookAsync(who, item.IsRequest ? $"requests/{item.Key}" : $"{path}/{item.List}/{item.Key}", knows, seen ? Rules.OfItem(who, c, item).Where(IsWord) : null, seen);
        }

        if (who.IsNational)
        {
            await OfNationalAsync(who, c, knows, sees);
        }
    }

    private async Task OfNationalAsync(Actor who, Case c, HashSet<string> knows, bool sees)
    {
        foreach (var part in new[] { "audit?limit=200", "releasable", "clocks", "timeline", "links", "norms", "consents" })
        {
            await LookAsync(who, $"incidents/{c.Reference}/{part}", knows, null, sees);
        }

        foreach (var (country, organisation) in world.Organisations.Where(_ => sees))
        {
            // The eyes of an organisation without any person of it.
            var eyes = new Actor(string.Empty, who.Client, Guid.Empty, country);
            var preview = await who.Client.GetAsync($"/api/v1/incidents/{c.Reference}/preview?organisation={organisation}");
            Interlocked.Increment(ref _looked);
            var shown = Rules.SeesCase(eyes, c)
                ? Rules.OfCase(eyes, c).Concat(c.Items.Where(i => Rules.SeesItem(eyes, c, i)).SelectMany(i => Rules.OfItem(eyes, c, i))).Concat(c.Releases.SelectMany(r => Rules.OfRelease(eyes, c, r))).Where(IsWord)
                : [];
            Same(who, $"preview of {c.Reference} as {country}", shown, WordsIn(preview.Body).Where(IsWord));
        }
    }

    private async Task OfNationalAsync(Actor who, HashSet<string> knows)
    {
        var seen = world.Cases.Count(c => Rules.SeesCase(who, c));
        var mine = world.Present.Where(c => Rules.SeesCase(who, c)).Select(c => c.Reference);
        await LookAsync(who, $"incidents?tag={world.Tag}&limit=200", knows, null, references: mine);
        Figure(who, "list", seen, await LookAsync(who, "incidents?limit=1&count=true", knows, null), "count");
        Figure(who, "counts", seen, await LookAsync(who, "incidents/counts", knows, null), "open.count");
        Figure(who, "dashboard", seen, await LookAsync(who, "dashboard", knows, null), "open.count");
        Figure(who, "requests", RequestsOf(who), await LookAsync(who, "requests?limit=1&count=true", knows, null), "count");
        await LookAsync(who, "desk", knows, null);
        foreach (var c in world.Present)
        {
            await LookAsync(who, $"incidents/look-alikes?title={c.Word.ToLowerInvariant()}%20title", knows, null);
        }
    }

    private async Task OfPartnerAsync(Actor who, HashSet<string> knows)
    {
        Figure(who, "cases", world.Cases.Count(c => Rules.SeesCase(who, c)), await LookAsync(who, "incidents?limit=200&count=true", knows, null), "count");
        Figure(who, "worklist", RequestsOf(who), await LookAsync(who, "requests?limit=200&count=true", knows, null), "count");
        foreach (var c in world.Present)
        {
            foreach (var part in new[] { "timeline" })
            {
                await LookAsync(who, $"incidents/{c.Reference}/{part}", knows, null, Rules.SeesCase(who, c));
            }

            foreach (var never in new[] { "audit", "reads", "links", "norms", $"preview?organisation={world.Organisations["SG"]}" })
            {
                await LookAsync(who, $"incidents/{c.Reference}/{never}", knows, null, isThere: false);
            }
        }
    }

    private int RequestsOf(Actor who) => world.Cases.Sum(c => c.Items.Count(i => i.IsRequest && Rules.SeesItem(who, c, i)));

    /// <summary>Reads something, which is there or not, with exactly these words and references; null asks only that nothing unknown stands in it.</summary>
    private async Task<Answer?> LookAsync(
        Actor who, string path, HashSet<string> knows, IEnumerable<string>? words, bool isThere = true, IEnumerable<string>? references = null)
    {
        var answer = await who.Client.GetAsync($"/api/v1/{path}");
        Interlocked.Increment(ref _looked);
        var ok = (int)answer.Status == 200;
        if (ok != isThere || (!ok && (int)answer.Status is not (403 or 404)))
        {
            _faults.Enqueue($"{who.Name} {path}: {((int)answer.Status).ToString(CultureInfo.InvariantCulture)}, by the rules {(isThere ? "it is there" : "it is not there")}");
            return null;
        }

        var found = WordsIn(answer.Body);
        foreach (var word in found.Where(w => !knows.Contains(w) && (!IsNumber(w) || world.Numbers.Contains(w)) && (ok || !path.Contains(w, StringComparison.Ordinal))))
        {
            _faults.Enqueue($"{who.Name} {path}: tells {word}");
        }

        if (ok && words is not null)
        {
            Same(who, path, words, found.Where(IsWord));
        }

        if (ok && references is not null)
        {
            Same(who, path, references, answer.Items.Select(i => i!["reference"]!.ToString()));
        }

        return ok ? answer : null;
    }

    private void Same(Actor who, string where, IEnumerable<string> expected, IEnumerable<string> found)
    {
        var (wanted, got) = (expected.Distinct().Order(StringComparer.Ordinal).ToList(), found.Distinct().Order(StringComparer.Ordinal).ToList());
        if (!wanted.SequenceEqual(got, StringComparer.Ordinal))
        {
            _faults.Enqueue($"{who.Name} {where}: [{string.Join(' ', got)}], by the rules [{string.Join(' ', wanted)}]");
        }
    }

    private void Figure(Actor who, string what, int expected, Answer? answer, string at)
    {
        var figure = answer?.Text(at);
        if (figure is not null && figure != expected.ToString(CultureInfo.InvariantCulture))
        {
            _faults.Enqueue($"{who.Name} {what}: counts {figure}, by the rules {expected.ToString(CultureInfo.InvariantCulture)}");
        }
    }

    private static bool IsNumber(string word) => word.StartsWith('R') && word[1] == 'L';

    private static bool IsWord(string word) => word.StartsWith('Q');

    private static HashSet<string> WordsIn(string body) => [.. Known().Matches(body).Select(m => m.Value)];

    [GeneratedRegex(@"Qx\d+z|CI-\d{4}-\d{6}|R[QL]-\d{4}-[A-Z]{2}-\d{4}", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Known();
}
