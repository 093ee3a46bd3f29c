using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Visibility.Histories;

/// <summary>Markings from the widest circle to the narrowest.</summary>
internal enum Mark
{
    Clear,
    Green,
    Amber,
    AmberStrict,
    Red,
}

/// <summary>Somebody who acts and looks; a country means a liaison officer of its national contact.</summary>
internal sealed record Actor(string Name, ApiClient Client, Guid Id, string? Country, bool IsManager = false)
{
    public bool IsNational => Country is null;
}

/// <summary>To whom something was given: to whole organisations, by country, and to single persons, by name.</summary>
internal sealed class Given
{
    public HashSet<string> Countries { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Persons { get; } = new(StringComparer.Ordinal);

    /// <summary>An organisation's own grant never opens what is RED.</summary>
    public bool Opens(Actor who, Mark mark) => (mark != Mark.Red && who.Country is { } country && Countries.Contains(country)) || Persons.Contains(who.Name);
}

/// <summary>A partner's part.</summary>
internal sealed class Part(string country, string id, bool onlyInformed)
{
    public string Country { get; } = country;

    public string Id { get; } = id;

    public bool OnlyInformed { get; } = onlyInformed;

    /// <summary>Notified, engaged or completed: it sees what was shared.</summary>
    public bool Shares { get; set; }

    public bool Completed { get; set; }

    /// <summary>Notified or engaged: it can be asked, and can leave.</summary>
    public bool TakesPart => Shares && !Completed;

    /// <summary>The word in the title written for it.</summary>
    public string? Word => Words.LastOrDefault();

    /// <summary>All that were written for it: history and the log of releases keep them for us.</summary>
    public List<string> Words { get; } = [];

    public Given Given { get; } = new();
}

/// <summary>A request, a comment, an observable or a file. A new kind of item is one more of these, with its own surfaces.</summary>
internal sealed class Item
{
    public required string Key { get; init; }

    /// <summary>Whom a request asks; null for a comment.</summary>
    public string? Asks { get; init; }

    /// <summary>The word that stands in it.</summary>
    public required string Word { get; init; }

    /// <summary>The word that stays with us.</summary>
    public string? Ours { get; init; }

    /// <summary>The list in which it stands.</summary>
    public string List { get; init; } = "comments";

    public string Type => List switch { "comments" => "Comment", "observables" => "Observable", _ => "Evidence" };

    /// <summary>The partner that it came from; null for ours.</summary>
    public string? From { get; init; }

    public required Mark? Own { get; set; }

    /// <summary>Those of ours who made it RED.</summary>
    public HashSet<string> Raisers { get; } = new(StringComparer.Ordinal);

    public required string Author { get; init; }

    public bool Sent { get; set; }

    /// <summary>Waits for its answer.</summary>
    public bool Waits { get; set; }

    /// <summary>The word in its answer; null until it is answered.</summary>
    public string? Answer { get; set; }

    public Given Given { get; } = new();

    public bool IsRequest => Asks is not null;
}

/// <summary>A case.</summary>
internal sealed class Case(string reference, string word, Mark mark, string creator)
{
    public string Reference { get; } = reference;

    /// <summary>The word in our own title.</summary>
    public string Word { get; } = word;

    public Mark Mark { get; set; } = mark;

    public HashSet<string> Named { get; } = new(StringComparer.Ordinal);

    /// <summary>Managers who broke the glass; in a history no day passes.</summary>
    public HashSet<string> Opened { get; } = new(StringComparer.Ordinal);

    public bool Joint { get; set; }

    public List<Part> Parts { get; } = [];

    public List<Item> Items { get; } = [];

    public List<Release> Releases { get; } = [];

    public bool IsPerson(string name) => name == creator || Named.Contains(name);

    public Mark Of(Item item) => item.Own is { } own && own > Mark ? own : Mark;

    public Part? PartOf(string? country) => Parts.Find(p => p.Country == country);
}

/// <summary>
/// Who sees what, from <c>product.md</c> alone (Who sees what; Comments; Lifecycles) and in terms of its own: it knows no grant, no filter and
/// no table of the program. A rule that the program gains is written here a second time.
/// </summary>
internal static partial class Rules
{
    /// <summary>Items marked RED: only the named persons, creator and owner always among them.</summary>
    public static bool SeesCase(Actor who, Case c) => who.IsNational
        ? c.Mark != Mark.Red || c.IsPerson(who.Name) || c.Opened.Contains(who.Name)
        : c.PartOf(who.Country) is { Shares: true } part && part.Given.Opens(who, c.Mark);

    /// <summary>A broken glass is for reading only.</summary>
    public static bool Works(Actor who, Case c) => who.IsNational && (c.Mark != Mark.Red || c.IsPerson(who.Name));

    public static bool SeesItem(Actor who, Case c, Item item)
    {
        if (who.IsNational)
        {
            return c.Of(item) != Mark.Red || c.IsPerson(who.Name) || c.Opened.Contains(who.Name) || item.Author == who.Name || item.Raisers.Contains(who.Name);
        }

        return item.IsRequest
            ? item.Sent && item.Asks == who.Country && item.Given.Opens(who, c.Of(item))
            : SeesCase(who, c) && (item.Given.Opens(who, c.Of(item))
                || c.Releases.Any(r => r.Stage == Stage.Left && r.Items.ContainsKey(item) && r.Given.Opens(who, c.Of(item))));
    }

