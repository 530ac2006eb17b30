using System.Data.Common;
using CsmPartners.Sqlite;
using CsmPartners.SqlServer;
using CsmPartners.Web.Backups;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CsmPartners.Web.Hosting;

/// <summary>SQLite in the data folder by default; SQL Server by configuration alone.</summary>
internal static class Database
{
    // What fails is said by those who had asked, once; the framework would say it at every try.
    private static readonly EventId[] SaidByOthers =
    [
        RelationalEventId.ConnectionError, RelationalEventId.CommandError, RelationalEventId.TransactionError,
        CoreEventId.QueryIterationFailed, CoreEventId.SaveChangesFailed,
    ];

    public static void AddSiteDatabase(this WebApplicationBuilder builder)
    {
        var settings = DatabaseSettings.Of(builder.Configuration);
        if (settings.Provider == DatabaseSettings.SqlServer)
        {
            var connection = SqlServerSite.Complete(settings.Connection!, settings.CommandSeconds);
            builder.Services.AddSiteDatabase(
                options => options.UseSiteSqlServer(connection, settings.MaxBatchSize), () => SqlServerSite.Connection(connection), SqlServerErrors.Instance);
        }
        else
        {
            var connection = SqliteSite.Complete(settings.Connection ?? SqliteFile(builder), settings.CommandSeconds);
            builder.Services.AddSiteDatabase(
                options => options.UseSiteSqlite(connection, settings.MaxBatchSize).AddInterceptors(new StrayLogGuard()), () => SqliteSite.Connection(connection), SqliteErrors.Instance);
        }
    }

    private static void AddSiteDatabase(
        this IServiceCollection services, Action<DbContextOptionsBuilder> use, Func<DbConnection> connect, DatabaseErrors errors)
    {
        services.AddDbContextFactory<SiteDb>(options =>
        {
            use(options);
            options.ConfigureWarnings(warnings => warnings.Log([.. SaidByOthers.Select(e => (e, LogLevel.Debug))]));
        });
        services.AddSingleton(connect);
        services.AddSingleton(errors);
        services.AddSingleton<SiteDatabase>();
        services.AddDataProtection().SetApplicationName("CsmPartners").PersistKeysToDbContext<SiteDb>();
    }

    /// <summary>The command <c>migrate</c>: brings the database to this program's model, fills an empty one, and ends.</summary>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> MigrateAsync(this WebApplication app, ProgressLines progress)
    {
        try
        {
            await app.Services.GetRequiredService<SiteDatabase>().MigrateAsync(mayCreate: true, progress);
        }
        catch (MissingDatabaseException e)
        {
            progress.Say(e.Message);
            return 1;
        }

        app.Logger.LogInformation("The database is up to date");
        return 0;
    }

    /// <summary>
    /// SQLite's file is made and migrated at start. On SQL Server the right to change tables may be another's, so that is left to
    /// <c>migrate</c>. Where there is a saved site to show, nothing that is wrong with the database stops the start.
    /// </summary>
    /// <returns>Whether the site can start.</returns>
    public static async Task<bool> PrepareDatabaseAsync(this WebApplication app)
    {
        if (await app.Services.GetRequiredService<PublishedSiteKeeper>().ShowSavedAsync(default))
            return true;
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<SiteDb>>().CreateDbContextAsync();
        if (!db.Database.IsSqlite())
            return true;
        var (database, file) = (app.Services.GetRequiredService<SiteDatabase>(), db.Database.GetDbConnection().DataSource);
        var isSaved = app.Services.GetRequiredService<SavedSiteFile>().Exists;
        try
        {
            if (!await database.IsReadyAsync(default))
                await database.MigrateAsync(mayCreate: true);
            return true;
        }
        catch (Exception e) when (e is MissingDatabaseException or SqliteException or IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            var advice = e is SqliteException && MissingDatabaseException.Explains(e) ? MissingDatabaseException.Advice : "";
            app.Logger.Log(isSaved ? LogLevel.Error : LogLevel.Critical, "The database file {File} cannot be used: {Reason} {Advice}", file, e.Message, advice);
            return isSaved;
        }
    }

    // Connections do not make the file: one that is missing while the program runs was moved away by somebody.
    private static string SqliteFile(WebApplicationBuilder builder)
    {
        var file = DataFolder.PathOf(builder.Configuration, builder.Environment, "site.db");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 30, Mode = SqliteOpenMode.ReadWrite }.ToString();
    }
}
