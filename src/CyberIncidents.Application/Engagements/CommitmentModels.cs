using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Engagements;
using CyberIncidents.Domain.Sharing;
using FluentValidation;

namespace CyberIncidents.Application.Engagements;

/// <summary>The key of a commitment in an answer.</summary>
/// <param name="Reference">The commitment.</param>
public sealed record CommitmentKey(string Reference);

/// <summary>Who owes, or to whom: we, a country or an organisation; one of the three.</summary>
public sealed record CommitmentPartyInput
{
    /// <summary>Whether it is we.</summary>
    public bool? Us { get; init; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string? Country { get; init; }

    /// <summary>An organisation; our own stands for us.</summary>
    public Guid? OrganisationId { get; init; }
}

/// <summary>A commitment that is to be noted, and what a patch makes of one.</summary>
public sealed record CommitmentInput
{
    /// <summary>Who owes.</summary>
    public CommitmentPartyInput? OwedBy { get; init; }

    /// <summary>To whom; another side.</summary>
    public CommitmentPartyInput? OwedTo { get; init; }

    /// <summary>At most 200 characters.</summary>
    public string? Title { get; init; }

    /// <summary>What exactly; at most 20,000 characters.</summary>
    public string? Text { get; init; }

    /// <summary>The last day, by the home clock.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>The reference of the engagement that it comes from.</summary>
    public string? Engagement { get; init; }

    /// <summary>The reference of the case that it has to do with.</summary>
    public string? Incident { get; init; }

    /// <summary>The norm or the agreement that it keeps, as people name it; at most 200 characters.</summary>
    public string? Basis { get; init; }

    /// <summary>The agreements and norms of the register that it keeps: <c>budapest</c>, <c>un-norms/d</c>; at most 20, each once.</summary>
    public IReadOnlyList<string>? Instruments { get; init; }

    /// <summary>Who sees to it at home; the caller when left out.</summary>
    public Guid? Responsible { get; init; }

    /// <summary>The marking; that of the engagement when left out, never laxer.</summary>
    public Tlp? Tlp { get; init; }

    /// <summary>Persons who may see it when it is RED, beside who noted it and who sees to it; at most 100.</summary>
    public IReadOnlyList<Guid>? NamedPersons { get; init; }
}

/// <summary>A JSON Merge Patch of a commitment: what is absent stays.</summary>
public sealed record EditCommitmentInput
{
    /// <inheritdoc cref="CommitmentInput.OwedBy"/>
    public Optional<CommitmentPartyInput> OwedBy { get; init; }

    /// <inheritdoc cref="CommitmentInput.OwedTo"/>
    public Optional<CommitmentPartyInput> OwedTo { get; init; }

    /// <inheritdoc cref="CommitmentInput.Title"/>
    public Optional<string> Title { get; init; }

    /// <inheritdoc cref="CommitmentInput.Text"/>
    public Optional<string> Text { get; init; }

    /// <summary>The last day; the follow-up that reminds of it moves with it.</summary>
    public Optional<DateOnly?> DueOn { get; init; }

    /// <inheritdoc cref="CommitmentInput.Basis"/>
    public Optional<string> Basis { get; init; }

    /// <inheritdoc cref="CommitmentInput.Instruments"/>
    public Optional<IReadOnlyList<string>> Instruments { get; init; }

    /// <summary>Who sees to it at home; the follow-up goes to them.</summary>
    public Optional<Guid?> Responsible { get; init; }

    /// <summary>The marking; raising is free, lowering is a manager's.</summary>
    public Optional<Tlp?> Tlp { get; init; }

    /// <summary>All who may see it when it is RED, beside who noted it and who sees to it.</summary>
    public Optional<IReadOnlyList<Guid>> NamedPersons { get; init; }

    internal CommitmentInput On(Commitment now) => new()
    {
        OwedBy = OwedBy.Or(Of(now.OwedBy)),
        OwedTo = OwedTo.Or(Of(now.OwedTo)),
        Title = Title.Or(now.Title),
        Text = Text.Or(now.Text),
        DueOn = DueOn.Or(now.DueOn),
        Basis = Basis.Or(now.Basis),
        Responsible = Responsible.Or(now.ResponsibleId) ?? Guid.Empty,
        Tlp = Tlp.Or(now.Tlp),
        NamedPersons = NamedPersons.IsSet ? NamedPersons.Value : null,
        Instruments = Instruments.IsSet ? Instruments.Value ?? [] : null,
    };

    private static CommitmentPartyInput Of(CommitmentParty party) => new()
    {
        Us = party.Us ? true : null,
        Country = party.OrganisationId is null ? party.Country : null,
        OrganisationId = party.OrganisationId,
    };
}

/// <summary>Who owes, or to whom.</summary>
/// <param name="Us">Whether it is we.</param>
/// <param name="Country">ISO 3166-1 alpha-2; null for us and for an international body.</param>
/// <param name="Organisation">The organisation; null where the country as such is meant.</param>
public sealed record CommitmentPartyDetail(bool Us, string? Country, OrganisationName? Organisation);

/// <summary>A commitment.</summary>
public sealed record CommitmentDetail
{
    /// <summary>Its key; follow-ups are scheduled on it by this.</summary>
    public required Guid Id { get; init; }

