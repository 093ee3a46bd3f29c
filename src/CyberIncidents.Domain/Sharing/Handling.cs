using System.Globalization;

namespace CyberIncidents.Domain.Sharing;

/// <summary>A handling code of Europol's channels (Europol handling codes; general knowledge, to be checked before it is shown as law).</summary>
public enum HandlingCode
{
    /// <summary>For preventing and combating crime within Europol's objectives; it says that no other code holds.</summary>
    H0,

    /// <summary>Not to be used as evidence in court without the provider's permission.</summary>
    H1,

    /// <summary>Not to be passed on without the provider's permission.</summary>
    H2,

    /// <summary>Other restrictions, which the provider tells apart from the code.</summary>
    H3,
}

/// <summary>By which scheme source and information are graded.</summary>
public enum GradingScheme
{
    /// <summary>Admiralty (NATO) scale: source A to F, information 1 to 6.</summary>
    Admiralty,

    /// <summary>Europol's 4×4: source A, B, C or X, information 1 to 4.</summary>
    FourByFour,
}

/// <summary>How far a source is trusted and its information confirmed; the letters mean nothing without the scheme.</summary>
/// <param name="Scheme">The scheme.</param>
/// <param name="Source">One letter of the scheme.</param>
/// <param name="Information">One figure of the scheme.</param>
public sealed record Grading(GradingScheme Scheme, char Source, char Information)
{
    /// <summary>The letters for a source in a scheme, the best first.</summary>
    /// <param name="scheme">The scheme.</param>
    /// <returns>The letters.</returns>
    public static string Sources(GradingScheme scheme) => scheme == GradingScheme.Admiralty ? "ABCDEF" : "ABCX";

    /// <summary>The figures for information in a scheme, the best first.</summary>
    /// <param name="scheme">The scheme.</param>
    /// <returns>The figures.</returns>
    public static string Figures(GradingScheme scheme) => scheme == GradingScheme.Admiralty ? "123456" : "1234";
}

/// <summary>
/// What binds a receiver beside the TLP: PAP, which says what may be done, and handling codes; and how the source is graded, which is
/// for us alone. One value, kept as one text; nothing of it grants anything.
/// </summary>
public sealed record Handling
{
    private static readonly string[] PapLabels = ["CLEAR", "GREEN", "AMBER", "RED"];

    private Handling(Pap? pap, IReadOnlyList<HandlingCode> codes, Grading? grading) => (Pap, Codes, Grading) = (pap, codes, grading);

    /// <summary>What a recipient may do; null when nothing is said.</summary>
    public Pap? Pap { get; }

    /// <summary>The handling codes, in their order.</summary>
    public IReadOnlyList<HandlingCode> Codes { get; }

    /// <summary>How the source is graded; null when it is not.</summary>
    public Grading? Grading { get; }

    /// <summary>What a partner is told: it is bound by PAP and codes; how we grade a source stays ours.</summary>
    public Handling? ForPartner => Of(Pap, Codes, null);

    /// <summary>Makes the value.</summary>
    /// <param name="pap">PAP.</param>
    /// <param name="codes">Handling codes in any order.</param>
    /// <param name="grading">The grading.</param>
    /// <returns>The value; null when nothing is said.</returns>
    public static Handling? Of(Pap? pap, IEnumerable<HandlingCode> codes, Grading? grading)
    {
        HandlingCode[] ordered = [.. codes.Distinct().Order()];
        return pap is null && ordered.Length == 0 && grading is null ? null : new Handling(pap, ordered, grading);
    }

    /// <summary>The same with another PAP.</summary>
    /// <param name="handling">The value; null for none.</param>
    /// <param name="pap">PAP.</param>
    /// <returns>The value; null when nothing is said.</returns>
    public static Handling? WithPap(Handling? handling, Pap? pap) => Of(pap, handling?.Codes ?? [], handling?.Grading);

    /// <summary>
    /// What a package of several parts carries: the strictest PAP and every code of its parts. H0 says that no other code holds, so it
    /// stays only alone. A grading is of one source and is not carried.
    /// </summary>
    /// <param name="parts">The parts; null for one of which nothing is said.</param>
    /// <returns>The value; null when nothing is said of any part.</returns>
    public static Handling? OfPackage(IEnumerable<Handling?> parts)
    {
        var told = parts.OfType<Handling>().ToList();
        var codes = told.SelectMany(p => p.Codes).Distinct().ToList();
        return Of(told.Max(p => p.Pap), codes.Count > 1 ? codes.Where(c => c != HandlingCode.H0) : codes, null);
    }

    /// <summary>The label of a PAP without its prefix.</summary>
    /// <param name="pap">PAP.</param>
    /// <returns>For example <c>AMBER</c>.</returns>
    public static string LabelOf(Pap pap) => PapLabels[(int)pap];

    /// <summary>Reads the text form.</summary>
    /// <param name="text">What <see cref="ToString"/> wrote.</param>
    /// <returns>The value; null for an empty text.</returns>
    /// <exception cref="FormatException">It is no such text: a marking that cannot be read must not read as none.</exception>
    public static Handling? Parse(string? text)
    {
        Pap? pap = null;
        Grading? grading = null;
        var codes = new List<HandlingCode>();
        foreach (var word in (text ?? string.Empty).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.StartsWith("PAP:", StringComparison.Ordinal) && Array.IndexOf(PapLabels, word[4..]) is var index and >= 0)
            {
                pap = (Pap)index;
            }
            else if (word.Length == 2 && Enum.TryParse(word, out HandlingCode code))
            {
                codes.Add(code);
            }
            else
            {
                grading = GradingOf(word) ?? throw new FormatException("Not a marking.");
            }
        }

        return Of(pap, codes, grading);
    }

    /// <summary>One text: <c>PAP:AMBER H1 H3 Admiralty:B2</c>.</summary>
    /// <returns>The text form, the same in every language.</returns>
    public override string ToString() => string.Join(' ', Words());

    /// <inheritdoc/>
    public bool Equals(Handling? other) => other is not null && Pap == other.Pap && Codes.SequenceEqual(other.Codes) && Grading == other.Grading;

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());

    private static Grading? GradingOf(string word)
    {
        var parts = word.Split(':');
        return parts is [var name, { Length: 2 } grade] && Enum.TryParse(name, out GradingScheme scheme) && Enum.IsDefined(scheme)
            && Grading.Sources(scheme).Contains(grade[0], StringComparison.Ordinal) && Grading.Figures(scheme).Contains(grade[1], StringComparison.Ordinal)
                ? new Grading(scheme, grade[0], grade[1])
                : null;
    }

    private IEnumerable<string> Words()
    {
        if (Pap is { } pap)
        {
            yield return $"PAP:{LabelOf(pap)}";
        }

        foreach (var code in Codes)
        {
            yield return code.ToString();
        }

        if (Grading is { } grading)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{grading.Scheme}:{grading.Source}{grading.Information}");
        }
    }
}
