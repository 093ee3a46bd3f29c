using CyberIncidents.Infrastructure.Persistence;
using Hangfire;
using Ical.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;

namespace CyberIncidents.ArchitectureTests.Samples;

/// <summary>What the layers must refuse: each breaks one rule.</summary>
internal sealed class UsesHangfire(IBackgroundJobClient jobs)
{
    public IBackgroundJobClient Jobs { get; } = jobs;
}

internal sealed class UsesHangfireInABody
{
    public static string Job() => BackgroundJob.Enqueue(() => Console.WriteLine());
}

internal sealed class UsesTheContext
{
    public static bool Sees(AppDbContext db) => db.SeesAll;
}

internal sealed class UsesTheWeb(HttpContext context)
{
    public HttpContext Context { get; } = context;
}

internal sealed class UsesAProvider
{
    public static SqliteConnection Connect() => new();
}

internal sealed class UsesAFormat
{
    public static Calendar Read(string text) => Calendar.Load(text)!;
}
