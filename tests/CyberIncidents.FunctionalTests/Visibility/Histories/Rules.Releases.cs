namespace CyberIncidents.FunctionalTests.Visibility.Histories;

/// <summary>Where a release stands.</summary>
internal enum Stage
{
    Waits,
    Left,
    Rejected,
    Recalled,
}

/// <summary>What left to one country, or shall once another manager approves; a comment that was written to it is one too.</summary>
internal sealed class Release(string id, string number, string country, Mark left, string by)
{
    public string Id { get; } = id;

    public string Number { get; } = number;

    public string Country { get; } = country;

    /// <summary>The marking of the package: that of its strictest item.</summary>
    public Mark Left { get; } = left;

    public string By { get; } = by;

    /// <summary>The items, with their markings as they were.</summary>
    public Dictionary<Item, Mark> Items { get; } = [];

    /// <summary>The strictest marking that it or one of its items ever had: the log never becomes laxer.</summary>
    public Mark Raised { get; set; } = left;

    /// <summary>A word for the receiver; a comment has none.</summary>
    public string? Note { get; init; }

    /// <summary>Whether its receiver reads it as a release, too: a comment that waited for nobody is only a comment.</summary>
    public bool IsListed { get; init; } = true;

    /// <summary>Words that stay with us: what was left out, and why it was recalled.</summary>
    public List<string> Ours { get; } = [];

    public Stage Stage { get; set; } = Stage.Left;

    public Given Given { get; } = new();

    /// <summary>The persons to whom it went as RED: they hear of its recall, named any more or not.</summary>
    public HashSet<string> Told { get; } = new(StringComparer.Ordinal);

    public string? RecallId { get; set; }

    public string? RecalledBy { get; set; }
}

/// <content>Releases of items and their recalls.</content>
internal static partial class Rules
{
    /// <summary>The record goes with its strictest item.</summary>
    public static bool SeesRelease(Actor who, Case c, Release release)
    {
        var mark = Stricter(c.Mark, release.Raised);
        return who.IsNational
            ? mark != Mark.Red || c.IsPerson(who.Name) || c.Opened.Contains(who.Name) || release.By == who.Name
            : SeesCase(who, c) && release is { Stage: Stage.Left, IsListed: true } && release.Given.Opens(who, mark);
    }

    /// <summary>The receiver keeps the notice of a recall, whatever becomes of its part and of the marking.</summary>
    public static bool SeesRecall(Actor who, Case c, Release release) => release.RecallId is not null && (who.IsNational
        ? Stricter(c.Mark, release.Raised) != Mark.Red || c.IsPerson(who.Name) || c.Opened.Contains(who.Name) || release.RecalledBy == who.Name
        : release.Country == who.Country && (release.Left != Mark.Red || release.Told.Contains(who.Name)));

    /// <summary>An item is worked on by whoever sees it, and not by a broken glass.</summary>
    public static bool WorksOn(Actor who, Case c, Item item) =>
        Works(who, c) && (c.Of(item) != Mark.Red || c.IsPerson(who.Name) || item.Author == who.Name || item.Raisers.Contains(who.Name));

    /// <summary>Ours only: what came from a partner needs its consent.</summary>
    public static bool MayGo(Actor who, Case c, Part part, IReadOnlyCollection<Item> items, IReadOnlyList<Actor> all) =>
        part.Shares && items.All(i => WorksOn(who, c, i) && i.From is null && MayRelease(who, c.Of(i)) && Reaches(c, part.Country, c.Of(i), all));

    /// <summary>Above AMBER another manager approves; where none sees it, nothing is asked for.</summary>
    public static bool HasApprover(Actor who, Case c, Mark mark, IReadOnlyList<Actor> all) => mark <= Mark.Amber
        || all.Any(a => a.IsManager && a.Name != who.Name && (mark != Mark.Red || c.IsPerson(a.Name)));

    /// <summary>Another manager, who works on it; and everything is as it was when it was asked for.</summary>
    public static bool MayApprove(Actor who, Case c, Release release, IReadOnlyList<Actor> all) =>
        MayDecide(who, c, release) && MayGo(who, c, c.PartOf(release.Country)!, release.Items.Keys, all) && release.Items.All(i => c.Of(i.Key) == i.Value);

    public static bool MayDecide(Actor who, Case c, Release release) =>
        release.Stage == Stage.Waits && who.IsManager && release.By != who.Name && WorksOnRelease(who, c, release);

    public static bool MayRecall(Actor who, Case c, Release release) => release.Stage == Stage.Left && WorksOnRelease(who, c, release)
        && (who.IsManager || (release.By == who.Name && MayRelease(who, release.Left)));

    public static void LetGo(Case c, Release release, IReadOnlyList<Actor> all)
    {
        release.Stage = Stage.Left;
        Give(c, release.Given, release.Country, release.Left, all);
        release.Told.UnionWith(release.Given.Persons);
    }

    /// <summary>Marked anew; what left of it is hidden with it.</summary>
    public static void Remark(Case c, Item item, Mark mark, Actor who, IReadOnlyList<Actor> all)
    {
        item.Own = mark;
        foreach (var release in c.Releases.Where(r => r.Items.ContainsKey(item)))
        {
            release.Raised = Stricter(release.Raised, c.Of(item));
        }

        if (c.Of(item) == Mark.Red)
        {
            item.Raisers.Add(who.Name);
            Keep(c, all);
        }
    }

    /// <summary>The words and numbers that a release tells to whom.</summary>
    public static IEnumerable<string> OfRelease(Actor who, Case c, Release release)
    {
        var (sees, recalled) = (SeesRelease(who, c, release), SeesRecall(who, c, release));
        return new[] { sees || recalled ? release.Number : null, sees ? release.Note : null }.OfType<string>()
            .Concat(who.IsNational && (sees || recalled) ? release.Ours : []);
    }

    private static bool WorksOnRelease(Actor who, Case c, Release release) =>
        Works(who, c) && (Stricter(c.Mark, release.Raised) != Mark.Red || c.IsPerson(who.Name) || release.By == who.Name);

    private static Mark Stricter(Mark a, Mark b) => a > b ? a : b;
}
