namespace CyberIncidents.Application.Common.Ports;

/// <summary>Wakes whoever sends mail. A hint only: what it forgets, the next look at the outbox finds.</summary>
public interface IMailSignal
{
    /// <summary>Something will wait in the outbox once this transaction is committed.</summary>
    void AfterCommit();
}

/// <summary>A mail as it leaves.</summary>
/// <param name="MessageId">Without angle brackets; the same however often it is sent.</param>
/// <param name="Thread">The id under which mail programs put it together with others; null for none.</param>
/// <param name="FromName">Who we are.</param>
/// <param name="To">The addresses; several only where they are of one organisation.</param>
/// <param name="EnvelopeSender">To which address it comes back when it cannot be delivered.</param>
/// <param name="Language">BCP 47 tag.</param>
/// <param name="Subject">The subject.</param>
/// <param name="Text">The plain text.</param>
/// <param name="Html">The same as HTML.</param>
public sealed record Letter(
    string MessageId, string? Thread, string FromName, IReadOnlyList<string> To, string EnvelopeSender, string Language, string Subject, string Text, string Html);

/// <summary>What a mail server made of a mail.</summary>
public enum LetterOutcome
{
    /// <summary>It took it.</summary>
    Taken,

    /// <summary>It refused its recipient for good.</summary>
    Refused,

    /// <summary>It did not take it now.</summary>
    Failed,

    /// <summary>It does not answer, or not as it should; the next mail would fare no better.</summary>
    Unreachable,
}

/// <summary>What became of a mail.</summary>
/// <param name="Outcome">What the server made of it.</param>
/// <param name="Error">The type of what went wrong, never its text.</param>
public sealed record LetterResult(LetterOutcome Outcome, string? Error);

/// <summary>The way to the mail server.</summary>
public interface IMailTransport
{
    /// <summary>Opens a connection for several mails; it is made at the first.</summary>
    /// <returns>The connection; dispose of it.</returns>
    IMailConnection Open();
}

/// <summary>A connection to the mail server.</summary>
public interface IMailConnection : IAsyncDisposable
{
    /// <summary>Hands a mail over.</summary>
    /// <param name="letter">The mail.</param>
    /// <param name="cancellationToken">Gives up before it is on its way; not afterwards.</param>
    /// <returns>What became of it; a failure is an answer and no exception.</returns>
    Task<LetterResult> SendAsync(Letter letter, CancellationToken cancellationToken);
}
