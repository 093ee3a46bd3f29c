using System.Diagnostics;
using System.Net;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.FunctionalTests.FollowUps;
using CyberIncidents.FunctionalTests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.FunctionalTests.Robustness;

/// <summary>Many writers at once, some of whom fail, leave or wait.</summary>
[RequiresSqlite]
public sealed class WriteLaneTests
{
    [Test]
    public async Task Eight_writers_with_fifty_creates_each_all_succeed()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var watch = Stopwatch.StartNew();
        var written = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            var references = new List<string>();
            for (var i = 0; i < 50; i++)
            {
                references.Add(await analyst.LogAsync());
            }

            return references;
        }));
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(60)));
        Assert.That(
            written.SelectMany(r => r).Order(StringComparer.Ordinal), Is.EqualTo(Enumerable.Range(1, 400).Select(n => $"CI-2026-{n:000000}")));
        await using var db = app.Database();
        Assert.That(await db.Set<Participation>().CountAsync(), Is.EqualTo(1200));
        await app.EnsureAuditIntactAsync();
    }

    [TestCase("ABORT")]
    [TestCase("FAIL")]
    public async Task A_call_that_throws_leaves_nothing_and_harms_no_neighbour(string raise)
    {
        await using var app = new TestApp();
        await EnsureOnlyThePoisonedFailAsync(app, raise);
    }

    [Test]
    public async Task A_failure_that_rolls_the_whole_transaction_back_tells_nobody_a_falsehood()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        await analyst.LogAsync();

        // What a full disk does to SQLite: the transaction is gone in the middle of a shared commit.
        app.Break("CREATE TRIGGER Poison AFTER INSERT ON Participations WHEN NEW.Country = 'AU' BEGIN SELECT RAISE(ROLLBACK, 'poison'); END");
        var answers = await Task.WhenAll(Enumerable.Range(0, 80).Select(i => analyst.PostAsync(
            "/api/v1/incidents", Cases.NewIncident($"Case {i}", countries: i % 20 == 7 ? ["NL", "SG", "AU"] : ["NL", "SG"]))));
        app.Break("DROP TRIGGER Poison");
        await analyst.LogAsync(Cases.NewIncident("Afterwards"));
        await using var db = app.Database();
        var stored = (await db.Set<Incident>().Select(i => i.Title).ToListAsync()).ToHashSet(StringComparer.Ordinal);
        var answered = Enumerable.Range(0, 80).Where(i => answers[i].Status == HttpStatusCode.Created).Select(i => $"Case {i}");
        Assert.That(stored.Where(t => t.StartsWith("Case ", StringComparison.Ordinal)), Is.EquivalentTo(answered));
        await app.EnsureAuditIntactAsync();
    }

    [Test]
    public async Task A_call_that_is_given_up_leaves_all_or_nothing()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        await analyst.LogAsync();
        var answered = await Task.WhenAll(Enumerable.Range(0, 120).Select(async i =>
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(i * 3));
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/incidents")
            {
                Content = System.Net.Http.Json.JsonContent.Create(Cases.NewIncident($"Case {i}")),
            };
            try
            {
                using var response = await analyst.Http.SendAsync(request, patience.Token);
                Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Created));
                return i;
            }
            catch (OperationCanceledException)
            {
                return -1;
            }
        }));

        // One more call goes through the lane, so that all before it have ended.
        await analyst.LogAsync();
        await using var db = app.Database();
        var titles = await db.Set<Incident>().Select(i => i.Title).ToListAsync();
        Assert.That(titles.Where(t => t.StartsWith("Case ", StringComparison.Ordinal)), Is.Unique);
        Assert.That(titles, Is.SupersetOf(answered.Where(i => i >= 0).Select(i => $"Case {i}")));
        var parts = await db.Set<Participation>().GroupBy(p => p.IncidentId).Select(g => g.Count()).ToListAsync();
        Assert.That(parts, Has.Count.EqualTo(titles.Count).And.All.EqualTo(3));
        var last = await db.Set<Incident>().OrderByDescending(i => i.Reference).Select(i => i.Reference).FirstAsync();
        Assert.That(last, Is.EqualTo($"CI-2026-{titles.Count:000000}"), "A call that was given up kept a reference.");
        await app.EnsureAuditIntactAsync();
    }

    [Test]
    public async Task A_file_that_another_holds_for_three_seconds_delays_and_loses_nothing()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var reference = await analyst.LogAsync();
        await using var other = new SqliteConnection($"Data Source={app.DatabaseFile};Pooling=False");
        await other.OpenAsync();
        var held = other.BeginTransaction(deferred: false);
        var watch = Stopwatch.StartNew();
        var waiting = Task.WhenAll(Enumerable.Range(0, 20).Select(_ => analyst.LogAsync()));
        (await analyst.GetAsync($"/api/v1/incidents/{reference}")).Expect(HttpStatusCode.OK);
        await Task.Delay(TimeSpan.FromSeconds(3) - watch.Elapsed);
        Assert.That(waiting.IsCompleted, Is.False);
        await held.RollbackAsync();
        Assert.That(await waiting, Is.Unique.And.Length.EqualTo(20));
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(30)));
        await app.EnsureAuditIntactAsync();
    }

    internal static async Task EnsureOnlyThePoisonedFailAsync(TestApp app, string raise)
    {
        using var analyst = await app.AsAsync("analyst");
        await analyst.LogAsync();
        app.Break($"CREATE TRIGGER Poison AFTER INSERT ON Participations WHEN NEW.Country = 'AU' BEGIN SELECT RAISE({raise}, 'poison'); END");
        var answers = await Task.WhenAll(Enumerable.Range(0, 80).Select(i => analyst.PostAsync(
            "/api/v1/incidents", Cases.NewIncident($"Case {i}", countries: i % 5 == 0 ? ["NL", "SG", "AU"] : ["NL", "SG"]))));
        app.Break("DROP TRIGGER Poison");
        await analyst.LogAsync(Cases.NewIncident("Afterwards"));
        await using var db = app.Database();
        var stored = (await db.Set<Incident>().Select(i => i.Title).ToListAsync()).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < answers.Length; i++)
        {
            Assert.That(stored.Contains($"Case {i}"), Is.EqualTo(answers[i].Status == HttpStatusCode.Created), $"Case {i} was answered {answers[i].Status}");
            Assert.That(answers[i].Status, Is.EqualTo(i % 5 == 0 ? HttpStatusCode.InternalServerError : HttpStatusCode.Created));
            Assert.That(answers[i].Body, Does.Not.Contain("poison"));
        }

        var last = await db.Set<Incident>().OrderByDescending(i => i.Reference).Select(i => i.Reference).FirstAsync();
        Assert.That(last, Is.EqualTo($"CI-2026-{stored.Count + 0:000000}"));
        await app.EnsureAuditIntactAsync();
    }
}
