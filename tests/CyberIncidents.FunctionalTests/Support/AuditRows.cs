using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Auditing;
using CyberIncidents.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.FunctionalTests.Support;

/// <summary>What the history holds of subjects that no page shows the history of.</summary>
internal static class AuditRows
{
    /// <summary>The acts of a person on subjects of a type, in order.</summary>
    public static async Task<IReadOnlyList<string>> ActionsAsync(TestApp app, string subjectType, Guid actor)
    {
        await using var db = app.Services.GetRequiredService<ContextFactory>().Lease(Viewer.System);
        return await db.Set<AuditEntry>().Where(e => e.SubjectType == subjectType && e.ActorId == actor).OrderBy(e => e.Sequence).Select(e => e.Action).ToListAsync();
    }
}
