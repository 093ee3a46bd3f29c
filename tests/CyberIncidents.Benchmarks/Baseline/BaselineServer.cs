using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.People;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Infrastructure.Identity;
using CyberIncidents.Infrastructure.Persistence;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CyberIncidents.Benchmarks.Baseline;

/// <summary>
/// What the app is measured against: bare Kestrel and ADO.NET over the same file. It checks the same token, answers the same
/// JSON, writes the same rows with group commit, and has none of routing, mediator, behaviours, EF Core and filter.
/// </summary>
internal sealed class BaselineServer : IDisposable
{
    private const string Cases = "/api/v1/incidents";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new TlpWords(), new JsonStringEnumConverter() },
    };

    private readonly Sessions _sessions;
    private readonly CommitLane _lane;
    private readonly CaseReads _lists;
    private readonly CaseDetail _details;
    private readonly CaseWrites _writes;
    private readonly TicketDataFormat _tokens;
    private readonly ConcurrentDictionary<Guid, (Viewer Viewer, string Stamp)> _people = new();
    private readonly DatabaseSettings _settings;

    private BaselineServer(DatabaseSettings settings, AuditHash hash, IDataProtectionProvider protection)
    {
        _settings = settings;
        _sessions = new Sessions(settings.ConnectionString);
        _lane = new CommitLane(settings.ConnectionString);
        _lists = new CaseReads(TimeProvider.System);
        _details = new CaseDetail(TimeProvider.System);
        _writes = new CaseWrites(hash, TimeProvider.System);
        _tokens = new TicketDataFormat(protection.CreateProtector("Microsoft.AspNetCore.Authentication.BearerToken", "Identity.Bearer", "BearerToken"));
    }

    public static async Task RunAsync(string file, string keys, string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(k => k.AddServerHeader = false);
        var settings = new DatabaseSettings(DatabaseProvider.Sqlite, $"Data Source={file}", null);
        var secrets = new SecretKeys(new ConfigurationBuilder().Build(), keys);
        builder.Services.AddSingleton(secrets);
        builder.Services.AddDataProtection().SetApplicationName("CyberIncidents");
        builder.Services.Configure<KeyManagementOptions>(o => (o.XmlRepository, o.AutoGenerateKeys) = (new KeyRingRepository(settings), false));
        await using var app = builder.Build();
        using var server = new BaselineServer(settings, new AuditHash(secrets.AuditKey), app.Services.GetRequiredService<IDataProtectionProvider>());
        app.Run(server.HandleAsync);
        await app.RunAsync();
    }

    public void Dispose() => _lane.Dispose();

    private async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (path == "/health/ready")
        {
            return;
        }

        if (Viewer(context) is not { } me)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        switch (context.Request.Method, path == Cases)
        {
            case ("GET", true) when me.IsPartner:
                await WriteAsync(context, _sessions.Use(s => SharedReads.List(s, me)));
                break;
            case ("GET", true):
                await WriteAsync(context, _sessions.Use(s => _lists.List(s, me.UserId)));
                break;
            case ("GET", false):
                await DetailAsync(context, me, path[(Cases.Length + 1)..]);
                break;
            case ("POST", true):
                var input = (await JsonSerializer.DeserializeAsync<LogIncidentInput>(context.Request.Body, Json, context.RequestAborted))!;
                var logged = await _lane.RunAsync(s => _writes.Log(s, me.UserId, input));
                context.Response.StatusCode = StatusCodes.Status201Created;
                await DetailAsync(context, me, logged);
                break;
            default:
                await EditAsync(context, me, path[(Cases.Length + 1)..]);
                break;
        }
    }

    private async Task EditAsync(HttpContext context, Viewer me, string reference)
    {
        var edit = (await JsonSerializer.DeserializeAsync<SmallEdit>(context.Request.Body, Json, context.RequestAborted))!;
        var version = long.Parse(context.Request.Headers.IfMatch.ToString().Trim('"'), CultureInfo.InvariantCulture);
        var edited = await _lane.RunAsync(s => _writes.Edit(s, me.UserId, reference, version, edit) ?? string.Empty);
        if (edited.Length == 0)
        {
            context.Response.StatusCode = StatusCodes.Status412PreconditionFailed;
            return;
        }

        await DetailAsync(context, me, reference);
    }

    private async Task DetailAsync(HttpContext context, Viewer me, string reference)
    {
        var detail = _sessions.Use(s => _details.Read(s, me, reference));
        if (detail is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await WriteAsync(context, detail);
    }

    private static Task WriteAsync<T>(HttpContext context, T model)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        return JsonSerializer.SerializeAsync(context.Response.BodyWriter, model, Json, context.RequestAborted);
    }

    /// <summary>The person of the token, when it is genuine, in time and of the last security stamp.</summary>
    private Viewer? Viewer(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.Ordinal)
            || _tokens.Unprotect(header["Bearer ".Length..]) is not { } ticket
            || ticket.Properties.ExpiresUtc < TimeProvider.System.GetUtcNow()
            || !Guid.TryParse(ticket.Principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id))
        {
            return null;
        }

        var (viewer, stamp) = _people.GetOrAdd(id, Find);
        return stamp == ticket.Principal.FindFirstValue(SignedInPeople.StampClaim) ? viewer : null;
    }

    private (Viewer Viewer, string Stamp) Find(Guid id)
    {
        using var db = new AppDbContext(ContextFactory.Options(_settings, null, null, null));
        return (Application.Common.Security.Viewer.Of(db.Set<Person>().Single(p => p.Id == id)), db.Users.Single(u => u.Id == id).SecurityStamp!);
    }

    private sealed class TlpWords : JsonConverter<Tlp>
    {
        public override Tlp Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => TlpLabel.Parse(reader.GetString())!.Value;

        public override void Write(Utf8JsonWriter writer, Tlp value, JsonSerializerOptions options) => writer.WriteStringValue(TlpLabel.Of(value));
    }
}
