using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace CyberIncidents.ArchitectureTests.Support;

/// <summary>Reads T-SQL as SQL Server 2025 would, without a server.</summary>
internal static class TSql
{
    /// <summary>What the server's parser refuses, and the rules of its binder that a translated query is likely to break.</summary>
    public static IReadOnlyList<string> Errors(string script)
    {
        var fragment = Parse(script, out var errors);
        var visitor = new AggregatesOverSubqueries();
        fragment?.Accept(visitor);
        var texts = new ListsOfTexts();
        fragment?.Accept(texts);
        return [.. errors, .. visitor.Found, .. texts.Found];
    }

    /// <summary>The names of the columns of the outermost SELECT; empty where one has none.</summary>
    public static IReadOnlyList<string> Columns(string command)
    {
        var statement = ((TSqlScript)Parse(command, out _)).Batches.SelectMany(b => b.Statements).OfType<SelectStatement>().Last();
        var query = statement.QueryExpression;
        while (query is not QuerySpecification)
        {
            query = query switch
            {
                BinaryQueryExpression both => both.FirstQueryExpression,
                QueryParenthesisExpression parenthesis => parenthesis.QueryExpression,
                _ => throw new InvalidOperationException($"{query.GetType().Name} is no SELECT."),
            };
        }

        return [.. ((QuerySpecification)query).SelectElements.OfType<SelectScalarExpression>().Select(NameOf)];
    }

    private static string NameOf(SelectScalarExpression column) =>
        column.ColumnName?.Value ?? (column.Expression as ColumnReferenceExpression)?.MultiPartIdentifier.Identifiers[^1].Value ?? InnerNameOf(column);

    /// <summary>Of a subquery without a name the name of what it yields.</summary>
    private static string InnerNameOf(SelectScalarExpression column) =>
        column.Expression is ScalarSubquery { QueryExpression: QuerySpecification inner } && inner.SelectElements is [SelectScalarExpression yielded] ? NameOf(yielded) : string.Empty;

    private static TSqlFragment Parse(string script, out IReadOnlyList<string> errors)
    {
        using var reader = new StringReader(script);
        var fragment = new TSql170Parser(initialQuotedIdentifiers: true).Parse(reader, out var found);
        errors = [.. found.Select(e => $"{e.Line}: {e.Message}")];
        return fragment;
    }

    /// <summary>Error 130: "Cannot perform an aggregate function on an expression containing an aggregate or a subquery."</summary>
    private sealed class AggregatesOverSubqueries : TSqlFragmentVisitor
    {
        private static readonly string[] Aggregates = ["SUM", "COUNT", "COUNT_BIG", "MIN", "MAX", "AVG", "STRING_AGG"];

        public List<string> Found { get; } = [];

        public override void ExplicitVisit(FunctionCall node)
        {
            if (Aggregates.Contains(node.FunctionName.Value, StringComparer.OrdinalIgnoreCase) && node.Parameters.Any(HasSubquery))
            {
                Found.Add($"{node.StartLine}: {node.FunctionName.Value} over a subquery");
            }

            base.ExplicitVisit(node);
        }

        private static bool HasSubquery(ScalarExpression parameter)
        {
            var subqueries = new Subqueries();
            parameter.Accept(subqueries);
            return subqueries.Any;
        }
    }

    private sealed class Subqueries : TSqlFragmentVisitor
    {
        public bool Any { get; private set; }

        public override void Visit(ScalarSubquery node) => Any = true;
    }

    /// <summary>Error 468: the texts of a list in a parameter have the database's collation, our codes have one of their own.</summary>
    private sealed class ListsOfTexts : TSqlFragmentVisitor
    {
        public List<string> Found { get; } = [];

        public override void Visit(OpenJsonTableReference node)
        {
            if (node.Variable is VariableReference
                && node.SchemaDeclarationItems.Any(i => i.ColumnDefinition is { Collation: null, DataType: SqlDataTypeReference { SqlDataTypeOption: SqlDataTypeOption.NVarChar or SqlDataTypeOption.VarChar } }))
            {
                Found.Add($"{node.StartLine}: a list of texts without a collation");
            }
        }
    }
}
