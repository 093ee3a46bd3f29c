using CyberIncidents.BrowserTests.Support;

[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[assembly: LevelOfParallelism(2)]

namespace CyberIncidents.BrowserTests;

/// <summary>One Chromium for the run; each person has a profile of their own in it.</summary>
[SetUpFixture]
public sealed class AssemblySetup
{
    [OneTimeSetUp]
    public Task StartAsync() => Chromium.StartAsync();

    [OneTimeTearDown]
    public Task StopAsync() => Chromium.StopAsync();
}
