using CsmPartners.Web.Backups;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace CsmPartners.Tests.Backups;

/// <summary>That every table is kept, and that both databases keep the same.</summary>
public sealed class TableShapeTests
{
    [Fact]
    public void Every_table_and_column_of_the_model_is_in_an_archive()
    {
        using var db = SmallArchive.Database("Sqlite");
        var mapped = db.Model.GetEntityTypes().Select(e => e.GetTableName()).OfType<string>().Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(mapped, SmallArchive.Tables.Select(t => t.Name));
        // As the database itself has them, so that nothing depends on how the model is read.
        var script = db.Database.GenerateCreateScript();
        Assert.All(SmallArchive.Tables, table =>
        {
            var create = script[script.IndexOf($"CREATE TABLE \"{table.Name}\"", StringComparison.Ordinal)..];
            var columns = create[..create.IndexOf(");", StringComparison.Ordinal)].Split('\n').Select(l => l.Trim()).Where(l => l.StartsWith('"')).Select(l => l.Split('"')[1]);
            Assert.Equal(columns.Order(StringComparer.Ordinal), table.Columns.Select(c => c.Name));
        });
    }

    [Fact]
    public void Both_databases_keep_the_same_columns_as_the_same_kinds_of_values()
    {
        using var db = SmallArchive.Database("SqlServer");
        Assert.Equal(Lines(SmallArchive.Tables), Lines(TableShape.All(db)));

        static IEnumerable<string> Lines(IEnumerable<TableShape> tables) => tables.SelectMany(t => t.Columns.Select(c => $"{t.Name}.{c.Name} {c.Kind} {c.IsNullable}"));
    }

    [Fact]
    public void A_passkey_moves_from_one_database_to_the_other_though_they_write_its_bytes_differently()
    {
        var (sqlite, sqlServer) = (JsonOf("Sqlite"), JsonOf("SqlServer"));
        const string OfSqlite = """{"PublicKey":"0AFF","CreatedAt":"2026-11-24 05:01:48.1234567+05:00","Name":"Кілт"}""";
        var common = sqlite.ToCommon(OfSqlite);
        Assert.Contains("\"Cv8=\"", common, StringComparison.Ordinal);
        var there = sqlServer?.FromCommon(common) ?? common;
        Assert.Equal(OfSqlite, sqlite.FromCommon(sqlServer?.ToCommon(there) ?? there), ignoreCase: true);

        static JsonText JsonOf(string provider)
        {
            using var db = SmallArchive.Database(provider);
            return TableShape.All(db).Single(t => t.Name == "StaffPasskeys").Columns.Single(c => c.Name == nameof(IdentityUserPasskey<>.Data)).Json!;
        }
    }

    [Fact]
    public void Sql_Servers_own_parser_accepts_what_is_said_to_it()
    {
        using var db = SmallArchive.Database("SqlServer");
        foreach (var table in TableShape.All(db))
        {
            foreach (var sql in new[]
            {
                table.Select, table.Insert, SqlServerStore.PutAside(table), SqlServerStore.PutBack(table), SqlServerStore.LastId(table), SqlServerStore.SetLastId(table, 7),
                SqlServerStore.NumberRows(table, true), SqlServerStore.NumberRows(table, false), SqlServerStore.IsSnapshotAllowed, SqlServerStore.ResetLevel, SqlServerStore.Hold(table), $"DELETE FROM [{table.Name}]",
            })
            {
                using var reader = new StringReader(sql);
                new TSql160Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
                Assert.Equal([], errors.Select(e => $"{sql}: {e.Message}"));
            }
        }
    }
}
