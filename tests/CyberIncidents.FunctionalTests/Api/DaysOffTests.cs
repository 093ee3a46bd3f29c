using System.Net;
using System.Text.Json.Nodes;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Api;

public sealed class DaysOffTests
{
    private const string Holidays = "/api/v1/holidays";
    private const string Weekends = "/api/v1/weekend-overrides";

    [TestCase("analyst")]
    [TestCase("liaison.nl")]
    public async Task Everybody_reads_them_and_only_administrators_keep_them(string name)
    {
        await using var app = new TestApp();
        using var client = await app.AsAsync(name);
        var one = (await client.GetAsync($"{Holidays}?country=NL&year=2027")).Expect(HttpStatusCode.OK).Text("items.0.id");
        var other = (await client.GetAsync($"{Weekends}?country=MY")).Expect(HttpStatusCode.OK).Text("items.0.id");
        (await client.GetAsync($"{Holidays}/{one}")).Expect(HttpStatusCode.OK);
        (await client.PostAsync(Holidays, Holiday())).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await client.PatchAsync($"{Holidays}/{one}", new { retired = true }, "*")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await client.PostAsync(Weekends, Weekend())).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await client.PatchAsync($"{Weekends}/{other}", new { retired = true }, "*")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
    }

    [Test]
    public async Task Holidays_page_by_date_and_are_filtered_by_country_and_year()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        var (dates, after, pages) = (new List<string>(), (string?)null, 0);
        var all = (int)(await admin.GetAsync($"{Holidays}?limit=1&count=true")).Json["count"]!;
        do
        {
            var page = (await admin.GetAsync($"{Holidays}?limit=200{(after is null ? string.Empty : $"&after={after}")}")).Expect(HttpStatusCode.OK);
            dates.AddRange(page.Items.Select(i => $"{i!["date"]} {i["id"]}"));
            after = page.Json["next"]?.ToString();
        }
        while (after is not null && ++pages < 20);
        Assert.That((dates.Count, dates.Distinct(StringComparer.Ordinal).Count()), Is.EqualTo((all, all)));
        Assert.That(dates.Select(d => d[..10]), Is.Ordered);
        var some = await admin.GetAsync($"{Holidays}?country=ID&year=2027");
        Assert.That(some.Items.Select(i => i!["date"]!.ToString()[..4]).Distinct(), Is.EqualTo(new[] { "2027" }));
        Assert.That(some.Items.Select(i => i!["country"]!.ToString()).Distinct(), Is.EqualTo(new[] { "ID" }));
        (await admin.GetAsync($"{Holidays}?year=0")).ExpectInvalid("year");
        (await admin.GetAsync($"{Holidays}?year=MMXX")).ExpectInvalid("year");
        (await admin.GetAsync($"{Holidays}?sort=name")).ExpectInvalid("sort");
        (await admin.GetAsync($"{Holidays}?after=there")).ExpectInvalid("after");
    }

    [Test]
    public async Task Holidays_come_alone_and_together_and_what_was_taken_off_comes_back()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        var one = (await admin.PostAsync(Holidays, Holiday())).Expect(HttpStatusCode.Created);
        Assert.That(one.Text("nameId"), Is.EqualTo("Nyepi"));
        var two = (await admin.PostAsync(Holidays, new { items = new[] { Holiday("2027-03-11"), Holiday("2027-03-12") } })).Expect(HttpStatusCode.Created);
        Assert.That(two.Items, Has.Count.EqualTo(2));
        (await admin.PostAsync(Holidays, Holiday())).ExpectInvalid("date");
        (await admin.PostAsync(Holidays, new { items = new[] { Holiday("2027-03-13"), Holiday("2027-03-13") } })).ExpectInvalid("items[1].date");
        (await admin.PostAsync(Holidays, new { items = new[] { Holiday("2027-03-14"), Holiday("2027-03-11") } })).ExpectInvalid("items[1].date");
        Assert.That((await admin.GetAsync($"{Holidays}?country=ID&year=2027&limit=200")).Items.Select(i => i!["date"]!.ToString()), Does.Not.Contain("2027-03-14"));
        var path = one.Location!.ToString();
        (await admin.PatchAsync(path, new { retired = true }, null)).ExpectProblem(HttpStatusCode.PreconditionRequired, "if-match-required");
        (await admin.PatchAsync(path, new { retired = true }, one.ETag)).Expect(HttpStatusCode.OK);
        (await admin.PatchAsync(path, new { retired = false }, one.ETag)).ExpectProblem(HttpStatusCode.PreconditionFailed, "stale");
        Assert.That((await admin.GetAsync($"{Holidays}?retired=true")).Items, Has.Count.EqualTo(1));
        var back = (await admin.PostAsync(Holidays, Holiday().With("nameEn", "\"Day of silence\""))).Expect(HttpStatusCode.Created);
        Assert.That((back.Text("id"), back.Text("nameEn"), back.Text("retired")), Is.EqualTo((one.Text("id"), "Day of silence", "false")));
        Assert.That(await AuditRows.ActionsAsync(app, "Holiday", await admin.MyIdAsync()), Is.EquivalentTo(new[] { "add", "add", "add", "retire", "edit" }));
    }

    [Test]
    public async Task A_bad_holiday_is_named_and_not_stored()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        await admin.EnsureInvalidAsync(Holidays, () => Holiday(), Holidays,
            ("country", Sample.Removed, "country"),
            ("country", "\"ZZ\"", "country"),
            ("date", Sample.Removed, "date"),
            ("date", "\"2027-02-30\"", "date"),
            ("date", "\"10 March\"", "date"),
            ("date", "\"1027-03-10\"", "date"),
            ("nameEn", Sample.Removed, "nameEn"),
            ("nameId", Sample.Long(201), "nameId"),
            ("items", "[]", "items"),
            ("items", "[{\"country\":\"ID\",\"date\":\"2027-03-10\",\"nameEn\":\"x\"}]", "country"));
        (await admin.PostAsync(Holidays, new { items = new object?[] { Holiday(), null } })).ExpectInvalid("items[1]");
        (await admin.PostAsync(Holidays, new { items = new[] { Holiday().With("country", "\"ZZ\"") } })).ExpectInvalid("items[0].country");
        (await admin.PostAsync(Holidays, new { items = new[] { Holiday().With("nameEn", "\"\"") } })).ExpectInvalid("items[0].nameEn");
    }

    [Test]
    public async Task Days_off_of_a_state_are_set_once_changed_taken_off_and_put_back()
    {
        await using var app = new TestApp();
        using var admin = await app.AsAsync("admin");
        var made = (await admin.PostAsync(Weekends, Weekend())).Expect(HttpStatusCode.Created);
        Assert.That(made.Json["weekend"]!.ToJsonString(), Is.EqualTo("[\"Friday\",\"Saturday\"]"));
        (await admin.PostAsync(Weekends, Weekend())).ExpectInvalid("area");
        (await admin.PostAsync(Weekends, Weekend().With("area", Sample.Removed).With("country", "\"BN\""))).ExpectInvalid("country");
        var path = made.Location!.ToString();
        var off = (await admin.PatchAsync(path, new { retired = true }, made.ETag)).Expect(HttpStatusCode.OK);
        (await admin.PatchAsync(path, new { weekend = Array.Empty<string>() }, off.ETag)).ExpectInvalid("weekend");
        var back = (await admin.PostAsync(Weekends, Weekend().With("weekend", "[\"Sunday\"]"))).Expect(HttpStatusCode.Created);
        Assert.That((back.Text("id"), back.Text("retired")), Is.EqualTo((made.Text("id"), "false")));
        await admin.EnsureAllInvalidAsync(Weekends, () => Weekend().With("area", "\"Other\""),
            ("country", Sample.Removed, "country"),
            ("country", "\"ZZ\"", "country"),
            ("weekend", "[]", "weekend"),
            ("weekend", "[\"Funday\"]", "weekend[0]"),
            ("weekend", "[\"Monday\",\"Tuesday\",\"Wednesday\",\"Thursday\",\"Friday\",\"Saturday\",\"Sunday\"]", "weekend"),
            ("source", Sample.Removed, "source"),
            ("area", Sample.Long(201), "area"));
    }

    private static JsonObject Holiday(string date = "2027-03-10") => new() { ["country"] = "ID", ["date"] = date, ["nameEn"] = "Nyepi", ["nameId"] = "Nyepi" };

    private static JsonObject Weekend() => new()
    {
        ["country"] = "AE",
        ["area"] = "Sharjah",
        ["weekend"] = new JsonArray("Saturday", "Friday"),
        ["source"] = "Test",
    };
}
