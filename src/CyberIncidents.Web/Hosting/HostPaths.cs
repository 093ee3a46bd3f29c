using CyberIncidents.Infrastructure;

namespace CyberIncidents.Web.Hosting;

/// <summary>Where the program finds its files and listens when nothing else is said.</summary>
internal static class HostPaths
{
    private const string DefaultAddress = "http://localhost:5080";

    /// <summary>The project's folder when the program runs out of a checkout, else the program's own.</summary>
    public static string ContentRoot => Checkout is { } root ? Path.Combine(root, "src", "CyberIncidents.Web") : AppContext.BaseDirectory;

    private static string? Checkout { get; } = FindCheckout();

    /// <summary>Relative paths of the configuration begin at the repository's root under <c>dotnet run</c>, in the working folder when published.</summary>
    public static AppPaths Of() => new(AppContext.BaseDirectory, Checkout ?? Environment.CurrentDirectory);

    /// <summary>5080 only where neither the command line nor the environment names an address.</summary>
    public static void UseDefaultAddress(WebApplicationBuilder builder)
    {
        var configured = builder.Configuration;
        string[] keys = ["urls", "http_ports", "https_ports", "Kestrel:Endpoints"];
        if (keys.All(k => string.IsNullOrEmpty(configured[k]) && !configured.GetSection(k).Exists()))
        {
            builder.WebHost.UseUrls(DefaultAddress);
        }
    }

    private static string? FindCheckout()
    {
        // bin/Debug/net10.0 under src/CyberIncidents.Web under the repository's root; a published program has no project above it.
        var project = new DirectoryInfo(AppContext.BaseDirectory).Parent?.Parent?.Parent;
        return project is not null && File.Exists(Path.Combine(project.FullName, "CyberIncidents.Web.csproj")) ? project.Parent?.Parent?.FullName : null;
    }
}

/// <summary>What is printed once the server listens.</summary>
internal static class Announcement
{
    public static void Print(ICollection<string> addresses, string? setUpLink, bool demoAccounts)
    {
        var address = (addresses.FirstOrDefault() ?? "http://localhost").Replace("[::]", "localhost", StringComparison.Ordinal).TrimEnd('/');
        Console.WriteLine($"CyberIncidents listens on {string.Join(", ", addresses)}");
        Console.WriteLine($"  API {address}/api/v1   documentation {address}/docs   jobs {address}/hangfire");
        if (demoAccounts)
        {
            var (emails, password) = AppStartup.DemoAccounts;
            Console.WriteLine($"  Demo accounts (password {password}): {string.Join(", ", emails)}");
        }

        if (setUpLink is not null)
        {
            Console.WriteLine($"  No administrator yet. One-time link, good for a day: {address}{setUpLink}");
        }
    }
}
