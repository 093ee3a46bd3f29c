using CyberIncidents.Domain.Requests;

namespace CyberIncidents.Web.Pages.Liaison;

/// <summary>An answer, or a refusal.</summary>
internal sealed record AnswerInput
{
    /// <summary>An outcome, or <c>Decline</c>. The honest usual is chosen, so that an answer takes two taps.</summary>
    public string? Outcome { get; set; } = nameof(AnswerOutcome.Fulfilled);

    public string? Ground { get; set; }

    public string? Note { get; set; }

    public string? TheirReference { get; set; }
}

/// <summary>A question back.</summary>
internal sealed record AskInput
{
    public string? Note { get; set; }
}

/// <summary>The sheet in which a partner answers. On the list of what needs it there is one for all, filled from the card that opens it.</summary>
/// <param name="Home">The country that asks, by name.</param>
/// <param name="OnceKey">So that an answer that is sent twice is given once.</param>
internal sealed record AnswerSheet(string Home, string OnceKey)
{
    /// <summary>The request; null where the card names it.</summary>
    public string? Reference { get; init; }

    /// <summary>What was typed.</summary>
    public AnswerInput Input { get; init; } = new();

    /// <summary>What was asked.</summary>
    public AskInput Ask { get; init; } = new();

    /// <summary>Whether a question may be asked now.</summary>
    public bool CanAsk { get; init; } = true;

    /// <summary>Shown at once: the last try was refused.</summary>
    public bool Open { get; init; }

    /// <summary>The last try was a question.</summary>
    public bool Asks { get; init; }
}
