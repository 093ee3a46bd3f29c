namespace CyberIncidents.Domain.Observables;

/// <summary>What a piece of text is taken for: it has to look like it, which is more than to be allowed to be it.</summary>
internal static class PieceTypes
{
    private const int ShortestHandle = 3;
    private const int LongestExtension = 8;

    // Files that attacks come with or hide in.
    private static readonly HashSet<string> Files = Words(
        """
        7z ace aes apk app arj asp aspx bat bin bmp bz2 cab cer cgi chm class cmd conf cpl csv dat deb dll dmg doc docm docx dotm elf eml exe gif
        gz hta htm html ico img ini inf ipa iso jar jpeg jpg js jse json jsp key kdbx ko lnk log lua md msc msg msi msix mp3 mp4 mov odt one ova
        pcap pcapng pdf pem php pif pkg png ppt pptm pptx ps1 psm1 py pyc rar rdp reg rpm rtf scr sct sh sln sql sqlite svg swf sys tar tgz tmp ttf
        txt vbe vbs vhd vhdx wav war webp wim wsf xlam xll xls xlsb xlsm xlsx xml xps xz yaml yml zip
        """);

    // Names of files that are ends of names of hosts too. Without more it is a file: report.zip.
    private static readonly HashSet<string> Either = Words("app md mov py sh zip");

    // Ends that are taken for hosts also in mixed case; an end of two letters is a country's.
    private static readonly HashSet<string> Tops = Words(
        """
        academy agency app arpa asia bank best biz blog cam cat center chat city click cloud club com company coop dev digital direct download
        edu email example expert finance fit fun fyi games global gov group guru health help host house icu info ink int invalid jobs land law
        life link live local lol ltd mail market marketing media mil mobi mobile money name net network news ninja one onion online ooo org
        page party photos pics plus press pro pub quest rest review rocks run sale sbs school science security services shop site social
        software solutions space store stream studio support surf systems team tech technology test today tools top town trade travel
        university uno video vip wang website wiki win work works world wtf xin xxx xyz zone
        """);

    public static ObservableType? Of(string piece, bool defanged)
    {
        if (Plain(piece) is { } plain)
        {
            return plain;
        }

        if (piece.Contains(':', StringComparison.Ordinal))
        {
            return OfColons(piece);
        }

        var at = piece.IndexOf('@', StringComparison.Ordinal);
        return at == 0 ? (IsHandle(piece) ? ObservableType.Account : null)
            : at > 0 ? ObservableType.Email
            : OfName(piece, defanged);
    }

    private static ObservableType? Plain(string piece) =>
        IsOf(ObservableType.IPv4, piece) ? ObservableType.IPv4
        : IsOf(ObservableType.Cve, piece) ? ObservableType.Cve
        : piece[0] == 'T' && piece.Length > 1 && piece[1] is '0' or '1' && IsOf(ObservableType.AttackTechnique, piece) ? ObservableType.AttackTechnique
        : IsHash(piece) ? ObservableType.FileHash
        : WalletValues.Checked(piece) is not null ? ObservableType.Wallet
        : null;

    private static ObservableType? OfColons(string piece) =>
        // Of a::b in a program's text there is no digit.
        piece.Any(char.IsAsciiDigit) && IsOf(ObservableType.IPv6, piece) ? ObservableType.IPv6
        : AccountValues.IsPlatform(piece[..piece.IndexOf(':', StringComparison.Ordinal)]) && IsOf(ObservableType.Account, piece) ? ObservableType.Account
        : piece.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? ObservableType.Email
        : null;

    /// <summary>A host or a file; what somebody defanged is a host.</summary>
    private static ObservableType? OfName(string piece, bool defanged)
    {
        var dot = piece.LastIndexOf('.');
        if (dot < 1 || dot == piece.Length - 1)
        {
            return null;
        }

        var end = piece[(dot + 1)..];
        var isHost = IsOf(ObservableType.Domain, piece);
        var manyLabels = piece.IndexOf('.', StringComparison.Ordinal) < dot;
        if (Files.Contains(end) && !(isHost && (defanged || (manyLabels && Either.Contains(end)))))
        {
            return end.Length <= LongestExtension && piece.Any(char.IsLetterOrDigit) ? ObservableType.FileName : null;
        }

        return isHost && (defanged || end.Length == 2 || Tops.Contains(end) || !piece.Any(char.IsUpper)) ? ObservableType.Domain : null;
    }

    private static bool IsHash(string piece) => ObservableValue.HashName(piece) is not null && IsOf(ObservableType.FileHash, piece) && !piece.All(c => c == piece[0]);

    private static bool IsHandle(string piece) => piece.Length > ShortestHandle && piece.Any(char.IsLetter) && IsOf(ObservableType.Account, piece);

    private static bool IsOf(ObservableType type, string piece) => ObservableValue.NormaliseWritten(type, piece) is not null;

    private static HashSet<string> Words(string text) =>
        new(text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);
}
