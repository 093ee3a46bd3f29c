using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using CyberIncidents.FunctionalTests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CyberIncidents.FunctionalTests.Visibility;

/// <summary>What is TLP:RED reaches no log line, no span and no metric, at any level.</summary>
public sealed class CanaryTests
{
    private const string Canary = "Nachtigall";

    [Test]
    public async Task A_red_title_reaches_no_log_line_no_span_and_no_metric()
    {
        await using var app = new TestApp { KeepsLogs = true };
        using var spans = new Spans();
        using var metrics = new Metrics();
        using var analyst = await app.AsAsync("analyst");
        using var stranger = await app.HireAsync("stranger");
        using var chief = await app.HireAsync("chief", "Manager");
        using var lines = new Lines();
        app.Services.GetRequiredService<ILoggerFactory>().AddProvider(lines);
        await LiveAsync(analyst, stranger);
        await ObserveAsync(analyst, chief);
        Assert.That(lines.All, Has.Some.Contains("Executing"), "Lines of Debug and Trace are caught.");
        Assert.That(spans.All, Is.Not.Empty);
        Assert.That(metrics.All, Is.Not.Empty);
        Assert.That(Telling(lines.All), Is.Empty, "Logs");
        Assert.That(Telling(app.LogLines), Is.Empty, "Logs of the program");
        Assert.That(Telling(spans.All), Is.Empty, "Spans");
        Assert.That(Telling(metrics.All), Is.Empty, "Metrics");
    }

    /// <summary>Create, edit, fail in several ways.</summary>
    private static async Task LiveAsync(ApiClient analyst, ApiClient stranger)
    {
        var incident = await analyst.ActiveCaseAsync(Cases.NewIncident($"{Canary} title", "RED"));
        var edited = await analyst.EditCaseAsync(incident, new { title = $"{Canary} edited", summary = $"{Canary} summary" });
        edited.Expect(HttpStatusCode.OK);
        (await analyst.PatchAsync($"/api/v1/incidents/{incident}", new { title = $"{Canary} stale" }, "\"1\"")).ExpectProblem(HttpStatusCode.PreconditionFailed, "stale");
        (await analyst.EditCaseAsync(incident, new { title = Canary, tlp = "PURPLE" })).Expect(HttpStatusCode.BadRequest);
        (await analyst.EditCaseAsync(incident, new { title = Canary + new string('x', 300) })).ExpectInvalid("title");
        (await analyst.EditCaseAsync(incident, new { title = Canary, colour = Canary })).ExpectInvalid("colour");
        (await analyst.PostRawAsync("/api/v1/incidents", $"{{\"title\":\"{Canary}")).Expect(HttpStatusCode.BadRequest);
        (await stranger.CommentAsync(incident, $"{Canary} of a stranger")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await analyst.CommentAsync(incident, $"{Canary} comment")).Expect(HttpStatusCode.Created);
        (await analyst.CommentAsync(incident, $"{Canary} laxer", tlp: "CLEAR")).ExpectInvalid("tlp");
        await analyst.FollowUpAsync(incident, $"{Canary} follow-up");
        (await analyst.PostAsync($"/api/v1/incidents/{incident}/actions/triage", new { note = Canary })).ExpectProblem(HttpStatusCode.Conflict, "illegal-move");
        foreach (var list in new[] { string.Empty, "/comments", "/audit", "/follow-ups", "/participations" })
        {
            (await analyst.GetAsync($"/api/v1/incidents/{incident}{list}")).Expect(HttpStatusCode.OK);
        }

        var found = await analyst.GetAsync($"/api/v1/incidents?q={Canary}");
        Assert.That(found.Items, Has.Count.EqualTo(1));
        Assert.That(await stranger.RowsAsync($"/api/v1/incidents?q={Canary}"), Is.Zero);
        (await analyst.GetAsync($"/api/v1/incidents?q={Canary}{new string('x', 300)}")).ExpectInvalid("q");
        (await analyst.GetAsync("/api/v1/notifications")).Expect(HttpStatusCode.OK);
    }

