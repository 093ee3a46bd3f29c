using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.Infrastructure.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.FunctionalTests.SignIn;

/// <summary>The link that a first start prints.</summary>
internal static class SetUpLink
{
    public static async Task<string> FirstAsync(TestApp app) =>
        await app.Services.GetRequiredService<SetUpService>().ForFirstAdministratorAsync(CancellationToken.None)
        ?? throw new InvalidOperationException("There is an administrator.");
}
