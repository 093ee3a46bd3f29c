namespace CyberIncidents.Application.Common;

/// <summary>What any move may be given; what a move does not use is ignored.</summary>
public record ActionInput
{
    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>How it came out: of a case or of an answer.</summary>
    public string? Outcome { get; init; }

    /// <summary>A closing summary.</summary>
    public string? Summary { get; init; }

    /// <summary>The reference of the other case.</summary>
    public string? DuplicateOf { get; init; }

    /// <summary>Who owns it from now on.</summary>
    public Guid? Owner { get; init; }

    /// <summary>What is said: a question, a clarification, an answer.</summary>
    public string? Note { get; init; }

    /// <summary>Until when.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>A ground of refusal.</summary>
    public string? Ground { get; init; }

    /// <summary>Goes on although something stands against it; needs a reason.</summary>
    public bool? Override { get; init; }

    /// <summary>Cancels open follow-ups.</summary>
    public bool? CancelFollowUps { get; init; }

    /// <summary>The other side's own reference.</summary>
    public string? TheirReference { get; init; }

    /// <summary>Who has to act from now on.</summary>
    public Guid? Assignee { get; init; }

    /// <summary>What was said, in whichever of the free fields.</summary>
    internal string? Said => FirstText(Note, Reason, Summary);

    internal static string? FirstText(params string?[] texts) =>
        texts.FirstOrDefault(t => !string.IsNullOrWhiteSpace(t))?.Trim();
}
