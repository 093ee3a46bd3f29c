using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Agreements;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Requests;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Agreements;

/// <summary>What a legal basis demands that a request state.</summary>
/// <param name="Code">The code of the field.</param>
/// <param name="Label">What is asked for, in the language of the call.</param>
/// <param name="Text">What the request states; null where that is still missing.</param>
public sealed record BasisFieldDetail(string Code, string Label, string? Text)
{
    internal static IReadOnlyList<BasisFieldDetail> Of(IReadOnlyList<BasisField> fields) =>
        [.. fields.Select(f => new BasisFieldDetail(f.Code, Words.Pick(f.LabelEn, f.LabelId), f.Text))];
}

/// <summary>What legal bases demand of requests that rest on them, by the provisions on the register.</summary>
internal static class BasisDemands
{
    private static readonly FixedQuery<IReadOnlyList<string>, Demand> ByBasis = new((db, codes) =>
        from p in db.Provisions
        where p.LegalBasis != null && codes.Contains(p.LegalBasis) && p.RemovedAt == null
        join a in db.Agreements on p.AgreementId equals a.Id
        where a.RetiredAt == null
        orderby a.Code, p.SortOrder
        select new Demand(p.LegalBasis!, p.BindingOnly, p.Fields));

    /// <summary>What some bases demand; each field once.</summary>
    public static async Task<IReadOnlyDictionary<string, IReadOnlyList<RequiredField>>> DemandedAsync(
        this IAppDb db, IEnumerable<string?> bases, CancellationToken cancellationToken) =>
        (await DemandsAsync(db, bases, cancellationToken)).GroupBy(d => d.Basis, StringComparer.Ordinal).ToDictionary(
            g => g.Key, g => (IReadOnlyList<RequiredField>)[.. g.SelectMany(d => d.Fields).DistinctBy(f => f.Code, StringComparer.Ordinal)], StringComparer.Ordinal);

    /// <summary>What one basis demands.</summary>
    public static async Task<IReadOnlyList<RequiredField>> DemandedByAsync(this IAppDb db, string? basis, CancellationToken cancellationToken) =>
        (await db.DemandedAsync([basis], cancellationToken)).Values.FirstOrDefault() ?? [];

    /// <summary>What a draft states of what its basis demands: what is typed, else what it said before. An empty text leaves a field out.</summary>
    /// <exception cref="InvalidInputException">A field that the basis does not demand, or a text that is too long; names <c>basisFields.code</c>.</exception>
    public static async Task<IReadOnlyList<BasisField>> FillAsync(
        this IAppDb db, string? basis, IReadOnlyDictionary<string, string?>? typed, IReadOnlyList<BasisField> before, CancellationToken cancellationToken)
    {
        var demanded = await db.DemandedByAsync(basis, cancellationToken);
        var errors = (typed ?? new Dictionary<string, string?>()).Select(t => (Field: $"basisFields.{t.Key}", Message: FaultOf(demanded, t.Key, t.Value)))
            .Where(e => e.Message is not null).ToDictionary(e => e.Field, e => (string[])[e.Message!], StringComparer.Ordinal);
        if (errors.Count > 0)
        {
            throw new InvalidInputException(errors);
        }

        return
        [
            .. demanded.Select(f => (Field: f, Text: typed is not null && typed.TryGetValue(f.Code, out var text)
                    ? ActionInput.FirstText(text) : before.FirstOrDefault(b => b.Code == f.Code)?.Text))
                .Where(f => f.Text is not null).Select(f => new BasisField(f.Field.Code, f.Field.LabelEn, f.Field.LabelId, f.Text!)),
        ];
    }

    /// <summary>The labels of what is demanded and still missing.</summary>
    public static IReadOnlyList<string> Missing(IEnumerable<RequiredField> demanded, IReadOnlyList<BasisField> stated) =>
        [.. demanded.Where(f => stated.All(s => s.Code != f.Code)).Select(f => Words.Pick(f.LabelEn, f.LabelId))];

    /// <summary>What a request states and what it still has to, in the order of the register.</summary>
    public static IReadOnlyList<BasisFieldDetail> Open(IReadOnlyList<RequiredField> demanded, IReadOnlyList<BasisFieldDetail> stated) =>
        [.. demanded.Select(f => new BasisFieldDetail(f.Code, Words.Pick(f.LabelEn, f.LabelId), stated.FirstOrDefault(s => s.Code == f.Code)?.Text))];

    /// <summary>Whether one of the provisions behind a basis lets requests name it only where it is in force for both sides.</summary>
    public static async Task<bool> IsBindingOnlyAsync(this IAppDb db, string basis, CancellationToken cancellationToken) =>
        (await DemandsAsync(db, [basis], cancellationToken)).Any(d => d.BindingOnly);

    private static string? FaultOf(IReadOnlyList<RequiredField> demanded, string code, string? text) =>
        demanded.All(f => f.Code != code) ? Words.Get("Agreements.Error.NotDemanded")
        : text?.Length > BasisField.MaxLength ? Words.Get("Agreements.Error.FieldTooLong", BasisField.MaxLength)
        : Validation.IsWholeText(text) ? null : Words.Get("Error.Text");

    private static async Task<IReadOnlyList<Demand>> DemandsAsync(IAppDb db, IEnumerable<string?> bases, CancellationToken cancellationToken)
    {
        List<string> codes = [.. bases.OfType<string>().Distinct(StringComparer.Ordinal)];
        return codes.Count == 0 ? [] : await db.Run(ByBasis, codes).ToListAsync(cancellationToken);
    }

    private sealed record Demand(string Basis, bool BindingOnly, IReadOnlyList<RequiredField> Fields);
}
