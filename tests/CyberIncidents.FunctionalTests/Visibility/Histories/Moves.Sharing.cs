using System.Text;
using CyberIncidents.FunctionalTests.Evidence;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Visibility.Histories;

/// <content>Observables and files, their releases and recalls.</content>
internal sealed partial class Moves
{
    private Task<string> ShareAsync(Step step, Case c)
    {
        var (national, liaison) = (Pick(world.Nationals, step.A), Pick(world.Liaisons, step.A));
        return step.Move switch
        {
            "observe" => ObserveAsync(national, c, step.C),
            "file" => BringAsync(national, c, step.C),
            "upload" => BringAsync(liaison, c, step.C),
            "release" => ReleaseAsync(national, c, Pick(c.Parts, step.C), step.C),
            "decide" => DecideAsync(national, c, step.C),
            "recall" => RecallAsync(national, c, step.C),
            "remark" => RemarkAsync(national, c, step.C),
            _ => Task.FromResult("nothing"),
        };
    }

    private async Task<string> ObserveAsync(Actor who, Case c, int number)
    {
        var (word, ours, own) = (world.NewWord(), world.NewWord(), OwnMark(c, number));
        var body = new { type = "FileName", value = $"{word}.bin", note = $"{ours} note", tlp = own is { } m ? World.Label(m) : null };
        var answer = await PostAsync(who, $"incidents/{c.Reference}/observables", body);
        if (Done(answer, Rules.Works(who, c), $"{who.Name} observes {own} in {c.Reference}", out var told))
        {
            c.Items.Add(new Item { List = "observables", Key = answer.Text("id"), Word = word, Ours = ours, Own = own, Author = who.Name });
        }

        return told;
    }

    private async Task<string> BringAsync(Actor who, Case c, int number)
    {
        var (word, ours, own) = (world.NewWord(), who.IsNational ? world.NewWord() : null, OwnMark(c, number));
        (string, string)[] fields = [.. ours is null ? [] : new[] { ("description", $"{ours} description") }, .. own is { } m ? [("tlp", World.Label(m))] : Array.Empty<(string, string)>()];
        var answer = await who.Client.UploadAsync(c.Reference, Encoding.UTF8.GetBytes($"{word} bytes"), $"{word}.txt", fields);
        var may = who.IsNational ? Rules.Works(who, c) : Rules.SeesCase(who, c) && c.PartOf(who.Country) is { OnlyInformed: false };
        if (Done(answer, may, $"{who.Name} brings a file {own} to {c.Reference}", out var told))
        {
            var item = new Item { List = "evidence", Key = answer.Text("id"), Word = word, Ours = ours, Own = own, Author = who.Name, From = who.Country };
            if (who.Country is { } country)
            {
                item.Given.Countries.Add(country);
                item.Given.Persons.Add(who.Name);
            }

            c.Items.Add(item);
        }

        return told;
    }

    private async Task<string> ReleaseAsync(Actor who, Case c, Part part, int number)
    {
        var all = c.Items.Where(i => !i.IsRequest).ToList();
        if (all.Count == 0)
        {
            return "nothing to release";
        }

        List<Item> items = [.. new[] { Pick(all, number), Pick(all, number / 5) }.Distinct()];
        var (note, ours, mark) = (world.NewWord(), world.NewWord(), items.Max(c.Of));
        var answer = await PostAsync(who, $"incidents/{c.Reference}/releases", new
        {
            items = items.Select(i => new { type = i.Type, id = i.Key }), receivers = new[] { world.Organisations[part.Country] }, note = $"{note} word", redactionNote = $"{ours} left out",
        });
        var what = $"{who.Name} releases {string.Join(' ', items.Select(i => i.Word))} {mark} to {part.Country} in {c.Reference}";
        if (Done(answer, Rules.MayGo(who, c, part, items, world.Actors) && Rules.HasApprover(who, c, mark, world.Actors), what, out var told))
        {
            var release = Keep(c, new Release(answer.Text("items.0.id"), answer.Text("items.0.number"), part.Country, mark, who.Name) { Note = note, Stage = Stage.Waits }, items);
            release.Ours.Add(ours);
            if (mark < Mark.AmberStrict)
            {
                Rules.LetGo(c, release, world.Actors);
            }
        }

        return told;
    }

