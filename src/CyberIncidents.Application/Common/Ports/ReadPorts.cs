using CyberIncidents.Application.Common.Messaging;

namespace CyberIncidents.Application.Common.Ports;

/// <summary>Writes who read what; only the behaviour of queries calls it.</summary>
public interface IReadLog
{
    /// <summary>Notes a reading by the viewer: an opening once an hour, a download each time.</summary>
    /// <param name="item">What was read.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>When it is committed.</returns>
    Task NoteAsync(OpenedItem item, CancellationToken cancellationToken);
}

/// <summary>Signs what is exported, so that others can verify it offline. The key never enters the database.</summary>
public interface IExportSigner
{
    /// <summary>The public key, PEM (SubjectPublicKeyInfo, RFC 7468); null where this installation can keep none.</summary>
    string? PublicKey { get; }

    /// <summary>Signs by ECDSA with P-256 and SHA-256.</summary>
    /// <param name="content">The file.</param>
    /// <returns>The signature as DER (RFC 3279), the form that OpenSSL reads; null where there is no key.</returns>
    byte[]? Sign(byte[] content);
}
