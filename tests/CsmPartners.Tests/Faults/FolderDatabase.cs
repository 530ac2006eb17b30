using CsmPartners.Sqlite;
using CsmPartners.Web.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace CsmPartners.Tests.Faults;

/// <summary>The program's way to the database of a data folder, without the program around it.</summary>
internal sealed class FolderDatabase(string folder) : IDbContextFactory<SiteDb>
{
    private readonly string connection = $"Data Source={Path.Combine(folder, "site.db")};Mode=ReadWrite;Pooling=False";

    public SavedSiteFile Saved { get; } = new(Path.Combine(folder, "published.site"), TimeProvider.System, NullLogger<SavedSiteFile>.Instance);

    public SiteDatabase Site => new(this, () => SqliteSite.Connection(connection), Saved, TimeProvider.System, NullLogger<SiteDatabase>.Instance);

    public SiteDb CreateDbContext()
    {
        var options = (DbContextOptionsBuilder<SiteDb>)new DbContextOptionsBuilder<SiteDb>().UseSiteSqlite(connection);
        return new SiteDb(options.AddInterceptors(new StrayLogGuard()).Options);
    }
}
