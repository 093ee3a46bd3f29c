using CyberIncidents.Application;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Visibility;

public sealed class LeakMatrixTests
{
    [TestCase("CLEAR")]
    [TestCase("GREEN")]
    [TestCase("AMBER")]
    [TestCase("AMBER+STRICT")]
    [TestCase("RED")]
    public async Task Everybody_gets_from_every_surface_what_the_matrix_says_and_no_word_more(string tlp)
    {
        await using var app = new TestApp(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Sharing:SecondApproval"] = "true" });
        using var scene = await Scene.BuildAsync(app, tlp);
        await scene.ReleaseAsync();
        var faults = new List<string>();
        foreach (var surface in Matrix.Surfaces)
        {
            var expected = surface.For(tlp);
            for (var i = 0; i < Scene.Relations.Count; i++)
            {
                var relation = Scene.Relations[i];
                var answer = await surface.AskAsync(scene[relation], scene);
                var seen = surface.Read(answer);
                if (seen != expected[i])
                {
                    faults.Add($"{surface.Name} × {relation}: {seen} instead of {expected[i]}");
                }

                faults.AddRange(Words(relation, tlp).Where(w => answer.Whole().Contains(w, StringComparison.OrdinalIgnoreCase))
                    .Select(w => $"{surface.Name} × {relation}: tells {w} in {answer.Whole()}"));
            }
        }

        Assert.That(faults, Is.Empty, string.Join('\n', faults));
    }

    [Test]
    public void Every_surface_says_what_each_relation_gets()
    {
        var wrong = Matrix.Surfaces.Where(s => s.For("RED").Count != Scene.Relations.Count).Select(s => s.Name);
        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public void Every_query_has_a_row_in_the_matrix_or_a_reason_to_have_none() =>
        Assert.That(Missing(ApplicationServices.MessageTypes()), Is.Empty, "Add the query to Matrix.Surfaces, or to Matrix.Exempt with a reason.");

    [Test]
    public void A_query_without_a_row_is_found() =>
        Assert.That(Missing([.. ApplicationServices.MessageTypes(), typeof(UncoveredQuery)]), Is.EqualTo(new[] { nameof(UncoveredQuery) }));

    [Test]
    public void The_matrix_names_only_queries()
    {
        var named = Matrix.Surfaces.SelectMany(s => s.Queries).Concat(Matrix.Exempt.Keys).ToList();
        Assert.That(named.Where(t => !IsQuery(t)), Is.Empty);
        Assert.That(named, Is.Unique);
        Assert.That(Matrix.Exempt.Values, Has.None.Empty);
    }

    /// <summary>What must not reach somebody.</summary>
    private static string[] Words(string relation, string tlp) => relation switch
    {
        "liaison.sg" => [Scene.Ours],
        "admin" => [Scene.Ours, Scene.ForSingapore],
        "stranger" when tlp == "RED" => [Scene.Ours, Scene.ForSingapore],
        _ when relation.StartsWith("liaison.", StringComparison.Ordinal) => [Scene.Ours, Scene.ForSingapore],
        _ => [],
    };

    private static List<string> Missing(IEnumerable<Type> messages)
    {
        var covered = Matrix.Surfaces.SelectMany(s => s.Queries).Concat(Matrix.Exempt.Keys).ToHashSet();
        return [.. messages.Where(t => IsQuery(t) && !covered.Contains(t)).Select(t => t.Name)];
    }

    private static bool IsQuery(Type type) =>
        type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IQuery<>));

    private sealed record UncoveredQuery : IQuery<string>;
}
