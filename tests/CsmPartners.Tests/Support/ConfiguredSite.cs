using Microsoft.AspNetCore.Hosting;

namespace CsmPartners.Tests.Support;

/// <summary>A site with settings of its own.</summary>
internal sealed class ConfiguredSite(params (string Name, string Value)[] settings) : TestSite
{
    public static async Task<ConfiguredSite> StartAsync(params (string Name, string Value)[] settings)
    {
        var site = new ConfiguredSite(settings);
        await site.InitializeAsync();
        return site;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        foreach (var (name, value) in settings)
            builder.UseSetting(name, value);
    }
}
