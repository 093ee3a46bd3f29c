namespace CyberIncidents.Application.Common.Ports;

/// <summary>Where the pages stand (<c>Site:Url</c>), for links in what leaves the house.</summary>
/// <param name="Url">An absolute address.</param>
public sealed record SiteSettings(Uri Url)
{
    /// <summary>The address of a page.</summary>
    /// <param name="path">Without a leading slash.</param>
    /// <returns>The absolute address.</returns>
    public string Page(string path) => Url.AbsoluteUri.TrimEnd('/') + "/" + path;
}
