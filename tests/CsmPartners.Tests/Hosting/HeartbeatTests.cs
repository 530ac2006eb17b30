using System.Diagnostics;
using System.Globalization;
using CsmPartners.Published;
using CsmPartners.Running;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CsmPartners.Tests.Hosting;

/// <summary>Each program says of itself in the database that it runs.</summary>
public sealed class HeartbeatTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("csm-partners-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Two_programs_on_one_database_both_show_and_say_which_version_of_the_site_they_serve()
    {
        using var first = await SiteProcess.ListeningAsync(folder);
        using var second = await SiteProcess.ListeningAsync(folder);
        var cookies = await first.SignInAsync(folder, StaffRole.Administrator);
        using var browser = second.Browser(cookies);
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            using var page = await browser.GetPageAsync("/admin/status");
            var rows = page.QuerySelectorAll("table tbody tr").ToDictionary(r => r.QuerySelector("th")!.TextContent.Split(':')[^1], r => r.QuerySelector("td:last-child")!.TextContent);
            if (rows.Count == 2 && rows.GetValueOrDefault(Number(first)) == "1" && rows.GetValueOrDefault(Number(second)) == "1")
                break;
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(1), string.Join(", ", rows));
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task A_beat_renews_the_node_s_own_row_forgets_the_long_silent_and_leaves_the_site_s_version_alone()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var site = new TestSite();
        await site.InitializeAsync();
        var heart = site.Services.GetRequiredService<NodeHeartbeat>();
        await using var db = site.Database();
        var version = await db.ReadVersionAsync(cancellation);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        db.Nodes.AddRange(
            new Node { Name = "gone:1:1", Program = "1", StartedAt = now.AddDays(-3), SeenAt = now.AddDays(-1).AddMinutes(-1) },
            new Node { Name = "silent:1:1", Program = "1", StartedAt = now.AddDays(-3), SeenAt = now.AddDays(-1).AddMinutes(5) });
        await db.SaveChangesAsync(cancellation);
        await heart.BeatAsync(cancellation);
        var one = await db.Nodes.AsNoTracking().SingleAsync(n => n.Name == heart.Now().Name, cancellation);
        await heart.BeatAsync(cancellation);
        var two = await db.Nodes.AsNoTracking().SingleAsync(n => n.Name == heart.Now().Name, cancellation);
        Assert.True(two.SeenAt > one.SeenAt);
        Assert.Equal(one.StartedAt, two.StartedAt);
        Assert.Equal(version, two.SiteVersion);
        Assert.True(two.Name.Length <= Node.NameLength && two.Program.Length is > 0 and <= Node.ProgramLength);
        Assert.Equal(["silent:1:1"], await db.Nodes.AsNoTracking().Where(n => n.Name != one.Name).Select(n => n.Name).ToListAsync(cancellation));
        Assert.Equal(version, await db.ReadVersionAsync(cancellation));
        await site.Services.GetRequiredService<IHost>().StopAsync(cancellation);
        Assert.False(await db.Nodes.AnyAsync(n => n.Name == one.Name, cancellation));
    }

    private static string Number(SiteProcess process) => process.Id.ToString(CultureInfo.InvariantCulture);
}
