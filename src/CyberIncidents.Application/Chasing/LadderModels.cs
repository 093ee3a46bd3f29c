using System.Text.Json.Serialization;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Chasing;
using CyberIncidents.Domain.Requests;

namespace CyberIncidents.Application.Chasing;

/// <summary>A ladder, named in the language of the call; administrators read both languages.</summary>
public sealed record LadderDetail
{
    /// <summary>Its code.</summary>
    public required string Code { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>English name; for administrators only.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NameEn { get; init; }

    /// <summary>Indonesian name; for administrators only.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NameId { get; init; }

    /// <summary>The kinds of request it is for; empty for any.</summary>
    public required IReadOnlyList<RequestKind> Kinds { get; init; }

    /// <summary>The urgencies it is for.</summary>
    public required IReadOnlyList<Urgency> Urgencies { get; init; }

    /// <summary>Its steps.</summary>
    public required IReadOnlyList<LadderStep> Steps { get; init; }

    /// <summary>Whether it left the list.</summary>
    public required bool Retired { get; init; }

    /// <summary>Whether an administrator has changed it.</summary>
    public required bool EditedHere { get; init; }

    /// <summary>The version of its row; also the ETag.</summary>
    public required long Version { get; init; }

    internal static LadderDetail Of(ChasingLadder ladder, bool both) => new()
    {
        Code = ladder.Code,
        Name = Words.Pick(ladder.NameEn, ladder.NameId),
        NameEn = both ? ladder.NameEn : null,
        NameId = both ? ladder.NameId : null,
        Kinds = ladder.Kinds,
        Urgencies = ladder.Urgencies,
        Steps = ladder.Steps,
        Retired = ladder.RetiredAt is not null,
        EditedHere = ladder.EditedHere,
        Version = ladder.Version,
    };
}

/// <summary>A step as it is typed.</summary>
/// <param name="Share">Percent of the request's time that is gone, 1 to 400; else the offset.</param>
/// <param name="Offset">ISO 8601 duration after the due instant, <c>PT2H</c>; at most 90 days.</param>
/// <param name="Whom">Whom it turns to.</param>
/// <param name="By">By what.</param>
public sealed record LadderStepInput(int? Share, string? Offset, ChaseWhom? Whom, ChaseMeans? By);

/// <summary>A ladder that is to be added, and what a patch makes of one.</summary>
public sealed record LadderInput
{
    /// <summary>Its code, in kebab case; unique.</summary>
    public string? Code { get; init; }

    /// <summary>English name.</summary>
    public string? NameEn { get; init; }

    /// <summary>Indonesian name.</summary>
    public string? NameId { get; init; }

    /// <summary>The kinds of request it is for; empty for any.</summary>
    public IReadOnlyList<RequestKind>? Kinds { get; init; }

    /// <summary>The urgencies it is for; at least one.</summary>
    public IReadOnlyList<Urgency>? Urgencies { get; init; }

    /// <summary>Its steps; at least one.</summary>
    public IReadOnlyList<LadderStepInput>? Steps { get; init; }

    internal static LadderInput Of(ChasingLadder ladder) => new()
    {
        Code = ladder.Code,
        NameEn = ladder.NameEn,
        NameId = ladder.NameId,
        Kinds = ladder.Kinds,
        Urgencies = ladder.Urgencies,
        Steps = [.. ladder.Steps.Select(s => new LadderStepInput(s.Share, s.Offset, s.Whom, s.By))],
    };

    internal LadderCard ToCard() => new(
        NameEn!.Trim(), NameId!.Trim(), [.. (Kinds ?? []).Distinct()], [.. Urgencies!.Distinct()],
        [.. Steps!.Select(s => new LadderStep(s.Share, s.Offset, s.Whom!.Value, s.By!.Value))]);
}

/// <summary>A JSON Merge Patch of a ladder; the code stays.</summary>
public sealed record EditLadderInput
{
    /// <inheritdoc cref="LadderInput.NameEn"/>
    public Optional<string> NameEn { get; init; }

    /// <inheritdoc cref="LadderInput.NameId"/>
    public Optional<string> NameId { get; init; }

    /// <inheritdoc cref="LadderInput.Kinds"/>
    public Optional<IReadOnlyList<RequestKind>> Kinds { get; init; }

    /// <inheritdoc cref="LadderInput.Urgencies"/>
    public Optional<IReadOnlyList<Urgency>> Urgencies { get; init; }

    /// <inheritdoc cref="LadderInput.Steps"/>
    public Optional<IReadOnlyList<LadderStepInput>> Steps { get; init; }

    /// <summary>Whether it leaves the list; steps that are planned stay planned.</summary>
    public Optional<bool?> Retired { get; init; }

    internal LadderInput On(LadderInput now) => now with
    {
        NameEn = NameEn.Or(now.NameEn),
        NameId = NameId.Or(now.NameId),
        Kinds = Kinds.Or(now.Kinds),
        Urgencies = Urgencies.Or(now.Urgencies),
        Steps = Steps.Or(now.Steps),
    };
}
