using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Requests;

namespace CyberIncidents.Domain.Agreements;

/// <summary>
/// An article of an agreement; a norm where the agreement is a set of norms. Cases cite it and measures carry it out, so it is taken off
/// the list and never deleted.
/// </summary>
public sealed class Provision : Entity, IPartOf
{
    private Provision() => Article = TitleEn = TitleId = Confidence = string.Empty;

    internal Provision(Guid agreementId, ProvisionCard card, DateTimeOffset now)
        : base(now)
    {
        AgreementId = agreementId;
        Article = card.Article;
        TitleEn = TitleId = Confidence = string.Empty;
        Apply(card);
    }

    /// <summary>The agreement.</summary>
    public Guid AgreementId { get; private set; }

    /// <inheritdoc cref="ProvisionCard.Article"/>
    public string Article { get; private set; }

    /// <inheritdoc cref="ProvisionCard.TitleEn"/>
    public string TitleEn { get; private set; }

    /// <inheritdoc cref="ProvisionCard.TitleId"/>
    public string TitleId { get; private set; }

    /// <inheritdoc cref="ProvisionCard.SummaryEn"/>
    public string? SummaryEn { get; private set; }

    /// <inheritdoc cref="ProvisionCard.SummaryId"/>
    public string? SummaryId { get; private set; }

    /// <inheritdoc cref="ProvisionCard.Kinds"/>
    public IReadOnlyList<RequestKind> Kinds { get; private set; } = [];

    /// <inheritdoc cref="ProvisionCard.LegalBasis"/>
    public string? LegalBasis { get; private set; }

    /// <summary>
    /// The bases that it named before: what an agreement spoke of once is no law that holds by itself, and no free will, because the
    /// agreement speaks of something else now.
    /// </summary>
    public IReadOnlyList<string> FormerBases { get; private set; } = [];

    /// <summary>Of these, those that requests might name only where the agreement was in force for both sides.</summary>
    public IReadOnlyList<string> FormerBindingBases { get; private set; } = [];

    /// <inheritdoc cref="ProvisionCard.BindingOnly"/>
    public bool BindingOnly { get; private set; }

    /// <inheritdoc cref="ProvisionCard.Fields"/>
    public IReadOnlyList<RequiredField> Fields { get; private set; } = [];

    /// <inheritdoc cref="ProvisionCard.Confidence"/>
    public string Confidence { get; private set; }

    /// <summary>Its place in the agreement.</summary>
    public int SortOrder { get; private set; }

    /// <summary>When it was taken off the list; null while it stands there.</summary>
    public DateTimeOffset? RemovedAt { get; private set; }

    (string Type, Guid Id) IPartOf.Aggregate => (nameof(Agreement), AgreementId);

    internal void Set(ProvisionCard card, int sortOrder)
    {
        Apply(card);
        SortOrder = sortOrder;
        RemovedAt = null;
    }

    internal void Remove(DateTimeOffset now) => RemovedAt ??= now;

    private void Apply(ProvisionCard card)
    {
        Remember(card.LegalBasis);
        (TitleEn, TitleId, SummaryEn, SummaryId) = (card.TitleEn, card.TitleId, card.SummaryEn, card.SummaryId);
        (LegalBasis, BindingOnly, Confidence) = (card.LegalBasis, card.BindingOnly, card.Confidence);
        // An equal list stays the same one, so that nothing is written where nothing changed.
        Kinds = Kinds.SequenceEqual(card.Kinds) ? Kinds : card.Kinds;
        Fields = Fields.SequenceEqual(card.Fields) ? Fields : card.Fields;
    }

    private void Remember(string? next)
    {
        if (LegalBasis is not { } before || before == next)
        {
            return;
        }

        FormerBases = [.. FormerBases.Where(b => b != before && b != next), before];
        FormerBindingBases = [.. FormerBindingBases.Where(b => b != before && b != next), .. BindingOnly ? [before] : Array.Empty<string>()];
    }
}
