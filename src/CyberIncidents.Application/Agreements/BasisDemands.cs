using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Agreements;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Requests;

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

/// <summary>What is asked of whom, and on what it rests: that decides what has to be stated.</summary>
/// <param name="Basis">The legal basis; null for none, which demands nothing.</param>
/// <param name="Kind">What is asked.</param>
/// <param name="OrganisationId">Who is asked.</param>
internal sealed record Asking(string? Basis, RequestKind Kind, Guid OrganisationId);

/// <summary>What legal bases demand of requests that rest on them, by the provisions on the register.</summary>
internal static class BasisDemands
{
    /// <summary>
    /// What a basis demands of a request of one kind to one side; each field once. The one place: forms ask for it, drafts are checked
    /// against it, and nothing leaves without it. An agreement that does not speak to that side demands nothing of it.
    /// </summary>
    public static IReadOnlyList<RequiredField> Of(IEnumerable<BasisOffer> offers, string? basis, RequestKind kind, FootingSide side) =>
    [
        .. offers.Where(o => o.OnRegister && o.LegalBasis == basis && o.Kinds.Contains(kind) && o.Concerns(side))
            .SelectMany(o => o.Fields).DistinctBy(f => f.Code, StringComparer.Ordinal),
    ];

    /// <summary>What is demanded of several requests, in order.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<RequiredField>>> DemandedAsync(
        this IAppDb db, IReadOnlyList<Asking> requests, CancellationToken cancellationToken)
    {
        List<BasisOffer> demanding = [.. (await db.OffersAsync(requests.Select(r => r.Basis), cancellationToken)).Where(o => o.OnRegister && o.Fields.Count > 0)];
        if (demanding.Count == 0)
        {
            return [.. requests.Select(_ => (IReadOnlyList<RequiredField>)[])];
        }

        var offers = await db.WithPartiesAsync(demanding, cancellationToken);
        var asked = await db.CounterpartsAsync(requests.Select(r => r.OrganisationId), cancellationToken);
        return [.. requests.Select(r => asked.TryGetValue(r.OrganisationId, out var other) ? Of(offers, r.Basis, r.Kind, other.Side) : [])];
    }

    /// <summary>What is demanded of one request.</summary>
    public static async Task<IReadOnlyList<RequiredField>> DemandedAsync(this IAppDb db, Asking request, CancellationToken cancellationToken) =>
        (await db.DemandedAsync([request], cancellationToken))[0];

    /// <summary>
    /// What a draft states: what is typed, else what it said before under this basis, also where that is demanded no more. An empty text
    /// leaves a field out.
    /// </summary>
    /// <exception cref="InvalidInputException">A field that is neither demanded nor stated, or a text that is too long; names <c>basisFields.code</c>.</exception>
    public static async Task<IReadOnlyList<BasisField>> FillAsync(
        this IAppDb db, Asking request, IReadOnlyDictionary<string, string?>? typed, IReadOnlyList<BasisField> before, CancellationToken cancellationToken)
    {
        var demanded = await db.DemandedAsync(request, cancellationToken);
        List<BasisField> open =
        [
            .. demanded.Select(f => new BasisField(f.Code, f.LabelEn, f.LabelId, before.FirstOrDefault(b => b.Code == f.Code)?.Text ?? string.Empty)),
            .. before.Where(b => demanded.All(f => f.Code != b.Code)),
        ];
        typed ??= new Dictionary<string, string?>();
        var errors = typed.Select(t => (Field: $"basisFields.{t.Key}", Message: FaultOf(open, t.Key, t.Value)))
            .Where(e => e.Message is not null).ToDictionary(e => e.Field, e => (string[])[e.Message!], StringComparer.Ordinal);
        if (errors.Count > 0)
        {
            throw new InvalidInputException(errors);
        }

        return
        [
            .. open.Select(f => typed.TryGetValue(f.Code, out var text) ? f with { Text = ActionInput.FirstText(text) ?? string.Empty } : f)
                .Where(f => f.Text.Length > 0),
        ];
    }

    /// <summary>The labels of what is demanded and still missing.</summary>
    public static IReadOnlyList<string> Missing(IEnumerable<RequiredField> demanded, IReadOnlyList<BasisField> stated) =>
        [.. demanded.Where(f => stated.All(s => s.Code != f.Code)).Select(f => Words.Pick(f.LabelEn, f.LabelId))];

    /// <summary>What a request still has to state in the order of the register, then what it states beyond that: all of it leaves with it.</summary>
    public static IReadOnlyList<BasisFieldDetail> Open(IReadOnlyList<RequiredField> demanded, IReadOnlyList<BasisFieldDetail> stated) =>
    [
        .. demanded.Select(f => new BasisFieldDetail(f.Code, Words.Pick(f.LabelEn, f.LabelId), stated.FirstOrDefault(s => s.Code == f.Code)?.Text)),
        .. stated.Where(s => demanded.All(f => f.Code != s.Code)),
    ];

    /// <summary>
    /// Whether one of the provisions behind a basis lets requests name it only where it is in force for both sides. An agreement that left
    /// the register lifts that for nobody.
    /// </summary>
    public static bool IsBindingOnly(IReadOnlyList<BasisOffer> named)
    {
        List<BasisOffer> kept = [.. named.Where(o => !o.Removed)];
        return (kept.Count > 0 ? kept : named).Any(o => o.BindingOnly);
    }

    private static string? FaultOf(List<BasisField> open, string code, string? text) =>
        open.All(f => f.Code != code) ? Words.Get("Agreements.Error.NotDemanded")
        : text?.Length > BasisField.MaxLength ? Words.Get("Agreements.Error.FieldTooLong", BasisField.MaxLength)
        : Validation.IsWholeText(text) ? null : Words.Get("Error.Text");
}
