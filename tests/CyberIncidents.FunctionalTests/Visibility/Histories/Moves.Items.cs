using System.Net;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Visibility.Histories;

/// <content>Requests and comments.</content>
internal sealed partial class Moves
{
    private async Task<string> SendAsync(Actor who, Case c, Part part, int number)
    {
        var mark = Stricter(c.Mark, number);
        var word = world.NewWord();
        var draft = await PostAsync(who, $"incidents/{c.Reference}/requests", new
        {
            participationId = part.Id, kind = "Information", subject = $"{word} question", body = $"{word} body", tlp = World.Label(mark),
        });
        if (!Done(draft, Rules.Works(who, c), $"{who.Name} drafts to {part.Country} in {c.Reference}", out var refused))
        {
            return refused;
        }

        var item = new Item { Key = draft.Text("reference"), Asks = part.Country, Word = word, Own = mark, Author = who.Name };
        c.Items.Add(item);
        var sent = await PostAsync(who, $"requests/{item.Key}/actions/send", null);
        var may = Rules.MayRelease(who, mark) && part.TakesPart && Rules.Reaches(c, part.Country, mark, world.Actors);
        if (Done(sent, may, $"{who.Name} sends {item.Key} {mark} in {c.Reference}", out var told))
        {
            item.Sent = item.Waits = true;
            Rules.Give(c, item.Given, part.Country, mark, world.Actors);
        }

        return told;
    }

    private async Task<string> AnswerAsync(Actor who, Case c, int number)
    {
        var requests = c.Items.Where(i => i.IsRequest).ToList();
        if (requests.Count == 0)
        {
            return "nothing to answer";
        }

        var item = Pick(requests, number);
        var word = world.NewWord();
        var answer = await PostAsync(who, $"requests/{item.Key}/actions/answer", new { outcome = "Fulfilled", note = $"{word} found" });
        var may = Rules.SeesItem(who, c, item) && Rules.SeesCase(who, c) && item.Waits;
        if (Done(answer, may, $"{who.Name} answers {item.Key}", out var told))
        {
            (item.Answer, item.Waits) = (word, false);
        }

        return told;
    }

    private async Task<string> SayAsync(Actor who, Case c, Part part, int number)
    {
        Mark? own = number % 3 == 0 ? Stricter(c.Mark, number / 3) : null;
        var mark = own ?? c.Mark;
        object? audience = (number % 4) switch { 0 => null, 1 or 2 => "Participants", _ => new { organisations = new[] { world.Organisations[part.Country] } } };
        List<Part> readers = audience is null ? [] : audience is string ? [.. c.Parts.Where(p => p.Shares)] : [part];
        var word = world.NewWord();
        var answer = await who.Client.CommentAsync(c.Reference, $"{word} comment", audience, own is { } m ? World.Label(m) : null);
        var may = Rules.Works(who, c) && (audience is null || Rules.MayRelease(who, mark))
            && readers.All(r => r.Shares && Rules.Reaches(c, r.Country, mark, world.Actors) && Rules.HasApprover(who, c, mark, world.Actors));
        if (Done(answer, may, $"{who.Name} writes {mark} to {string.Join(' ', readers.Select(r => r.Country))} in {c.Reference}", out var told))
        {
            var item = new Item { Key = answer.Text("id"), Word = word, Own = own, Author = who.Name };
            c.Items.Add(item);
            await RecordAsync(who, c, item, mark, readers);
        }

        return told;
    }

    private async Task<string> ReplyAsync(Actor who, Case c)
    {
        var word = world.NewWord();
        var answer = await who.Client.CommentAsync(c.Reference, $"{word} reply");
        var may = Rules.SeesCase(who, c) && c.PartOf(who.Country) is { OnlyInformed: false };
        if (Done(answer, may, $"{who.Name} replies in {c.Reference}", out var told))
        {
            var item = new Item { Key = answer.Text("id"), Word = word, Own = null, Author = who.Name, From = who.Country };
            item.Given.Countries.Add(who.Country!);
            item.Given.Persons.Add(who.Name);
            c.Items.Add(item);
        }

        return told;
    }

    private static Mark Stricter(Mark mark, int number) => (Mark)Math.Min((int)Mark.Red, (int)mark + (number % 3));
}
