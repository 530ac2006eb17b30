using System.Data.Common;
using System.Text.RegularExpressions;
using CsmPartners.SqlServer;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Admin.Status;
using CsmPartners.Web.Backups;
using CsmPartners.Web.Hosting;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace CsmPartners.Tests.Hosting;

/// <summary>What is sent to SQL Server and what comes back, without a server.</summary>
public sealed partial class SqlServerTests(ITestOutputHelper output)
{
    /// <summary>
    /// Whatever depends on the database: raw statements, levels of isolation, functions and questions about the provider. A new one fails here
    /// until it stands in this list, and beside it belongs a test that has SQL Server's parser read it. Constraints and filters of the model are
    /// in the script of the migrations, which another test has it read.
    /// </summary>
    private static readonly string[] DependOnTheDatabase =
    [
        "CsmPartners.Web/Admin/Status/DatabaseState.cs: IsSqlite",
        "CsmPartners.Web/Admin/Status/DatabaseState.cs: SqlQueryRaw",
        "CsmPartners.Web/Backups/SiteBackup.cs: IsSqlite",
        "CsmPartners.Web/Backups/SiteBackup.cs: NumberAsync(\"",
        "CsmPartners.Web/Backups/SiteBackup.cs: NumberAsync($",
        "CsmPartners.Web/Backups/SiteBackup.cs: TextsAsync(\"",
        "CsmPartners.Web/Backups/SiteRestore.cs: ExecuteAsync($",
        "CsmPartners.Web/Backups/SiteRestore.cs: IsSqlite",
        "CsmPartners.Web/Backups/SiteRestore.cs: NumberAsync(\"",
        "CsmPartners.Web/Backups/SqlServerStore.cs: BeginTransactionAsync ×2",
        "CsmPartners.Web/Backups/SqlServerStore.cs: IsolationLevel.ReadCommitted ×2",
        "CsmPartners.Web/Backups/SqlServerStore.cs: IsolationLevel.Snapshot",
        "CsmPartners.Web/Backups/SqliteStore.cs: BeginTransaction",
        "CsmPartners.Web/Backups/SqliteStore.cs: BeginTransactionAsync",
        "CsmPartners.Web/Backups/SqliteStore.cs: ExecuteAsync(\" ×2",
        "CsmPartners.Web/Backups/SqliteStore.cs: ExecuteAsync($ ×2",
        "CsmPartners.Web/Backups/SqliteStore.cs: NumberAsync($",
        "CsmPartners.Web/Backups/SqliteStore.cs: TextsAsync(\" ×3",
        "CsmPartners.Web/Backups/Store.cs: CommandText",
        "CsmPartners.Web/Backups/Store.cs: IsSqlite",
        "CsmPartners.Web/Hosting/Database.cs: IsSqlite",
        "CsmPartners.Web/Hosting/SiteDatabase.cs: CommandText",
        "CsmPartners.Web/Hosting/SiteDatabase.cs: ExecuteSqlRawAsync",
        "CsmPartners.Web/Hosting/SiteDatabase.cs: IsSqlite ×5",
        "CsmPartners.Web/Hosting/SqliteFile.cs: ExecuteSqlRawAsync ×2",
        "CsmPartners.Web/Watching/DatabaseSpans.cs: CommandText",
        "CsmPartners/Retrying.cs: BeginTransactionAsync",
        "CsmPartners/Retrying.cs: IsolationLevel.ReadCommitted",
    ];