    private async Task<string> DecideAsync(Actor who, Case c, int number)
    {
        if (c.Releases.Where(r => r.Stage == Stage.Waits).ToList() is not { Count: > 0 } waiting)
        {
            return "nothing to decide";
        }

        var release = Pick(waiting, number);
        var approves = number % 5 != 0;
        var answer = await PostAsync(who, $"releases/{release.Id}/actions/{(approves ? "approve" : "reject")}", new { reason = "A reason" });
        var may = approves ? Rules.MayApprove(who, c, release, world.Actors) : Rules.MayDecide(who, c, release);
        if (Done(answer, may, $"{who.Name} {(approves ? "approves" : "rejects")} {release.Number}", out var told))
        {
            release.Stage = Stage.Rejected;
            if (approves)
            {
                Rules.LetGo(c, release, world.Actors);
            }
        }

        return told;
    }

    private async Task<string> RecallAsync(Actor who, Case c, int number)
    {
        if (c.Releases.Count == 0)
        {
            return "nothing to recall";
        }

        var (release, ours) = (Pick(c.Releases, number), world.NewWord());
        var answer = await PostAsync(who, $"releases/{release.Id}/actions/recall", new { reason = $"{ours} mistake" });
        if (Done(answer, Rules.MayRecall(who, c, release), $"{who.Name} recalls {release.Number} of {c.Reference}", out var told))
        {
            (release.Stage, release.RecallId, release.RecalledBy) = (Stage.Recalled, answer.Text("id"), who.Name);
            release.Ours.Add(ours);
        }

        return told;
    }

    private async Task<string> RemarkAsync(Actor who, Case c, int number)
    {
        if (c.Items.Where(i => !i.IsRequest).ToList() is not { Count: > 0 } items)
        {
            return "nothing to mark";
        }

        var item = Pick(items, number);
        var mark = number % 5 == 0 ? Next(c.Of(item), -1) : Stricter(c.Of(item), number);
        var answer = await PostAsync(who, $"incidents/{c.Reference}/{item.List}/{item.Key}/actions/remark", new { tlp = World.Label(mark), reason = "A reason" });
        var may = Rules.WorksOn(who, c, item) && mark >= c.Mark && (mark >= c.Of(item) || (who.IsManager && item.From is null));
        if (Done(answer, may, $"{who.Name} marks {item.Word} {mark} in {c.Reference}", out var told))
        {
            Rules.Remark(c, item, mark, who, world.Actors);
        }

        return told;
    }

    /// <summary>What was written to partners stands in the log, one release for each of them; above AMBER it waits.</summary>
    private async Task RecordAsync(Actor who, Case c, Item item, Mark mark, IEnumerable<Part> readers)
    {
        var log = (await who.Client.GetAsync($"/api/v1/incidents/{c.Reference}/releases?limit=200")).Items;
        foreach (var reader in readers)
        {
            var left = log.First(r => r!["organisation"]!["id"]!.ToString() == world.Organisations[reader.Country].ToString()
                && r["items"]!.AsArray().Any(i => i!["subjectId"]!.ToString() == item.Key))!;
            var waits = mark >= Mark.AmberStrict;
            var release = Keep(c, new Release(left["id"]!.ToString(), left["number"]!.ToString(), reader.Country, mark, who.Name) { Stage = Stage.Waits, IsListed = waits }, [item]);
            if (!waits)
            {
                Rules.LetGo(c, release, world.Actors);
            }
        }
    }

    private Release Keep(Case c, Release release, IEnumerable<Item> items)
    {
        items.ToList().ForEach(i => release.Items.Add(i, c.Of(i)));
        c.Releases.Add(release);
        world.Numbers.Add(release.Number);
        return release;
    }

    private static Mark? OwnMark(Case c, int number) => number % 3 == 0 ? Stricter(c.Mark, number / 3) : null;
}
