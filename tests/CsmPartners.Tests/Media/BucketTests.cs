using System.Net;
using System.Net.Http.Headers;
using CsmPartners.Media;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Media;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Media;

/// <summary>Originals in S3-compatible storage; the data folder is each node's own.</summary>
public sealed class BucketTests : IAsyncLifetime
{
    private readonly BucketServer storage = new();
    private BucketSite site = null!;

    public async ValueTask InitializeAsync()
    {
        await storage.StartAsync();
        site = new BucketSite(storage);
        await site.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await site.DisposeAsync();
        await storage.DisposeAsync();
    }

    [Fact]
    public async Task A_picture_uploaded_on_one_node_is_shown_by_a_node_with_an_empty_folder_in_parts_too_and_fetched_once()
    {
        using var editor = await site.StaffAsync(StaffRole.Editor);
        var picture = await UploadAsync(editor, TestFiles.Jpeg(1500, 1000));
        var document = await UploadAsync(editor, TestFiles.Pdf());
        Assert.Equal(new[] { "application/pdf", "image/jpeg" }, storage.Files.Values.Select(f => f.Type).Order(StringComparer.Ordinal));

        await using var other = new BucketSite(storage, $"Data Source={site.SqliteFile}");
        await other.InitializeAsync();
        using var visitor = other.Visitor();
        foreach (var format in new[] { "webp", "jpg" })
            Assert.NotEmpty(await visitor.GetByteArrayAsync(new Uri($"/media/{picture.Hash}-400.{format}", UriKind.Relative), TestContext.Current.CancellationToken));
        var whole = await visitor.GetByteArrayAsync(new Uri($"/media/{document.Hash}.pdf", UriKind.Relative), TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/media/{document.Hash}.pdf") { Headers = { Range = new RangeHeaderValue(5, 14) } };
        using var part = await visitor.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(whole[5..15], await part.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.All(storage.Fetched.Values, count => Assert.Equal(1, count));
        using var invented = await visitor.GetAsync(new Uri($"/media/{new string('0', 64)}-400.jpg", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, invented.StatusCode);
    }

    [Fact]
    public async Task While_the_storage_is_away_what_is_known_is_shown_and_an_upload_is_refused_in_plain_words()
    {
        using var editor = await site.StaffAsync(StaffRole.Editor, "ru");
        var picture = await UploadAsync(editor, TestFiles.Jpeg(1500, 1000));
        using var form = await editor.GetPageAsync("/admin/media/new");
        storage.IsAway = true;
        using var visitor = site.Visitor();
        Assert.NotEmpty(await visitor.GetByteArrayAsync(new Uri($"/media/{picture.Hash}-800.jpg", UriKind.Relative), TestContext.Current.CancellationToken));
        using (var unknown = await visitor.GetAsync(new Uri($"/media/{new string('0', 64)}-400.jpg", UriKind.Relative), TestContext.Current.CancellationToken))
            Assert.Equal(HttpStatusCode.ServiceUnavailable, unknown.StatusCode);
        using (var refused = await editor.PostFormAsync(form, ".media-form", files: [("files", "a.jpg", "image/jpeg", TestFiles.Jpeg(900, 600))]))
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        storage.IsAway = false;
        using var taken = await editor.PostFormAsync(form, ".media-form", files: [("files", "a.jpg", "image/jpeg", TestFiles.Jpeg(900, 600))]);
        Assert.Equal(HttpStatusCode.Redirect, taken.StatusCode);
    }

    [Fact]
    public async Task What_has_no_row_is_swept_from_the_bucket_and_what_was_tampered_with_is_not_shown()
    {
        using var editor = await site.StaffAsync(StaffRole.Editor);
        var picture = await UploadAsync(editor, TestFiles.Jpeg(1500, 1000));
        var orphan = new string('a', 64);
        storage.Files[orphan] = ([1, 2, 3], "image/jpeg", TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-2));
        storage.Files["readme.txt"] = ([1], "text/plain", TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-2));
        using var visitor = site.Visitor();
        using (var tampered = await visitor.GetAsync(new Uri($"/media/{orphan}-400.jpg", UriKind.Relative), TestContext.Current.CancellationToken))
            Assert.Equal(HttpStatusCode.ServiceUnavailable, tampered.StatusCode);
        var sweep = site.Services.GetRequiredService<MediaSweep>();
        await sweep.SweepAsync(TimeSpan.FromHours(1), TestContext.Current.CancellationToken);
        Assert.Contains(orphan, storage.Files.Keys);
        await site.AgeMarksAsync();
        await sweep.SweepAsync(TimeSpan.FromHours(1), TestContext.Current.CancellationToken);
        Assert.Equal([picture.Hash, "readme.txt"], storage.Files.Keys.OrderBy(k => k.Length).Reverse());
    }

    private async Task<MediaFile> UploadAsync(DeskClient editor, byte[] bytes)
    {
        using var form = await editor.GetPageAsync("/admin/media/new");
        using var answer = await editor.PostFormAsync(form, ".media-form", files: [("files", "a.bin", "image/jpeg", bytes)]);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        await using var db = site.Database();
        return await db.MediaFiles.OrderByDescending(m => m.Id).FirstAsync(TestContext.Current.CancellationToken);
    }

    private sealed class BucketSite(BucketServer storage, string? database = null) : TestSite
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            if (database is not null)
                builder.UseSetting("ConnectionStrings:Site", database);
            builder.UseSetting("Media:Bucket", BucketServer.Bucket);
            builder.UseSetting("Media:Endpoint", storage.Endpoint);
            builder.UseSetting("Media:AccessKey", BucketServer.AccessKey);
            builder.UseSetting("Media:SecretKey", BucketServer.SecretKey);
        }
    }
}