    /// <summary>What people call it.</summary>
    public required string Reference { get; init; }

    /// <summary>Who owes.</summary>
    public required CommitmentPartyDetail OwedBy { get; init; }

    /// <summary>To whom.</summary>
    public required CommitmentPartyDetail OwedTo { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>What exactly.</summary>
    public required string? Text { get; init; }

    /// <summary>The last day, by the home clock.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>Nine in the morning of that day.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>IANA name of the home zone.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Whether it is owed and its last day is over.</summary>
    public required bool Overdue { get; init; }

    /// <summary>The engagement that it comes from, where the viewer sees that.</summary>
    public required string? Engagement { get; init; }

    /// <summary>The case that it has to do with, where the viewer sees that.</summary>
    public required string? Incident { get; init; }

    /// <summary>The norm or the agreement that it keeps.</summary>
    public required string? Basis { get; init; }

    /// <summary>The agreements and norms of the register that it keeps; told where one commitment is read, not in lists.</summary>
    public IReadOnlyList<InstrumentName> Instruments { get; init; } = [];

    /// <summary>Who sees to it at home.</summary>
    public required PersonName Responsible { get; init; }

    /// <summary>Who else may see it when it is RED; told where one commitment is read, not in lists.</summary>
    public IReadOnlyList<PersonName> NamedPersons { get; init; } = [];

    /// <summary>Its marking.</summary>
    public required Tlp Tlp { get; init; }

    /// <summary>Where it stands.</summary>
    public required CommitmentState State { get; init; }

    /// <summary>When it was kept or dropped.</summary>
    public required DateTimeOffset? EndedAt { get; init; }

    /// <summary>What was said at the last move.</summary>
    public required string? Note { get; init; }

    /// <summary>The follow-up that reminds of it.</summary>
    public required Guid? FollowUpId { get; init; }

    /// <summary>The version of its row; also the ETag.</summary>
    public required long Version { get; init; }

    /// <summary>The moves that are legal now.</summary>
    public IReadOnlyList<string> AllowedActions { get; init; } = [];

    internal IReadOnlyList<Guid> InstrumentIds { get; init; } = [];
}

/// <summary>What a commitment has to look like by itself.</summary>
internal sealed class CommitmentForm : AbstractValidator<CommitmentInput>
{
    private const int MaxNamed = 100;

    public CommitmentForm()
    {
        RuleFor(c => c.OwedBy).NotNull();
        RuleFor(c => c.OwedBy!).SetValidator(new CommitmentPartyForm()).When(c => c.OwedBy is not null);
        RuleFor(c => c.OwedTo).NotNull();
        RuleFor(c => c.OwedTo!).SetValidator(new CommitmentPartyForm()).When(c => c.OwedTo is not null);
        RuleFor(c => c.Title).RequiredText(Validation.TitleLength);
        RuleFor(c => c.Text).OptionalText(Validation.TextLength);
        RuleFor(c => c.DueOn).NotNull().Must(d => d is not { Year: < 1900 or > 2999 }).WithMessage(_ => Words.Get("Engagements.Error.Year"));
        RuleFor(c => c.Engagement).OptionalText(Validation.ReferenceLength);
        RuleFor(c => c.Incident).OptionalText(Validation.ReferenceLength);
        RuleFor(c => c.Basis).OptionalText(Validation.TitleLength);
        RuleFor(c => c.Tlp).IsInEnum();
        RuleFor(c => c.Tlp).NotNull().When(c => string.IsNullOrEmpty(c.Engagement));
        RuleFor(c => c.Instruments!.Count).LessThanOrEqualTo(Instruments.Most).When(c => c.Instruments is not null).OverridePropertyName("instruments");
        RuleForEach(c => c.Instruments).RequiredText(Validation.TitleLength);
        RuleFor(c => c.NamedPersons!.Count).LessThanOrEqualTo(MaxNamed).When(c => c.NamedPersons is not null).OverridePropertyName("namedPersons");
    }
}

/// <summary>A side of a commitment is we, a country or an organisation.</summary>
internal sealed class CommitmentPartyForm : AbstractValidator<CommitmentPartyInput>
{
    public CommitmentPartyForm()
    {
        RuleFor(p => p.Country)
            .Must((p, c) => new[] { p.Us == true, !string.IsNullOrEmpty(c), p.OrganisationId is not null }.Count(said => said) == 1)
            .WithMessage(_ => Words.Get("Engagements.Error.OneOfThree"));
        RuleFor(p => p.Country).OptionalText(2);
    }
}
