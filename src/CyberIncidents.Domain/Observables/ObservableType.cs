namespace CyberIncidents.Domain.Observables;

/// <summary>What kind of trace an observable is.</summary>
public enum ObservableType
{
    /// <summary>An IPv4 address.</summary>
    IPv4,

    /// <summary>An IPv6 address (RFC 4291).</summary>
    IPv6,

    /// <summary>A host or domain name.</summary>
    Domain,

    /// <summary>An address of a resource (RFC 3986).</summary>
    Url,

    /// <summary>A mail address.</summary>
    Email,

    /// <summary>An account on a platform: <c>@handle</c>, <c>@handle@host</c> or <c>platform:handle</c>.</summary>
    Account,

    /// <summary>A hash of a file: MD5, SHA-1, SHA-256 or SHA-512, told apart by length.</summary>
    FileHash,

    /// <summary>An address of a crypto-currency.</summary>
    Wallet,

    /// <summary>A phone number.</summary>
    Phone,

    /// <summary>A name of a file, without its folder.</summary>
    FileName,

    /// <summary>A vulnerability: <c>CVE-2024-3094</c>.</summary>
    Cve,

    /// <summary>A technique of MITRE ATT&amp;CK: <c>T1566.001</c>.</summary>
    AttackTechnique,
}
