using System.Globalization;
using System.Net;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Visibility.Histories;

/// <summary>One step of a history: a move with three numbers, from which it takes whom and what it is about.</summary>
internal sealed record Step(string Move, int A, int B, int C);

/// <summary>A step was taken where the rules forbid it, or refused where they allow it.</summary>
internal sealed class WrongAnswerException(string message) : Exception(message);

/// <summary>
/// What can happen, each as the call to the program and what it means by the rules. A move is added by one line in <see cref="All"/>
/// and one method: it makes the call, says by the rules whether it has to succeed, and changes the model when it did.
/// </summary>
internal sealed partial class Moves(World world)
{
    private static readonly string[] Roles = ["HostsInfrastructure", "InformedOnly"];

    /// <summary>Names with their weights.</summary>
    public static IReadOnlyList<(string Name, int Weight)> All { get; } =
    [
        ("log", 1), ("add", 2), ("notify", 8), ("send", 6), ("answer", 4), ("say", 6), ("reply", 3), ("join", 3), ("unjoin", 1), ("withdraw", 2),
        ("decline", 2), ("complete", 1), ("raise", 3), ("lower", 2), ("name", 5), ("break-glass", 2),
        ("observe", 4), ("file", 2), ("upload", 3), ("release", 12), ("decide", 5), ("recall", 5), ("remark", 4),
    ];

    /// <summary>Takes a step; says what was done, for the report of a failure.</summary>
    public Task<string> TakeAsync(Step step)
    {
        if (world.Present.Count == 0 || (step.Move == "log" && world.Present.Count < 3))
        {
            return LogAsync(step);
        }

        var c = world.Present[step.B % world.Present.Count];
        var national = Pick(world.Nationals, step.A);
        var liaison = Pick(world.Liaisons, step.A);
        var part = Pick(c.Parts, step.C);
        return step.Move switch
        {
            "add" => AddAsync(national, c, step.C),
            "notify" => NotifyAsync(national, c, part),
            "send" => SendAsync(national, c, part, step.C),
            "answer" => AnswerAsync(liaison, c, step.C),
            "say" => SayAsync(national, c, part, step.C),
            "reply" => ReplyAsync(liaison, c),
            "join" => SwitchAsync(national, c, true),
            "unjoin" => SwitchAsync(national, c, false),
            "withdraw" => EndAsync(national, c, part, "withdraw"),
            "complete" => CompleteAsync(national, c, part),
            "decline" => DeclineAsync(liaison, c),
            "raise" => MarkAsync(national, c, Next(c.Mark, 1 + (step.C % 4))),
            "lower" => MarkAsync(national, c, Next(c.Mark, -1 - (step.C % 4))),
            "name" => NameAsync(national, c, Pick(world.Actors, step.C)),
            "break-glass" => BreakGlassAsync(c),
            _ => ShareAsync(step, c),
        };
    }

    private async Task<string> LogAsync(Step step)
    {
        var who = Pick(world.Nationals, step.A);
        var mark = (Mark)(step.B % 5);
        var named = world.Actors.Where((a, i) => a != who && (step.C >> i) % 2 == 1).ToList();
        var word = world.NewWord();
        var answer = await PostAsync(who, "incidents", new
        {
            title = $"{word} title", summary = "What happened", classification = new { @class = "abusive-content", type = "harmful-speech" }, severity = "High",
            tlp = World.Label(mark), tags = new[] { world.Tag }, namedPersons = named.Select(n => n.Id),
            partners = World.Countries.Take(3).Select((country, i) => new { country, roles = new[] { Roles[(step.C >> (7 + i)) % 4 == 3 ? 1 : 0] } }),
        });
        answer.Expect(HttpStatusCode.Created);
        var c = new Case(answer.Text("reference"), word, mark, who.Name);
        c.Named.UnionWith(named.Select(n => n.Name));
        c.Parts.AddRange(answer.Json["participations"]!.AsArray().Select(p => new Part(
            p!["country"]!.ToString(), p["id"]!.ToString(), p["roles"]!.AsArray().Single()!.ToString() == Roles[1])));
        await who.Client.ActAsync($"incidents/{c.Reference}", "triage");
        await who.Client.ActAsync($"incidents/{c.Reference}", "activate");
        world.Add(c);
        return $"{who.Name} logs {c.Reference} {mark}, naming {string.Join(' ', named.Select(n => n.Name))}";
    }

    private static async Task<string> AddAsync(Actor who, Case c, int number)
    {
        var country = World.Countries[number % World.Countries.Count];
        var answer = await PostAsync(who, $"incidents/{c.Reference}/participations", new { country, roles = new[] { Roles[0] } });
        if (Done(answer, Rules.Works(who, c) && c.PartOf(country) is null, $"{who.Name} adds {country} to {c.Reference}", out var told))
        {
            c.Parts.Add(new Part(country, answer.Text("id"), false));
        }

        return told;
    }

