using CyberIncidents.Application;
using CyberIncidents.Infrastructure;
using CyberIncidents.Infrastructure.Jobs;
using CyberIncidents.Web.Api;
using CyberIncidents.Web.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Hosting.Server;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = args,
    // The published program runs from any folder; under "dotnet run" the pages stand in the project.
    ContentRootPath = HostPaths.ContentRoot,
});
if (args is ["verify-audit", ..])
{
    return await AuditCommand.RunAsync(builder.Configuration, HostPaths.Of(), Console.Out, Console.Error, CancellationToken.None);
}

HostPaths.UseDefaultAddress(builder);
var development = builder.Environment.IsDevelopment();
var demo = builder.Configuration.GetValue<bool?>("Demo:Enabled") ?? development;
if (demo && builder.Environment.IsProduction())
{
    throw new InvalidOperationException("Demo:Enabled has known passwords: the program does not start with it in Production.");
}

// The address line of a search holds what people typed; neither logs nor spans may repeat it.
builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
builder.Services.AddApplication();
builder.Services.AddInfrastructure(builder.Configuration, HostPaths.Of(), demo);
builder.Services.AddSignIn();
builder.Services.AddLimits(builder.Configuration, development);
builder.Services.AddLanguages();
builder.Services.AddProxies(builder.Configuration);
builder.Services.ConfigureHttpJsonOptions(o => ApiJson.Configure(o.SerializerOptions));
builder.Services.AddScoped<EvidenceUpload>();
builder.Services.AddPages();
builder.Services.AddProblemDetails();
builder.Services.AddExceptionHandler<Problems>();
builder.Services.AddOpenApiFile();
builder.Services.AddMetricsExport(builder.Configuration);
builder.Services.AddHealth();
builder.Services.Configure<RouteOptions>(o => o.LowercaseUrls = true);

var app = builder.Build();
if (args is ["migrate", ..])
{
    await AppStartup.MigrateAsync(app.Services, CancellationToken.None);
    return 0;
}

app.UseForwardedHeaders();
app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = "/error", SuppressDiagnosticsCallback = _ => true });
app.UseSecurityHeaders();
app.UseWhen(
    Problems.IsApi,
    api => api.UseStatusCodePages(context => Problems.WriteAsync(context.HttpContext, Problems.ForStatus(context.HttpContext.Response.StatusCode))));
app.UseWhen(context => !Problems.IsApi(context), pages => pages.UseStatusCodePagesWithReExecute("/error/{0}"));
if (app.Environment.IsProduction())
{
    app.UseHsts();
}

app.UseStaticFiles(StaticFiles.Options);
app.UseRouting();
app.UseRequestLocalization();
app.UseAuthentication();
app.UseViewer();
app.UseLimits();
app.UseAuthorization();
app.UseApiGate();

var api = app.MapGroup("/api/v1");
api.MapAuth();
api.MapOwn();
api.MapIncidents();
api.MapParticipations();
api.MapObservables();
api.MapReleases();
api.MapReadLog();
api.MapRecalls();
api.MapConsents();
api.MapRevisions();
api.MapTimeline();
api.MapLinks();
api.MapAgreements();
api.MapNorms();
api.MapEvidence();
api.MapRequests();
api.MapFilingOptions();
api.MapFollowUps();
api.MapEngagements();
api.MapCommitments();
api.MapClocks();
api.MapCalendar();
api.MapReference();
api.MapCountries();
api.MapOrganisations();
api.MapUsers();
api.MapContactPoints();
api.MapDirectory();
api.MapMemberships();
api.MapProposals();
api.MapRules();
api.MapDaysOff();
api.MapRetention();
api.MapJobs();
app.MapRazorPages();
app.MapCalendarFeed();
app.MapHealth();
app.MapOpenApiFile();
app.MapJobsDashboard("/hangfire", Policies.MayRunSystem).RequireAuthorization(Policies.RunsSystem);

var setUpLink = await AppStartup.PrepareAsync(app.Services, demo, app.Lifetime.ApplicationStopping);
app.Lifetime.ApplicationStarted.Register(() =>
    Announcement.Print(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [], setUpLink, demo && development));
await app.RunAsync();
return 0;

/// <summary>The host; named so that tests can start it.</summary>
public partial class Program;
