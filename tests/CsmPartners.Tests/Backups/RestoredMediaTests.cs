using CsmPartners.Staff;
using CsmPartners.Tests.Media;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Backups;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Media;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Backups;

public sealed class RestoredMediaTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("csm-partners-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task Storage_that_goes_once_the_rows_are_in_is_not_taken_for_nothing_done()
    {
        await using var site = new MediaSite();
        await site.InitializeAsync();
        using var editor = await site.EditorAsync();
        await site.UploadAsync(editor, TestFiles.Jpeg(300, 200));
        var (media, clock, archive) = (site.Services.GetRequiredService<IMediaStore>(), TimeProvider.System, Path.Combine(root, "site.zip"));
        await using (var db = site.Database())
            await new SiteBackup(media, clock, new ProgressLines(TextWriter.Null, clock)).WriteAsync(db, archive, replace: false);

        await using var said = new StringWriter();
        var restore = new SiteRestore(new Leaving(media), site.Services.GetRequiredService<SiteDatabase>(), new ProgressLines(said, clock), clock);
        await using (var db = site.Database())
            Assert.False((await restore.RestoreAsync(db, archive, replace: true)).IsWell);
        Assert.Contains("All rows are restored, but not all media files: The storage is gone. Restore once more", said.ToString(), StringComparison.Ordinal);
        await using (var db = site.Database())
            Assert.Equal(1, await db.AuditEvents.CountAsync(a => a.Action == AuditAction.SiteRestored, TestContext.Current.CancellationToken));
    }

    /// <summary>A store that is there for the one file's first look, and no more.</summary>
    private sealed class Leaving(IMediaStore store) : IMediaStore
    {
        private bool isGone;

        public async Task<string?> FindAsync(string hash, CancellationToken cancellation)
        {
            var found = isGone ? null : await store.FindAsync(hash, cancellation);
            isGone = true;
            return found;
        }

        public Task AddAsync(string hash, string ending, ReadOnlyMemory<byte> bytes, CancellationToken cancellation) =>
            throw new MediaStoreException("The storage is gone.", new IOException());

        public Task DeleteAsync(string hash, CancellationToken cancellation) => store.DeleteAsync(hash, cancellation);

        public IAsyncEnumerable<string> OlderThanAsync(DateTime utc, CancellationToken cancellation) => store.OlderThanAsync(utc, cancellation);
    }
}
