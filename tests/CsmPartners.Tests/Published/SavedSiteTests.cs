using System.Security.Cryptography;
using CsCheck;
using CsmPartners.Entries;
using CsmPartners.Media;
using CsmPartners.Published;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace CsmPartners.Tests.Published;

public sealed class SavedSiteTests(SeedSite seed) : IClassFixture<SeedSite>
{
    [Fact]
    public async Task What_is_read_is_what_was_saved()
    {
        // As in a database, where each row names what it belongs to.
        foreach (var activity in seed.Site.Activities)
        {
            activity.PartOfId = activity.PartOf?.Id;
            activity.Participations.ForEach(p => (p.ActivityId, p.PartnerId) = (activity.Id, p.Partner.Id));
        }

        var bytes = await BytesAsync(seed.Site);
        var site = SavedSite.Read(bytes, 2026);
        Assert.Equal(bytes, await BytesAsync(site));
        Assert.Equal(seed.Site.Everything.Entries.Select(e => (e.Id, e.Kind, e.Slug, e.Title)), site.Everything.Entries.Select(e => (e.Id, e.Kind, e.Slug, e.Title)));
        foreach (var (before, after) in seed.Site.Activities.Zip(site.Activities))
        {
            Assert.Equal(before.Participations.Select(p => (p.Partner.Slug, p.Role, p.Position)), after.Participations.Select(p => (p.Partner.Slug, p.Role, p.Position)));
            Assert.Equal(before.PartOf?.Slug, after.PartOf?.Slug);
            Assert.Equal(before.When, after.When);
        }
    }

    [Fact]
    public async Task Ten_thousand_damaged_files_are_ignored_or_change_nothing()
    {
        var whole = await BytesAsync(Small());
        var folder = Directory.CreateTempSubdirectory("csm-partners-").FullName;
        try
        {
            var path = Path.Combine(folder, "published.site");
            var file = new SavedSiteFile(path, TimeProvider.System, NullLogger<SavedSiteFile>.Instance);
            var place = Gen.Int[0, whole.Length - 1];
            var flipped = Gen.Select(place, Gen.Byte[1, 255]).Array[1, 8].Select(flips => Flip(whole, flips));
            var cut = place.Select(at => whole[..at]);
            var spliced = Gen.Select(place, place, place).Select(((int A, int B, int C) at) => (byte[])[.. whole[..at.A], .. whole[Math.Min(at.B, at.C)..]]);
            var number = 0;
            Gen.OneOf(flipped, cut, spliced).Sample(
                bytes =>
                {
                    File.WriteAllBytes(path, bytes);
                    Assert.True(file.Read() is null || bytes.AsSpan().SequenceEqual(whole));
                    // With a sum that fits, so that what stands behind it meets the damage too.
                    if (Interlocked.Increment(ref number) % 2 == 0 && bytes.Length > SHA256.HashSizeInBytes)
                    {
                        var mended = bytes[..^SHA256.HashSizeInBytes];
                        File.WriteAllBytes(path, [.. mended, .. SHA256.HashData(mended)]);
                        file.Read();
                    }
                },
                iter: 10_000,
                threads: 1);
            File.WriteAllBytes(path, whole);
            Assert.NotNull(file.Read());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_to_is_complained_of_and_leaves_nothing_behind()
    {
        var folder = Directory.CreateTempSubdirectory("csm-partners-").FullName;
        // A folder in the place of the file.
        var path = Path.Combine(folder, "published.site");
        Directory.CreateDirectory(path);
        var file = new SavedSiteFile(path, TimeProvider.System, NullLogger<SavedSiteFile>.Instance);
        await Assert.ThrowsAsync<IOException>(() => file.SaveAsync(seed.Site, force: true, TestContext.Current.CancellationToken));
        Assert.Empty(Directory.GetFiles(folder));
        Assert.Null(file.Read());
        Directory.Delete(folder, recursive: true);
    }

    private static byte[] Flip(byte[] whole, (int At, byte By)[] flips)
    {
        var bytes = whole.ToArray();
        foreach (var (at, by) in flips)
            bytes[at] ^= by;
        return bytes;
    }

    private static PublishedSite Small()
    {
        var partner = new Partner { Id = 1, Slug = "a", Title = new("Ә", "А", "A"), Country = "FR", FormerNames = [new FormerName { Name = "B", From = PartialDate.Parse("1934") }] };
        var exhibition = new Exhibition { Id = 2, Slug = "b", Title = new("Б", "Б", "B"), Period = new Period { Starts = PartialDate.Parse("2014-05") }, Venues = [new Venue { PartnerId = 1 }], Media = [7] };
        var part = new Participation { ActivityId = 2, PartnerId = 1, Activity = exhibition, Partner = partner, Role = Role.Host };
        exhibition.Participations.Add(part);
        partner.Participations.Add(part);
        var gone = new Page { Id = 3, Slug = "c", State = EntryState.Withdrawn, WithdrawalReason = new("", "Так", "") };
        return new PublishedSite(
            5,
            2026,
            new Museum { Country = "KZ" },
            [partner, exhibition, gone],
            [new MediaFile { Id = 7, Hash = new string('a', 64) }],
            [new Redirect { Kind = EntryKind.Partner, Slug = "old", EntryId = 1 }]) { Merged = new Dictionary<int, int> { [9] = 1 } };
    }

    private static async Task<byte[]> BytesAsync(PublishedSite site)
    {
        using var file = new MemoryStream();
        await SavedSite.WriteAsync(site, file, TestContext.Current.CancellationToken);
        return file.ToArray();
    }
}