    /// <summary>Observables that are kept and refused, and a broken glass with its reason.</summary>
    private static async Task ObserveAsync(ApiClient analyst, ApiClient chief)
    {
        var incident = await analyst.LogAsync(Cases.NewIncident($"{Canary} too", "RED"));
        var path = $"/api/v1/incidents/{incident}/observables";
        var one = new { type = "Domain", value = $"{Canary}.example", note = Canary };
        var id = (await analyst.PostAsync(path, one)).Expect(HttpStatusCode.Created).Text("id");
        (await analyst.PostAsync(path, one)).ExpectProblem(HttpStatusCode.Conflict, "observable-known");
        (await analyst.PostAsync(path, new { type = "IPv4", value = Canary })).ExpectInvalid("value");
        (await analyst.PostAsync($"{path}/batch", new { items = new[] { new { type = "FileName", value = $"{Canary}.exe" } } })).Expect(HttpStatusCode.Created);
        (await analyst.PostAsync($"{path}/recognise", new { text = $"See hxxp://{Canary}[.]example/x" })).Expect(HttpStatusCode.OK);
        (await analyst.PostAsync($"{path}/{id}/actions/withdraw", new { reason = Canary })).Expect(HttpStatusCode.OK);
        (await chief.PostAsync("/api/v1/break-glass", new { reference = incident, reason = $"{Canary} does not answer" })).Expect(HttpStatusCode.OK);
        (await chief.PostAsync("/api/v1/break-glass", new { reference = Canary, reason = "short" })).ExpectInvalid("reason");
        (await chief.GetAsync($"{path}?includeWithdrawn=true")).Expect(HttpStatusCode.OK);
    }

    private static List<string> Telling(IEnumerable<string> lines) =>
        [.. lines.Where(l => l.Contains(Canary, StringComparison.OrdinalIgnoreCase)).Select(l => l.Length > 300 ? l[..300] : l).Distinct(StringComparer.Ordinal).Take(20)];

    private sealed class Lines : ILoggerProvider
    {
        public ConcurrentQueue<string> All { get; } = new();

        public ILogger CreateLogger(string categoryName) => new Line(categoryName, All);

        public void Dispose()
        {
        }

        private sealed class Line(string category, ConcurrentQueue<string> all) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull
            {
                all.Enqueue($"{category} scope {state}");
                return null;
            }

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                all.Enqueue($"{category} {logLevel} {formatter(state, exception)} {exception}");
        }
    }

    private sealed class Spans : IDisposable
    {
        private readonly ActivityListener _listener;

        public Spans()
        {
            _listener = new ActivityListener
            {
                ShouldListenTo = _ => true,
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = activity => All.Enqueue(
                    $"{activity.Source.Name} {activity.OperationName} {activity.DisplayName} {activity.StatusDescription} "
                    + string.Join(' ', activity.TagObjects.Concat(activity.Events.SelectMany(e => e.Tags)).Concat(activity.Baggage.Select(b => new KeyValuePair<string, object?>(b.Key, b.Value))))),
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public ConcurrentQueue<string> All { get; } = new();

        public void Dispose() => _listener.Dispose();
    }

    private sealed class Metrics : IDisposable
    {
        private readonly MeterListener _listener = new();

        public Metrics()
        {
            _listener.InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument);
            _listener.SetMeasurementEventCallback<double>(Note);
            _listener.SetMeasurementEventCallback<long>(Note);
            _listener.SetMeasurementEventCallback<int>(Note);
            _listener.Start();
        }

        public ConcurrentQueue<string> All { get; } = new();

        public void Dispose() => _listener.Dispose();

        private void Note<T>(Instrument instrument, T measurement, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
        {
            var text = instrument.Name;
            foreach (var (key, value) in tags)
            {
                text += $" {key}={value}";
            }

            All.Enqueue(text);
        }
    }
}
