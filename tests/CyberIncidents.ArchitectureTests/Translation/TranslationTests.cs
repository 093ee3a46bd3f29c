using System.Reflection;
using CyberIncidents.Application;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using CyberIncidents.ArchitectureTests.Support;
using CyberIncidents.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.ArchitectureTests.Translation;

/// <summary>Every query runs to its end on the SQL Server provider, without a server.</summary>
public sealed class TranslationTests
{
    private static readonly Dictionary<string, string> NoTexts = new(StringComparer.Ordinal);

    private static IEnumerable<TestCaseData> Samples() =>
        QuerySamples.All.GroupBy(s => (s.Query.GetType(), s.Roles)).Select(g =>
            new TestCaseData(g.ToList()).SetArgDisplayNames($"{g.Key.Item1.Name} as {g.Key.Roles}"));

    /// <summary>Also those that only commands use.</summary>
    private static IEnumerable<TestCaseData> FixedQueries() =>
        typeof(GetIncidentQuery).Assembly.GetTypes()
            .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Where(f => f.FieldType.IsGenericType && f.FieldType.Name.StartsWith("FixedQuery`", StringComparison.Ordinal) && !f.DeclaringType!.ContainsGenericParameters)
            .Select(f => new TestCaseData(f).SetArgDisplayNames($"{f.DeclaringType!.Name}.{f.Name}"));

    [TestCaseSource(nameof(Samples))]
    public async Task Every_query_translates_for_SQL_Server(object samples)
    {
        foreach (var sample in (IReadOnlyList<QuerySample>)samples)
        {
            await using var app = new ServerlessApp(sample.Texts);
            var commands = await app.RunAsync(sample.Query, ViewerOf(sample.Roles));
            Assert.Multiple(() =>
            {
                Assert.That(commands, Has.Count.GreaterThanOrEqualTo(sample.Commands), sample.Query.ToString());
                Assert.That(commands.SelectMany(TSql.Errors), Is.Empty, sample.Query.ToString());
            });
        }
    }

    [TestCaseSource(nameof(FixedQueries))]
    public async Task Every_fixed_query_translates_for_SQL_Server(FieldInfo field)
    {
        await using var app = new ServerlessApp(NoTexts);
        var commands = await app.RunFixedAsync(field.GetValue(null)!, Viewer.System);
        Assert.That(commands, Is.Not.Empty);
        Assert.That(commands.SelectMany(TSql.Errors), Is.Empty);
    }

    [Test]
    public void A_sum_over_a_subquery_is_caught() => Assert.That(
        TSql.Errors("SELECT SUM(CASE WHEN t.Id IN (SELECT r.Id FROM R AS r) THEN 1 ELSE 0 END) FROM T AS t"), Is.EqualTo(new[] { "1: SUM over a subquery" }));

    [Test]
    public void A_list_of_texts_in_one_parameter_is_caught() => Assert.That(
        TSql.Errors("SELECT c.Id FROM C AS c WHERE c.Code IN (SELECT v.[value] FROM OPENJSON(@codes) WITH ([value] nvarchar(64) '$') AS v)"),
        Is.EqualTo(new[] { "1: a list of texts without a collation" }));

    [Test]
    public void Every_query_has_a_sample() => Assert.That(WithoutSample(QuerySamples.All), Is.Empty);

    [Test]
    public void A_query_without_a_sample_is_caught() =>
        Assert.That(
            WithoutSample(QuerySamples.All.Where(s => s.Query is not GetIncidentQuery)), Does.Contain(typeof(GetIncidentQuery)));

    [Test]
    public async Task A_query_that_does_not_translate_is_caught()
    {
        await using var app = new ServerlessApp(NoTexts);
        Assert.That(
            async () => await app.RunAsync(db => db.Set<Person>().Where(p => IsPalindrome(p.DisplayName)).Select(p => p.Id), Viewer.System),
            Throws.InvalidOperationException.With.Message.Contains("could not be translated"));
    }

    [Test]
    public async Task A_query_that_only_SQLite_knows_is_caught()
    {
        await using var app = new ServerlessApp(NoTexts);
        Assert.That(
            async () => await app.RunAsync(
                db => db.Set<Person>().Where(p => EF.Functions.Glob(p.DisplayName, "A*")).Select(p => p.Id), Viewer.System),
            Throws.InvalidOperationException.With.Message.Contains("could not be translated"));
    }

    private static IEnumerable<Type> WithoutSample(IEnumerable<QuerySample> samples) =>
        ApplicationServices.MessageTypes().Where(IsQuery).Except(samples.Select(s => s.Query.GetType()));

    private static bool IsQuery(Type message) =>
        Array.Exists(message.GetInterfaces(), i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IQuery<>));

    /// <summary>Without a role it is the program itself.</summary>
    private static Viewer ViewerOf(Roles roles) =>
        roles == Roles.None ? Viewer.System : Viewer.Of(new Person("somebody@example.test", "Somebody", PlausibleRow.Key, roles, DateTimeOffset.UnixEpoch));

    private static bool IsPalindrome(string text) => text.SequenceEqual(text.Reverse());
}
