using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;

namespace CyberIncidents.Application.Audit;

/// <summary>Reads the public key that verifies exports, for anyone who is signed in.</summary>
[RequirePermission(Permission.SignedIn)]
public sealed record GetSigningKeyQuery : IQuery<SigningKeyDetail>;

/// <summary>The public key that verifies exports.</summary>
/// <param name="Pem">PEM (SubjectPublicKeyInfo), as OpenSSL reads it.</param>
public sealed record SigningKeyDetail(string Pem);

internal sealed class GetSigningKeyHandler(IExportSigner signer) : IQueryHandler<GetSigningKeyQuery, SigningKeyDetail>
{
    public Task<SigningKeyDetail> Handle(GetSigningKeyQuery query, CancellationToken cancellationToken) =>
        Task.FromResult(new SigningKeyDetail(signer.PublicKey ?? throw new NotFoundException()));
}
