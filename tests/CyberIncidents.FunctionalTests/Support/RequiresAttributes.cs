using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace CyberIncidents.FunctionalTests.Support;

/// <summary>Which database the run is on: SQLite, unless <c>ConnectionStrings__SqlServerTests</c> names a server.</summary>
internal static class TestDatabase
{
    public static string? SqlServer { get; } = Environment.GetEnvironmentVariable("ConnectionStrings__SqlServerTests") is { Length: > 0 } server ? server : null;
}

/// <summary>A test that only a SQL Server can answer; without one it is reported as skipped.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
internal sealed class RequiresSqlServerAttribute : NUnitAttribute, IApplyToTest
{
    public void ApplyToTest(Test test) => Skipping.Apply(test, TestDatabase.SqlServer is null, "no SQL Server configured");
}

/// <summary>A test of what only the embedded file has: triggers made by the test, a killed process, two processes on one file.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
internal sealed class RequiresSqliteAttribute : NUnitAttribute, IApplyToTest
{
    public void ApplyToTest(Test test) => Skipping.Apply(test, TestDatabase.SqlServer is not null, "the run is on a SQL Server");
}

internal static class Skipping
{
    public static void Apply(Test test, bool skip, string reason)
    {
        if (skip && test.RunState is RunState.Runnable or RunState.Explicit)
        {
            test.RunState = RunState.Ignored;
            test.Properties.Set(PropertyNames.SkipReason, reason);
        }
    }
}