    private async Task<string> NotifyAsync(Actor who, Case c, Part part)
    {
        var word = world.NewWord();
        var answer = await PostAsync(who, $"incidents/{c.Reference}/participations/{part.Id}/actions/notify", new { sharedTitle = $"{word} shared" });
        var may = Rules.Works(who, c) && Rules.MayRelease(who, c.Mark) && !part.Shares && Rules.Reaches(c, part.Country, c.Mark, world.Actors);
        if (Done(answer, may, $"{who.Name} notifies {part.Country} of {c.Reference}", out var told))
        {
            part.Shares = true;
            part.Words.Add(word);
            Rules.Give(c, part.Given, part.Country, c.Mark, world.Actors);
            // Told again, it sees what it was sent before; what is stricter than the case is sent anew.
            foreach (var item in c.Items.Where(i => i.Asks == part.Country && i.Sent && c.Of(i) == c.Mark))
            {
                Rules.Give(c, item.Given, part.Country, c.Mark, world.Actors);
            }
        }

        return told;
    }

    private static async Task<string> SwitchAsync(Actor who, Case c, bool joint)
    {
        var answer = await PostAsync(who, $"incidents/{c.Reference}/actions/{(joint ? "join" : "unjoin")}", new { reason = "A reason" });
        var may = Rules.Works(who, c) && c.Joint != joint && (!joint || (Rules.MayRelease(who, c.Mark) && c.Mark != Mark.Red));
        if (Done(answer, may, $"{who.Name} {(joint ? "joins" : "parts")} {c.Reference}", out var told))
        {
            c.Joint = joint;
        }

        return told;
    }

    private async Task<string> EndAsync(Actor who, Case c, Part part, string move)
    {
        var answer = await PostAsync(who, $"incidents/{c.Reference}/participations/{part.Id}/actions/{move}", new { reason = "A reason" });
        if (Done(answer, (who.IsNational ? Rules.Works(who, c) : Rules.SeesCase(who, c)) && part.TakesPart, $"{who.Name}: {move} {part.Country} of {c.Reference}", out var told))
        {
            Rules.End(c, part, world.Actors);
        }

        return told;
    }

    private static async Task<string> CompleteAsync(Actor who, Case c, Part part)
    {
        var answer = await PostAsync(who, $"incidents/{c.Reference}/participations/{part.Id}/actions/complete", null);
        if (Done(answer, Rules.Works(who, c) && part.TakesPart, $"{who.Name} completes {part.Country} in {c.Reference}", out var told))
        {
            part.Completed = true;
        }

        return told;
    }

    private Task<string> DeclineAsync(Actor who, Case c) =>
        c.PartOf(who.Country) is { } part ? EndAsync(who, c, part, "decline") : Task.FromResult("no part to decline");

    private async Task<string> MarkAsync(Actor who, Case c, Mark mark)
    {
        if (mark == c.Mark)
        {
            return "the same marking";
        }

        var answer = await EditAsync(who, c, new { tlp = World.Label(mark) });
        if (Done(answer, Rules.Works(who, c) && (mark > c.Mark || who.IsManager), $"{who.Name} marks {c.Reference} {mark}", out var told))
        {
            c.Mark = mark;
            if (mark == Mark.Red && !c.IsPerson(who.Name))
            {
                c.Named.Add(who.Name);
            }

            Rules.CarryOver(c, world.Actors);
        }

        return told;
    }

    private async Task<string> NameAsync(Actor who, Case c, Actor whom)
    {
        var removes = c.Named.Contains(whom.Name);
        var named = world.Actors.Where(a => a == whom ? !removes : c.Named.Contains(a.Name)).Select(a => a.Id);
        var answer = await EditAsync(who, c, new { namedPersons = named });
        var may = Rules.Works(who, c) && (removes || whom.IsNational || c.Mark != Mark.Red || who.IsManager);
        if (Done(answer, may, $"{who.Name} {(removes ? "unnames" : "names")} {whom.Name} in {c.Reference}", out var told))
        {
            if (removes)
            {
                Rules.Unname(c, whom.Name);
            }
            else
            {
                c.Named.Add(whom.Name);
            }

            Rules.CarryOver(c, world.Actors);
        }

        return told;
    }

    private async Task<string> BreakGlassAsync(Case c)
    {
        var manager = world.Actors.First(a => a.IsManager);
        (await PostAsync(manager, "break-glass", new { reference = c.Reference, reason = "Nobody of the case can be reached." })).Expect(HttpStatusCode.OK);
        if (!Rules.SeesCase(manager, c))
        {
            c.Opened.Add(manager.Name);
        }

        return $"{manager.Name} breaks the glass of {c.Reference}";
    }

    private static async Task<Answer> EditAsync(Actor who, Case c, object change)
    {
        var path = $"/api/v1/incidents/{c.Reference}";
        return await who.Client.PatchAsync(path, change, (await who.Client.GetAsync(path)).ETag ?? "\"1\"");
    }

    private static Task<Answer> PostAsync(Actor who, string path, object? body) => who.Client.PostAsync($"/api/v1/{path}", body);

    /// <summary>Whether it was done; throws when the rules say otherwise.</summary>
    private static bool Done(Answer answer, bool may, string what, out string told)
    {
        var done = (int)answer.Status is >= 200 and < 300;
        told = $"{what}: {((int)answer.Status).ToString(CultureInfo.InvariantCulture)}";
        return (int)answer.Status >= 500 || done != may
            ? throw new WrongAnswerException($"{told}, by the rules {(may ? "it may" : "it may not")}: {answer.Body}")
            : done;
    }

    private static T Pick<T>(IReadOnlyList<T> from, int number) => from[number % from.Count];

    private static Mark Next(Mark mark, int by) => (Mark)Math.Clamp((int)mark + by, 0, (int)Mark.Red);
}
