using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace CsmPartners.Tests.Support;

/// <summary>Microsoft's own parser, of the oldest version that the site is for.</summary>
internal static class TransactSql
{
    /// <exception cref="Xunit.Sdk.XunitException">It is no Transact-SQL.</exception>
    public static IEnumerable<TSqlStatement> Parse(string script)
    {
        using var reader = new StringReader(script);
        var parsed = (TSqlScript)new TSql150Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        Assert.Equal([], errors.Select(e => $"{e.Line}: {e.Message}"));
        return parsed.Batches.SelectMany(b => b.Statements);
    }

    /// <summary>Null where it is one statement or more that the parser accepts.</summary>
    public static string? Problem(string statement)
    {
        using var reader = new StringReader(statement);
        var parsed = (TSqlScript)new TSql150Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        return errors.Count > 0 ? $"{errors[0].Message} in {statement}"
            : !parsed.Batches.SelectMany(b => b.Statements).Any() ? "nothing is said"
            : null;
    }
}
