namespace CyberIncidents.Domain.Observables;

/// <summary>Accounts on platforms: <c>@handle</c>, <c>@handle@host</c>, <c>platform:handle</c>, in lower case.</summary>
internal static class AccountValues
{
    private const int LongestHandle = 128;

    private static readonly HashSet<string> Known = new(
        """
        bluesky discord element facebook fb gab github instagram jabber kakaotalk kik line linkedin mastodon matrix odysee reddit rocketchat
        rumble session signal skype snapchat steam telegram tg threads threema tiktok tox twitter viber vk wechat whatsapp wickr wire x xmpp
        youtube zangi
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries),
        StringComparer.OrdinalIgnoreCase);

    // Shorter and older names of the same platform.
    private static readonly Dictionary<string, string> OtherNames = new(StringComparer.Ordinal)
    {
        ["tg"] = "telegram", ["fb"] = "facebook", ["twitter"] = "x",
    };

    /// <summary>Whether a word before a colon is a platform that people name so.</summary>
    public static bool IsPlatform(string word) => Known.Contains(word);

    public static string? Account(string text)
    {
        if (text.StartsWith('@'))
        {
            return Handle(text[1..]) is { } handle ? $"@{handle}" : null;
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon is < 1 or > 32)
        {
            return null;
        }

        var platform = text[..colon].Trim().ToLowerInvariant();
        return platform.Length > 0 && char.IsAsciiLetter(platform[0]) && platform.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-')
            && Handle(text[(colon + 1)..].Trim().TrimStart('@')) is { } name
            ? $"{OtherNames.GetValueOrDefault(platform, platform)}:{name}"
            : null;
    }

    private static string? Handle(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var host = at < 0 ? string.Empty : HostValues.Domain(text[(at + 1)..]);
        var name = ObservableValue.Composed(at < 0 ? text : text[..at])?.ToLowerInvariant();
        return host is null || name is null || name.Length is 0 or > LongestHandle || !name.Any(char.IsLetterOrDigit)
            || !name.All(c => char.IsLetterOrDigit(c) || c is '_' or '.' or '-' or '+' or '#')
                ? null
                : at < 0 ? name : $"{name}@{host}";
    }
}
