using CsmPartners.Revisions;
using CsmPartners.Seed;
using CsmPartners.Sqlite;
using CsmPartners.SqlServer;
using CsmPartners.Web.Backups;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CsmPartners.Web.Hosting;

/// <summary>SQLite in the data folder by default; SQL Server by configuration alone.</summary>
internal static class Database
{
    public static void AddSiteDatabase(this WebApplicationBuilder builder)
    {
        var provider = builder.Configuration["Database:Provider"];
        var connection = builder.Configuration.GetConnectionString("Site");
        Action<DbContextOptionsBuilder> use = provider switch
        {
            "Sqlite" => options => options.UseSiteSqlite(connection ?? SqliteFile(builder)),
            "SqlServer" when !string.IsNullOrWhiteSpace(connection) => options => options.UseSiteSqlServer(connection),
            "SqlServer" => throw new InvalidOperationException("Database:Provider is SqlServer, but ConnectionStrings:Site is empty."),
            _ => throw new InvalidOperationException($"Database:Provider is '{provider}'; it may be Sqlite or SqlServer."),
        };
        builder.Services.AddDbContextFactory<SiteDb>(use);
        builder.Services.AddDataProtection().SetApplicationName("CsmPartners").PersistKeysToDbContext<SiteDb>();
    }

    /// <summary>The command <c>migrate</c>: brings the database to this program's model, fills an empty one, and ends.</summary>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> MigrateAsync(this WebApplication app, ProgressLines progress)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<SiteDb>>().CreateDbContextAsync();
        var pending = (await db.Database.GetPendingMigrationsAsync()).ToList();
        app.Logger.LogInformation("{Count} migrations to apply", pending.Count);
        // One by one, since one that rewrites every revision takes its time.
        foreach (var (migration, number) in pending.Select((m, i) => (m, i)))
        {
            progress.Show("Migrations", number, pending.Count);
            await db.GetService<IMigrator>().MigrateAsync(migration);
        }

        await SeedAsync(app, db, progress);
        app.Logger.LogInformation("The database is up to date");
        return 0;
    }

    /// <summary>
    /// SQLite belongs to this one program, so it is migrated at start. On SQL Server several nodes may start at once and the
    /// right to change tables may be another's, so that is left to <c>migrate</c>; a server that is down does not stop the start.
    /// </summary>
    /// <returns>Whether the site can start.</returns>
    public static async Task<bool> PrepareDatabaseAsync(this WebApplication app)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<SiteDb>>().CreateDbContextAsync();
        if (!db.Database.IsSqlite())
            return true;
        try
        {
            await db.Database.MigrateAsync();
            await SeedAsync(app, db, null);
            return true;
        }
        catch (SqliteException e)
        {
            app.Logger.LogCritical("The database file {File} cannot be used: {Reason}", db.Database.GetDbConnection().DataSource, e.Message);
            return false;
        }
    }

    private static async Task SeedAsync(WebApplication app, SiteDb db, ProgressLines? progress)
    {
        if (await db.SeedAsync(app.Services.GetRequiredService<TimeProvider>()))
            app.Logger.LogInformation("The museum's record was entered into the empty database");
        await db.AddFirstRevisionsAsync((done, total) => progress?.Show("First revisions", done, total));
    }

    private static string SqliteFile(WebApplicationBuilder builder)
    {
        var folder = Path.GetFullPath(builder.Configuration["Data:Folder"] ?? "data", builder.Environment.ContentRootPath);
        Directory.CreateDirectory(folder);
        return new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "site.db"), DefaultTimeout = 30 }.ToString();
    }
}
