using System.Data.Common;
using System.Globalization;
using CyberIncidents.Application.Audit;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Auditing;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Infrastructure.Identity;
using CyberIncidents.Infrastructure.Persistence;
using CyberIncidents.Infrastructure.Persistence.Interceptors;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace CyberIncidents.Infrastructure;

/// <summary>
/// The command <c>verify-audit</c>: checks the audit chains of the configured database and does nothing else. It makes no
/// file and no key, migrates nothing, and may run beside the server.
/// </summary>
public static class AuditCommand
{
    private const int Intact = 0;
    private const int Broken = 1;
    private const int NotChecked = 2;

    /// <summary>Runs it.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="paths">Where relative paths begin.</param>
    /// <param name="output">For the one line of the result.</param>
    /// <param name="errors">For why nothing could be checked.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>0 when all is intact, 1 when something does not fit, 2 when nothing could be checked.</returns>
    public static async Task<int> RunAsync(
        IConfiguration configuration, AppPaths paths, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(errors);
        try
        {
            var settings = DatabaseSettings.From(configuration, paths).WithoutMaking();
            using var contexts = new ContextFactory(settings, Auditing(configuration, paths, settings, out var hash), new SqliteConnectionSetup(), TimeProvider.System);
            await EnsureCurrentAsync(contexts, cancellationToken);
            var check = await new AuditVerifier(contexts, hash).VerifyAsync(cancellationToken);
            await output.WriteLineAsync(await SayAsync(contexts, check, cancellationToken));
            return check.Intact ? Intact : Broken;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or DbException or FormatException or IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync($"The audit was not checked: {e.Message}");
            return NotChecked;
        }
    }

    private static AuditInterceptor Auditing(IConfiguration configuration, AppPaths paths, DatabaseSettings settings, out AuditHash hash)
    {
        if (settings.File is { } file && !File.Exists(file))
        {
            throw new InvalidOperationException($"there is no database {file}. See ConnectionStrings:Default.");
        }

        var folder = SecretKeys.Folder(configuration, paths);
        hash = new AuditHash(SecretKeys.FindAuditKey(configuration, folder)
            ?? throw new InvalidOperationException($"there is no audit.key in {folder}, and Audit:Key is not set. See Storage:KeyPath."));
        return new AuditInterceptor(hash, TimeProvider.System);
    }

    private static async Task EnsureCurrentAsync(ContextFactory contexts, CancellationToken cancellationToken)
    {
        await using var db = contexts.ForMigration();
        if (!await db.Database.CanConnectAsync(cancellationToken))
        {
            throw new InvalidOperationException("the database cannot be reached.");
        }

        var pending = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).Count();
        if (pending > 0)
        {
            throw new InvalidOperationException($"the database is none of CyberIncidents, or of an older version: {pending} migrations are pending.");
        }
    }

    private static async Task<string> SayAsync(ContextFactory contexts, AuditCheck check, CancellationToken cancellationToken)
    {
        if (check.FirstBreak is not { } at)
        {
            return Words.Get("Admin.VerifyIntact", Number(check.Chains), Number(check.Entries));
        }

        var chain = await NameAsync(contexts, at.ChainId, cancellationToken);
        var reason = Words.Get($"Admin.Break.{at.Reason}");
        return at.Sequence > 0 ? Words.Get("Admin.VerifyBroken", chain, Number(at.Sequence), reason) : Words.Get("Admin.VerifyBrokenAt", chain, reason);
    }

    private static async Task<string> NameAsync(ContextFactory contexts, Guid chain, CancellationToken cancellationToken)
    {
        if (chain == AuditChain.Rest)
        {
            return Words.Get("Admin.VerifyRest");
        }

        if (chain == AuditChain.Reads)
        {
            return Words.Get("Reads.Chain");
        }

        await using var db = contexts.Lease(Viewer.System);
        var reference = await db.Set<Incident>().Where(i => i.Id == chain).Select(i => i.Reference).SingleOrDefaultAsync(cancellationToken);
        return reference is null ? Words.Get("Admin.VerifyUnknown", chain) : Words.Get("Admin.VerifyCase", reference, chain);
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
