using System.Globalization;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Mails;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.People;
using CyberIncidents.Domain.Requests;
using CyberIncidents.FunctionalTests.FollowUps;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.Infrastructure.Jobs;
using CyberIncidents.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.FunctionalTests.Mail;

/// <summary>The program with a mail server beside it. The pump is off; <see cref="PumpAsync"/> does what it does.</summary>
internal sealed class MailScene : IAsyncDisposable
{
    public const string Canary = "Feldlerche";

    private MailScene(MailServer server, TestApp app, ApiClient analyst) => (Server, App, Analyst) = (server, app, analyst);

    public MailServer Server { get; }

    public TestApp App { get; }

    public ApiClient Analyst { get; }

    public static Task<MailScene> BuildAsync(params (string Key, string Value)[] more) => BuildAsync(false, more);

    public static async Task<MailScene> BuildAsync(bool keepsLogs, params (string Key, string Value)[] more)
    {
        var server = await MailServer.StartedAsync();
        var app = new TestApp(Settings(server, more)) { KeepsLogs = keepsLogs };
        return new MailScene(server, app, await app.AsAsync("analyst"));
    }

    public static Dictionary<string, string?> Settings(MailServer server, params (string Key, string Value)[] more)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Mail:Host"] = "127.0.0.1",
            ["Mail:Port"] = server.Port.ToString(CultureInfo.InvariantCulture),
            ["Mail:Security"] = "None",
            ["Mail:From"] = "no-reply@csirt.test",
            ["Mail:BounceAddress"] = "bounce@csirt.test",
            ["Site:Url"] = "https://incidents.csirt.test",
        };
        foreach (var (key, value) in more)
        {
            settings[key] = value;
        }

        return settings;
    }

    /// <summary>Sends what is due by the test's clock, as the pump does.</summary>
    public Task<int> PumpAsync() => App.Services.GetRequiredService<MailDelivery>().DrainAsync(CancellationToken.None);

    public async Task<int> MakeDigestsAsync() => await App.Services.GetRequiredService<DigestMaker>().RunAsync(CancellationToken.None);

    /// <summary>A case of a marking, with a canary in every text of ours and of the request, and a request to a country.</summary>
    public async Task<(string Incident, string Request)> SendAsync(
        string country = "NL", string tlp = "AMBER", DateTimeOffset? dueAt = null, ApiClient? by = null, params Guid[] named)
    {
        var who = by ?? Analyst;
        var incident = await who.ActiveCaseAsync(Cases.NewIncident($"{Canary} title", tlp, [country], named));
        var id = (await who.ParticipationAsync(incident, country))["id"]!.ToString();
        await who.ActAsync($"incidents/{incident}/participations/{id}", "notify", new { sharedTitle = $"{Canary} shared", sharedSummary = $"{Canary} summary" });
        return (incident, await AskAsync(incident, id, tlp, dueAt, who));
    }

    /// <summary>Drafts and sends a request with a canary in its texts.</summary>
    public static async Task<string> AskAsync(string incident, string participation, string tlp, DateTimeOffset? dueAt, ApiClient who)
    {
        var request = (await who.PostAsync($"/api/v1/incidents/{incident}/requests", new
        {
            participationId = participation,
            kind = "Information",
            legalBasis = "voluntary",
            subject = $"{Canary} subject",
            body = $"{Canary} body",
            urgency = "Normal",
            dueAt,
            tlp,
        })).Expect(System.Net.HttpStatusCode.Created).Text("reference");
        await who.ActAsync($"requests/{request}", "send");
        return request;
    }

    public AppDbContext Database() => App.Database();

    public async Task<List<OutboxMail>> OutboxAsync()
    {
        await using var db = Database();
        return await db.Set<OutboxMail>().AsNoTracking().OrderBy(m => m.CreatedAt).ThenBy(m => m.Id).ToListAsync();
    }

    public async Task<Request> RequestAsync(string reference)
    {
        await using var db = Database();
        return await db.Set<Request>().AsNoTracking().SingleAsync(r => r.Reference == reference);
    }

    public async Task<Person> PersonAsync(string name)
    {
        await using var db = Database();
        return await db.Set<Person>().AsNoTracking().SingleAsync(p => p.Email == name + "@demo.test");
    }

    public async Task<Guid> OrganisationAsync(string country)
    {
        await using var db = Database();
        return await db.Set<Organisation>().Where(o => o.Country == country && o.NationalContact).Select(o => o.Id).SingleAsync();
    }

    /// <summary>Writes as the program does.</summary>
    public async Task WriteAsync(Func<AppDbContext, Task> work)
    {
        await using var scope = App.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IViewerAccessor>().Current = Viewer.System;
        await scope.ServiceProvider.GetRequiredService<Application.Common.Ports.ITransactionRunner>().RunAsync(
            async (services, token) =>
            {
                var db = services.GetRequiredService<ContextLease>().Context;
                await work(db);
                return await db.SaveChangesAsync(token);
            },
            CancellationToken.None);
    }

    /// <summary>Adds a contact point.</summary>
    public async Task<Guid> ContactPointAsync(
        string country, string email, ContactPurpose purpose = ContactPurpose.Technical, string? language = null, string? bounceAddress = null)
    {
        var organisation = await OrganisationAsync(country);
        var point = new ContactPoint(
            organisation, new ContactPointCard(purpose, "Duty desk", email, null, language, bounceAddress), App.Clock.GetUtcNow());
        await WriteAsync(db =>
        {
            db.Add(point);
            return Task.CompletedTask;
        });
        return point.Id;
    }

    public async Task ConcludeAsync(Guid mailId, MailVerdict verdict)
    {
        await using var scope = App.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IViewerAccessor>().Current = Viewer.System;
        await scope.ServiceProvider.GetRequiredService<IDispatcher>().SendAsync(new ConcludeMailCommand(mailId, verdict, null), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        Analyst.Dispose();
        await App.DisposeAsync();
        Server.Dispose();
    }
}