    /// <summary>The other partners that a partner sees: in a joint case those that take part, and in a RED one none.</summary>
    public static IEnumerable<string> Others(Actor who, Case c) => c.Joint && c.Mark != Mark.Red && SeesCase(who, c)
        ? c.Parts.Where(p => p.Shares && p.Country != who.Country).Select(p => p.Country)
        : [];

    /// <summary>Release above AMBER is a manager's.</summary>
    public static bool MayRelease(Actor who, Mark mark) => mark <= Mark.Amber || who.IsManager;

    /// <summary>RED goes to named persons of that organisation, and to nobody where none is named.</summary>
    public static bool Reaches(Case c, string country, Mark mark, IReadOnlyList<Actor> all) => mark != Mark.Red || NamedOf(c, country, all).Any();

    public static void Give(Case c, Given given, string country, Mark mark, IReadOnlyList<Actor> all)
    {
        if (mark == Mark.Red)
        {
            given.Persons.UnionWith(NamedOf(c, country, all));
        }
        else
        {
            given.Countries.Add(country);
        }
    }

    /// <summary>In a RED case the named liaison officers keep in sight what their organisations were given before, and it is never joint.</summary>
    public static void CarryOver(Case c, IReadOnlyList<Actor> all)
    {
        if (c.Mark != Mark.Red)
        {
            return;
        }

        c.Joint = false;
        Keep(c, all);
    }

    /// <summary>What is RED stays in sight of the named liaison officers of those who had it.</summary>
    private static void Keep(Case c, IReadOnlyList<Actor> all)
    {
        foreach (var liaison in all.Where(a => a.Country is not null && c.Named.Contains(a.Name)))
        {
            foreach (var given in GivensOf(c).Where(g => g.Countries.Contains(liaison.Country!)))
            {
                given.Persons.Add(liaison.Name);
            }
        }
    }

    /// <summary>Named no more: a liaison officer keeps only what it wrote itself, and of the case nothing.</summary>
    public static void Unname(Case c, string name)
    {
        c.Named.Remove(name);
        c.Parts.ForEach(p => p.Given.Persons.Remove(name));
        c.Items.Where(i => i.Author != name).ToList().ForEach(i => i.Given.Persons.Remove(name));
        c.Releases.ForEach(r => r.Given.Persons.Remove(name));
        c.Items.ForEach(i => i.Raisers.Remove(name));
    }

    /// <summary>After Declined or Withdrawn: only its own past answers.</summary>
    public static void End(Case c, Part part, IReadOnlyList<Actor> all)
    {
        part.Shares = false;
        var persons = all.Where(a => a.Country == part.Country).Select(a => a.Name).ToList();
        foreach (var given in c.Items.Where(i => i.Answer is null).Select(i => i.Given).Concat(c.Releases.Select(r => r.Given)).Append(part.Given))
        {
            given.Countries.Remove(part.Country);
            given.Persons.ExceptWith(persons);
        }

        foreach (var request in c.Items.Where(i => i.Asks == part.Country))
        {
            request.Waits = false;
        }
    }

    /// <summary>The words and references that somebody may come upon anywhere.</summary>
    public static HashSet<string> Words(Actor who, IEnumerable<Case> cases)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var c in cases)
        {
            var sees = SeesCase(who, c);
            if (sees)
            {
                words.Add(c.Reference);
                words.UnionWith(OfCase(who, c));
                words.UnionWith(c.Parts.Where(_ => who.IsNational).SelectMany(p => p.Words));
            }

            foreach (var item in c.Items.Where(i => SeesItem(who, c, i)))
            {
                words.UnionWith(OfItem(who, c, item));
            }

            words.UnionWith(c.Releases.SelectMany(r => OfRelease(who, c, r)));
        }

        return words;
    }

    /// <summary>The words of the case itself: ours and those written for partners, or for a partner those written for it.</summary>
    public static IEnumerable<string> OfCase(Actor who, Case c) => who.IsNational
        ? c.Parts.Select(p => p.Word).OfType<string>().Append(c.Word)
        : new[] { c.PartOf(who.Country)?.Word }.OfType<string>();

    public static IEnumerable<string> OfItem(Actor who, Case c, Item item)
    {
        var whole = who.IsNational || SeesCase(who, c);
        return new[] { item.IsRequest ? item.Key : null, whole ? item.Word : null, who.IsNational ? item.Ours : null, item.Answer }.OfType<string>();
    }

    private static IEnumerable<string> NamedOf(Case c, string country, IReadOnlyList<Actor> all) =>
        all.Where(a => a.Country == country && c.Named.Contains(a.Name)).Select(a => a.Name);

    private static IEnumerable<Given> GivensOf(Case c) => c.Parts.Select(p => p.Given).Concat(c.Items.Select(i => i.Given)).Concat(c.Releases.Select(r => r.Given));
}
