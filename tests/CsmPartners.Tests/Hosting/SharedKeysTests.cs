using System.Security.Cryptography;
using CsmPartners.Sqlite;
using CsmPartners.Tests.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Hosting;

/// <summary>Keys that another node makes while this one runs, as after all of them were away for longer than keys last.</summary>
public sealed class SharedKeysTests
{
    [Fact]
    public async Task What_was_made_with_a_new_key_of_another_node_is_understood_at_once()
    {
        await using var site = new TestSite();
        await site.InitializeAsync();
        Assert.SkipWhen(site.OnSqlServer, "The other node is made for the SQLite file here");
        var protector = site.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");
        Assert.Equal("own", protector.Unprotect(protector.Protect("own")));

        await using var other = Other(site.SqliteFile);
        var keys = other.GetRequiredService<IKeyManager>();
        var now = TimeProvider.System.GetUtcNow();
        foreach (var number in new[] { 1, 2 })
        {
            var key = keys.CreateNewKey(now.AddSeconds(number - 10), now.AddDays(90));
            await using var another = Other(site.SqliteFile);
            var sealedThere = another.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Protect($"{number}");
            Assert.Contains(key.KeyId, another.GetRequiredService<IKeyManager>().GetAllKeys().Select(k => k.KeyId));
            await Task.Delay(1100, TestContext.Current.CancellationToken);
            Assert.Equal($"{number}", protector.Unprotect(sealedThere));
        }

        // Nobody's.
        var invented = WebEncodersOf(protector.Protect("x"));
        invented[5] ^= 0xff;
        Assert.Throws<CryptographicException>(() => protector.Unprotect(invented));
    }

    private static byte[] WebEncodersOf(string text) => Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlDecode(text);

    private static ServiceProvider Other(string file)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddDbContext<SiteDb>(options => options.UseSiteSqlite(new SqliteConnectionStringBuilder { DataSource = file }.ToString()));
        services.AddDataProtection().SetApplicationName("CsmPartners").PersistKeysToDbContext<SiteDb>();
        return services.BuildServiceProvider();
    }
}
