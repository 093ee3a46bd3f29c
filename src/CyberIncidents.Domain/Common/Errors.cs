namespace CyberIncidents.Domain.Common;

/// <summary>The state of things forbids what was asked (HTTP 409).</summary>
/// <param name="code">A stable code that clients may rely on, in kebab case.</param>
/// <param name="message">An explanation in English, free of content of the case.</param>
/// <param name="allowed">The moves that are legal now.</param>
/// <param name="details">References or names the caller needs to act on.</param>
public sealed class RuleBrokenException(
    string code, string message, IReadOnlyList<string>? allowed = null, IReadOnlyList<string>? details = null)
    : Exception(message)
{
    /// <summary>The stable code.</summary>
    public string Code { get; } = code;

    /// <summary>The moves that are legal now; null where the rule is not about a move.</summary>
    public IReadOnlyList<string>? Allowed { get; } = allowed;

    /// <summary>References or names the caller needs to act on; null where there are none.</summary>
    public IReadOnlyList<string>? Details { get; } = details;
}

/// <summary>What was asked lacks something or holds something impossible (HTTP 400).</summary>
/// <param name="errors">Field name, in the words of the API, to messages.</param>
public sealed class InvalidInputException(IReadOnlyDictionary<string, string[]> errors)
    : Exception("The input is not valid.")
{
    /// <summary>One field with one message.</summary>
    /// <param name="field">The field's name in the words of the API.</param>
    /// <param name="message">What is wrong with it.</param>
    public InvalidInputException(string field, string message)
        : this(new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [message] })
    {
    }

    /// <summary>Several fields with the same message.</summary>
    /// <param name="fields">The fields' names in the words of the API.</param>
    /// <param name="message">What is wrong with each.</param>
    /// <returns>The exception to throw.</returns>
    public static InvalidInputException Same(IEnumerable<string> fields, string message) =>
        new(fields.ToDictionary(f => f, f => (string[])[message], StringComparer.Ordinal));

    /// <summary>Field name to messages.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; } = errors;
}
