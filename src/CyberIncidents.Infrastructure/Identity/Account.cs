using Microsoft.AspNetCore.Identity;

namespace CyberIncidents.Infrastructure.Identity;

/// <summary>What proves who a person is: password hash, lockout, security stamp. Its key is the person's.</summary>
public sealed class Account : IdentityUser<Guid>;