    [Fact]
    public void Every_raw_statement_and_everything_else_that_depends_on_the_database_is_listed()
    {
        var root = Path.Combine(Sources.Root, "src");
        var found = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(root, f).Replace('\\', '/'))
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal) && !f.Contains("/Migrations/", StringComparison.Ordinal))
            .SelectMany(f => Dependent().Matches(File.ReadAllText(Path.Combine(root, f))).CountBy(m => m.Value).Select(c => $"{f}: {c.Key}{(c.Value > 1 ? $" ×{c.Value}" : "")}"))
            .Order(StringComparer.Ordinal).ToList();
        output.WriteLine(string.Join('\n', found.Select(f => $"        \"{f}\",")));
        Assert.Equal(DependOnTheDatabase, found);
    }

    [Fact]
    public void Sql_Servers_parser_accepts_what_is_written_by_hand()
    {
        foreach (var statement in new[] { SiteDatabase.WhichSite, StateOfDatabase.SqlServerSize, "SELECT [Version] FROM [SiteState]", "SELECT [Hash] FROM [MediaFiles]", "SELECT COUNT(*) FROM [Entries]" })
            Assert.Null(TransactSql.Problem(statement));
        // The parser would say so.
        Assert.NotNull(TransactSql.Problem("SELECT seq FROM sqlite_sequence LIMIT 1"));
        Assert.NotNull(TransactSql.Problem("PRAGMA foreign_keys = OFF"));
    }

    /// <summary>What the desk's pages and forms ask; <see cref="QueriesOfTheRun"/> looks at what all other tests of a run have asked.</summary>
    [Fact]
    public async Task Every_query_of_the_desk_can_be_asked_of_Sql_Server()
    {
        await using var site = new TestSite();
        await site.InitializeAsync();
        Assert.SkipWhen(site.OnSqlServer, "Here it is asked itself");
        using var editor = await site.StaffAsync(StaffRole.Editor);
        using var administrator = await site.StaffAsync(StaffRole.Administrator);
        var (id, gone) = (await editor.CreateAsync("exhibitions", DeskEntries.Exhibition("asked")), await site.EntryAsync(EntriesOfTests.Partner("gone"), editor));
        await administrator.PublishAsync(id, "Alone tonight");
        await editor.SaveAsync(id, ("Summary.En", "Changed"));
        var partner = await site.PublishedAsync(EntriesOfTests.Partner("asks"), editor);
        await site.SetAsync(gone, copy => copy.DeletedAt = copy.ChangedAt);
        using (var visitor = DeskClient.Stranger(site))
        using (var contact = await visitor.OpenLetterAsync("/en/contact?about=partner:asks"))
        using (await visitor.PostFormAsync(contact, VisitorsLetters.Form, VisitorsLetters.Typed("asked")))
        using (await Media.MediaSite.SendAsync(editor, ("picture.jpg", Media.TestFiles.Jpeg())))
        {
            var (pages, forms) = await new DeskWalk(administrator).TakeAsync(
                "/admin", $"/admin/entries/{id}", $"/admin/entries/{partner}", $"/admin/entries/{gone}", $"/admin/entries/{id}/compare?from=1&to=2", $"/admin/entries/{partner}/merge?other=gone",
                "/admin/entries?q=asked&state=published&country=FR&year=2019&editor=me&comments=open&sort=title", "/admin/suggest?q=asks", "/admin/media/suggest?q=picture", "/admin/meaning?text=asks");
            output.WriteLine($"{pages} pages and {forms} forms; {SqlServerQueries.Count} queries as {SqlServerQueries.Statements.Count} statements were read by SQL Server's parser");
        }

        Assert.Equal([], SqlServerQueries.Problems);
        Assert.InRange(SqlServerQueries.Count, 150, 5000);
        Assert.Contains(SqlServerQueries.Statements, s => s.Contains("LIKE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_query_that_Sql_Server_has_no_words_for_is_found()
    {
        await using var site = new TestSite();
        await site.InitializeAsync();
        Assert.SkipWhen(site.OnSqlServer, "Here it is asked itself");
        await using var db = site.Database();
        await db.Entries.Where(e => EF.Functions.Glob(e.Slug, "a*")).CountAsync(TestContext.Current.CancellationToken);
        Assert.Contains(SqlServerQueries.Refused, p => p.Contains("Glob", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(2601, true, false)]
    [InlineData(2627, true, false)]
    [InlineData(1205, true, true)]
    [InlineData(1222, true, true)]
    [InlineData(3960, true, false)]
    [InlineData(1101, false, true)]
    [InlineData(1105, false, true)]
    [InlineData(9001, false, true)]
    [InlineData(9002, false, true)]
    [InlineData(823, false, true)]
    [InlineData(824, false, true)]
    [InlineData(926, false, true)]
    [InlineData(945, false, true)]
    [InlineData(3906, false, true)]
    [InlineData(3908, false, true)]
    [InlineData(976, false, true)]
    [InlineData(978, false, true)]
    [InlineData(40544, false, true)]
    [InlineData(229, false, true)]
    [InlineData(4060, false, true)]
    [InlineData(18456, false, true)]
    [InlineData(40197, false, true)]
    [InlineData(40501, false, true)]
    [InlineData(40613, false, true)]
    [InlineData(49918, false, true)]
    [InlineData(49920, false, true)]
    [InlineData(10928, false, true)]
    [InlineData(10929, false, true)]
    [InlineData(-2, false, true)]
    [InlineData(547, false, false)]
    [InlineData(8152, false, false)]
    [InlineData(207, false, false)]
    public void What_its_errors_mean_is_known_however_they_are_wrapped(int number, bool isConflict, bool isRefusal)
    {
        var error = SqlServerFailures.Of(number);
        foreach (var wrapped in new Exception[] { error, new DbUpdateException("", error), new RetryLimitExceededException("", new DbUpdateException("", error)), new InvalidOperationException("", error) })
        {
            Assert.Equal(isConflict, SqlServerErrors.Instance.IsConflict(wrapped));
            Assert.Equal(isRefusal, SqlServerErrors.Instance.IsRefusal(wrapped));
        }
    }

    [Fact]
    public void What_a_connection_string_leaves_open_is_made_short_and_what_it_says_is_kept()
    {
        var open = new SqlConnectionStringBuilder(SqlServerSite.Complete("Server=db"));
        Assert.Equal((5, 15, PoolBlockingPeriod.NeverBlock), (open.ConnectTimeout, open.CommandTimeout, open.PoolBlockingPeriod));
        var said = new SqlConnectionStringBuilder(SqlServerSite.Complete("Server=db;Connect Timeout=30;Command Timeout=60;Pool Blocking Period=AlwaysBlock"));
        Assert.Equal((30, 60, PoolBlockingPeriod.AlwaysBlock), (said.ConnectTimeout, said.CommandTimeout, said.PoolBlockingPeriod));
        Assert.Equal(90, new SqlConnectionStringBuilder(SqlServerSite.Complete("Server=db;Command Timeout=60", 90)).CommandTimeout);
    }

    /// <summary>An administrator looks on, and a table takes what it takes: whoever migrates waits without a bound, were it for the restore of a backup.</summary>
    [Fact]
    public async Task Neither_migrating_nor_making_a_database_for_a_backup_has_a_time_to_keep()
    {
        var unopened = new Unopened();
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.site");
        var database = new SiteDatabase(
            new Databases(unopened), () => throw new InvalidOperationException(), new SavedSiteFile(path, TimeProvider.System, NullLogger<SavedSiteFile>.Instance), TimeProvider.System, NullLogger<SiteDatabase>.Instance);
        await Assert.ThrowsAsync<NotSupportedException>(() => database.MigrateAsync(mayCreate: true, null, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<NotSupportedException>(() => database.CreateAsync(_ => Task.CompletedTask, new ProgressLines(TextWriter.Null, TimeProvider.System), TestContext.Current.CancellationToken));
        Assert.Equal([0, 0], unopened.CommandSeconds);
    }

    private sealed class Databases(Unopened unopened) : IDbContextFactory<SiteDb>
    {
        public SiteDb CreateDbContext()
        {
            var options = new DbContextOptionsBuilder<SiteDb>();
            options.UseSiteSqlServer(SqlServerSite.Complete("Server=.", 15)).AddInterceptors(unopened);
            return new SiteDb(options.Options);
        }
    }

    private sealed class Unopened : DbConnectionInterceptor
    {
        public List<int?> CommandSeconds { get; } = [];

        public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
            DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            CommandSeconds.Add(eventData.Context!.Database.GetCommandTimeout());
            throw new NotSupportedException();
        }
    }

    [GeneratedRegex(
        """
        \b(ExecuteSql\w* | SqlQuery\w* | FromSql\w* | IsSqlite | IsSqlServer | EF\.Functions\.\w+ | CommandText | IsolationLevel\.\w+ | BeginTransaction(Async)?
            | NumberAsync\([$"] | TextsAsync\([$"] | ExecuteAsync\([$"])
        """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace,
        1000)]
    private static partial Regex Dependent();
}
