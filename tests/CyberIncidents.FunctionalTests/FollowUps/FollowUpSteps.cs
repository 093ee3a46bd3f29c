using System.Net;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Auditing;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.People;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.FunctionalTests.FollowUps;

/// <summary>Schedules follow-ups and reads what became of them, in the database, so that no token grows old over days.</summary>
internal static class FollowUpSteps
{
    public static async Task<Guid> ScheduleAsync(
        this ApiClient client, string reference, DateTimeOffset dueAt, string[]? reminders = null, Guid? assignee = null, string timeZone = "Asia/Jakarta") =>
        Guid.Parse((await client.PostAsync($"/api/v1/incidents/{reference}/follow-ups", new
        {
            title = "Call the duty officer",
            dueAt,
            timeZone,
            reminders = reminders ?? [],
            assignee,
        })).Expect(HttpStatusCode.Created).Text("id"));

    /// <summary>Registers a colleague and gives their id; nobody signs in as them.</summary>
    public static async Task<Guid> ColleagueAsync(this TestApp app, string name, params string[] roles)
    {
        using var admin = await app.AsAsync("admin");
        return Guid.Parse((await admin.PostAsync("/api/v1/users", new { email = $"{name}@demo.test", displayName = name, roles }))
            .Expect(HttpStatusCode.Created).Text("id"));
    }

    /// <summary>Moves the clock to an instant and fires what is due then.</summary>
    public static Task<int> FireAtAsync(this TestApp app, DateTimeOffset at)
    {
        app.Clock.SetUtcNow(at);
        return app.FireDueAlarmsAsync();
    }

    public static async Task<FollowUp> FollowUpAsync(this TestApp app, Guid id)
    {
        await using var db = app.Database();
        return await db.Set<FollowUp>().AsNoTracking().Include(f => f.Alarms).SingleAsync(f => f.Id == id);
    }

    public static async Task<Alarm> AlarmAsync(this TestApp app, Guid followUp, AlarmKind kind) =>
        (await app.FollowUpAsync(followUp)).Alarms.Single(a => a.Kind == kind && a.CancelledAt is null);

    /// <summary>The notices about follow-ups, oldest first, as <c>FollowUpDue analyst@demo.test</c>.</summary>
    public static async Task<List<string>> NoticesAsync(this TestApp app, Guid followUp)
    {
        await using var db = app.Database();
        var rows = await (
            from n in db.Set<Notice>()
            where n.SubjectId == followUp
            join p in db.Set<Person>() on n.RecipientId equals p.Id
            orderby n.CreatedAt, p.Email
            select new { n.Kind, p.Email }).ToListAsync();
        return [.. rows.Select(r => $"{r.Kind} {r.Email.Split('@')[0]}")];
    }

    /// <summary>What the audit says of a follow-up, oldest first.</summary>
    public static async Task<List<string>> ActsAsync(this TestApp app, Guid followUp)
    {
        await using var db = app.Database();
        return await db.Set<AuditEntry>().Where(a => a.SubjectId == followUp).OrderBy(a => a.Sequence).Select(a => a.Action).ToListAsync();
    }

    public static async Task EnsureAuditIntactAsync(this TestApp app)
    {
        using var admin = await app.AsAsync("admin");
        var check = (await admin.GetAsync("/api/v1/audit/verify")).Expect(HttpStatusCode.OK);
        Assert.That(check.Text("intact"), Is.EqualTo("true"), check.Body);
    }

    /// <summary>Another host on the same database, as a second process would be; its clock stands where the first one's does.</summary>
    public static TestApp Neighbour(this TestApp app, params (string Key, string Value)[] more)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ConnectionStrings:Default"] = $"Data Source={app.DatabaseFile}",
            ["Storage:KeyPath"] = Path.Combine(app.Folder, "keys"),
        };
        foreach (var (key, value) in more)
        {
            settings[key] = value;
        }

        var neighbour = new TestApp(settings);
        neighbour.Clock.SetUtcNow(app.Clock.GetUtcNow());
        return neighbour;
    }

    /// <summary>Runs a statement on a connection of its own; how a test breaks a row.</summary>
    public static void Break(this TestApp app, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={app.DatabaseFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static AppDbContext Database(this TestApp app) => app.Services.GetRequiredService<ContextFactory>().Lease(Viewer.System);
}
