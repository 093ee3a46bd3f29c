using System.Net;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.FunctionalTests.Visibility;

namespace CyberIncidents.FunctionalTests.Observables;

/// <summary>Observables by the API.</summary>
public sealed class ObservableApiTests
{
    private static readonly string[] Kept = ["http://evil.example/a", "192.0.2.1"];

    [Test]
    public async Task One_is_noted_in_its_normal_form_with_what_was_entered()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var path = $"/api/v1/incidents/{await analyst.LogAsync()}/observables";
        var made = (await analyst.PostAsync(path, new { type = "Domain", value = " Evil[.]Example ", tlp = "AMBER+STRICT", note = "From the mail" })).Expect(HttpStatusCode.Created);
        var read = (await analyst.GetAsync(made.Location!.ToString())).Expect(HttpStatusCode.OK);
        using var all = Assert.EnterMultipleScope();
        Assert.That(read.Body, Is.EqualTo(made.Body));
        Assert.That(new[] { "type", "value", "original", "tlp", "note", "alsoIn.count" }.Select(read.Text), Is.EqualTo(new[] { "Domain", "evil.example", "Evil[.]Example", "AMBER+STRICT", "From the mail", "0" }));
        Assert.That(read.Text("createdBy.name"), Is.Not.Empty);
        Assert.That(read.ETag, Is.EqualTo("\"1\""));
        (await analyst.PostAsync(path, new { type = "Domain", value = "EVIL.example" })).ExpectProblem(HttpStatusCode.Conflict, "observable-known");
        (await analyst.PostAsync(path, new { type = "FileName", value = "evil.example" })).Expect(HttpStatusCode.Created);
        Assert.That((await analyst.GetAsync(path[..^"/observables".Length])).Text("counts.observables"), Is.EqualTo("2"));
    }

    [Test]
    public async Task What_is_none_is_a_fault_of_its_field()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var path = $"/api/v1/incidents/{await analyst.LogAsync()}/observables";
        using var all = Assert.EnterMultipleScope();
        foreach (var (body, field) in new (object, string)[]
        {
            (new { type = "IPv4", value = "999.1.1.1" }, "value"), (new { type = "Domain" }, "value"), (new { type = "Domain", value = " " }, "value"),
            (new { value = "evil.example" }, "type"), (new { type = "Colour", value = "red" }, "type"), (new { type = "Domain", value = new string('a', 2001) }, "value"),
            (new { type = "Domain", value = "evil.example", tlp = "GREEN" }, "tlp"), (new { type = "Domain", value = "evil.example", note = new string('n', 2001) }, "note"),
            (new { type = "Domain", value = "evil.example", colour = "red" }, "colour"),
        })
        {
            (await analyst.PostAsync(path, body)).ExpectInvalid(field);
        }

        (await analyst.PostAsync($"{path}/recognise", new { text = " " })).ExpectInvalid("text");
        (await analyst.PostAsync($"{path}/recognise", new { text = new string('x', 100_001) })).ExpectInvalid("text");
        (await analyst.PostAsync($"{path}/batch", new { items = Array.Empty<object>() })).ExpectInvalid("items");
        (await analyst.PostAsync($"{path}/batch", new { })).ExpectInvalid("items");
        (await analyst.GetAsync($"{path}?type=Colour")).ExpectInvalid("type");
        (await analyst.GetAsync($"{path}?includeWithdrawn=1")).ExpectInvalid("includeWithdrawn");
        Assert.That(await analyst.RowsAsync(path), Is.Zero);
    }

    [Test]
    public async Task A_text_is_looked_at_first_and_kept_as_a_whole_or_not_at_all()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var path = $"/api/v1/incidents/{await analyst.LogAsync()}/observables";
        var text = "hxxp://evil[.]example/a came from 192.0.2.1; known is box@evil.example.";
        await analyst.ObserveAsync(path.Split('/')[4], "box@evil.example", "Email");
        var found = (await analyst.PostAsync($"{path}/recognise", new { text })).Expect(HttpStatusCode.OK);
        using var all = Assert.EnterMultipleScope();
        Assert.That(found.Items.Select(f => f!["known"] is null), Is.EqualTo(new[] { true, true, false }));
        Assert.That(await analyst.RowsAsync(path), Is.EqualTo(1), "looking keeps nothing");

        var items = found.Items.Select(f => new { type = f!["type"]!.ToString(), value = f["original"]!.ToString() }).ToList();
        var known = (await analyst.PostAsync($"{path}/batch", new { items })).ExpectProblem(HttpStatusCode.Conflict, "observable-known");
        Assert.That(known.Body, Does.Contain("box@evil.example"));
        (await analyst.PostAsync($"{path}/batch", new { items = new[] { items[0], new { type = "IPv4", value = "none" } } })).ExpectInvalid("items[1].value");
        (await analyst.PostAsync($"{path}/batch", new { items = new[] { items[0], items[1], items[0] } })).ExpectInvalid("items[2].value");
        (await analyst.PostAsync($"{path}/batch", new { items = new object[] { items[0], new { type = "IPv4", value = "192.0.2.9", tlp = "CLEAR" } } })).ExpectInvalid("items[1].tlp");
        Assert.That(await analyst.RowsAsync(path), Is.EqualTo(1), "all or none");

        var kept = (await analyst.PostAsync($"{path}/batch", new { items = items.Take(2) })).Expect(HttpStatusCode.Created);
        Assert.That(kept.At("ids")!.AsArray(), Has.Count.EqualTo(2));
        var list = (await analyst.GetAsync($"{path}?limit=2&count=true")).Expect(HttpStatusCode.OK);
        Assert.That(list.Items.Select(o => o!["value"]!.ToString()), Is.EqualTo(Kept), "in the order of the text");
        Assert.That(list.Text("count"), Is.EqualTo("3"));
        var rest = (await analyst.GetAsync($"{path}?limit=2&after={list.Text("next")}")).Expect(HttpStatusCode.OK);
        Assert.That(rest.Items.Single()!["type"]!.ToString(), Is.EqualTo("Email"));
        Assert.That((await analyst.GetAsync($"{path}?type=IPv4,Email")).Items, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Five_hundred_are_kept_at_once_and_not_one_more()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var path = $"/api/v1/incidents/{await analyst.LogAsync()}/observables";
        var items = Enumerable.Range(0, 501).Select(i => new { type = "IPv4", value = $"10.9.{i / 250}.{i % 250}" }).ToList();
        (await analyst.PostAsync($"{path}/batch", new { items })).ExpectInvalid("items");
        (await analyst.PostAsync($"{path}/batch", new { items = items.Take(500) })).Expect(HttpStatusCode.Created);
        Assert.That((await analyst.GetAsync($"{path}?count=true&limit=1")).Text("count"), Is.EqualTo("500"));
    }

    [Test]
    public async Task One_is_withdrawn_stays_to_be_read_and_may_be_noted_anew()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var reference = await analyst.LogAsync();
        var path = $"/api/v1/incidents/{reference}/observables";
        var id = await analyst.ObserveAsync(reference, "evil.example");
        var withdraw = $"{path}/{id}/actions/withdraw";
        (await analyst.PostAsync(withdraw, null, ("If-Match", "\"7\""))).ExpectProblem(HttpStatusCode.PreconditionFailed, "stale");
        var gone = (await analyst.PostAsync(withdraw, new { reason = "A slip" })).Expect(HttpStatusCode.OK);
        using var all = Assert.EnterMultipleScope();
        Assert.That(gone.Text("withdrawalReason"), Is.EqualTo("A slip"));
        Assert.That(gone.ETag, Is.EqualTo("\"2\""));
        (await analyst.PostAsync(withdraw)).ExpectProblem(HttpStatusCode.Conflict, "illegal-move");
        Assert.That(await analyst.RowsAsync(path), Is.Zero);
        Assert.That(await analyst.RowsAsync($"{path}?includeWithdrawn=true"), Is.EqualTo(1));
        Assert.That((await analyst.GetAsync($"/api/v1/incidents/{reference}")).Text("counts.observables"), Is.EqualTo("0"));
        await analyst.ObserveAsync(reference, "evil.example");
        var other = await analyst.LogAsync();
        await analyst.ObserveAsync(other, "evil.example");
        Assert.That((await analyst.GetAsync($"{path}/{id}")).Text("alsoIn.count"), Is.EqualTo("1"), "withdrawn ones still tell where else");
        (await analyst.PostAsync($"/api/v1/incidents/{other}/observables/{id}/actions/withdraw")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        var history = (await analyst.GetAsync($"/api/v1/incidents/{reference}/audit?limit=200")).Items.Where(l => l!["subjectType"]!.ToString() == "Observable").ToList();
        Assert.That(history.Select(l => l!["action"]!.ToString()), Is.EqualTo(new[] { "add", "withdraw", "add" }));
        Assert.That(history.Select(l => l!["subject"]!.ToString()), Is.All.EqualTo("evil.example"));
    }

    [Test]
    public async Task The_other_cases_are_counted_once_each_and_the_newest_named_first()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var references = new List<string>();
        for (var i = 0; i < 13; i++)
        {
            app.Clock.Advance(TimeSpan.FromMinutes(1));
            references.Add(await analyst.LogAsync(Cases.NewIncident($"Case {i}", countries: [])));
            await analyst.ObserveAsync(references[i], "evil.example");
        }

        await analyst.ObserveAsync(references[0], "alone.example");
        var list = (await analyst.GetAsync($"/api/v1/incidents/{references[0]}/observables")).Expect(HttpStatusCode.OK);
        using var all = Assert.EnterMultipleScope();
        Assert.That(list.Text("items.0.alsoIn.count"), Is.EqualTo("0"));
        Assert.That(list.Text("items.1.alsoIn.count"), Is.EqualTo("12"));
        Assert.That(
            list.At("items.1.alsoIn.cases")!.AsArray().Select(c => c!["reference"]!.ToString()),
            Is.EqualTo(Enumerable.Reverse(references).Take(10)));
        Assert.That(list.Text("items.1.alsoIn.cases.0.title"), Is.EqualTo("Case 12"));
    }

    [Test]
    public async Task A_closed_case_takes_no_more()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var reference = await analyst.LogAsync();
        var path = $"/api/v1/incidents/{reference}/observables";
        var id = await analyst.ObserveAsync(reference, "evil.example");
        await analyst.ActAsync($"incidents/{reference}", "reject", new { reason = "No case" });
        (await analyst.PostAsync(path, new { type = "Domain", value = "other.example" })).ExpectProblem(HttpStatusCode.Conflict, "incident-closed");
        (await analyst.PostAsync($"{path}/batch", new { items = new[] { new { type = "Domain", value = "other.example" } } })).ExpectProblem(HttpStatusCode.Conflict, "incident-closed");
        (await analyst.PostAsync($"{path}/{id}/actions/withdraw")).ExpectProblem(HttpStatusCode.Conflict, "incident-closed");
        Assert.That((await analyst.GetAsync($"/api/v1/incidents/{reference}")).At("may.addObservables")!.GetValue<bool>(), Is.False);
    }

    [Test]
    public async Task Partners_and_administrators_have_no_part_in_them()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var (reference, _, _) = await analyst.SentRequestAsync();
        var id = await analyst.ObserveAsync(reference, "evil.example");
        using var all = Assert.EnterMultipleScope();
        foreach (var name in new[] { "liaison.nl", "admin" })
        {
            using var other = await app.AsAsync(name);
            foreach (var there in new[] { reference, "CI-2026-000099" })
            {
                // A partner reads what was released to it: SharingTests and the leak matrix.
                var path = $"/api/v1/incidents/{there}/observables";
                if (name == "admin")
                {
                    (await other.GetAsync(path)).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
                    (await other.GetAsync($"{path}/{id}")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
                }

                (await other.PostAsync(path, new { type = "Domain", value = "x.example" })).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
                (await other.PostAsync($"{path}/recognise", new { text = "x.example" })).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
                (await other.PostAsync($"{path}/{id}/actions/withdraw")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
            }
        }

        using var nl = await app.AsAsync("liaison.nl");
        Assert.That((await nl.GetAsync($"/api/v1/incidents/{reference}")).Body, Does.Not.Contain("bservable").And.Not.Contain("evil.example"));
    }
}
