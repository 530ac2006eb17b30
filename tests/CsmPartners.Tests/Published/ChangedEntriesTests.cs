using CsmPartners.Entries;
using CsmPartners.Published;
using CsmPartners.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Published;

/// <summary>Only what has changed is read again; the site must be the one that a reading of everything gives.</summary>
public sealed class ChangedEntriesTests(TestSite site)
{
    private static readonly DateTime Now = new(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task After_each_change_the_site_is_the_one_that_a_reading_of_everything_gives()
    {
        await using var own = new TestSite();
        await own.InitializeAsync();
        var before = await ReadAsync(own, null);
        var first = before;
        var asBefore = await BytesAsync(first);
        foreach (var change in Changes())
        {
            await own.PublishAsync(change);
            var changed = await ReadAsync(own, before);
            Assert.NotEqual(await BytesAsync(before), await BytesAsync(changed));
            Assert.Equal(await BytesAsync(await ReadAsync(own, null)), await BytesAsync(changed));
            before = changed;
        }

        // Whoever was reading the old one meanwhile has it still as it was.
        Assert.Equal(asBefore, await BytesAsync(first));
        var kunstkamera = before.Find(EntryKind.Partner, "kunstkamera")!;
        Assert.All(before.Activities.SelectMany(a => a.Participations), p => Assert.Same(before.Find(p.PartnerId), p.Partner));
        Assert.NotSame(first.Find(EntryKind.Partner, "kunstkamera"), kunstkamera);
    }

    [Fact]
    public async Task Another_database_is_read_whole()
    {
        var before = await ReadAsync(site, null);
        await using var own = new TestSite();
        await own.InitializeAsync();
        var other = await ReadAsync(own, before);
        Assert.Equal(await BytesAsync(await ReadAsync(own, null)), await BytesAsync(other));
    }

    private static IEnumerable<Func<SiteDb, Task>> Changes()
    {
        yield return async db => (await db.Entries.SingleAsync(e => e.Slug == "kunstkamera")).Title = new("Жаңа атау", "Новое имя", "A new name");
        yield return async db => (await db.Entries.SingleAsync(e => e.Slug == "kunstkamera")).State = EntryState.Hidden;
        yield return async db => (await db.Entries.SingleAsync(e => e.Slug == "unesco")).State = EntryState.Withdrawn;
        yield return async db => (await db.Entries.SingleAsync(e => e.Slug == "kunstkamera")).State = EntryState.Published;
        yield return async db =>
        {
            var partner = await db.Entries.OfType<Partner>().SingleAsync(e => e.Slug == "british-museum");
            db.Add(new Exhibition
            {
                Slug = "quite-new", Title = new("Жаңа", "Новая", "New"), ChangedAt = Now, Venues = [new Venue { PartnerId = partner.Id }],
                Participations = [new Participation { PartnerId = partner.Id, Role = Role.Host }],
            });
        };
        yield return async db => (await db.Entries.OfType<Partner>().SingleAsync(e => e.Slug == "british-museum")).City = new("Лондон!", "Лондон!", "London!");
        yield return async db =>
        {
            var exhibition = await db.Entries.OfType<Exhibition>().Include(e => e.Participations).SingleAsync(e => e.Slug == "quite-new");
            exhibition.Participations.Clear();
            exhibition.Venues[0].PartnerId = null;
        };
        yield return async db => db.Add(new Redirect { Kind = EntryKind.Partner, Slug = "old-name", EntryId = (await db.Entries.SingleAsync(e => e.Slug == "kunstkamera")).Id });
        yield return async db => db.Remove(await db.Entries.SingleAsync(e => e.Slug == "quite-new"));
    }

    private static async Task<PublishedSite> ReadAsync(TestSite from, PublishedSite? before)
    {
        await using var db = from.Database();
        return await db.ReadPublishedSiteAsync(TimeProvider.System, before, TestContext.Current.CancellationToken);
    }

    private static async Task<byte[]> BytesAsync(PublishedSite of)
    {
        using var bytes = new MemoryStream();
        await SavedSite.WriteAsync(of, bytes, TestContext.Current.CancellationToken);
        return bytes.ToArray();
    }
}
