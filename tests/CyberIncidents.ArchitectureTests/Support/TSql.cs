using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace CyberIncidents.ArchitectureTests.Support;

/// <summary>Reads T-SQL as SQL Server 2025 would, without a server.</summary>
internal static class TSql
{
    public static IReadOnlyList<string> Errors(string script)
    {
        _ = Parse(script, out var errors);
        return errors;
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
        column.ColumnName?.Value ?? (column.Expression as ColumnReferenceExpression)?.MultiPartIdentifier.Identifiers[^1].Value ?? string.Empty;

    private static TSqlFragment Parse(string script, out IReadOnlyList<string> errors)
    {
        using var reader = new StringReader(script);
        var fragment = new TSql170Parser(initialQuotedIdentifiers: true).Parse(reader, out var found);
        errors = [.. found.Select(e => $"{e.Line}: {e.Message}")];
        return fragment;
    }
}
