using System.Collections.Frozen;
using System.Text.Json;

namespace CyberIncidents.Web.Hosting;

/// <summary>
/// Where the built styles and scripts stand. Their names change with their content, so a browser may keep them for ever;
/// the manifest that the build wrote tells today's name.
/// </summary>
public sealed class AssetManifest
{
    private const string Base = "/assets/";
    private readonly FrozenDictionary<string, Entry> _entries;

    public AssetManifest(IWebHostEnvironment environment)
    {
        var file = environment.WebRootFileProvider.GetFileInfo("assets/manifest.json");
        if (!file.Exists)
        {
            throw new InvalidOperationException("wwwroot/assets/manifest.json is missing: build the project with Node.js installed.");
        }

        using var stream = file.CreateReadStream();
        _entries = JsonSerializer.Deserialize<Dictionary<string, Entry>>(stream, JsonSerializerOptions.Web)!.ToFrozenDictionary(StringComparer.Ordinal);
        Icons = Script("icons.svg");
    }

    /// <summary>Address of the sprite of the icons.</summary>
    public string Icons { get; }

    /// <summary>Address of what was built from a source.</summary>
    /// <param name="source">For example <c>scripts/app.ts</c>.</param>
    public string Script(string source) => Base + _entries[source].File;

    /// <summary>Addresses of the styles that a script brings.</summary>
    /// <param name="source">For example <c>scripts/app.ts</c>.</param>
    public IEnumerable<string> Styles(string source) => (_entries[source].Css ?? []).Select(c => Base + c);

    private sealed record Entry(string File, IReadOnlyList<string>? Css);
}
