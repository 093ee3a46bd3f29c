using CyberIncidents.Application.Agreements;
using CyberIncidents.Application.Reference;

namespace CyberIncidents.Web.Pages.Requests;

/// <summary>On what a request may rest, and the one that is chosen.</summary>
/// <param name="Bases">Those of the kind that is asked; null until kind and organisation are chosen.</param>
/// <param name="Code">The one that is chosen; null for none.</param>
internal sealed record BasisChoice(ApplicableBases? Bases, string? Code)
{
    /// <summary>The chosen one among those.</summary>
    public ApplicableBasis? Chosen => Bases?.Items.FirstOrDefault(b => b.Code == Code);

    /// <summary>Whether one is chosen under which this kind of request cannot be asked.</summary>
    public bool IsUnknown => !string.IsNullOrEmpty(Code) && Bases is not null && Chosen is null;

    /// <summary>What a form offers: first those that hold, the firmest first; the others stay where they were.</summary>
    public static IEnumerable<LegalBasisDetail> InOrder(IEnumerable<LegalBasisDetail> offered, ApplicableBases? bases)
    {
        var order = (bases?.Items ?? []).Where(b => b.Applies).Select(b => b.Code).ToList();
        return offered.OrderBy(b => order.IndexOf(b.Code) is var place and >= 0 ? place : order.Count);
    }
}

/// <summary>What a form asks of a request that rests on a basis.</summary>
/// <param name="Fields">The fields; none where the basis demands nothing.</param>
internal sealed record BasisFieldsView(IReadOnlyList<BasisFieldDetail> Fields)
{
    /// <summary>What a chosen basis demands, then what the draft states under it beyond that; with what was typed, else what it states.</summary>
    public static BasisFieldsView Of(ApplicableBasis? chosen, IReadOnlyDictionary<string, string?> typed, IReadOnlyList<BasisFieldDetail> stated)
    {
        var demanded = (chosen?.Fields ?? []).Select(f => new BasisFieldDetail(f.Code, f.Label, stated.FirstOrDefault(s => s.Code == f.Code)?.Text));
        var all = demanded.Concat(stated.Where(s => s.Text is not null)).DistinctBy(f => f.Code, StringComparer.Ordinal);
        return new([.. all.Select(f => typed.TryGetValue(f.Code, out var text) ? f with { Text = text } : f)]);
    }
}
