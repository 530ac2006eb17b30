using CsmPartners.Entries;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Hosting;

/// <summary>The command <c>migrate</c>, by which the tests make their databases on SQL Server and an administrator the site's.</summary>
public sealed class MigrateCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("csm-partners-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task It_fills_an_empty_database_so_that_the_desk_has_every_entry_to_work_on()
    {
        await TestSite.MigrateAsync(folder);
        await using (var db = SiteProcess.Database(folder))
        {
            var entries = await db.Entries.Select(e => new { e.Id, e.State }).ToListAsync(TestContext.Current.CancellationToken);
            Assert.NotEmpty(entries);
            var copies = await db.WorkingCopies.ToDictionaryAsync(w => w.EntryId, TestContext.Current.CancellationToken);
            Assert.All(entries, e => Assert.Equal((1, e.State == EntryState.Hidden ? null : 1), (copies[e.Id].Newest, copies[e.Id].Published)));
            Assert.Equal(entries.Select(e => e.Id).Order(), await db.Revisions.Where(r => r.Number == 1).Select(r => r.EntryId).Order().ToListAsync(TestContext.Current.CancellationToken));
        }

        using var site = await SiteProcess.ListeningAsync(folder);
        using var person = site.Browser(await site.SignInAsync(folder, StaffRole.Editor));
        using var list = await person.GetPageAsync("/admin/partners");
        Assert.NotEmpty(list.QuerySelectorAll("tbody tr"));
    }

    [Fact]
    public async Task A_second_time_it_changes_nothing()
    {
        await TestSite.MigrateAsync(folder);
        var before = await CountsAsync();
        await TestSite.MigrateAsync(folder);
        Assert.Equal(before, await CountsAsync());
    }

    private async Task<(int, int, int, long?)> CountsAsync()
    {
        await using var db = SiteProcess.Database(folder);
        var cancellation = TestContext.Current.CancellationToken;
        return (await db.Entries.CountAsync(cancellation), await db.Revisions.CountAsync(cancellation), await db.WorkingCopies.CountAsync(cancellation), (await db.SiteStates.SingleAsync(cancellation)).Version);
    }
}
