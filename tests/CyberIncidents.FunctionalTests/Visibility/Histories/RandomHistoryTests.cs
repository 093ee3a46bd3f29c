using System.Diagnostics;
using System.Globalization;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Visibility.Histories;

/// <summary>
/// Random histories of sharing against a model of the rules; the same ones each time, so that a change is to blame when it fails. To look
/// for new ones, <c>HISTORIES_SECONDS</c> says how long, or <c>HISTORIES</c> how many from <c>HISTORIES_SEED</c> on; a failure names its seed
/// and the shortest history that was found to fail.
/// </summary>
[RequiresSqlite]
public sealed class RandomHistoryTests
{
    private const int Steps = 16;
    private const int LookEvery = 4;
    private const int Usual = 12;
    private const int FirstSeed = 20261126;
    private static readonly TimeSpan Shrinking = TimeSpan.FromSeconds(60);

    [Test]
    public async Task Everybody_sees_after_any_history_what_the_rules_say()
    {
        var limit = Setting("HISTORIES_SECONDS") is { } seconds ? TimeSpan.FromSeconds(seconds) : TimeSpan.MaxValue;
        var most = Setting("HISTORIES") ?? (limit == TimeSpan.MaxValue ? Usual : int.MaxValue);
        var first = Setting("HISTORIES_SEED") ?? (limit == TimeSpan.MaxValue ? FirstSeed : Environment.TickCount);
        var started = Stopwatch.GetTimestamp();
        await using var world = await World.BuildAsync();
        var (done, looked) = (0, 0);
        while (done < most && (done == 0 || Stopwatch.GetElapsedTime(started) < limit))
        {
            var seed = unchecked(first + done);
            var history = Make(seed);
            var failed = await PlayAsync(world, history, done);
            looked += failed.Looked;
            if (failed.Faults.Count > 0)
            {
                Assert.Fail(await ShrinkAsync(seed, history[..failed.Steps], failed));
            }

            done++;
        }

        Assert.That(looked, Is.Positive);
        TestContext.Progress.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{done} histories, {looked} answers in {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s, first seed {first}"));
    }

    [Test]
    public async Task A_model_that_is_wrong_is_found_out()
    {
        await using var world = await World.BuildAsync();
        var moves = new Moves(world);
        world.Begin(0);
        await moves.TakeAsync(new Step("log", 0, 2, 0));
        await moves.TakeAsync(new Step("notify", 0, 0, 0));
        Assert.That(await new Surfaces(world).CompareAsync(), Is.Empty);
        world.Present[0].Parts[0].Given.Countries.Clear();
        Assert.That(await new Surfaces(world).CompareAsync(), Has.Some.Contains("liaison.nl").And.Some.Contains("preview"));
    }

    private static List<Step> Make(int seed)
    {
        var random = new Random(seed);
        var bag = Moves.All.SelectMany(m => Enumerable.Repeat(m.Name, m.Weight)).ToList();
        return [.. Enumerable.Range(0, Steps).Select(_ => new Step(bag[random.Next(bag.Count)], random.Next(1 << 12), random.Next(1 << 12), random.Next(1 << 12)))];
    }

    private static async Task<Played> PlayAsync(World world, List<Step> history, int number)
    {
        world.Begin(number);
        var (moves, surfaces, told) = (new Moves(world), new Surfaces(world), new List<string>());
        for (var i = 0; i < history.Count; i++)
        {
            try
            {
                told.Add(await moves.TakeAsync(history[i]));
            }
            catch (WrongAnswerException wrong)
            {
                return new Played(i + 1, [wrong.Message], told, surfaces.Looked);
            }

            if ((i % LookEvery == LookEvery - 1 || i == history.Count - 1) && await surfaces.CompareAsync() is { Count: > 0 } faults)
            {
                return new Played(i + 1, [.. faults], told, surfaces.Looked);
            }
        }

        return new Played(history.Count, [], told, surfaces.Looked);
    }

    /// <summary>Cut off after the step that failed, then one step after the other is left out as long as it fails without.</summary>
    private static async Task<string> ShrinkAsync(int seed, List<Step> history, Played failed)
    {
        var started = Stopwatch.GetTimestamp();
        for (var i = history.Count - 1; i >= 0 && Stopwatch.GetElapsedTime(started) < Shrinking; i--)
        {
            List<Step> shorter = [.. history[..i], .. history[(i + 1)..]];
            await using var world = await World.BuildAsync();
            var played = await PlayAsync(world, shorter, 0);
            if (played.Faults.Count > 0)
            {
                (history, failed) = (shorter[..played.Steps], played);
                i = Math.Min(i, history.Count);
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"seed {seed}\n{string.Join('\n', failed.Told)}\n\n{string.Join('\n', failed.Faults.Take(20))}");
    }

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : null;

    private sealed record Played(int Steps, IReadOnlyList<string> Faults, IReadOnlyList<string> Told, int Looked);
}
