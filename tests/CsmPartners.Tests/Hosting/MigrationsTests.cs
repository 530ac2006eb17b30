using CsmPartners.Entries;
using CsmPartners.Forms;
using CsmPartners.Revisions;
using CsmPartners.Sqlite;
using CsmPartners.SqlServer;
using CsmPartners.Tests.Support;
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
        Assert.NotEmpty(TransactSql.Parse(Script(idempotent)));
    }

    [Fact]
    public void Sql_Servers_own_model_finds_every_table_and_column_that_the_script_names()
    {
        using var model = new TSqlModel(SqlServerVersion.Sql160, new TSqlModelOptions());
        // It takes tables as they end up, not their changes; that the migrations end up there is another test's.
        using var db = Database("SqlServer");
        foreach (var statement in TransactSql.Parse(db.Database.GenerateCreateScript()).Where(s => s is CreateTableStatement or CreateIndexStatement or AlterTableStatement))
            model.AddObjects(string.Concat(statement.ScriptTokenStream.Take(statement.FirstTokenIndex..(statement.LastTokenIndex + 1)).Select(t => t.Text)));

        Assert.Equal([], model.Validate().Select(m => m.Message));
        Assert.Contains(model.GetObjects(DacQueryScopes.UserDefined, Table.TypeClass), t => t.Name.Parts[^1] == "Entries");
    }

    [Fact]
    public async Task The_one_place_that_activities_had_becomes_their_first_venue()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var db = Database("Sqlite");
        await db.Database.OpenConnectionAsync(cancellation);
        await db.GetService<IMigrator>().MigrateAsync("StaffDesk", cancellation);
        foreach (var (id, kind, place, country) in new[] { (1, "Event", "Жаңа «қала»", "KZ"), (2, "Event", "", null), (3, "Partner", null, "FR") })
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO Entries (Id, Kind, Slug, State, KazakhTitleToConfirm, ChangedAt, Media, Title_Kk, Title_Ru, Title_En, Summary_Kk, Summary_Ru, Summary_En, Body_Kk, Body_Ru, Body_En,
                    WithdrawalReason_Kk, WithdrawalReason_Ru, WithdrawalReason_En, Country, Place_Kk, Place_Ru, Place_En, Countries, People, Period_Continues, Period_Yearly)
                VALUES ({id}, {kind}, {$"e-{id}"}, 'Published', 0, '2020-01-01', '[]', 'a', 'b', 'c', '', '', '', '', '', '', '', '', '', {country}, {place}, {place}, {place}, '[]', '[]', 0, 0)
                """, cancellation);
            var document = $$"""{"Slug":"e-{{id}}","Title":{"Kk":"a","Ru":"b","En":"c"},"Place":{"Kk":"{{place}}","Ru":"","En":""},"Country":"{{country}}"}""";
            await db.Database.ExecuteSqlAsync($"INSERT INTO Revisions (EntryId, Number, Document, AuthorName, At, Note, IsMinor) VALUES ({id}, 1, {document}, '', '2020-01-01', '', 0)", cancellation);
        }

        await db.Database.MigrateAsync(cancellation);
        var (moved, empty) = (await db.Entries.SingleAsync(e => e.Id == 1, cancellation), await db.Entries.SingleAsync(e => e.Id == 2, cancellation));
        var venue = Assert.Single(((Event)moved).Venues);
        Assert.Equal(("Жаңа «қала»", "KZ", null, null), (venue.City.Kk, venue.Country, venue.PartnerId, venue.From));
        Assert.Empty(((Event)empty).Venues);
        Assert.Equal("FR", ((Partner)await db.Entries.SingleAsync(e => e.Id == 3, cancellation)).Country);

        var documents = await db.Revisions.OrderBy(r => r.EntryId).Select(r => r.Document).ToListAsync(cancellation);
        var item = Assert.Single(((EventForm)Document.Read(EntryKind.Event, documents[0])).Venues);
        Assert.Equal(("Жаңа «қала»", "KZ", ""), (item.City.Kk, item.Country, item.From));
        Assert.DoesNotContain("Place", documents[0], StringComparison.Ordinal);
        Assert.Empty(((EventForm)Document.Read(EntryKind.Event, documents[1])).Venues);
        Assert.Equal("FR", ((PartnerForm)Document.Read(EntryKind.Partner, documents[2])).Country);
    }

    [Fact]
    public async Task Whoever_Identity_had_locked_can_come_in_after_the_upgrade()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var db = Database("Sqlite");
        await db.Database.OpenConnectionAsync(cancellation);
        await db.GetService<IMigrator>().MigrateAsync("Nodes", cancellation);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO Staff (Id, Name, Role, Language, CreatedAt, UserName, NormalizedUserName, Email, NormalizedEmail, EmailConfirmed, PasswordHash, SecurityStamp, ConcurrencyStamp,
                PhoneNumberConfirmed, TwoFactorEnabled, LockoutEnd, LockoutEnabled, AccessFailedCount)
            VALUES (1, 'Name', 'Editor', 'kk', '2026-01-01', 'a@b.kz', 'A@B.KZ', 'a@b.kz', 'A@B.KZ', 1, 'hash', 'stamp', 'stamp', 0, 0, '2999-01-01 00:00:00+00:00', 1, 4)
            """, cancellation);
        await db.Database.MigrateAsync(cancellation);
        var person = await db.Users.SingleAsync(cancellation);
        Assert.Equal((null, false, 0, "hash"), (person.LockoutEnd, person.LockoutEnabled, person.AccessFailedCount, person.PasswordHash));
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
