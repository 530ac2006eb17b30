using CsmPartners.Sqlite;
using CsmPartners.SqlServer;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace CsmPartners.Tests.Hosting;

public sealed class MigrationsTests
{
    [Theory]
    [InlineData("Sqlite")]
    [InlineData("SqlServer")]
    public void Migrations_are_in_step_with_the_model(string provider)
    {
        using var db = Database(provider);
        Assert.False(db.Database.HasPendingModelChanges(), $"The model has changes that the {provider} migrations lack");
    }

    [Fact]
    public void Both_providers_have_the_same_migrations()
    {
        using var sqlite = Database("Sqlite");
        using var sqlServer = Database("SqlServer");
        Assert.Equal(Names(sqlite), Names(sqlServer));

        static IEnumerable<string> Names(SiteDb db) => db.Database.GetMigrations().Select(m => m[(m.IndexOf('_', StringComparison.Ordinal) + 1)..]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Sql_Servers_own_parser_accepts_the_script(bool idempotent)
    {
        Assert.NotEmpty(Statements(Script(idempotent)));
    }

    [Fact]
    public void Sql_Servers_own_model_finds_every_table_and_column_that_the_script_names()
    {
        using var model = new TSqlModel(SqlServerVersion.Sql160, new TSqlModelOptions());
        // It takes tables as they end up, not their changes; that the migrations end up there is another test's.
        using var db = Database("SqlServer");
        foreach (var statement in Statements(db.Database.GenerateCreateScript()).Where(s => s is CreateTableStatement or CreateIndexStatement or AlterTableStatement))
            model.AddObjects(string.Concat(statement.ScriptTokenStream.Take(statement.FirstTokenIndex..(statement.LastTokenIndex + 1)).Select(t => t.Text)));

        Assert.Equal([], model.Validate().Select(m => m.Message));
        Assert.Contains(model.GetObjects(DacQueryScopes.UserDefined, Table.TypeClass), t => t.Name.Parts[^1] == "Entries");
    }

    private static IEnumerable<TSqlStatement> Statements(string script)
    {
        using var reader = new StringReader(script);
        var parsed = (TSqlScript)new TSql160Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        Assert.Equal([], errors.Select(e => $"{e.Line}: {e.Message}"));
        return parsed.Batches.SelectMany(b => b.Statements);
    }

    private static string Script(bool idempotent)
    {
        using var db = Database("SqlServer");
        return db.GetService<IMigrator>().GenerateScript(options: idempotent ? MigrationsSqlGenerationOptions.Idempotent : MigrationsSqlGenerationOptions.Script);
    }

    private static SiteDb Database(string provider)
    {
        var options = new DbContextOptionsBuilder<SiteDb>();
        if (provider == "Sqlite")
            options.UseSiteSqlite("Data Source=:memory:");
        else
            options.UseSiteSqlServer("Server=.");
        return new SiteDb(options.Options);
    }
}
