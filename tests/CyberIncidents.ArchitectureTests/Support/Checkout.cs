namespace CyberIncidents.ArchitectureTests.Support;

/// <summary>The files of the repository that this test run was built from.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find();

    /// <summary>Source files under <c>src</c> by their path relative to it, with forward slashes; nothing that the build made.</summary>
    public static IEnumerable<(string Path, string Text)> Sources(params string[] extensions)
    {
        var src = Path.Combine(Root, "src");
        return Directory.EnumerateFiles(src, "*", SearchOption.AllDirectories)
            .Where(f => extensions.Contains(Path.GetExtension(f), StringComparer.Ordinal))
            .Select(f => (Path: Path.GetRelativePath(src, f).Replace('\\', '/'), File: f))
            .Where(f => !f.Path.Split('/').Any(part => part is "obj" or "bin" or "node_modules"))
            .Select(f => (f.Path, File.ReadAllText(f.File)));
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CyberIncidents.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests do not run out of a checkout.");
    }
}
