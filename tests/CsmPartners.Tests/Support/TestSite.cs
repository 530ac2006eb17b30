using CsmPartners.Entries;
using CsmPartners.SqlServer;
using CsmPartners.Web.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Support;

/// <summary>
/// The whole program over a database of its own: a SQLite file, or a new database on the SQL Server that
/// <c>CSM_TEST_SQLSERVER</c> names.
/// </summary>
public class TestSite : WebApplicationFactory<Program>, IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("csm-partners-").FullName;
    private readonly string? sqlServer = Environment.GetEnvironmentVariable("CSM_TEST_SQLSERVER") is { Length: > 0 } server
        ? $"{server.TrimEnd(';')};Initial Catalog=csm_test_{Guid.NewGuid():N}"
        : null;

    public TestSite() => UseKestrel(port: 0);

    /// <summary>"http://127.0.0.1:12345".</summary>
    public string Origin { get; private set; } = "";

    public string SqliteFile => Path.Combine(folder, "site.db");

    /// <summary>What a start without the database would show.</summary>
    public string SavedSite => Path.Combine(folder, "published.site");

    /// <summary>Where letters to staff are written.</summary>
    public string MailFolder => Path.Combine(folder, "mail");

    /// <summary>Of every query on SQLite; a test project adds its own before its first test.</summary>
    internal static List<IInterceptor> Interceptors { get; } = [];

    protected virtual int PasswordIterations => 1000;

    public bool OnSqlServer => sqlServer is not null;

    /// <summary>Does not follow redirects; keeps no cookies.</summary>
    public HttpClient Visitor() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(Origin) };

    public virtual async ValueTask InitializeAsync()
    {
        if (sqlServer is not null)
            await MigrateAsync(folder, ("Database__Provider", "SqlServer"), ("ConnectionStrings__Site", sqlServer));
        StartServer();
        Origin = Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
    }

    /// <summary>Makes the database as an administrator does, with the program's own command.</summary>
    public static async Task MigrateAsync(string folder, params (string Name, string Value)[] environment)
    {
        var (exit, error) = await SiteProcess.RunAsync(folder, environment, ["migrate"]);
        Assert.True(exit == 0, error);
    }

    /// <summary>Waits until the version that visitors see is saved.</summary>
    public async Task UntilSavedAsync()
    {
        for (var tries = 0; !await IsSavedAsync(); tries++)
        {
            Assert.True(tries < 200, "The site was not saved");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    public SiteDb Database() => sqlServer is not null
        ? new SiteDb(((DbContextOptionsBuilder<SiteDb>)new DbContextOptionsBuilder<SiteDb>().UseSiteSqlServer(sqlServer)).ThrowAtQueryFaults().Options)
        : Services.GetRequiredService<IDbContextFactory<SiteDb>>().CreateDbContext();

    /// <summary>Changes the database as a publication would, and waits until visitors see it.</summary>
    public async Task PublishAsync(Func<SiteDb, Task> change)
    {
        await using (var db = Database())
        {
            await change(db);
            // As every publication does; what has not changed since is not read again.
            foreach (var entry in db.ChangeTracker.Entries<Entry>().Where(e => e.State is EntityState.Unchanged or EntityState.Modified))
                entry.Entity.ChangedAt = entry.Entity.ChangedAt.AddTicks(1);
            (await db.SiteStates.SingleAsync()).Version++;
            await db.SaveChangesAsync();
        }

        await Services.GetRequiredService<PublishedSiteKeeper>().LookAsync(CancellationToken.None);
    }

    private async Task<bool> IsSavedAsync() =>
        File.Exists(SavedSite) && CsmPartners.Published.SavedSite.IsOf(Services.GetRequiredService<PublishedSiteKeeper>().Current!, await File.ReadAllBytesAsync(SavedSite));

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        // It is the whole process's: the sites of other tests would be left with a folder that goes when its site does.
        Environment.SetEnvironmentVariable("ASPNETCORE_TEMP", Path.GetTempPath());
        builder.UseEnvironment("Production");
        builder.ConfigureServices(services => services.ConfigureDbContext<SiteDb>(options => options.ThrowAtQueryFaults()));
        builder.UseSetting("Data:Folder", folder);
        foreach (var bound in new[] { "Accounts:TriesPerMinute", "Throttling:Search", "Throttling:Data", "Throttling:Pictures", "Throttling:Previews" })
            builder.UseSetting(bound, "100000");
        builder.UseSetting("Letters:PerAddress", "100000");
        builder.UseSetting("Letters:Altogether", "100000");
        // What one sign-in costs is a test's of its own.
        builder.ConfigureServices(services => services.PostConfigure<PasswordHasherOptions>(options => options.IterationCount = PasswordIterations));
        builder.UseSetting("Serilog:MinimumLevel:Default", "Fatal");
        foreach (var source in new[] { "Microsoft", "Microsoft.Hosting.Lifetime", "Microsoft.AspNetCore.Server.Kestrel.BadRequests", "Microsoft.AspNetCore.DataProtection", "System" })
            builder.UseSetting($"Serilog:MinimumLevel:Override:{source}", "Fatal");
        if (sqlServer is null)
        {
            builder.ConfigureServices(services => services.ConfigureDbContext<SiteDb>(options => options.AddInterceptors(Interceptors)));
            return;
        }

        builder.UseSetting("Database:Provider", "SqlServer");
        builder.UseSetting("ConnectionStrings:Site", sqlServer);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (sqlServer is not null)
        {
            await using var db = Database();
            await db.Database.EnsureDeletedAsync();
        }

        SqliteConnection.ClearAllPools();
        await RemoveFolderAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A file that is still being written keeps its folder for a moment; tidying up never decides a test.</summary>
    private async Task RemoveFolderAsync()
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
                return;
            }
            catch (IOException) when (tries < 20)
            {
                await Task.Delay(100);
            }
            catch (IOException e)
            {
                TestContext.Current.SendDiagnosticMessage("{0} was left: {1}", folder, e.Message);
                return;
            }
        }
    }
}
