using System.Linq.Expressions;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Deadlines;

namespace CyberIncidents.Application.Deadlines;

/// <summary>How a rule names a stage of law.</summary>
/// <param name="Regime">The law in short in English.</param>
/// <param name="RegimeId">The same in Indonesian; null where it is the same there.</param>
/// <param name="NameEn">The stage in English.</param>
/// <param name="NameId">The stage in Indonesian.</param>
internal sealed record StageName(string Regime, string? RegimeId, string NameEn, string NameId)
{
    /// <summary>Law and stage in the reader's language.</summary>
    public string Title => Words.Pick($"{Regime}, {NameEn}", $"{RegimeId ?? Regime}, {NameId}");
}

/// <summary>The legal clocks of cases themselves, which the owner of the case watches: the one place for desk, daily mail and calendar.</summary>
internal static class OwnClocks
{
    /// <summary>Those that run, late ones too.</summary>
    public static Expression<Func<LegalClock, bool>> Running { get; } = c => c.RequestId == null && c.State == ClockState.Running;

    /// <summary>Law and stage in the reader's language; the rule's code where the rule is gone.</summary>
    public static string TitleOf(StageName? name, string? code) => name?.Title ?? code ?? string.Empty;
}
