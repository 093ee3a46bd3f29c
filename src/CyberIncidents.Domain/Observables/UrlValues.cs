using System.Globalization;

namespace CyberIncidents.Domain.Observables;

/// <summary>Addresses of resources: scheme and host in one form, the rest as it was written.</summary>
internal static class UrlValues
{
    private static readonly Dictionary<string, int> UsualPorts = new(StringComparer.Ordinal)
    {
        ["http"] = 80, ["https"] = 443, ["ftp"] = 21, ["ftps"] = 990, ["sftp"] = 22, ["ws"] = 80, ["wss"] = 443,
    };

    /// <summary>The schemes that are known, the longest first.</summary>
    public static IReadOnlyList<string> Schemes { get; } = [.. UsualPorts.Keys.OrderByDescending(s => s.Length)];

    public static string? Url(string text)
    {
        var colon = text.IndexOf("://", StringComparison.Ordinal);
        var scheme = colon < 0 ? string.Empty : text[..colon].ToLowerInvariant();
        if (!UsualPorts.TryGetValue(scheme, out var usual) || text.Any(char.IsWhiteSpace))
        {
            return null;
        }

        var rest = text[(colon + 3)..];
        var end = rest.IndexOfAny(['/', '?', '#', '\\']);
        if (Authority(end < 0 ? rest : rest[..end], usual) is not { } authority)
        {
            return null;
        }

        var path = ObservableValue.Composed(end < 0 ? "/" : rest[end] == '/' ? rest[end..] : $"/{rest[end..]}");
        return path is null ? null : $"{scheme}://{authority}{path}";
    }

    private static string? Authority(string text, int usualPort)
    {
        var at = text.LastIndexOf('@');
        var user = at < 0 ? string.Empty : text[..(at + 1)];
        var place = text[(at + 1)..];
        var bracket = place.LastIndexOf(']');
        var colon = place.IndexOf(':', bracket + 1);
        var host = colon < 0 ? place : place[..colon];
        var digits = colon < 0 ? string.Empty : place[(colon + 1)..];
        if (digits.Length > 0 && !digits.AsSpan().ContainsOnlyDigits())
        {
            return null;
        }

        var port = digits.Length == 0 ? usualPort : ushort.TryParse(digits, CultureInfo.InvariantCulture, out var named) ? named : -1;

        var name = host.StartsWith('[') ? HostValues.IPv6(host) is { } v6 ? $"[{v6}]" : null : HostValues.IPv4(host) ?? HostValues.Host(host);
        return name is null || port < 0 ? null : port == usualPort ? user + name : string.Create(CultureInfo.InvariantCulture, $"{user}{name}:{port}");
    }
}
