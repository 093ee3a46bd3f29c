using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Web.Pages.Ui;

/// <summary>PAP, handling codes and grading as a form holds them.</summary>
public sealed class HandlingForm
{
    /// <summary>PAP; empty for none.</summary>
    public string? Pap { get; set; }

    /// <summary>Handling codes.</summary>
    public IList<string> Codes { get; init; } = [];

    /// <summary>The scheme of the grading; empty for none.</summary>
    public string? Scheme { get; set; }

    /// <summary>Source and information in one: <c>B2</c>.</summary>
    public string? Grade { get; set; }

    /// <summary>Codes and grading in words that are the same in every language.</summary>
    public string Said => string.Join(' ', Codes.Order(StringComparer.Ordinal).Append(string.IsNullOrEmpty(Grade) ? null : $"{Scheme}:{Grade}").OfType<string>());

    /// <summary>The same with a PAP that is typed elsewhere.</summary>
    /// <param name="pap">PAP.</param>
    /// <returns>Another form.</returns>
    public HandlingForm WithPap(string? pap) => new() { Pap = pap, Codes = [.. Codes], Scheme = Scheme, Grade = Grade };

    /// <summary>Whether something is filled in.</summary>
    public bool Any => ToValue() is not null;

    /// <summary>All of it as one text, so that versions can be compared.</summary>
    public string Text
    {
        get => $"{Pap}|{string.Join(',', Codes.Order(StringComparer.Ordinal))}|{Scheme}|{Grade?.Trim()}".Trim('|').Length == 0
            ? string.Empty : $"{Pap}|{string.Join(',', Codes.Order(StringComparer.Ordinal))}|{Scheme}|{Grade?.Trim()}";
        set
        {
            var parts = (value ?? string.Empty).Split('|');
            Codes.Clear();
            foreach (var code in (parts.ElementAtOrDefault(1) ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries))
            {
                Codes.Add(code);
            }

            (Pap, Scheme, Grade) = (parts[0], parts.ElementAtOrDefault(2), parts.ElementAtOrDefault(3));
        }
    }

    /// <summary>The form of a value.</summary>
    /// <param name="value">The value; null for none.</param>
    /// <returns>The form.</returns>
    public static HandlingForm Of(HandlingValue? value) => new()
    {
        Pap = value?.Pap?.ToString(),
        Codes = [.. (value?.Codes ?? []).Select(c => c.ToString())],
        Scheme = value?.Grading?.Scheme?.ToString(),
        Grade = value?.Grading is { } g ? $"{g.Source}{g.Information}" : null,
    };

    /// <summary>The value; null when nothing is filled in. What is wrong in it is refused with its field.</summary>
    /// <returns>The value.</returns>
    public HandlingValue? ToValue()
    {
        var grade = Grade?.Trim().ToUpperInvariant() ?? string.Empty;
        var scheme = Word<GradingScheme>(Scheme);
        return string.IsNullOrEmpty(Pap) && Codes.Count == 0 && scheme is null && grade.Length == 0 ? null : new HandlingValue
        {
            Pap = Word<Pap>(Pap),
            Codes = [.. Codes.Select(Word<HandlingCode>).OfType<HandlingCode>()],
            Grading = scheme is null && grade.Length == 0
                ? null
                : new GradingValue { Scheme = scheme, Source = grade.Length > 0 ? grade[..1] : null, Information = grade.Length > 1 ? grade[1..] : null },
        };
    }

    private static T? Word<T>(string? word)
        where T : struct, Enum =>
        Enum.GetNames<T>().Contains(word, StringComparer.Ordinal) ? Enum.Parse<T>(word!) : null;
}
