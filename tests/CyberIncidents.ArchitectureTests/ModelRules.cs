using System.Linq.Expressions;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CyberIncidents.ArchitectureTests;

/// <summary>What the model keeps to on every provider.</summary>
internal static class ModelRules
{
    public const string Filter = "NeedToKnow";

    private static readonly string[] CaseKeys = [nameof(ISecured.IncidentId), "ChainId"];

    /// <summary>Secured types that do not carry exactly the one filter.</summary>
    public static IEnumerable<string> Unfiltered(IModel model) =>
        model.GetEntityTypes().Where(IsSecured)
            .Where(t => !t.GetDeclaredQueryFilters().Select(f => f.Key).SequenceEqual([Filter], StringComparer.Ordinal))
            .Select(t => t.ClrType.Name);

    /// <summary>Types that carry a filter and are not secured.</summary>
    public static IEnumerable<string> FilteredWithoutNeed(IModel model) =>
        model.GetEntityTypes().Where(t => !IsSecured(t) && t.GetDeclaredQueryFilters().Count > 0).Select(t => t.ClrType.Name);

    /// <summary>Types that name a case and yet are not secured.</summary>
    public static IEnumerable<string> Unsecured(IModel model) =>
        model.GetEntityTypes().Where(t => !IsSecured(t) && Array.Exists(CaseKeys, k => t.FindProperty(k) is not null)).Select(t => t.ClrType.Name);

    /// <summary>Filters that read a set which has a filter itself: two that read each other kill the process.</summary>
    public static IEnumerable<string> Entangled(IModel model) =>
        from type in model.GetEntityTypes()
        from filter in type.GetDeclaredQueryFilters()
        from read in SetsIn.Of(filter.Expression!)
        where model.FindEntityType(read) is { } other && other.GetDeclaredQueryFilters().Count > 0
        select $"{type.ClrType.Name} reads {read.Name}";

    /// <summary>All cascades, as <c>parent -> child</c>.</summary>
    public static IEnumerable<string> Cascades(IModel model) =>
        CascadesOf(model).Select(c => $"{c.Parent} -> {c.Child}");

    /// <summary>Tables that one deletion reaches on two ways: SQL Server refuses them.</summary>
    public static IEnumerable<string> TwiceReached(IModel model)
    {
        var cascades = CascadesOf(model).ToLookup(c => c.Parent, c => c.Child, StringComparer.Ordinal);
        return cascades.Select(c => c.Key).SelectMany(start => Reached(start, cascades, [start]).GroupBy(t => t, StringComparer.Ordinal)
            .Where(g => g.Count() > 1).Select(g => $"{start} -> {g.Key}"));
    }

    private static IEnumerable<(string Parent, string Child)> CascadesOf(IModel model) =>
        model.GetEntityTypes().SelectMany(t => t.GetForeignKeys())
            .Where(k => k.DeleteBehavior is DeleteBehavior.Cascade or DeleteBehavior.SetNull)
            .Select(k => (k.PrincipalEntityType.GetTableName()!, k.DeclaringEntityType.GetTableName()!));

    private static IEnumerable<string> Reached(string from, ILookup<string, string> cascades, IReadOnlyList<string> way) =>
        cascades[from].SelectMany(to => way.Contains(to, StringComparer.Ordinal) ? [to] : Reached(to, cascades, [.. way, to]).Prepend(to));

    private static bool IsSecured(IReadOnlyEntityType type) => typeof(ISecured).IsAssignableFrom(type.ClrType);

    private sealed class SetsIn : ExpressionVisitor
    {
        private readonly HashSet<Type> _found = [];

        public static HashSet<Type> Of(Expression expression)
        {
            var visitor = new SetsIn();
            visitor.Visit(expression);
            return visitor._found;
        }

        protected override Expression VisitMethodCall(MethodCallExpression node)
        {
            if (node.Method is { Name: nameof(DbContext.Set), IsGenericMethod: true })
            {
                _found.Add(node.Method.GetGenericArguments()[0]);
            }

            return base.VisitMethodCall(node);
        }

        protected override Expression VisitMember(MemberExpression node)
        {
            if (node.Type.IsGenericType && node.Type.GetGenericTypeDefinition() == typeof(DbSet<>))
            {
                _found.Add(node.Type.GetGenericArguments()[0]);
            }

            return base.VisitMember(node);
        }

        protected override Expression VisitExtension(Expression node)
        {
            if (node is Microsoft.EntityFrameworkCore.Query.EntityQueryRootExpression root)
            {
                _found.Add(root.ElementType);
            }

            return base.VisitExtension(node);
        }
    }
}
